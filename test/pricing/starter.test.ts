import { describe, expect, test } from 'vitest';
import { smePriceList as quote } from '../../examples/policies/sme-price-list.js';

const on = { asOf: '2013-03-01' } as const;

describe('the starter price list', () => {
  test('prices an office for two years, with every rule that did not apply', () => {
    const decision = quote(
      {
        lines: [
          { offering: 'fibre-100' },
          { offering: 'mobile-business', quantity: 30, usage: { minutes: 900, dataGb: '25.5' } },
        ],
        termMonths: 24,
        facts: { category: 'sme', creditClass: 'B' },
        requestedBy: { level: 'accountManager' },
      },
      on,
    );
    // fibre 880 and 30 × 52 = 1560, less 5 %: 836 + 1482; less 10 %: 752.40 + 1333.80
    // installation 300, minutes 400 × 0.15 = 60, data 10 × 10 + 15.5 × 5 = 177.50
    expect(decision.outcome.total.amount).toBe('2623.70');
    expect(decision.outcome.verdict).toBe('acceptable');
    expect(decision.unknown).toEqual(['churnRisk']);
    expect(quote.explain(decision, 'zh').slice(0, 3)).toEqual([
      '光纤手机融合优惠（bundle）：-122.00 CNY。',
      '合同期优惠（term）：-231.80 CNY。',
      '流失风险客户折扣 无法判断，暂不给予：流失概率 未知（须 ≥ 0.30）。',
    ]);
  });

  test('sells a backup circuit to the government, not to a small shop', () => {
    const cost = { amount: '200', currency: 'CNY' };
    const ask = (category: 'government' | 'sme') =>
      quote({ lines: [{ offering: 'backup', cost }], facts: { category, creditClass: 'B', churnRisk: '0.1' } }, on);
    expect(ask('government').outcome.verdict).toBe('acceptable');
    expect(ask('sme').reasons.map(({ code }) => code)).toContain('otherSegment');
    expect(ask('sme').outcome.verdict).toBe('refused');
  });

  test('gives the office pack its own price', () => {
    const usage = { minutes: 500, dataGb: 0 };
    const { outcome } = quote({ lines: [{ offering: 'office-pack', usage }], facts: { churnRisk: '0.1' } }, on);
    // 1160 instead of 880 + 290 + 150; the discount for fibre with mobile does not come on top
    expect(outcome.totals).toMatchObject({
      recurring: { amount: '1160.00' },
      usage: { amount: '0.00' },
      oneTime: { amount: '300.00' },
    });
  });
});
