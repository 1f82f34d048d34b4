import { InputError, LimitError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import type { PartitionLabels } from './agreement.js';
import { checkLabels, checkLength, checkNonNegative, checkValues, refuse } from './checks.js';
import { type Measured, measured, unmeasured } from './measured.js';
import { type Points, type PointsInput, toPoints } from './points.js';
import { exactMean } from './sum.js';

/** How far apart two members are, by their positions. */
export type MemberDistance = (a: number, b: number) => number;

/** Silhouettes compare every member with every other: 200 million distances at this bound. */
export const mostSilhouetteMembers = 20_000;

interface Clusters {
  readonly of: Int32Array;
  readonly sizes: readonly number[];
}

function clustersOf(labels: PartitionLabels): Clusters {
  checkLabels(labels, 'labels');
  const numbers = new Map<number | string, number>();
  const sizes: number[] = [];
  const of = Int32Array.from({ length: labels.length }, (_, i) => {
    const label = labels[i]!;
    const known = numbers.get(label);
    if (known !== undefined) {
      sizes[known]!++;
      return known;
    }
    numbers.set(label, sizes.length);
    return sizes.push(1) - 1;
  });
  return { of, sizes };
}

/** Quality needs between 2 and n − 1 clusters. */
function lacking({ of, sizes }: Clusters): Measured<never> | undefined {
  if (of.length === 0) return unmeasured('noObservations');
  if (sizes.length === 1) return unmeasured('oneGroupOnly');
  return sizes.length === of.length ? unmeasured('everyPointItsOwnCluster') : undefined;
}

/** How well each member lies in its cluster, from −1 to 1, and the mean. */
export interface Silhouette {
  readonly mean: number;
  readonly members: readonly number[];
}

/**
 * Silhouettes: how much nearer each member is, on average, to its own cluster than to the nearest other one. A member alone in its cluster has 0.
 * Source: P. J. Rousseeuw, J. Comput. Appl. Math. 20 (1987) 53–65.
 * @param input Points (Euclidean distance), or a distance of your own between members.
 * @param labels The cluster of each member.
 * @returns undefined because `noObservations`, `oneGroupOnly` or `everyPointItsOwnCluster`; LimitError above 20,000 members (take a seeded sample).
 * @example
 * silhouette([[0], [1], [10], [11]], [0, 0, 1, 1]).value?.mean.toFixed(4); //=> '0.8997'
 */
export function silhouette(input: PointsInput | MemberDistance, labels: PartitionLabels): Measured<Silhouette> {
  const clusters = clustersOf(labels);
  const n = clusters.of.length;
  if (n > mostSilhouetteMembers) throw new LimitError('silhouette members', mostSilhouetteMembers, n);
  const distance = typeof input === 'function' ? input : euclidean(toPoints(input), labels);
  const lack = lacking(clusters);
  if (lack !== undefined) return lack;
  const k = clusters.sizes.length;
  const sums = new Float64Array(n * k);
  const { of } = clusters;
  for (let a = 0; a < n; a++) {
    const [row, own] = [a * k, of[a]!];
    for (let b = a + 1; b < n; b++) {
      const apart = distance(a, b);
      sums[row + of[b]!]! += apart;
      sums[b * k + own]! += apart;
    }
  }
  const members = Array.from({ length: n }, (_, i) =>
    width(sums.subarray(i * k, (i + 1) * k), clusters.of[i]!, clusters.sizes),
  );
  return measured({ mean: members.reduce((sum, s) => sum + s, 0) / n, members });
}

function euclidean({ size, width, cells }: Points, labels: PartitionLabels): MemberDistance {
  checkLength(labels, size, 'labels');
  return (a, b) => {
    let sum = 0;
    for (let j = 0, left = a * width, right = b * width; j < width; j++) {
      const difference = cells[left + j]! - cells[right + j]!;
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  };
}

function width(sums: Float64Array, own: number, sizes: readonly number[]): number {
  if (sizes[own] === 1) return 0;
  const within = sums[own]! / (sizes[own]! - 1);
  let nearest = Number.POSITIVE_INFINITY;
  sizes.forEach((size, cluster) => {
    if (cluster !== own) nearest = Math.min(nearest, sums[cluster]! / size);
  });
  const larger = Math.max(within, nearest);
  return larger === 0 ? 0 : (nearest - within) / larger;
}

interface Spread {
  readonly points: Points;
  readonly clusters: Clusters;
  readonly centroids: readonly Float64Array[];
}

function spreadOf(input: PointsInput, labels: PartitionLabels): Spread {
  const points = toPoints(input);
  checkLength(labels, points.size, 'labels');
  const clusters = clustersOf(labels);
  const members = clusters.sizes.map((): number[] => []);
  clusters.of.forEach((cluster, i) => {
    members[cluster]!.push(i);
  });
  return { points, clusters, centroids: members.map((own) => centerOf(points, own)) };
}

function centerOf({ width, cells }: Points, members: readonly number[]): Float64Array {
  return Float64Array.from({ length: width }, (_, j) =>
    exactMean(members.length, (i) => cells[members[i]! * width + j]!),
  );
}

function forEachPoint({ size, width, cells }: Points, visit: (cells: Float64Array, i: number) => void): void {
  for (let i = 0; i < size; i++) visit(cells.subarray(i * width, (i + 1) * width), i);
}

function squared(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j]! - b[j]!) ** 2;
  return sum;
}

/**
 * The Davies–Bouldin index: how wide clusters are against the distance of their centres, each with its worst neighbour, averaged; lower is better.
 * Source: D. L. Davies & D. W. Bouldin, IEEE Trans. PAMI 1 (1979) 224–227.
 * @returns undefined as {@link silhouette}, and because `coincidentCentroids` where two centres are the same.
 * @example
 * daviesBouldin([[0], [2], [10], [12]], [0, 0, 1, 1]).value; //=> 0.2
 */
export function daviesBouldin(input: PointsInput, labels: PartitionLabels): Measured {
  const { points, clusters, centroids } = spreadOf(input, labels);
  const lack = lacking(clusters);
  if (lack !== undefined) return lack;
  const widths = clusters.sizes.map(() => 0);
  forEachPoint(points, (cells, i) => {
    const cluster = clusters.of[i]!;
    widths[cluster]! += Math.sqrt(squared(cells, centroids[cluster]!)) / clusters.sizes[cluster]!;
  });
  let sum = 0;
  for (let a = 0; a < centroids.length; a++) {
    let worst = 0;
    for (let b = 0; b < centroids.length; b++) {
      if (a === b) continue;
      const apart = Math.sqrt(squared(centroids[a]!, centroids[b]!));
      if (apart === 0) return unmeasured('coincidentCentroids');
      worst = Math.max(worst, (widths[a]! + widths[b]!) / apart);
    }
    sum += worst;
  }
  return measured(sum / centroids.length);
}

/**
 * The Caliński–Harabasz index (variance ratio): spread between clusters against spread within, each per degree of freedom; higher is better.
 * Source: T. Caliński & J. Harabasz, Communications in Statistics 3 (1974) 1–27.
 * @returns undefined as {@link silhouette}, and because `noVariation` where no cluster has any width.
 * @example
 * calinskiHarabasz([[0], [2], [10], [12]], [0, 0, 1, 1]).value; //=> 50
 */
export function calinskiHarabasz(input: PointsInput, labels: PartitionLabels): Measured {
  const { points, clusters, centroids } = spreadOf(input, labels);
  const lack = lacking(clusters);
  if (lack !== undefined) return lack;
  const center = centerOf(
    points,
    Array.from(clusters.of, (_, i) => i),
  );
  let within = 0;
  forEachPoint(points, (cells, i) => {
    within += squared(cells, centroids[clusters.of[i]!]!);
  });
  if (within === 0) return unmeasured('noVariation');
  const between = centroids.reduce(
    (sum, centroid, cluster) => sum + clusters.sizes[cluster]! * squared(centroid, center),
    0,
  );
  const k = centroids.length;
  return measured(between / (k - 1) / (within / (points.size - k)));
}

/**
 * A distance read from the lower triangle of a distance matrix, row by row without the diagonal: d(1,0), d(2,0), d(2,1), d(3,0) …
 * @example
 * lowerTriangle([3, 4, 5])(2, 1); //=> 5
 */
export function lowerTriangle(distances: readonly number[]): MemberDistance {
  checkValues(distances, 'distances');
  for (const [at, distance] of distances.entries()) checkNonNegative(distance, ['distances', at]);
  const size = (1 + Math.sqrt(1 + 8 * distances.length)) / 2;
  if (!Number.isInteger(size))
    throw new InputError([issue('range', ['distances'], 'n (n − 1) / 2 entries', distances.length)]);
  return (a, b) => {
    for (const member of [a, b])
      if (!(Number.isInteger(member) && member >= 0 && member < size))
        refuse('range', 'distances', `member ${member}`, size);
    return a === b ? 0 : distances[(Math.max(a, b) * (Math.max(a, b) - 1)) / 2 + Math.min(a, b)]!;
  };
}
