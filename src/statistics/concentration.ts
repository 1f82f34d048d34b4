import { checkList, checkPositive, checkProbability, checkValues, checkWord, type Values } from './checks.js';
import { type Measured, mapMeasured, measured, unmeasured } from './measured.js';
import { average, exactSum, lifted, total } from './sum.js';

/** A point of the Lorenz curve: the poorest `population` share of the members hold `held` of the total. */
export interface LorenzPoint {
  readonly population: number;
  readonly held: number;
}

/*
 * Negative values, as customers below zero have them. Lorenz curve, Gini and top shares take them as they are, as long as the total is above zero:
 * the curve then dips below 0, the Gini may exceed 1 and a top share may exceed 100 %, which is what "the best pay for the worst" looks like.
 * `giniNormalized` is the version held within [0, 1]. Theil, Atkinson and the Herfindahl index have no meaning for negative values and say so.
 */
function ascending(values: Values): Measured<Float64Array> {
  checkValues(values, 'values');
  if (values.length === 0) return unmeasured('noObservations');
  return measured(Float64Array.from(values).sort());
}

function ascendingPositiveTotal(values: Values): Measured<{ readonly sorted: Float64Array; readonly sum: number }> {
  const sorted = ascending(values);
  if (sorted.value === undefined) return sorted;
  const sum = total(sorted.value);
  if (sum === 0) return unmeasured('totalIsZero');
  if (sum < 0) return unmeasured('totalIsNegative');
  // Losses may leave so little that shares of it are beyond all numbers.
  const n = sorted.value.length;
  const sizes = exactSum(n, (i) => Math.abs(sorted.value[i]!));
  return Number.isFinite((n * sizes) / sum) ? measured({ sorted: sorted.value, sum }) : unmeasured('notEstimable');
}

/**
 * The Lorenz curve from (0, 0) to (1, 1), one point a value. Source: M. O. Lorenz (1905). Negative values are kept: the curve dips below 0.
 * @returns undefined because `noObservations`, `totalIsZero`, `totalIsNegative`, or `notEstimable` where losses leave next to nothing of the total.
 * @example
 * lorenz([1, 3]).value; //=> [{ population: 0, held: 0 }, { population: 0.5, held: 0.25 }, { population: 1, held: 1 }]
 */
export function lorenz(values: Values): Measured<readonly LorenzPoint[]> {
  return mapMeasured(ascendingPositiveTotal(values), ({ sorted, sum }) => {
    const points: LorenzPoint[] = [{ population: 0, held: 0 }];
    let held = 0;
    for (let i = 0; i < sorted.length; i++) {
      held += sorted[i]!;
      points.push({ population: (i + 1) / sorted.length, held: i === sorted.length - 1 ? 1 : held / sum });
    }
    return points;
  });
}

/** What counts where the top share is no whole number of members: the next whole number up, or the fraction of the next member (the Lorenz curve between its points). */
export type PartialMember = 'roundUp' | 'interpolate';

/**
 * The share of the total that the top members hold.
 * @param top From 0 to 1: 0.2 for the top 20 %.
 * @returns undefined because `noObservations`, `totalIsZero`, `totalIsNegative`, or `notEstimable` where losses leave next to nothing of the total.
 * @example
 * topShare([40, 40, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5], 0.2, 'roundUp').value; //=> 0.8
 */
export function topShare(values: Values, top: number, partial: PartialMember): Measured {
  checkProbability(top, 'top');
  checkWord(partial, ['roundUp', 'interpolate'], 'partial');
  return mapMeasured(ascendingPositiveTotal(values), ({ sorted, sum }) => {
    const n = sorted.length;
    const nearest = Math.round(top * n);
    // 0.07 × 100 is 7.000000000000001: a whole number of members is meant.
    const exact = Math.abs(top * n - nearest) < 1e-9 * n ? nearest : top * n;
    const members = partial === 'roundUp' ? Math.ceil(exact) : exact;
    const whole = Math.floor(members);
    const part = whole < n ? (members - whole) * sorted[n - 1 - whole]! : 0;
    return (exactSum(whole, (i) => sorted[n - 1 - i]!) + part) / sum;
  });
}

/** Σ (2i − n − 1) x(i): half the sum of all absolute differences. */
function spread(sorted: Float64Array): number {
  const n = sorted.length;
  return exactSum(n, (i) => (2 * (i + 1) - n - 1) * sorted[i]!);
}

/**
 * The Gini coefficient of the values: 0 when all are equal. Source: C. Gini (1912).
 * @param correction `none`: the values are all there is. `sample`: times n / (n − 1), so that one member holding all gives 1.
 * @returns above 1 is possible with negative values. Undefined because `noObservations`, `totalIsZero`, `totalIsNegative`, or `tooFewObservations` for a sample of one.
 * @example
 * gini([0, 0, 0, 1], 'none').value; //=> 0.75
 */
export function gini(values: Values, correction: 'none' | 'sample'): Measured {
  checkWord(correction, ['none', 'sample'], 'correction');
  checkList(values, 'values');
  if (correction === 'sample' && values.length === 1) return unmeasured('tooFewObservations');
  return mapMeasured(ascendingPositiveTotal(values), ({ sorted, sum }) => {
    const n = sorted.length;
    return spread(sorted) / sum / (correction === 'sample' ? n - 1 : n);
  });
}

/**
 * A Gini coefficient within [0, 1] for values of either sign: differences are compared with the sum of absolute values. Equals `gini(values, 'sample')` when none is negative.
 * Source: E. Raffinetti, E. Siletti & A. Vernizzi, Statistical Methods & Applications 24 (2015) 507–521.
 * @example
 * giniNormalized([-1, 1]).value; //=> 1
 */
export function giniNormalized(values: Values): Measured {
  const sorted = ascending(values);
  if (sorted.value === undefined) return sorted;
  const n = sorted.value.length;
  if (n === 1) return unmeasured('tooFewObservations');
  const sizes = exactSum(n, (i) => Math.abs(sorted.value[i]!));
  return sizes === 0 ? unmeasured('totalIsZero') : measured(spread(sorted.value) / (n - 1) / sizes);
}

function nonNegative(
  values: Values,
): Measured<{ readonly sorted: Float64Array; readonly sum: number; readonly mean: number }> {
  const sorted = ascending(values);
  if (sorted.value === undefined) return sorted;
  if (sorted.value[0]! < 0) return unmeasured('negativeValues');
  const sum = total(sorted.value);
  return sum === 0 ? unmeasured('totalIsZero') : measured({ sorted: sorted.value, sum, mean: average(sorted.value) });
}

/**
 * The Herfindahl–Hirschman index: the sum of squared shares, from 1 / n to 1. Times 10,000 gives the index of competition authorities in percentage points.
 * @example
 * herfindahl([30, 30, 20, 20]).value; //=> 0.26
 */
export function herfindahl(values: Values): Measured {
  checkValues(values, 'values');
  return mapMeasured(
    nonNegative(lifted(values)),
    ({ sorted, sum }) => exactSum(sorted.length, (i) => sorted[i]! ** 2) / sum / sum,
  );
}

/**
 * Theil's T: the mean of (x / mean) · ln (x / mean), where zero counts as 0. Source: H. Theil (1967).
 * @example
 * theil([5, 5, 5]).value; //=> 0
 */
export function theil(values: Values): Measured {
  return generalizedEntropy(values, 1);
}

/**
 * The generalised entropy GE(α): α = 1 is Theil's T, α = 0 the mean log deviation, α = 2 half the squared coefficient of variation. Source: A. F. Shorrocks (1980).
 * @returns undefined because `totalIsZero`, `negativeValues`, or `notEstimable` where α ≤ 0 and a value is zero, or where a power of a value leaves the range of doubles.
 * @example
 * generalizedEntropy([1, 3], 2).value; //=> 0.125
 */
export function generalizedEntropy(values: Values, alpha: number): Measured {
  checkValues([alpha], 'alpha');
  const checked = nonNegative(values);
  if (checked.value === undefined) return checked;
  const { sorted, mean } = checked.value;
  if (alpha <= 0 && sorted[0] === 0) return unmeasured('notEstimable');
  const averaged = (term: (ratio: number) => number) =>
    exactSum(sorted.length, (i) => term(sorted[i]! / mean)) / sorted.length;
  if (alpha === 1) return indexOf(averaged((r) => (r === 0 ? 0 : r * Math.log(r))));
  if (alpha === 0) return indexOf(averaged((r) => -Math.log(r)));
  return indexOf((averaged((r) => r ** alpha) - 1) / (alpha * (alpha - 1)));
}

/**
 * Atkinson's index: the share of the total that could be given up if the rest were spread evenly. Source: A. B. Atkinson, Journal of Economic Theory 2 (1970).
 * @param epsilon Aversion to inequality, above 0; at 1 or more, a single zero gives 1.
 * @returns undefined as {@link generalizedEntropy} is.
 * @example
 * atkinson([2, 8], 1).value?.toFixed(6); //=> '0.200000'
 */
export function atkinson(values: Values, epsilon: number): Measured {
  checkPositive(epsilon, 'epsilon');
  const checked = nonNegative(values);
  if (checked.value === undefined) return checked;
  const { sorted, mean } = checked.value;
  if (epsilon >= 1 && sorted[0] === 0) return measured(1);
  const averaged = (term: (ratio: number) => number) =>
    exactSum(sorted.length, (i) => term(sorted[i]! / mean)) / sorted.length;
  // A share too small for a number is as good as none: its logarithm is minus infinity, and the index 1.
  if (epsilon === 1) return indexOf(1 - Math.exp(averaged(Math.log)));
  return indexOf(1 - averaged((r) => r ** (1 - epsilon)) ** (1 / (1 - epsilon)));
}

/** None of these indices is below 0; of values nearly equal, rounding could be. */
const indexOf = (value: number): Measured =>
  Number.isFinite(value) ? measured(Math.max(0, value)) : unmeasured('notEstimable');

/**
 * Hoover's index: the share of the total that would have to change hands for all to be equal. Source: E. M. Hoover (1936).
 * @example
 * hoover([1, 3]).value; //=> 0.25
 */
export function hoover(values: Values): Measured {
  return mapMeasured(
    nonNegative(values),
    ({ sorted, sum, mean }) => exactSum(sorted.length, (i) => Math.abs(sorted[i]! - mean)) / sum / 2,
  );
}
