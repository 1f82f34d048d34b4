import { block, columnKernels, mostCodes } from './column-kernels.js';
import type { Codes, PackedColumn, PackedColumns } from './columns.js';
import { firstPossible, firstTrue, type Program, slotsOf } from './program.js';
import { type ColumnMask, groupTerms, type TermGroup } from './term-masks.js';

/**
 * For every row the index of the first condition that is true, or `none`: `firstTrue` over columns.
 *
 * Every column in turn strikes out the terms that its value excludes, a bit each; the lowest bit left is the answer.
 */
export function firstTrueColumns(program: Program, packed: PackedColumns, none = -1): Codes {
  const result = createCodes(packed.length, Math.max(program.conditions.length, none));
  match(program, packed, undefined, none, result);
  return result;
}

/** The two results where no condition is true: one is open for want of facts, or all are false. */
export interface Fallback {
  readonly whenUnknown: number;
  readonly otherwise: number;
}

/** {@link firstTrueColumns} with the rows that nothing matched given one of two results. */
export function firstMatchColumns(program: Program, packed: PackedColumns, fallback: Fallback): Codes {
  const { whenUnknown, otherwise } = fallback;
  const result = createCodes(packed.length, Math.max(program.conditions.length, whenUnknown, otherwise));
  const complete = slotsOf(program).every((slot) => packed.complete[slot]);
  match(program, packed, complete ? undefined : whenUnknown, otherwise, result);
  return result;
}

/**
 * For every row how many of the rising `limits` lie below its value: the index of its band. `whenUnknown` for NaN.
 */
export function bandColumns(column: PackedColumn, complete: boolean, limits: Float64Array, whenUnknown: number): Codes {
  const result = createCodes(column.length, Math.max(limits.length, whenUnknown));
  const mask: ColumnMask = {
    slot: 0,
    limits: Float64Array.of(Number.NEGATIVE_INFINITY, ...limits),
    masks: Int32Array.of(whenUnknown, ...Array.from({ length: limits.length + 1 }, (_, band) => band)),
  };
  const kernels = columnKernels();
  for (let from = 0; from < column.length; from += block) {
    const size = Math.min(block, column.length - from);
    kernels.begin(size);
    kernels.load(column, from);
    kernels.raise(-1);
    kernels.strike(mask, complete, false);
    kernels.reveal();
    result.set(kernels.found.subarray(0, size), from);
  }
  return result;
}

/** Codes up to `most`, as narrow as they fit: a base's results are written and read as a whole, and memory is what that costs. */
export function createCodes(length: number, most: number): Codes {
  if (most <= 127) return new Int8Array(length);
  return most <= 32_767 ? new Int16Array(length) : new Int32Array(length);
}

/** Finds every row's first condition; `whenUnknown` stands for rows that are open, where any may be. */
function match(
  program: Program,
  packed: PackedColumns,
  whenUnknown: number | undefined,
  otherwise: number,
  result: Codes,
): void {
  const groups = groupTerms(program);
  if (groups === undefined) {
    matchRows(program, packed, whenUnknown, otherwise, result);
    return;
  }
  const kernels = columnKernels();
  const steps = groups.map((group) => stepsOf(group, packed));
  const last = steps.length - 1;
  for (let from = 0; from < packed.length; from += block) {
    const size = Math.min(block, packed.length - from);
    kernels.begin(size);
    for (const [index, { all, conditions, strike }] of steps.entries()) {
      kernels.raise(all);
      strike(from, false);
      // Where nothing may be open, the last group says what is left.
      kernels.resolve(conditions, index === last && whenUnknown === undefined ? otherwise : -1, index === 0);
    }
    for (const [index, { all, strike }] of whenUnknown === undefined ? [] : steps.entries()) {
      kernels.raise(all);
      strike(from, true);
      kernels.settle(whenUnknown!, index === last ? otherwise : -1);
    }
    result.set(kernels.found.subarray(0, size), from);
  }
}

interface Steps extends Pick<TermGroup, 'all' | 'conditions'> {
  /** Strikes out the group's terms in the block from a row on. */
  strike(from: number, granted: boolean): void;
}

function stepsOf({ all, conditions, columns }: TermGroup, { slots, complete }: PackedColumns): Steps {
  const kernels = columnKernels();
  const steps = columns.map((mask) => {
    const column = slots[mask.slot]!;
    const isComplete = complete[mask.slot]!;
    if (column instanceof Int16Array) {
      const byCode = codeMask(mask);
      return (from: number) => kernels.strikeCodes(column, from, byCode);
    }
    return (from: number, granted: boolean) => {
      kernels.load(column, from);
      kernels.strike(mask, isComplete, granted);
    };
  });
  return {
    all,
    conditions,
    strike: (from, granted) => {
      for (const step of steps) step(from, granted);
    },
  };
}

/** A mask by code, from -1 on; the last place is for all codes beyond its limits. */
function codeMask({ limits, masks }: ColumnMask): Int32Array {
  const highest = limits.length === 1 ? 0 : limits.at(-1)!;
  return Int32Array.from({ length: Math.min(Math.ceil(highest) + 3, mostCodes) }, (_, place) => {
    const code = place - 1;
    let bin = 0;
    while (bin < limits.length && code > limits[bin]!) bin += 1;
    return masks[bin]!;
  });
}

/** Conditions that branch too widely for masks, row by row. */
function matchRows(
  program: Program,
  { length, slots }: PackedColumns,
  whenUnknown: number | undefined,
  otherwise: number,
  result: Codes,
): void {
  const used = slotsOf(program);
  const row = new Float64Array(slots.length);
  for (let i = 0; i < length; i += 1) {
    for (const slot of used) row[slot] = slots[slot]![i]!;
    const first = firstTrue(program, row);
    if (first >= 0) result[i] = first;
    else result[i] = whenUnknown !== undefined && firstPossible(program, row) >= 0 ? whenUnknown : otherwise;
  }
}
