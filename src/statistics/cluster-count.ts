import { checkList, checkRecord, checkWord, refuse } from './checks.js';
import { calinskiHarabasz, daviesBouldin, silhouette } from './cluster-quality.js';
import { type KMeans, type KMeansOptions, kMeans } from './kmeans.js';
import type { Measured } from './measured.js';
import { lexicographicOrder } from './order.js';
import { type Points, type PointsInput, rearranged, toPoints } from './points.js';

/** By which figure a number of clusters is preferred: highest mean silhouette, highest Caliński–Harabasz, lowest Davies–Bouldin. */
export type ClusterCriterion = 'silhouette' | 'calinskiHarabasz' | 'daviesBouldin';

/** One number of clusters tried. */
export interface ClusterTrial {
  readonly clusters: number;
  readonly fit: KMeans;
  readonly quality: Measured;
}

/** All trials, and the one preferred; absent where the criterion is undefined for every one. */
export interface ClusterChoice {
  readonly trials: readonly ClusterTrial[];
  readonly chosen: ClusterTrial | undefined;
}

/**
 * Chooses the number of clusters among candidates by a named criterion; the first candidate wins a tie.
 * @param candidates Numbers of clusters to try, in order of preference.
 * @example
 * chooseClusterCount([[0], [1], [10], [11], [20], [21]], [2, 3, 4], 'silhouette', { seed: 1, starts: 5 }).chosen?.clusters; //=> 3
 */
export function chooseClusterCount(
  input: PointsInput,
  candidates: readonly number[],
  criterion: ClusterCriterion,
  options: Omit<KMeansOptions, 'clusters'>,
): ClusterChoice {
  checkList(candidates, 'candidates');
  checkRecord(options, 'options', '{ seed, starts }');
  checkWord(criterion, ['silhouette', 'calinskiHarabasz', 'daviesBouldin'], 'criterion');
  if (candidates.length === 0) refuse('empty', 'candidates', 'at least one number of clusters', candidates.length);
  const points = toPoints(input);
  // Sums in one order, so that shuffled points give the same figures.
  const order = lexicographicOrder(points);
  const sorted = rearranged(points, order);
  const trials = candidates.map((clusters): ClusterTrial => {
    const fit = kMeans(points, { ...options, clusters });
    return {
      clusters,
      fit,
      quality: qualityOf(
        sorted,
        order.map((at) => fit.labels[at]!),
        criterion,
      ),
    };
  });
  const sign = criterion === 'daviesBouldin' ? -1 : 1;
  let chosen: ClusterTrial | undefined;
  for (const trial of trials) {
    if (trial.quality.value === undefined) continue;
    if (chosen === undefined || sign * trial.quality.value > sign * chosen.quality.value!) chosen = trial;
  }
  return { trials, chosen };
}

function qualityOf(points: Points, labels: Uint32Array, criterion: ClusterCriterion): Measured {
  if (criterion === 'calinskiHarabasz') return calinskiHarabasz(points, labels);
  if (criterion === 'daviesBouldin') return daviesBouldin(points, labels);
  const found = silhouette(points, labels);
  return found.value === undefined ? found : { value: found.value.mean };
}
