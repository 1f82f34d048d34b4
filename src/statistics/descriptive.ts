import { checkList, checkValues, checkWord, largestMagnitude, refuse, type Values } from './checks.js';
import { type Measured, mapMeasured, measured, unmeasured } from './measured.js';
import { average, exactSum } from './sum.js';

/** Which denominator a variance has: n − 1 (a sample speaks for a larger whole) or n (the values are the whole). */
export type Denominator = 'sample' | 'population';

/**
 * The values that are known, as a column, and how many were not. Unknown is never zero, and never silently dropped.
 * @example
 * const { values, unknown } = knownValues([3, null, 5, undefined]);
 * [values.length, unknown]; //=> [2, 2]
 */
export function knownValues(values: ArrayLike<number | null | undefined>): {
  readonly values: Float64Array;
  readonly unknown: number;
} {
  checkList(values, 'values');
  const known = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null || value === undefined) continue;
    if (typeof value !== 'number' || !(Math.abs(value) <= largestMagnitude))
      refuse('range', ['values', i], 'a finite number up to 1e150, or null', value);
    known[count++] = value;
  }
  return { values: known.subarray(0, count), unknown: values.length - count };
}

/**
 * The arithmetic mean, rounded once and so the same for every order of the values.
 * @example
 * mean([1, 2, 6]).value; //=> 3
 */
export function mean(values: Values): Measured {
  checkValues(values, 'values');
  return values.length === 0 ? unmeasured('noObservations') : measured(average(values));
}

/**
 * The variance, by the two-pass method.
 * @param denominator `sample` divides by n − 1 and needs two values; `population` divides by n.
 * @example
 * variance([2, 4, 4, 4, 5, 5, 7, 9], 'population').value; //=> 4
 */
export function variance(values: Values, denominator: Denominator): Measured {
  checkValues(values, 'values');
  checkWord(denominator, ['sample', 'population'], 'denominator');
  const n = values.length;
  if (n === 0) return unmeasured('noObservations');
  if (denominator === 'sample' && n === 1) return unmeasured('tooFewObservations');
  return measured(squaredDeviations(values, average(values)) / (denominator === 'sample' ? n - 1 : n));
}

/** The square root of the {@link variance}. */
export function standardDeviation(values: Values, denominator: Denominator): Measured {
  return mapMeasured(variance(values, denominator), Math.sqrt);
}

function squaredDeviations(values: Values, center: number): number {
  return exactSum(values.length, (i) => (values[i]! - center) ** 2);
}
