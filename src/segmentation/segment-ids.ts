import type { FactDeclaration } from '../core/facts.js';
import type { DraftDimension } from './policy.js';

/** Segment ids by dimension, in declared order. */
export type EarlierSegments = ReadonlyMap<string, readonly string[]>;

/** The segments that a dimension can give, in declared order; those of a grid and a nested dimension are joined names. */
export function segmentIds(
  dimension: DraftDimension<readonly FactDeclaration[], string, string>,
  earlier: EarlierSegments,
): readonly string[] {
  const of = (id: string): readonly string[] => earlier.get(id) ?? [];
  switch (dimension.type) {
    case 'grid':
      return of(dimension.rows).flatMap((row) => of(dimension.columns).map((column) => `${row}:${column}`));
    case 'nested': {
      const refinement = new Map<string, string>(dimension.refine.map(({ segment, by }) => [segment, by]));
      return of(dimension.of).flatMap((id) => {
        const by = refinement.get(id);
        return by === undefined ? [id] : of(by).map((inner) => `${id}/${inner}`);
      });
    }
    case 'bands':
      return unique([...dimension.bands.map(({ id }) => id), dimension.whenUnknown]);
    case 'clusters':
      return unique([...(dimension.segments ?? []).map(({ id }) => id), dimension.whenUnknown]);
    case 'nearest':
    case 'code':
      return unique([...dimension.segments.map(({ id }) => id), dimension.whenUnknown]);
    default:
      return unique([...dimension.segments.map(({ id }) => id), dimension.otherwise, dimension.whenUnknown]);
  }
}

const unique = (ids: readonly string[]): readonly string[] => [...new Set(ids)];
