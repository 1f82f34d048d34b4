import { InputError } from '../core/errors.js';
import { issue, type Path } from '../core/issue.js';
import { within } from '../core/within.js';
import { chooseClusterCount } from '../statistics/cluster-count.js';
import { type KMeans, kMeans } from '../statistics/kmeans.js';
import { type Points, toRows } from '../statistics/points.js';
import { applyScale, fitScale, undoScale } from '../statistics/scale.js';
import type { FittedClusters } from './fitted.js';
import type { ClusterDimension, Facts, NearestDimension } from './policy.js';

type Clusters = ClusterDimension<Facts, string, string>;

/** Centroids frozen, with what the search saw. */
export interface FrozenClusters {
  readonly dimension: NearestDimension<Facts, string, string>;
  readonly report: Omit<FittedClusters, 'unknown'>;
}

/**
 * Finds centroids by k-means++ on scaled axes and writes them in the units of the facts.
 *
 * @param points - the records of which every axis is known, in the units of the facts
 * @throws InputError where there are fewer distinct records than clusters, or the criterion chooses none
 */
export function fitClusters(dimension: Clusters, points: Points, path: Path): FrozenClusters {
  const { id, label, axes, search, whenUnknown } = dimension;
  if (points.size === 0) {
    const expected = 'a record of which every axis is known';
    throw new InputError([issue('empty', [...path, 'axes'], expected, points.size)], 'records');
  }
  const scale = fitScale(points, search.scale);
  const { fit, trials } = findClusters(dimension, applyScale(points, scale), path);
  const ids = dimension.segments ?? fit.centroids.map((_, k) => ({ id: `cluster${k + 1}` }));
  const centroids = toRows(undoScale(fit.centroids, scale));
  return {
    dimension: {
      id,
      ...(label === undefined ? {} : { label }),
      type: 'nearest',
      axes: axes.map((fact, axis) => ({ fact, scale: scale.spreads[axis]! })),
      segments: ids.map((segment, k) => ({ ...segment, centroid: centroids[k]! })),
      whenUnknown,
    },
    report: {
      type: 'clusters',
      dimension: id,
      known: points.size,
      sizes: ids.map((segment, k) => ({ segment: segment.id, members: fit.sizes[k]! })),
      inertia: fit.inertia,
      converged: fit.converged,
      constant: scale.constant.map((axis) => axes[axis]!),
      trials,
    },
  };
}

function findClusters(
  { segments, search }: Clusters,
  points: Points,
  path: Path,
): { readonly fit: KMeans; readonly trials: FittedClusters['trials'] } {
  const { seed, starts, choose } = search;
  // How many clusters there are is said by the segments, or by what may be chosen.
  const counted = choose === undefined ? ['segments'] : ['search', 'choose', 'among'];
  const placeOf = (fault: Path): Path => [...path, ...(fault[0] === 'clusters' ? counted : ['search', ...fault])];
  return within(placeOf, 'records', () => {
    if (choose === undefined)
      return { fit: kMeans(points, { clusters: segments?.length ?? 0, seed, starts }), trials: [] };
    const { trials, chosen } = chooseClusterCount(points, choose.among, choose.by, { seed, starts });
    if (chosen === undefined)
      throw new InputError([
        issue('range', ['choose'], `a number of clusters for which ${choose.by} is defined`, choose.among),
      ]);
    return { fit: chosen.fit, trials: trials.map(({ clusters, quality }) => ({ clusters, quality })) };
  });
}
