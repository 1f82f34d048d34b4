import fc from 'fast-check';
import { type AllowancePool, checkPricing, compilePricingJson, type Quote } from 'tenure/pricing';
import { describe, expect, test } from 'vitest';
import { asOf, basePolicy } from './sme-catalogue.js';

const minutes = (id: string, included: number, unit: string, more: object = {}) => ({
  id,
  priceType: 'usage',
  meters: ['minutes'],
  charge: { model: 'allowance', included, unit },
  ...more,
});
const policyOf = (overage: AllowancePool['overage'], more: object = {}) => ({
  ...basePolicy,
  prices: [minutes('local', 300, '0.10'), minutes('longDistance', 200, '0.25')],
  offerings: [
    { id: 'local', prices: ['local'] },
    { id: 'longDistance', prices: ['longDistance'] },
  ],
  pools: [{ id: 'shared', prices: ['local', 'longDistance'], over: 'quote', overage, ...more }],
});
const used = (offering: string, count: number | string, site?: string) => ({
  offering,
  usage: { minutes: count },
  ...(site === undefined ? {} : { site }),
});
const lists = ({ lines }: Quote) => lines.map(({ list }) => list.amount);
const borne = ({ lines }: Quote) => lines.map(({ pool }) => pool?.borne);

describe('an allowance that lines with different rates share', () => {
  // 500 included; 200 local and 400 long-distance minutes used: 100 beyond the pool
  const request = { lines: [used('local', 200), used('longDistance', 400)] };

  test.each([
    // 100 × 200 ÷ 600 = 33.3, × 400 ÷ 600 = 66.7 minutes: 33 × 0.10 + 67 × 0.25
    [['33', '67'], ['3.30', '16.75'], { kind: 'byUsage' }],
    // only the long-distance line is beyond its own 200: 100 × 0.25
    [['0', '100'], ['0.00', '25.00'], { kind: 'byExcess' }],
    // the local line draws first, the long-distance one gets what is left
    [['0', '100'], ['0.00', '25.00'], { kind: 'inOrder' }],
    // 100 × 0.15
    [['0', '100'], ['0.00', '15.00'], { kind: 'poolRate', unit: '0.15' }],
    // two started blocks of 60 at 5.00
    [['0', '100'], ['0.00', '10.00'], { kind: 'poolRate', unit: '5', block: 60 }],
  ] as const)('charges %s units beyond with %s by %j', (units, amounts, overage) => {
    const { outcome } = compilePricingJson(policyOf(overage))(request, asOf);
    expect([borne(outcome), lists(outcome)]).toEqual([units, amounts]);
  });

  test('depends on the order of the lines only where it says so', () => {
    const turned = { lines: [...request.lines].reverse() };
    const total = (kind: 'byUsage' | 'byExcess' | 'inOrder') =>
      compilePricingJson(policyOf({ kind }))(turned, asOf).outcome.total.amount;
    expect([total('byUsage'), total('byExcess')]).toEqual(['20.05', '25.00']);
    expect(total('inOrder')).toBe('10.00'); // the local line comes last and pays 100 × 0.10
  });

  test('costs nothing while the pool holds, although one line alone is beyond its own units', () => {
    const decision = compilePricingJson(policyOf({ kind: 'byExcess' }))(
      { lines: [used('local', 100), used('longDistance', 400)] },
      asOf,
    );
    expect(lists(decision.outcome)).toEqual(['0.00', '0.00']);
    expect(decision.reasons[0]).toEqual({
      code: 'pooled',
      rule: 'shared',
      facts: { included: '500', used: '500', overage: '0' },
    });
  });

  test('rounds the pool once, not line by line, and spreads it to the cent', () => {
    const thirds = compilePricingJson({
      ...policyOf({ kind: 'poolRate', unit: '0.01' }),
      prices: [minutes('local', 0, '9'), minutes('longDistance', 0, '9')],
    });
    const { outcome } = thirds({ lines: [used('local', 1), used('local', 1), used('longDistance', 1)] }, asOf);
    expect([lists(outcome), outcome.total.amount]).toEqual([['0.01', '0.01', '0.01'], '0.03']);
    const half = compilePricingJson({
      ...policyOf({ kind: 'poolRate', unit: '0.005' }),
      prices: [minutes('local', 0, '9'), minutes('longDistance', 0, '9')],
    });
    // 3 × 0.005 = 0.015 is 0.02 once rounded; line by line it would be 0.03
    const halves = half({ lines: [used('local', 1), used('local', 1), used('longDistance', 1)] }, asOf).outcome;
    expect([lists(halves), halves.total.amount]).toEqual([['0.01', '0.01', '0.00'], '0.02']);
  });

  test('keeps the fixed fees of its members', () => {
    const quote = compilePricingJson({
      ...policyOf({ kind: 'byExcess' }),
      prices: [
        { ...minutes('local', 300, '0.10'), charge: { model: 'allowance', included: 300, fixed: '20', unit: '0.10' } },
        minutes('longDistance', 200, '0.25'),
      ],
    });
    expect(lists(quote(request, asOf).outcome)).toEqual(['20.00', '25.00']);
    expect(lists(quote({ lines: [used('local', 0), used('longDistance', 0)] }, asOf).outcome)).toEqual([
      '20.00',
      '0.00',
    ]);
  });

  test('is shared by site where it says so, and each site is told', () => {
    const lines = [used('local', 400, 'A'), used('longDistance', 100, 'A'), used('local', 400, 'B')];
    const total = (over: 'quote' | 'site') =>
      compilePricingJson(policyOf({ kind: 'byExcess' }, { over }))({ lines }, asOf);
    // 800 included for all, 900 used; at A nothing is beyond, B alone is 100 beyond its 300
    expect(lists(total('site').outcome)).toEqual(['0.00', '0.00', '10.00']);
    expect(total('site').reasons.map(({ facts }) => [facts.site, facts.overage])).toEqual([
      ['A', '0'],
      ['B', '100'],
    ]);
    expect(lists(total('quote').outcome)).toEqual(['5.00', '0.00', '5.00']);
  });

  test('refuses a line whose site is not said where each site has its own: two unknown ones may be two sites', () => {
    const quote = compilePricingJson(policyOf({ kind: 'byExcess' }, { over: 'site' }));
    const asked = { lines: [used('local', 400, 'A'), used('longDistance', 100), used('local', 100)] };
    const refusal = /lines\.1\.site: expected the site, because shared is shared within one/;
    expect(() => quote(asked, asOf)).toThrow(refusal);
    expect(() => quote.total(asked, asOf)).toThrow(refusal);
  });

  test('has blocks of no finer units than are counted', () => {
    const faults = (block: string, quantityScale?: number) =>
      checkPricing({
        ...policyOf({ kind: 'poolRate', unit: '5', block }),
        prices: [
          minutes('local', 300, '0.10', quantityScale === undefined ? {} : { quantityScale }),
          minutes('longDistance', 200, '0.25', quantityScale === undefined ? {} : { quantityScale }),
        ],
      }).map(({ code, path }) => `${code} ${path.join('.')}`);
    expect(faults('2.5')).toEqual(['format pools.0.overage.block']);
    expect(faults('2.5', 1)).toEqual([]);
  });

  test('comes before every discount', () => {
    const quote = compilePricingJson({
      ...policyOf({ kind: 'byExcess' }),
      adjustments: [
        { id: 'off', stage: 'promotion', priority: 1, effect: { kind: 'percentOff', percent: '10', of: 'running' } },
      ],
    });
    const { outcome } = quote(request, asOf);
    expect([outcome.waterfall[0]?.amount?.amount, outcome.total.amount]).toEqual(['25.00', '22.50']);
    expect(quote.total(request, asOf)).toEqual(outcome.total);
    expect(JSON.parse(JSON.stringify(outcome))).toEqual(outcome);
  });

  test('is exact beyond safe integers', () => {
    const quote = compilePricingJson(policyOf({ kind: 'byExcess' }));
    const { outcome } = quote({ lines: [used('local', '9007199254741293'), used('longDistance', 200)] }, asOf);
    expect(lists(outcome)).toEqual(['900719925474099.30', '0.00']);
  });

  test('conserves units and cents whatever is used', () => {
    const kinds = [
      { kind: 'byUsage' },
      { kind: 'byExcess' },
      { kind: 'inOrder' },
      { kind: 'poolRate', unit: '0.137' },
    ] as const satisfies readonly AllowancePool['overage'][];
    const quotes = kinds.map((overage) => compilePricingJson(policyOf(overage)));
    const line = fc.tuple(fc.constantFrom('local', 'longDistance'), fc.nat(900));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (asked) => {
        const lines = asked.map(([offering, count]) => used(offering, count));
        const included = asked.reduce((sum, [offering]) => sum + (offering === 'local' ? 300 : 200), 0);
        const beyond = Math.max(0, asked.reduce((sum, [, count]) => sum + count, 0) - included);
        quotes.forEach((quote, at) => {
          const { outcome } = quote({ lines }, asOf);
          const units = outcome.lines.map(({ pool }) => Number(pool?.borne));
          expect(units.reduce((sum, one) => sum + one, 0)).toBe(beyond);
          // in tenths of a cent: 100, 250 or 137 for each unit
          const exact = units.reduce(
            (sum, one, k) => sum + one * (at === 3 ? 137 : asked[k]![0] === 'local' ? 100 : 250),
            0,
          );
          expect(outcome.total.amount).toBe((Math.floor((exact + 5) / 10) / 100).toFixed(2));
        });
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    [
      'unknownReference pools.0.prices.1',
      { pools: [{ id: 'p', prices: ['local', 'x'], over: 'quote', overage: { kind: 'byUsage' } }] },
    ],
    [
      'duplicate pools.1.prices.0',
      { pools: ['a', 'b'].map((id) => ({ id, prices: ['local'], over: 'quote', overage: { kind: 'byUsage' } })) },
    ],
    [
      'conflict pools.0.prices.1',
      {
        prices: [
          minutes('local', 300, '0.10'),
          { ...minutes('longDistance', 0, '1'), charge: { model: 'perUnit', amount: '1' } },
        ],
      },
    ],
    [
      'conflict pools.0.prices.1',
      { prices: [minutes('local', 300, '0.10'), minutes('longDistance', 200, '0.25', { quantityScale: 1 })] },
    ],
    [
      'conflict pools.0.prices.0',
      { prices: [minutes('local', 300, '0.10', { priceType: 'recurring' }), minutes('longDistance', 200, '0.25')] },
    ],
  ])('is checked as a whole: %s', (fault, change) => {
    const faults = checkPricing({ ...policyOf({ kind: 'byUsage' }), ...change });
    expect(faults.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([fault]);
  });
});
