import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import type { ClusterDimension, DraftDimension, Facts } from './policy.js';

/** Segment ids by dimension, in declared order. */
export type EarlierSegments = ReadonlyMap<string, readonly string[]>;

/** The segments of a dimension, apart by whether they say something about the customer. */
export interface DimensionSegments {
  /** Every segment that stands for what is known, in declared order. */
  readonly known: readonly string[];
  /** Those that hold a `whenUnknown`, by themselves or as a part of a joined name. */
  readonly unknown: readonly string[];
}

/**
 * The segments that a dimension of a policy can give: the sides of a crosstab, the list of a migration, what strategy cards stand for.
 *
 * @param policy - a segmentation policy that compiles
 * @throws InputError `unknownReference` where the policy has no such dimension
 * @example
 * segmentsIn({ dimensions: [
 *   { id: 'usage', type: 'bands', fact: 'gb', whenUnknown: 'unmeasured', bands: [{ id: 'low', below: 200 }, { id: 'high' }] },
 * ] }, 'usage') //=> { known: ['low', 'high'], unknown: ['unmeasured'] }
 */
export function segmentsIn(
  { dimensions }: { readonly dimensions: readonly object[] },
  dimension: string,
): DimensionSegments {
  const [all, known] = [new Map<string, readonly string[]>(), new Map<string, readonly string[]>()];
  for (const each of dimensions as readonly DraftDimension<Facts, string, string>[]) {
    all.set(each.id, segmentIds(each, all));
    known.set(each.id, segmentIds(each, known, 'known'));
  }
  const own = all.get(dimension);
  if (own === undefined)
    throw new InputError([issue('unknownReference', ['dimension'], `one of ${[...all.keys()].join(', ')}`, dimension)]);
  const says = new Set(known.get(dimension));
  return { known: own.filter((id) => says.has(id)), unknown: own.filter((id) => !says.has(id)) };
}

/** The segments that a dimension can give, in declared order; those of a grid and a nested dimension are joined names. */
export function segmentIds(
  dimension: DraftDimension<Facts, string, string>,
  earlier: EarlierSegments,
  which: 'all' | 'known' = 'all',
): readonly string[] {
  const of = (id: string): readonly string[] => earlier.get(id) ?? [];
  const unknown = (id: string): readonly string[] => (which === 'all' ? [id] : []);
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
      return unique([...dimension.bands.map(({ id }) => id), ...unknown(dimension.whenUnknown)]);
    case 'clusters':
      return unique([...clusterIds(dimension), ...unknown(dimension.whenUnknown)]);
    case 'nearest':
    case 'code':
      return unique([...dimension.segments.map(({ id }) => id), ...unknown(dimension.whenUnknown)]);
    default:
      return unique([
        ...dimension.segments.map(({ id }) => id),
        dimension.otherwise,
        ...unknown(dimension.whenUnknown),
      ]);
  }
}

/** A fit that chooses how many clusters there are gives at most the largest number that it tries. */
function clusterIds({ segments, search }: ClusterDimension<Facts, string, string>): readonly string[] {
  if (segments !== undefined) return segments.map(({ id }) => id);
  const most = Math.max(...(search.choose?.among ?? [0]));
  return Array.from({ length: most }, (_, k) => `cluster${k + 1}`);
}

const unique = (ids: readonly string[]): readonly string[] => [...new Set(ids)];
