import { type FactTable, otherText } from './fact-table.js';
import type { Issue } from './issue.js';
import { limitsOf, longestText, packOf } from './pack-fact.js';

type Values = Readonly<Record<string, unknown>>;

/** How many facts have lines of their own below. */
const unrolled = 16;

/**
 * Compiles what packs a record's values, fact by fact, and counts the unknown ones; faults go to the given list.
 *
 * Most of a record is numbers, which are packed as they are. Each fact has a line that reads it, because the engine
 * remembers at such a place where this one key stands in records of this shape and takes a number from there straight
 * into the row. In a loop, or behind one more call, keys are looked up anew and numbers are boxed: twice the time.
 */
export function valueReader(table: FactTable, faults: Issue[]): (values: Values, row: Float64Array) => number {
  const { facts } = table;
  const ids = facts.map(({ id }) => id);
  const packs = facts.map((fact) => packOf(fact, table));
  // No number lies within the limits of another kind of fact.
  const limits = Float64Array.from(facts.flatMap(limitsOf));
  const mayBeFraction = Uint8Array.from(facts, ({ kind }) => Number(kind === 'number'));
  const codes = facts.map(({ id }) => table.codes(id));
  // A text that a closed list lacks is a fault.
  const isOpen = Uint8Array.from(facts, (fact) => Number(fact.kind === 'text' && fact.values === undefined));
  const isFlag = Uint8Array.from(facts, ({ kind }) => Number(kind === 'flag'));
  let unknown = 0;

  const isPlain = (value: unknown, at: number): value is number =>
    typeof value === 'number' &&
    value >= limits[2 * at]! &&
    value <= limits[2 * at + 1]! &&
    (mayBeFraction[at] === 1 || value === Math.trunc(value));
  const other = (value: unknown, at: number): number => {
    if (typeof value === 'boolean' && isFlag[at] === 1) return value ? 1 : 0;
    if (typeof value === 'string' && isOpen[at] === 1 && value.length <= longestText)
      return codes[at]!.get(value) ?? otherText;
    const packed = value === undefined || value === null ? Number.NaN : packs[at]!(value, faults);
    if (Number.isNaN(packed)) unknown += 1;
    return packed;
  };

  const [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = ids as readonly (string | undefined)[];
  const readFirst = (values: Values, row: Float64Array): void => {
    if (a !== undefined) {
      const value = values[a];
      row[0] = isPlain(value, 0) ? value : other(value, 0);
    }
    if (b !== undefined) {
      const value = values[b];
      row[1] = isPlain(value, 1) ? value : other(value, 1);
    }
    if (c !== undefined) {
      const value = values[c];
      row[2] = isPlain(value, 2) ? value : other(value, 2);
    }
    if (d !== undefined) {
      const value = values[d];
      row[3] = isPlain(value, 3) ? value : other(value, 3);
    }
    if (e !== undefined) {
      const value = values[e];
      row[4] = isPlain(value, 4) ? value : other(value, 4);
    }
    if (f !== undefined) {
      const value = values[f];
      row[5] = isPlain(value, 5) ? value : other(value, 5);
    }
    if (g !== undefined) {
      const value = values[g];
      row[6] = isPlain(value, 6) ? value : other(value, 6);
    }
    if (h !== undefined) {
      const value = values[h];
      row[7] = isPlain(value, 7) ? value : other(value, 7);
    }
  };
  const readSecond = (values: Values, row: Float64Array): void => {
    if (i !== undefined) {
      const value = values[i];
      row[8] = isPlain(value, 8) ? value : other(value, 8);
    }
    if (j !== undefined) {
      const value = values[j];
      row[9] = isPlain(value, 9) ? value : other(value, 9);
    }
    if (k !== undefined) {
      const value = values[k];
      row[10] = isPlain(value, 10) ? value : other(value, 10);
    }
    if (l !== undefined) {
      const value = values[l];
      row[11] = isPlain(value, 11) ? value : other(value, 11);
    }
    if (m !== undefined) {
      const value = values[m];
      row[12] = isPlain(value, 12) ? value : other(value, 12);
    }
    if (n !== undefined) {
      const value = values[n];
      row[13] = isPlain(value, 13) ? value : other(value, 13);
    }
    if (o !== undefined) {
      const value = values[o];
      row[14] = isPlain(value, 14) ? value : other(value, 14);
    }
    if (p !== undefined) {
      const value = values[p];
      row[15] = isPlain(value, 15) ? value : other(value, 15);
    }
  };
  return (values, row) => {
    unknown = 0;
    readFirst(values, row);
    readSecond(values, row);
    for (let at = unrolled; at < ids.length; at += 1) {
      const value = values[ids[at]!];
      row[at] = isPlain(value, at) ? value : other(value, at);
    }
    return unknown;
  };
}
