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
  return {
    id,
    follows: true,
    segments: rowIds.flatMap((row) => columnIds.map((column) => `${row}:${column}`)),
    assign: (_, assigned) => assigned[rowAt]! * width + assigned[columnAt]!,
    trace: (_, __, assigned) => {
      const [row, column] = [rowIds[assigned[rowAt]!]!, columnIds[assigned[columnAt]!]!];
      return {
        reasons: [{ code: 'inCell', rule: `${row}:${column}`, facts: { dimension: id, row, column } }],
        unknown: [],
      };
    },
    assignColumns: (_, assigned) => {
      const [up, across] = [assigned[rowAt]!, assigned[columnAt]!];
      const cells = new Int32Array(up.length);
      for (let index = 0; index < cells.length; index += 1) cells[index] = up[index]! * width + across[index]!;
      return cells;
    },
  };
}
