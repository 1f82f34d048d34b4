import { checkList, type Values } from './checks.js';

/**
 * The correctly rounded sum of `count` terms: the same for every order of the terms, which a plain loop's sum is not.
 * Source: J. R. Shewchuk, Adaptive Precision Floating-Point Arithmetic, Discrete & Computational Geometry 18 (1997) 305–363;
 * rounding of the last partial sums as in CPython's `math.fsum`.
 * @param count How many terms there are.
 * @param term The term at a position; finite.
 */
export function exactSum(count: number, term: (position: number) => number): number {
  const partials: number[] = [];
  for (let i = 0; i < count; i++) addTo(partials, term(i));
  return roundOnce(partials);
}

/** {@link exactSum} of a column. */
export function total(values: Values): number {
  checkList(values, 'values');
  return exactSum(values.length, (i) => values[i]!);
}

/**
 * The mean of `count` terms, at least one, rounded once: equal terms have that very term as their mean, which a rounded sum
 * divided need not give (three times 0.38 by 3 is 0.38000000000000006).
 */
export function exactMean(count: number, term: (position: number) => number): number {
  const partials: number[] = [];
  for (let i = 0; i < count; i++) addTo(partials, term(i));
  const rough = roundOnce(partials) / count;
  // What is left when the rough mean is taken off as often as there are terms: exactly, by powers of two.
  for (let power = 1, rest = count; rest > 0; power *= 2, rest = Math.floor(rest / 2))
    if (rest % 2 === 1) addTo(partials, -rough * power);
  return rough + roundOnce(partials) / count;
}

/** {@link exactMean} of a column. */
export function average(values: Values): number {
  return exactMean(values.length, (i) => values[i]!);
}

function addTo(partials: number[], term: number): void {
  let kept = 0;
  let x = term;
  for (let j = 0; j < partials.length; j++) {
    let y = partials[j]!;
    if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
    const high = x + y;
    const low = y - (high - x);
    if (low !== 0) partials[kept++] = low;
    x = high;
  }
  partials.length = kept;
  partials.push(x);
}

function roundOnce(partials: readonly number[]): number {
  let n = partials.length;
  if (n === 0) return 0;
  let high = partials[--n]!;
  let low = 0;
  while (n > 0) {
    const x = high;
    const y = partials[--n]!;
    high = x + y;
    low = y - (high - x);
    if (low !== 0) break;
  }
  // A tie is decided by the partials below it, not by the rounding to even.
  if (n > 0 && low !== 0 && Math.sign(low) === Math.sign(partials[n - 1]!)) {
    const doubled = low * 2;
    const moved = high + doubled;
    if (doubled === moved - high) high = moved;
  }
  return high;
}

/** The values, or where all are so small that squares would vanish, all times one power of two: quotients stay what they are. */
export function lifted(values: Values): Values {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  return largest < 1e-100 ? Float64Array.from(values, (value) => value * 2 ** 600) : values;
}
