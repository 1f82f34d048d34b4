import { InputError } from './errors.js';
import type { FactTable, Slot } from './fact-table.js';
import { isUnknownFact } from './facts.js';
import { type Issue, issue } from './issue.js';
import { limitsOf, packOf } from './pack-fact.js';

/** Checks one record against the declared facts and packs it into a row of doubles; NaN is unknown. */
export interface FactReader {
  readonly width: number;
  /**
   * @returns how many declared facts may be unknown; 0 is certain, a higher figure is not exact
   * @throws InputError with every fault of the record
   */
  read(record: unknown, row: Float64Array): number;
}

/** A slot that is derived from a fact, or a fact whose id stands on every object's prototype. */
interface Special {
  readonly id: string;
  readonly index: number;
  readonly inherited: boolean;
  readonly derived: readonly Slot[];
}

/** Compiles the reader of a table whose slots have all been given out. */
export function compileFactReader(table: FactTable): FactReader {
  const { facts } = table;
  const ids = facts.map(({ id }) => id);
  const size = ids.length;
  const packs = facts.map((fact) => packOf(fact, table));
  // What most of a record is, numbers, flags and texts that the policy names, is read without a call for each; only the
  // rest is handed on, a faulty one to say why. No number lies within the limits of another kind of fact.
  const limits = Float64Array.from(facts.flatMap(limitsOf));
  const mayBeFraction = Uint8Array.from(facts, ({ kind }) => Number(kind === 'number'));
  const codes = facts.map(({ id, kind }) => (kind === 'text' ? table.codes(id) : undefined));
  const isFlag = Uint8Array.from(facts, ({ kind }) => Number(kind === 'flag'));
  const specials: readonly Special[] = facts
    .map(({ id }, index) => ({
      id,
      index,
      inherited: id in Object.prototype,
      derived: table.slots.filter((slot) => slot.fact.id === id && slot.role !== 'value'),
    }))
    .filter(({ inherited, derived }) => inherited || derived.length > 0);
  const faults: Issue[] = [];
  const fetch = fetcher(ids);
  const raw: unknown[] = new Array(Math.max(size, unrolled)).fill(undefined);
  const readAll = (values: Readonly<Record<string, unknown>>, row: Float64Array): number => {
    fetch(values, raw);
    let unknown = 0;
    for (let i = 0; i < size; i += 1) {
      const value = raw[i];
      if (value === undefined || value === null) {
        row[i] = Number.NaN;
        unknown += 1;
        continue;
      }
      if (typeof value === 'number') {
        const inside = value >= limits[2 * i]! && value <= limits[2 * i + 1]!;
        if (inside && (mayBeFraction[i] === 1 || value === Math.trunc(value))) {
          row[i] = value;
          continue;
        }
      } else if (typeof value === 'string') {
        const code = codes[i]?.get(value);
        if (code !== undefined) {
          row[i] = code;
          continue;
        }
      } else if (typeof value === 'boolean' && isFlag[i] === 1) {
        row[i] = Number(value);
        continue;
      }
      const packed = packs[i]!(value, faults);
      row[i] = packed;
      if (Number.isNaN(packed)) unknown += 1;
    }
    return unknown;
  };
  return {
    width: table.slots.length,
    read: (record, row) => {
      if (typeof record !== 'object' || record === null || Array.isArray(record)) {
        throw new InputError([issue('type', [], 'a record of facts', record)], 'facts');
      }
      const values = record as Readonly<Record<string, unknown>>;
      let unknown = readAll(values, row);
      for (const special of specials) unknown += readSpecial(special, values, row);
      if (faults.length > 0) {
        // A prototype's member was packed as if it were a value; only own keys count.
        const own = faults.filter(({ path }) => Object.hasOwn(values, path[0]!) || !(path[0]! in Object.prototype));
        faults.length = 0;
        if (own.length > 0) throw new InputError(own, 'facts');
      }
      return unknown;
    },
  };
}

/** How many facts have a line of their own below. */
const unrolled = 16;

/**
 * Reads the facts out of a record. Each line is a place of its own for the engine, which remembers there where this one
 * key stands in records of this shape; in a loop every key would meet every other's memory and be looked up anew.
 */
function fetcher(ids: readonly string[]): (values: Readonly<Record<string, unknown>>, raw: unknown[]) => void {
  const [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = ids as readonly (string | undefined)[];
  const size = ids.length;
  return (values, raw) => {
    if (a !== undefined) raw[0] = values[a];
    if (b !== undefined) raw[1] = values[b];
    if (c !== undefined) raw[2] = values[c];
    if (d !== undefined) raw[3] = values[d];
    if (e !== undefined) raw[4] = values[e];
    if (f !== undefined) raw[5] = values[f];
    if (g !== undefined) raw[6] = values[g];
    if (h !== undefined) raw[7] = values[h];
    if (i !== undefined) raw[8] = values[i];
    if (j !== undefined) raw[9] = values[j];
    if (k !== undefined) raw[10] = values[k];
    if (l !== undefined) raw[11] = values[l];
    if (m !== undefined) raw[12] = values[m];
    if (n !== undefined) raw[13] = values[n];
    if (o !== undefined) raw[14] = values[o];
    if (p !== undefined) raw[15] = values[p];
    for (let at = unrolled; at < size; at += 1) raw[at] = values[ids[at]!];
  };
}

function readSpecial(special: Special, values: Readonly<Record<string, unknown>>, row: Float64Array): number {
  const own = !special.inherited || Object.hasOwn(values, special.id);
  const value = own ? values[special.id] : undefined;
  if (!own) row[special.index] = Number.NaN;
  const known = value !== undefined && value !== null && !isUnknownFact(value);
  for (const slot of special.derived) {
    if (slot.role === 'exists') row[slot.index] = Number(known);
    else row[slot.index] = known && Array.isArray(value) ? Number(value.includes(slot.member)) : Number.NaN;
  }
  return own ? 0 : 1;
}
