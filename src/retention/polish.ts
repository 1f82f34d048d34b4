import { eachReduced, type ManyLimits, totalsOf } from './choice-problem.js';

/** A choice that is being improved; `used` and `value` follow every move. */
export interface Draft {
  readonly choice: Int32Array;
  readonly used: Float64Array;
  value: number;
}

export function draftOf(problem: ManyLimits, choice: Int32Array): Draft {
  return { choice: Int32Array.from(choice), ...totalsOf(problem, choice) };
}

/** Takes option `to` (-1 for none) for a customer. */
export function move({ value, uses }: ManyLimits, draft: Draft, c: number, to: number): void {
  const now = draft.choice[c]!;
  for (let k = 0; k < uses.length; k += 1)
    draft.used[k]! += (to < 0 ? 0 : uses[k]![to]!) - (now < 0 ? 0 : uses[k]![now]!);
  draft.value += (to < 0 ? 0 : value[to]!) - (now < 0 ? 0 : value[now]!);
  draft.choice[c] = to;
}

/** Whether a move keeps (or brings) every limit that it adds to. */
function fits({ uses, limits }: ManyLimits, draft: Draft, c: number, to: number): boolean {
  const now = draft.choice[c]!;
  for (let k = 0; k < uses.length; k += 1) {
    const more = (to < 0 ? 0 : uses[k]![to]!) - (now < 0 ? 0 : uses[k]![now]!);
    if (more > 0 && draft.used[k]! + more > limits[k]!) return false;
  }
  return true;
}

function isFeasible({ limits }: ManyLimits, { used }: Draft): boolean {
  return used.every((amount, k) => amount <= limits[k]!);
}

const mostSweeps = 60;

/** How far a choice is over its limits, each as a share of the limit. */
function excess({ limits }: ManyLimits, used: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < used.length; k += 1) sum += Math.max(0, used[k]! - limits[k]!) / Math.max(1, limits[k]!);
  return sum;
}

/**
 * Brings a choice inside its limits, whatever it is: by moves of customers to other options or to none while those help,
 * then by letting customers go.
 */
export function repair(problem: ManyLimits, draft: Draft, prices: ArrayLike<number>): void {
  for (let sweep = 0; sweep < mostSweeps && !isFeasible(problem, draft); sweep += 1) {
    const before = excess(problem, draft.used);
    relieve(problem, draft, prices, true);
    // What one limit gains another may lose, and the same moves would be tried again.
    if (excess(problem, draft.used) >= before) break;
  }
  if (!isFeasible(problem, draft)) relieve(problem, draft, prices, false);
}

/**
 * Moves customers that take of a broken limit, those that lose least per share of excess first, as long as that brings
 * the choice nearer to its limits. To let a customer go always does, so that a pass of `mayMove` false ends inside them.
 */
function relieve(problem: ManyLimits, draft: Draft, prices: ArrayLike<number>, mayMove: boolean): void {
  const { from, uses, limits } = problem;
  const customers = from.length - 1;
  const over = limits.map((limit, k) => (draft.used[k]! > limit ? 1 / Math.max(1, limit) : 0));
  const target = new Int32Array(customers);
  const rate = new Float64Array(customers).fill(Number.POSITIVE_INFINITY);
  eachReduced(problem, prices, (first, last, start, reduced) => {
    for (let c = first; c < last; c += 1) {
      const now = draft.choice[c]!;
      if (now < 0) continue;
      let taken = 0;
      for (let k = 0; k < uses.length; k += 1) taken += over[k]! * uses[k]![now]!;
      if (taken <= 0) continue;
      const here = reduced[now - start]!;
      target[c] = -1;
      rate[c] = Math.max(here, 0) / taken;
      for (let j = from[c]!; mayMove && j < from[c + 1]!; j += 1) {
        const there = reduced[j - start]!;
        if (j === now || there === Number.NEGATIVE_INFINITY) continue;
        let relief = taken;
        for (let k = 0; k < uses.length; k += 1) relief -= over[k]! * uses[k]![j]!;
        const perRelief = relief > 0 ? Math.max(here - there, 0) / relief : Number.POSITIVE_INFINITY;
        if (perRelief < rate[c]!) {
          rate[c] = perRelief;
          target[c] = j;
        }
      }
    }
  });
  for (const c of ordered(rate)) {
    if (isFeasible(problem, draft)) break;
    const now = draft.choice[c]!;
    const before = excess(problem, draft.used);
    move(problem, draft, c, target[c]!);
    if (excess(problem, draft.used) >= before) move(problem, draft, c, now);
  }
}

/** Uses up what the limits leave: moves that are worth more and fit, those that lose least at the prices first. */
export function fill(problem: ManyLimits, draft: Draft, prices: ArrayLike<number>): void {
  const { from, value } = problem;
  const customers = from.length - 1;
  for (let sweep = 0; sweep < mostSweeps; sweep += 1) {
    const target = new Int32Array(customers);
    const loss = new Float64Array(customers).fill(Number.POSITIVE_INFINITY);
    const before = draft.value;
    eachReduced(problem, prices, (first, last, start, reduced) => {
      for (let c = first; c < last; c += 1) {
        const now = draft.choice[c]!;
        const worth = now < 0 ? 0 : value[now]!;
        const here = now < 0 ? 0 : reduced[now - start]!;
        for (let j = from[c]!; j < from[c + 1]!; j += 1) {
          const lost = here - reduced[j - start]!;
          if (lost >= loss[c]! || value[j]! <= worth || !fits(problem, draft, c, j)) continue;
          loss[c] = lost;
          target[c] = j;
        }
      }
    });
    for (const c of ordered(loss)) if (fits(problem, draft, c, target[c]!)) move(problem, draft, c, target[c]!);
    // A large base stops where another sweep no longer shows in the gap; a small one where nothing moves.
    if (draft.value - before <= (customers > 20_000 ? 1e-5 * draft.value : 0)) break;
  }
}

/** Customers with a finite key, the smallest first, then by their place. */
function ordered(key: Float64Array): Int32Array {
  let count = 0;
  for (let c = 0; c < key.length; c += 1) if (key[c]! < Number.POSITIVE_INFINITY) count += 1;
  const list = new Int32Array(count);
  let at = 0;
  for (let c = 0; c < key.length; c += 1) {
    if (key[c]! < Number.POSITIVE_INFINITY) {
      list[at] = c;
      at += 1;
    }
  }
  return list.sort((a, b) => key[a]! - key[b]! || a - b);
}
