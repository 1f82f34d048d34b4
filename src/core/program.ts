import type { ConditionTree, Leaf } from './condition-tree.js';

/**
 * Conditions as flat arrays. An entry asks whether one slot lies in one closed interval and names where to go on, so
 * that the run has no operator switch and no closure. Jumps only go forward; the bitwise complement `~k` says that
 * condition `k` is true; falling off a condition's end starts the next one.
 */
export interface Program {
  readonly slot: Int32Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly onTrue: Int32Array;
  readonly onFalse: Int32Array;
  /** Entry address of each condition, and the program's length as the last one. */
  readonly entries: Int32Array;
  readonly conditions: readonly ConditionTree[];
  /** The comparisons of each condition. */
  readonly leaves: readonly (readonly Leaf[])[];
}

/** Assembles the conditions, in order, into one first-match program. */
export function assemble(conditions: readonly ConditionTree[]): Program {
  const slot: number[] = [];
  const low: number[] = [];
  const high: number[] = [];
  const onTrue: number[] = [];
  const onFalse: number[] = [];
  // Code is laid down from the end, where every jump target is already known, and reversed at last.
  // Until then an address counts from the end: `slot.length` is the entry laid down last, 0 the program's end.
  const emit = (leaf: Leaf, yes: number, no: number): number => {
    let next = no;
    for (const [from, to] of [...leaf.inside].reverse()) {
      slot.push(leaf.slot);
      low.push(from);
      high.push(to);
      onTrue.push(yes);
      onFalse.push(next);
      next = slot.length;
    }
    return next;
  };
  const jump = (to: number): number => {
    slot.push(0);
    low.push(Number.NEGATIVE_INFINITY);
    high.push(Number.POSITIVE_INFINITY);
    onTrue.push(to);
    onFalse.push(to);
    return slot.length;
  };
  const lay = (tree: ConditionTree, yes: number, no: number): number => {
    if (tree.op === 'leaf') return emit(tree, yes, no);
    // "All of nothing" is true. It needs an entry of its own, or the condition before it would fall through to "true".
    if (tree.of.length === 0 && tree.op === 'all') return jump(yes);
    let next = tree.op === 'all' ? yes : no;
    for (const child of [...tree.of].reverse()) next = tree.op === 'all' ? lay(child, next, no) : lay(child, yes, next);
    return next;
  };
  const starts: number[] = [0];
  for (let k = conditions.length - 1; k >= 0; k -= 1) starts.push(lay(conditions[k]!, ~k, starts.at(-1)!));
  const size = slot.length;
  const address = (fromEnd: number): number => (fromEnd < 0 ? fromEnd : size - fromEnd);
  return {
    slot: Int32Array.from(slot.reverse()),
    low: Float64Array.from(low.reverse()),
    high: Float64Array.from(high.reverse()),
    onTrue: Int32Array.from(onTrue.reverse(), address),
    onFalse: Int32Array.from(onFalse.reverse(), address),
    entries: Int32Array.from(starts.reverse(), address),
    conditions,
    leaves: conditions.map(leavesOf),
  };
}

function leavesOf(tree: ConditionTree): readonly Leaf[] {
  return tree.op === 'leaf' ? [tree] : tree.of.flatMap(leavesOf);
}

/** Condition `k` as a program of its own, over the same slots. */
export function programOf(
  { slot, low, high, onTrue, onFalse, entries, conditions, leaves }: Program,
  k: number,
): Program {
  const start = entries[k]!;
  const end = entries[k + 1]!;
  const size = end - start;
  const address = (to: number): number => (to < 0 ? ~0 : Math.min(to - start, size));
  return {
    slot: slot.slice(start, end),
    low: low.slice(start, end),
    high: high.slice(start, end),
    onTrue: onTrue.slice(start, end).map(address),
    onFalse: onFalse.slice(start, end).map(address),
    entries: Int32Array.of(0, size),
    conditions: [conditions[k]!],
    leaves: [leaves[k]!],
  };
}

/** Index of the first condition, from `from` on, that is true for the packed row; -1 where none is. */
export function firstTrue(program: Program, row: Float64Array, from = 0): number {
  const { slot, low, high, onTrue, onFalse } = program;
  const end = slot.length;
  let at = program.entries[from]!;
  while (at >= 0 && at < end) {
    const value = row[slot[at]!]!;
    at = value >= low[at]! && value <= high[at]! ? onTrue[at]! : onFalse[at]!;
  }
  return at < 0 ? ~at : -1;
}

/** Is condition `k` true? An unknown slot (NaN) lies in no interval, so unknown counts as not true. */
export function isTrue(program: Program, row: Float64Array, k: number): boolean {
  const { slot, low, high, onTrue, onFalse } = program;
  const end = program.entries[k + 1]!;
  let at = program.entries[k]!;
  while (at >= 0 && at < end) {
    const value = row[slot[at]!]!;
    at = value >= low[at]! && value <= high[at]! ? onTrue[at]! : onFalse[at]!;
  }
  return at < 0;
}

/**
 * Could condition `k` still be true if the unknown slots were known? Together with {@link isTrue} this is Kleene's
 * logic: leaves carry no negation, so a condition that fails even with every unknown leaf granted is false.
 */
export function isPossible(program: Program, row: Float64Array, k: number): boolean {
  const { slot, low, high, onTrue, onFalse } = program;
  const end = program.entries[k + 1]!;
  let at = program.entries[k]!;
  while (at >= 0 && at < end) {
    const value = row[slot[at]!]!;
    at = value < low[at]! || value > high[at]! ? onFalse[at]! : onTrue[at]!;
  }
  return at < 0;
}

/** {@link firstTrue} with every unknown leaf granted: -1 says that no condition could be true whatever is missing. */
export function firstPossible(program: Program, row: Float64Array): number {
  const { slot, low, high, onTrue, onFalse } = program;
  const end = slot.length;
  let at = program.entries[0]!;
  while (at >= 0 && at < end) {
    const value = row[slot[at]!]!;
    at = value < low[at]! || value > high[at]! ? onFalse[at]! : onTrue[at]!;
  }
  return at < 0 ? ~at : -1;
}
