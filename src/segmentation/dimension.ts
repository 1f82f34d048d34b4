import type { Codes, FactColumns, PackedColumns } from '../core/columns.js';
import type { Reason } from '../core/decision.js';
import type { SegmentationCode } from './reasons.js';

/** Where the dimensions of a policy write, one after the other, what they say of a row beyond the segment itself. */
export interface Trace {
  readonly reasons: Reason<SegmentationCode>[];
  /** Root facts that are missing, each once. */
  readonly unknown: string[];
}

/** Notes what is missing, each root once. */
export function noteUnknown({ unknown }: Trace, roots: readonly string[]): void {
  for (const root of roots) if (!unknown.includes(root)) unknown.push(root);
}

/** Why a row is in the segment that stands for an answer that is open. */
export function unknownReason(dimension: string, rule: string, missing: readonly string[]): Reason<SegmentationCode> {
  return { code: 'unknown', rule, facts: { dimension, missing } };
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
  /** {@link assign} that writes down why. `complete` says that every declared fact is known, so that nothing can be open. */
  decide(row: Float64Array, assigned: Int32Array, record: object, complete: boolean, trace: Trace): number;
  /** The same for a base by columns. */
  assignColumns(packed: PackedColumns, assigned: readonly Codes[], base: FactColumns): Codes;
}
