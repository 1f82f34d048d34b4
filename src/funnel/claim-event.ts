import { isDate } from '../core/day-number.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import { type ClaimLedger, lastDayOf, ownerOn } from './ledger.js';

/** What can happen to the claims on an account. */
export type ClaimEventType =
  | 'teamClaimed'
  | 'teamReleased'
  | 'registered'
  | 'renewed'
  | 'noted'
  | 'protected'
  | 'lapsed'
  | 'released'
  | 'transferred';

/** One thing that happened to the claims on an account. `person` is whom it makes, keeps or ends as owner. */
export interface ClaimEvent {
  readonly schema: 1;
  readonly type: ClaimEventType;
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

const ofOwner: ReadonlySet<string> = new Set(['renewed', 'noted', 'protected', 'lapsed', 'released']);
const claimEventTypes: readonly unknown[] = [...ofOwner, 'teamClaimed', 'teamReleased', 'registered', 'transferred'];

/** What is wrong with the next event of a ledger; `undefined` where it fits. */
export function claimFault(ledger: ClaimLedger, event: ClaimEvent, path: Path): Issue | undefined {
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
    if (type === 'teamReleased' && ledger.team?.id !== team)
      return issue('conflict', at('team'), `the team that claims it, ${ledger.team?.id ?? 'none'}`, team);
    return undefined;
  }
  if (typeof person !== 'string') return issue('missing', at('person'), 'a person', person);
  if (typeof (event.role ?? '') !== 'string') return issue('type', at('role'), 'a text', event.role);
  const owner = type === 'lapsed' ? ledger.owner : ownerOn(ledger, event.on);
  if (ofOwner.has(type) && owner?.person !== person)
    return issue('conflict', at('person'), `the owner, ${owner?.person ?? 'nobody'}`, person);
  if (type === 'registered' && owner !== null)
    return issue('conflict', at('person'), `nobody while ${owner.person} owns it until ${lastDayOf(owner)}`, person);
  if (type === 'transferred' && owner === null)
    return issue('conflict', at('person'), 'an owner to take over from', person);
  if (type === 'transferred' && owner?.person === person)
    return issue('conflict', at('person'), `somebody else than ${person}, who owns it`, person);
  if (type === 'lapsed' && event.on <= lastDayOf(owner!))
    return issue('order', at('on'), `a day after ${lastDayOf(owner!)}`, event.on);
  const dated = type === 'registered' || type === 'renewed' || type === 'transferred' || type === 'protected';
  if (dated && !isDate(validUntil)) return issue('format', at('validUntil'), 'a calendar date YYYY-MM-DD', validUntil);
  if (dated && validUntil! < event.on)
    return issue('order', at('validUntil'), `${event.on} or later: nothing ends in the past`, validUntil);
  return undefined;
}
