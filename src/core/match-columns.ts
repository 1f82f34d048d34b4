import { kernelsFor } from './column-kernels.js';
import type { Codes, PackedColumn, PackedColumns } from './columns.js';
import type { Program } from './program.js';

/**
 * For every row the index of the first condition that is true, or `none`: `firstTrue` over columns.
 *
 * Rows travel through the program's entries as selections: each entry compares one column for the rows that reached it
 * and hands them on to two others. Nothing is decided row by row, so there is nothing to mispredict.
 */
export function firstTrueColumns(program: Program, packed: PackedColumns, none = -1): Codes {
  const result = createCodes(packed.length, Math.max(program.entries.length, none));
  sweep(program, packed, undefined, false, none, result);
  return result;
}

/** Codes up to `most`, as narrow as they fit: a base's results are written and read as a whole, and memory is what that costs. */
export function createCodes(length: number, most: number): Codes {
  if (most <= 127) return new Int8Array(length);
  return most <= 32_767 ? new Int16Array(length) : new Int32Array(length);
}

/** The two results where no condition is true: one is open for want of facts, or all are false. */
export interface Fallback {
  readonly whenUnknown: number;
  readonly otherwise: number;
}

/** {@link firstTrueColumns} with the rows that nothing matched given one of two results. */
export function firstMatchColumns(program: Program, packed: PackedColumns, fallback: Fallback): Codes {
  const { whenUnknown, otherwise } = fallback;
  if (program.slot.every((slot) => packed.complete[slot])) return firstTrueColumns(program, packed, otherwise);
  const found = createCodes(packed.length, Math.max(program.entries.length, whenUnknown, otherwise));
  sweep(program, packed, undefined, false, -1, found);
  const left = rowsLeft(found);
  // What could still be true if the missing facts were known is asked only of those rows.
  sweep(program, packed, left, true, -1, found);
  for (const row of left) found[row] = found[row]! >= 0 ? whenUnknown : otherwise;
  return found;
}

/**
 * For every row how many of the rising `limits` lie below its value: the index of its band. `whenUnknown` for NaN.
 */
export function bandColumns(column: PackedColumn, complete: boolean, limits: Float64Array, whenUnknown: number): Codes {
  const found = createCodes(column.length, Math.max(limits.length, whenUnknown));
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
  result: Codes,
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

function rowsLeft(found: Codes): Int32Array {
  let size = 0;
  for (let row = 0; row < found.length; row += 1) size += Number(found[row]! < 0);
  const rows = new Int32Array(size);
  let at = 0;
  for (let row = 0; row < found.length; row += 1) if (found[row]! < 0) rows[at++] = row;
  return rows;
}
