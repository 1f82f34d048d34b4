import type { FactColumns } from '../core/columns.js';
import { fromDayNumber } from '../core/day-number.js';
import { scaleOf } from '../core/fact-table.js';
import type { FactDeclaration } from '../core/facts.js';
import { writeScaled } from '../core/scaled.js';

/** Reads a fact out of a checked base by columns as a record would give it; `null` where it is unknown. */
export function columnReader(fact: FactDeclaration, { columns }: FactColumns): (row: number) => unknown {
  const column = Object.hasOwn(columns, fact.id) ? columns[fact.id] : undefined;
  if (column === undefined) return () => null;
  if ('codes' in column) return (row) => (column.codes[row]! < 0 ? null : column.values[column.codes[row]!]!);
  const show = shown(fact);
  return (row) => (Number.isNaN(column[row]) ? null : show(column[row]!));
}

function shown(fact: FactDeclaration): (packed: number) => unknown {
  switch (fact.kind) {
    case 'flag':
      return (packed) => packed === 1;
    case 'date':
      return fromDayNumber;
    case 'decimal':
      return (packed) => writeScaled(packed, scaleOf(fact));
    case 'money':
      return (packed) => ({ amount: writeScaled(packed, scaleOf(fact)), currency: fact.currency });
    default:
      return (packed) => packed;
  }
}
