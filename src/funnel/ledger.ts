import { addDays } from '../core/calendar.js';
import { isDate } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { type Issue, issue, type Path } from '../core/issue.js';

/** Who holds one account: small plain JSON, built from its claim events. */
export interface ClaimLedger {
  readonly schema: 1;
  readonly account: string;
  readonly revision: number;
  /** Day of the last event; `null` before the first. */
  readonly lastOn: string | null;
  readonly team: { readonly id: string; readonly since: string } | null;
  readonly owner: Ownership | null;
  /** Who owned it before, each with the last end: for the cool-down. */
  readonly former: readonly {
    readonly person: string;
    readonly endedOn: string;
    readonly because: 'lapsed' | 'released' | 'transferred';
  }[];
}

/** An exclusive ownership; its last good day is the later of `validUntil` and `protectedUntil`. */
export interface Ownership {
  readonly person: string;
  readonly role: string | null;
  readonly registeredOn: string;
  readonly validUntil: string;
  readonly protectedUntil: string | null;
}

/** One thing that happened to the claims on an account. `person` is whom it makes, keeps or ends as owner. */
export interface ClaimEvent {
  readonly schema: 1;
  readonly type:
    | 'teamClaimed'
    | 'teamReleased'
    | 'registered'
    | 'renewed'
    | 'noted'
    | 'protected'
    | 'lapsed'
    | 'released'
    | 'transferred';
  readonly account: string;
  readonly revision: number;
  readonly on: string;
  readonly team?: string;
  readonly person?: string;
  readonly role?: string;
  readonly validUntil?: string;
  readonly action?: string;
  readonly outcome?: string;
  readonly reason?: string;
}

/** An account that nobody has claimed yet. */
export function emptyLedger(account: string): ClaimLedger {
  return { schema: 1, account, revision: 0, lastOn: null, team: null, owner: null, former: [] };
}

/** The last day on which an ownership holds. */
export function lastDayOf({ validUntil, protectedUntil }: Ownership): string {
  return protectedUntil !== null && protectedUntil > validUntil ? protectedUntil : validUntil;
}

/**
 * The ledger after one more event. An ownership whose last day is past has ended even if no lapse was written down.
 *
 * @throws InputError `order`, `duplicate` or `conflict`, as for two owners at once; nothing is half-applied
 * @example
 * evolveClaim(emptyLedger('a1'), { schema: 1, type: 'teamClaimed', account: 'a1', revision: 1, on: '2012-03-01', team: 't1' }).team?.id //=> 't1'
 */
export function evolveClaim(ledger: ClaimLedger, event: ClaimEvent): ClaimLedger {
  const fault = claimFault(ledger, event, []);
  if (fault !== undefined) throw new InputError([fault], 'event');
  return applyClaim(ledger, event);
}

/**
 * Builds the ledger of one account from its claim events, which must be in order.
 *
 * @throws InputError as {@link evolveClaim}, with the position of the event
 */
export function foldClaims(
  account: string,
  events: Iterable<ClaimEvent>,
  options: {
    readonly snapshot?: ClaimLedger | undefined;
    readonly upgrade?: ((event: unknown) => ClaimEvent) | undefined;
  } = {},
): ClaimLedger {
  const { snapshot, upgrade } = options;
  let ledger = snapshot ?? emptyLedger(account);
  let position = 0;
  for (const given of events) {
    const event = upgrade === undefined ? given : upgrade(given);
    if (snapshot === undefined || !(event.revision <= snapshot.revision)) {
      const fault = claimFault(ledger, event, [position]);
      if (fault !== undefined) throw new InputError([fault], 'events');
      ledger = applyClaim(ledger, event);
    }
    position += 1;
  }
  return ledger;
}

/** An ownership as a span of days: `until` is the first day on which it no longer holds, `null` while it may go on. */
export interface OwnershipSpan {
  readonly person: string;
  readonly from: string;
  readonly until: string | null;
}

/**
 * Who owned the account when. Spans never overlap; one that a transfer ends and one that it begins meet on its day.
 *
 * @param asOf - the day up to which time itself has run: an ownership whose last day is past is closed by it
 * @throws InputError as {@link evolveClaim}
 */
export function ownershipSpans(account: string, events: Iterable<ClaimEvent>, asOf: string): readonly OwnershipSpan[] {
  const spans: OwnershipSpan[] = [];
  let ledger = emptyLedger(account);
  let from: string | null = null;
  const close = (owner: Ownership, until: string): void => {
    spans.push({ person: owner.person, from: from!, until });
    from = null;
  };
  for (const event of events) {
    const before = ledger.owner;
    ledger = evolveClaim(ledger, event);
    const after = ledger.owner;
    if (
      before !== null &&
      (after === null || after.registeredOn !== before.registeredOn || after.person !== before.person)
    ) {
      const lapse = addDays(lastDayOf(before), 1);
      close(before, lapse < event.on ? lapse : event.on);
    }
    if (after !== null && from === null) from = after.registeredOn;
  }
  const { owner } = ledger;
  if (owner === null || from === null) return spans;
  const lapse = addDays(lastDayOf(owner), 1);
  return [...spans, { person: owner.person, from, until: lapse <= asOf ? lapse : null }];
}

const ofOwner: ReadonlySet<string> = new Set(['renewed', 'noted', 'protected', 'lapsed', 'released']);
const claimEventTypes: readonly unknown[] = [...ofOwner, 'teamClaimed', 'teamReleased', 'registered', 'transferred'];

function claimFault(ledger: ClaimLedger, event: ClaimEvent, path: Path): Issue | undefined {
  if (typeof event !== 'object' || event === null) return issue('type', path, 'an event', event);
  const at = (key: string): Path => [...path, key];
  if (event.schema !== 1) return issue('unknownReference', at('schema'), 'version 1, or an upgrade', event.schema);
  if (!claimEventTypes.includes(event.type))
    return issue('unknownReference', at('type'), `one of ${claimEventTypes.join(', ')}`, event.type);
  if (event.account !== ledger.account)
    return issue('conflict', at('account'), `an event of ${ledger.account}`, event.account);
  if (event.revision !== ledger.revision + 1) {
    const code = event.revision <= ledger.revision ? 'duplicate' : 'order';
    return issue(code, at('revision'), `revision ${ledger.revision + 1} next`, event.revision);
  }
  if (!isDate(event.on)) return issue('format', at('on'), 'a calendar date YYYY-MM-DD', event.on);
  if (ledger.lastOn !== null && event.on < ledger.lastOn)
    return issue('order', at('on'), `${ledger.lastOn} or later`, event.on);
  return ownerFault(ledger, event, at);
}

function ownerFault(ledger: ClaimLedger, event: ClaimEvent, at: (key: string) => Path): Issue | undefined {
  const { type, person, validUntil, team } = event;
  if (type === 'teamClaimed' || type === 'teamReleased') {
    if (typeof team !== 'string') return issue('missing', at('team'), 'a team', team);
    if (type === 'teamClaimed' && ledger.team !== null)
      return issue(
        'conflict',
        at('team'),
        `no claim beside that of ${ledger.team.id} since ${ledger.team.since}`,
        team,
      );
    return undefined;
  }
  if (typeof person !== 'string') return issue('missing', at('person'), 'a person', person);
  const owner = type === 'lapsed' ? ledger.owner : ownerOn(ledger, event.on);
  if (ofOwner.has(type) && owner?.person !== person)
    return issue('conflict', at('person'), `the owner, ${owner?.person ?? 'nobody'}`, person);
  if (type === 'registered' && owner !== null)
    return issue('conflict', at('person'), `nobody while ${owner.person} owns it until ${lastDayOf(owner)}`, person);
  if (type === 'transferred' && owner === null)
    return issue('conflict', at('person'), 'an owner to take over from', person);
  if (type === 'lapsed' && event.on <= lastDayOf(owner!))
    return issue('order', at('on'), `a day after ${lastDayOf(owner!)}`, event.on);
  const dated = type === 'registered' || type === 'renewed' || type === 'transferred' || type === 'protected';
  if (dated && !isDate(validUntil)) return issue('format', at('validUntil'), 'a calendar date YYYY-MM-DD', validUntil);
  if (dated && validUntil! < event.on)
    return issue('order', at('validUntil'), `${event.on} or later: nothing ends in the past`, validUntil);
  return undefined;
}

/** The owner on a day, unless the ownership's last day is past. */
export function ownerOn({ owner }: ClaimLedger, day: string): Ownership | null {
  return owner !== null && lastDayOf(owner) < day ? null : owner;
}

/** Applies an event that fits. */
export function applyClaim(ledger: ClaimLedger, event: ClaimEvent): ClaimLedger {
  const { type, on } = event;
  const expired = ledger.owner !== null && ownerOn(ledger, on) === null;
  const settled = expired ? withoutOwner(ledger, addDays(lastDayOf(ledger.owner!), 1), 'lapsed') : ledger;
  const next: ClaimLedger = { ...settled, revision: event.revision, lastOn: on };
  switch (type) {
    case 'teamClaimed':
      return { ...next, team: { id: event.team!, since: on } };
    case 'teamReleased':
      return { ...next, team: null };
    case 'registered':
      return { ...next, owner: ownershipFrom(event) };
    case 'transferred':
      return { ...withoutOwner(next, on, 'transferred'), owner: ownershipFrom(event) };
    case 'renewed':
      return { ...next, owner: { ...next.owner!, validUntil: event.validUntil! } };
    case 'protected':
      return { ...next, owner: { ...next.owner!, protectedUntil: event.validUntil! } };
    case 'released':
      return withoutOwner(next, on, 'released');
    default:
      return next;
  }
}

function ownershipFrom({ person, role, on, validUntil }: ClaimEvent): Ownership {
  return { person: person!, role: role ?? null, registeredOn: on, validUntil: validUntil!, protectedUntil: null };
}

function withoutOwner(
  ledger: ClaimLedger,
  endedOn: string,
  because: ClaimLedger['former'][number]['because'],
): ClaimLedger {
  if (ledger.owner === null) return ledger;
  const { person } = ledger.owner;
  return {
    ...ledger,
    owner: null,
    former: [...ledger.former.filter((one) => one.person !== person), { person, endedOn, because }],
  };
}
