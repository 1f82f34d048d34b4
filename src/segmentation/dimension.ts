import type { FactColumns, PackedColumns } from '../core/columns.js';
import type { Reason } from '../core/decision.js';
import type { SegmentationCode } from './reasons.js';

/** What a dimension says of one row beyond the segment itself. */
export interface DimensionTrace {
  readonly reasons: readonly Reason<SegmentationCode>[];
  readonly unknown: readonly string[];
}

/**
 * A compiled dimension: assigns a packed row to one of its segments, by index. `assigned` holds the segment indexes
 * of the earlier dimensions, so that grids and nested dimensions are dimensions like all others; the record itself is
 * for a caller's own code.
 */
export interface CompiledDimension {
  readonly id: string;
  readonly segments: readonly string[];
  /** True where the result follows from earlier dimensions alone. */
  readonly follows: boolean;
  /** `complete` may say that every declared fact is known, which saves asking what is open. */
  assign(row: Float64Array, assigned: Int32Array, record: object, complete?: boolean): number;
  /** `complete` says that every declared fact is known, so that nothing can be open. */
  trace(row: Float64Array, record: object, assigned: Int32Array, complete: boolean): DimensionTrace;
  /** The same for a base by columns. */
  assignColumns(packed: PackedColumns, assigned: readonly Int32Array[], base: FactColumns): Int32Array;
}
