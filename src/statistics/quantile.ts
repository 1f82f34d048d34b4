import { checkList, checkProbability, checkValues, refuse, type Values } from './checks.js';
import { type Measured, mapMeasured, measured, unmeasured } from './measured.js';

/**
 * One of the nine sample quantiles of R. J. Hyndman & Y. Fan, The American Statistician 50 (1996) 361–365, by its number there:
 * 1 inverse of the empirical distribution · 2 the same, averaged at jumps · 3 nearest even observation (SAS) · 4 linear on the empirical distribution ·
 * 5 midpoints (hydrology) · 6 mean positions (SPSS, Minitab) · 7 modal positions (R's default, Excel, NumPy, SQL `percentile_cont`) ·
 * 8 median-unbiased (recommended by the authors) · 9 unbiased for the normal.
 */
export type QuantileMethod = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/**
 * The value below which the share `p` of the values lies.
 * @param values Any order; not changed. Not finite: InputError.
 * @param p From 0 to 1; else InputError `range`.
 * @param method Must be named: methods differ where values are few or tied.
 * @returns `undefinedBecause: 'noObservations'` for no values.
 * @example
 * quantile([1, 2, 3, 4], 0.5, 7).value; //=> 2.5
 * @example
 * quantile([1, 2, 3, 4], 0.5, 1).value; //=> 2
 */
export function quantile(values: Values, p: number, method: QuantileMethod): Measured {
  checkProbability(p, 'p');
  return mapMeasured(quantiles(values, [p], method), (found) => found[0]!);
}

/**
 * Several {@link quantile}s of the same values, in the order asked.
 * @example
 * quantiles([1, 2, 3, 4, 5], [0.25, 0.75], 7).value; //=> [2, 4]
 */
export function quantiles(values: Values, ps: readonly number[], method: QuantileMethod): Measured<readonly number[]> {
  checkValues(values, 'values');
  checkList(ps, 'ps');
  ps.forEach((p, i) => {
    checkProbability(p, `ps.${i}`);
  });
  if (![1, 2, 3, 4, 5, 6, 7, 8, 9].includes(method))
    refuse('range', 'method', 'a Hyndman–Fan type from 1 to 9', method);
  if (values.length === 0) return unmeasured('noObservations');
  const positions = ps.map((p) => position(p, values.length, method));
  const at = orderStatistics(
    values,
    positions.flatMap(({ below, above }) => [below, above]),
  );
  return measured(
    positions.map(({ below, above, share }) => {
      const low = at(below);
      const high = at(above);
      return share === 0 || low === high ? low : share === 1 ? high : (1 - share) * low + share * high;
    }),
  );
}

/** Between which two order statistics (from 0) a quantile lies, and how far towards the upper one. */
interface Position {
  readonly below: number;
  readonly above: number;
  readonly share: number;
}

/** Plotting positions (a, b) of the continuous types: p is mapped to a + p (n + 1 − a − b). */
const plotting: { readonly [method in 4 | 5 | 6 | 7 | 8 | 9]: readonly [number, number] } = {
  4: [0, 1],
  5: [0.5, 0.5],
  6: [0, 0],
  7: [1, 1],
  8: [1 / 3, 1 / 3],
  9: [3 / 8, 3 / 8],
};

function position(p: number, n: number, method: QuantileMethod): Position {
  const place =
    method <= 3 ? n * p - (method === 3 ? 0.5 : 0) : continuousPlace(p, n, plotting[method as keyof typeof plotting]);
  // n p is often a rounding error away from the whole number that is meant, as 0.3 × 10 is.
  const fuzz = 4 * Number.EPSILON * Math.max(1, place);
  const j = Math.floor(place + fuzz);
  const rest = Math.abs(place - j) < fuzz ? 0 : place - j;
  const within = (k: number) => Math.min(Math.max(k, 1), n) - 1;
  return { below: within(j), above: within(j + 1), share: upperShare(method, j, rest) };
}

function continuousPlace(p: number, n: number, [a, b]: readonly [number, number]): number {
  return a + p * (n + 1 - a - b);
}

function upperShare(method: QuantileMethod, j: number, rest: number): number {
  if (method === 1) return rest > 0 ? 1 : 0;
  if (method === 2) return rest > 0 ? 1 : 0.5;
  if (method === 3) return rest !== 0 || Math.abs(j % 2) === 1 ? 1 : 0;
  return rest;
}

/** Above this many ranks, one sort is cheaper than selecting each. */
const mostSelections = 12;

function orderStatistics(values: Values, ranks: readonly number[]): (rank: number) => number {
  const copy = Float64Array.from(values);
  const wanted = [...new Set(ranks)].sort((a, b) => a - b);
  if (wanted.length > mostSelections || copy.length < 600) copy.sort();
  else {
    let from = 0;
    for (const rank of wanted) {
      select(copy, rank, from, copy.length - 1);
      from = rank + 1;
    }
  }
  return (rank) => copy[rank]!;
}

/**
 * Puts the k-th smallest of `a[left..right]` at k, nothing larger before it and nothing smaller after it.
 * Source: R. W. Floyd & R. L. Rivest, Algorithm 489, Communications of the ACM 18 (1975) 173.
 */
function select(a: Float64Array, k: number, from: number, to: number): void {
  let left = from;
  let right = to;
  while (right > left) {
    if (right - left > 600) narrow(a, k, left, right);
    const pivot = a[k]!;
    let i = left;
    let j = right;
    swap(a, left, k);
    if (a[right]! > pivot) swap(a, right, left);
    while (i < j) {
      swap(a, i++, j--);
      while (a[i]! < pivot) i++;
      while (a[j]! > pivot) j--;
    }
    if (a[left] === pivot) swap(a, left, j);
    else swap(a, ++j, right);
    if (j <= k) left = j + 1;
    if (k <= j) right = j - 1;
  }
}

/** Recursion of Floyd–Rivest: a small sample around k puts a good pivot at k. */
function narrow(a: Float64Array, k: number, left: number, right: number): void {
  const n = right - left + 1;
  const i = k - left + 1;
  const z = Math.log(n);
  const s = 0.5 * Math.exp((2 * z) / 3);
  const sd = 0.5 * Math.sqrt((z * s * (n - s)) / n) * Math.sign(i - n / 2);
  select(
    a,
    k,
    Math.max(left, Math.floor(k - (i * s) / n + sd)),
    Math.min(right, Math.floor(k + ((n - i) * s) / n + sd)),
  );
}

function swap(a: Float64Array, i: number, j: number): void {
  const kept = a[i]!;
  a[i] = a[j]!;
  a[j] = kept;
}
