import { chiSquareTest, cramersV, fisherExact, pearson, spearman, trendTest } from 'tenure/statistics';
import { describe, expect, it } from 'vitest';

const bands = [
  [110, 890],
  [60, 940],
  [30, 970],
];

describe('association of usage bands with churn', () => {
  it('is found where low, middle and high usage churn at 11, 6 and 3 %', () => {
    const { chiSquare, df, pValue, leastExpected } = chiSquareTest(bands).value!;
    // Expected 66.67 and 933.33 in each row: (43.33² + 6.67² + 36.67²) · (1 / 66.67 + 1 / 933.33) = 52.5
    expect(chiSquare).toBeCloseTo(52.5, 10);
    expect(df).toBe(2);
    expect(pValue).toBeCloseTo(Math.exp(-52.5 / 2), 20);
    expect(leastExpected).toBeCloseTo(200 / 3, 12);
  });

  it('has the strength of SciPy, and a little less with the bias taken off', () => {
    // √(52.5 / 3000); scipy.stats.contingency.association
    expect(cramersV(bands, 'none').value).toBeCloseTo(0.13228756555322954, 12);
    expect(cramersV(bands, 'bergsma').value).toBeCloseTo(0.12976411606145774, 12);
  });

  it('falls by four points a band', () => {
    const groups = bands.map(([count, rest]) => ({ count: count!, of: count! + rest! }));
    const { slope, z } = trendTest(groups, [1, 2, 3]).value!;
    expect(slope).toBeCloseTo(-0.04, 12);
    // NumPy: −80 / √(p (1 − p) · 2000) with p = 200 / 3000
    expect(z).toBeCloseTo(-7.171371656006362, 10);
  });

  it('is absent where all churn alike', () => {
    const same = [
      [50, 950],
      [50, 950],
    ];
    expect(chiSquareTest(same).value).toMatchObject({ chiSquare: 0, pValue: 1 });
    expect(cramersV(same, 'bergsma')).toEqual({ value: 0 });
  });

  it('leaves empty rows and columns out', () => {
    expect(chiSquareTest([...bands, [0, 0]])).toEqual(chiSquareTest(bands));
    expect(chiSquareTest(bands.map((row) => [...row, 0]))).toEqual(chiSquareTest(bands));
  });

  it.each([
    ['noObservations', []],
    [
      'noObservations',
      [
        [0, 0],
        [0, 0],
      ],
    ],
    ['noVariation', [[5, 5]]],
    [
      'noVariation',
      [
        [5, 0],
        [7, 0],
      ],
    ],
  ])('is undefined because %s for %j', (undefinedBecause, table) => {
    expect(chiSquareTest(table)).toEqual({ undefinedBecause });
    expect(cramersV(table, 'none')).toEqual({ undefinedBecause });
  });

  it('refuses ragged tables and fractions of members', () => {
    expect(() => chiSquareTest([[1, 2], [3]])).toThrow('table.1: expected 2 entries, got 1');
    expect(() => chiSquareTest([[1.5, 2]])).toThrow('table.0.0: expected a whole number of at least 0, got 1.5');
  });

  it('has no trend where nobody churns', () => {
    expect(
      trendTest(
        [
          { count: 0, of: 5 },
          { count: 0, of: 5 },
        ],
        [1, 2],
      ),
    ).toEqual({ undefinedBecause: 'noVariation' });
  });
});

describe("Fisher's exact test", () => {
  // SciPy 1.17.1: stats.fisher_exact
  it.each([
    [
      0.48571428571428565,
      [
        [3, 1],
        [1, 3],
      ],
      'twoSided',
    ],
    [
      0.034965034965034975,
      [
        [8, 2],
        [1, 5],
      ],
      'twoSided',
    ],
    [
      0.9991258741258742,
      [
        [8, 2],
        [1, 5],
      ],
      'less',
    ],
    [
      1,
      [
        [0, 0],
        [0, 0],
      ],
      'twoSided',
    ],
  ] as const)('gives %s for %j, %s', (expected, table, alternative) => {
    expect(fisherExact(table, alternative)).toBeCloseTo(expected, 12);
  });
});

describe('correlation', () => {
  // SciPy 1.17.1: stats.pearsonr and stats.spearmanr
  it('agrees with SciPy', () => {
    const found = pearson([1, 2, 3, 4, 5], [2, 1, 4, 3, 7]).value!;
    expect(found.coefficient).toBeCloseTo(0.824163383692134, 13);
    expect(found.pValue.value).toBeCloseTo(0.08613863131395952, 12);
    const ranked = spearman([1, 2, 2, 4, 5], [2, 1, 4, 3, 7]).value!;
    expect(ranked.coefficient).toBeCloseTo(0.6668859288553503, 13);
    expect(ranked.pValue.value).toBeCloseTo(0.21889398131323148, 12);
  });

  it('is undefined for a constant column, also where the mean is not exact', () => {
    expect(pearson([0.1, 0.1, 0.1], [1, 2, 3])).toEqual({ undefinedBecause: 'noVariation' });
    expect(spearman([1], [1])).toEqual({ undefinedBecause: 'tooFewObservations' });
  });

  it('has no significance with two members', () => {
    expect(pearson([1, 2], [3, 1]).value).toEqual({
      coefficient: -1,
      pValue: { undefinedBecause: 'tooFewObservations' },
    });
  });
});
