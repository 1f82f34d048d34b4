import { InputError } from './errors.js';
import type { FactTable, Slot } from './fact-table.js';
import { isUnknownFact } from './facts.js';
import { type Issue, issue } from './issue.js';
import { valueReader } from './value-reader.js';

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
  const specials: readonly Special[] = facts
    .map(({ id }, index) => ({
      id,
      index,
      inherited: id in Object.prototype,
      derived: table.slots.filter((slot) => slot.fact.id === id && slot.role !== 'value'),
    }))
    .filter(({ inherited, derived }) => inherited || derived.length > 0);
  const faults: Issue[] = [];
  const readValues = valueReader(table, faults);
  return {
    width: table.slots.length,
    read: (record, row) => {
      if (typeof record !== 'object' || record === null || Array.isArray(record)) {
        throw new InputError([issue('type', [], 'a record of facts', record)], 'facts');
      }
      const values = record as Readonly<Record<string, unknown>>;
      let unknown = readValues(values, row);
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
