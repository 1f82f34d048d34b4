import type { FactColumns } from '../core/columns.js';
import { packColumns } from '../core/columns.js';
import { dayNumber } from '../core/day-number.js';
import { contextChecker, createDecider, type Decider } from '../core/decider.js';
import type { DecisionContext } from '../core/decision.js';
import type { FactDeclaration, FactsOf } from '../core/facts.js';
import { type Issue, issue } from '../core/issue.js';
import type { PolicyHeader } from '../core/policy.js';
import { checkPolicy } from '../core/policy-check.js';
import { crossCheckRisk } from './risk-check.js';
import { reasonsFor } from './risk-explanation.js';
import { layOutRisk } from './risk-layout.js';
import { riskNames } from './risk-names.js';
import type { Risk } from './risk-outcome.js';
import type { AnyRiskPolicy, RiskPolicy } from './risk-policy.js';
import { type RiskCode, riskTexts } from './risk-reasons.js';
import { riskSchema } from './risk-schema.js';
import { settleRisk } from './risk-settling.js';
import { createMarks, mark } from './scorecard.js';
import { markColumns, type RiskColumns } from './scorecard-columns.js';

/** A compiled risk policy; `columns` scores a base by columns. */
export type RiskDecider<Facts, B extends string, P extends PolicyHeader> = Decider<Facts, Risk<B>, RiskCode, P> & {
  /**
   * The scores of a base by columns, equal to those of its records.
   *
   * @throws InputError with every faulty column
   */
  readonly columns: (input: FactColumns, context: Pick<DecisionContext, 'asOf'>) => RiskColumns<B>;
};

/**
 * Compiles a risk policy into `assess`: how likely a customer is to leave, as integer points that add up, with the
 * warnings that hold and the evidence for both.
 *
 * Every term gives points for the bin its fact falls into, an unknown fact for its own bin. The sum is of whole
 * micro-points, so it is exact and bands never depend on the order of terms. The probability follows from the scale:
 * `pointsToDouble` points double the monthly hazard. Source: discrete-time proportional hazards (Prentice and
 * Gloeckler 1978) in scorecard form; practice: early-warning management (预警管理).
 *
 * @param policy - a typed literal; a misspelt fact, bin or band fails to compile
 * @returns a decider over flat facts; its decisions carry one reason per term, warning and lifted band
 * @throws PolicyError with every fault of the policy
 * @example
 * compileRisk({
 *   kind: 'risk', id: 'card', version: '1', target: 'hard',
 *   facts: [{ id: 'complaintOpen', kind: 'flag' }],
 *   terms: [{ kind: 'condition', id: 'complaint', when: { complaintOpen: true }, points: 20, missing: { points: 0 } }],
 *   bands: [{ id: 'calm', below: 20 }, { id: 'alert' }],
 * })({ complaintOpen: true }, { asOf: '2013-01-01' }).outcome.band //=> 'alert'
 */
export function compileRisk<const F extends readonly FactDeclaration[], const B extends string>(
  policy: RiskPolicy<F, B>,
): RiskDecider<FactsOf<F>, B, RiskPolicy<F, B>> {
  return compile<FactsOf<F>, B, RiskPolicy<F, B>>(policy);
}

/** {@link compileRisk} for a policy of unknown content: the same checks, wider types. */
export function compileRiskJson(json: unknown): RiskDecider<{ readonly [id: string]: unknown }, string, AnyRiskPolicy> {
  return compile(json);
}

/** The faults of a risk policy as a list, for an editor; none means that it compiles. */
export const checkRisk = (json: unknown): readonly Issue[] => checkPolicy(riskSchema, crossCheckRisk, json);

function compile<Facts, B extends string, P extends PolicyHeader>(json: unknown): RiskDecider<Facts, B, P> {
  const layout = layOutRisk(json);
  const { policy, rules, card, limits } = layout;
  const todayOf = dayReader();
  const row = rules.createRow();
  const marks = createMarks(card);
  const score = (facts: unknown, context: DecisionContext): { readonly micro: number; readonly today: number } => {
    rules.read(facts, row);
    const today = todayOf(context.asOf);
    return { micro: mark(card, rules.program, row, today, marks), today };
  };
  const settle = (micro: number, today: number): Risk => settleRisk(layout, row, marks, micro, today);
  const decider = createDecider<Facts, Risk, RiskCode, PolicyHeader, DecisionContext>({
    policy,
    outcome: (facts, context) => {
      const { micro, today } = score(facts, context);
      return settle(micro, today);
    },
    decide: (facts, context) => {
      const { micro, today } = score(facts, context);
      const outcome = settle(micro, today);
      return { outcome, ...reasonsFor(layout, facts as object, row, marks, micro, today, outcome) };
    },
    checkOutcome: (outcome) => checkRiskOutcome(policy, outcome),
    texts: riskTexts,
    names: riskNames(policy),
  });
  const checkContext = contextChecker();
  return Object.assign(decider as unknown as Decider<Facts, Risk<B>, RiskCode, P>, {
    columns: (input: FactColumns, context: Pick<DecisionContext, 'asOf'>) => {
      checkContext(context);
      const packed = packColumns(rules, input);
      const bands = policy.bands.map(({ id }) => id as B);
      return markColumns(card, rules.program, packed, todayOf(context.asOf), limits, bands);
    },
  });
}

/** A batch repeats one date; the last one read is remembered. */
function dayReader(): (asOf: string) => number {
  let lastDate = '';
  let lastDay = 0;
  return (asOf) => {
    if (asOf !== lastDate) {
      lastDay = dayNumber(asOf);
      lastDate = asOf;
    }
    return lastDay;
  };
}

function checkRiskOutcome(policy: AnyRiskPolicy, outcome: unknown): readonly Issue[] {
  const { band, points } = (outcome ?? {}) as Partial<Risk>;
  const ids = policy.bands.map(({ id }) => id);
  const issues: Issue[] = [];
  if (!ids.includes(band as string))
    issues.push(issue('unknownReference', ['outcome', 'band'], `one of ${ids.join(', ')}`, band));
  if (typeof points !== 'number' || !Number.isFinite(points))
    issues.push(issue('type', ['outcome', 'points'], 'a finite number', points));
  return issues;
}
