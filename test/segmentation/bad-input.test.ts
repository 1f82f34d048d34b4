import { InputError, PolicyError } from 'tenure/core';
import {
  analyseMarket,
  anchorVertical,
  assessStudy,
  basePenetration,
  checkSegmentation,
  choosePilotAreas,
  churnContrast,
  compareOnBuyingFactors,
  compareWithBenchmark,
  compileSegmentation,
  compileSegmentationJson,
  crosstab,
  exitCost,
  findConcentration,
  fitSegmentation,
  fitSegmentationJson,
  isStale,
  mixChange,
  mixOf,
  overlapOf,
  overlapOfCounts,
  penetration,
  profileSegments,
  readStandings,
  segmentMigration,
  separatingCause,
  testChurnPremise,
  timetable,
} from 'tenure/segmentation';
import {
  adjustedRand,
  calinskiHarabasz,
  chooseClusterCount,
  cramersV,
  daviesBouldin,
  fitScale,
  gini,
  herfindahl,
  kMeans,
  lorenz,
  quantile,
  silhouette,
  stabilityIndex,
  topShare,
} from 'tenure/statistics';
import { describe, expect, it } from 'vitest';

const because = (undefinedBecause: string) => ({ undefinedBecause });
const context = { asOf: '2013-01-01' };
const header = { kind: 'segmentation', id: 'bad', version: '1' } as const;
const facts = [
  { id: 'usageGb', kind: 'number', min: 0 },
  { id: 'need', kind: 'text', values: ['data', 'voice'] },
] as const;
const usage = {
  id: 'usage',
  type: 'bands',
  fact: 'usageGb',
  bands: [{ id: 'low', below: 200 }, { id: 'high' }],
  whenUnknown: 'unmeasured',
} as const;
const need = {
  id: 'need',
  type: 'category',
  fact: 'need',
  segments: [{ id: 'data', values: ['data'] }],
  otherwise: 'other',
  whenUnknown: 'unasked',
} as const;
const segment = compileSegmentation({ ...header, facts, dimensions: [usage, need] });

type Row = { readonly segment: string; readonly x: number };
const profileOf = (rows: readonly Row[], segments = ['a', 'b']) =>
  profileSegments(rows, {
    segments,
    segmentOf: (row) => row.segment,
    variables: [{ id: 'x', of: (row) => row.x }],
    smallest: 2,
  });
const meansOf = (rows: readonly Row[]) =>
  crosstab(rows, { rows: { ids: ['a', 'b'], of: (row) => row.segment }, columns: { ids: ['all'], of: () => 'all' } }, [
    { id: 'x', kind: 'number', of: (row: Row) => row.x },
  ]);
const judged = { confidence: 0.95, significance: 0.05, correction: 'holm' } as const;
const premise = { supposed: 'decreasing', significance: 0.05 } as const;
const pareto = { top: 0.2, bring: 0.8, partial: 'roundUp' } as const;
const search = { seed: 1, starts: 3, scale: 'zScore' } as const;
const clusters = (count: number) =>
  ({
    ...header,
    version: 'draft',
    facts: [...facts, { id: 'lines', kind: 'number', min: 0 }],
    dimensions: [
      {
        id: 'kind',
        type: 'clusters',
        axes: ['usageGb', 'lines'],
        segments: Array.from({ length: count }, (_, at) => ({ id: `k${at}` })),
        search,
        whenUnknown: 'unknown',
      },
    ],
  }) as const;
const quantiles = {
  ...header,
  version: 'draft',
  facts,
  dimensions: [
    {
      ...usage,
      bands: [
        { id: 'low', below: { quantile: 0.25, method: 7 } },
        { id: 'middle', below: { quantile: 0.75, method: 7 } },
        { id: 'high' },
      ],
    },
  ],
} as const;
const standing = { share: 0.6, retention: 0.9 };
const study = { id: 's', population: 100, invited: 10, cells: [], confidence: 0.95, margin: 0.05, expected: 0.5 };

/** Whether a result holds NaN or an infinity anywhere. */
function isUnsound(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(isUnsound);
}

type Stated = readonly [what: string, expected: unknown, found: () => unknown];

const emptySegment: readonly Stated[] = [
  ['has a mean undefined', because('noObservations'), () => profileOf([{ segment: 'a', x: 1 }])[1]!.variables[0]!.mean],
  ['has no share of nobody', because('noObservations'), () => profileOf([])[0]!.share],
  [
    'has a cell, with no mean',
    { id: 'x', kind: 'number', known: 0, unknown: 0, sum: 0, mean: because('noObservations') },
    () => meansOf([{ segment: 'a', x: 1 }]).rows[1]!.figures[0],
  ],
  [
    'has no churn rate and no verdict',
    { rate: because('emptyGroup'), verdict: 'undefined' },
    () => churnContrast([{ id: 'empty', churned: 0, of: 0 }, ...twoSegments], judged).segments[0],
  ],
  [
    'bears on no premise',
    { verdict: 'notSupported' },
    () =>
      testChurnPremise(
        [
          { id: 'low', churned: 0, of: 0 },
          { id: 'high', churned: 0, of: 0 },
        ],
        premise,
      ),
  ],
  [
    'separates nothing',
    because('noObservations'),
    () => separatingCause([{ id: 'c', levels: [] }], { ...judged, by: 'spread' }).causes[0]!.spread,
  ],
  [
    'overlaps with no rate',
    [
      { of: 'a', share: because('emptyGroup') },
      { of: 'b', share: { value: 0 } },
    ],
    () => overlapOfCounts({ id: 'a', size: 0 }, { id: 'b', size: 5 }, 0).rates,
  ],
  [
    'shares no union with another',
    0,
    () =>
      overlapOf([
        { id: 'a', members: [] },
        { id: 'b', members: [] },
      ]).union,
  ],
  ['is not concentrated', because('noObservations'), () => findConcentration([], pareto).holds],
  ['has no Gini', because('noObservations'), () => gini([], 'none')],
  ['has no quantile', because('noObservations'), () => quantile([], 0.5, 7)],
  ['has no silhouette', because('noObservations'), () => silhouette([], [])],
  ['agrees with no partition', because('noObservations'), () => adjustedRand([], [])],
  ['moves nowhere', because('noObservations'), () => segmentMigration([], [], ['a', 'b'], 'undefined').stability],
  ['is no market', because('totalIsZero'), () => mixOf([]).dominant],
  ['has no growth', because('zeroBase'), () => analyseMarket([]).growth],
  ['has no response', because('noObservations'), () => assessStudy({ ...study, invited: 0 }).responseRate],
  [
    'has no rate of adoption',
    because('noObservations'),
    () => basePenetration({ levels: ['a'], services: ['s'] }, [])[0]!.rate,
  ],
];
const twoSegments = [
  { id: 'a', churned: 3, of: 40 },
  { id: 'b', churned: 9, of: 40 },
] as const;

const oneMember: readonly Stated[] = [
  [
    'has no homogeneity and is too small',
    { tooSmall: true, variables: [{ homogeneity: because('tooFewObservations') }] },
    () =>
      profileOf([
        { segment: 'a', x: 1 },
        { segment: 'b', x: 3 },
      ])[0],
  ],
  ['holds all there is', { value: 1 }, () => findConcentration([5], pareto).topShare],
  ['is equal to itself', { value: 0 }, () => gini([5], 'none')],
  ['has no sample Gini', because('tooFewObservations'), () => gini([5], 'sample')],
  ['is every quantile of itself', { value: 5 }, () => quantile([5], 0.9, 6)],
  ['has no other cluster to be told from', because('oneGroupOnly'), () => silhouette([[1]], ['k'])],
  ['is a cluster', [[1, 2]], () => kMeans([[1, 2]], { clusters: 1, seed: 1, starts: 1 }).centroids],
  [
    'cannot be set against the rest',
    because('noVariation'),
    () => churnContrast([{ id: 'a', churned: 0, of: 1 }], judged).separates,
  ],
];

const allEqual: readonly Stated[] = [
  [
    'have no homogeneity over a base without spread',
    because('noVariation'),
    () =>
      profileOf([
        { segment: 'a', x: 7 },
        { segment: 'a', x: 7 },
        { segment: 'b', x: 7 },
      ])[0]!.variables[0]!.homogeneity,
  ],
  [
    'nor where rounding would put their mean beside them',
    { mean: { value: 0.38 }, index: { value: 100 }, homogeneity: because('noVariation') },
    () =>
      profileOf([
        { segment: 'a', x: 0.38 },
        { segment: 'a', x: 0.38 },
        { segment: 'b', x: 0.38 },
      ])[0]!.variables[0],
  ],
  ['are shared equally', { value: 0 }, () => gini([7, 7, 7], 'none')],
  ['let the top fifth hold a fifth', { value: 0.2 }, () => topShare([7, 7, 7, 7, 7], 0.2, 'roundUp')],
  [
    'support no premise',
    { verdict: 'notSupported', monotone: 'neither' },
    () =>
      testChurnPremise(
        [
          { id: 'low', churned: 6, of: 100 },
          { id: 'high', churned: 6, of: 100 },
        ],
        premise,
      ),
  ],
  ['have no clusters to compare', because('noVariation'), () => calinskiHarabasz([[1], [1], [1]], [0, 0, 1])],
  ['have centres that coincide', because('coincidentCentroids'), () => daviesBouldin([[1], [1], [1]], [0, 0, 1])],
  ['are stable', { value: 0 }, () => stabilityIndex([5, 5], [5, 5], 'undefined')],
  ['of zero have no share', because('totalIsZero'), () => topShare([0, 0], 0.5, 'roundUp')],
  ['of zero have no index', because('zeroBase'), () => profileOf([{ segment: 'a', x: 0 }])[0]!.variables[0]!.index],
];

const constantColumn: readonly Stated[] = [
  [
    'is named in the report of a fit, and tells no cluster apart',
    { constant: ['lines'] },
    () =>
      fitSegmentation(
        clusters(2),
        [1, 2, 90, 91].map((usageGb) => ({ usageGb, lines: 4 })),
      ).report.fitted[0],
  ],
  [
    'is named by its scale',
    [1],
    () =>
      fitScale(
        [
          [1, 5],
          [2, 5],
        ],
        'zScore',
      ).constant,
  ],
  [
    'has no association',
    because('noVariation'),
    () =>
      cramersV(
        [
          [3, 0],
          [9, 0],
        ],
        'none',
      ),
  ],
  [
    'chooses no number of clusters',
    undefined,
    () => chooseClusterCount([[5], [5], [5]], [1], 'silhouette', { seed: 1, starts: 1 }).chosen,
  ],
];

describe.each([
  ['an empty segment', emptySegment],
  ['a single member', oneMember],
  ['values that are all equal', allEqual],
  ['a constant column', constantColumn],
] as const)('%s', (_, table) => {
  it.each(table)('%s', (_what, expected, find) => {
    const found = find();
    if (typeof expected === 'object') expect(found).toMatchObject(expected as object);
    else expect(found).toBe(expected);
    expect(isUnsound(found)).toBe(false);
  });
});

describe.each<[string, readonly (readonly [message: string, refused: () => unknown])[]]>([
  [
    'more clusters than points',
    [
      [
        'clusters: expected at most 2, the number of distinct points, got 3',
        () => kMeans([[1], [2]], { clusters: 3, seed: 1, starts: 1 }),
      ],
      [
        'dimensions.0.segments: expected at most 2, the number of distinct points, got 3',
        () =>
          fitSegmentation(
            clusters(3),
            [1, 1, 2].map((usageGb) => ({ usageGb, lines: 4 })),
          ),
      ],
    ],
  ],
  [
    'quantiles of values that are all equal',
    [
      [
        'dimensions.0.bands.1.below: expected more than 5, got 5',
        () => fitSegmentation(quantiles, [{ usageGb: 5 }, { usageGb: 5 }]),
      ],
    ],
  ],
  [
    'NaN',
    [
      ['usageGb: expected a finite number, got NaN', () => segment({ usageGb: Number.NaN, need: null }, context)],
      [
        'usageGb: expected a finite number, got NaN',
        () => segment.outcome({ usageGb: Number.NaN, need: null }, context),
      ],
      ['x: expected a finite number, got NaN', () => profileOf([{ segment: 'a', x: Number.NaN }])],
      ['x: expected a finite number, got NaN', () => meansOf([{ segment: 'a', x: Number.NaN }])],
      ['parts.0.amount: expected an amount from 0 to 1e150, got NaN', () => mixOf([{ id: 'a', amount: Number.NaN }])],
      ['got NaN', () => analyseMarket([{ id: 'a', customers: Number.NaN }])],
      ['got NaN', () => findConcentration([1, Number.NaN], pareto)],
      ['got NaN', () => gini([1, Number.NaN], 'none')],
      ['got NaN', () => herfindahl([1, Number.NaN])],
      ['got NaN', () => lorenz([1, Number.NaN])],
      ['got NaN', () => quantile([1, Number.NaN], 0.5, 7)],
      ['got NaN', () => quantile([1], Number.NaN, 7)],
      ['got NaN', () => kMeans([[1], [Number.NaN]], { clusters: 1, seed: 1, starts: 1 })],
      ['got NaN', () => churnContrast([{ id: 'a', churned: Number.NaN, of: 5 }], judged)],
      ['got NaN', () => testChurnPremise([{ id: 'a', churned: 1, of: Number.NaN }], premise)],
      ['got NaN', () => overlapOfCounts({ id: 'a', size: Number.NaN }, { id: 'b', size: 1 }, 0)],
      ['got NaN', () => assessStudy({ ...study, invited: Number.NaN })],
      ['got NaN', () => assessStudy({ ...study, margin: Number.NaN })],
      [
        'before.share: expected from 0 to 1, got NaN',
        () => readStandings({ share: Number.NaN, retention: 1 }, standing),
      ],
      ['after.retention: expected from 0 to 1, got 1.2', () => readStandings(standing, { share: 1, retention: 1.2 })],
      ['got NaN', () => compareOnBuyingFactors([{ id: 'p', weight: '1', own: Number.NaN, rival: 1 }])],
      [
        'got NaN',
        () =>
          choosePilotAreas(
            [{ id: 'a', points: [{ criterion: 'c', points: Number.NaN }] }],
            [{ id: 'c', weight: 1 }],
            1,
          ),
      ],
    ],
  ],
  [
    'negative usage',
    [
      ['usageGb: expected at least 0, got -1', () => segment({ usageGb: -1, need: null }, context)],
      ['usageGb: expected at least 0, got -1', () => segment.outcome({ usageGb: -1, need: null }, context)],
      ['parts.0.amount: expected an amount from 0 to 1e150, got -1', () => mixOf([{ id: 'a', amount: -1 }])],
      [
        'after.0.amount: expected an amount from 0 to 1e150, got -1',
        () => mixChange([{ id: 'a', amount: 1 }], [{ id: 'a', amount: -1 }]),
      ],
      [
        'usageGb.0: expected a value between 0',
        () =>
          segment.columns({
            length: 1,
            columns: { usageGb: Float64Array.of(-1), need: { codes: Int32Array.of(-1), values: [] } },
          } as never),
      ],
    ],
  ],
])('%s', (_, table) => {
  it.each(table)('is refused: %s', (message, refused) => {
    expect(refused).toThrow(InputError);
    expect(refused).toThrow(message);
  });
});

describe('records that a fit cannot use', () => {
  it('are listed with what is wrong, and the fit goes on without them', () => {
    const rows = [{ usageGb: 1 }, { usageGb: -1 }, { usageGb: Number.NaN }, { usageGb: 9 }, { usageGb: null }];
    const { report } = fitSegmentation(quantiles, rows);
    expect(report.rejects.map(({ index, issues }) => [index, issues[0]?.message])).toEqual([
      [1, 'usageGb: expected at least 0, got -1'],
      [2, 'usageGb: expected a finite number, got NaN'],
    ]);
    expect(report.fitted[0]).toMatchObject({ known: 2, unknown: 1 });
  });
});

describe('a nested dimension', () => {
  const nested = (of: string, on: string) => ({
    ...header,
    facts,
    dimensions: [usage, need, { id: 'two', type: 'nested', of, refine: [{ segment: on, by: 'need' }] }],
  });

  it.each([
    ['dimensions.2.refine.0.segment: expected a segment of usage (low, high, unmeasured), got "huge"', 'usage', 'huge'],
    ['dimensions.2.of: expected an earlier dimension (usage, need), got "size"', 'size', 'low'],
  ])('under what does not exist is refused: %s', (message, of, on) => {
    expect(checkSegmentation(nested(of, on)).map((issue) => issue.message)).toEqual([message]);
    expect(() => compileSegmentation(nested(of, on) as never)).toThrow(PolicyError);
  });
});

describe('figures at the edge of numbers', () => {
  const cancelling = [1e-300, 1e149, 0, -1e149, 1e-300];

  it.each([
    ['gini', () => gini(cancelling, 'none')],
    ['lorenz', () => lorenz(cancelling)],
    ['topShare', () => topShare(cancelling, 0.2, 'roundUp')],
  ])('%s says that it cannot be told where losses leave next to nothing', (_, figure) => {
    expect(figure()).toEqual(because('notEstimable'));
  });

  it('refuses to add up what no sum can hold', () => {
    const add = () =>
      meansOf([
        { segment: 'a', x: 1e308 },
        { segment: 'a', x: 1e308 },
      ]);
    expect(add).toThrow('x: expected a number up to 1e150, got 1e+308');
  });
});

describe('a test of churn', () => {
  const bands = [
    { id: 'low', churned: 110, of: 1000 },
    { id: 'high', churned: 30, of: 1000 },
  ] as const;
  const contrast = (significance: number, groups: readonly { id: string; churned: number; of: number }[] = bands) =>
    churnContrast(groups, { confidence: 0.95, significance, correction: 'holm' });

  it.each([Number.NaN, 0, 1, undefined as never])('refuses %s as its level', (significance) => {
    const message = 'significance: expected a number between 0 and 1, both excluded';
    expect(() => contrast(significance)).toThrow(message);
    expect(() => testChurnPremise(bands, { supposed: 'decreasing', significance })).toThrow(message);
    expect(() =>
      separatingCause([{ id: 'band', levels: bands }], { by: 'spread', significance, correction: 'holm' }),
    ).toThrow(message);
  });

  it.each([
    ['segments.1.churned: expected a whole number of at most 10, got 11', { id: 'b', churned: 11, of: 10 }],
    ['segments.1.of: expected a whole number of customers, got NaN', { id: 'b', churned: 0, of: Number.NaN }],
    ['segments.1.churned: expected a whole number of at most 10, got -1', { id: 'b', churned: -1, of: 10 }],
    ['segments.1.id: expected an id of its own, got "low"', { id: 'low', churned: 1, of: 10 }],
  ])('names the segment whose counts are none: %s', (message, group) => {
    expect(() => contrast(0.05, [bands[0], group])).toThrow(message);
  });

  it('refuses a share to bring that is none', () => {
    expect(() => findConcentration([80, 20], { top: 0.2, bring: Number.NaN, partial: 'roundUp' })).toThrow(
      'rule.bring: expected a finite number',
    );
  });
});

describe('lists of things with ids', () => {
  const untyped = (value: unknown) => value as never;
  const grid = { levels: ['enterprise', 'person'], services: ['voice'] };
  const ours = { level: 'enterprise', service: 'voice', adopted: true };
  const levels = [
    { id: 'low', churned: 1, of: 10 },
    { id: 'high', churned: 2, of: 10 },
  ];
  const cause = { id: 'barrier', levels };
  const toJudge = { by: 'spread', significance: 0.05, correction: 'holm' } as const;
  const phases = [{ id: '1.0', fromWeek: 0, toWeek: 1 }];
  const area = { id: 'north', points: [{ criterion: 'size', points: 2 }] };
  const size = { id: 'size', weight: 1 };

  it.each<[string, () => unknown]>([
    ['parts: expected a list, got null', () => mixOf(untyped(null))],
    ['parts.1: expected an entry with an id, got null', () => mixOf(untyped([{ id: 'a', amount: 1 }, null]))],
    ['parts.0.id: expected a text, got nothing', () => mixOf(untyped([{ amount: 1 }]))],
    // Which of the two counts must not hang on their order.
    [
      'after.1.id: expected every part once, got "a"',
      () =>
        mixChange(
          [],
          [
            { id: 'a', amount: 1 },
            { id: 'a', amount: 2 },
          ],
        ),
    ],
    ['parts.0.amount: expected an amount from 0 to 1e150, got 1e+308', () => mixOf([{ id: 'a', amount: 1e308 }])],
    ['parts.0.amount: expected an amount from 0 to 1e150, got "1"', () => mixOf(untyped([{ id: 'a', amount: '1' }]))],
    ['vendors.0: expected an entry with an id, got null', () => analyseMarket(untyped([null]))],
    ['sets.0.members: expected a list or set of ids, got "ab"', () => overlapOf([{ id: 'a', members: 'ab' }])],
    ['sets.0.members: expected a list or set of ids, got nothing', () => overlapOf(untyped([{ id: 'a' }]))],
    [
      'first.size: expected a whole number of at least 0, got -1',
      () => overlapOfCounts({ id: 'a', size: -1 }, { id: 'b', size: 1 }, 0),
    ],
    [
      'second.size: expected a whole number of at least 0, got 0.5',
      () => overlapOfCounts({ id: 'a', size: 1 }, { id: 'b', size: 0.5 }, 0),
    ],
    ['causes.1.id: expected every cause once, got "barrier"', () => separatingCause([cause, cause], toJudge)],
    [
      'causes.0.levels.1: expected an entry with an id, got null',
      () => separatingCause(untyped([{ ...cause, levels: [levels[0], null] }]), toJudge),
    ],
    ['segments: expected a list, got an object', () => churnContrast(untyped({}), judged)],
    [
      'cells.0.quota: expected a whole number of at least 0, got "5"',
      () => assessStudy({ ...study, cells: untyped([{ id: 'c', quota: '5', completed: 1 }]) }),
    ],
    [
      'cells.1.id: expected every cell once, got "c"',
      () =>
        assessStudy({
          ...study,
          cells: [
            { id: 'c', quota: 5, completed: 1 },
            { id: 'c', quota: 5, completed: 1 },
          ],
        }),
    ],
    // The customer who left stands first: the place is that of the list given.
    [
      'before.1.segment: expected one of a, got "zz"',
      () =>
        segmentMigration(
          [
            { id: '1', segment: 'a' },
            { id: '2', segment: 'zz' },
          ],
          [{ id: '2', segment: 'a' }],
          ['a'],
          'undefined',
        ),
    ],
    ['phases.1.id: expected every phase once, got "1.0"', () => timetable('2012-03-05', [phases[0]!, phases[0]!])],
    [
      'factors.0.id: expected a text, got ""',
      () => compareOnBuyingFactors([{ id: '', weight: '1', own: 1, rival: 1 }]),
    ],
    ['criteria.1.id: expected every criterion once, got "size"', () => choosePilotAreas([area], [size, size], 1)],
    [
      'criteria.0.atLeast: expected a finite number, got NaN',
      () => choosePilotAreas([area], [{ ...size, atLeast: Number.NaN }], 1),
    ],
    [
      'areas.0.points.1.criterion: expected every criterion once, got "size"',
      () => choosePilotAreas([{ ...area, points: [...area.points, ...area.points] }], [size], 1),
    ],
    [
      'areas.0.points: expected a list of points by criterion, got nothing',
      () => choosePilotAreas(untyped([{ id: 'north' }]), [size], 1),
    ],
    [
      'own.0.traits: expected a list, got nothing',
      () => compareWithBenchmark(untyped([{ id: 'pricing' }]), { id: 'b', aspects: [], source: untyped({}) }),
    ],
    [
      'staleAfterDays: expected a finite number of days, got NaN',
      () =>
        isStale({ source: { type: 'secondary', date: '2012-01-01', confidence: 'stated' } }, '2013-01-01', Number.NaN),
    ],
    [
      'base.1.0.level: expected one of enterprise, person, got "home"',
      () => basePenetration(grid, [[ours], [{ ...ours, level: 'home' }]]),
    ],
    ['base.1: expected a list of adoptions, got null', () => basePenetration(grid, untyped([[ours], null]))],
    [
      'adoptions.0.adopted: expected true, false, or null where unknown, got "yes"',
      () => penetration(grid, untyped([{ ...ours, adopted: 'yes' }])),
    ],
    ['grid.levels: expected a list of ids, got nothing', () => penetration(untyped({ services: [] }), [])],
    [
      'before.share: expected from 0 to 1, got "0.5"',
      () => readStandings(untyped({ share: '0.5', retention: 0.9 }), standing),
    ],
  ])('are refused where an entry is none: %s', (expected, run) => {
    expect(run).toThrow(expected);
  });

  it('keep an adoption unknown that is there without its answer', () => {
    expect(penetration(grid, [{ ...ours, adopted: untyped(undefined) }]).unknown).toEqual([
      { level: 'enterprise', service: 'voice' },
    ]);
  });

  it('may be long: two hundred thousand parts, all of one beginning', () => {
    const parts = Array.from({ length: 200_000 }, (_, i) => ({ id: `customer-${i}`, amount: i === 7 ? 2 : 1 }));
    const { dominant, total } = mixOf(parts);
    expect([dominant.value, total]).toEqual(['customer-7', 200_001]);
    // One part of 200,001 goes to another: 2 less 1.
    const later = parts.map(({ id }, i) => ({ id, amount: i === 9 ? 2 : 1 }));
    expect(mixChange(parts, later).value).toBeCloseTo(1 / 200_001, 12);
  });
});

describe('nothing in place of all options', () => {
  const none = null as never;
  const groups = [{ id: 'a', churned: 1, of: 10 }];
  const terms = { currency: 'CNY', rounding: { mode: 'halfUp' } } as const;
  const sides = { rows: { ids: ['a'], of: () => 'a' }, columns: { ids: ['b'], of: () => 'b' } };

  it.each<[string, () => unknown]>([
    ['options: expected { confidence, significance, correction }, got null', () => churnContrast(groups, none)],
    ['options: expected { supposed, significance }, got null', () => testChurnPremise(groups, none)],
    ['options: expected { by, significance, correction }, got null', () => separatingCause([], none)],
    [
      'options.by: expected one of spread, cramersV, got nothing',
      () => separatingCause([], { significance: 0.05, correction: 'holm' } as never),
    ],
    [
      'correction: expected one of none, bonferroni, holm, benjaminiHochberg, got nothing',
      () => churnContrast(groups, { confidence: 0.95, significance: 0.05 } as never),
    ],
    [
      'options.supposed: expected one of increasing, decreasing, got "falling"',
      () => testChurnPremise(groups, { supposed: 'falling' as never, significance: 0.05 }),
    ],
    ['rule: expected { top, bring, partial }, got null', () => findConcentration([1], none)],
    ['benchmark: expected { id, aspects, source }, got null', () => compareWithBenchmark([], none)],
    ['benchmark: expected { source }, got null', () => isStale(none, '2013-01-01', 1)],
    [
      'benchmark.source: expected { type, date, confidence }, got null',
      () => isStale({ source: none }, '2013-01-01', 1),
    ],
    ['study: expected { id, invited, cells, confidence, margin, expected }, got null', () => assessStudy(none)],
    ['terms: expected { currency, rounding }, got null', () => exitCost([], none)],
    ['terms.rounding: expected a rounding { mode, scale }, got null', () => exitCost([], { ...terms, rounding: none })],
    [
      'rounding: expected a rounding { mode, scale }, got null',
      () => anchorVertical(1, { amount: '1.00', currency: 'CNY' }, '0.3', none),
    ],
    ['records: expected a list, got null', () => crosstab(none, sides, [])],
    ['sides: expected { rows, columns }, got null', () => crosstab([], none, [])],
    ['sides.rows: expected { ids, of }, got null', () => crosstab([], { ...sides, rows: none }, [])],
    ['measures: expected a list, got null', () => crosstab([], sides, none)],
    ['records: expected a list, got null', () => profileSegments(none, none)],
    ['options: expected { segments, segmentOf, variables, smallest }, got null', () => profileSegments([], none)],
    ['segments: expected a list, got null', () => segmentMigration([], [], none, 'undefined')],
    ["empty: expected 'undefined' or { countAs }, got null", () => segmentMigration([], [], ['a'], none)],
    ['options: expected { version }, got null', () => fitSegmentationJson(quantiles, [{ usageGb: 1 }], none)],
  ])('is refused: %s', (expected, run) => {
    expect(run).toThrow(InputError);
    expect(run).toThrow(expected);
  });
});

describe('what is missing may be null', () => {
  it('as the population of a study, a potential, a least mark and a version', () => {
    expect(assessStudy({ ...study, population: null })).toEqual(assessStudy({ ...study, population: undefined }));
    expect(analyseMarket([{ id: 'own', customers: 3 }], null).whiteSpace).toBeNull();
    const area = { id: 'north', points: [{ criterion: 'size', points: 2 }] };
    const { chosen } = choosePilotAreas([area], [{ id: 'size', weight: 1, atLeast: null }], 1);
    expect(chosen.map(({ id }) => id)).toEqual(['north']);
    expect(fitSegmentationJson(quantiles, [{ usageGb: 1 }, { usageGb: 9 }], { version: null }).policy.version).toBe(
      'draft',
    );
  });

  it('but a version that is no text is refused, as the fitted policy would be', () => {
    const fit = () => fitSegmentationJson(quantiles, [{ usageGb: 1 }], { version: 2 as never });
    expect(fit).toThrow('options.version: expected a text, got 2');
  });
});

describe('values at the ends of what numbers can say', () => {
  const draft = {
    ...header,
    facts: [{ id: 'x', kind: 'number' }],
    dimensions: [
      {
        id: 'use',
        type: 'bands',
        fact: 'x',
        bands: [{ id: 'low', below: { quantile: 0.5, method: 7 } }, { id: 'high' }],
        whenUnknown: 'unknown',
      },
    ],
  };

  it('are rejects of a fit, which goes on with the rest', () => {
    const { policy, report } = fitSegmentationJson(draft, [{ x: 1 }, { x: 1e308 }, { x: 3 }, { x: -1e308 }]);
    expect(report.rejects.map(({ index, issues }) => [index, issues[0]?.message])).toEqual([
      [1, 'x: expected a number up to 1e150, got 1e+308'],
      [3, 'x: expected a number up to 1e150, got -1e+308'],
    ]);
    // The median of 1 and 3.
    expect(policy.dimensions[0]).toMatchObject({ bands: [{ id: 'low', below: 2 }, { id: 'high' }] });
  });

  it('are as far from a centroid as the largest number, never infinitely', () => {
    const segment = compileSegmentationJson({
      ...header,
      facts: [{ id: 'x', kind: 'number' }],
      dimensions: [
        {
          id: 'near',
          type: 'nearest',
          axes: [{ fact: 'x', scale: 1 }],
          segments: [
            { id: 'far', centroid: [1e300] },
            { id: 'here', centroid: [0] },
          ],
          whenUnknown: 'unknown',
        },
      ],
    });
    const decision = segment({ x: 0 }, context);
    expect(isUnsound(decision)).toBe(false);
    expect(decision).toEqual(JSON.parse(JSON.stringify(decision)));
    expect(decision.outcome).toEqual({ near: 'here' });
  });
});
