import { compilePricingJson, countDays, prorate, type QuoteRequest } from 'tenure/pricing';
import { describe, expect, test } from 'vitest';
import { asOf, basePolicy } from './sme-catalogue.js';

/** One offering with one price. */
const priced = (price: object, more: object = {}) =>
  compilePricingJson({
    ...basePolicy,
    prices: [{ id: 'p', priceType: 'recurring', ...price }],
    offerings: [{ id: 'o', prices: ['p'] }],
    ...more,
  });
const total = (quote: ReturnType<typeof priced>, line: object = {}, more: Partial<QuoteRequest> = {}) =>
  quote({ lines: [{ offering: 'o', ...line }], ...more }, asOf).outcome.total.amount;

describe('a charge model in a quote', () => {
  test.each([
    ['30.00', 'flat, whatever the quantity', { charge: { model: 'flat', amount: '30' } }, { quantity: 7 }],
    ['210.00', 'per unit', { charge: { model: 'perUnit', amount: '30' } }, { quantity: 7 }],
    [
      '55.00',
      'two-part: 30 + 250 × 0.10',
      { charge: { model: 'twoPart', fixed: '30', unit: '0.10' } },
      { quantity: 250 },
    ],
    [
      '48.00',
      'graduated: 5 × 7 + 2 × 6.5',
      { charge: { model: 'graduated', tiers: [{ upTo: 5, unit: '7' }, { unit: '6.5' }] } },
      { quantity: 7 },
    ],
    [
      '45.50',
      'volume: 7 × 6.5',
      { charge: { model: 'volume', tiers: [{ upTo: 5, unit: '7' }, { unit: '6.5' }] } },
      { quantity: 7 },
    ],
    ['20.00', 'in packages of 5', { charge: { model: 'package', size: 5, amount: '10' } }, { quantity: 7 }],
    [
      '30.00',
      'by started blocks of 2 in the second tier: 4 × 5 + 2 × 5',
      {
        charge: {
          model: 'graduated',
          tiers: [
            { upTo: 4, unit: '5' },
            { unit: '5', block: 2 },
          ],
        },
      },
      { quantity: 7 },
    ],
    [
      '109.99',
      'an allowance with 100 units beyond',
      {
        priceType: 'usage',
        meters: ['m'],
        charge: { model: 'allowance', fixed: '59.99', included: 500, unit: '0.50' },
      },
      { usage: { m: 600 } },
    ],
    [
      '6.50',
      'a percentage: 1 % to 500, 0.5 % beyond, of 800',
      { charge: { model: 'graduatedPercentage', tiers: [{ upTo: 500, rate: '1' }, { rate: '0.5' }] } },
      { quantity: 800 },
    ],
    [
      '90.00',
      'by capacity: 12 GB need the second tier',
      {
        priceType: 'usage',
        meters: ['gb', 'min'],
        charge: {
          model: 'capacity',
          tiers: [
            {
              flat: '50',
              limits: [
                { meter: 'gb', upTo: 10 },
                { meter: 'min', upTo: 500 },
              ],
            },
            { flat: '90', limits: [] },
          ],
        },
      },
      { usage: { gb: 12, min: 100 } },
    ],
    [
      '130.00',
      'floating: 1.3 × 100 within 80 and 140',
      { charge: { model: 'floating', reference: '100', floor: '80', cap: '140' } },
      { index: '1.3' },
    ],
    [
      '140.00',
      'floating, held by its cap',
      { charge: { model: 'floating', reference: '100', floor: '80', cap: '140' } },
      { index: '1.6' },
    ],
    [
      '80.00',
      'floating, held by its floor',
      { charge: { model: 'floating', reference: '100', floor: '80', cap: '140' } },
      { index: '0.5' },
    ],
    ['200.00', 'one-off', { priceType: 'oneTime', charge: { model: 'perUnit', amount: '200' } }, {}],
  ])('costs %s: %s', (amount, _, price, line) => {
    expect(total(priced(price), line)).toBe(amount);
  });
});

test('a charge by capacity is one unit, whatever the digits that its meters are counted with', () => {
  const quote = priced(
    {
      priceType: 'usage',
      meters: ['gb'],
      quantityScale: 1,
      charge: {
        model: 'capacity',
        tiers: [
          { flat: '50', limits: [{ meter: 'gb', upTo: '10.5' }] },
          { flat: '90', limits: [] },
        ],
      },
      cost: { model: 'perUnit', amount: '20' },
      minimumPrice: '40',
    },
    {
      adjustments: [
        { id: 'half', stage: 'promotion', priority: 1, effect: { kind: 'percentOff', percent: '50', of: 'list' } },
      ],
    },
  );
  const lineFor = (gb: string) => quote({ lines: [{ offering: 'o', usage: { gb } }] }, asOf).outcome.lines[0];
  const cny = (amount: string) => ({ amount, currency: 'CNY' });
  // half of 50 is below the 40 that it costs at least
  expect(lineFor('10.5')).toMatchObject({
    quantity: '1.0',
    list: cny('50.00'),
    invoice: cny('40.00'),
    cost: cny('20.00'),
  });
  expect(lineFor('10.6')).toMatchObject({
    quantity: '1.0',
    list: cny('90.00'),
    invoice: cny('45.00'),
    cost: cny('20.00'),
  });
});

describe('an effect on a price of 1,000 for four units', () => {
  const effect = (one: object) =>
    priced(
      { charge: { model: 'perUnit', amount: '250' } },
      { adjustments: [{ id: 'a', stage: 'promotion', priority: 1, effect: one }] },
    );
  test.each([
    ['900.00', { kind: 'percentOff', percent: '10', of: 'running' }],
    ['950.00', { kind: 'percentOff', percent: '10', of: 'running', maxQuantity: 2 }],
    ['1100.00', { kind: 'percentOn', percent: '10', of: 'list' }],
    ['850.00', { kind: 'zhe', zhe: '8.5', of: 'list' }],
    ['970.00', { kind: 'amountOff', amount: '30' }],
    ['0.00', { kind: 'amountOff', amount: '3000' }],
    ['1030.00', { kind: 'amountOn', amount: '30' }],
    ['880.00', { kind: 'unitPrice', amount: '220' }],
    ['990.00', { kind: 'fixedPrice', amount: '990' }],
    ['1200.00', { kind: 'atLeast', amount: '300', each: true }],
    ['600.00', { kind: 'atMost', amount: '600' }],
  ])('leaves %s: %j', (amount, one) => {
    expect(total(effect(one), { quantity: 4 })).toBe(amount);
  });
});

describe('a discount on some units only', () => {
  const surcharged = (maxQuantity: number) =>
    priced(
      { charge: { model: 'perUnit', amount: '60' } },
      {
        adjustments: [
          { id: 'peak', stage: 'term', priority: 1, effect: { kind: 'percentOn', percent: '10', of: 'list' } },
          {
            id: 'half',
            stage: 'promotion',
            priority: 1,
            effect: { kind: 'percentOff', percent: '50', of: 'running', maxQuantity },
          },
        ],
      },
    );

  test.each([
    ['330.00', 10], // half of 600 + 60
    ['363.00', 9], // 660 − half of 540 + 54
    ['627.00', 1], // 660 − half of 60 + 6
  ])('takes a surcharge on these units into account: leaves %s where %i of ten are meant', (amount, most) => {
    expect(total(surcharged(most), { quantity: 10 })).toBe(amount);
  });
});

describe('an amount of the policy with more digits than money has', () => {
  test('caps an adjustment at the cents within it: 5.00 of 5.009', () => {
    const effect = { kind: 'percentOff', percent: '50', of: 'running' };
    const quote = priced(
      { charge: { model: 'perUnit', amount: '60' } },
      { adjustments: [{ id: 'a', stage: 'promotion', priority: 1, effect, cap: '5.009' }] },
    );
    expect(total(quote, {})).toBe('55.00');
  });
});

describe('half a month of a price of 100 for two units, 100 of 200', () => {
  const half = { quantity: 2, proration: { days: 15, of: 30 } };
  const effect = (one: object, price: object = {}) =>
    priced(
      { charge: { model: 'perUnit', amount: '100' }, ...price },
      { adjustments: [{ id: 'a', stage: 'promotion', priority: 1, effect: one }] },
    );
  test.each([
    ['250.00', { kind: 'unitPrice', amount: '250' }], // 2 × 250 ÷ 2, not 500 for half a month
    ['60.00', { kind: 'unitPrice', amount: '60' }],
    ['120.00', { kind: 'atLeast', amount: '120', each: true }],
    ['80.00', { kind: 'atMost', amount: '80', each: true }],
    ['150.00', { kind: 'atLeast', amount: '150' }], // of the lines together: what is quoted, prorated or not
    ['300.00', { kind: 'fixedPrice', amount: '300' }],
  ])('takes what is said of a unit for a whole month: %s by %j', (amount, one) => {
    expect(total(effect(one), half)).toBe(amount);
  });

  test('is discounted down to half the minimum price of a month', () => {
    const off = { kind: 'percentOff', percent: '90', of: 'list' };
    expect(total(effect(off, { minimumPrice: '70' }), half)).toBe('70.00');
    expect(total(effect(off, { minimumPrice: '70' }), { quantity: 2 })).toBe('140.00');
  });

  test('keeps a third of a month a fraction until it is rounded: 100.01 × 1 ÷ 3', () => {
    const third = { proration: { days: 10, of: 30 } };
    expect(total(effect({ kind: 'unitPrice', amount: '100.01' }), third)).toBe('33.34');
    expect(total(effect({ kind: 'unitPrice', amount: '100.01' }, { priceType: 'oneTime' }), third)).toBe('100.01');
  });

  test('beside a whole month adds up unit by unit: 120 + 60', () => {
    const quote = effect({ kind: 'atLeast', amount: '120', each: true });
    const lines = [{ offering: 'o' }, { offering: 'o', proration: { days: 15, of: 30 } }];
    expect(quote({ lines }, asOf).outcome.total.amount).toBe('180.00');
  });
});

describe('where the trade disagrees, the policy says', () => {
  test('whether a percentage comes before or after the cap: 10 % with at most 100 on a charge of 150', () => {
    const off = (stage: string, priority: number) => ({
      id: 'off',
      stage,
      priority,
      effect: { kind: 'percentOff', percent: '10', of: 'running' },
    });
    const cap = { id: 'cap', stage: 'commitment', priority: 1, effect: { kind: 'atMost', amount: '100' } };
    const amount = (discount: object) =>
      total(priced({ charge: { model: 'flat', amount: '150' } }, { adjustments: [cap, discount] }));
    expect([amount(off('promotion', 1)), amount(off('commitment', 2))]).toEqual(['100.00', '90.00']);
  });

  test('what zero usage costs, and never guesses', () => {
    const at = (atZero: string) =>
      total(
        priced({
          priceType: 'usage',
          meters: ['m'],
          charge: { model: 'graduated', atZero, tiers: [{ upTo: 10, unit: '1', flat: '5' }, { unit: '2' }] },
        }),
        { usage: { m: 0 } },
      );
    expect([at('firstTierFlat'), at('nothing')]).toEqual(['5.00', '0.00']);
  });

  test('how a line is rounded, once: 0.125, and 10 % of 0.25', () => {
    const rounded = (mode: string, amount: string, percent: string) =>
      total(
        priced({ charge: { model: 'flat', amount } }, { rounding: { mode } }),
        {},
        { discount: { kind: 'percent', percent } },
      );
    expect(['halfUp', 'halfEven', 'down', 'up'].map((mode) => rounded(mode, '0.125', '0'))).toEqual([
      '0.13',
      '0.12',
      '0.12',
      '0.13',
    ]);
    // 0.025 off 0.25: 0.03 or 0.02
    expect(['halfUp', 'halfEven'].map((mode) => rounded(mode, '0.25', '10'))).toEqual(['0.22', '0.23']);
  });

  test('who gets the cents that a spread discount leaves over: 0.05 over 3, 1, 1 and 1', () => {
    const shares = (allocation: string) =>
      compilePricingJson({
        ...basePolicy,
        allocation,
        prices: ['1', '1', '1', '3'].map((amount, at) => ({
          id: `p${at}`,
          priceType: 'recurring',
          charge: { model: 'flat', amount },
        })),
        offerings: [0, 1, 2, 3].map((at) => ({ id: `o${at}`, prices: [`p${at}`] })),
      })(
        {
          lines: [0, 1, 2, 3].map((at) => ({ offering: `o${at}` })),
          discount: { kind: 'amount', amount: { amount: '0.05', currency: 'CNY' } },
        },
        asOf,
      ).outcome.lines.map(({ list, invoice }) => Math.round((Number(list.amount) - Number(invoice.amount)) * 100));
    // exact shares 0.83, 0.83, 0.83 and 2.5 cents: whole cents 0, 0, 0 and 2, three left over
    expect(shares('largestRemainder')).toEqual([1, 1, 1, 2]);
    expect(shares('largestRatio')).toEqual([1, 1, 0, 3]);
    expect(shares('firstCome')).toEqual([1, 1, 1, 2]);
  });

  test('how days count: 23 of 31 as the calendar has them, 22 of 30 with fixed months', () => {
    const part = { from: '2023-01-09', to: '2023-02-01', periodStart: '2023-01-01', periodEnd: '2023-02-01' };
    const fraction = [prorate(part, 'actual'), prorate(part, { daysInMonth: 30 })];
    expect(fraction).toEqual([
      { days: 23, of: 31 },
      { days: 22, of: 30 },
    ]);
    const quote = priced({ charge: { model: 'perUnit', amount: '100' } });
    expect(fraction.map((proration) => total(quote, { proration }))).toEqual(['74.19', '73.33']);
    expect(countDays('2023-01-30', '2023-01-31', { daysInMonth: 30 })).toBe(0);
  });

  test('where a floor under a line lets a spread discount spill over to the others', () => {
    const quote = compilePricingJson({
      ...basePolicy,
      prices: [
        { id: 'a', priceType: 'recurring', charge: { model: 'flat', amount: '50' }, minimumPrice: '45' },
        { id: 'b', priceType: 'recurring', charge: { model: 'flat', amount: '60' } },
      ],
      offerings: ['a', 'b'].map((id) => ({ id, prices: [id] })),
    });
    const request: QuoteRequest = {
      lines: [{ offering: 'a' }, { offering: 'b' }],
      discount: { kind: 'amount', amount: { amount: '25', currency: 'CNY' } },
    };
    // in proportion 11.36 and 13.64, but the first may give 5 only
    expect(quote(request, asOf).outcome.lines.map(({ invoice }) => invoice.amount)).toEqual(['45.00', '40.00']);
  });
});
