import { kmeans } from 'ml-kmeans';
import { kMeans, lloyd, quantiles } from 'tenure/statistics';
import { defineBench } from './define.js';

/** A number from 0 to 1 that row and column determine. */
function hashed(row: number, column: number): number {
  let h = Math.imul(row + 1, 0x9e3779b1) ^ Math.imul(column + 1, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return ((h ^ (h >>> 15)) >>> 0) / 2 ** 32;
}

const dimensions = 5;
const groups = 5;

/** Customers in five groups; the nearer the groups, the more iterations it takes to part them. */
function customers(size: number, apart: number): number[][] {
  const spread = (row: number, column: number) => hashed(row, column) + hashed(row, column + dimensions);
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: dimensions }, (_, column) => ((row * 7 + column * 3) % groups) * apart + spread(row, column)),
  );
}

/** What both sides must agree on: how many in each cluster, and the centroids to nine digits. */
function clusterAnswer(labels: ArrayLike<number>, centroids: readonly (readonly number[])[]) {
  const sizes = centroids.map(() => 0);
  for (let i = 0; i < labels.length; i++) sizes[labels[i]!]!++;
  return centroids.map((centroid, c) => [...centroid.map((cell) => cell.toFixed(9)), sizes[c]].join(' ')).sort();
}

const sameStart = defineBench({
  name: 'statistics/k-means from the same five centroids',
  size: 100_000,
  item: 'point of 5 dimensions',
  contenders: {
    'ml-kmeans': (size) => {
      const points = customers(size, 0.2);
      return () => {
        const found = kmeans(points, groups, {
          initialization: points.slice(0, groups),
          maxIterations: 1000,
          tolerance: 0,
        });
        return clusterAnswer(found.clusters, found.centroids);
      };
    },
    lloyd: (size) => {
      const points = customers(size, 0.2);
      return () => {
        const found = lloyd(points, points.slice(0, groups), { maxIterations: 1000 });
        return clusterAnswer(found.labels, found.centroids);
      };
    },
  },
  baseline: 'ml-kmeans',
  aims: [{ contender: 'lloyd', ratio: { atMost: 1 } }],
});

const ownStart = defineBench({
  name: 'statistics/k-means++ with one start',
  size: 100_000,
  item: 'point of 5 dimensions',
  contenders: {
    'ml-kmeans': (size) => {
      const points = customers(size, 1);
      return () => {
        const found = kmeans(points, groups, { seed: 2 });
        return clusterAnswer(found.clusters, found.centroids);
      };
    },
    kMeans: (size) => {
      const points = customers(size, 1);
      return () => {
        const found = kMeans(points, { clusters: groups, seed: 2, starts: 1 });
        return clusterAnswer(found.labels, found.centroids);
      };
    },
  },
  baseline: 'ml-kmeans',
  aims: [{ contender: 'kMeans', ratio: { atMost: 1 } }],
});

const quintiles = [0.2, 0.4, 0.6, 0.8];

const selection = defineBench({
  name: 'statistics/quintiles of a column',
  size: 1_000_000,
  item: 'value',
  contenders: {
    'sort a copy': (size) => {
      const values = Float64Array.from({ length: size }, (_, row) => hashed(row, 0));
      return () => {
        const sorted = values.slice().sort();
        return quintiles.map((p) => sorted[Math.ceil(p * size) - 1]!);
      };
    },
    quantiles: (size) => {
      const values = Float64Array.from({ length: size }, (_, row) => hashed(row, 0));
      return () => quantiles(values, quintiles, 1).value;
    },
  },
  baseline: 'sort a copy',
  aims: [{ contender: 'quantiles', ratio: { atMost: 1 } }],
});

export const benches = [sameStart, ownStart, selection];
