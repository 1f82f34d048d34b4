import { createCodes } from '../core/match-columns.js';
import type { CompiledDimension } from './dimension.js';

/** Crosses two earlier dimensions: one segment per pair, called `row:column`. */
export function compileGrid(
  id: string,
  earlier: readonly CompiledDimension[],
  rows: string,
  columns: string,
): CompiledDimension {
  const rowAt = earlier.findIndex((dimension) => dimension.id === rows);
  const columnAt = earlier.findIndex((dimension) => dimension.id === columns);
  const rowIds = earlier[rowAt]!.segments;
  const columnIds = earlier[columnAt]!.segments;
  const width = columnIds.length;
  const cells = rowIds.flatMap((row) => columnIds.map((column) => ({ row, column, segment: `${row}:${column}` })));
  const assign = (_: Float64Array, assigned: Int32Array): number => assigned[rowAt]! * width + assigned[columnAt]!;
  return {
    id,
    follows: true,
    segments: cells.map(({ segment }) => segment),
    assign,
    trace: (packed, _, assigned, __, trace) => {
      const { row, column, segment } = cells[assign(packed, assigned)]!;
      trace.reasons.push({ code: 'inCell', rule: segment, facts: { dimension: id, row, column } });
    },
    assignColumns: (_, assigned) => {
      const [up, across] = [assigned[rowAt]!, assigned[columnAt]!];
      const found = createCodes(up.length, cells.length);
      for (let index = 0; index < found.length; index += 1) found[index] = up[index]! * width + across[index]!;
      return found;
    },
  };
}
