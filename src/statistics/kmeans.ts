import { checkCount, checkLength, checkRecord, checkValues, refuse, type Values } from './checks.js';
import { iterate, nearestLabels, type Run } from './kmeans-iterations.js';
import { seedCentroids } from './kmeans-seeding.js';
import { lexicographicOrder } from './order.js';
import { countDistinct, type Points, type PointsInput, rearranged, toPoints, toRows, withColumns } from './points.js';
import { seededRandom } from './random.js';

/** How a clustering is sought. */
export interface KMeansOptions {
  /** How many clusters; at most the number of distinct points. */
  readonly clusters: number;
  /** Determines the random choices, a whole number. */
  readonly seed: number;
  /** How many times to begin anew; the best is kept. */
  readonly starts: number;
  /** Passes over the points in one start; 300 when absent. */
  readonly maxIterations?: number;
  /** How much each point counts; each 1 when absent. Above 0. */
  readonly weights?: Values;
}

/** A clustering of points by nearest centroid. */
export interface KMeans {
  /** In lexicographic order (from {@link kMeans}), or in the order given (from {@link lloyd}). */
  readonly centroids: readonly (readonly number[])[];
  /** The cluster of each point, in the order of the input. */
  readonly labels: Int32Array;
  /** How many points each cluster has; never 0. */
  readonly sizes: readonly number[];
  /** The weighted sum of squared distances to the own centroid, over all points and by cluster. */
  readonly inertia: number;
  readonly inertiaByCluster: readonly number[];
  /** Passes over the points, the last, which changed nothing, included. */
  readonly iterations: number;
  /** False when the bound on iterations ended it. */
  readonly converged: boolean;
}

const defaultIterations = 300;

/**
 * Divides points into clusters of low squared distance to their centroid: Lloyd's algorithm from several k-means++ beginnings. No cluster is ever empty, and shuffled points give the same clusters to the last bit.
 * Source: S. P. Lloyd, IEEE Trans. Inf. Theory 28 (1982); D. Arthur & S. Vassilvitskii, SODA 2007 (with the greedy choice among 2 + ln k candidates).
 * @param input Points of one dimension count, finite. Scale them first (`standardize`) where units differ.
 * @returns InputError `range` for more clusters than distinct points, `empty` for no points.
 * @example
 * kMeans([[1, 2], [1, 4], [1, 0], [10, 2], [10, 4], [10, 0]], { clusters: 2, seed: 1, starts: 3 }).centroids; //=> [[1, 2], [10, 2]]
 */
export function kMeans(input: PointsInput, options: KMeansOptions): KMeans {
  const points = toPoints(input);
  checkRecord(options, 'options', '{ clusters, seed, starts }');
  const { clusters, seed, starts, maxIterations = defaultIterations } = options;
  checkCount(clusters, 'clusters', 1);
  checkCount(starts, 'starts', 1);
  checkCount(maxIterations, 'maxIterations', 1);
  if (points.size === 0) refuse('empty', 'points', 'at least one point', points.size);
  const weights = checkedWeights(options.weights, points.size);
  const order = orderOf(points, weights);
  const sorted = rearranged(points, order);
  const sortedWeights = weights && Float64Array.from(order, (at) => weights[at]!);
  const distinct = countDistinct(sorted, clusters);
  if (distinct < clusters) refuse('range', 'clusters', `at most ${distinct}, the number of distinct points`, clusters);

  let best: Run | undefined;
  for (let start = 0; start < starts; start++) {
    const random = seededRandom(seed, 'kMeans', String(start));
    const run = iterate(sorted, sortedWeights, seedCentroids(sorted, sortedWeights, clusters, random), maxIterations);
    if (best === undefined || run.inertia < best.inertia) best = run;
  }
  return inLexicographicOrder(best!, points.width, order);
}

/**
 * Lloyd's algorithm from given centroids, whose order the result keeps.
 * @param initial One centroid a cluster, e.g. the frozen ones of an earlier fit.
 * @example
 * lloyd([[1], [2], [9]], [[0], [10]]).centroids; //=> [[1.5], [9]]
 */
export function lloyd(
  input: PointsInput,
  initial: PointsInput,
  options: { readonly maxIterations?: number; readonly weights?: Values } = {},
): KMeans {
  checkRecord(options, 'options', '{ maxIterations, weights }');
  const { maxIterations = defaultIterations, weights } = options;
  const points = toPoints(input);
  const begin = toPoints(initial, 'initial');
  checkCount(maxIterations, 'maxIterations', 1);
  if (points.size === 0) refuse('empty', 'points', 'at least one point', points.size);
  if (begin.size === 0) refuse('empty', 'initial', 'at least one centroid', begin.size);
  if (begin.width !== points.width) refuse('range', 'initial', `${points.width} coordinates`, begin.width);
  const checked = checkedWeights(weights, points.size);
  const order = orderOf(points, checked);
  const sorted = rearranged(points, order);
  const distinct = countDistinct(sorted, begin.size);
  if (distinct < begin.size)
    refuse('range', 'initial', `at most ${distinct} centroids, the number of distinct points`, begin.size);
  const run = iterate(
    sorted,
    checked && Float64Array.from(order, (at) => checked[at]!),
    begin.cells.slice(),
    maxIterations,
  );
  return result(
    run,
    points.width,
    order,
    Uint32Array.from({ length: begin.size }, (_, c) => c),
  );
}

/**
 * The nearest centroid of each point by Euclidean distance; the first of equally near ones.
 * @example
 * Array.from(nearestCentroids([[0], [7]], [[1], [6]])); //=> [0, 1]
 */
export function nearestCentroids(input: PointsInput, centroids: PointsInput): Int32Array {
  const points = toPoints(input);
  const centers = toPoints(centroids, 'centroids');
  if (centers.size === 0) refuse('empty', 'centroids', 'at least one centroid', centers.size);
  if (points.size === 0) return new Int32Array(0);
  if (centers.width !== points.width) refuse('range', 'centroids', `${points.width} coordinates`, centers.width);
  return nearestLabels(points, centers.cells);
}

/** In it sums are the same for every order of input: points that are alike come by their weights. */
function orderOf(points: Points, weights: Float64Array | undefined): Uint32Array {
  return lexicographicOrder(weights === undefined ? points : withColumns(points, [weights]));
}

function checkedWeights(weights: Values | undefined, size: number): Float64Array | undefined {
  if (weights === undefined) return undefined;
  checkValues(weights, 'weights');
  checkLength(weights, size, 'weights');
  for (let i = 0; i < size; i++) if (!(weights[i]! > 0)) refuse('range', ['weights', i], 'more than 0', weights[i]);
  return Float64Array.from(weights);
}

function inLexicographicOrder(run: Run, width: number, order: Uint32Array): KMeans {
  const size = run.centroids.length / width;
  return result(run, width, order, lexicographicOrder({ size, width, cells: run.centroids }));
}

/** `clusterOrder[c]` is the cluster of the run that becomes cluster c. */
function result(run: Run, width: number, order: Uint32Array, clusterOrder: Uint32Array): KMeans {
  const rows = toRows({ size: clusterOrder.length, width, cells: run.centroids });
  const renamed = new Int32Array(clusterOrder.length);
  clusterOrder.forEach((from, to) => {
    renamed[from] = to;
  });
  const labels = new Int32Array(order.length);
  const sizes = rows.map(() => 0);
  const inertiaByCluster = rows.map(() => 0);
  for (let i = 0; i < order.length; i++) {
    const label = renamed[run.labels[i]!]!;
    labels[order[i]!] = label;
    sizes[label]!++;
    inertiaByCluster[label]! += run.distances[i]! * (run.weights?.[i] ?? 1);
  }
  return {
    centroids: Array.from(clusterOrder, (from) => rows[from]!),
    labels,
    sizes,
    inertia: run.inertia,
    inertiaByCluster,
    iterations: run.iterations,
    converged: run.converged,
  };
}
