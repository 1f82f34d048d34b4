import { InputError } from 'tenure';
import * as statistics from 'tenure/statistics';
import { describe, expect, it } from 'vitest';

const {
  absorbingChain,
  adjustPValues,
  applyScale,
  auc,
  binaryProbability,
  brier,
  calibration,
  chainValue,
  chiSquareTail,
  chiSquareTest,
  cusum,
  fisherExact,
  gammaP,
  herfindahl,
  incidenceQuantile,
  incompleteBeta,
  isotonic,
  kaplanMeier,
  knownValues,
  lift,
  lnGamma,
  logRank,
  lowerTriangle,
  mean,
  migrationShares,
  partitionInformation,
  pearson,
  quantile,
  ranks,
  seededRandom,
  share,
  shareInterval,
  silhouette,
  stabilityIndex,
  survivalAt,
  survivalQuantile,
  toPoints,
  transitionMatrix,
  trendTest,
  trialSize,
} = statistics;

/** As it comes from plain JavaScript. */
const untyped = (value: unknown) => value as never;
const curve = kaplanMeier({ time: [1, 2], event: [1, 1] }, 0.95, 'log').value!;

describe('what is no figure, list or label', () => {
  it.each<[string, () => unknown]>([
    ['values: expected a list, got null', () => mean(untyped(null))],
    ['values: expected a list, got "12"', () => mean(untyped('12'))],
    ['values: expected a list, got nothing', () => ranks(untyped(undefined), 'mean')],
    ['values: expected a list, got an object', () => knownValues(untyped({}))],
    ['values.1: expected a finite number up to 1e150, or null, got NaN', () => knownValues([1, Number.NaN])],
    ['values.0: expected a finite number up to 1e150, or null, got "3"', () => knownValues(untyped(['3']))],
    ['outcome: expected a list, got nothing', () => auc(untyped({ score: [1] }))],
    ['probability: expected a list, got null', () => brier(untyped({ outcome: [1], probability: null }))],
    ['truth.1: expected a text or a number, got null', () => partitionInformation(untyped(['a', null]), ['a', 'b'])],
    ['found: expected 2 entries, got 1', () => partitionInformation(['a', 'b'], ['a'])],
    [
      'group.0: expected a text or a number, got NaN',
      () => logRank({ time: [1, 2], event: [1, 1] }, [Number.NaN, 1], 'logRank'),
    ],
    [
      'labels.2: expected a text or a number, got nothing',
      () => silhouette([[0], [1], [2]], untyped([0, 0, undefined])),
    ],
    ['table: expected a list, got null', () => chiSquareTest(untyped(null))],
    ['table.1: expected a list, got 3', () => fisherExact(untyped([[1, 2], 3]), 'greater')],
    ['points.1: expected a list, got null', () => toPoints(untyped([[1], null]))],
    ['matrix.0: expected a list, got "a"', () => transitionMatrix(untyped(['a']), 'refuse')],
    [
      'matrix.0.0: expected a probability, got ""',
      () =>
        transitionMatrix(
          untyped([
            ['', 1],
            [0, 1],
          ]),
          'refuse',
        ),
    ],
    ['pValues: expected a list, got 0.1', () => adjustPValues(untyped(0.1), 'holm')],
    ['streams.0: expected a text, got null', () => seededRandom(1, untyped(null))],
    ['b: expected a finite number above 0, got "1"', () => incompleteBeta(0.5, 2, untyped('1'))],
    ['x: expected a number, got "1"', () => chiSquareTail(untyped('1'), 2)],
    ['score: expected a number, got NaN', () => binaryProbability(Number.NaN, 'logit')],
    ['top: expected a share above 0, up to 1, got "1"', () => lift({ outcome: [1], score: [1] }, untyped('1'))],
    [
      'allowance: expected a finite number of at least 0, got "1"',
      () => cusum([1], { target: 1, allowance: untyped('1'), limit: 1 }),
    ],
    [
      'confidence: expected a number between 0 and 1, both excluded, got "0.5"',
      () => shareInterval({ count: 1, of: 2 }, untyped('0.5'), 'wald'),
    ],
    ['proportion: expected { count, of }, got null', () => share(untyped(null))],
    ['counts.0.1: expected a finite number above 0, got -1', () => migrationShares([[1, -1]])],
    ['distances.1: expected a finite number of at least 0, got -4', () => lowerTriangle([3, -4, 5])],
    ['distances: expected member 3, got 3', () => silhouette(lowerTriangle([3, 4, 5]), [0, 0, 1, 1])],
    [
      'scale.spreads.0: expected a finite number above 0, got 0',
      () => applyScale([[1]], { centers: [0], spreads: [0], constant: [] }),
    ],
    ['time: expected a number, got NaN', () => survivalAt(curve, Number.NaN)],
    ['gone: expected a number from 0 to 1, got NaN', () => survivalQuantile(curve, Number.NaN)],
    [
      'cause: expected the place of one of 1 causes, got 1',
      () => incidenceQuantile(untyped([{ incidence: [0.5], time: 1 }]), 1, 0.5),
    ],
  ])('is refused: %s', (expected, run) => {
    expect(run).toThrow(expected);
  });
});

describe('nothing in place of a whole record', () => {
  const none = untyped(null);
  const aim = { significance: 0.05, power: 0.8, sides: 'twoSided' } as const;
  const share10 = { count: 1, of: 10 };
  const chain = [
    [0.5, 0.5],
    [0, 1],
  ];

  it.each<[string, () => unknown]>([
    ['plan: expected { target, allowance, limit }', () => cusum([1], none)],
    ['scored: expected { outcome, score }', () => auc(none)],
    ['scored: expected { outcome, score }', () => lift(none, 0.5)],
    ['scored: expected { outcome, score }', () => statistics.aucInterval(none, 0.95)],
    ['scored: expected { outcome, score }', () => statistics.averagePrecision(none)],
    ['predicted: expected { outcome, probability }', () => brier(none)],
    ['predicted: expected { outcome, probability }', () => calibration(none, 2, 'equalWidth')],
    ['lifetimes: expected { time, event }', () => kaplanMeier(none, 0.95, 'log')],
    ['lifetimes: expected { time, event }', () => logRank(none, [], 'logRank')],
    ['lifetimes: expected { time, cause }', () => statistics.aalenJohansen(none, ['won'])],
    ['curve: expected a list', () => survivalAt(none, 1)],
    ['curve: expected a list', () => survivalQuantile(none, 0.5)],
    ['curve: expected a list', () => statistics.restrictedMean(none, 1)],
    ['curve: expected a list', () => incidenceQuantile(none, 0, 0.5)],
    ['options: expected { clusters, seed, starts }', () => statistics.kMeans([[1]], none)],
    ['options: expected { maxIterations, weights }', () => statistics.lloyd([[1]], [[1]], none)],
    ['options: expected { seed, starts }', () => statistics.chooseClusterCount([[1]], [2], 'silhouette', none)],
    ['aim: expected { population, confidence, margin, expected }', () => statistics.surveySize(none)],
    ['survey: expected { population, answers, confidence, expected }', () => statistics.marginOfError(none)],
    ['groups: expected { sizes, shares }', () => statistics.trialPower(none, 0.05, 'twoSided')],
    ['aim: expected { significance, power, sides }', () => trialSize([0.1, 0.2], none)],
    ['aim: expected { significance, power, sides }', () => statistics.detectableEffect([9, 9], 0.1, 'rise', none)],
    ['sizes: expected a list', () => statistics.detectableEffect(none, 0.1, 'rise', aim)],
    ['data: expected { rows, outcome }', () => statistics.fitBinary(none, 'logit', { mean: [0], precision: [1] })],
    ['prior: expected { mean, precision }', () => statistics.fitBinary({ rows: [], outcome: [] }, 'logit', none)],
    ['scale: expected { centers, spreads, constant }', () => applyScale([[1]], none)],
    ['scale: expected { centers, spreads, constant }', () => statistics.undoScale([[1]], none)],
    ["empty: expected 'undefined' or { countAs }", () => stabilityIndex([1], [1], none)],
    ["horizon: expected 'infinite' or { steps }", () => chainValue(chain, [1, 0], 0.1, none)],
    [
      'control: expected { before, after }',
      () => statistics.differenceInDifferences({ before: share10, after: share10 }, none, 0.95),
    ],
    ['periods.0: expected { events, censored }', () => statistics.lifeTable(9, [none], 'end')],
    ['proportion: expected { count, of }', () => share(untyped([1, 10]))],
  ])('is refused: %s', (expected, run) => {
    expect(run).toThrow(InputError);
    expect(run).toThrow(expected);
  });
});

describe('a word that no method knows', () => {
  const other = untyped('Bonferroni');
  const pairs = { outcome: [0, 1], probability: [0.2, 0.8] };
  const four = [[0], [1], [8], [9]];

  it.each<[string, () => unknown]>([
    ['correction: expected one of none, bonferroni, holm, benjaminiHochberg', () => adjustPValues([0.1], other)],
    ['by: expected one of equalWidth, equalCount', () => calibration(pairs, 2, other)],
    [
      'criterion: expected one of silhouette, calinskiHarabasz, daviesBouldin',
      () => statistics.chooseClusterCount(four, [2], other, { seed: 1, starts: 1 }),
    ],
    ['partial: expected one of roundUp, interpolate', () => statistics.topShare([1, 2], 0.2, other)],
    ['correction: expected one of none, sample', () => statistics.gini([1, 2], other)],
    ['correction: expected one of none, bergsma', () => statistics.cramersV([[1, 2]], other)],
    [
      'alternative: expected one of greater, less, twoSided',
      () =>
        fisherExact(
          [
            [1, 2],
            [3, 4],
          ],
          other,
        ),
    ],
    ['denominator: expected one of sample, population', () => statistics.variance([1, 2], other)],
    ['denominator: expected one of sample, population', () => statistics.standardDeviation([1, 2], other)],
    ['censoring: expected one of end, half', () => statistics.lifeTable(9, [], other)],
    ['weight: expected one of logRank, gehan', () => logRank({ time: [1, 2], event: [1, 1] }, ['a', 'b'], other)],
    ['rows: expected one of refuse, normalize', () => transitionMatrix([[1]], other)],
    ['method: expected one of wilson, wald', () => shareInterval({ count: 1, of: 2 }, 0.95, other)],
    ['ties: expected one of lowest, highest, mean, dense', () => ranks([1], other)],
    ['ties: expected one of together, inOrder', () => statistics.tiles([1], 2, other)],
    ['sides: expected one of twoSided, oneSided', () => statistics.effectPower(0.3, [9, 9], 0.05, other)],
    [
      'direction: expected one of rise, fall',
      () => statistics.detectableEffect([9, 9], 0.1, other, { significance: 0.05, power: 0.8, sides: 'twoSided' }),
    ],
    ['method: expected one of zScore, minMax, robust', () => statistics.fitScale([[1]], other)],
    ['scale: expected one of log, logLog, plain', () => kaplanMeier({ time: [1], event: [1] }, 0.95, other)],
    [
      'link: expected one of logit, cloglog',
      () => statistics.fitBinary({ rows: [], outcome: [] }, other, { mean: [0], precision: [1] }),
    ],
  ])('is never taken for another: %s', (expected, run) => {
    expect(run).toThrow(InputError);
    expect(run).toThrow(expected);
  });
});

describe('what is missing', () => {
  it('may be null: a population without bound', () => {
    const aim = { confidence: 0.95, margin: 0.05, expected: 0.5 };
    expect(statistics.surveySize({ ...aim, population: null })).toBe(statistics.surveySize(aim));
    const survey = { answers: 100, confidence: 0.95, expected: 0.5 };
    expect(statistics.marginOfError({ ...survey, population: null })).toEqual(statistics.marginOfError(survey));
  });
});

describe('figures of any size', () => {
  it('so small that their inverse is none are refused', () => {
    expect(() => lnGamma(1e-320)).toThrow('x: expected a number from 1e-150 to 1e150, got 1e-320');
    expect(() => stabilityIndex([1, 5e-324], [1, 1], 'undefined')).toThrow('before.1: expected a number from 1e-150');
  });

  it('so small that their squares vanish are told apart like any others', () => {
    // A straight line; two equal halves.
    expect(pearson([1e-170, 2e-170, 3e-170], [1, 2, 3]).value?.coefficient).toBe(1);
    expect(herfindahl([5e-324, 5e-324]).value).toBe(0.5);
  });

  it('so alike that no number of people could tell them apart are refused', () => {
    const aim = { significance: 0.05, power: 0.8, sides: 'twoSided' } as const;
    expect(() => trialSize([1e-320, 2e-320], aim)).toThrow(
      'shares: expected shares so far apart that people can be counted',
    );
  });

  it('of a state that is hardly ever left add up: 10¹² steps, and it ends in the one place', () => {
    const { steps, absorption } = absorbingChain(
      [
        [1 - 1e-12, 1e-12],
        [0, 1],
      ],
      'refuse',
    ).value!;
    expect(steps[0]! / 1e12).toBeCloseTo(1, 12);
    expect(absorption[0]![0]).toBeCloseTo(1, 14);
  });

  it('of a stream that never ends and is hardly discounted keep their digits: r (1 + d) / d', () => {
    expect(chainValue([[1]], [1], 1e-9, 'infinite').value![0]! / 1_000_000_001).toBeCloseTo(1, 14);
    expect(chainValue([[1]], [1e150], 1e-300, 'infinite')).toEqual({ undefinedBecause: 'notEstimable' });
  });

  it('beyond what a series can be summed for are a limit, said', () => {
    expect(() => gammaP(1e9, 1e9)).toThrow('shape of the incomplete gamma function: at most 100000000');
    // At its shape a gamma variable is below it with chance 1/2 + 1 / (3 √(2π a)).
    expect(gammaP(1e8, 1e8)).toBeCloseTo(0.5 + 1 / (3 * Math.sqrt(2 * Math.PI * 1e8)), 6);
  });

  it('that are all equal are their own quantile, whichever is asked', () => {
    for (let p = 0; p <= 1; p += 0.01) expect(quantile([0.1, 0.1, 0.1], p, 7).value).toBe(0.1);
  });

  it('are pooled only where they fall, however much they weigh', () => {
    expect(isotonic([1, 2, 3], [1e150, 1e150, 1e150])).toEqual([1, 2, 3]);
    // (3 + 1) / 2.
    expect(isotonic([3, 1], [1e150, 1e150])).toEqual([2, 2]);
  });

  it('give a trend that hangs neither on the unit of the scores nor on what there is in all', () => {
    const groups = [110, 60, 30].map((count) => ({ count, of: 1000 }));
    const [plain, huge] = [
      trendTest(groups, [1, 2, 3]).value!,
      trendTest(
        groups,
        [1e150, 2e150, 3e150].map((x) => x / 3),
      ).value!,
    ];
    expect(huge.z).toBeCloseTo(plain.z, 12);
    // Shares fall by 4 points a step: (3 − 11) / 2.
    expect(plain.slope).toBeCloseTo(-0.04, 15);
  });

  it('are binned into any number of bins', () => {
    expect(calibration({ outcome: [0, 1], probability: [0.1, 0.9] }, 2 ** 52, 'equalWidth')).toEqual([
      { members: 1, predicted: 0.1, observed: 0 },
      { members: 1, predicted: 0.9, observed: 1 },
    ]);
  });

  it('leave an interval that is almost sure', () => {
    const { lower, upper } = shareInterval({ count: 5, of: 10 }, 1 - 2 ** -53, 'wilson').value!;
    // z of 2^-54 is 8.29: (5 + z² / 2) / (10 + z²) ± z √(2.5 + z² / 4) / (10 + z²).
    expect([lower, upper].map((end) => end.toFixed(2))).toEqual(['0.03', '0.97']);
  });
});

describe('the exact test of a table of two by two', () => {
  const choose = (n: number, k: number): bigint => {
    let ways = 1n;
    for (let i = 1; i <= k; i += 1) ways = (ways * BigInt(n - k + i)) / BigInt(i);
    return ways;
  };

  it.each([
    [1020, 980, 980, 1020],
    [30, 970, 60, 940],
    [0, 5, 5, 0],
    [700, 0, 0, 700],
    [3, 0, 0, 0],
  ])('counts ways: %i, %i, %i, %i', (a, b, c, d) => {
    const [row, column, all] = [a + b, a + c, a + b + c + d];
    const least = Math.max(0, row + column - all);
    const ways = Array.from(
      { length: Math.min(row, column) - least + 1 },
      (_, i) => choose(row, least + i) * choose(all - row, column - least - i),
    );
    const sum = (list: readonly bigint[]) => list.reduce((x, y) => x + y, 0n);
    const chance = (list: readonly bigint[]) => Number((sum(list) * 10n ** 300n) / sum(ways)) / 1e300;
    const expected = {
      greater: chance(ways.slice(a - least)),
      less: chance(ways.slice(0, a - least + 1)),
      twoSided: chance(ways.filter((way) => way <= ways[a - least]!)),
    };
    for (const side of ['greater', 'less', 'twoSided'] as const) {
      const found = fisherExact(
        [
          [a, b],
          [c, d],
        ],
        side,
      );
      if (expected[side] > 1e-280) expect(found / expected[side]).toBeCloseTo(1, 10);
      else expect(found).toBeLessThan(1e-280);
    }
  });

  it('takes millions', () => {
    const p = fisherExact(
      [
        [1_000_500, 999_500],
        [999_500, 1_000_500],
      ],
      'greater',
    );
    // A difference of z = 1000 / √(4,000,000 / 4) = 1, with the correction for continuity 0.999.
    expect(p).toBeCloseTo(statistics.normalTwoSided(0.999) / 2, 5);
  });
});
