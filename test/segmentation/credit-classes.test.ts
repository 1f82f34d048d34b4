import { toFacts } from 'tenure/core';
import { describe, expect, test } from 'vitest';
import { creditClasses } from '../../examples/policies/credit-classes.js';
import { smePriceList } from '../../examples/policies/sme-price-list.js';

const context = { asOf: '2026-11-21' };
const paid = { tenureMonths: 24, latePayments12m: 0, arrears: { amount: '0', currency: 'CNY' } };

describe('a credit class', () => {
  // PRC-28: 2 late payments in 12 months are B, 5 are C, a new account is unrated, and who is unknown is taken for the worst.
  test.each([
    ['A', 'paid on time', {}],
    ['B', 'paid late twice in 12 months', { latePayments12m: 2 }],
    ['C', 'paid late five times', { latePayments12m: 5 }],
    ['C', 'owes more than the class allows', { latePayments12m: 1, arrears: { amount: '5000.01', currency: 'CNY' } }],
    ['unrated', 'is new', { tenureMonths: 1 }],
    ['unrated', 'is new and has paid late', { tenureMonths: 1, latePayments12m: 5 }],
    ['C', 'has a history that nobody kept', { latePayments12m: null }],
  ] as const)('is %s where the customer %s', (expected, _, change) => {
    expect(creditClasses({ ...paid, ...change }, context).outcome).toEqual({ creditClass: expected });
  });

  test('that could not be judged says what to find out', () => {
    const decision = creditClasses({ ...paid, latePayments12m: null }, context);
    expect(decision.unknown).toEqual(['latePayments12m']);
    expect(decision.reasons[0]).toMatchObject({ code: 'unknown', rule: 'C' });
  });

  test('decides how the quote may be paid', () => {
    const pay = (change: object) => {
      const known = toFacts(creditClasses({ ...paid, ...change }, context), ({ creditClass }) => ({ creditClass }));
      const request = { lines: [{ offering: 'fibre-100' as const }], facts: { category: 'sme' as const, ...known } };
      return smePriceList(request, context).outcome.payment?.modes;
    };
    expect(pay({ latePayments12m: 2 })).toEqual(['postpaid', 'prepaid']);
    expect(pay({ latePayments12m: 5 })).toEqual(['prepaid']);
  });
});
