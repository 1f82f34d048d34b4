import { eachReduced, type ManyLimits } from './choice-problem.js';
import type { Draft } from './polish.js';

/** Nodes that the search may visit before it leaves the question open. */
const mostNodes = 3_000_000;

interface BranchClass {
  readonly c: number;
  /** Option, loss and uses, by rising loss. */
  readonly to: readonly number[];
  readonly loss: readonly number[];
  readonly spread: number;
}

/**
 * Proves a choice best, or finds a better one, by depth first over the customers whose options lose no more than the
 * gap. A branch ends where its losses exceed the gap, where a limit is sure to break, or where a priced limit is sure
 * to be left so slack that the slack alone costs more than the gap.
 *
 * @returns the best choice and whether the search was complete
 */
export function branch(
  problem: ManyLimits,
  best: Draft,
  prices: Float64Array,
  bound: number,
): { readonly choice: Int32Array; readonly value: number; readonly complete: boolean } {
  const { value, uses, limits } = problem;
  const size = limits.length;
  const tolerance = Math.max(1e-3, Math.abs(bound) * 1e-13);
  let incumbent = best.value;
  let choice = Int32Array.from(best.choice);
  // Only a choice worth at least one unit more is of interest.
  let gap = bound - incumbent - 1 + tolerance;
  if (gap < 0) return { choice, value: incumbent, complete: true };
  const classes = classesWithin(problem, prices, gap);
  const depthMost = classes.length;
  const least = suffix(problem, classes, Math.min, Number.POSITIVE_INFINITY);
  const most = suffix(problem, classes, Math.max, Number.NEGATIVE_INFINITY);
  const used = new Float64Array(size);
  const taken = new Int32Array(depthMost).fill(-1);
  let worth = 0;
  let nodes = 0;
  const visit = (depth: number, lost: number): boolean => {
    nodes += 1;
    if (nodes > mostNodes) return false;
    for (let k = 0; k < size; k += 1) {
      if (used[k]! + least[depth * size + k]! > limits[k]!) return true;
      const idle = limits[k]! - used[k]! - most[depth * size + k]!;
      if (idle > 0 && lost + prices[k]! * idle > gap) return true;
    }
    if (depth === depthMost) {
      if (worth > incumbent) {
        incumbent = worth;
        gap = bound - incumbent - 1 + tolerance;
        choice = new Int32Array(problem.from.length - 1).fill(-1);
        classes.forEach(({ c }, d) => {
          choice[c] = taken[d]!;
        });
      }
      return true;
    }
    const { to, loss } = classes[depth]!;
    for (let o = 0; o < to.length; o += 1) {
      if (lost + loss[o]! > gap) break;
      const j = to[o]!;
      taken[depth] = j;
      if (j >= 0) {
        worth += value[j]!;
        for (let k = 0; k < size; k += 1) used[k]! += uses[k]![j]!;
      }
      const finished = visit(depth + 1, lost + loss[o]!);
      if (j >= 0) {
        worth -= value[j]!;
        for (let k = 0; k < size; k += 1) used[k]! -= uses[k]![j]!;
      }
      if (!finished) return false;
    }
    return true;
  };
  const complete = visit(0, 0);
  return { choice, value: incumbent, complete };
}

function classesWithin(problem: ManyLimits, prices: Float64Array, gap: number): readonly BranchClass[] {
  const { from, uses } = problem;
  const classes: BranchClass[] = [];
  eachReduced(problem, prices, (first, last, start, reduced) => {
    for (let c = first; c < last; c += 1) {
      let best = 0;
      for (let j = from[c]!; j < from[c + 1]!; j += 1) best = Math.max(best, reduced[j - start]!);
      const options = [{ to: -1, loss: best }];
      for (let j = from[c]!; j < from[c + 1]!; j += 1) options.push({ to: j, loss: best - reduced[j - start]! });
      const open = options.filter(({ loss }) => loss <= gap).sort((a, b) => a.loss - b.loss || a.to - b.to);
      const spread = open.reduce((sum, { to }) => {
        if (to < 0) return sum;
        let priced = 0;
        for (let k = 0; k < uses.length; k += 1) priced += prices[k]! * uses[k]![to]!;
        return Math.max(sum, priced);
      }, 0);
      classes.push({
        c,
        to: open.map(({ to }) => to),
        loss: open.map(({ loss }) => loss),
        spread: open.length > 1 ? spread : 0,
      });
    }
  });
  // The settled ones first, then those that move most: what is left at the end is small and fits or does not.
  return classes.sort((a, b) => Number(a.to.length > 1) - Number(b.to.length > 1) || b.spread - a.spread || a.c - b.c);
}

/** Per depth and limit, the least (or most) that the classes from there on can use. */
function suffix(
  { uses }: ManyLimits,
  classes: readonly BranchClass[],
  pick: (a: number, b: number) => number,
  worst: number,
): Float64Array {
  const size = uses.length;
  const sums = new Float64Array((classes.length + 1) * size);
  for (let d = classes.length - 1; d >= 0; d -= 1) {
    for (let k = 0; k < size; k += 1) {
      let own = worst;
      for (const j of classes[d]!.to) own = pick(own, j < 0 ? 0 : uses[k]![j]!);
      sums[d * size + k] = sums[(d + 1) * size + k]! + own;
    }
  }
  return sums;
}
