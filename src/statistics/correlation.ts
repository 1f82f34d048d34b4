import { checkSameLength, checkValues, type Values } from './checks.js';
import { studentTwoSided } from './distributions.js';
import { type Measured, measured, unmeasured } from './measured.js';
import { ranks } from './rank.js';
import { average, exactSum, lifted } from './sum.js';

/** How two columns go together, from −1 to 1, with the two-sided p-value of "not at all" by Student's t. */
export interface Correlation {
  readonly coefficient: number;
  /** Undefined because `tooFewObservations` with two members. */
  readonly pValue: Measured;
}

/**
 * Pearson's correlation: how well a straight line fits.
 * @returns undefined because `tooFewObservations` below two members, or `noVariation` where a column is constant.
 * @example
 * pearson([1, 2, 3], [2, 4, 6]).value?.coefficient; //=> 1
 */
export function pearson(x: Values, y: Values): Measured<Correlation> {
  checkSameLength(x, y, ['x', 'y']);
  checkValues(x, 'x');
  checkValues(y, 'y');
  return correlate(lifted(x), lifted(y));
}

function correlate(x: Values, y: Values): Measured<Correlation> {
  const n = x.length;
  if (n < 2) return unmeasured('tooFewObservations');
  const [meanX, meanY] = [average(x), average(y)];
  const sxx = exactSum(n, (i) => (x[i]! - meanX) ** 2);
  const syy = exactSum(n, (i) => (y[i]! - meanY) ** 2);
  if (sxx === 0 || syy === 0) return unmeasured('noVariation');
  const sxy = exactSum(n, (i) => (x[i]! - meanX) * (y[i]! - meanY));
  const coefficient = Math.max(-1, Math.min(1, sxy / geometricMean(sxx, syy)));
  return measured({
    coefficient,
    pValue: n === 2 ? unmeasured('tooFewObservations') : measured(significance(coefficient, n)),
  });
}

/** One root where it can be, because two would make 0.9999999999999999 of a perfect line. */
function geometricMean(a: number, b: number): number {
  const product = a * b;
  return product > 0 && product < Number.POSITIVE_INFINITY ? Math.sqrt(product) : Math.sqrt(a) * Math.sqrt(b);
}

function significance(r: number, n: number): number {
  return Math.abs(r) === 1 ? 0 : studentTwoSided(r * Math.sqrt((n - 2) / (1 - r * r)), n - 2);
}

/**
 * Spearman's rank correlation: how well any rising or falling curve fits; ties share their mean rank. Source: C. Spearman (1904).
 * @example
 * spearman([1, 2, 3], [1, 10, 1000]).value?.coefficient; //=> 1
 */
export function spearman(x: Values, y: Values): Measured<Correlation> {
  checkSameLength(x, y, ['x', 'y']);
  return pearson(ranks(x, 'mean'), ranks(y, 'mean'));
}
