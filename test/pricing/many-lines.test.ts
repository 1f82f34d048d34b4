import { compilePricingJson, type RequestLine } from 'tenure/pricing';
import { describe, expect, test } from 'vitest';
import { barePolicy } from './bare-policy.js';

const quote = compilePricingJson({
  ...barePolicy,
  adjustments: [],
  prices: [
    {
      id: 'rent',
      priceType: 'recurring',
      charge: { model: 'perUnit', amount: '100' },
      cost: { model: 'perUnit', amount: '60' },
    },
    {
      id: 'fee',
      priceType: 'oneTime',
      charge: { model: 'perUnit', amount: '50' },
      cost: { model: 'perUnit', amount: '40' },
    },
  ],
  offerings: [
    { id: 'line', prices: ['rent'] },
    { id: 'install', prices: ['fee'] },
    {
      id: 'pack',
      prices: [],
      bundle: {
        components: [
          { offering: 'line', quantity: 1 },
          { offering: 'install', quantity: 1 },
        ],
        price: { kind: 'percentOff', percent: '10' },
        priceTypes: ['recurring'],
      },
    },
  ],
  floor: { basis: 'pocket', minimumMargin: { percent: '10', of: 'price' }, per: 'line' },
});
const asOf = { asOf: '2013-03-01' };
const cny = (amount: string) => ({ amount, currency: 'CNY' });

/** Four kinds of lines in turn: 100, 0.9 × 100 + 50, 0.95 × 100 and 2 × 100 − 10, which is 525 together. */
const kinds: readonly RequestLine[] = [
  { offering: 'line' },
  { offering: 'pack' },
  { offering: 'line', discount: { kind: 'percent', percent: '5' } },
  { offering: 'line', quantity: 2, discount: { kind: 'amount', amount: cny('10') } },
];
const prices = ['100.00', '90.00', '50.00', '95.00', '190.00'];
const inTurn = (count: number, change: Readonly<Record<number, Partial<RequestLine>>> = {}) => ({
  lines: Array.from({ length: count }, (_, at): RequestLine => ({ ...kinds[at % 4]!, id: `${at}`, ...change[at] })),
});

describe('a quote of many lines', () => {
  test('prices every bundle by its own parts and every discount on its own line, wherever they stand', () => {
    const { outcome } = quote(inTurn(1000), asOf);
    expect(outcome.total.amount).toBe('131250.00');
    expect(outcome.lines.map(({ invoice }) => invoice.amount)).toEqual(
      Array.from({ length: 250 }, () => prices).flat(),
    );
    expect(outcome.lines.map(({ line }) => line)).toEqual(
      Array.from({ length: 250 }, (_, k) => [0, 1, 1, 2, 3].map((at) => 4 * k + at)).flat(),
    );
    expect(quote.total(inTurn(1000), asOf).amount).toBe('131250.00');
  });

  test('holds each line to its own floor and names the one that is furthest below', () => {
    expect(quote(inTurn(1000), asOf).outcome.verdict).toBe('acceptable');
    // 60 ÷ 0.9 = 66.67, (60 + 40) ÷ 0.9 = 111.12 rounded up
    const half = { discount: { kind: 'percent', percent: '50' } } as const;
    const { outcome, reasons } = quote(inTurn(1000, { 640: half, 901: half, 902: half }), asOf);
    // 100 × 50 % = 50; 0.9 × 100 × 50 % + 50 × 50 % = 70; the bundle lacks most
    expect(outcome.floor).toMatchObject({
      line: 901,
      price: cny('70.00'),
      floor: cny('111.12'),
      shortfall: cny('41.12'),
    });
    const below = reasons.filter(({ code }) => code === 'belowFloor');
    expect(below.map(({ facts }) => [facts.line, facts.price, facts.shortfall])).toEqual([
      ['640', cny('50.00'), cny('16.67')],
      ['901', cny('70.00'), cny('41.12')],
      ['902', cny('50.00'), cny('16.67')],
    ]);
  });
});
