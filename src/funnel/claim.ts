import { contextChecker, createDecider, type Decider } from '../core/decider.js';
import type { DecisionContext, Reason } from '../core/decision.js';
import type { FactDeclaration, FactsOf } from '../core/facts.js';
import type { Issue } from '../core/issue.js';
import { labelLookup } from '../core/label.js';
import type { PolicyHeader } from '../core/policy.js';
import { checkPolicy, parsePolicy } from '../core/policy-check.js';
import { checkLedger } from './check-ledger.js';
import type { ClaimEvent } from './claim-event.js';
import { lapsesDue } from './claim-lapse.js';
import type { Claimant, ClaimCandidate, ClaimInput, ClaimOutcome } from './claim-outcome.js';
import { type ClaimCode, claimTexts } from './claim-reasons.js';
import { type ClaimStatus, statusOf } from './claim-status.js';
import { type ClaimsPolicy, claimsSchema, crossCheckClaims } from './claims-policy.js';
import { claimFacts } from './guard-fact.js';
import type { FunnelContext } from './guard-waiver.js';
import { compileJudgement } from './judge-claim.js';
import type { ClaimLedger } from './ledger.js';

/** The decider of a claims policy, with questions about one account beside it. */
export interface Claims<
  Facts = { readonly [id: string]: unknown },
  A extends string = string,
  P extends PolicyHeader = ClaimsPolicy,
> extends Decider<ClaimInput<Facts, A>, ClaimOutcome, ClaimCode, P, FunnelContext> {
  /** How the account stands on the context's day, counting lapses that nobody wrote down. */
  readonly statusOf: (ledger: ClaimLedger, context: DecisionContext) => ClaimStatus;
  /** Each person of a roster: yes, or no with every reason and the earliest day. In the order of the roster. */
  readonly claimants: (
    ledger: ClaimLedger,
    roster: readonly ClaimCandidate<Facts>[],
    context: FunnelContext,
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
 * @returns the decider `claim({ ledger, command, facts }, { asOf })`; `overrides` of the account waive guards for a time
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

function compile(json: unknown): Claims {
  const policy = parsePolicy(claimsSchema, crossCheckClaims, json, 'claims policy');
  const judge = compileJudgement(policy);
  const claim = createDecider<ClaimInput<Facts>, ClaimOutcome, ClaimCode, ClaimsPolicy, FunnelContext>({
    policy,
    decide: judge,
    outcome: (input, context) => judge(input, context).outcome,
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
      return statusOf(ledger, context.asOf, policy);
    },
    claimants: (ledger: ClaimLedger, roster: readonly ClaimCandidate<Facts>[], context: FunnelContext) =>
      roster.map(({ person, role, team, facts }): Claimant => {
        const command = { type: 'register', person, role, team } as const;
        const { outcome, reasons } = claim({ ledger, command, facts }, context);
        const named = reasons as readonly Reason<ClaimCode>[];
        return outcome.accepted
          ? { person, possible: true, earliest: context.asOf, unmet: [], reasons: named }
          : { person, possible: false, earliest: outcome.retryOn, unmet: outcome.unmet, reasons: named };
      }),
    dueEvents: (ledger: ClaimLedger, context: DecisionContext): readonly ClaimEvent[] => {
      checkContext(context);
      checkLedger(ledger, context.asOf);
      return lapsesDue(ledger, context.asOf, policy);
    },
  });
}
