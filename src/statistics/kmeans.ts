import { checkCount, checkSameLength, checkValues, refuse, type Values } from './checks.js';
import { lexicographicOrder, type Points, type PointsInput, toPoints, toRows } from './points.js';
import { type Random, seededRandom } from './random.js';

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
  const { clusters, seed, starts, maxIterations = defaultIterations } = options;
  checkCount(clusters, 'clusters', 1);
  checkCount(starts, 'starts', 1);
  checkCount(maxIterations, 'maxIterations', 1);
  if (points.size === 0) refuse('empty', 'points', 'at least one point', points.size);
  const order = lexicographicOrder(points);
  const sorted = rearranged(points, order);
  const weights = checkedWeights(options.weights, points.size);
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
  { maxIterations = defaultIterations, weights }: { readonly maxIterations?: number; readonly weights?: Values } = {},
): KMeans {
  const points = toPoints(input);
  const begin = toPoints(initial, 'initial');
  checkCount(maxIterations, 'maxIterations', 1);
  if (points.size === 0) refuse('empty', 'points', 'at least one point', points.size);
  if (begin.size === 0) refuse('empty', 'initial', 'at least one centroid', begin.size);
  if (begin.width !== points.width) refuse('range', 'initial', `${points.width} coordinates`, begin.width);
  const order = lexicographicOrder(points);
  const sorted = rearranged(points, order);
  const distinct = countDistinct(sorted, begin.size);
  if (distinct < begin.size)
    refuse('range', 'initial', `at most ${distinct} centroids, the number of distinct points`, begin.size);
  const checked = checkedWeights(weights, points.size);
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
  const labels = new Int32Array(points.size);
  const own = new Float64Array(points.size).fill(Number.POSITIVE_INFINITY);
  reassign(points, centers.cells, { labels, own, others: new Float64Array(points.size) });
  return labels;
}

function checkedWeights(weights: Values | undefined, size: number): Float64Array | undefined {
  if (weights === undefined) return undefined;
  checkValues(weights, 'weights');
  checkSameLength({ length: size }, weights, 'weights');
  for (let i = 0; i < size; i++) if (!(weights[i]! > 0)) refuse('range', ['weights', i], 'more than 0', weights[i]);
  return Float64Array.from(weights);
}

function rearranged({ size, width, cells }: Points, order: Uint32Array): Points {
  const sorted = new Float64Array(cells.length);
  for (let i = 0; i < size; i++) {
    const from = order[i]! * width;
    for (let j = 0; j < width; j++) sorted[i * width + j] = cells[from + j]!;
  }
  return { size, width, cells: sorted };
}

/** Distinct rows among sorted ones, counted no further than `enough`. */
function countDistinct({ size, width, cells }: Points, enough: number): number {
  let distinct = size === 0 ? 0 : 1;
  for (let i = 1; i < size && distinct < enough; i++) {
    for (let j = 0; j < width; j++) {
      if (cells[i * width + j] !== cells[(i - 1) * width + j]) {
        distinct++;
        break;
      }
    }
  }
  return distinct;
}

function seedCentroids(
  points: Points,
  weights: Float64Array | undefined,
  clusters: number,
  random: Random,
): Float64Array {
  const { size, width, cells } = points;
  const centroids = new Float64Array(clusters * width);
  const place = (cluster: number, at: number) => {
    for (let j = 0; j < width; j++) centroids[cluster * width + j] = cells[at * width + j]!;
  };
  const first = weights === undefined ? random.below(size) : drawn(weights, undefined, random);
  place(0, first);
  let nearest = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  shrink(points, weights, first, nearest, nearest);
  const candidates = 2 + Math.floor(Math.log(clusters));
  let best = new Float64Array(size);
  let trial = new Float64Array(size);
  for (let cluster = 1; cluster < clusters; cluster++) {
    let lowest = Number.POSITIVE_INFINITY;
    for (let c = 0; c < candidates; c++) {
      const at = drawn(nearest, weights, random);
      const potential = shrink(points, weights, at, nearest, trial);
      if (potential < lowest) {
        lowest = potential;
        [best, trial] = [trial, best];
        place(cluster, at);
      }
    }
    [nearest, best] = [best, nearest];
  }
  return centroids;
}

/** Squared distances to the nearest centroid if point `at` became one; returns their weighted sum. */
function shrink(
  points: Points,
  weights: Float64Array | undefined,
  at: number,
  before: Float64Array,
  after: Float64Array,
): number {
  const { size, width, cells } = points;
  let sum = 0;
  for (let i = 0; i < size; i++) {
    let distance = 0;
    for (let j = 0; j < width; j++) {
      const difference = cells[i * width + j]! - cells[at * width + j]!;
      distance += difference * difference;
    }
    const nearest = distance < before[i]! ? distance : before[i]!;
    after[i] = nearest;
    sum += weights === undefined ? nearest : nearest * weights[i]!;
  }
  return sum;
}

/** A position drawn with probability proportional to mass × weight; a position of mass 0 only if all are. */
function drawn(mass: Float64Array, weights: Float64Array | undefined, random: Random): number {
  const at = (i: number) => (weights === undefined ? mass[i]! : mass[i]! * weights[i]!);
  let sum = 0;
  for (let i = 0; i < mass.length; i++) sum += at(i);
  let left = random.next() * sum;
  let last = 0;
  for (let i = 0; i < mass.length; i++) {
    if (at(i) === 0) continue;
    last = i;
    left -= at(i);
    if (left < 0) break;
  }
  return last;
}

interface Run {
  readonly centroids: Float64Array;
  readonly labels: Int32Array;
  readonly distances: Float64Array;
  readonly weights: Float64Array | undefined;
  readonly inertia: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Lloyd's iterations with the bounds of G. Hamerly (SDM 2010): a point is compared with all centroids only when its distance bounds allow a change.
 * The assignments are those of the plain algorithm.
 */
function iterate(
  points: Points,
  weights: Float64Array | undefined,
  centroids: Float64Array,
  maxIterations: number,
): Run {
  const bounds: Bounds = {
    labels: new Int32Array(points.size),
    own: new Float64Array(points.size).fill(Number.POSITIVE_INFINITY),
    others: new Float64Array(points.size),
  };
  let iterations = 0;
  let moved = true;
  while (moved && iterations < maxIterations) {
    iterations++;
    moved = reassign(points, centroids, bounds) || iterations === 1;
    if (reviveEmpty(points, centroids, bounds)) moved = true;
    if (moved) loosen(bounds, recenter(points, weights, bounds.labels, centroids), centroids.length / points.width);
  }
  const distances = new Float64Array(points.size);
  let inertia = 0;
  for (let i = 0; i < points.size; i++) {
    distances[i] = squaredDistance(points, i, centroids, bounds.labels[i]!);
    inertia += distances[i]! * (weights?.[i] ?? 1);
  }
  return { centroids, labels: bounds.labels, distances, weights, inertia, iterations, converged: !moved };
}

interface Bounds {
  readonly labels: Int32Array;
  /** No less than the distance to the own centroid. */
  readonly own: Float64Array;
  /** No more than the distance to any other centroid. */
  readonly others: Float64Array;
}

/** Keeps rounding in the bounds from hiding a change. */
const safely = 1 - 1e-9;

/** Gives each point its nearest centroid, the first of equally near ones; true when any point changed. */
function reassign(points: Points, centroids: Float64Array, { labels, own, others }: Bounds): boolean {
  const { size, width, cells } = points;
  const gaps = halfGaps(centroids, width);
  let changed = false;
  for (let i = 0, row = 0; i < size; i++, row += width) {
    const label = labels[i]!;
    const clear = (gaps[label]! > others[i]! ? gaps[label]! : others[i]!) * safely;
    if (own[i]! < clear) continue;
    own[i] = Math.sqrt(squaredDistance(points, i, centroids, label));
    if (own[i]! < clear) continue;
    let [nearest, second, found] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0];
    for (let start = 0, cluster = 0; start < centroids.length; start += width, cluster++) {
      let distance = 0;
      for (let j = 0; j < width; j++) {
        const difference = cells[row + j]! - centroids[start + j]!;
        distance += difference * difference;
      }
      if (distance < nearest) {
        second = nearest;
        nearest = distance;
        found = cluster;
      } else if (distance < second) second = distance;
    }
    own[i] = Math.sqrt(nearest);
    others[i] = Math.sqrt(second);
    if (found !== label) {
      labels[i] = found;
      changed = true;
    }
  }
  return changed;
}

/** Half the distance from each centroid to the nearest other: whatever is closer than that can have no nearer centroid. */
function halfGaps(centroids: Float64Array, width: number): Float64Array {
  const all: Points = { size: centroids.length / width, width, cells: centroids };
  return Float64Array.from({ length: all.size }, (_, a) => {
    let least = Number.POSITIVE_INFINITY;
    for (let b = 0; b < all.size; b++) if (b !== a) least = Math.min(least, squaredDistance(all, a, centroids, b));
    return Math.sqrt(least) / 2;
  });
}

/** After the centroids moved by `shifts`, the own one may be that much farther, and the others as much nearer as the one that moved most. */
function loosen({ labels, own, others }: Bounds, shifts: Float64Array, clusters: number): void {
  const nearer = Float64Array.from({ length: clusters }, (_, label) => {
    let most = 0;
    for (let other = 0; other < clusters; other++) if (other !== label && shifts[other]! > most) most = shifts[other]!;
    return most;
  });
  for (let i = 0; i < labels.length; i++) {
    own[i]! += shifts[labels[i]!]!;
    others[i]! -= nearer[labels[i]!]!;
  }
}

function squaredDistance({ width, cells }: Points, i: number, centroids: Float64Array, cluster: number): number {
  let distance = 0;
  for (let j = 0; j < width; j++) {
    const difference = cells[i * width + j]! - centroids[cluster * width + j]!;
    distance += difference * difference;
  }
  return distance;
}

/** A cluster that lost all its points takes the point farthest from its own centroid, of a cluster that can spare one. */
function reviveEmpty(points: Points, centroids: Float64Array, { labels, own, others }: Bounds): boolean {
  const counts = new Uint32Array(centroids.length / points.width);
  for (let i = 0; i < points.size; i++) counts[labels[i]!]!++;
  let revived = false;
  for (let cluster = 0; cluster < counts.length; cluster++) {
    if (counts[cluster]! > 0) continue;
    let [farthest, most] = [-1, -1];
    for (let i = 0; i < points.size; i++) {
      if (counts[labels[i]!]! < 2) continue;
      const distance = squaredDistance(points, i, centroids, labels[i]!);
      if (distance > most) [farthest, most] = [i, distance];
    }
    counts[labels[farthest]!]!--;
    counts[cluster] = 1;
    labels[farthest] = cluster;
    own[farthest] = Number.POSITIVE_INFINITY;
    others[farthest] = 0;
    revived = true;
  }
  return revived;
}

/** Moves each centroid to the mean of its points; returns how far each moved. */
function recenter(
  points: Points,
  weights: Float64Array | undefined,
  labels: Int32Array,
  centroids: Float64Array,
): Float64Array {
  const { size, width, cells } = points;
  const before = centroids.slice();
  const masses = new Float64Array(centroids.length / width);
  centroids.fill(0);
  for (let i = 0, row = 0; i < size; i++, row += width) {
    const weight = weights === undefined ? 1 : weights[i]!;
    const start = labels[i]! * width;
    masses[labels[i]!]! += weight;
    for (let j = 0; j < width; j++) centroids[start + j]! += weight * cells[row + j]!;
  }
  for (let at = 0; at < centroids.length; at++) centroids[at]! /= masses[Math.floor(at / width)]!;
  const moved: Points = { size: masses.length, width, cells: centroids };
  return masses.map((_, cluster) => Math.sqrt(squaredDistance(moved, cluster, before, cluster)));
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
