import { type Label, type LabelLookup, type Labelled, labelLookup, labelLookupWithin } from '../core/label.js';
import type { SegmentationPolicy } from './policy.js';
import type { AnyDimension } from './read-dimension.js';
import { segmentIds } from './segment-ids.js';

/** The segments of each dimension, by the dimension's id. */
type Named = ReadonlyMap<string, readonly Labelled[]>;

/** The names of a segmentation's elements. Segments are named within their dimension: two may both have a `low`. */
export function segmentNames({ facts, dimensions }: SegmentationPolicy): LabelLookup {
  let names: LabelLookup | undefined;
  // Only who explains needs them, and a grid of large sides has many.
  return (...asked) => {
    if (names === undefined) {
      const named = new Map<string, readonly Labelled[]>();
      for (const dimension of dimensions) named.set(dimension.id, segmentsOf(dimension, named));
      const factors = dimensions.flatMap((dimension) => (dimension.type === 'scorecard' ? dimension.factors : []));
      names = labelLookupWithin(named, labelLookup([facts, dimensions, factors]));
    }
    return names(...asked);
  };
}

function segmentsOf(dimension: AnyDimension, earlier: Named): readonly Labelled[] {
  const of = (id: string): readonly Labelled[] => earlier.get(id) ?? [];
  switch (dimension.type) {
    case 'grid':
      return of(dimension.rows).flatMap((row) =>
        of(dimension.columns).map((column) => joined(row, column, ':', { en: ' by ', zh: ' × ' })),
      );
    case 'nested': {
      const refined = dimension.refine.flatMap(({ segment, by }) =>
        of(dimension.of)
          .filter(({ id }) => id === segment)
          .flatMap((outer) => of(by).map((inner) => joined(outer, inner, '/', { en: ', ', zh: '、' }))),
      );
      // Sentences name a refined segment by itself too.
      return [...of(dimension.of), ...refined];
    }
    default: {
      const labels = new Map(
        (dimension.type === 'bands' ? dimension.bands : dimension.segments).map(({ id, label }: Labelled) => [
          id,
          label,
        ]),
      );
      return segmentIds(dimension, new Map()).map((id) => ({ id, label: labels.get(id) }));
    }
  }
}

function joined(first: Labelled, second: Labelled, by: string, words: Required<Label>): Labelled {
  const name = (language: 'en' | 'zh'): string =>
    [first, second].map(({ id, label }) => label?.[language] ?? id).join(words[language]);
  return { id: `${first.id}${by}${second.id}`, label: { en: name('en'), zh: name('zh') } };
}
