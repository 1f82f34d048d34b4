import fc from 'fast-check';
import { decideAll } from 'tenure/core';
import { checkSegmentation, compileSegmentation, compileSegmentationJson } from 'tenure/segmentation';
import { describe, expect, it } from 'vitest';

const context = { asOf: '2013-01-01' };
const header = { kind: 'segmentation', id: 'depth', version: '1' } as const;
const facts = [
  { id: 'usageGb', kind: 'number', min: 0, label: { en: 'usage', zh: '流量' } },
  { id: 'need', kind: 'text', values: ['data', 'voice', 'mobility'] },
  { id: 'sites', kind: 'integer', min: 0 },
  { id: 'spend', kind: 'money', currency: 'CNY' },
  { id: 'portable', kind: 'flag' },
  { id: 'since', kind: 'date' },
] as const;

const need = {
  id: 'need',
  type: 'category',
  fact: 'need',
  segments: [
    { id: 'data', values: ['data'] },
    { id: 'voice', values: ['voice'] },
    { id: 'mobility', values: ['mobility'] },
  ],
  otherwise: 'otherNeed',
  whenUnknown: 'unasked',
} as const;
const usage = {
  id: 'usage',
  type: 'bands',
  fact: 'usageGb',
  bands: [{ id: 'low', below: 200 }, { id: 'medium', below: 1000 }, { id: 'high' }],
  whenUnknown: 'unmeasured',
} as const;
const twoStep = { id: 'twoStep', type: 'nested', of: 'usage', refine: [{ segment: 'high', by: 'need' }] } as const;
const barriers = {
  id: 'barriers',
  type: 'scorecard',
  factors: [
    { id: 'number', type: 'cases', weight: 1, cases: [{ when: { portable: false }, points: 40 }], otherwise: 0 },
    {
      id: 'sites',
      type: 'bands',
      weight: 2,
      fact: 'sites',
      bands: [{ below: 1, points: 0 }, { upTo: 3, points: 10 }, { points: 30 }],
    },
  ],
  segments: [
    { id: 'locked', when: { total: { $gte: 60 } } },
    { id: 'numberOnly', when: { number: 40, sites: 0 } },
  ],
  otherwise: 'free',
  whenUnknown: 'barriersUnknown',
} as const;
const profile = {
  id: 'profile',
  type: 'nearest',
  axes: [
    { fact: 'usageGb', scale: 100 },
    { fact: 'spend', scale: 50 },
  ],
  segments: [
    { id: 'small', centroid: [0, 100] },
    { id: 'large', centroid: [1000, 600] },
    { id: 'alsoSmall', centroid: [0, 100] },
  ],
  whenUnknown: 'noProfile',
} as const;
const siteCount = {
  id: 'siteCount',
  type: 'code',
  uses: ['sites', 'since'],
  segments: [{ id: 'many' }, { id: 'few' }],
  whenUnknown: 'sitesUnknown',
} as const;
const grid = { id: 'cell', type: 'grid', rows: 'siteCount', columns: 'usage' } as const;
const policy = { ...header, facts, dimensions: [need, usage, twoStep, barriers, profile, siteCount, grid] } as const;

const segment = compileSegmentation(policy, [
  {
    id: 'siteCount',
    assign: ({ sites, since }) =>
      sites === null ? null : sites >= 3 ? { segment: 'many', facts: { knownSince: since } } : 'few',
  },
]);
const base = {
  usageGb: 1500,
  need: 'data',
  sites: 2,
  spend: { amount: '580.00', currency: 'CNY' },
  portable: false,
  since: '2011-05-01',
} as const;

describe('a nested dimension', () => {
  it.each([
    ['high/data', {}],
    ['high/mobility', { need: 'mobility' as const }],
    ['high/unasked', { need: null }],
    ['low', { usageGb: 10 }],
    ['medium', { usageGb: 999 }],
    ['unmeasured', { usageGb: null }],
  ])('refines the high band by need and leaves the others: %s', (expected, change) => {
    expect(segment.outcome({ ...base, ...change }, context).twoStep).toBe(expected);
  });

  it('may refine a nested dimension in its turn, and a grid', () => {
    const deep = compileSegmentation(
      {
        ...header,
        facts,
        dimensions: [
          need,
          usage,
          twoStep,
          { id: 'third', type: 'nested', of: 'twoStep', refine: [{ segment: 'high/voice', by: 'usage' }] },
          { id: 'cross', type: 'grid', rows: 'need', columns: 'usage' },
          { id: 'fourth', type: 'nested', of: 'cross', refine: [{ segment: 'voice:high', by: 'need' }] },
        ],
      },
      [],
    );
    expect(deep.outcome({ ...base, need: 'voice' }, context)).toMatchObject({
      third: 'high/voice/high',
      fourth: 'voice:high/voice',
    });
  });

  it.each([
    [
      'dimensions.2.refine.0.segment: expected a segment of usage (low, medium, high, unmeasured), got "huge"',
      { refine: [{ segment: 'huge', by: 'need' }] },
    ],
    [
      'dimensions.2.refine.0.by: expected an earlier dimension (need, usage), got "want"',
      { refine: [{ segment: 'high', by: 'want' }] },
    ],
    [
      'dimensions.2.refine.1.segment: expected each segment refined once, got "high"',
      {
        refine: [
          { segment: 'high', by: 'need' },
          { segment: 'high', by: 'usage' },
        ],
      },
    ],
    ['dimensions.2.of: expected an earlier dimension (need, usage), got "bands"', { of: 'bands' }],
  ])('is refused with %s', (expected, change) => {
    const dimensions = [need, usage, { ...twoStep, ...change }];
    expect(checkSegmentation({ ...header, facts, dimensions }).map(({ message }) => message)).toEqual([expected]);
  });
});

describe('joined names', () => {
  it('are refused where two cells would be called the same', () => {
    const rows = {
      ...need,
      id: 'rows',
      segments: [
        { id: 'a', values: ['data'] },
        { id: 'a:b', values: ['voice'] },
      ],
    };
    const columns = {
      ...need,
      id: 'columns',
      segments: [
        { id: 'b:c', values: ['data'] },
        { id: 'c', values: ['voice'] },
      ],
    };
    const dimensions = [rows, columns, { id: 'cell', type: 'grid', rows: 'rows', columns: 'columns' }];
    expect(checkSegmentation({ ...header, facts, dimensions }).map(({ message }) => message)).toEqual([
      'dimensions.2: expected joined names that differ from each other, got "a:b:c"',
    ]);
  });
});

describe('a scorecard', () => {
  it.each([
    // A number that cannot be taken along 40, two sites 10 points counted twice: 60.
    ['locked', {}],
    ['numberOnly', { sites: 0 }],
    ['free', { portable: true }],
    ['locked', { portable: true, sites: 4 }],
    // Unknown portability: 60 is reached without it, 20 is not.
    ['barriersUnknown', { portable: null, sites: 2 }],
    ['barriersUnknown', { sites: null }],
  ])('gives %s with %j', (expected, change) => {
    expect(segment.outcome({ ...base, ...change }, context).barriers).toBe(expected);
  });

  it('says how the points came about and which condition they met', () => {
    const reasons = segment(base, context).reasons.filter(({ facts: seen }) => seen.dimension === 'barriers');
    expect(reasons.map(({ code }) => code)).toEqual(['scored', 'points']);
    expect(reasons[0]!.facts.tests).toEqual([{ fact: 'total', operator: '$gte', needed: 60, seen: 60, holds: true }]);
    expect(reasons[1]!.facts).toEqual({
      dimension: 'barriers',
      total: 60,
      points: [
        { factor: 'number', weight: 1, points: 40 },
        { factor: 'sites', weight: 2, points: 10 },
      ],
    });
  });

  it('passes on which fact is missing behind a factor', () => {
    const decision = segment({ ...base, sites: { unknown: ['siteSurvey'] } }, context);
    expect(decision.unknown).toContain('siteSurvey');
    expect(decision.outcome.barriers).toBe('barriersUnknown');
  });

  it('gives equal values equal points', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9 }),
        fc.boolean(),
        fc.double({ min: 0, max: 1e4, noNaN: true }),
        (sites, portable, usageGb) => {
          const one = segment({ ...base, sites, portable }, context);
          const other = segment({ ...base, sites, portable, usageGb }, context);
          expect(other.outcome.barriers).toBe(one.outcome.barriers);
        },
      ),
    );
  });

  it.each([
    [
      'dimensions.0.factors.0.id: expected another id: total is the weighted sum, got "total"',
      { factors: [{ ...barriers.factors[0], id: 'total' }], segments: [{ id: 'a', when: { total: 1 } }] },
    ],
    [
      'dimensions.0.segments.0.when.sites: expected a declared fact (number, total), got "sites"',
      { factors: [barriers.factors[0]], segments: [{ id: 'a', when: { sites: 1 } }] },
    ],
    [
      'dimensions.0.factors.0.weight: expected an int, got 0.5',
      { factors: [{ ...barriers.factors[0], weight: 0.5 }], segments: [{ id: 'a', when: { total: 1 } }] },
    ],
  ])('is refused with %s', (expected, change) => {
    const issues = checkSegmentation({ ...header, facts, dimensions: [{ ...barriers, ...change }] });
    expect(issues.map(({ message }) => message)).toContain(expected);
  });
});

describe('a nearest centroid', () => {
  it.each([
    ['large', {}],
    ['small', { usageGb: 100, spend: { amount: '120.00', currency: 'CNY' } as const }],
    ['noProfile', { spend: null }],
  ])('is %s with %j', (expected, change) => {
    expect(segment.outcome({ ...base, ...change }, context).profile).toBe(expected);
  });

  it('of equally near ones is the first declared', () => {
    const needs = compileSegmentation({
      ...header,
      facts: [
        { id: 'data', kind: 'number' },
        { id: 'voice', kind: 'number' },
        { id: 'mobility', kind: 'number' },
      ],
      dimensions: [
        {
          id: 'need',
          type: 'nearest',
          axes: [
            { fact: 'data', scale: 1 },
            { fact: 'voice', scale: 1 },
            { fact: 'mobility', scale: 1 },
          ],
          segments: [
            { id: 'data', centroid: [1, 0, 0] },
            { id: 'voice', centroid: [0, 1, 0] },
            { id: 'mobility', centroid: [0, 0, 1] },
          ],
          whenUnknown: 'unasked',
        },
      ],
    });
    expect(needs.outcome({ mobility: 0.2, data: 0.9, voice: 0.1 }, context).need).toBe('data');
    expect(needs.outcome({ mobility: 0.5, data: 0, voice: 0.5 }, context).need).toBe('voice');
  });

  it('says how far it is and which one would be next', () => {
    const reasons = segment(base, context).reasons.filter(({ facts: seen }) => seen.dimension === 'profile');
    // Usage is 5 scales from 1,000 GB, spending 0.4 from 600 CNY.
    expect(reasons[0]).toMatchObject({
      code: 'nearest',
      rule: 'large',
      facts: { distance: Math.sqrt(5 * 5 + 0.4 * 0.4) },
    });
    expect(reasons[1]).toMatchObject({ code: 'nextNearest', rule: 'small' });
  });

  it.each([
    [
      'dimensions.0.segments.0.centroid: expected 2 coordinates, one an axis, got 1',
      { segments: [{ id: 'a', centroid: [1] }] },
    ],
    [
      'dimensions.0.axes.0.fact: expected a numeric fact, because distances are taken, got "flag"',
      { axes: [{ fact: 'portable', scale: 1 }], segments: [{ id: 'a', centroid: [1] }] },
    ],
    [
      'dimensions.0.axes.0.scale: expected more than 0, got 0',
      { axes: [{ fact: 'sites', scale: 0 }], segments: [{ id: 'a', centroid: [1] }] },
    ],
  ])('is refused with %s', (expected, change) => {
    const issues = checkSegmentation({ ...header, facts, dimensions: [{ ...profile, ...change }] });
    expect(issues.map(({ message }) => message)).toContain(expected);
  });
});

describe("a caller's own dimension", () => {
  it.each([
    ['many:high', { sites: 3 }],
    ['few:low', { usageGb: 5 }],
    ['sitesUnknown:high', { sites: null }],
  ])('composes with the built-in ones: %s', (expected, change) => {
    expect(segment.outcome({ ...base, ...change }, context).cell).toBe(expected);
  });

  it('shows in the reasons what it saw, what it found, and what was missing', () => {
    const many = segment({ ...base, sites: 5 }, context).reasons.find(({ code }) => code === 'byCode');
    expect(many).toEqual({
      code: 'byCode',
      rule: 'many',
      facts: { dimension: 'siteCount', seen: { sites: 5, since: '2011-05-01' }, knownSince: '2011-05-01' },
    });
    const missing = segment({ ...base, sites: { unknown: ['siteSurvey'] } }, context);
    expect(missing.unknown).toContain('siteSurvey');
    expect(missing.outcome.siteCount).toBe('sitesUnknown');
  });

  it('is asked once for a decision, as for an outcome', () => {
    let asked = 0;
    const counting = compileSegmentationJson({ ...header, facts, dimensions: [siteCount] }, [
      {
        id: 'siteCount',
        assign: () => {
          asked += 1;
          return 'few';
        },
      },
    ]);
    counting.outcome(base, context);
    counting(base, context);
    expect(asked).toBe(2);
  });

  it('sees the facts that it declares and no others', () => {
    const seen: unknown[] = [];
    const curious = compileSegmentationJson({ ...header, facts, dimensions: [siteCount] }, [
      {
        id: 'siteCount',
        assign: (given) => {
          seen.push(given);
          return 'few';
        },
      },
    ]);
    curious.outcome({ ...base, extra: 1 }, context);
    expect(seen).toEqual([{ sites: 2, since: '2011-05-01' }]);
  });

  it('rejects the record for which it names a segment that is not its own', () => {
    const wrong = compileSegmentationJson({ ...header, facts, dimensions: [siteCount] }, [
      { id: 'siteCount', assign: () => 'dozens' },
    ]);
    const { rejects } = decideAll(wrong, [base], context);
    expect(rejects[0]?.issues[0]?.message).toBe(
      'dimensions.siteCount: expected one of many, few, or null, got "dozens"',
    );
  });

  it('must be passed, once, and nothing else may be', () => {
    const only = { ...header, facts, dimensions: [siteCount] };
    expect(() => compileSegmentationJson(only)).toThrow(
      'dimensions.0: expected its code, once, beside the policy, got 0',
    );
    const code = { id: 'siteCount', assign: () => null };
    expect(() => compileSegmentationJson(only, [code, { ...code, id: 'other' }])).toThrow(
      'code.1.id: expected a dimension of type code, got "other"',
    );
    expect(checkSegmentation(only)).toEqual([]);
  });
});

const unknownOr = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null, freq: 5 });
const customers = fc.record({
  usageGb: unknownOr(fc.oneof(fc.constantFrom(0, 200, 1000), fc.double({ min: 0, max: 2000, noNaN: true }))),
  need: unknownOr(fc.constantFrom('data', 'voice', 'mobility')),
  sites: unknownOr(fc.integer({ min: 0, max: 5 })),
  spend: unknownOr(
    fc
      .integer({ min: -5000, max: 90_000 })
      .map((cents) => ({ amount: (cents / 100).toFixed(2), currency: 'CNY' as const })),
  ),
  portable: unknownOr(fc.boolean()),
  since: unknownOr(fc.constantFrom('2003-02-28', '2012-02-29')),
});

describe('every kind of dimension', () => {
  it('gives the same by record, by column and in full', () => {
    fc.assert(
      fc.property(fc.array(customers, { maxLength: 40 }), (rows) => {
        const full = rows.map((row) => segment(row, context).outcome);
        expect(rows.map((row) => segment.outcome(row, context))).toEqual(full);
        const needs = ['mobility', 'voice', 'data'];
        const days = { '2003-02-28': 12_111, '2012-02-29': 15_399 };
        const numbers = (pick: (row: (typeof rows)[number]) => number | null) =>
          Float64Array.from(rows, (row) => pick(row) ?? Number.NaN);
        const { dimensions } = segment.columns({
          length: rows.length,
          columns: {
            usageGb: numbers((row) => row.usageGb),
            need: {
              codes: Int8Array.from(rows, (row) => (row.need === null ? -1 : needs.indexOf(row.need))),
              values: needs,
            },
            sites: numbers((row) => row.sites),
            spend: numbers((row) => (row.spend === null ? null : Math.round(Number(row.spend.amount) * 100))),
            portable: numbers((row) => (row.portable === null ? null : Number(row.portable))),
            since: numbers((row) => (row.since === null ? null : days[row.since])),
          },
        });
        const byColumn = rows.map((_, row) =>
          Object.fromEntries(dimensions.map(({ id, segments, codes }) => [id, segments[codes[row]!]])),
        );
        expect(byColumn).toEqual(full);
      }),
    );
  });

  it('survives a JSON round trip of the decision and explains itself in both languages', () => {
    fc.assert(
      fc.property(customers, (row) => {
        const decision = segment(row, context);
        expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
        for (const language of ['en', 'zh'] as const) {
          const said = segment.explain(decision, language);
          expect(said).toHaveLength(decision.reasons.length);
          for (const sentence of said) expect(sentence).not.toMatch(/\{|NaN|undefined/);
        }
      }),
    );
  });

  it('works with ids that every object inherits', () => {
    const hostile = compileSegmentation({
      ...header,
      facts: [{ id: '__proto__', kind: 'number' }],
      dimensions: [
        {
          id: 'constructor',
          type: 'bands',
          fact: '__proto__',
          bands: [{ id: 'toString', below: 1 }, { id: '__proto__' }],
          whenUnknown: 'valueOf',
        },
        { id: '__proto__', type: 'nested', of: 'constructor', refine: [{ segment: '__proto__', by: 'constructor' }] },
        {
          id: 'card',
          type: 'scorecard',
          otherwise: 'hasOwnProperty',
          whenUnknown: 'valueOf',
          factors: [
            {
              id: '__proto__',
              type: 'bands',
              weight: 1,
              fact: '__proto__',
              bands: [{ below: 1, points: 1 }, { points: 2 }],
            },
          ],
          segments: [{ id: 'constructor', when: { total: 2 } }],
        },
      ],
    });
    const found = hostile.outcome(JSON.parse('{"__proto__": 5}'), context);
    expect(Object.entries(found)).toEqual([
      ['constructor', '__proto__'],
      ['__proto__', '__proto__/__proto__'],
      ['card', 'constructor'],
    ]);
    expect(hostile.outcome({} as never, context).constructor).toBe('valueOf');
  });
});
