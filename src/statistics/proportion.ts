import { checkCount, checkFraction, checkRecord, checkWord, refuse } from './checks.js';
import { normalQuantile, normalTwoSided } from './distributions.js';
import { type Interval, type Measured, mapMeasured, measured, unmeasured } from './measured.js';

/** So many of so many: 60 of 1,000 ordered. */
export interface Proportion {
  readonly count: number;
  readonly of: number;
}

/** How an interval of one proportion is found: Wilson's score (holds near 0 and 1), or Wald's (share ± z standard errors, as textbooks have it). */
export type ProportionMethod = 'wilson' | 'wald';

/** Refuses a count above its base, fractions and negative numbers. */
export function checkProportion(proportion: Proportion, name: string): void {
  checkRecord(proportion, name, '{ count, of }');
  const { count, of } = proportion;
  checkCount(of, `${name}.of`);
  checkCount(count, `${name}.count`);
  if (count > of) refuse('range', `${name}.count`, `at most ${of}`, count);
}

/** The two-sided z of a confidence: 0.95 gives 1.96. */
export function criticalValue(confidence: number): number {
  checkFraction(confidence, 'confidence');
  return -normalQuantile((1 - confidence) / 2);
}

/**
 * The share itself.
 * @example
 * share({ count: 60, of: 1000 }).value; //=> 0.06
 */
export function share(proportion: Proportion): Measured {
  checkProportion(proportion, 'proportion');
  return proportion.of === 0 ? unmeasured('emptyGroup') : measured(proportion.count / proportion.of);
}

/**
 * A confidence interval of a share.
 * Source: E. B. Wilson, JASA 22 (1927) 209–212; L. D. Brown, T. T. Cai & A. DasGupta, Statistical Science 16 (2001) on why Wald's misleads.
 * @param confidence Between 0 and 1: 0.95.
 * @example
 * shareInterval({ count: 0, of: 10 }, 0.95, 'wilson').value?.upper.toFixed(4); //=> '0.2775'
 */
export function shareInterval(
  proportion: Proportion,
  confidence: number,
  method: ProportionMethod,
): Measured<Interval> {
  checkWord(method, ['wilson', 'wald'], 'method');
  const z = criticalValue(confidence);
  return mapMeasured(share(proportion), (p) =>
    method === 'wald' ? wald(p, proportion.of, z) : wilson(p, proportion.of, z),
  );
}

function wald(p: number, n: number, z: number): Interval {
  const half = z * Math.sqrt((p * (1 - p)) / n);
  return { lower: Math.max(0, p - half), upper: Math.min(1, p + half) };
}

function wilson(p: number, n: number, z: number): Interval {
  const z2 = (z * z) / n;
  const center = (p + z2 / 2) / (1 + z2);
  const half = (z * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n))) / (1 + z2);
  // At 0 and 1 the bound is exact; rounding would leave it a hair outside.
  return { lower: p === 0 ? 0 : Math.max(0, center - half), upper: p === 1 ? 1 : Math.min(1, center + half) };
}

/** A share against a stated one. */
export interface ShareTest {
  readonly z: Measured;
  /** Two-sided. */
  readonly pValue: Measured;
}

/**
 * Is a share different from `expected`? The z test with the variance of the observed share.
 * @example
 * shareTest({ count: 5, of: 83 }, 0.05).z.value?.toFixed(4); //=> '0.3921'
 */
export function shareTest(proportion: Proportion, expected: number): ShareTest {
  checkFraction(expected, 'expected');
  const observed = share(proportion);
  if (observed.value === undefined) return { z: observed, pValue: observed };
  const p = observed.value;
  return tested(p - expected, Math.sqrt((p * (1 - p)) / proportion.of));
}

/** Two shares compared: `first − second`. */
export interface ShareComparison {
  readonly first: Measured;
  readonly second: Measured;
  readonly difference: Measured;
  /** With the pooled variance, without continuity correction; z² is Pearson's chi-square of the 2 × 2 table. */
  readonly z: Measured;
  /** Two-sided. */
  readonly pValue: Measured;
  /** Of the difference, unpooled, as R's `prop.test(correct = FALSE)`. */
  readonly wald: Measured<Interval>;
  /** Of the difference, from the two Wilson intervals; holds for small counts. R. G. Newcombe, Statistics in Medicine 17 (1998) 873–890, method 10. */
  readonly newcombe: Measured<Interval>;
}

/**
 * Do two independent groups differ in a share? An empty group leaves the comparison undefined; where nobody or everybody has the property, the difference is 0 and the test undefined because `noVariation`.
 * @example
 * compareShares({ count: 60, of: 1000 }, { count: 40, of: 1000 }, 0.95).difference.value?.toFixed(2); //=> '0.02'
 */
export function compareShares(first: Proportion, second: Proportion, confidence: number): ShareComparison {
  checkProportion(first, 'first');
  checkProportion(second, 'second');
  const z = criticalValue(confidence);
  const [a, b] = [share(first), share(second)];
  if (a.value === undefined || b.value === undefined) {
    const none = unmeasured('emptyGroup');
    return { first: a, second: b, difference: none, z: none, pValue: none, wald: none, newcombe: none };
  }
  const [p, q] = [a.value, b.value];
  const pooled = (first.count + second.count) / (first.of + second.of);
  const pooledError = Math.sqrt(pooled * (1 - pooled) * (1 / first.of + 1 / second.of));
  const half = z * Math.sqrt((p * (1 - p)) / first.of + (q * (1 - q)) / second.of);
  return {
    first: a,
    second: b,
    difference: measured(p - q),
    ...tested(p - q, pooledError),
    wald: measured({ lower: Math.max(-1, p - q - half), upper: Math.min(1, p - q + half) }),
    newcombe: measured(newcombe(p - q, p, wilson(p, first.of, z), q, wilson(q, second.of, z))),
  };
}

function newcombe(difference: number, p: number, ofP: Interval, q: number, ofQ: Interval): Interval {
  return {
    lower: difference - Math.hypot(p - ofP.lower, ofQ.upper - q),
    upper: difference + Math.hypot(ofP.upper - p, q - ofQ.lower),
  };
}

/** z and its two-sided p-value, or why there is none. */
export function tested(estimate: number, standardError: number): ShareTest {
  if (standardError === 0) return { z: unmeasured('noVariation'), pValue: unmeasured('noVariation') };
  const z = estimate / standardError;
  return { z: measured(z), pValue: measured(normalTwoSided(z)) };
}

/** A ratio of two shares with its interval. */
export interface RiskRatio {
  readonly ratio: Measured;
  readonly interval: Measured<Interval>;
}

/**
 * How many times as likely is it in the first group as in the second? Interval on the log scale.
 * Source: D. Katz et al., Biometrics 34 (1978) 469–474.
 * @returns undefined because `emptyGroup`, `zeroBase` (nobody in the second), and the interval because `noEvents` (nobody in the first).
 * @example
 * riskRatio({ count: 60, of: 1000 }, { count: 30, of: 1000 }, 0.95).ratio.value; //=> 2
 */
export function riskRatio(first: Proportion, second: Proportion, confidence: number): RiskRatio {
  checkProportion(first, 'first');
  checkProportion(second, 'second');
  const z = criticalValue(confidence);
  const because = first.of === 0 || second.of === 0 ? 'emptyGroup' : second.count === 0 ? 'zeroBase' : undefined;
  if (because !== undefined) return { ratio: unmeasured(because), interval: unmeasured(because) };
  const ratio = (first.count * second.of) / (first.of * second.count);
  if (first.count === 0) return { ratio: measured(0), interval: unmeasured('noEvents') };
  const half = z * Math.sqrt(1 / first.count - 1 / first.of + 1 / second.count - 1 / second.of);
  return {
    ratio: measured(ratio),
    interval: measured({ lower: ratio * Math.exp(-half), upper: ratio * Math.exp(half) }),
  };
}
