import fc from 'fast-check';
import type { InputError } from 'tenure/core';
import { approvalNeeded } from 'tenure/practice';
import {
  compilePricingJson,
  type Deal,
  evaluateDeal,
  guaranteeExposure,
  type PriceGuarantee,
  type Quote,
} from 'tenure/pricing';
import { describe, expect, test } from 'vitest';
import { asOf, basePolicy } from './sme-catalogue.js';

const cny = (amount: string) => ({ amount, currency: 'CNY' });
const house = { influentialIndividual: 'blocked', otherIndividual: 'needsClearance', mustBeBooked: [] } as const;
const levels = [
  { id: 'manager', upTo: '5', leadWorkingDays: 0 },
  { id: 'head', upTo: '10', leadWorkingDays: 1 },
  { id: 'city', upTo: '15', leadWorkingDays: 2 },
  { id: 'province', leadWorkingDays: 5 },
] as const;
const quote = compilePricingJson({
  ...basePolicy,
  floor: { basis: 'pocket', minimumMargin: { percent: '0', of: 'price' }, per: 'quote' },
  authority: {
    from: 'list',
    to: 'pocket',
    chain: 'sequential',
    levels: levels.map(({ id, leadWorkingDays }) => ({ id, leadWorkingDays })),
    rules: [
      {
        id: 'all',
        bands: levels.map((level) => ('upTo' in level ? { upTo: level.upTo, level: level.id } : { level: level.id })),
      },
    ],
  },
});
/** Ten fibre lines at a discount: list 10,000, cost 8,700. */
const priced = (percent: string, more: readonly object[] = []): Quote =>
  quote(
    {
      lines: [{ offering: 'fibre-100', quantity: 10 }, ...(more as readonly { readonly offering: string }[])],
      discount: { kind: 'percent', percent },
    },
    asOf,
  ).outcome;
const deal = (more: Partial<Deal>): Deal => ({
  id: 'access',
  start: '2013-01-01',
  months: 24,
  lines: 10,
  yearlyRate: '0',
  elements: [{ id: 'routers', borneBy: 'operator', when: 'once', per: 'deal', amount: cny('4000') }],
  ...more,
});
const weigh = (one: Deal) => evaluateDeal(one, 'CNY', house, { mode: 'halfUp' });

describe('a deal weighed on its quote', () => {
  test('takes margin and spend from the quote: nothing is priced a second time', () => {
    const result = weigh(deal({ quote: priced('5') }));
    // 9,500 a month less 8,700; 4,000 ÷ 800 = 5 bills; 24 × 800 − 4,000
    expect(result).toMatchObject({
      commitmentMonthly: cny('9500.00'),
      monthlyMargin: cny('800.00'),
      paybackBill: 5,
      netPresentValue: cny('15200.00'),
      pricing: {
        list: cny('10000.00'),
        net: cny('9500.00'),
        floor: cny('8700.00'),
        margin: cny('800.00'),
        marginPercent: '8.42',
        verdict: 'needsApproval',
      },
      decision: 'needsApproval',
      warnings: ['needsApproval'],
      unknown: [],
    });
  });

  test('keeps a minimum spend that is agreed beside the quoted price', () => {
    expect(weigh(deal({ quote: priced('5'), minimumSpend: cny('368') })).commitmentMonthly).toEqual(cny('3680.00'));
  });

  test('counts what is sold once with the outlay, not with every bill', () => {
    const one = { offering: 'router', quantity: 10 };
    const known = compilePricingJson({
      ...basePolicy,
      prices: basePolicy.prices.map((price) =>
        price.id === 'router' ? { ...price, cost: { model: 'perUnit', amount: '150' } } : price,
      ),
    });
    const outcome = known(
      {
        lines: [{ offering: 'fibre-100', quantity: 10 }, one],
      },
      asOf,
    ).outcome;
    // 10,000 − 8,700 a month; routers 2,000 − 1,500 once: (4,000 − 500) ÷ 1,300
    expect(weigh(deal({ quote: outcome }))).toMatchObject({ monthlyMargin: cny('1300.00'), paybackMonths: '2.69' });
    // the same where each cost comes with its line, whatever the catalogue says of it
    const asked = { ...one, cost: cny('1500') };
    const own = quote({ lines: [{ offering: 'fibre-100', quantity: 10, cost: cny('8700') }, asked] }, asOf).outcome;
    expect(weigh(deal({ quote: own }))).toMatchObject({
      monthlyMargin: cny('1300.00'),
      paybackMonths: '2.69',
      netPresentValue: cny('27700.00'), // 24 × 1,300 − (4,000 − 500)
      unknown: [],
    });
    const dearer = known({ lines: [{ offering: 'fibre-100', quantity: 10 }, asked] }, asOf).outcome;
    expect(weigh(deal({ quote: dearer }))).toMatchObject({ monthlyMargin: cny('1300.00'), paybackMonths: '2.69' });
  });

  test('leaves open what one cost given for monthly and one-time prices together does to either', () => {
    const mixed = compilePricingJson({
      ...basePolicy,
      offerings: [...basePolicy.offerings, { id: 'starter', prices: ['fibre-rental', 'router'] }],
    });
    const line = { offering: 'starter', cost: cny('1000') };
    const alone = weigh(deal({ lines: 1, quote: mixed({ lines: [line] }, asOf).outcome }));
    expect([alone.monthlyMargin, alone.netPresentValue, alone.pricing?.margin]).toEqual([null, null, cny('200.00')]);
    expect(alone.unknown).toEqual(['quote.lines.0.cost', 'quote.lines.1.cost']);
    // rental and minutes share one cost, the router has its own: 30 + 200 − 10 − 150 = 70 in all, of which 50 once
    const usage = { offering: 'mobile-plan', usage: { minutes: 0 }, cost: cny('10') };
    const monthly = weigh(
      deal({ lines: 1, quote: mixed({ lines: [usage, { offering: 'router', cost: cny('150') }] }, asOf).outcome }),
    );
    expect([monthly.monthlyMargin, monthly.unknown]).toEqual([cny('20.00'), []]);
  });

  test('tells the monthly margin where only what is sold once has no cost', () => {
    const open = weigh(deal({ quote: priced('0', [{ offering: 'router' }]) }));
    expect([open.monthlyMargin, open.paybackBill, open.unknown]).toEqual([cny('1300.00'), null, ['quote.margin']]);
  });

  test('counts in months: a price by the year is refused, not taken for twelve times as much', () => {
    const yearly = compilePricingJson({
      ...basePolicy,
      prices: basePolicy.prices.map((price) => (price.id === 'fibre-rental' ? { ...price, periodMonths: 12 } : price)),
    });
    const outcome = yearly({ lines: [{ offering: 'fibre-100' }] }, asOf).outcome;
    expect(outcome.lines[0]?.periodMonths).toBe(12);
    expect(() => weigh(deal({ quote: outcome }))).toThrow('quote.lines.0.periodMonths: expected 1');
  });

  test('stays unknown where the quote does', () => {
    const open = weigh(deal({ quote: priced('0', [{ offering: 'router' }]) }));
    expect([open.paybackMonths, open.netPresentValue, open.decision]).toEqual([null, null, 'undecided']);
    expect(open.unknown).toEqual(['quote.margin']);
  });

  test('agrees with floor and authority at every discount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), (hundredths) => {
        const percent = (hundredths / 100).toFixed(2);
        const { pricing, decision, warnings } = weigh(deal({ quote: priced(percent) }));
        const holds = Number(pricing!.net.amount) >= Number(pricing!.floor!.amount);
        expect(decision).toBe(holds ? 'needsApproval' : 'refused');
        expect(warnings.includes('belowFloor')).toBe(!holds);
        const { decidedBy, chain, leadWorkingDays } = approvalNeeded(levels, percent) as Extract<
          ReturnType<typeof approvalNeeded>,
          { readonly chain: unknown }
        >;
        expect(pricing!.approval).toMatchObject({ level: decidedBy, chain, leadWorkingDays });
      }),
      { numRuns: 100 },
    );
  });

  test('shows what it sets off under a guarantee beside its own worth', () => {
    const agreement = (givenBack?: null): PriceGuarantee => ({
      id: 'G1',
      holder: 'chamber',
      product: 'fibre',
      basis: 'effective',
      price: { list: cny('1000'), net: cny('950'), ...(givenBack === null ? { givenBack } : {}) },
      from: '2013-01-01',
      until: '2013-12-31',
      compensates: 'fromBreach',
      terminationRight: true,
    });
    const sale = {
      id: 'S',
      buyer: 'bank',
      product: 'fibre',
      date: '2013-01-01',
      quantity: 10,
      price: { list: cny('1000'), net: cny('900') },
    };
    const bought = [{ guarantee: 'G1', date: '2013-02-01', quantity: 20 }];
    const exposure = (given?: null) => guaranteeExposure(sale, [agreement(given)], bought, { mode: 'halfUp' });
    const breach = weigh(deal({ quote: priced('10'), guarantees: exposure() }));
    expect(breach.guarantees).toEqual({ compensation: cny('1000.00'), terminationRights: ['G1'] });
    expect(breach.warnings).toEqual(['needsApproval', 'guaranteeBreached', 'terminationRight']);
    expect(breach.netPresentValue).toEqual(cny('3200.00')); // 24 × 300 − 4,000: the 1,000 is not in it
    const open = weigh(deal({ quote: priced('10'), guarantees: exposure(null) }));
    expect([open.decision, open.warnings.includes('guaranteeUnknown')]).toEqual(['undecided', true]);
    expect(open.unknown).toEqual(['guarantees.compensation']);
  });

  test('is refused where a benefit of it is, whatever the price says', () => {
    const handset = { id: 'handset', borneBy: 'operator', when: 'once', per: 'deal', amount: cny('2000') } as const;
    const leader = {
      ...handset,
      benefit: { benefit: 'handset', recipient: 'namedIndividual', hasInfluence: true },
    } as const;
    expect(weigh(deal({ quote: priced('0'), elements: [leader] })).decision).toBe('refused');
    expect(weigh(deal({ quote: priced('0'), elements: [handset] })).decision).toBe('acceptable');
  });

  test('warns of a deal that never pays back, not of one whose amounts are missing', () => {
    expect(weigh(deal({ quote: priced('12'), months: 12 })).warnings).toContain('neverPaysBack'); // 4,000 ÷ 100
    const open = deal({
      quote: priced('12'),
      elements: [{ id: 'subsidy', borneBy: 'customer', when: 'once', per: 'deal', amount: null }],
    });
    expect(weigh(open).warnings).toEqual(['needsApproval']);
  });

  test.each([
    ['conflict marginPercent', { marginPercent: '40' }, 'CNY'],
    ['currency quote.total.currency', {}, 'USD'],
  ])('refuses a second story: %s', (fault, more, currency) => {
    try {
      evaluateDeal(deal({ quote: priced('5'), elements: [], ...more }), currency, house, { mode: 'halfUp' });
      expect.unreachable();
    } catch (error) {
      expect((error as InputError).issues.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([fault]);
    }
  });
});
