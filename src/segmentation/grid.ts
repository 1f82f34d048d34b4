import type { Reason } from '../core/decision.js';
import { createCodes } from '../core/match-columns.js';
import type { CompiledDimension } from './dimension.js';
import type { SegmentationCode } from './reasons.js';

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
  const segments = rowIds.flatMap((row) => columnIds.map((column) => `${row}:${column}`));
  // A cell's reason is always the same: one, frozen, made when first met.
  const reasons = new Array<Reason<SegmentationCode> | undefined>(segments.length);
  const reasonOf = (cell: number): Reason<SegmentationCode> => {
    const row = rowIds[Math.floor(cell / width)]!;
    const column = columnIds[cell % width]!;
    return Object.freeze({
      code: 'inCell',
      rule: segments[cell]!,
      facts: Object.freeze({ dimension: id, row, column }),
    });
  };
  const assign = (_: Float64Array, assigned: Int32Array): number => assigned[rowAt]! * width + assigned[columnAt]!;
  return {
    id,
    follows: true,
    segments,
    assign,
    decide: (packed, assigned, _, __, trace) => {
      const cell = assign(packed, assigned);
      const reason = reasons[cell] ?? reasonOf(cell);
      reasons[cell] = reason;
      trace.reasons.push(reason);
      return cell;
    },
    assignColumns: (_, assigned) => {
      const [up, across] = [assigned[rowAt]!, assigned[columnAt]!];
      const found = createCodes(up.length, segments.length);
      for (let index = 0; index < found.length; index += 1) found[index] = up[index]! * width + across[index]!;
      return found;
    },
  };
}
