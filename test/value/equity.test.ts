import { InputError } from 'tenure/core';
import {
  checkPlanCost,
  checkPlans,
  creditReferrals,
  customerEquity,
  rankCompetingPlans,
  returnOnCustomer,
  tierChainValue,
} from 'tenure/value';
import { describe, expect, it } from 'vitest';
import { yuan } from './tiers.js';

const rounding = { mode: 'halfUp' } as const;

describe('customer equity', () => {
  it('sums lifetime values, those below zero subtracted and shown', () => {
    const customers = [
      { id: 'A', value: yuan('900.00') },
      { id: 'B', value: yuan('-50.00') },
    ];
    expect(customerEquity(customers, 'CNY')).toEqual({
      total: yuan('850.00'),
      belowZero: yuan('-50.00'),
      customers: 2,
    });
  });

  it('refuses a customer who comes twice, and a second currency', () => {
    const twice = [
      { id: 'A', value: yuan('1.00') },
      { id: 'A', value: yuan('1.00') },
    ];
    expect(() => customerEquity(twice, 'CNY')).toThrow(InputError);
    expect(() => customerEquity([{ id: 'A', value: { amount: '1.00', currency: 'USD' } }], 'CNY')).toThrow(InputError);
  });

  it('returns on customers: (100 + 1,050 − 1,000) / 1,000 = 15 %', () => {
    expect(returnOnCustomer({ start: yuan('1000.00'), end: yuan('1050.00'), cash: yuan('100.00') }).value).toBe(0.15);
    expect(returnOnCustomer({ start: yuan('0.00'), end: yuan('1.00'), cash: yuan('1.00') })).toEqual({
      undefinedBecause: 'zeroBase',
    });
  });
});

describe('referral credit', () => {
  const customers = [
    { id: 'A', value: yuan('1000.00') },
    { id: 'B', value: yuan('4200.00') },
    { id: 'C', value: yuan('-300.00') },
  ];
  const terms = { share: '0.10', cap: yuan('1000.00'), rounding };
  const credit = (referrals: readonly { referrer: string; referred: string }[], cap = '1000.00') =>
    creditReferrals(customers, referrals, { ...terms, cap: yuan(cap) });

  it('gives the referrer 10 % of 4,200, leaves the referred alone and does not inflate equity', () => {
    const { credits, equity } = credit([{ referrer: 'A', referred: 'B' }]);
    expect(credits.slice(0, 2)).toEqual([
      { id: 'A', own: yuan('1000.00'), credited: yuan('420.00'), capped: false },
      { id: 'B', own: yuan('4200.00'), credited: yuan('0.00'), capped: false },
    ]);
    expect(equity).toEqual(yuan('4900.00'));
  });

  it('rounds once for each referrer: 10 % of 3 × 1,234.55 is 370.365', () => {
    const four = ['A', 'B', 'C', 'D'].map((id) => ({ id, value: yuan('1234.55') }));
    const brought = ['B', 'C', 'D'].map((referred) => ({ referrer: 'A', referred }));
    expect(creditReferrals(four, brought, { ...terms, cap: yuan('9999.00') }).credits[0]?.credited).toEqual(
      yuan('370.37'),
    );
  });

  it('stops at the cap', () => {
    expect(credit([{ referrer: 'A', referred: 'B' }], '400.00').credits[0]).toMatchObject({
      credited: yuan('400.00'),
      capped: true,
    });
  });

  it('credits nothing for somebody below zero', () => {
    expect(credit([{ referrer: 'A', referred: 'C' }]).credits[0]?.credited).toEqual(yuan('0.00'));
  });

  it.each([
    [
      'duplicate',
      [
        { referrer: 'A', referred: 'B' },
        { referrer: 'C', referred: 'B' },
      ],
    ],
    [
      'cycle',
      [
        { referrer: 'A', referred: 'B' },
        { referrer: 'B', referred: 'A' },
      ],
    ],
    ['cycle', [{ referrer: 'A', referred: 'A' }]],
    ['unknownReference', [{ referrer: 'A', referred: 'Z' }]],
  ])('refuses a %s', (code, referrals) => {
    try {
      credit(referrals);
      expect.unreachable();
    } catch (error) {
      expect((error as InputError).issues.map((fault) => fault.code)).toContain(code);
    }
  });
});

describe("a plan's cost", () => {
  it('of 350 is over by 50 where 30 % of a lifetime value of 1,000 may be spent', () => {
    expect(checkPlanCost({ value: yuan('1000.00'), cost: yuan('350.00') }, '0.30', rounding)).toEqual({
      cap: yuan('300.00'),
      over: yuan('50.00'),
      within: false,
    });
  });

  it('may be nothing for a customer below zero', () => {
    expect(checkPlanCost({ value: yuan('-10.00'), cost: yuan('1.00') }, '0.30', rounding)).toMatchObject({
      over: yuan('1.00'),
      within: false,
    });
  });

  it('counts against the portfolio as well as against the customer', () => {
    const plans = [
      { id: 'a', value: yuan('1000.00'), cost: yuan('300.00') },
      { id: 'b', value: yuan('1000.00'), cost: yuan('300.00') },
    ];
    const check = checkPlans(plans, { share: '0.30', budget: yuan('500.00'), rounding });
    expect(check).toMatchObject({ cost: yuan('600.00'), overBudget: yuan('100.00'), within: false });
    expect(check.plans.every(({ within }) => within)).toBe(true);
  });
});

describe('a conflict of plans', () => {
  const keep = { id: 'keep', value: yuan('4200.00'), cost: yuan('500.00'), keepsCustomer: true, permitted: true };
  const gain = { id: 'gain', value: yuan('3000.00'), cost: yuan('0.00'), keepsCustomer: false, permitted: true };

  it('goes to the plan that keeps the customer asset', () => {
    expect(rankCompetingPlans([gain, keep]).map(({ id }) => id)).toEqual(['keep', 'gain']);
    const dear = { ...gain, value: yuan('9000.00') };
    expect(rankCompetingPlans([dear, keep]).map(({ id }) => id)).toEqual(['keep', 'gain']);
  });

  it('does not go to a plan that the floor refuses: the next best is tried', () => {
    expect(rankCompetingPlans([gain, { ...keep, permitted: false }]).map(({ id }) => id)).toEqual(['gain']);
  });

  it('does not keep a customer for more than they are worth', () => {
    expect(rankCompetingPlans([gain, { ...keep, cost: yuan('4200.00') }])[0]?.id).toBe('gain');
  });
});

describe('value over tiers that customers move between', () => {
  it('counts the margins of the tiers to come: 10 + .5 × 10 / 1.25 + … = 10 / (1 − .4) = 16.67', () => {
    const value = tierChainValue({
      states: ['MVC', 'left'],
      matrix: [
        [0.5, 0.5],
        [0, 1],
      ],
      margins: [yuan('10.00'), yuan('0.00')],
      discountRate: 0.25,
      horizon: 'infinite',
      rounding,
    });
    expect(value.value).toEqual([
      { state: 'MVC', value: yuan('16.67') },
      { state: 'left', value: yuan('0.00') },
    ]);
  });

  it('may be below zero', () => {
    const matrix = [
      [0.5, 0.5],
      [0, 1],
    ];
    const margins = [yuan('-10.00'), yuan('0.00')];
    const chain = {
      states: ['BZ', 'left'],
      matrix,
      margins,
      discountRate: 0,
      horizon: { steps: 1 },
      rounding,
    } as const;
    expect(tierChainValue(chain).value?.[0]?.value).toEqual(yuan('-15.00'));
  });
});
