import type { ConditionTree } from './condition-tree.js';
import { complement, type Interval, union } from './interval.js';

/** What a conjunction of comparisons allows, slot by slot. */
type Box = ReadonlyMap<number, readonly Interval[]>;

/**
 * Is the second condition true only where the first is? Then, in a first-match table, a row with the second condition
 * below one with the first is never reached: thresholds out of order. Answers `true` only when sure: the first
 * condition must be a plain conjunction of comparisons.
 */
export function subsumes(first: ConditionTree, second: ConditionTree): boolean {
  const wide = boxOf(first, 'exact');
  const narrow = boxOf(second, 'atLeast');
  if (wide === undefined || narrow === undefined) return false;
  for (const [slot, allowed] of wide) {
    const inside = narrow.get(slot);
    if (inside === undefined || intersect(inside, complement(allowed)).length > 0) return false;
  }
  return true;
}

/** `atLeast` leaves branches out, which makes the box wider than the condition; `exact` gives up on them. */
function boxOf(tree: ConditionTree, how: 'exact' | 'atLeast'): Box | undefined {
  const box = new Map<number, readonly Interval[]>();
  const add = (part: ConditionTree): boolean => {
    if (part.op === 'leaf') {
      box.set(part.slot, intersect(box.get(part.slot) ?? [[-Infinity, Infinity]], part.inside));
      return true;
    }
    if (part.op === 'all') return part.of.every(add);
    return how === 'atLeast';
  };
  return add(tree) ? box : undefined;
}

function intersect(a: readonly Interval[], b: readonly Interval[]): readonly Interval[] {
  return union(a.flatMap(([low, high]) => b.map(([from, to]): Interval => [Math.max(low, from), Math.min(high, to)])));
}
