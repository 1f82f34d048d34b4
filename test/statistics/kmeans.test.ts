import * as fc from 'fast-check';
import {
  adjustedRand,
  applyScale,
  calinskiHarabasz,
  chooseClusterCount,
  daviesBouldin,
  fitScale,
  kMeans,
  lloyd,
  nearestCentroids,
  partitionInformation,
  seededRandom,
  shuffled,
  silhouette,
  toRows,
  undoScale,
} from 'tenure/statistics';
import { describe, expect, it } from 'vitest';

const cloud = fc.array(fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 20 })), {
  minLength: 3,
  maxLength: 60,
});
const distinctOf = (rows: readonly (readonly number[])[]) => new Set(rows.map(String)).size;
const settings = { seed: 11, starts: 3 };

function threeTowns(members: number): number[][] {
  const random = seededRandom(4);
  const centers = [
    [0, 0],
    [10, 0],
    [0, 10],
  ] as const;
  return Array.from({ length: members }, (_, i) => centers[i % 3]!.map((center) => center + random.next() - 0.5));
}

describe('k-means', () => {
  it('gives the same clusters to the last bit for shuffled points', () => {
    const rows = threeTowns(6000);
    const order = shuffled(
      rows.map((_, i) => i),
      seededRandom(9),
    );
    const one = kMeans(rows, { ...settings, clusters: 3 });
    const other = kMeans(
      order.map((at) => rows[at]!),
      { ...settings, clusters: 3 },
    );
    expect(other.centroids).toEqual(one.centroids);
    expect(other.inertia).toBe(one.inertia);
    expect(Array.from(other.labels)).toEqual(order.map((at) => one.labels[at]));
  });

  it('does so too where points that are alike weigh differently', () => {
    const places = fc.tuple(
      fc.constantFrom(0.1, 0.2, 0.7),
      fc.constantFrom(0.1, 0.3),
      fc.double({ min: 0.1, max: 3, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(places, { minLength: 8, maxLength: 20 }), fc.nat(), (all, seed) => {
        const towns = [...all, [0.1, 0.1, 1], [0.7, 0.3, 1]] as const;
        const figures = (members: readonly (readonly number[])[]) => {
          const points = members.map(([x, y]) => [x!, y!]);
          const weights = members.map(([, , weight]) => weight!);
          const { centroids, inertia } = kMeans(points, { ...settings, clusters: 2, weights });
          const { inertiaByCluster } = lloyd(points, centroids, { weights });
          return { centroids, inertia, inertiaByCluster };
        };
        expect(figures(shuffled(towns, seededRandom(seed)))).toEqual(figures(towns));
      }),
    );
  });

  it('finds three towns', () => {
    const rows = threeTowns(300);
    const { labels, sizes, centroids } = kMeans(rows, { ...settings, clusters: 3 });
    expect(
      adjustedRand(
        labels,
        rows.map((_, i) => i % 3),
      ).value,
    ).toBe(1);
    expect(sizes).toEqual([100, 100, 100]);
    // Lexicographic: the town at 0, 0; the one at 0, 10; the one at 10, 0. Means of uniform ± 0.5 lie within 0.1.
    [
      [0, 0],
      [0, 10],
      [10, 0],
    ]
      .sort()
      .forEach((center, c) => {
        const nearestFound = centroids
          .map((found) => Math.hypot(found[0]! - center[0]!, found[1]! - center[1]!))
          .sort((a, b) => a - b)[0]!;
        expect([c, nearestFound < 0.15]).toEqual([c, true]);
      });
  });

  it('leaves no cluster empty, every point at its nearest centroid, every centroid at the mean of its points', () => {
    fc.assert(
      fc.property(cloud, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 1000 }), (rows, wanted, seed) => {
        const clusters = Math.min(wanted, distinctOf(rows));
        const found = kMeans(rows, { clusters, seed, starts: 1 });
        expect(found.converged).toBe(true);
        expect(Math.min(...found.sizes)).toBeGreaterThan(0);
        expect(found.sizes.reduce((a, b) => a + b, 0)).toBe(rows.length);
        const distance = (row: readonly number[], c: number) =>
          Math.hypot(row[0]! - found.centroids[c]![0]!, row[1]! - found.centroids[c]![1]!);
        rows.forEach((row, i) => {
          for (let c = 0; c < clusters; c++)
            expect(distance(row, found.labels[i]!)).toBeLessThanOrEqual(distance(row, c) + 1e-9);
        });
        found.centroids.forEach((centroid, c) => {
          const mine = rows.filter((_, i) => found.labels[i] === c);
          expect(mine.reduce((sum, row) => sum + row[0], 0) / mine.length).toBeCloseTo(centroid[0]!, 9);
        });
        const byHand = rows.reduce((sum, row, i) => sum + distance(row, found.labels[i]!) ** 2, 0);
        expect(found.inertia).toBeCloseTo(byHand, 6);
      }),
    );
  });

  it('revives a centroid that begins far from all points', () => {
    const { sizes, converged } = lloyd(
      [
        [0, 0],
        [0.5, 0],
        [0.5, 1],
        [1, 1],
      ],
      [
        [0.5, 0.5],
        [100, 100],
      ],
    );
    expect(sizes).toEqual([2, 2]);
    expect(converged).toBe(true);
  });

  it('counts a point of weight three as three points', () => {
    const once = lloyd([[0], [4]], [[1]], { weights: [3, 1] });
    expect(once.centroids).toEqual([[1]]);
    expect(once.inertia).toBe(12);
  });

  it('takes columns as well as rows', () => {
    const rows = threeTowns(30);
    const columns = [0, 1].map((j) => Float64Array.from(rows, (row) => row[j]!));
    expect(kMeans({ columns }, { ...settings, clusters: 3 })).toEqual(kMeans(rows, { ...settings, clusters: 3 }));
  });

  it('says when the bound on iterations ended it', () => {
    expect(kMeans(threeTowns(300), { ...settings, clusters: 5, maxIterations: 1 }).converged).toBe(false);
  });

  it.each([
    ['clusters: expected at most 2, the number of distinct points, got 3', [[1], [2], [2]], 3],
    ['clusters: expected at most 1, the number of distinct points, got 2', [[5], [5]], 2],
    ['points: expected at least one point, got 0', [], 1],
    ['points.1.0: expected a finite number up to 1e150, got NaN', [[1], [Number.NaN]], 1],
    ['points.1.0: expected a finite number up to 1e150, got NaN', [[1], [null as unknown as number]], 1],
    ['points.1: expected 2 coordinates, got 1', [[1, 2], [3]], 1],
    ['clusters: expected a whole number of at least 1, got 0', [[1]], 0],
  ])('refuses with "%s"', (message, rows, clusters) => {
    expect(() => kMeans(rows, { ...settings, clusters })).toThrow(message);
  });

  it('assigns new points to the nearest centroid, the first of equally near', () => {
    expect(Array.from(nearestCentroids([[0], [5], [9]], [[0], [10]]))).toEqual([0, 0, 1]);
    expect(Array.from(nearestCentroids([], [[0]]))).toEqual([]);
  });
});

describe('cluster quality', () => {
  const rows = [[0], [2], [10], [12]];

  it('computes by hand', () => {
    // Within 2; between (10 + 12) / 2 and (8 + 10) / 2: (11 − 2) / 11, (9 − 2) / 9, twice.
    expect(silhouette(rows, [0, 0, 1, 1]).value!.mean).toBeCloseTo((9 / 11 + 7 / 9) / 2, 14);
    // Widths 1 and 1, centres 10 apart.
    expect(daviesBouldin(rows, [0, 0, 1, 1]).value).toBe(0.2);
    // Between 4 · 25 / 1, within 4 / 2.
    expect(calinskiHarabasz(rows, [0, 0, 1, 1]).value).toBe(50);
  });

  it('counts a member alone in its cluster as 0', () => {
    expect(silhouette(rows, ['a', 'a', 'a', 'b']).value!.members[3]).toBe(0);
  });

  it.each([
    ['noObservations', [], []],
    ['oneGroupOnly', rows, [1, 1, 1, 1]],
    ['everyPointItsOwnCluster', rows, [1, 2, 3, 4]],
  ])('is undefined because %s', (undefinedBecause, points, labels) => {
    expect(silhouette(points, labels)).toEqual({ undefinedBecause });
    expect(daviesBouldin(points, labels)).toEqual({ undefinedBecause });
    expect(calinskiHarabasz(points, labels)).toEqual({ undefinedBecause });
  });

  it('is undefined where centres coincide or clusters have no width', () => {
    expect(daviesBouldin([[0], [2], [1], [1]], [0, 0, 1, 1])).toEqual({ undefinedBecause: 'coincidentCentroids' });
    expect(calinskiHarabasz([[0], [0], [1], [1]], [0, 0, 1, 1])).toEqual({ undefinedBecause: 'noVariation' });
    // Centres that a rounded sum, divided, would put beside their points.
    const alike = [[0.38], [0.38], [0.38], [0.7], [0.7], [0.7]];
    expect(calinskiHarabasz(alike, [0, 0, 0, 1, 1, 1])).toEqual({ undefinedBecause: 'noVariation' });
    const one = [[0.38], [0.38], [0.38], [0.38], [0.38]];
    expect(daviesBouldin(one, [0, 0, 0, 1, 1])).toEqual({ undefinedBecause: 'coincidentCentroids' });
  });

  it('says that silhouettes of more than 20,000 members are too many', () => {
    const labels = new Int32Array(20_001);
    expect(() => silhouette(() => 1, labels)).toThrow('silhouette members: at most 20000, got 20001');
  });

  it.each(['silhouette', 'calinskiHarabasz', 'daviesBouldin'] as const)(
    'chooses three clusters for three towns by %s',
    (criterion) => {
      const { chosen, trials } = chooseClusterCount(threeTowns(150), [2, 3, 4, 5], criterion, settings);
      expect(chosen!.clusters).toBe(3);
      expect(trials.map(({ clusters }) => clusters)).toEqual([2, 3, 4, 5]);
    },
  );

  it('judges shuffled points alike, to the last bit', () => {
    const rows = threeTowns(150);
    const qualities = (points: readonly (readonly number[])[]) =>
      chooseClusterCount(points, [2, 3, 4], 'silhouette', settings).trials.map(({ quality }) => quality);
    expect(qualities(shuffled(rows, seededRandom(2)))).toEqual(qualities(rows));
  });

  it('chooses nothing where no criterion is defined', () => {
    expect(chooseClusterCount([[1], [2]], [1, 2], 'silhouette', settings).chosen).toBeUndefined();
  });

  it('compares partitions under any names, hostile ones too', () => {
    expect(adjustedRand(['__proto__', '__proto__', 'constructor'], [1, 1, 2]).value).toBe(1);
    expect(partitionInformation(['a', 'a'], [1, 1]).value).toMatchObject({ adjusted: 1, normalized: 1, vMeasure: 1 });
    expect(adjustedRand([], [])).toEqual({ undefinedBecause: 'noObservations' });
  });
});

describe('scales', () => {
  const rows = [
    [0, 5],
    [10, 5],
    [20, 5],
  ];

  it.each([
    [[-1, 0, 1].map((z) => z / Math.sqrt(2 / 3)), 'zScore'],
    [[0, 0.5, 1], 'minMax'],
    // Median 10, quartiles 5 and 15.
    [[-1, 0, 1], 'robust'],
  ] as const)('turn 0, 10, 20 into %j by %s', (expected, method) => {
    const found = toRows(applyScale(rows, fitScale(rows, method))).map((row) => row[0]!);
    found.forEach((cell, i) => {
      expect(cell).toBeCloseTo(expected[i]!, 14);
    });
  });

  it('name constant columns and leave them at 0', () => {
    for (const method of ['zScore', 'minMax', 'robust'] as const) {
      const scale = fitScale(rows, method);
      expect(scale.constant).toEqual([1]);
      expect(toRows(applyScale(rows, scale)).map((row) => row[1])).toEqual([0, 0, 0]);
    }
  });

  it('do not take rounding for spread', () => {
    expect(fitScale([[0.1], [0.1], [0.1]], 'zScore').constant).toEqual([0]);
  });

  it('can be undone', () => {
    const scale = fitScale(rows, 'zScore');
    toRows(undoScale(applyScale(rows, scale), scale)).forEach((row, i) => {
      expect(row[0]).toBeCloseTo(rows[i]![0]!, 12);
    });
  });
});
