import { checkPricing, compilePricingJson } from 'tenure/pricing';
import { describe, expect, test } from 'vitest';
import { barePolicy } from './bare-policy.js';

const asOf = { asOf: '2026-01-01' };
const policy = (adjustments: readonly object[], more: object = {}) => ({
  ...barePolicy,
  prices: ['mobile', 'fibre'].map((id) => ({
    id,
    priceType: 'recurring',
    charge: { model: 'perUnit', amount: '100' },
  })),
  offerings: ['mobile', 'fibre'].map((id) => ({ id, prices: [id] })),
  adjustments: adjustments.map((one, priority) => ({ id: `a${priority}`, priority, ...one })),
  ...more,
});
const bound = (kind: 'atLeast' | 'atMost', amount: string, offerings?: readonly string[]) => ({
  stage: 'commitment',
  ...(offerings === undefined ? {} : { lines: { offerings } }),
  effect: { kind, amount },
});
const two = { lines: [{ offering: 'mobile', quantity: 2 }, { offering: 'fibre' }] };

describe('a minimum', () => {
  test.each([
    // 200 for mobile lack 100 to 300; with the fibre that makes 400
    ['500.00 a0 100.00, a1 100.00', [bound('atLeast', '300', ['mobile']), bound('atLeast', '500')]],
    ['400.00 a0 100.00', [bound('atLeast', '300', ['mobile']), bound('atLeast', '400')]],
    // the fibre is not among the mobile lines, so that the whole's minimum says nothing of theirs
    ['600.00 a0 200.00, a1 100.00', [bound('atLeast', '500'), bound('atLeast', '300', ['mobile'])]],
    ['350.00 a0 100.00', [bound('atLeast', '300', ['mobile']), bound('atMost', '350')]],
  ])('of some lines counts towards the bound of all: %s', (told, adjustments) => {
    const quote = compilePricingJson(policy(adjustments));
    const { total, shortfalls } = quote(two, asOf).outcome;
    expect(quote.total(two, asOf)).toEqual(total);
    const each = shortfalls.map(({ id, amount }) => `${id} ${amount.amount}`).join(', ');
    expect(`${total.amount} ${each}`).toBe(told);
  });

  test('that belongs to the contract is in the price that a discount is measured from: 20 of 350', () => {
    // list 300, contract 300 + 50, then 20 off: invoice 280 + 50
    const authority = {
      from: 'contract',
      to: 'invoice',
      chain: 'single',
      levels: [{ id: 'manager' }],
      rules: [{ id: 'all', bands: [{ level: 'manager' }] }],
    };
    const minimum = { stage: 'volume', effect: { kind: 'atLeast', amount: '350' } };
    const off = { stage: 'promotion', effect: { kind: 'amountOff', amount: '20' } };
    const { outcome } = compilePricingJson(policy([minimum, off], { authority }))(two, asOf);
    const reached = outcome.waterfall.flatMap(({ step, amount }) =>
      step === 'contract' || step === 'invoice' ? [amount?.amount] : [],
    );
    expect(reached).toEqual(['350.00', '330.00']);
    // 20 ÷ 350 = 5.714 %
    expect(outcome.approval).toMatchObject({ discount: { amount: '20.00' }, percent: '5.71', level: 'manager' });
  });

  test.each([
    // 300 a month for two mobile lines and a fibre; 350 at least
    ['8400.00 -1200.00', {}, [bound('atLeast', '350')]],
    // the fibre is paid for every other month: what lacks to 350 recurs by no one period
    [
      '6000.00 0.00',
      {
        prices: ['mobile', 'fibre'].map((id) => ({
          id,
          priceType: 'recurring',
          charge: { model: 'perUnit', amount: '100' },
          ...(id === 'fibre' ? { periodMonths: 2 } : {}),
        })),
      },
      [bound('atLeast', '350')],
    ],
  ])('of what recurs is paid as often as it: %s over 24 months', (told, more, adjustments) => {
    const { term } = compilePricingJson(policy(adjustments, more))({ ...two, termMonths: 24 }, asOf).outcome;
    expect(`${term?.value.amount} ${term?.given.amount}`).toBe(told);
  });

  test('is met on the invoice or before it, because what lacks is a line of the invoice', () => {
    const late = { ...bound('atLeast', '500'), stage: 'offInvoice' };
    expect(checkPricing(policy([late])).map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([
      'conflict adjustments.0.stage',
    ]);
    expect(checkPricing(policy([{ ...late, ...bound('atMost', '500'), stage: 'offInvoice' }]))).toEqual([]);
  });
});

test('a condition on the list total holds however large it is, in a policy of whole yuan too', () => {
  const quote = compilePricingJson(
    policy(
      [{ stage: 'promotion', when: { listTotal: { $gte: '1000' } }, effect: { kind: 'amountOff', amount: '1' } }],
      {
        rounding: { mode: 'halfUp', scale: 0 },
      },
    ),
  );
  const total = (quantity: string) => quote({ lines: [{ offering: 'mobile', quantity }] }, asOf).outcome.total.amount;
  expect([total('9'), total('10'), total('90000000000000')]).toEqual(['900', '999', '8999999999999999']);
});
