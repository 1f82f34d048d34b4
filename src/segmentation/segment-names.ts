import { type LabelLookup, type Labelled, labelLookup, labelLookupWithin } from '../core/label.js';
import type { SegmentationPolicy } from './policy.js';
import type { AnyDimension } from './read-dimension.js';

/** The names of a segmentation's elements. Segments are named within their dimension: two may both have a `low`. */
export function segmentNames({ facts, dimensions }: SegmentationPolicy): LabelLookup {
  const named = new Map<string, readonly Labelled[]>();
  for (const dimension of dimensions) {
    const parts = partsOf(dimension).flatMap((id) => named.get(id) ?? []);
    named.set(dimension.id, [...parts, ...segmentsOf(dimension)]);
  }
  const factors = dimensions.flatMap((dimension) => (dimension.type === 'scorecard' ? dimension.factors : []));
  return labelLookupWithin(named, labelLookup([facts, dimensions, factors]));
}

/** The dimensions, standing before it, whose segments a dimension speaks of as its own. */
function partsOf(dimension: AnyDimension): readonly string[] {
  if (dimension.type === 'grid') return [dimension.rows, dimension.columns];
  return dimension.type === 'nested' ? [dimension.of] : [];
}

function segmentsOf(dimension: AnyDimension): readonly Labelled[] {
  if (dimension.type === 'bands') return dimension.bands;
  return dimension.type === 'grid' || dimension.type === 'nested' ? [] : dimension.segments;
}
