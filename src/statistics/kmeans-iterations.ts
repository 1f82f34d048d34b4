import { type Points, squaredDistance } from './points.js';

/** One run from given centroids to its end. */
export interface Run {
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
export function iterate(
  points: Points,
  weights: Float64Array | undefined,
  centroids: Float64Array,
  maxIterations: number,
): Run {
  const bounds = looseBounds(points.size);
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

/** Bounds that allow everything: every point starts in cluster 0 and is compared with all. */
function looseBounds(size: number): Bounds {
  return {
    labels: new Int32Array(size),
    own: new Float64Array(size).fill(Number.POSITIVE_INFINITY),
    others: new Float64Array(size),
  };
}

/** The nearest centroid of each point. */
export function nearestLabels(points: Points, centroids: Float64Array): Int32Array {
  const bounds = looseBounds(points.size);
  reassign(points, centroids, bounds);
  return bounds.labels;
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
