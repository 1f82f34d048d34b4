import { type Label, type LabelLookup, type Labelled, labelLookup } from '../core/label.js';
import type { SegmentationPolicy } from './policy.js';
import type { AnyDimension } from './read-dimension.js';

/**
 * The names of a segmentation's elements. Segments are named within their dimension: two may both have a `low` and mean
 * different things by it. A dimension made of others shows the id of a segment that those call by different names.
 */
export function segmentNames({ facts, dimensions }: SegmentationPolicy): LabelLookup {
  const shared = labelLookup([facts, dimensions]);
  const named = new Map<string, ReadonlyMap<string, Label | undefined>>();
  for (const dimension of dimensions) {
    const parts = partsOf(dimension).flatMap((id) => [...(named.get(id) ?? [])]);
    const own = labelled(dimension).map(({ id, label }) => [id, label] as const);
    named.set(dimension.id, agreed([...parts, ...own]));
  }
  return (id, language, of) => {
    const own = of === undefined ? undefined : named.get(of);
    return own?.has(id) ? (own.get(id)?.[language] ?? id) : shared(id, language);
  };
}

/** The dimensions that a dimension is made of; they stand before it. */
function partsOf(dimension: AnyDimension): readonly string[] {
  if (dimension.type === 'grid') return [dimension.rows, dimension.columns];
  return dimension.type === 'nested' ? [dimension.of, ...dimension.refine.map(({ by }) => by)] : [];
}

/** Whatever in a dimension may carry a label. */
function labelled(dimension: AnyDimension): readonly Labelled[] {
  if (dimension.type === 'bands') return dimension.bands;
  if (dimension.type === 'scorecard') return [...dimension.segments, ...dimension.factors];
  return dimension.type === 'grid' || dimension.type === 'nested' ? [] : dimension.segments;
}

function agreed(
  entries: readonly (readonly [id: string, label: Label | undefined])[],
): ReadonlyMap<string, Label | undefined> {
  const labels = new Map<string, Label | undefined>();
  for (const [id, label] of entries) {
    const known = labels.get(id);
    const same = known?.en === label?.en && known?.zh === label?.zh;
    labels.set(id, !labels.has(id) || same ? label : undefined);
  }
  return labels;
}
