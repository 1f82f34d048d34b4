import type { Codes, PackedColumn } from './columns.js';
import type { ColumnMask } from './term-masks.js';

/** Loops over one block of rows and one column at a time: no row is decided by itself, so there is no jump to mispredict. */
export interface ColumnKernels {
  /** A result for every row of the block; negative is none yet. */
  readonly found: Int32Array;
  /** Begins a block of so many rows. */
  begin(size: number): void;
  /** Takes a column's values from a row on; the loops below read them. */
  load(column: PackedColumn, from: number): void;
  /** The first row whose value is out of bounds, or not whole where asked, or unknown; the block's size where none is. */
  firstOdd(least: number, most: number, whole: boolean): number;
  /** Lets all terms of a group stand in every row. */
  raise(all: number): void;
  /**
   * Strikes out the terms that the values exclude. Of a `complete` column none is unknown; `granted` takes every
   * comparison of an unknown value for true.
   */
  strike(mask: ColumnMask, complete: boolean, granted: boolean): void;
  /**
   * Takes a text column's codes from a row on and gives each another, by code from -1 on; the last is for higher ones.
   *
   * @returns whether no code was given {@link noCode}
   */
  recode(column: Codes, from: number, byCode: Int32Array): boolean;
  /** The codes at hand. */
  readonly codes: Int16Array;
  /** {@link ColumnKernels.strike} for codes as they are: the terms by code, from -1 on; the last place is for all higher ones. */
  strikeCodes(column: Int16Array, from: number, byCode: Int32Array): void;
  /** Gives every row, or those without a result, the one of the first term that stands; `none` where none does. */
  resolve(results: Int32Array, none: number, every: boolean): void;
  /** Gives rows without a result one of two: whether a term stands. */
  settle(standing: number, otherwise: number): void;
  /** The bits that stand, as results. */
  reveal(): void;
}

/** Rows in a block: what the loops read and write stays near. */
export const block = 2048;

/** What {@link ColumnKernels.recode} writes for a code that has no other. */
export const noCode = 1 << 16;

/** Most codes, -1 included, that are looked up; a column of small integers has no higher ones. */
export const mostCodes = 256;

let shared: ColumnKernels | undefined;

/** The kernels; their scratch memory is made when first needed. */
export function columnKernels(): ColumnKernels {
  shared ??= createColumnKernels();
  return shared;
}

/**
 * The kernels close over scratch memory of their own: the engine then knows where it lies. An array that comes as an
 * argument is looked up, checked and measured at every access, which takes three times as long as the comparison.
 */
function createColumnKernels(): ColumnKernels {
  const values = new Float64Array(block);
  const codes = new Int16Array(block);
  const standing = new Int32Array(block);
  const found = new Int32Array(block);
  const bound = new Float64Array(4);
  const flip = new Int32Array(5);
  const table = new Int32Array(mostCodes);
  let size = 0;

  const firstNotWhole = (): number => {
    const least = bound[0]!;
    const most = bound[1]!;
    for (let row = 0; row < size; row += 1) {
      const value = values[row]!;
      if (!(value >= least && value <= most && value === Math.trunc(value))) return row;
    }
    return size;
  };
  const firstOutside = (): number => {
    const least = bound[0]!;
    const most = bound[1]!;
    for (let row = 0; row < size; row += 1) {
      const value = values[row]!;
      if (!(value >= least && value <= most)) return row;
    }
    return size;
  };

  // The bits of a bin are those of the first one with a flip at every limit below: sums without a jump or a lookup.
  const strikeTwo = (): void => {
    const [one, two] = [bound[0]!, bound[1]!];
    const [start, first, second] = [flip[0]!, flip[1]!, flip[2]!];
    for (let row = 0; row < size; row += 1) {
      const value = values[row]!;
      standing[row]! &= start ^ (first & -Number(value > one)) ^ (second & -Number(value > two));
    }
  };
  const strikeFour = (): void => {
    const [one, two, three, four] = [bound[0]!, bound[1]!, bound[2]!, bound[3]!];
    const [start, first, second, third, fourth] = [flip[0]!, flip[1]!, flip[2]!, flip[3]!, flip[4]!];
    for (let row = 0; row < size; row += 1) {
      const value = values[row]!;
      standing[row]! &=
        start ^
        (first & -Number(value > one)) ^
        (second & -Number(value > two)) ^
        (third & -Number(value > three)) ^
        (fourth & -Number(value > four));
    }
  };
  const lookUp = (): void => {
    for (let row = 0; row < size; row += 1) standing[row]! &= table[codes[row]! + 1]!;
  };
  const recode = (last: number): number => {
    let met = 0;
    for (let row = 0; row < size; row += 1) {
      const code = table[Math.min(Math.max(codes[row]!, -1) + 1, last)]!;
      codes[row] = code;
      met |= code;
    }
    return met;
  };
  const resolveAll = (): void => {
    for (let row = 0; row < size; row += 1) {
      found[row] = table[Math.clz32(standing[row]!)]!;
    }
  };
  const resolveOpen = (): void => {
    for (let row = 0; row < size; row += 1) {
      const known = found[row]!;
      // All ones where the result is negative: there is none yet.
      const open = known >> 31;
      found[row] = (known & ~open) | (table[Math.clz32(standing[row]!)]! & open);
    }
  };
  const settle = (): void => {
    const yes = flip[0]!;
    const no = flip[1]!;
    for (let row = 0; row < size; row += 1) {
      const bits = standing[row]!;
      const known = found[row]!;
      const open = known >> 31;
      // The sign of a number or of its opposite is set unless it is zero.
      const some = (bits | -bits) >> 31;
      found[row] = (known & ~open) | (((yes & some) | (no & ~some)) & open);
    }
  };

  /**
   * Places the four limits of a mask from `k` on. Outside of them every bit stands, unless the mask begins or ends there,
   * so that a mask of more limits is struck piece by piece; two pieces have one limit in common.
   */
  const place = ({ limits, masks }: ColumnMask, first: number, k: number, ofFirst: number): void => {
    let below = k === first ? ofFirst : -1;
    flip[0] = below;
    for (let at = 0; at < 4; at += 1) {
      const next = k + at;
      const above = at === 3 && next + 1 < limits.length ? -1 : masks[next + 1]!;
      const there = next < limits.length;
      bound[at] = there ? limits[next]! : Number.POSITIVE_INFINITY;
      flip[at + 1] = there ? below ^ above : 0;
      below = above;
    }
  };

  return {
    found,
    codes,
    begin: (taken) => {
      size = taken;
    },
    load: (column, from) => values.set(column.subarray(from, from + size)),
    firstOdd: (least, most, whole) => {
      bound[0] = least;
      bound[1] = most;
      return whole ? firstNotWhole() : firstOutside();
    },
    raise: (all) => {
      standing.fill(all);
    },
    strike: (mask, complete, granted) => {
      const { limits, masks } = mask;
      // Every known value exceeds the first limit.
      const first = complete ? 1 : 0;
      const ofFirst = !complete && granted ? -1 : masks[first]!;
      for (let k = first; k === first || k + 1 < limits.length; k += 3) {
        place(mask, first, k, ofFirst);
        if (limits.length - first <= 2) strikeTwo();
        else strikeFour();
      }
    },
    recode: (column, from, byCode) => {
      codes.set(column.subarray(from, from + size));
      table.set(byCode);
      return (recode(byCode.length - 1) & noCode) === 0;
    },
    strikeCodes: (column, from, byCode) => {
      codes.set(column.subarray(from, from + size));
      table.fill(byCode.at(-1)!);
      table.set(byCode);
      lookUp();
    },
    resolve: (results, none, every) => {
      table.fill(none, results.length, 33);
      table.set(results);
      if (every) resolveAll();
      else resolveOpen();
    },
    settle: (yes, no) => {
      flip[0] = yes;
      flip[1] = no;
      settle();
    },
    reveal: () => {
      found.set(standing);
    },
  };
}
