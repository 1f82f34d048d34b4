import { InputError } from '../core/errors.js';
import { issue, type Path } from '../core/issue.js';
import { checkNamedList } from '../core/named-list.js';
import { checkList, checkRecord } from '../statistics/checks.js';
import { figuresOf, type GroupFigure, type GroupMeasure } from './figures.js';

/** One side of a crosstab: its groups in the order to show them, and the group of a record; unknown where it has none. */
export interface CrosstabSide<Row> {
  readonly ids: readonly string[];
  /** The group of a record; unknown where it has none. */
  readonly of: (row: Row) => string | null | undefined;
}

/** A group of records with its figures; `null` is the row or column of what is unknown. */
export interface CrosstabGroup {
  readonly row: string | null;
  readonly column: string | null;
  readonly count: number;
  readonly figures: readonly GroupFigure[];
}

/** Two ways of grouping, crossed. Cells, rows and columns each add up to the total. */
export interface Crosstab {
  /** Row by row, the unknown row and column last; empty cells are there too. */
  readonly cells: readonly CrosstabGroup[];
  readonly rows: readonly Omit<CrosstabGroup, 'column'>[];
  readonly columns: readonly Omit<CrosstabGroup, 'row'>[];
  readonly total: Pick<CrosstabGroup, 'count' | 'figures'>;
}

/**
 * Counts and adds up records in a matrix, need by usage for one (需求×使用量矩阵). Every record stands in exactly one
 * cell, those without a group in the unknown row or column, so that counts and sums are preserved, money to the cent.
 *
 * @param records - any order
 * @param sides - rows and columns; a group that is not among the `ids` is an InputError `unknownReference`
 * @param measures - what to add up: money, numbers, flags
 * @example
 * crosstab([{ need: 'data', usage: 'high' }, { need: null, usage: 'high' }], {
 *   rows: { ids: ['data'], of: (row) => row.need },
 *   columns: { ids: ['high'], of: (row) => row.usage },
 * }, []).cells.map(({ row, count }) => [row, count])
 * //=> [['data', 1], ['data', 0], [null, 1], [null, 0]]
 */
export function crosstab<Row>(
  records: readonly Row[],
  sides: { readonly rows: CrosstabSide<Row>; readonly columns: CrosstabSide<Row> },
  measures: readonly GroupMeasure<Row>[],
): Crosstab {
  checkList(records, 'records');
  checkRecord(sides, 'sides', '{ rows, columns }');
  checkNamedList(measures, ['measures'], 'every measure once');
  const rows = placesOf(sides.rows, 'rows');
  const columns = placesOf(sides.columns, 'columns');
  const width = columns.ids.length;
  const cells: Row[][] = Array.from({ length: rows.ids.length * width }, () => []);
  for (const [index, record] of records.entries())
    cells[rows.place(record, index) * width + columns.place(record, index)]!.push(record);
  const group = (members: readonly Row[]) => ({ count: members.length, figures: figuresOf(members, measures) });
  return {
    cells: rows.ids.flatMap((row, r) =>
      columns.ids.map((column, c) => ({ row, column, ...group(cells[r * width + c]!) })),
    ),
    rows: rows.ids.map((row, r) => ({ row, ...group(cells.slice(r * width, (r + 1) * width).flat()) })),
    columns: columns.ids.map((column, c) => ({
      column,
      ...group(rows.ids.flatMap((_, r) => cells[r * width + c]!)),
    })),
    total: group(records),
  };
}

interface Places<Row> {
  readonly ids: readonly (string | null)[];
  place(record: Row, index: number): number;
}

function placesOf<Row>(grouping: CrosstabSide<Row>, side: string): Places<Row> {
  checkRecord(grouping, ['sides', side], '{ ids, of }');
  const { ids, of } = grouping;
  checkList(ids, ['sides', side, 'ids']);
  const places = new Map(ids.map((id, at) => [id, at]));
  if (places.size < ids.length) refuse('duplicate', [side], 'every group once', ids);
  return {
    ids: [...ids, null],
    place: (record, index) => {
      const id = of(record);
      if (id === null || id === undefined) return ids.length;
      return places.get(id) ?? refuse('unknownReference', ['records', index, side], `one of ${ids.join(', ')}`, id);
    },
  };
}

function refuse(code: 'duplicate' | 'unknownReference', path: Path, expected: string, received: unknown): never {
  throw new InputError([issue(code, path, expected, received)]);
}
