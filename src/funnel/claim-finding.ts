import { addMonths, differenceInDays, monthsBetween } from '../core/calendar.js';
import { dayNumber, fromDayNumber, lastDayNumber } from '../core/day-number.js';
import type { Reason } from '../core/decision.js';
import type { ClaimCommand } from './claim-command.js';
import type { ClaimEvent } from './claim-event.js';
import type { ClaimCode } from './claim-reasons.js';
import type { ClaimSpan, ClaimsPolicy } from './claims-policy.js';
import { type ClaimLedger, lapseDayOf, lastDayOf, type Ownership } from './ledger.js';

/** Something that stands in the way, with the day on which it goes by itself. */
export interface Obstacle {
  readonly unmet: string;
  readonly reason: Reason<ClaimCode>;
  /** `undefined` where waiting does not help. */
  readonly until?: string;
  readonly held?: true;
}

/** What a command comes to before it is worded as an outcome: either obstacles or an event. */
export interface Finding {
  readonly obstacles: readonly Obstacle[];
  readonly event?: Omit<ClaimEvent, 'schema' | 'account' | 'revision' | 'on'>;
  readonly reasons: readonly Reason<ClaimCode>[];
}

type Command<T extends ClaimCommand['type']> = Extract<ClaimCommand, { readonly type: T }>;

/** The last day of a span; one that would lie after 9999-12-31 is that day, which no other passes. */
function endOf(date: string, { length, unit }: ClaimSpan): string {
  if (unit === 'months') return length > monthsBetween(date, lastDate) ? lastDate : addMonths(date, length);
  return fromDayNumber(Math.min(dayNumber(date) + length, lastDayNumber));
}

const lastDate = '9999-12-31';

const block = (unmet: string, code: ClaimCode, facts: Reason['facts'], more: Partial<Obstacle> = {}): Obstacle => ({
  unmet,
  reason: { code, facts },
  ...more,
});

/** Waiting helps from the day on which an ownership lapses, where it ever does. */
const untilLapse = (owner: Ownership): { readonly until?: string } => {
  const until = lapseDayOf(owner);
  return until === null ? {} : { until };
};

/** The rules of ownership itself: what each command comes to, `undefined` for a command that does not exist. */
export function createFinder(
  policy: ClaimsPolicy,
): (ledger: ClaimLedger, command: ClaimCommand, asOf: string) => Finding | undefined {
  const coolDown = (ledger: ClaimLedger, person: string, asOf: string): readonly Obstacle[] => {
    const ended = ledger.former.find((one) => one.person === person)?.endedOn;
    if (ended === undefined) return [];
    const day = dayNumber(ended) + policy.coolDownDays;
    if (day <= dayNumber(asOf)) return [];
    const on = day <= lastDayNumber ? fromDayNumber(day) : null;
    const until = on === null ? {} : { until: on };
    return [block('coolDown', 'coolingDown', { person, endedOn: ended, on }, until)];
  };

  const precedes = (role: string | undefined, ledger: ClaimLedger, asOf: string): boolean => {
    const { precedence } = policy;
    const owner = ledger.owner;
    if (precedence === undefined || owner === null || role === undefined || owner.role === null) return false;
    const mine = precedence.roles.indexOf(role);
    const theirs = precedence.roles.indexOf(owner.role);
    return mine >= 0 && theirs > mine && differenceInDays(owner.registeredOn, asOf) <= precedence.withinDays;
  };

  const teamObstacles = (ledger: ClaimLedger, team: string | undefined): readonly Obstacle[] => {
    if (policy.teamClaim === 'notNeeded' || (ledger.team !== null && ledger.team.id === team)) return [];
    if (ledger.team === null) return [block('teamClaimed', 'teamNotClaimed', { team: team ?? null })];
    const { id, since } = ledger.team;
    return [block('teamClaimed', 'heldByTeam', { team: id, since }, { held: true })];
  };

  /** Where the policy says so, a team's claim ends with the personal ownership under it. */
  const teamUntil = ({ owner }: ClaimLedger): { readonly until?: string } =>
    owner === null || policy.teamClaimAfterLapse === 'survives' ? {} : untilLapse(owner);

  const notOwner = (ledger: ClaimLedger, person: string): Finding => ({
    obstacles: [block('owner', 'notOwner', { person, owner: ledger.owner?.person ?? null })],
    reasons: [],
  });

  const register = (ledger: ClaimLedger, { person, role, team }: Command<'register'>, asOf: string): Finding => {
    const { owner } = ledger;
    const validUntil = endOf(asOf, policy.validity);
    const roleOf = role === undefined ? {} : { role };
    if (owner !== null && owner.person === person) {
      return { obstacles: [block('notOwner', 'alreadyOwner', { person }, untilLapse(owner))], reasons: [] };
    }
    const obstacles = [...teamObstacles(ledger, team), ...coolDown(ledger, person, asOf)];
    if (owner !== null && precedes(role, ledger, asOf)) {
      const { withinDays } = policy.precedence!;
      return {
        obstacles,
        event: { type: 'transferred', person, ...roleOf, reason: 'precedence', validUntil },
        reasons: [
          { code: 'transferred', facts: { from: owner.person, person, reason: 'precedence', validUntil } },
          { code: 'takenOver', facts: { role, otherRole: owner.role, withinDays } },
        ],
      };
    }
    if (owner !== null) {
      const last = lastDayOf(owner);
      const facts = { person: owner.person, since: owner.registeredOn, validUntil: last };
      obstacles.unshift(block('free', 'heldByPerson', facts, { held: true, ...untilLapse(owner) }));
    }
    return {
      obstacles,
      event: { type: 'registered', person, ...roleOf, validUntil },
      reasons: [{ code: 'registered', facts: { person, validUntil } }],
    };
  };

  const act = (ledger: ClaimLedger, { person, action, outcome }: Command<'act'>, asOf: string): Finding => {
    const { owner } = ledger;
    if (owner === null || owner.person !== person) return notOwner(ledger, person);
    const outcomeOf = outcome === undefined ? {} : { outcome };
    const entry = policy.actions.find(({ id }) => id === action);
    if (entry !== undefined && outcome !== undefined && entry.outcomes.includes(outcome)) {
      const validUntil = endOf(asOf, policy.validity);
      return {
        obstacles: [],
        event: { type: 'renewed', person, action, ...outcomeOf, validUntil },
        reasons: [{ code: 'renewed', facts: { person, action, outcome, validUntil } }],
      };
    }
    const why: Reason<ClaimCode> =
      entry === undefined
        ? { code: 'notInCatalogue', facts: { action } }
        : { code: 'noOutcome', facts: { action, outcomes: entry.outcomes, outcome: outcome ?? null } };
    return {
      obstacles: [],
      event: { type: 'noted', person, action, ...outcomeOf },
      reasons: [{ code: 'noted', facts: { action, validUntil: lastDayOf(owner) } }, why],
    };
  };

  return (ledger, command, asOf) => {
    const { owner, team } = ledger;
    switch (command.type) {
      case 'claimTeam':
        return {
          obstacles:
            team === null
              ? []
              : [
                  block(
                    'free',
                    'heldByTeam',
                    { team: team.id, since: team.since },
                    { held: true, ...teamUntil(ledger) },
                  ),
                ],
          event: { type: 'teamClaimed', team: command.team },
          reasons: [{ code: 'teamClaimed', facts: { team: command.team } }],
        };
      case 'releaseTeam':
        return {
          obstacles:
            team !== null && team.id === command.team
              ? []
              : [
                  block('teamHolder', team === null ? 'teamNotClaimed' : 'heldByTeam', {
                    team: team?.id ?? command.team,
                    since: team?.since ?? null,
                  }),
                ],
          event: { type: 'teamReleased', team: command.team },
          reasons: [{ code: 'teamReleased', facts: { team: command.team } }],
        };
      case 'register':
        return register(ledger, command, asOf);
      case 'act':
        return act(ledger, command, asOf);
      case 'release': {
        const { person, reason } = command;
        if (owner === null || owner.person !== person) return notOwner(ledger, person);
        return {
          obstacles: [],
          event: { type: 'released', person, ...(reason === undefined ? {} : { reason }) },
          reasons: [{ code: 'released', facts: { person } }],
        };
      }
      case 'transfer': {
        const { person, role, reason } = command;
        if (owner === null) return notOwner(ledger, person);
        if (owner.person === person) return { obstacles: [block('notOwner', 'alreadyOwner', { person })], reasons: [] };
        const validUntil = endOf(asOf, policy.validity);
        return {
          obstacles: teamObstacles(ledger, command.team),
          event: { type: 'transferred', person, ...(role === undefined ? {} : { role }), reason, validUntil },
          reasons: [{ code: 'transferred', facts: { from: owner.person, person, reason, validUntil } }],
        };
      }
      case 'protect': {
        const { person, contractEnd } = command;
        if (owner === null || owner.person !== person) return notOwner(ledger, person);
        if (policy.protection === undefined)
          return { obstacles: [block('protection', 'notProtecting', { person })], reasons: [] };
        // A protection that ended before today ends today: an ownership that holds now is not ended in the past.
        const end = endOf(contractEnd, policy.protection);
        const validUntil = end < asOf ? asOf : end;
        return {
          obstacles: [],
          event: { type: 'protected', person, validUntil },
          reasons: [{ code: 'protected', facts: { person, contractEnd, validUntil } }],
        };
      }
      default:
        return undefined;
    }
  };
}
