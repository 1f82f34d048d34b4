import fc from 'fast-check';
import { checkSegmentation, compileSegmentation, compileSegmentationJson } from 'tenure/segmentation';
import { describe, expect, it } from 'vitest';

const policy = Object.freeze({
  kind: 'segmentation',
  id: 'business',
  version: '1',
  facts: [
    { id: 'usageGb', kind: 'number', min: 0, label: { en: 'usage', zh: '流量' } },
    { id: 'industry', kind: 'text' },
    { id: 'sites', kind: 'integer', min: 0 },
    { id: 'monthlyFee', kind: 'money', currency: 'CNY' },
  ],
  dimensions: [
    {
      id: 'need',
      type: 'rules',
      segments: [
        { id: 'network', label: { en: 'Network', zh: '组网' }, when: { sites: { $gte: 3 } } },
        { id: 'data', when: { usageGb: { $gte: 200 }, monthlyFee: { $gt: '120.00' } } },
      ],
      otherwise: 'voice',
      whenUnknown: 'unclear',
    },
    {
      id: 'usage',
      type: 'bands',
      fact: 'usageGb',
      bands: [{ id: 'low', below: 200 }, { id: 'medium', below: 1000 }, { id: 'high' }],
      whenUnknown: 'unmeasured',
    },
    {
      id: 'vertical',
      type: 'category',
      fact: 'industry',
      segments: [
        { id: 'health', values: ['hospital', 'clinic'] },
        { id: 'education', values: ['school'] },
      ],
      otherwise: 'other',
      whenUnknown: 'unlisted',
    },
    { id: 'cell', type: 'grid', rows: 'need', columns: 'usage' },
  ],
} as const);
const segment = compileSegmentation(policy);
const context = { asOf: '2013-01-01' };
const base = {
  usageGb: 250,
  industry: 'hospital',
  sites: 1,
  monthlyFee: { amount: '168.00', currency: 'CNY' },
} as const;

describe('a usage band', () => {
  it.each([
    ['low', 0],
    ['low', 199.99],
    ['medium', 200],
    ['medium', 999],
    ['high', 1000],
    ['high', 1e308],
  ])('is %s at %d GB: an exclusive bound belongs to the next band', (expected, usageGb) => {
    expect(segment({ ...base, usageGb }, context).outcome.usage).toBe(expected);
  });

  it('takes an inclusive bound into itself', () => {
    const upTo = compileSegmentation({
      ...policy,
      dimensions: [
        {
          id: 'usage',
          type: 'bands',
          fact: 'usageGb',
          bands: [{ id: 'low', upTo: 200 }, { id: 'high' }],
          whenUnknown: 'none',
        },
      ],
    });
    expect([200, 200.1].map((usageGb) => upTo.outcome({ usageGb }, context).usage)).toEqual(['low', 'high']);
  });

  it('refuses negative usage as an input error', () => {
    expect(() => segment({ ...base, usageGb: -1 }, context)).toThrow('usageGb: expected at least 0, got -1');
  });

  it('is the unknown band where nothing was measured, never the lowest', () => {
    const decision = segment({ ...base, usageGb: null }, context);
    expect(decision.outcome.usage).toBe('unmeasured');
    expect(decision.unknown).toContain('usageGb');
  });
});

describe('a rule', () => {
  it.each([
    ['network', { sites: 3 }],
    ['data', {}],
    ['voice', { monthlyFee: { amount: '120.00', currency: 'CNY' } }],
    ['unclear', { sites: undefined, usageGb: 5 }],
  ])('gives %s for %j', (expected, change) => {
    expect(segment({ ...base, ...change }, context).outcome.need).toBe(expected);
  });

  it('says what matched, and of every earlier one what did not', () => {
    const { reasons } = segment(base, context);
    const need = reasons.filter(({ facts }) => facts.dimension === 'need');
    expect(need.map(({ code, rule }) => [code, rule])).toEqual([
      ['matched', 'data'],
      ['notMatched', 'network'],
    ]);
    expect(need[1]?.facts.tests).toEqual([{ fact: 'sites', operator: '$gte', needed: 3, seen: 1, holds: false }]);
  });
});

describe('a category', () => {
  it.each([
    ['health', 'clinic'],
    ['other', 'bakery'],
    ['other', 'constructor'],
    ['unlisted', undefined],
  ])('is %s for %s', (expected, industry) => {
    expect(segment({ ...base, industry }, context).outcome.vertical).toBe(expected);
  });
});

describe('a grid', () => {
  it('crosses need and usage', () => {
    expect(segment(base, context).outcome.cell).toBe('data:medium');
    expect(segment({ ...base, usageGb: null, sites: 3 }, context).outcome.cell).toBe('network:unmeasured');
  });
});

describe('the explanation', () => {
  it('names every dimension in both languages', () => {
    const decision = segment({ ...base, sites: 4 }, context);
    expect(segment.explain(decision, 'en')).toEqual([
      'need: Network, because sites 4 ≥ 3.',
      'usage: medium, because usage 250 ≥ 200, usage 250 < 1000.',
      'vertical: health, because industry hospital one of hospital, clinic.',
      'cell: Network by medium.',
    ]);
    expect(segment.explain(decision, 'zh')[0]).toBe('need：组网，因为 sites 4 ≥ 3。');
  });

  it('gives as the cause of a match only what holds', () => {
    const [need] = policy.dimensions;
    const when = { $or: [{ sites: 1 }, { usageGb: { $not: { $gte: 900 } } }] };
    const either = compileSegmentationJson({ ...policy, dimensions: [{ ...need, segments: [{ id: 'small', when }] }] });
    const causeOf = (facts: object) => either.explain(either({ ...facts }, context), 'en');
    expect(causeOf({ sites: 1, usageGb: 900 })).toEqual(['need: small, because sites = 1.']);
    expect(causeOf({ usageGb: 899 })).toEqual(['need: small, because usage 899 < 900.']);
    expect(causeOf({ sites: 1, usageGb: 0 })).toEqual(['need: small, because sites = 1, usage 0 < 900.']);
  });

  it.each([
    ['usage: low, because usage 199 < 200.', 199],
    ['usage: medium, because usage 200 ≥ 200, usage 200 < 1000.', 200],
    ['usage: high, because usage 1000 ≥ 1000.', 1000],
  ])('says of a band by which bounds a value lies in it: %s', (expected, usageGb) => {
    expect(segment.explain(segment({ ...base, sites: 4, usageGb }, context), 'en')[1]).toBe(expected);
  });
});

const records = fc.record(
  {
    usageGb: fc.oneof(fc.constantFrom(0, 199, 200, 1000), fc.double({ min: 0, max: 2000, noNaN: true })),
    industry: fc.constantFrom('hospital', 'school', 'bakery', '__proto__'),
    sites: fc.integer({ min: 0, max: 5 }),
    monthlyFee: fc
      .integer({ min: 0, max: 20_000 })
      .map((cents) => ({ amount: (cents / 100).toFixed(2), currency: 'CNY' as const })),
  },
  { requiredKeys: [] },
);

describe('the fast lanes', () => {
  it('by record and by column give what the full decision gives', () => {
    fc.assert(
      fc.property(fc.array(records, { maxLength: 50 }), (customers) => {
        const full = customers.map((facts) => segment(facts, context).outcome);
        expect(customers.map((facts) => segment.outcome(facts, context))).toEqual(full);
        const industries = ['hospital', 'school', 'bakery', '__proto__'];
        const { dimensions } = segment.columns({
          length: customers.length,
          columns: {
            usageGb: Float64Array.from(customers, ({ usageGb }) => usageGb ?? Number.NaN),
            industry: {
              codes: Int8Array.from(customers, ({ industry }) =>
                industry === undefined ? -1 : industries.indexOf(industry),
              ),
              values: industries,
            },
            sites: Float64Array.from(customers, ({ sites }) => sites ?? Number.NaN),
            monthlyFee: Float64Array.from(customers, ({ monthlyFee }) =>
              monthlyFee === undefined ? Number.NaN : Math.round(Number(monthlyFee.amount) * 100),
            ),
          },
        });
        const byColumn = customers.map((_, row) =>
          Object.fromEntries(dimensions.map(({ id, segments, codes }) => [id, segments[codes[row]!]])),
        );
        expect(byColumn).toEqual(full);
      }),
    );
  });

  it('refuse a column out of bounds and name the row', () => {
    expect(() => segment.columns({ length: 2, columns: { usageGb: Float64Array.of(1, -1) } })).toThrow(
      'columns: usageGb.1: expected a value between 0',
    );
  });
});

describe('a faulty segmentation policy', () => {
  it.each<[string, object]>([
    [
      'dimensions.0.bands.1.below: expected more than 1000, got 200',
      { bands: [{ id: 'a', below: 1000 }, { id: 'b', below: 200 }, { id: 'c' }] },
    ],
    [
      'dimensions.0.bands.1: expected no bound, because the last band is open, got an object',
      {
        bands: [
          { id: 'a', below: 1 },
          { id: 'b', below: 2 },
        ],
      },
    ],
    ['dimensions.0.bands.0: expected one bound, upTo or below, got an object', { bands: [{ id: 'a' }, { id: 'c' }] }],
    [
      'dimensions.0.bands.1.id: expected an id not used at position 0, got "a"',
      { bands: [{ id: 'a', below: 1 }, { id: 'a' }] },
    ],
    [
      'dimensions.0.fact: expected a declared fact (usageGb, industry, sites, monthlyFee), got "usagGb"',
      { fact: 'usagGb' },
    ],
    ['dimensions.0.bands: expected bands of a fact that has an order, got "text"', { fact: 'industry' }],
  ])('says %s', (expected, change) => {
    const bands = { ...policy.dimensions[1], bands: [{ id: 'low', below: 1 }, { id: 'high' }], ...change };
    expect(checkSegmentation({ ...policy, dimensions: [bands] }).map(({ message }) => message)).toEqual([expected]);
  });

  it('is told of a grid over a dimension that comes later or not at all', () => {
    const grid = { id: 'cell', type: 'grid', rows: 'need', columns: 'usage' };
    expect(checkSegmentation({ ...policy, dimensions: [policy.dimensions[1], grid] })[0]?.message).toBe(
      'dimensions.1.rows: expected an earlier dimension (usage), got "need"',
    );
  });

  it('compiles from a parsed file through the Json function', () => {
    const decide = compileSegmentationJson(JSON.parse(JSON.stringify(policy)));
    expect(decide({ ...base }, context).outcome).toEqual(segment(base, context).outcome);
  });
});

describe('segments of one id in several dimensions', () => {
  const band = (id: string, en: string, below?: number) => ({
    id,
    label: { en },
    ...(below === undefined ? {} : { below }),
  });
  const segmentByTwo = compileSegmentationJson({
    kind: 'segmentation',
    id: 'two',
    version: '1',
    facts: [
      { id: 'usageGb', kind: 'number' },
      { id: 'arpu', kind: 'number' },
    ],
    dimensions: [
      {
        id: 'usage',
        type: 'bands',
        fact: 'usageGb',
        bands: [band('low', 'light user', 200), band('top', 'heavy user')],
        whenUnknown: 'unknown',
      },
      {
        id: 'spend',
        type: 'bands',
        fact: 'arpu',
        bands: [band('low', 'small spender', 100), band('high', 'big spender')],
        whenUnknown: 'unknown',
      },
      { id: 'cell', type: 'grid', rows: 'usage', columns: 'spend' },
      { id: 'refined', type: 'nested', of: 'usage', refine: [{ segment: 'top', by: 'spend' }] },
    ],
  });
  const said = (usageGb: number, arpu: number) => segmentByTwo.explain(segmentByTwo({ usageGb, arpu }, context), 'en');

  it('are named within their own', () => {
    expect(said(300, 50)).toEqual([
      'usage: heavy user, because usageGb 300 ≥ 200.',
      'spend: small spender, because arpu 50 < 100.',
      'cell: heavy user by small spender.',
      'refined: heavy user, refined by spend to small spender.',
    ]);
  });

  it('keep their name where only one of two dimensions has the id', () => {
    expect(said(300, 500).slice(2)).toEqual([
      'cell: heavy user by big spender.',
      'refined: heavy user, refined by spend to big spender.',
    ]);
  });

  it('keep the name of each side in a cell, though both sides call theirs alike', () => {
    const sides = (id: string, fact: string, zh: string) => ({
      id,
      type: 'bands',
      fact,
      bands: [
        { id: 'normal', below: 100 },
        { id: 'high', label: { zh } },
      ],
      whenUnknown: 'unknown',
    });
    const crossed = compileSegmentationJson({
      kind: 'segmentation',
      id: 'crossed',
      version: '1',
      facts: [
        { id: 'need', kind: 'number' },
        { id: 'usage', kind: 'number' },
      ],
      dimensions: [
        sides('byNeed', 'need', '高需求'),
        sides('byUsage', 'usage', '高用量'),
        { id: 'cell', type: 'grid', rows: 'byNeed', columns: 'byUsage' },
        { id: 'turned', type: 'grid', rows: 'byUsage', columns: 'byNeed' },
        { id: 'both', type: 'grid', rows: 'cell', columns: 'byUsage' },
        { id: 'again', type: 'nested', of: 'byNeed', refine: [{ segment: 'high', by: 'byUsage' }] },
      ],
    });
    const decided = crossed({ need: 200, usage: 200 }, context);
    expect(crossed.explain(decided, 'zh').slice(2)).toEqual([
      'cell：高需求 × 高用量。',
      'turned：高用量 × 高需求。',
      'both：高需求 × 高用量 × 高用量。',
      'again：高需求，按 byUsage 细分为 高用量。',
    ]);
    const unknown = crossed({ need: 200, usage: null }, context);
    expect(crossed.explain(unknown, 'zh')[2]).toBe('cell：高需求 × unknown。');
    expect(crossed.explain(decided, 'en')[2]).toBe('cell: high by high.');
  });

  it('leave facts and the factors of a scorecard their own names', () => {
    const scored = compileSegmentationJson({
      kind: 'segmentation',
      id: 'scored',
      version: '1',
      facts: [{ id: 'sites', kind: 'integer', label: { en: 'sites in use' } }],
      dimensions: [
        {
          id: 'tie',
          type: 'scorecard',
          factors: [
            {
              id: 'spread',
              label: { en: 'geographic spread' },
              type: 'bands',
              weight: 1,
              fact: 'sites',
              bands: [{ below: 3, points: 0 }, { points: 5 }],
            },
          ],
          segments: [{ id: 'spread', label: { en: 'widely spread' }, when: { spread: 5 } }],
          otherwise: 'local',
          whenUnknown: 'unknown',
        },
        {
          id: 'size',
          type: 'rules',
          segments: [{ id: 'sites', label: { en: 'many-site customer' }, when: { sites: { $gte: 3 } } }],
          otherwise: 'small',
          whenUnknown: 'unknown',
        },
      ],
    });
    const sentences = scored.explain(scored({ sites: 4 }, context), 'en');
    expect(sentences).toContain('tie: widely spread, because geographic spread = 5.');
    expect(sentences).toContain('size: many-site customer, because sites in use 4 ≥ 3.');
  });
});
