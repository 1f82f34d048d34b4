import { policyInEffect, roundApprox, scaleApprox, showApprox } from 'tenure/core';
import {
  analyseMarket,
  anchorVertical,
  compileSegmentation,
  mixChange,
  mixOf,
  overlapOfCounts,
  readStandings,
} from 'tenure/segmentation';
import { describe, expect, it } from 'vitest';

const context = { asOf: '2013-01-01' };
const header = { kind: 'segmentation', id: 'row', version: '1' } as const;

describe('a mix', () => {
  it('of 300 local, 100 long-distance and 600 internet is 30, 10 and 60 %, and the internet dominates', () => {
    const mix = mixOf([
      { id: 'local', amount: 300 },
      { id: 'longDistance', amount: 100 },
      { id: 'internet', amount: 600 },
    ]);
    expect(mix.shares.map(({ share }) => share.value)).toEqual([0.3, 0.1, 0.6]);
    expect(mix.dominant).toEqual({ value: 'internet' });
  });

  it('of a market with 300, 150 and 50 customers is 60, 30 and 10 %', () => {
    const market = mixOf([
      { id: 'own', amount: 300 },
      { id: 'rival', amount: 150 },
      { id: 'other', amount: 50 },
    ]);
    expect(market.shares.map(({ share }) => share.value)).toEqual([0.6, 0.3, 0.1]);
    // 0.36 + 0.09 + 0.01.
    expect(market.concentration.value).toBeCloseTo(0.46, 12);
  });

  it('of nothing has no shares: no market, an inactive customer', () => {
    const none = mixOf([{ id: 'own', amount: 0 }]);
    expect([none.shares[0]!.share, none.dominant]).toEqual([
      { undefinedBecause: 'totalIsZero' },
      { undefinedBecause: 'totalIsZero' },
    ]);
    expect(mixOf([]).dominant).toEqual({ undefinedBecause: 'totalIsZero' });
  });

  it('changes by the share of the whole that moved', () => {
    const mix = (local: number, internet: number) => [
      { id: 'local', amount: local },
      { id: 'internet', amount: internet },
    ];
    expect(mixChange(mix(80, 20), mix(30, 70)).value).toBeCloseTo(0.5, 12);
    expect(mixChange(mix(0, 0), mix(1, 1))).toEqual({ undefinedBecause: 'totalIsZero' });
  });

  it('cannot hold negative usage', () => {
    expect(() => mixOf([{ id: 'local', amount: -1 }])).toThrow(
      'parts.0.amount: expected an amount from 0 to 1e150, got -1',
    );
  });
});

describe('a market', () => {
  const vendors = [
    { id: 'own', customers: 300, before: 240 },
    { id: 'rival', customers: 150, before: 160 },
    { id: 'other', customers: 50, before: 0 },
  ];
  const market = analyseMarket(vendors, 800);

  it('of 500 customers has grown by a quarter, is concentrated at 0.46, and leaves 300 of 800 to nobody', () => {
    // 500 against 400; 0.6² + 0.3² + 0.1².
    expect(market).toMatchObject({ size: 500, growth: { value: 0.25 }, leader: { value: 'own' } });
    expect(market.concentration.value).toBeCloseTo(0.46, 12);
    expect(market.whiteSpace).toEqual({ customers: 300, share: { value: 0.375 } });
  });

  it('says who grows and at whose cost: we keep 60 % while the rival falls from 40 to 30 %', () => {
    expect(market.vendors.map(({ id, share, growth }) => [id, share.value, growth])).toEqual([
      ['own', 0.6, { value: 0.25 }],
      ['rival', 0.3, { value: -0.0625 }],
      // A newcomer has no growth rate.
      ['other', 0.1, { undefinedBecause: 'zeroBase' }],
    ]);
    // 240, 160 and 0 of 400 were 60, 40 and 0 %.
    const changes = market.vendors.map(({ shareChange }) => Number(shareChange.value?.toFixed(12)));
    expect(changes).toEqual([0, -0.1, 0.1]);
  });

  it('does not take customers before for none where they are unknown', () => {
    const [own, ...others] = vendors;
    const found = analyseMarket([{ ...own!, before: null }, ...others]);
    expect(found.growth).toEqual({ undefinedBecause: 'noObservations' });
    expect(found.vendors.map(({ growth, shareChange }) => [growth.value, shareChange.value])).toEqual([
      [undefined, undefined],
      [-0.0625, undefined],
      [undefined, undefined],
    ]);
    expect(found.whiteSpace).toBeNull();
  });

  it.each([
    ['of no vendors', []],
    ['of vendors without customers', [{ id: 'own', customers: 0, before: 0 }]],
  ])('%s is no market: nothing is NaN, and everything says why', (_, none) => {
    const found = analyseMarket(none, 0);
    expect(found).toMatchObject({
      size: 0,
      growth: { undefinedBecause: 'zeroBase' },
      leader: { undefinedBecause: 'totalIsZero' },
      concentration: { undefinedBecause: expect.any(String) },
      whiteSpace: { customers: 0, share: { undefinedBecause: 'totalIsZero' } },
    });
    for (const { share, shareChange } of found.vendors)
      expect([share, shareChange]).toEqual([{ undefinedBecause: 'totalIsZero' }, { undefinedBecause: 'totalIsZero' }]);
  });

  it.each<[string, Parameters<typeof analyseMarket>]>([
    ['vendors.0.customers: expected a whole number of at least 0, got -1', [[{ id: 'a', customers: -1 }]]],
    [
      'vendors.0.before: expected a whole number of at least 0, got NaN',
      [[{ id: 'a', customers: 1, before: Number.NaN }]],
    ],
    [
      'vendors.1.id: expected every vendor once, got "a"',
      [
        [
          { id: 'a', customers: 1 },
          { id: 'a', customers: 2 },
        ],
      ],
    ],
    ['potential: expected a whole number of at least 2, those served, got 1', [[{ id: 'a', customers: 2 }], 1]],
  ])('is refused: %s', (message, [given, potential]) => {
    expect(() => analyseMarket(given, potential)).toThrow(message);
  });
});

describe('an anchor with 1,000 regulated firms at 50 yuan a month', () => {
  it('opens 600,000 a year, of which 30 % are expected', () => {
    const found = anchorVertical(1000, { amount: '50.00', currency: 'CNY' }, '0.3', { mode: 'halfUp' });
    expect([found.addressable.amount, found.expected.amount]).toEqual(['600000.00', '180000.00']);
  });
});

describe('market share and retention', () => {
  it('are read together: share up while retention falls is a leaky bucket', () => {
    expect(readStandings({ share: 0.58, retention: 0.95 }, { share: 0.6, retention: 0.9399 })).toEqual({
      share: 'up',
      retention: 'down',
      leakyBucket: true,
    });
    expect(readStandings({ share: 0.58, retention: 0.93 }, { share: 0.6, retention: 0.9399 }).leakyBucket).toBe(false);
  });
});

describe('figures said roughly', () => {
  it('stay rough: more than 6,000 at 72.27 % are at least 4,336', () => {
    const rivals = roundApprox(scaleApprox({ value: '6000', qualifier: 'atLeast' }, '0.7227'), 0);
    expect(showApprox(rivals, 'en')).toBe('>=4,336');
  });

  it('stay near: nearly 88 % of 1,000 are nearly 880, nearly half of 400 nearly 200', () => {
    const lost = roundApprox(scaleApprox({ value: '0.88', qualifier: 'nearly' }, 1000), 0);
    const switched = roundApprox(scaleApprox({ value: '0.5', qualifier: 'nearly' }, 400), 0);
    expect([showApprox(lost, 'zh'), showApprox(switched, 'en')]).toEqual(['近880', 'nearly 200']);
  });
});

describe('a list of customers to target', () => {
  it('of 100, of whom 20 respond out of 25 who would, has a precision of 20 % and a recall of 80 %', () => {
    const { rates } = overlapOfCounts({ id: 'targeted', size: 100 }, { id: 'responders', size: 25 }, 20);
    expect(rates).toEqual([
      { of: 'targeted', share: { value: 0.2 } },
      { of: 'responders', share: { value: 0.8 } },
    ]);
  });

  it('is the mid-to-high-end customers without a smartphone or below the norm of data use', () => {
    const audience = compileSegmentation({
      ...header,
      facts: [
        { id: 'midHighEnd', kind: 'flag' },
        { id: 'ownsSmartphone', kind: 'flag' },
        { id: 'dataGb', kind: 'number', min: 0 },
      ],
      dimensions: [
        {
          id: 'audience',
          type: 'rules',
          segments: [
            { id: 'target', when: { midHighEnd: true, $or: [{ ownsSmartphone: false }, { dataGb: { $lt: 1 } }] } },
          ],
          otherwise: 'other',
          whenUnknown: 'unclear',
        },
      ],
    });
    const base = Array.from({ length: 55_324 }, (_, at) => ({
      midHighEnd: true,
      ownsSmartphone: at >= 20_000,
      dataGb: 3,
    }));
    expect(base.filter((row) => audience.outcome(row, context).audience === 'target')).toHaveLength(20_000);
  });
});

describe('needs by industry', () => {
  const needs = (version: string, values: readonly string[], from?: string, until?: string) =>
    ({
      ...header,
      version,
      ...(from === undefined ? {} : { effectiveFrom: from }),
      ...(until === undefined ? {} : { effectiveUntil: until }),
      facts: [{ id: 'industry', kind: 'text' }],
      dimensions: [
        {
          id: 'need',
          type: 'category',
          fact: 'industry',
          segments: [{ id: 'resilience', values }],
          otherwise: 'access',
          whenUnknown: 'unclear',
        },
      ],
    }) as const;
  const versions = [
    needs('1', ['hospital'], undefined, '2012-12-31'),
    needs('2', ['hospital', 'school'], '2013-01-01'),
  ];

  it('of a new version do not rewrite what held before', () => {
    const needOn = (asOf: string) =>
      compileSegmentation(policyInEffect(versions, asOf)!).outcome({ industry: 'school' }, { asOf }).need;
    expect(['2012-12-31', '2013-01-01'].map(needOn)).toEqual(['access', 'resilience']);
  });
});

describe('a worked example: young, price-insensitive, keen on the internet', () => {
  const young = compileSegmentation({
    ...header,
    facts: [
      { id: 'feeOverMean', kind: 'number' },
      { id: 'internetShare', kind: 'number' },
      { id: 'education', kind: 'text' },
      { id: 'income', kind: 'text' },
    ],
    dimensions: [
      {
        id: 'example',
        type: 'rules',
        segments: [
          {
            id: 'youngWhiteCollar',
            when: { feeOverMean: { $gt: 1 }, internetShare: { $gte: 0.5 }, education: 'university', income: 'high' },
          },
        ],
        otherwise: 'other',
        whenUnknown: 'unclear',
      },
    ],
  });
  const customer = { feeOverMean: 180 / 120, internetShare: 0.55, education: 'university', income: 'high' };

  it('is a member with 55 % internet, and not with 10 %, because the driver is another one', () => {
    expect(young.outcome(customer, context).example).toBe('youngWhiteCollar');
    const other = young({ ...customer, internetShare: 0.1 }, context);
    expect(other.outcome.example).toBe('other');
    expect(other.reasons.find(({ code }) => code === 'notMatched')?.facts.tests).toEqual([
      { fact: 'internetShare', operator: '$gte', needed: 0.5, seen: 0.1, holds: false },
    ]);
  });
});

describe('a broadband contract with a rival', () => {
  it('exposes the bundle until it ends', () => {
    const exposure = compileSegmentation({
      ...header,
      facts: [{ id: 'rivalBroadbandUntil', kind: 'date' }],
      dimensions: [
        {
          id: 'exposure',
          type: 'bands',
          fact: 'rivalBroadbandUntil',
          bands: [{ id: 'over', below: '2013-01-01' }, { id: 'exposed' }],
          whenUnknown: 'notKnown',
        },
      ],
    });
    const at = (rivalBroadbandUntil: string | null) => exposure.outcome({ rivalBroadbandUntil }, context).exposure;
    expect(['2013-06-30', '2012-12-31', null].map(at)).toEqual(['exposed', 'over', 'notKnown']);
  });
});
