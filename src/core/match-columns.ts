import { kernelsFor } from './column-kernels.js';
import type { PackedColumns } from './columns.js';
import type { Program } from './program.js';

/**
 * For every row the index of the first condition that is true, or `none`: `firstTrue` over columns.
 *
 * Rows travel through the program's entries as selections: each entry compares one column for the rows that reached it
 * and hands them on to two others. Nothing is decided row by row, so there is nothing to mispredict.
 */
export function firstTrueColumns(program: Program, packed: PackedColumns, none = -1): Int32Array {
  const result = new Int32Array(packed.length);
  sweep(program, packed, undefined, false, none, result);
  return result;
}

/** The two results where no condition is true: one is open for want of facts, or all are false. */
export interface Fallback {
  readonly whenUnknown: number;
  readonly otherwise: number;
}

/** {@link firstTrueColumns} with the rows that nothing matched given one of two results. */
export function firstMatchColumns(program: Program, packed: PackedColumns, fallback: Fallback): Int32Array {
  const { whenUnknown, otherwise } = fallback;
  if (program.slot.every((slot) => packed.complete[slot])) return firstTrueColumns(program, packed, otherwise);
  const found = firstTrueColumns(program, packed);
  const left = rowsLeft(found);
  // What could still be true if the missing facts were known is asked only of those rows.
  sweep(program, packed, left, true, -1, found);
  for (const row of left) found[row] = found[row]! >= 0 ? whenUnknown : otherwise;
  return found;
}

/**
 * For every row how many of the rising `limits` lie below its value: the index of its band. `whenUnknown` for NaN.
 */
export function bandColumns(
  column: Float64Array,
  complete: boolean,
  limits: Float64Array,
  whenUnknown: number,
): Int32Array {
  const found = new Int32Array(column.length);
  kernelsFor(0, 1).band(column, limits, found);
  if (!complete)
    for (let row = 0; row < found.length; row += 1) if (Number.isNaN(column[row])) found[row] = whenUnknown;
  return found;
}

function sweep(
  program: Program,
  { slots }: PackedColumns,
  rows: Int32Array | undefined,
  granted: boolean,
  none: number,
  result: Int32Array,
): void {
  const start = program.entries[0]!;
  if (start < 0 || program.slot.length === 0) {
    const everywhere = start < 0 ? ~start : none;
    if (rows === undefined) result.fill(everywhere);
    else for (const row of rows) result[row] = everywhere;
    return;
  }
  kernelsFor(program.slot.length, new Set(program.slot).size).sweep(program, slots, rows, granted, none, result);
}

function rowsLeft(found: Int32Array): Int32Array {
  let size = 0;
  for (let row = 0; row < found.length; row += 1) size += Number(found[row]! < 0);
  const rows = new Int32Array(size);
  let at = 0;
  for (let row = 0; row < found.length; row += 1) if (found[row]! < 0) rows[at++] = row;
  return rows;
}
