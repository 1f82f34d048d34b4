import { decideAll, InputError } from 'tenure/core';
import { compilePricingJson, type QuoteRequest } from 'tenure/pricing';
import { describe, expect, test } from 'vitest';
import { faultsOf } from './faults.js';
import { asOf, basePolicy } from './sme-catalogue.js';

const quote = compilePricingJson({
  ...basePolicy,
  offerings: [
    ...basePolicy.offerings,
    { id: 'old', prices: ['fibre-rental'], validFor: { until: '2026-06-30' } },
    {
      id: 'pick',
      prices: [],
      bundle: {
        components: [],
        groups: [{ id: 'extras', min: 1, max: 2, options: ['mobile-plan', 'router', 'fibre-100'] }],
        priceTypes: ['recurring'],
      },
    },
  ],
});

const pick = (...offerings: string[]) => ({
  lines: [
    { offering: 'pick', usage: { minutes: 0 }, choices: offerings.map((offering) => ({ group: 'extras', offering })) },
  ],
});
const off = (discount: object) => ({ lines: [{ offering: 'fibre-100' }], discount });
const usd = { amount: '1', currency: 'USD' };

/** One row for each kind of bad input: the code and place of the fault, and a request that has it. */
const bad: readonly (readonly [fault: string, what: string, request: object])[] = [
  ['range lines.0.quantity', 'a negative quantity', { lines: [{ offering: 'fibre-100', quantity: -1 }] }],
  ['range lines.0.quantity', 'a quantity of nothing', { lines: [{ offering: 'fibre-100', quantity: 0 }] }],
  ['range lines.0.usage.minutes', 'negative usage', { lines: [{ offering: 'mobile-plan', usage: { minutes: '-1' } }] }],
  ['format lines.0.quantity', 'a fraction of a whole unit', { lines: [{ offering: 'fibre-100', quantity: '1.5' }] }],
  ['format lines.0.quantity', 'a binary fraction', { lines: [{ offering: 'fibre-100', quantity: 0.1 }] }],
  [
    'format lines.0.quantity',
    'an integer that is not exact',
    { lines: [{ offering: 'fibre-100', quantity: 2 ** 53 }] },
  ],
  ['currency discount.amount.currency', 'a discount in another currency', off({ kind: 'amount', amount: usd })],
  ['currency lines.0.cost.currency', 'a cost in another currency', { lines: [{ offering: 'router', cost: usd }] }],
  ['range lines.0.offering', 'an offering out of validity', { lines: [{ offering: 'old' }] }],
  ['range lines.0.choices', 'fewer choices than the bundle asks for', pick()],
  ['range lines.0.choices', 'more choices than the bundle allows', pick('mobile-plan', 'router', 'fibre-100')],
  ['duplicate lines.0.choices.1.offering', 'the same option twice', pick('router', 'router')],
  ['unknownReference lines.0.choices.0.offering', 'an option that the group lacks', pick('old')],
  [
    'unknownReference lines.0.usage.roaming',
    'usage of a service that the plan lacks',
    { lines: [{ offering: 'mobile-plan', usage: { minutes: 1, roaming: 2 } }] },
  ],
  ['range discount.percent', 'a discount above 100 per cent', off({ kind: 'percent', percent: '100.01' })],
  [
    'range lines.0.discount.percent',
    'a discount above 100 per cent on a line',
    { lines: [{ offering: 'fibre-100', discount: { kind: 'percent', percent: '101' } }] },
  ],
  [
    'unknownKey lines.0.qty',
    'a misspelt quantity, which would be priced as one',
    { lines: [{ offering: 'router', qty: 7 }] },
  ],
  ['type facts', 'facts that are no record', { lines: [{ offering: 'router' }], facts: [] }],
  ['empty lines', 'no lines', { lines: [] }],
];

describe('bad input', () => {
  test.each(bad)('%s: %s', (fault, _, request) => {
    for (const lane of [quote, quote.outcome, quote.total]) {
      try {
        lane(request as QuoteRequest, asOf);
        expect.unreachable();
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
        expect((error as InputError).issues.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([fault]);
      }
    }
  });

  const sound = { offering: 'fibre-100' };
  test.each<[readonly string[], readonly unknown[]]>([
    [['range lines.1.quantity'], [sound, { offering: 'router', quantity: 0 }]],
    [
      ['unknownReference lines.0.offering', 'format lines.2.quantity', 'type lines.3'],
      [{ offering: 'fiber-100' }, sound, { offering: 'router', quantity: 1.5 }, null],
    ],
    // What a line costs is read last: the line before it is told all the same, and first.
    [
      ['currency lines.0.cost.currency', 'unknownKey lines.1.qty'],
      [
        { ...sound, cost: { amount: '1', currency: 'USD' } },
        { ...sound, qty: 2 },
      ],
    ],
  ])('of several lines is told for each: %j', (faults, lines) => {
    for (const lane of [quote, quote.outcome, quote.total])
      expect(faultsOf(() => lane({ lines } as QuoteRequest, asOf))).toEqual(faults);
  });

  test.each([0.5, '0.1234567', 'two'])('says how a quantity is written where it is none: %j', (quantity) => {
    expect(() => quote.total({ lines: [{ offering: 'router', quantity }] }, asOf)).toThrow(
      `lines.0.quantity: expected a whole quantity, or a decimal text of at most 6 decimal places, got ${JSON.stringify(quantity)}`,
    );
  });

  test('is a request that is none', () => {
    for (const lane of [quote, quote.outcome, quote.total])
      expect(() => lane(null as unknown as QuoteRequest, asOf)).toThrow(
        'lines: expected at least one line, got nothing',
      );
  });

  test('is not an amount beyond safe integers, which is exact all the same', () => {
    // 9007199254740993 is 2^53 + 1, which no double holds
    const { outcome } = quote({ lines: [{ offering: 'fibre-100', quantity: '9007199254740993' }] }, asOf);
    expect(outcome.total.amount).toBe('9007199254740993000.00');
    expect(outcome.margin?.amount).toBe('1170935903116329090.00'); // × 130
  });

  test('is not a discount of exactly 100 per cent', () => {
    expect(quote(off({ kind: 'percent', percent: '100' }) as QuoteRequest, asOf).outcome.total.amount).toBe('0.00');
  });

  test('does not cost a batch its other quotes: each bad one is located, the rest priced, in order', () => {
    const good = { lines: [{ offering: 'fibre-100', quantity: 2 }] };
    const batch = bad.flatMap(([, , request], at) => [
      { ...good, id: `good-${at}` },
      { ...request, id: `bad-${at}` },
    ]);
    const { decided, rejects } = decideAll(quote, batch as readonly (QuoteRequest & { readonly id: string })[], asOf, {
      id: 'id',
    });
    expect(decided.map(({ subject }) => subject)).toEqual(bad.map((_, at) => `good-${at}`));
    expect(decided.every(({ outcome }) => outcome.total.amount === '2000.00')).toBe(true);
    expect(
      rejects.map(({ index, issues }) => `${index}: ${issues.map(({ code, path }) => `${code} ${path.join('.')}`)}`),
    ).toEqual(bad.map(([fault], at) => `${2 * at + 1}: ${fault}`));
  });
});
