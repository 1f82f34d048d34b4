import * as fc from 'fast-check';
import { cumulativeShares, percentRanks, ranks, tiles } from 'tenure/statistics';
import { describe, expect, it } from 'vitest';

describe('ranks', () => {
  it.each([
    [[1, 2, 2, 4], 'lowest'],
    [[1, 3, 3, 4], 'highest'],
    [[1, 2.5, 2.5, 4], 'mean'],
    [[1, 2, 2, 3], 'dense'],
  ] as const)('are %j for 10, 20, 20, 30 with ties %s', (expected, ties) => {
    expect(ranks([10, 20, 20, 30], ties)).toEqual(expected);
  });

  it('answers in the order of the input', () => {
    expect(ranks([30, 10, 20], 'lowest')).toEqual([3, 1, 2]);
    expect(percentRanks([30, 10, 20])).toEqual([1, 0, 0.5]);
    expect(cumulativeShares([30, 10, 20, 10])).toEqual([1, 0.5, 0.75, 0.5]);
  });
});

describe('ranks of many values', () => {
  it('are those of a plain sort, signs, zeros and ties included', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => ((i * 7919) % 601) - 300 + (i % 3 === 0 ? 1e-9 : 0)).map(
      (v) => (v === 0 ? -0 : v),
    );
    const sorted = [...many].sort((a, b) => a - b);
    const firstRank = new Map<number, number>();
    sorted.forEach((value, place) => {
      if (!firstRank.has(value)) firstRank.set(value, place + 1);
    });
    expect(ranks(many, 'lowest')).toEqual(many.map((value) => firstRank.get(value)));
  });
});

describe('scores by equal parts', () => {
  it('gives equal values equal scores', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 6 }),
        (values, buckets) => {
          const scores = tiles(values, buckets, 'together');
          const scoreOf = new Map(values.map((value, i) => [value, scores[i]]));
          expect(scores).toEqual(values.map((value) => scoreOf.get(value)));
        },
      ),
    );
  });

  it('never scores a larger value lower', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 2 }), fc.integer({ min: 1, max: 6 }), (values, buckets) => {
        const scores = tiles(values, buckets, 'together');
        const byValue = values.map((value, i) => [value, scores[i]!] as const).sort((a, b) => a[0] - b[0]);
        for (let i = 1; i < byValue.length; i++) expect(byValue[i]![1]).toBeGreaterThanOrEqual(byValue[i - 1]![1]);
      }),
    );
  });

  it('fills parts as SQL does when ties are split: sizes differ by at most one, larger ones first', () => {
    expect(tiles([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 4, 'inOrder')).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 4, 4]);
  });

  it('has empty parts when there are fewer values than parts', () => {
    expect(tiles([5, 6], 5, 'together')).toEqual([1, 2]);
  });

  it('refuses less than one part', () => {
    expect(() => tiles([1], 0, 'together')).toThrow('buckets: expected a whole number of at least 1, got 0');
  });
});
