import { checkNonNegative, checkRecord } from '../statistics/checks.js';
import {
  gini,
  herfindahl,
  type LorenzPoint,
  lorenz,
  type PartialMember,
  topShare,
} from '../statistics/concentration.js';
import { knownValues } from '../statistics/descriptive.js';
import { type Measured, mapMeasured } from '../statistics/measured.js';

/** The rule to test: that the top `top` of the customers bring at least `bring` of the total; 0.2 and 0.8 for 80/20. */
export interface ConcentrationRule {
  readonly top: number;
  readonly bring: number;
  /** What counts where the top is no whole number of customers. */
  readonly partial: PartialMember;
}

/** How unevenly a total is spread over customers. */
export interface ConcentrationFinding {
  readonly known: number;
  readonly unknown: number;
  readonly rule: ConcentrationRule;
  /** What the top share of the customers bring. */
  readonly topShare: Measured;
  /** Whether the rule holds here: a finding, not a premise. */
  readonly holds: Measured<boolean>;
  readonly gini: Measured;
  /** Undefined because `negativeValues` where a customer brings less than nothing. */
  readonly herfindahl: Measured;
  readonly lorenz: Measured<readonly LorenzPoint[]>;
}

/**
 * Tests whether few customers bring most of a total (二八定律). Customers below zero are kept as they are: the best then
 * pay for the worst, and the top may bring more than all. Unknown values are counted and left out.
 *
 * @example
 * findConcentration([80, 5, 5, 5, 5], { top: 0.2, bring: 0.8, partial: 'roundUp' }).holds //=> { value: true }
 */
export function findConcentration(
  values: ArrayLike<number | null | undefined>,
  rule: ConcentrationRule,
): ConcentrationFinding {
  checkRecord(rule, 'rule', '{ top, bring, partial }');
  checkNonNegative(rule.bring, 'rule.bring');
  const { values: known, unknown } = knownValues(values);
  const brought = topShare(known, rule.top, rule.partial);
  return {
    known: known.length,
    unknown,
    rule,
    topShare: brought,
    // A share is a quotient of sums: what is 0.8 on paper may be a rounding error below.
    holds: mapMeasured(brought, (share) => share >= rule.bring - 1e-12),
    gini: gini(known, 'none'),
    herfindahl: herfindahl(known),
    lorenz: lorenz(known),
  };
}
