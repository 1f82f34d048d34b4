import type { Codes, PackedColumn } from './columns.js';
import type { Program } from './program.js';

/** Loops over a base's columns, a block of rows at a time. */
export interface ColumnKernels {
  /**
   * Is every known value within bounds, and whole where asked?
   *
   * @returns the first row that is not, or -1, and whether no row is unknown (NaN)
   */
  inspect(column: PackedColumn, least: number, most: number, whole: boolean): { fault: number; complete: boolean };
  /**
   * Writes into `result`, for every row or for those of `rows`, the index of the first condition that is true, or
   * `none`. `granted` takes every unknown comparison for true.
   */
  sweep(
    program: Program,
    columns: readonly PackedColumn[],
    rows: Int32Array | undefined,
    granted: boolean,
    none: number,
    result: Codes,
  ): void;
  /** Writes into `result` how many of the rising `limits` lie below each row's value; none lies below NaN. */
  band(column: PackedColumn, limits: Float64Array, result: Codes): void;
}

/** Comparisons and columns that the shared kernels take; a longer program gets kernels of its own. */
const usual = { entries: 256, width: 32 };

let shared: ColumnKernels | undefined;

/** The kernels for a program of this size; their scratch memory is made when first needed. */
export function kernelsFor(entries: number, width: number): ColumnKernels {
  if (entries > usual.entries || width > usual.width) return createColumnKernels(entries, width);
  shared ??= createColumnKernels(usual.entries, usual.width);
  return shared;
}

/** Rows in a block, unless the program has so many places that fewer fit. */
const fullBlock = 2048;

/** Columns of doubles that are at hand together before blocks get shorter. */
const columnsAtHand = 16;

/** Selections of rows that are at hand together before blocks get shorter. */
const selectionsAtHand = 32;

/**
 * Makes the kernels for programs of at most `entries` comparisons over at most `width` columns.
 *
 * The kernels close over scratch memory of their own: the engine then knows where it lies. An array that comes as an
 * argument is looked up, checked and measured at every access, which takes three times as long as the comparison.
 */
function createColumnKernels(entries: number, width: number): ColumnKernels {
  // Two places beside the entries for rows that a jump decides, one for rows that no condition claims.
  const selections = entries + 3;
  const block = Math.min(
    fullBlock,
    Math.max(16, Math.floor((columnsAtHand * fullBlock) / width)),
    Math.max(16, Math.floor((selectionsAtHand * fullBlock) / selections)),
  );
  // One place more than rows, for the write that does not count.
  const stride = block + 1;
  const values = new Float64Array(width * block);
  const places = new Int32Array(selections * stride);
  const counts = new Int32Array(selections);
  const found = new Int32Array(block);
  const bound = new Float64Array(2);
  const used: number[] = [];
  const columnOf = new Int32Array(entries);

  const load = (column: PackedColumn, from: number, taken: number, at: number): void =>
    values.set(column.subarray(from, from + taken), at);

  const gather = (column: PackedColumn, rows: Int32Array, from: number, taken: number, at: number): void => {
    for (let i = 0; i < taken; i += 1) values[at + i] = column[rows[from + i]!]!;
  };

  /** How many of the first values lie within the bounds and are whole. */
  const countSound = (size: number, whole: boolean): number => {
    const least = bound[0]!;
    const most = bound[1]!;
    let sound = 0;
    if (whole) {
      for (let i = 0; i < size; i += 1) {
        const value = values[i]!;
        sound += Number(value >= least) & Number(value <= most) & Number(value === Math.trunc(value));
      }
    } else {
      for (let i = 0; i < size; i += 1) sound += Number(values[i]! >= least) & Number(values[i]! <= most);
    }
    return sound;
  };

  // Branch-free: both ends are written before it is known which one grows, and `&` asks both bounds where `&&` would jump.
  // `granted` is 1 where an unknown value counts as inside.
  const split = (column: number, selection: number, size: number, yes: number, no: number, granted: number): number => {
    const low = bound[0]!;
    const high = bound[1]!;
    const ends = yes + no;
    let y = yes;
    for (let i = 0; i < size; i += 1) {
      const row = places[selection + i]!;
      const value = values[column + row]!;
      places[y] = row;
      places[ends + i - y] = row;
      y += (Number(value >= low) & Number(value <= high)) | (granted & Number(Number.isNaN(value)));
    }
    return y - yes;
  };

  const settle = (target: number, from: number, count: number): void => {
    if (target < 0) {
      for (let i = 0; i < count; i += 1) found[places[from + i]!] = ~target;
      return;
    }
    const at = target * stride + counts[target]!;
    if (at !== from) places.copyWithin(at, from, from + count);
    counts[target]! += count;
  };

  const run = ({ low, high, onTrue, onFalse }: Program, start: number, size: number, granted: boolean): void => {
    const yesScratch = (size + 1) * stride;
    const noScratch = (size + 2) * stride;
    for (let at = start; at < size; at += 1) {
      const waiting = counts[at]!;
      if (waiting === 0) continue;
      const ifTrue = onTrue[at]!;
      const ifFalse = onFalse[at]!;
      const yes = ifTrue < 0 ? yesScratch : ifTrue * stride + counts[ifTrue]!;
      const no = ifFalse < 0 || ifFalse === ifTrue ? noScratch : ifFalse * stride + counts[ifFalse]!;
      bound[0] = low[at]!;
      bound[1] = high[at]!;
      const inside = split(columnOf[at]!, at * stride, waiting, yes, no, Number(granted));
      settle(ifTrue, yes, inside);
      settle(ifFalse, no, waiting - inside);
    }
  };

  return {
    inspect: (column, least, most, whole) => {
      let complete = true;
      for (let from = 0; from < column.length; from += block) {
        const taken = Math.min(block, column.length - from);
        load(column, from, taken, 0);
        bound[0] = least;
        bound[1] = most;
        if (countSound(taken, whole) === taken) continue;
        complete = false;
        for (let i = 0; i < taken; i += 1) {
          const value = values[i]!;
          const sound = value >= least && value <= most && (!whole || value === Math.trunc(value));
          if (!sound && !Number.isNaN(value)) return { fault: from + i, complete };
        }
      }
      return { fault: -1, complete };
    },
    sweep: (program, columns, rows, granted, none, result) => {
      const size = program.slot.length;
      const start = program.entries[0]!;
      used.length = 0;
      for (let at = 0; at < size; at += 1) {
        const slot = program.slot[at]!;
        if (!used.includes(slot)) used.push(slot);
        columnOf[at] = used.indexOf(slot) * block;
      }
      const length = rows === undefined ? result.length : rows.length;
      for (let from = 0; from < length; from += block) {
        const taken = Math.min(block, length - from);
        used.forEach((slot, at) => {
          if (rows === undefined) load(columns[slot]!, from, taken, at * block);
          else gather(columns[slot]!, rows, from, taken, at * block);
        });
        for (let i = 0; i < taken; i += 1) places[start * stride + i] = i;
        counts.fill(0);
        counts[start] = taken;
        found.fill(none);
        run(program, start, size, granted);
        if (rows === undefined) result.set(found.subarray(0, taken), from);
        else for (let i = 0; i < taken; i += 1) result[rows[from + i]!] = found[i]!;
      }
    },
    band: (column, limits, result) => {
      for (let from = 0; from < column.length; from += block) {
        const taken = Math.min(block, column.length - from);
        load(column, from, taken, 0);
        found.fill(0);
        for (let k = 0; k < limits.length; k += 1) {
          const limit = limits[k]!;
          for (let i = 0; i < taken; i += 1) found[i]! += Number(values[i]! > limit);
        }
        result.set(found.subarray(0, taken), from);
      }
    },
  };
}
