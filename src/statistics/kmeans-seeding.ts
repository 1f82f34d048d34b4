import type { Points } from './points.js';
import type { Random } from './random.js';

/** Beginning centroids by greedy k-means++: each is drawn among a few candidates in proportion to squared distance, and the best kept. */
export function seedCentroids(
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
