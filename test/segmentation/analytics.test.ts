import fc from 'fast-check';
import {
  assessStudy,
  churnContrast,
  describeSegment,
  findConcentration,
  profileSegments,
  segmentMigration,
  separatingCause,
  testChurnPremise,
} from 'tenure/segmentation';
import { describe, expect, it } from 'vitest';

const figure = (measured: { readonly value?: number | undefined }) => measured.value!.toFixed(3);

describe('the profile of a segment', () => {
  const base = [
    { segment: 'a', fee: 160 },
    { segment: 'a', fee: 176 },
    { segment: 'b', fee: 24 },
    { segment: null, fee: null },
  ];
  const options = {
    segments: ['a', 'b', 'empty'],
    segmentOf: (row: (typeof base)[number]) => row.segment,
    variables: [{ id: 'fee', of: (row: (typeof base)[number]) => row.fee }],
    smallest: 2,
  };
  const profiles = profileSegments(base, options);

  it('has an index of 140 where the average fee is 168 against 120', () => {
    // (160 + 176) / 2 = 168 and (160 + 176 + 24) / 3 = 120.
    expect(profiles[0]!.variables[0]!.index).toEqual({ value: 140 });
    expect(describeSegment(profiles[0]!, { from: 20, language: 'en' })).toEqual(['fee is 40 % above the base']);
    expect(describeSegment(profiles[0]!, { from: 50, language: 'zh' })).toEqual([]);
  });

  it('says how much more alike the members are than the base', () => {
    // Variance 64 within; ((40² + 56² + 96²) / 3 = 4650.67) in the base.
    expect(figure(profiles[0]!.variables[0]!.homogeneity)).toBe((1 - 64 / (13_952 / 3)).toFixed(3));
  });

  it('has no homogeneity for a single member, and calls the segment too small', () => {
    expect(profiles[1]).toMatchObject({ size: 1, tooSmall: true, share: { value: 0.25 } });
    expect(profiles[1]!.variables[0]!.homogeneity).toEqual({ undefinedBecause: 'tooFewObservations' });
  });

  it('of nobody is there and undefined, and so is that of the unassigned', () => {
    expect(profiles[2]).toMatchObject({ segment: 'empty', size: 0, tooSmall: true });
    expect(profiles[2]!.variables[0]!.mean).toEqual({ undefinedBecause: 'noObservations' });
    expect(profiles[3]).toMatchObject({ segment: null, size: 1 });
    expect(profiles[3]!.variables[0]).toMatchObject({ known: 0, unknown: 1 });
  });

  it('is undefined, never infinite, over a base that is zero or constant', () => {
    const [profile] = profileSegments(
      [
        { s: 'a', x: 0 },
        { s: 'a', x: 0 },
      ],
      {
        segments: ['a'],
        segmentOf: (row) => row.s,
        variables: [{ id: 'x', of: (row) => row.x }],
        smallest: 1,
      },
    );
    expect(profile!.variables[0]).toMatchObject({
      index: { undefinedBecause: 'zeroBase' },
      homogeneity: { undefinedBecause: 'noVariation' },
    });
  });

  it('refuses NaN and a segment that is not listed', () => {
    expect(() => profileSegments([{ segment: 'a', fee: Number.NaN }], options)).toThrow(
      'fee: expected a finite number, got NaN',
    );
    expect(() => profileSegments([{ segment: 'z', fee: 1 }], options)).toThrow(
      'records.0: expected one of a, b, empty, got "z"',
    );
  });
});

describe('migration', () => {
  const at = (segments: readonly string[]) => segments.map((segment, k) => ({ id: `c${k}`, segment }));

  it('between two versions of a policy has rows that sum to the sizes before', () => {
    const before = at(Array.from({ length: 1000 }, (_, k) => (k % 4 === 0 ? 'high' : 'low')));
    const after = before.map(({ id, segment }, k) => ({ id, segment: k % 10 === 0 ? 'high' : segment }));
    const { stayers, stability } = segmentMigration(before, after, ['low', 'high'], 'undefined');
    expect(stayers.fromTotals).toEqual([750, 250]);
    // Every tenth is moved up, half of them multiples of four already there: of 100, 50 were low.
    expect(stayers.counts).toEqual([
      [700, 50],
      [0, 250],
    ]);
    // Shares 0.75 / 0.25 become 0.70 / 0.30.
    expect(figure(stability)).toBe((-0.05 * Math.log(0.7 / 0.75) + 0.05 * Math.log(0.3 / 0.25)).toFixed(3));
  });

  it('of identical assignments is all on the diagonal, with a stability index of 0', () => {
    const { stayers, stability } = segmentMigration(at(['a', 'b']), at(['a', 'b']), ['a', 'b'], 'undefined');
    expect([stayers.stayed, stability]).toEqual([2, { value: 0 }]);
  });

  it('keeps those who joined and left apart from those who moved', () => {
    const before = [
      { id: 'x', segment: 'a' },
      { id: 'gone', segment: 'b' },
    ];
    const after = [
      { id: 'new', segment: 'a' },
      { id: 'x', segment: 'b' },
    ];
    const { stayers, joined, left } = segmentMigration(before, after, ['a', 'b'], 'undefined');
    expect(stayers.members).toBe(1);
    expect([joined, left].map((side) => side.map(({ count }) => count))).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  it('refuses a customer who is there twice, and a segment that is not listed', () => {
    const twice = [
      { id: 'x', segment: 'a' },
      { id: 'x', segment: 'b' },
    ];
    expect(() => segmentMigration(twice, [], ['a', 'b'], 'undefined')).toThrow(
      'before.1.id: expected every customer once',
    );
    expect(() => segmentMigration([], [{ id: 'x', segment: 'z' }], ['a'], 'undefined')).toThrow(
      'after.0.segment: expected one of a, got "z"',
    );
  });
});

describe('concentration', () => {
  const rule = { top: 0.2, bring: 0.8, partial: 'roundUp' } as const;
  it.each([
    [true, [40, 40, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5]],
    [false, [1, 1, 1, 1, 1]],
  ])('as 80/20 is %s for %j', (holds, values) => {
    expect(findConcentration(values, rule).holds).toEqual({ value: holds });
  });

  it('keeps customers below zero, who let the top bring more than all', () => {
    const { topShare, herfindahl } = findConcentration([100, 10, 10, -10, -10], rule);
    expect(topShare).toEqual({ value: 1 });
    expect(herfindahl).toEqual({ undefinedBecause: 'negativeValues' });
  });

  it('counts unknown values and does not take them for zero', () => {
    expect(findConcentration([80, null, 20], { ...rule, top: 0.5 })).toMatchObject({
      known: 2,
      unknown: 1,
      topShare: { value: 0.8 },
    });
  });

  it('is undefined, with its reason, where there is nothing or nothing to share', () => {
    expect(findConcentration([], rule).holds).toEqual({ undefinedBecause: 'noObservations' });
    expect(findConcentration([0, 0], rule).holds).toEqual({ undefinedBecause: 'totalIsZero' });
    expect(findConcentration([-5, 1], rule).holds).toEqual({ undefinedBecause: 'totalIsNegative' });
  });
});

const judged = { confidence: 0.95, significance: 0.05, correction: 'holm' } as const;

describe('churn by segment', () => {
  it('of 30 and 60 in 1,000 has lifts of 0.667 and 1.333 on a base of 4.5 %', () => {
    const { base, segments, separates } = churnContrast(
      [
        { id: 'calm', churned: 30, of: 1000 },
        { id: 'restless', churned: 60, of: 1000 },
      ],
      judged,
    );
    expect(base.rate).toEqual({ value: 0.045 });
    expect(segments.map(({ lift }) => figure(lift))).toEqual(['0.667', '1.333']);
    expect(segments.map(({ verdict }) => verdict)).toEqual(['lower', 'higher']);
    expect(separates).toEqual({ value: true });
  });

  it('is corrected for the number of segments: one odd one in forty is no finding', () => {
    const many = Array.from({ length: 40 }, (_, at) => ({ id: `s${at}`, churned: at === 0 ? 18 : 10, of: 200 }));
    const plain = churnContrast(many, { ...judged, correction: 'none' }).segments[0]!;
    const corrected = churnContrast(many, judged).segments[0]!;
    expect([plain.verdict, corrected.verdict]).toEqual(['higher', 'notDistinguishable']);
  });

  it('is undefined, with its reason, for an empty segment, a single one, and where nobody left', () => {
    const { segments } = churnContrast(
      [
        { id: 'a', churned: 5, of: 50 },
        { id: 'empty', churned: 0, of: 0 },
      ],
      judged,
    );
    expect(segments[1]).toMatchObject({ rate: { undefinedBecause: 'emptyGroup' }, verdict: 'undefined' });
    expect(churnContrast([{ id: 'a', churned: 5, of: 50 }], judged).separates).toEqual({
      undefinedBecause: 'noVariation',
    });
    const none = churnContrast(
      [
        { id: 'a', churned: 0, of: 9 },
        { id: 'b', churned: 0, of: 9 },
      ],
      judged,
    );
    expect(none.segments[0]!.lift).toEqual({ undefinedBecause: 'zeroBase' });
    expect(none.separates).toEqual({ undefinedBecause: 'noVariation' });
  });

  it('refuses more leavers than members', () => {
    expect(() => churnContrast([{ id: 'a', churned: 6, of: 5 }], judged)).toThrow('at most 5, got 6');
  });

  it('never shows NaN', () => {
    const count = fc
      .integer({ min: 0, max: 30 })
      .chain((of) => fc.record({ churned: fc.integer({ min: 0, max: of }), of: fc.constant(of) }));
    fc.assert(
      fc.property(fc.array(count, { maxLength: 6 }), (counts) => {
        const groups = counts.map((group, at) => ({ id: `s${at}`, ...group }));
        const found = [
          churnContrast(groups, judged),
          separatingCause([{ id: 'c', levels: groups }], { by: 'cramersV', significance: 0.05, correction: 'none' }),
          testChurnPremise(groups, { supposed: 'decreasing', significance: 0.05 }),
        ];
        // NaN and infinity become null in JSON.
        expect(JSON.stringify(found)).not.toContain('null');
      }),
    );
  });
});

describe('the cause inside a segment', () => {
  it('may have as many levels as there are customers', () => {
    const levels = Array.from({ length: 200_000 }, (_, at) => ({ id: `tariff ${at}`, churned: at % 2, of: 1 }));
    const options = { by: 'spread', significance: 0.05, correction: 'none' } as const;
    expect(separatingCause([{ id: 'tariff', levels }], options).causes[0]?.spread).toEqual({ value: 1 });
  });

  const barrier = {
    id: 'barrier',
    levels: [
      { id: 'low', churned: 40, of: 500 },
      { id: 'high', churned: 10, of: 500 },
    ],
  };
  const price = {
    id: 'pricePerception',
    levels: [
      { id: 'good', churned: 24, of: 500 },
      { id: 'bad', churned: 26, of: 500 },
    ],
  };
  const options = { by: 'spread', significance: 0.05, correction: 'holm' } as const;

  it('of 1,000 customers churning at 5 % is the barrier: 8 % in the low half, 2 % in the high half, six points apart', () => {
    const { best, causes } = separatingCause([price, barrier], options);
    expect(best).toEqual({ value: 'barrier' });
    expect(causes.map(({ cause, spread }) => [cause, figure(spread)])).toEqual([
      ['barrier', '0.060'],
      ['pricePerception', '0.004'],
    ]);
  });

  it('is none where no cause is significant', () => {
    expect(separatingCause([price], options).best).toEqual({ undefinedBecause: 'noVariation' });
  });

  it('with one level, or none, is said to be undefined', () => {
    const { causes } = separatingCause(
      [
        { id: 'x', levels: [{ id: 'only', churned: 1, of: 9 }] },
        { id: 'y', levels: [] },
      ],
      options,
    );
    expect(causes.map(({ spread }) => spread)).toEqual([
      { undefinedBecause: 'oneGroupOnly' },
      { undefinedBecause: 'noObservations' },
    ]);
  });
});

describe('the premise that churn falls with usage', () => {
  const bands = (low: number, medium: number, high: number) => [
    { id: 'low', churned: low, of: 1000 },
    { id: 'medium', churned: medium, of: 1000 },
    { id: 'high', churned: high, of: 1000 },
  ];
  it.each([
    ['holds', 'decreasing', bands(110, 60, 30)],
    ['notSupported', 'neither', bands(60, 60, 60)],
    ['contradicted', 'increasing', bands(30, 60, 110)],
    ['notSupported', 'neither', bands(60, 90, 60)],
  ] as const)('%s where churn is %s', (verdict, monotone, counts) => {
    const found = testChurnPremise(counts, { supposed: 'decreasing', significance: 0.05 });
    expect([found.verdict, found.monotone]).toEqual([verdict, monotone]);
  });
});

describe('a survey', () => {
  const study = { id: 'needs', population: 26_702, invited: 900, confidence: 0.95, margin: 0.05, expected: 0.5 };
  it.each([
    // 378.73 and 277.74 answers, rounded up.
    [379, 26_702],
    [278, 1000],
  ])('needs %d answers out of %d customers for five points at 95 %', (needed, population) => {
    expect(assessStudy({ ...study, population, cells: [] }).needed).toBe(needed);
  });

  it('reports what each quota cell is short of', () => {
    const cells = [
      { id: 'health', quota: 50, completed: 31 },
      { id: 'trade', quota: 50, completed: 64 },
    ];
    const found = assessStudy({ ...study, cells });
    expect(found.cells.map(({ gap }) => gap)).toEqual([19, 0]);
    // 95 answers of 900; 284 more are needed.
    expect(found).toMatchObject({ completed: 95, missing: 284, responseRate: { value: 95 / 900 } });
  });

  it('without invitations or answers has no rate and no margin', () => {
    expect(assessStudy({ ...study, invited: 0, cells: [] })).toMatchObject({
      responseRate: { undefinedBecause: 'noObservations' },
      margin: { undefinedBecause: 'noObservations' },
    });
  });

  it('cannot have more answers than invitations', () => {
    expect(() => assessStudy({ ...study, invited: 5, cells: [{ id: 'a', quota: 9, completed: 6 }] })).toThrow(
      'cells: expected at most 5 answers, got 6',
    );
  });
});
