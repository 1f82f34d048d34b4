import type { ConditionTree, Leaf } from './condition-tree.js';

/**
 * A place of a program: it asks whether one slot lies in one closed interval and says where to go on, so that a run has
 * no operator switch and no closure. An end asks nothing.
 */
interface Step {
  /** The condition that the step is part of; -1 at an end. */
  readonly condition: number;
  readonly slot: number;
  readonly low: number;
  readonly high: number;
  readonly onTrue: Step | undefined;
  readonly onFalse: Step | undefined;
  /** At an end the condition that is true; otherwise -1. */
  readonly found: number;
}

/** Conditions in order: where one is false, its steps lead on to the next. */
export interface Program {
  readonly conditions: readonly ConditionTree[];
  /** The comparisons of each condition. */
  readonly leaves: readonly (readonly Leaf[])[];
  /** The first step of each condition, and the end behind the last one. */
  readonly entries: readonly Step[];
}

// Made in one place, all steps have one shape for the engine: a step is reached with a few loads, where parallel arrays
// cost a lookup and a check of bounds each.
function step(
  condition: number,
  slot: number,
  [low, high]: readonly [low: number, high: number],
  onTrue?: Step,
  onFalse?: Step,
  found = -1,
): Step {
  return { condition, slot, low, high, onTrue, onFalse, found };
}

const end = (found: number): Step => step(-1, -1, [Number.NaN, Number.NaN], undefined, undefined, found);

/** Assembles conditions into one program that finds the first that is true. */
export function assemble(conditions: readonly ConditionTree[]): Program {
  const lay = (tree: ConditionTree, k: number, yes: Step, no: Step): Step => {
    if (tree.op === 'leaf') return tree.inside.reduceRight((next, bounds) => step(k, tree.slot, bounds, yes, next), no);
    // From behind, where every step to go on with is known.
    return tree.op === 'all'
      ? tree.of.reduceRight((next, child) => lay(child, k, next, no), yes)
      : tree.of.reduceRight((next, child) => lay(child, k, yes, next), no);
  };
  const entries: Step[] = [end(-1)];
  for (const [k, tree] of [...conditions.entries()].reverse()) entries.unshift(lay(tree, k, end(k), entries[0]!));
  return { conditions, leaves: conditions.map(leavesOf), entries };
}

function leavesOf(tree: ConditionTree): readonly Leaf[] {
  return tree.op === 'leaf' ? [tree] : tree.of.flatMap(leavesOf);
}

/** Condition `k` as a program of its own, over the same slots. */
export function programOf({ conditions }: Program, k: number): Program {
  return assemble([conditions[k]!]);
}

/** The slots that a program's conditions compare. */
export function slotsOf({ leaves }: Program): readonly number[] {
  return [...new Set(leaves.flatMap((own) => own.map(({ slot }) => slot)))];
}

/** Index of the first condition, from `from` on, that is true for the packed row; -1 where none is. */
export function firstTrue({ entries }: Program, row: Float64Array, from = 0): number {
  let at = entries[from]!;
  while (at.condition >= 0) {
    const value = row[at.slot]!;
    at = value >= at.low && value <= at.high ? at.onTrue! : at.onFalse!;
  }
  return at.found;
}

/** Is condition `k` true? An unknown slot (NaN) lies in no interval, so unknown counts as not true. */
export function isTrue({ entries }: Program, row: Float64Array, k: number): boolean {
  let at = entries[k]!;
  while (at.condition === k) {
    const value = row[at.slot]!;
    at = value >= at.low && value <= at.high ? at.onTrue! : at.onFalse!;
  }
  return at.found === k;
}

/**
 * Could condition `k` still be true if the unknown slots were known? Together with {@link isTrue} this is Kleene's
 * logic: leaves carry no negation, so a condition that fails even with every unknown leaf granted is false.
 */
export function isPossible({ entries }: Program, row: Float64Array, k: number): boolean {
  let at = entries[k]!;
  while (at.condition === k) {
    const value = row[at.slot]!;
    at = value < at.low || value > at.high ? at.onFalse! : at.onTrue!;
  }
  return at.found === k;
}

/** {@link firstTrue} with every unknown leaf granted: -1 says that no condition could be true whatever is missing. */
export function firstPossible({ entries }: Program, row: Float64Array): number {
  let at = entries[0]!;
  while (at.condition >= 0) {
    const value = row[at.slot]!;
    at = value < at.low || value > at.high ? at.onFalse! : at.onTrue!;
  }
  return at.found;
}
