import { addDays } from '../core/calendar.js';
import { dayNumber, fromDayNumber } from '../core/day-number.js';
import { contextChecker, createDecider, type Decider, type Draft } from '../core/decider.js';
import type { DecisionContext, Reason } from '../core/decision.js';
import type { FactDeclaration, FactsOf } from '../core/facts.js';
import type { Issue } from '../core/issue.js';
import { labelLookup } from '../core/label.js';
import type { PolicyHeader } from '../core/policy.js';
import { checkPolicy, parsePolicy } from '../core/policy-check.js';
import type { AdvanceRefusal } from './advance-outcome.js';
import { type ClaimCommand, checkClaimCommand, checkLedger } from './claim-command.js';
import { createFinder, type Obstacle } from './claim-finding.js';
import { type ClaimCode, claimTexts } from './claim-reasons.js';
import { type ClaimStatus, statusOf } from './claim-status.js';
import { type ClaimsPolicy, claimsSchema, crossCheckClaims } from './claims-policy.js';
import { claimFacts, isReservedFact } from './guard-fact.js';
import { applyClaim, type ClaimEvent, type ClaimLedger, lastDayOf, ownerOn } from './ledger.js';
import { compileRequirements, type OwnFacts, type RequirementSet } from './requirement-set.js';

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
  /** How the account stands on the context's day, counting lapses that nobody wrote down. */
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
type Guarded = 'claimTeam' | 'register' | 'transfer';

interface ClaimMoment {
  readonly command: ClaimCommand;
  readonly asOf: number;
}

const own: OwnFacts<ClaimMoment> = {
  declared: claimFacts,
  isOwn: isReservedFact,
  isCounted: (id) => id === 'asOf',
  readerOf: (id) => {
    if (id === 'asOf') return ({ asOf }) => asOf;
    const key = id.slice('command.'.length) as 'person' | 'role' | 'team';
    return ({ command }) => (command as Partial<Record<typeof key, string>>)[key];
  },
  countedFrom: (id) => (id === 'asOf' ? 0 : undefined),
  dayOf: ({ asOf }) => asOf,
  onDay: (moment, asOf) => ({ ...moment, asOf }),
};

function compile(json: unknown): Claims {
  const policy = parsePolicy(claimsSchema, crossCheckClaims, json, 'claims policy');
  const guardsOf = (type: Guarded): RequirementSet<ClaimMoment> =>
    compileRequirements(
      policy.guards.filter(({ on }) => on.includes(type)),
      policy.facts,
      own,
    );
  const find = createFinder(policy);
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
