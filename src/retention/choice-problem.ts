import { LimitError } from '../core/errors.js';

/** Whole numbers by option: minor units, minutes, messages. */
export type Amounts = Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

/**
 * Of every customer at most one option; sums of uses within the limits; the sum of values as large as possible. The
 * options of customer `c` stand at `from[c] … from[c + 1] - 1`.
 */
export interface ManyLimits {
  readonly from: Int32Array;
  readonly value: Amounts;
  readonly uses: readonly Amounts[];
  readonly limits: Float64Array;
  /** Per limit, whether some option alone breaks it. */
  readonly breakable: readonly boolean[];
}

/**
 * Notes which limits an option alone can break, so that the others need no look.
 *
 * @param limitNames - for the error
 * @throws LimitError where all options together go beyond 2^53 - 1, so that sums would not be exact
 */
export function manyLimits(problem: Omit<ManyLimits, 'breakable'>, limitNames: readonly string[]): ManyLimits {
  const { value, uses, limits } = problem;
  checkTotal(value, largest(value), 'minor units in all candidates');
  const breakable = uses.map((use, k) => {
    const most = largest(use);
    checkTotal(use, most, `units of ${limitNames[k]} in all candidates`);
    return most > limits[k]!;
  });
  return { ...problem, breakable };
}

function checkTotal(amounts: Amounts, most: number, what: string): void {
  if (amounts.length * most <= Number.MAX_SAFE_INTEGER) return;
  let total = 0;
  for (let j = 0; j < amounts.length; j += 1) total += Math.max(amounts[j]!, 0);
  if (total > Number.MAX_SAFE_INTEGER) throw new LimitError(what, Number.MAX_SAFE_INTEGER, total);
}

function largest(use: Amounts): number {
  let most = 0;
  for (let j = 0; j < use.length; j += 1) if (use[j]! > most) most = use[j]!;
  return most;
}

/** What a choice is worth and takes. */
export interface Totals {
  readonly value: number;
  readonly used: Float64Array;
}

/** Best choices at given prices: the answer to the Lagrangian relaxation. */
export interface Priced extends Totals {
  readonly choice: Int32Array;
  /** Sum over customers of the best value less price times uses. */
  readonly reduced: number;
}

/** Customers whose options are worked on together, so that their reduced values stay in the cache. */
const block = 512;

/**
 * Reduced values (value less prices times uses) of the options of customers `first` to `last`, block by block. An
 * option that no choice can hold, because it alone breaks a limit or is worth nothing, gets minus infinity.
 */
export function eachReduced(
  { from, value, uses, limits, breakable }: ManyLimits,
  prices: ArrayLike<number>,
  work: (first: number, last: number, start: number, reduced: Float64Array) => void,
): void {
  let scratch = new Float64Array(0);
  const customers = from.length - 1;
  for (let first = 0; first < customers; first += block) {
    const last = Math.min(first + block, customers);
    const start = from[first]!;
    const size = from[last]! - start;
    if (scratch.length < size) scratch = new Float64Array(size * 2);
    load(scratch, value, start, size);
    for (let k = 0; k < uses.length; k += 1) {
      if (breakable[k]!) forbid(scratch, uses[k]!, start, size, limits[k]!);
      if (prices[k] !== 0) subtract(scratch, uses[k]!, start, size, prices[k]!);
    }
    work(first, last, start, scratch);
  }
}

function load(reduced: Float64Array, value: Amounts, start: number, size: number): void {
  for (let j = 0; j < size; j += 1) {
    const worth = value[start + j]!;
    reduced[j] = worth > 0 ? worth : Number.NEGATIVE_INFINITY;
  }
}

function subtract(reduced: Float64Array, use: Amounts, start: number, size: number, price: number): void {
  for (let j = 0; j < size; j += 1) reduced[j]! -= price * use[start + j]!;
}

function forbid(reduced: Float64Array, use: Amounts, start: number, size: number, limit: number): void {
  for (let j = 0; j < size; j += 1) if (use[start + j]! > limit) reduced[j] = Number.NEGATIVE_INFINITY;
}

/** Every customer's best option at the prices; of equal ones the first. */
export function priceOut(problem: ManyLimits, prices: ArrayLike<number>): Priced {
  const { from } = problem;
  const choice = new Int32Array(from.length - 1).fill(-1);
  let sum = 0;
  let carry = 0;
  eachReduced(problem, prices, (first, last, start, reduced) => {
    for (let c = first; c < last; c += 1) {
      let best = -1;
      let worth = 0;
      for (let j = from[c]! - start, end = from[c + 1]! - start; j < end; j += 1) {
        if (reduced[j]! > worth) {
          worth = reduced[j]!;
          best = j;
        }
      }
      if (best < 0) continue;
      choice[c] = best + start;
      // Neumaier's sum: a bound must not lose what it claims.
      const next = sum + worth;
      carry += Math.abs(sum) >= worth ? sum - next + worth : worth - next + sum;
      sum = next;
    }
  });
  return { choice, reduced: sum + carry, ...totalsOf(problem, choice) };
}

/** Value and uses of a choice; whole numbers, so exact. */
export function totalsOf({ value, uses }: ManyLimits, choice: Int32Array): Totals {
  const used = new Float64Array(uses.length);
  let worth = 0;
  for (let c = 0; c < choice.length; c += 1) if (choice[c]! >= 0) worth += value[choice[c]!]!;
  for (let k = 0; k < uses.length; k += 1) used[k] = usedOf(uses[k]!, choice);
  return { value: worth, used };
}

function usedOf(use: Amounts, choice: Int32Array): number {
  let sum = 0;
  for (let c = 0; c < choice.length; c += 1) if (choice[c]! >= 0) sum += use[choice[c]!]!;
  return sum;
}

/** The Lagrangian bound at the prices. */
export function dualValue({ limits }: ManyLimits, prices: ArrayLike<number>, reduced: number): number {
  let bound = reduced;
  for (let k = 0; k < limits.length; k += 1) bound += prices[k]! * limits[k]!;
  return bound;
}

/** Every `stride`-th customer, with limits in proportion. */
export function sampleOf({ from, value, uses, limits }: ManyLimits, stride: number): ManyLimits {
  const customers = from.length - 1;
  const taken: number[] = [];
  for (let c = 0; c < customers; c += stride) taken.push(c);
  const starts = new Int32Array(taken.length + 1);
  taken.forEach((c, index) => {
    starts[index + 1] = starts[index]! + from[c + 1]! - from[c]!;
  });
  const pick = (source: Amounts): Float64Array => {
    const picked = new Float64Array(starts.at(-1)!);
    taken.forEach((c, index) => {
      for (let j = from[c]!, at = starts[index]!; j < from[c + 1]!; j += 1, at += 1) picked[at] = source[j]!;
    });
    return picked;
  };
  return {
    from: starts,
    value: pick(value),
    uses: uses.map(pick),
    // What one customer may take stays what it was: an option breaks a limit of the whole base or none.
    breakable: uses.map(() => false),
    limits: limits.map((limit) => (limit * taken.length) / customers),
  };
}
