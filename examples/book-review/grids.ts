import { type Money, moneyFromMinorUnits } from 'tenure/core';
import { crosstab, type GroupFigure, type GroupMeasure, segmentsIn } from 'tenure/segmentation';
import type { Mapping } from './mapping.js';
import type { Policies } from './policies.js';
import type { Base } from './reviewed-base.js';

/** A cell of a grid, or a margin of it: `null` stands for all, `'unknown'` for what is unknown. */
interface GridCell {
  readonly row: string | null;
  readonly column: string | null;
  readonly customers: number;
  /** The mapping's value fact over those of whom it is known; `null` where the mapping names none. */
  readonly value: Money | null;
  readonly meanValue: Money | null;
  /** How many of those judged came true, and their share; `null` where nobody is judged. */
  readonly cameTrue: number | null;
  readonly rate: number | null;
}

/** One grid of the segmentation over the book, its margins included. */
export interface GridTable {
  readonly dimension: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cells: readonly GridCell[];
}

/** Every grid of the segmentation, need by usage for one: customers, value and what came true, each adding up. */
export function gridTables(policies: Policies, mapping: Mapping, base: Base): readonly GridTable[] {
  const { policy } = policies.segment;
  const customers = Array.from({ length: base.customers() }, (_, row) => row);
  const cellOf = cellMaker(mapping);
  return policy.dimensions.flatMap((grid): readonly GridTable[] => {
    if (grid.type !== 'grid') return [];
    const side = (dimension: string) => {
      const { known, unknown } = segmentsIn(policy, dimension);
      const column = base.dimensions.get(dimension);
      const open = new Set<string | null>(unknown);
      const of = (row: number): string | null => {
        const id = column?.get(row) ?? null;
        return open.has(id) ? null : id;
      };
      return { ids: known, of };
    };
    const [rows, columns] = [side(grid.rows), side(grid.columns)];
    const found = crosstab(customers, { rows, columns }, measures(base));
    const named = (id: string | null): string => id ?? 'unknown';
    const cells = [
      ...found.cells.map((cell) => cellOf(named(cell.row), named(cell.column), cell)),
      ...found.rows.map((margin) => cellOf(named(margin.row), null, margin)),
      ...found.columns.map((margin) => cellOf(null, named(margin.column), margin)),
      cellOf(null, null, found.total),
    ];
    return [{ dimension: grid.id, rows: [...rows.ids, 'unknown'], columns: [...columns.ids, 'unknown'], cells }];
  });
}

/** Minor units are whole numbers, so that their sums are exact. */
const measures = (base: Base): readonly GroupMeasure<number>[] => [
  { id: 'value', kind: 'number', of: (row) => known(base.value.get(row)) },
  {
    id: 'cameTrue',
    kind: 'flag',
    of: (row) => {
      const flag = known(base.outcome.get(row));
      return flag === null ? null : flag === 1;
    },
  },
];

const known = (value: number): number | null => (Number.isNaN(value) ? null : value);

function cellMaker({ facts, summary }: Mapping) {
  const field = facts.find(({ fact }) => fact === summary?.value);
  const currency = field?.as === 'money' ? field.currency : undefined;
  const money = (units: number | undefined): Money | null =>
    currency === undefined || units === undefined ? null : moneyFromMinorUnits(BigInt(Math.round(units)), currency);
  return (
    row: string | null,
    column: string | null,
    { count, figures }: { readonly count: number; readonly figures: readonly GroupFigure[] },
  ): GridCell => {
    const [value, cameTrue] = figures;
    return {
      row,
      column,
      customers: count,
      value: money(value?.kind === 'number' ? value.sum : undefined),
      meanValue: money(value?.kind === 'number' ? value.mean.value : undefined),
      cameTrue: cameTrue?.kind === 'flag' && cameTrue.known > 0 ? cameTrue.count : null,
      rate: cameTrue?.kind === 'flag' && cameTrue.share.value !== undefined ? round(cameTrue.share.value) : null,
    };
  };
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6;
