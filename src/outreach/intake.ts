import { type CalendarDate, isDate } from '../core/day-number.js';
import { type Issue, issue, issueAt, show } from '../core/issue.js';
import { isTimeZone } from '../core/local-time.js';
import { canonicalJson } from '../core/policy.js';
import { isTimeOfDay } from '../core/time-of-day.js';
import { withoutNulls } from '../core/without-nulls.js';
import { checkAction, type OutreachAction } from './action.js';
import type { Touch } from './plan.js';
import type { ContactPolicy } from './policy.js';
import { checkPerson, noticePerson, type OutreachAccount, type RosterPerson } from './roster.js';
import { textFaults, textListFaults } from './text-faults.js';

/** A contact that took place. */
export interface PastContact {
  readonly account: string;
  readonly on: CalendarDate;
  readonly channel: string;
  readonly by?: string | undefined;
  /** The actions that it settled; they are not planned again. */
  readonly actions?: readonly string[] | undefined;
}

/** The sound part of a list, by id, and what is wrong with the rest. */
export interface Intake<T> {
  readonly sound: ReadonlyMap<string, T>;
  readonly issues: readonly Issue[];
}

/**
 * Takes in a list of things with ids. Two equal ones are one; two different ones under one id are both refused, because no order
 * among them would be the right one.
 */
export function takeIn<T extends { readonly id: string }>(
  list: readonly T[],
  key: string,
  check: (entry: T) => readonly Issue[],
): Intake<T> {
  const sound = new Map<string, T>();
  const refused = new Set<string>();
  const twice = new Set<string>();
  const issues: Issue[] = [];
  for (const given of list) {
    const [entry, faults] = read(given, check);
    const twin = sound.get(entry.id);
    if (faults.length > 0) issues.push(...faults);
    else if (refused.has(entry.id)) continue;
    else if (twin === undefined) sound.set(entry.id, entry);
    else if (canonicalJson(twin) !== canonicalJson(entry)) {
      sound.delete(entry.id);
      refused.add(entry.id);
      issues.push(issue('conflict', [key, entry.id], 'one entry of this id', 'several that differ'));
    } else twice.add(entry.id);
  }
  for (const id of twice)
    if (sound.has(id)) issues.push(issue('duplicate', [key, id], 'each entry once', 'several equal ones'));
  return { sound, issues };
}

/** An entry with its faults. One that is faulty as it stands may only hold nulls for what is missing. */
function read<T extends object>(given: T, check: (entry: T) => readonly Issue[]): readonly [T, readonly Issue[]] {
  const faults = check(given);
  if (faults.length === 0) return [given, faults];
  const entry = withoutNulls(given);
  return [entry, entry === given ? faults : check(entry)];
}

/** The entries of a list; what is no list, or no entry, is named and left out. */
export function entriesOf<T>(
  list: readonly T[] | undefined,
  key: string,
): { readonly entries: readonly T[]; readonly total: number; readonly issues: readonly Issue[] } {
  if (!Array.isArray(list)) return { entries: [], total: 0, issues: [issue('type', [key], 'a list', list)] };
  const isEntry = (entry: unknown): boolean => typeof entry === 'object' && entry !== null;
  // Mostly all are, and then the list is as good as a copy.
  if (list.every(isEntry)) return { entries: list, total: list.length, issues: [] };
  const strange = new Set(list.filter((entry) => !isEntry(entry)).map(show));
  return {
    entries: list.filter(isEntry),
    total: list.length,
    issues: [...strange].map((received) => issueAt({ ...issue('type', [key], 'entries', null), received }, [key])),
  };
}

/** The touches of the plan in force that can be read. */
export function takePrevious(touches: readonly Touch[]): {
  readonly sound: readonly Touch[];
  readonly issues: readonly Issue[];
} {
  const { entries, issues } = entriesOf(touches, 'previous');
  const isSound = ({ id, account, person, date, time, topics }: Touch): boolean =>
    [id, account, person].every((text) => typeof text === 'string') &&
    isDate(date) &&
    isTimeOfDay(time) &&
    Array.isArray(topics) &&
    topics.every((topic) => typeof topic?.action === 'string');
  if (entries.every(isSound)) return { sound: entries, issues };
  const faulty = entries.filter((touch) => !isSound(touch));
  return {
    sound: entries.filter(isSound),
    issues: [
      ...issues,
      ...faulty.map(({ id }) => issue('type', ['previous', String(id)], 'a touch of an earlier plan', 'another thing')),
    ],
  };
}

const nothing: readonly Issue[] = Object.freeze([]);

function idFault(entry: { readonly id: string }, key: string): readonly Issue[] {
  return typeof entry.id === 'string' && entry.id !== '' ? nothing : [issue('type', [key, 'id'], 'a text', entry.id)];
}

/** The usable roster; what leaves a person usable but incomplete is told too. */
export function takeRoster(roster: readonly RosterPerson[]): Intake<RosterPerson> {
  const taken = takeIn(roster, 'roster', (person) => {
    const nameless = idFault(person, 'roster');
    return nameless.length > 0 ? nameless : checkPerson(person);
  });
  const notices = [...taken.sound.values()].flatMap((person) => noticePerson(person, taken.sound));
  return { ...taken, issues: [...taken.issues, ...notices] };
}

/** The usable accounts. */
export function takeAccounts(accounts: readonly OutreachAccount[]): Intake<OutreachAccount> {
  const zones = new Map<string, boolean>();
  const knows = (zone: string): boolean => {
    const known = zones.get(zone) ?? isTimeZone(zone);
    zones.set(zone, known);
    return known;
  };
  return takeIn(accounts, 'accounts', (account) => {
    const nameless = idFault(account, 'accounts');
    if (nameless.length > 0) return nameless;
    const { owner = null, patch = null } = account;
    const isPlain = account.refusedChannels === undefined && (owner === null || typeof owner === 'string');
    // Of most accounts there is nothing to say.
    if (isPlain && (patch === null || typeof patch === 'string') && knows(account.zone)) return nothing;
    const path = ['accounts', account.id];
    return [
      ...(knows(account.zone) ? [] : [issue('unknownReference', [...path, 'zone'], 'an IANA time zone', account.zone)]),
      ...textFaults(owner ?? undefined, [...path, 'owner']),
      ...textFaults(patch ?? undefined, [...path, 'patch']),
      // Whoever has refused a channel is not contacted by it for want of a list.
      ...textListFaults(account.refusedChannels, [...path, 'refusedChannels']),
    ];
  });
}

/** The usable actions: well-formed, of a known account, channel and approval. */
export function takeActions(
  actions: readonly OutreachAction[],
  accounts: ReadonlyMap<string, OutreachAccount>,
  policy: ContactPolicy,
): Intake<OutreachAction> {
  const channels = new Set(policy.channels.map(({ id }) => id));
  const approvals = new Set(policy.approvals.map(({ id }) => id));
  return takeIn(actions, 'actions', (action) => {
    const faults = checkAction(action);
    if (faults.length > 0) return faults;
    const { id, account, channel, approval } = action;
    const unknown = (key: string, expected: string, value: string) => [
      issue('unknownReference', ['actions', id, key], expected, value),
    ];
    return [
      ...(accounts.has(account) ? [] : unknown('account', 'an account of the list', account)),
      ...(channels.has(channel) ? [] : unknown('channel', `one of ${[...channels].join(', ')}`, channel)),
      ...(approval === undefined || approvals.has(approval)
        ? []
        : unknown('approval', `one of ${[...approvals].join(', ')}`, approval)),
    ];
  });
}

/** The usable history: dated not after `asOf`; channels that the policy doesn't know count for caps on all channels. */
export function takeHistory(
  history: readonly PastContact[],
  asOf: CalendarDate,
): { readonly sound: readonly PastContact[]; readonly issues: readonly Issue[] } {
  const sound: PastContact[] = [];
  const issues: Issue[] = [];
  for (const contact of history) {
    const path = ['history', String(contact.account), 'on'];
    const faults = [
      ...(typeof contact.account === 'string'
        ? []
        : [issue('type', ['history', 'account'], 'a text', contact.account)]),
      ...textListFaults(contact.actions ?? undefined, ['history', String(contact.account), 'actions']),
    ];
    if (faults.length > 0) issues.push(...faults);
    else if (!isDate(contact.on)) issues.push(issue('format', path, 'a calendar date YYYY-MM-DD', contact.on));
    else if (contact.on > asOf) issues.push(issue('range', path, `${asOf} or earlier`, contact.on));
    else sound.push(contact);
  }
  return { sound, issues };
}
