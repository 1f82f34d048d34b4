import { compilePricingJson, compileTariffs, evaluateBundle, type Quote } from 'tenure/pricing';
import { describe, expect, test } from 'vitest';
import { barePolicy } from './bare-policy.js';

const cny = (amount: string) => ({ amount, currency: 'CNY' });
const asOf = { asOf: '2013-03-01' };
const phone = {
  ...barePolicy,
  prices: [{ id: 'phone', priceType: 'oneTime', charge: { model: 'perUnit', amount: '1000' } }],
  offerings: [{ id: 'phone', prices: ['phone'] }],
};
const quoted = (quantity: number, ...adjustments: readonly object[]): Quote =>
  compilePricingJson({ ...phone, adjustments })({ lines: [{ offering: 'phone', quantity }] }, asOf).outcome;
const at = ({ waterfall }: Quote, step: string) =>
  waterfall.flatMap((one) => (one.step === step || one.id === step ? [one.amount?.amount] : []));
const change = ({ waterfall }: Quote, id: string) => waterfall.find((one) => one.id === id)?.change?.amount;

describe('the practice’s own figures', () => {
  const agreed = { id: 'agreed', stage: 'term', priority: 1, effect: { kind: 'zhe', zhe: '8.5', of: 'list' } };
  const commission = (of: 'running' | 'list') => ({
    id: 'commission',
    stage: 'offInvoice',
    priority: 1,
    effect: { kind: 'percentOff', percent: '10', of },
  });

  test('of a commission: 10 % of 170,000 net is 17,000 and leaves 153,000; of the list price it is 20,000', () => {
    const net = quoted(200, agreed, commission('running'));
    expect([net.total.amount, change(net, 'commission'), at(net, 'pocket')]).toEqual([
      '170000.00',
      '-17000.00',
      ['153000.00'],
    ]);
    const list = quoted(200, agreed, commission('list'));
    expect([change(list, 'commission'), at(list, 'pocket')]).toEqual(['-20000.00', ['150000.00']]);
  });

  test('of discount, rebate and gift together: 1,000 − 100 − 27 − 20 = 853, each shown', () => {
    const stack = quoted(
      1,
      { id: 'discount', stage: 'promotion', priority: 1, effect: { kind: 'percentOff', percent: '10', of: 'list' } },
      { id: 'rebate', stage: 'offInvoice', priority: 1, effect: { kind: 'percentOff', percent: '3', of: 'running' } },
      { id: 'gift', stage: 'offInvoice', priority: 2, effect: { kind: 'amountOff', amount: '20' } },
    );
    expect(['discount', 'rebate', 'gift'].map((id) => change(stack, id))).toEqual(['-100.00', '-27.00', '-20.00']);
    expect([stack.total.amount, at(stack, 'pocket')]).toEqual(['900.00', ['853.00']]);
  });

  test('of a bundle over all that is paid for today: 2,400 for 2,160 saves 10 %, and the margin falls by 240', () => {
    const parts = [
      { id: 'mobile', price: cny('1200'), cost: cny('700') },
      { id: 'broadband', price: cny('500'), cost: cny('200') },
      { id: 'ict', price: cny('700'), cost: cny('400') },
    ];
    const whole = evaluateBundle(parts, cny('2160'), ['mobile', 'broadband', 'ict']);
    expect(whole).toMatchObject({
      savingPercent: '10.00',
      revenueChange: cny('-240.00'),
      marginChange: cny('-240.00'),
    });
    // who has mobile and broadband pays 460 more and costs 400 more
    expect(evaluateBundle(parts, cny('2160'), ['mobile', 'broadband'])).toMatchObject({
      revenueChange: cny('460.00'),
      marginChange: cny('60.00'),
    });
  });

  test('of a bundle’s margin need the costs of what is new alone', () => {
    const parts = [
      { id: 'mobile', price: cny('1200'), cost: null },
      { id: 'ict', price: cny('700'), cost: cny('400') },
    ];
    const margin = (...today: string[]) => evaluateBundle(parts, cny('1700'), today).marginChange;
    // 1,700 − 1,200 − 400
    expect([margin('mobile'), margin('ict')]).toEqual([cny('100.00'), null]);
  });

  test('of one bill: 1,200 + 500 + 800 are 2,500, each a line', () => {
    const price = (id: string, amount: string) => ({ id, priceType: 'recurring', charge: { model: 'flat', amount } });
    const bill = compilePricingJson({
      ...barePolicy,
      adjustments: [],
      prices: [price('mobile', '1200'), price('broadband', '500'), price('ict', '800')],
      offerings: ['mobile', 'broadband', 'ict'].map((id) => ({ id, prices: [id] })),
    })({ lines: ['mobile', 'broadband', 'ict'].map((offering) => ({ offering })) }, asOf).outcome;
    expect([bill.total.amount, bill.lines.map(({ invoice }) => invoice.amount)]).toEqual([
      '2500.00',
      ['1200.00', '500.00', '800.00'],
    ]);
  });

  test('of plans by band of usage: A below 600 minutes, B above, both at 600', () => {
    const plan = (id: string, monthly: string, amount: string) => ({
      id,
      provider: 'us',
      monthly,
      charges: [{ meter: 'minutes', charge: { model: 'perUnit', amount } as const }],
    });
    const menu = compileTariffs([plan('A', '30', '0.10'), plan('B', '60', '0.05')], {
      currency: 'CNY',
      mode: 'halfUp',
      quantityScale: 0,
    });
    expect([400, 600, 800].map((minutes) => menu.compare([{ minutes }]).cheapest)).toEqual([['A'], ['A', 'B'], ['B']]);
  });
});
