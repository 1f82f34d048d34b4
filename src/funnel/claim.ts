import { addDays, addMonths, differenceInDays } from '../core/calendar.js';
import { dayNumber, fromDayNumber, isDate } from '../core/day-number.js';
import { contextChecker, createDecider, type Decider, type Draft } from '../core/decider.js';
import type { DecisionContext, Reason } from '../core/decision.js';
import { InputError } from '../core/errors.js';
import type { FactDeclaration, FactsOf } from '../core/facts.js';
import { type Issue, issue } from '../core/issue.js';
import { labelLookup } from '../core/label.js';
import type { PolicyHeader } from '../core/policy.js';
import { checkPolicy, parsePolicy } from '../core/policy-check.js';
import type { AdvanceRefusal } from './advance.js';
import { type ClaimCode, claimTexts } from './claim-reasons.js';
import { type ClaimSpan, type ClaimsPolicy, claimsSchema, crossCheckClaims } from './claims-policy.js';
import { claimFacts, isReservedFact } from './guard-fact.js';
import { applyClaim, type ClaimEvent, type ClaimLedger, lastDayOf, ownerOn } from './ledger.js';
import { compileRequirements, type OwnFacts, type RequirementSet } from './requirement-set.js';

/** What a person or system asks for. Only `act` with a catalogue action and one of its outcomes renews. */
export type ClaimCommand<A extends string = string> = {
  /** The revision that the person saw; refused as a conflict where the ledger has moved on. 0 for none. */
  readonly expectedRevision?: number | undefined;
} & (
  | { readonly type: 'claimTeam' | 'releaseTeam'; readonly team: string }
  | {
      readonly type: 'register';
      readonly person: string;
      readonly role?: string | undefined;
      readonly team?: string | undefined;
    }
  | {
      readonly type: 'act';
      readonly person: string;
      /** Of the catalogue, or anything else, which is noted and renews nothing. */
      readonly action: A | (string & {});
      readonly outcome?: string | undefined;
    }
  | { readonly type: 'release'; readonly person: string; readonly reason?: string | undefined }
  | {
      readonly type: 'transfer';
      /** Who takes over. */
      readonly person: string;
      readonly role?: string | undefined;
      readonly team?: string | undefined;
      readonly reason: string;
    }
  | { readonly type: 'protect'; readonly person: string; readonly contractEnd: string }
);

/** One request for one account. */
export interface ClaimInput<Facts, A extends string = string> {
  readonly ledger: ClaimLedger;
  readonly command: ClaimCommand<A>;
  readonly facts: Facts;
}

/** What became of it. `events` are to be stored in either case: lapses due by time come first and hold anyway. */
export type ClaimOutcome =
  | { readonly accepted: true; readonly events: readonly ClaimEvent[] }
  | {
      readonly accepted: false;
      /** `held`: somebody else owns or has claimed it. */
      readonly refusal: Exclude<AdvanceRefusal, 'notAllowed'> | 'held';
      /** Everything that stands in the way: `free`, `coolDown`, `teamClaimed`, `owner` … and the policy's guards. */
      readonly unmet: readonly string[];
      /** First day on which waiting alone makes it possible, if nobody acts; `null` where it does not. */
      readonly retryOn: string | null;
      readonly events: readonly ClaimEvent[];
    };

/** How an account stands on a day. `lapsed` and `released` are the pool: anybody may claim under the policy's rules. */
export type ClaimStatus =
  | { readonly status: 'unclaimed' }
  | { readonly status: 'claimedOnly'; readonly team: string; readonly since: string }
  | {
      readonly status: 'valid';
      readonly person: string;
      readonly validUntil: string;
      /** 0 on the last good day. */
      readonly daysLeft: number;
      readonly expiring: boolean;
    }
  | { readonly status: 'lapsed' | 'released'; readonly person: string; readonly since: string };

/** One person who might register an account. */
export interface ClaimCandidate<Facts> {
  readonly person: string;
  readonly role?: string | undefined;
  readonly team?: string | undefined;
  /** Capacity left, quota left and whatever else the guards test. */
  readonly facts: Facts;
}

/** Whether one person may register the account. */
export interface Claimant {
  readonly person: string;
  readonly possible: boolean;
  /** First day on which it is or becomes possible by waiting alone, if nobody acts; `null` where something must be done. */
  readonly earliest: string | null;
  readonly unmet: readonly string[];
  readonly reasons: readonly Reason<ClaimCode>[];
}

/** The decider of a claims policy, with questions about one account beside it. */
export interface Claims<
  Facts = { readonly [id: string]: unknown },
  A extends string = string,
  P extends PolicyHeader = ClaimsPolicy,
> extends Decider<ClaimInput<Facts, A>, ClaimOutcome, ClaimCode, P> {
  readonly statusOf: (ledger: ClaimLedger, context: DecisionContext) => ClaimStatus;
  /** Each person of a roster: yes, or no with every reason and the earliest day. In the order of the roster. */
  readonly claimants: (
    ledger: ClaimLedger,
    roster: readonly ClaimCandidate<Facts>[],
    context: DecisionContext,
  ) => readonly Claimant[];
  /** Lapses that hold by the day, whether anybody wrote them down or not. */
  readonly dueEvents: (ledger: ClaimLedger, context: DecisionContext) => readonly ClaimEvent[];
}

/** The faults of a claims policy of unknown content; none for one that compiles. */
export function checkClaims(json: unknown): readonly Issue[] {
  return checkPolicy(claimsSchema, crossCheckClaims, json);
}

/**
 * Compiles the rules of account ownership: registration (报备) makes one exclusive owner, catalogue sales actions with a
 * recorded outcome renew it, without them it lapses on the day after its last good day and falls to the pool.
 *
 * @param policy - validity, cool-down, team claim, precedence, action catalogue and guards as data
 * @returns the decider `claim({ ledger, command, facts }, { asOf })`
 * @throws PolicyError with every fault
 * @example
 * const claim = compileClaims({
 *   kind: 'claims', id: 'registration', version: '1', facts: [], validity: { length: 30, unit: 'days' }, expiringDays: 7,
 *   coolDownDays: 14, teamClaim: 'notNeeded', teamClaimAfterLapse: 'survives',
 *   actions: [{ id: 'onSiteVisit', outcomes: ['met'] }], guards: [],
 * });
 * const command = { type: 'register', person: 'li' } as const;
 * claim({ ledger: emptyLedger('a1'), command, facts: {} }, { asOf: '2012-03-01' }).outcome.accepted //=> true
 */
export function compileClaims<
  const F extends readonly FactDeclaration[],
  const A extends string,
  const G extends string,
>(policy: ClaimsPolicy<F, A, G>): Claims<FactsOf<F>, A, ClaimsPolicy<F, A, G>> {
  return compile(policy) as unknown as Claims<FactsOf<F>, A, ClaimsPolicy<F, A, G>>;
}

/** {@link compileClaims} for a policy of unknown content, such as an imported JSON file. @throws PolicyError */
export function compileClaimsJson(json: unknown): Claims {
  return compile(json);
}

type Facts = { readonly [id: string]: unknown };
type Command<T extends ClaimCommand['type']> = Extract<ClaimCommand, { readonly type: T }>;
type Guarded = 'claimTeam' | 'register' | 'transfer';

interface ClaimMoment {
  readonly command: ClaimCommand;
  readonly asOf: number;
}

/** Something that stands in the way, with the day on which it goes by itself. */
interface Obstacle {
  readonly unmet: string;
  readonly reason: Reason<ClaimCode>;
  /** `undefined` where waiting does not help. */
  readonly until?: string;
  readonly held?: true;
}

/** What a command comes to before it is worded as an outcome: either obstacles or an event. */
interface Finding {
  readonly obstacles: readonly Obstacle[];
  readonly event?: Omit<ClaimEvent, 'schema' | 'account' | 'revision' | 'on'>;
  readonly reasons: readonly Reason<ClaimCode>[];
}

const own: OwnFacts<ClaimMoment> = {
  declared: claimFacts,
  isOwn: isReservedFact,
  valueOf: (id, { command, asOf }) => {
    if (id === 'asOf') return asOf;
    const given = command as { readonly person?: string; readonly role?: string; readonly team?: string };
    return given[id.slice('command.'.length) as 'person' | 'role' | 'team'];
  },
  countedFrom: (id) => (id === 'asOf' ? 0 : undefined),
  dayOf: ({ asOf }) => asOf,
  onDay: (moment, asOf) => ({ ...moment, asOf }),
};

const add = (date: string, { length, unit }: ClaimSpan): string =>
  unit === 'days' ? addDays(date, length) : addMonths(date, length);

const block = (unmet: string, code: ClaimCode, facts: Reason['facts'], more: Partial<Obstacle> = {}): Obstacle => ({
  unmet,
  reason: { code, facts },
  ...more,
});

function compile(json: unknown): Claims {
  const policy = parsePolicy(claimsSchema, crossCheckClaims, json, 'claims policy');
  const guardsOf = (type: Guarded): RequirementSet<ClaimMoment> =>
    compileRequirements(
      policy.guards.filter(({ on }) => on.includes(type)),
      policy.facts,
      own,
    );
  const guards = { claimTeam: guardsOf('claimTeam'), register: guardsOf('register'), transfer: guardsOf('transfer') };

  const guardObstacles = (
    type: Guarded,
    command: ClaimCommand,
    facts: Facts,
    asOf: string,
    met: Reason<ClaimCode>[],
  ) => {
    const set = guards[type];
    const moment = { command, asOf: dayNumber(asOf) };
    set.hold(facts, moment);
    const unknown: string[] = [];
    const obstacles = set.requirements.flatMap(({ id, owner }, k): Obstacle[] => {
      const truth = set.truth(k);
      const tests = set.tests(facts, moment, k);
      if (truth === true) {
        met.push({ code: 'guardMet', rule: id, facts: { tests } });
        return [];
      }
      unknown.push(...set.unknownRoots(facts, k));
      const day = set.patience(moment, [k]);
      const code = truth === false ? 'guardUnmet' : 'guardUnknown';
      const reason = { code, rule: id, facts: { tests, evidence: `${id}.evidence`, owner: owner ?? null } } as const;
      return [{ unmet: id, reason, ...(day === undefined ? {} : { until: fromDayNumber(day) }) }];
    });
    return { obstacles, unknown };
  };

  const coolDown = (ledger: ClaimLedger, person: string, asOf: string): readonly Obstacle[] => {
    const ended = ledger.former.find((one) => one.person === person)?.endedOn;
    if (ended === undefined) return [];
    const on = addDays(ended, policy.coolDownDays);
    return on <= asOf ? [] : [block('coolDown', 'coolingDown', { person, endedOn: ended, on }, { until: on })];
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

  const notOwner = (ledger: ClaimLedger, person: string): Finding => ({
    obstacles: [block('owner', 'notOwner', { person, owner: ledger.owner?.person ?? null })],
    reasons: [],
  });

  const register = (ledger: ClaimLedger, { person, role, team }: Command<'register'>, asOf: string): Finding => {
    const { owner } = ledger;
    const validUntil = add(asOf, policy.validity);
    const roleOf = role === undefined ? {} : { role };
    if (owner !== null && owner.person === person)
      return { obstacles: [block('notOwner', 'alreadyOwner', { person })], reasons: [] };
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
      obstacles.unshift(block('free', 'heldByPerson', facts, { held: true, until: addDays(last, 1) }));
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
      const validUntil = add(asOf, policy.validity);
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

  const find = (ledger: ClaimLedger, command: ClaimCommand, asOf: string): Finding | undefined => {
    const { owner, team } = ledger;
    switch (command.type) {
      case 'claimTeam':
        return {
          obstacles:
            team === null ? [] : [block('free', 'heldByTeam', { team: team.id, since: team.since }, { held: true })],
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
        const validUntil = add(asOf, policy.validity);
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
        const validUntil = add(contractEnd, policy.protection);
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

  const due = (ledger: ClaimLedger, asOf: string): readonly ClaimEvent[] => {
    const { owner, account, revision } = ledger;
    if (owner === null || ownerOn(ledger, asOf) !== null) return [];
    const on = addDays(lastDayOf(owner), 1);
    const lapsed: ClaimEvent = { schema: 1, type: 'lapsed', account, revision: revision + 1, on, person: owner.person };
    return [lapsed, ...teamEnds(ledger, lapsed)];
  };

  /** What a personal lapse or release does to the team's claim. */
  const teamEnds = ({ team }: ClaimLedger, { account, revision, on }: ClaimEvent): readonly ClaimEvent[] =>
    team === null || policy.teamClaimAfterLapse === 'survives'
      ? []
      : [{ schema: 1, type: 'teamReleased', account, revision: revision + 1, on, team: team.id }];

  const run = ({ ledger: given, command, facts }: ClaimInput<Facts>, asOf: string): Draft<ClaimOutcome, ClaimCode> => {
    checkLedger(given, asOf);
    checkClaimCommand(command);
    const lapsed = due(given, asOf);
    const ledger = lapsed.reduce(applyClaim, given);
    const lapses = lapsed.flatMap(({ type, person, on }): Reason<ClaimCode>[] =>
      type === 'lapsed' ? [{ code: 'lapsed', facts: { person, on } }] : [],
    );
    const refuse = (
      refusal: 'unknownCommand' | 'conflict',
      facts: Reason['facts'],
    ): Draft<ClaimOutcome, ClaimCode> => ({
      outcome: { accepted: false, refusal, unmet: [], retryOn: null, events: lapsed },
      reasons: [{ code: refusal, facts }, ...lapses],
      unknown: [],
    });
    const { expectedRevision } = command;
    const finding = find(ledger, command, asOf);
    if (finding === undefined) return refuse('unknownCommand', { command: (command as { type: string }).type });
    if (expectedRevision !== undefined && expectedRevision !== given.revision)
      return refuse('conflict', { revision: given.revision, expectedRevision });
    const met: Reason<ClaimCode>[] = [];
    const guarded = command.type === 'claimTeam' || command.type === 'register' || command.type === 'transfer';
    const asked = guarded
      ? guardObstacles(command.type as Guarded, command, facts, asOf, met)
      : { obstacles: [], unknown: [] };
    const obstacles = [...finding.obstacles, ...asked.obstacles];
    if (obstacles.length > 0) {
      const untils = obstacles.map(({ until }) => until);
      const retryOn = untils.includes(undefined) ? null : (untils as string[]).reduce((a, b) => (a > b ? a : b));
      const refusal = obstacles.some(({ held }) => held) ? 'held' : 'denied';
      return {
        outcome: { accepted: false, refusal, unmet: obstacles.map(({ unmet }) => unmet), retryOn, events: lapsed },
        reasons: [
          ...obstacles.map(({ reason }) => reason),
          ...(retryOn === null ? [] : [{ code: 'retry', facts: { on: retryOn } } as const]),
          ...met,
          ...lapses,
        ],
        unknown: [...new Set(asked.unknown)],
      };
    }
    const { account, revision } = ledger;
    const event: ClaimEvent = { schema: 1, account, revision: revision + 1, on: asOf, ...finding.event! };
    const after = event.type === 'released' ? teamEnds(ledger, event) : [];
    return {
      outcome: { accepted: true, events: [...lapsed, event, ...after] },
      reasons: [...finding.reasons, ...met, ...lapses],
      unknown: [],
    };
  };

  const claim = createDecider<ClaimInput<Facts>, ClaimOutcome, ClaimCode, ClaimsPolicy, DecisionContext>({
    policy,
    decide: (input, { asOf }) => run(input, asOf),
    outcome: (input, { asOf }) => run(input, asOf).outcome,
    texts: claimTexts,
    names: labelLookup([
      policy.facts,
      policy.guards,
      policy.actions,
      policy.terms ?? [],
      claimFacts,
      policy.guards.map(({ id, evidence }) => ({ id: `${id}.evidence`, label: evidence })),
    ]),
  });

  const checkContext = contextChecker();
  return Object.assign(claim, {
    statusOf: (ledger: ClaimLedger, context: DecisionContext): ClaimStatus => {
      checkContext(context);
      checkLedger(ledger, context.asOf);
      return statusOf(ledger, context.asOf, policy.expiringDays);
    },
    claimants: (ledger: ClaimLedger, roster: readonly ClaimCandidate<Facts>[], context: DecisionContext) =>
      roster.map(({ person, role, team, facts }): Claimant => {
        const command = { type: 'register', person, role, team } as const;
        const { outcome, reasons } = claim({ ledger, command, facts }, { asOf: context.asOf });
        const named = reasons as readonly Reason<ClaimCode>[];
        return outcome.accepted
          ? { person, possible: true, earliest: context.asOf, unmet: [], reasons: named }
          : { person, possible: false, earliest: outcome.retryOn, unmet: outcome.unmet, reasons: named };
      }),
    dueEvents: (ledger: ClaimLedger, context: DecisionContext): readonly ClaimEvent[] => {
      checkContext(context);
      checkLedger(ledger, context.asOf);
      return due(ledger, context.asOf);
    },
  });
}

function statusOf(ledger: ClaimLedger, asOf: string, expiringDays: number): ClaimStatus {
  const { owner, team, former } = ledger;
  const present = ownerOn(ledger, asOf);
  if (present !== null) {
    const validUntil = lastDayOf(present);
    const daysLeft = differenceInDays(asOf, validUntil);
    return { status: 'valid', person: present.person, validUntil, daysLeft, expiring: daysLeft <= expiringDays };
  }
  if (owner !== null) return { status: 'lapsed', person: owner.person, since: addDays(lastDayOf(owner), 1) };
  const last = former.at(-1);
  if (last !== undefined && last.because !== 'transferred')
    return { status: last.because, person: last.person, since: last.endedOn };
  return team === null ? { status: 'unclaimed' } : { status: 'claimedOnly', team: team.id, since: team.since };
}

function checkLedger(ledger: ClaimLedger, asOf: string): void {
  if (typeof ledger !== 'object' || ledger === null || typeof ledger.account !== 'string')
    throw new InputError([issue('type', [], 'a ledger, see emptyLedger', ledger)], 'ledger');
  if (ledger.schema !== 1)
    throw new InputError([issue('unknownReference', ['schema'], 'version 1', ledger.schema)], 'ledger');
  const { lastOn, owner } = ledger;
  if (lastOn !== null && !isDate(lastOn))
    throw new InputError([issue('format', ['lastOn'], 'a calendar date YYYY-MM-DD', lastOn)], 'ledger');
  if (owner !== null && !isDate(owner.validUntil))
    throw new InputError(
      [issue('format', ['owner', 'validUntil'], 'a calendar date YYYY-MM-DD', owner.validUntil)],
      'ledger',
    );
  if (lastOn !== null && asOf < lastOn)
    throw new InputError([issue('order', ['asOf'], `${lastOn} or later, when it last changed`, asOf)], 'command');
}

const neededTexts: Readonly<Record<ClaimCommand['type'], readonly string[]>> = {
  claimTeam: ['team'],
  releaseTeam: ['team'],
  register: ['person'],
  act: ['person', 'action'],
  release: ['person'],
  transfer: ['person', 'reason'],
  protect: ['person', 'contractEnd'],
};

function checkClaimCommand(command: ClaimCommand): void {
  if (typeof command !== 'object' || command === null || typeof command.type !== 'string')
    throw new InputError([issue('type', ['type'], 'a command { type, … }', command)], 'command');
  if (!Object.hasOwn(neededTexts, command.type)) return;
  const given = command as Readonly<Record<string, unknown>>;
  const faults = neededTexts[command.type].flatMap((key) =>
    typeof given[key] === 'string' && given[key] !== '' ? [] : [issue('missing', [key], 'a text', given[key])],
  );
  for (const key of ['role', 'team', 'outcome', 'reason']) {
    if (given[key] !== undefined && typeof given[key] !== 'string')
      faults.push(issue('type', [key], 'a text', given[key]));
  }
  if (command.type === 'protect' && faults.length === 0 && !isDate(command.contractEnd))
    faults.push(issue('format', ['contractEnd'], 'a calendar date YYYY-MM-DD', command.contractEnd));
  if (faults.length > 0) throw new InputError(faults, 'command');
}
