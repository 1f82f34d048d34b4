import type { ClusterDimension, DraftDimension, Facts } from './policy.js';

/** Segment ids by dimension, in declared order. */
export type EarlierSegments = ReadonlyMap<string, readonly string[]>;

/** The segments that a dimension can give, in declared order; those of a grid and a nested dimension are joined names. */
export function segmentIds(
  dimension: DraftDimension<Facts, string, string>,
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
      return unique([...clusterIds(dimension), dimension.whenUnknown]);
    case 'nearest':
    case 'code':
      return unique([...dimension.segments.map(({ id }) => id), dimension.whenUnknown]);
    default:
      return unique([...dimension.segments.map(({ id }) => id), dimension.otherwise, dimension.whenUnknown]);
  }
}

/** A fit that chooses how many clusters there are gives at most the largest number that it tries. */
function clusterIds({ segments, search }: ClusterDimension<Facts, string, string>): readonly string[] {
  if (segments !== undefined) return segments.map(({ id }) => id);
  const most = Math.max(...(search.choose?.among ?? [0]));
  return Array.from({ length: most }, (_, k) => `cluster${k + 1}`);
}

const unique = (ids: readonly string[]): readonly string[] => [...new Set(ids)];
