import { longestText } from '../core/fact-reader.js';
import { type FactTable, otherText } from '../core/fact-table.js';

/** Packs the facts of a record; `false` where it shows what only the checking reader can pack or refuse. */
export type QuickReader = (record: object, row: Float64Array) => boolean;

/**
 * Compiles the short way through what most guards ask, flags and texts: a move reads two or three of them, and a call for
 * each would cost more than the facts. Unlike the checking reader it has nothing to say of a fault.
 */
export function compileQuickReader({ facts, slots, codes }: FactTable): QuickReader {
  const isSuited = facts.every(({ id, kind }) => (kind === 'flag' || kind === 'text') && !(id in Object.prototype));
  if (!isSuited) return () => false;
  const ids = facts.map(({ id }) => id);
  const named = facts.map(({ id, kind }) => (kind === 'text' ? codes(id) : undefined));
  const isClosed = facts.map((fact) => fact.kind === 'text' && fact.values !== undefined);
  const slotOf = (id: string, role: string): number =>
    slots.findIndex((slot) => slot.fact.id === id && slot.role === role);
  const valueAt = ids.map((id) => slotOf(id, 'value'));
  const existsAt = ids.map((id) => slotOf(id, 'exists'));
  return (record, row) => {
    if (typeof record !== 'object' || record === null || Array.isArray(record)) return false;
    for (let i = 0; i < ids.length; i += 1) {
      const value = (record as Readonly<Record<string, unknown>>)[ids[i]!];
      const isMissing = value === undefined || value === null;
      if (existsAt[i]! >= 0) row[existsAt[i]!] = Number(!isMissing);
      const texts = named[i];
      let packed = Number.NaN;
      if (!isMissing && texts === undefined) {
        if (typeof value !== 'boolean') return false;
        packed = Number(value);
      } else if (!isMissing) {
        if (typeof value !== 'string') return false;
        const code = texts!.get(value);
        if (code === undefined && (isClosed[i]! || value.length > longestText)) return false;
        packed = code ?? otherText;
      }
      row[valueAt[i]!] = packed;
    }
    return true;
  };
}
