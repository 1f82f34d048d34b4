import { compilePricing } from 'tenure/pricing';
import { describe, expect, it } from 'vitest';

const quote = compilePricing({
  kind: 'pricing',
  id: 'lines',
  version: '1',
  currency: 'CNY',
  rounding: { mode: 'halfUp' },
  allocation: 'largestRemainder',
  facts: [],
  specifications: [],
  adjustments: [],
  prices: [
    {
      id: 'rental',
      priceType: 'recurring',
      charge: { model: 'perUnit', amount: '100' },
      cost: { model: 'perUnit', amount: '95' },
    },
  ],
  offerings: [{ id: 'line', prices: ['rental'] }],
  floor: { basis: 'pocket', minimumMargin: { percent: '10', of: 'price' }, per: 'quote' },
});
const request = { lines: [{ offering: 'line', quantity: 2 }] } as const;
const under = (outcome: unknown) => ({
  asOf: '2013-01-04',
  subject: 'Q1',
  overrides: [{ subject: 'Q1', outcome, by: 'Li Wei', why: 'last order of the year', until: '2013-01-31' }],
});

describe('an override of a quote', () => {
  it('may change the verdict alone; what is quoted stays', () => {
    // 100 a line against a cost of 95: 5 % margin, where 10 % are asked.
    const { outcome } = quote(request, { asOf: '2013-01-04' });
    expect([outcome.verdict, outcome.total.amount]).toEqual(['refused', '200.00']);
    expect(quote(request, under({ verdict: 'acceptable' })).outcome).toEqual({ ...outcome, verdict: 'acceptable' });
    expect(quote.total(request, under({ verdict: 'acceptable' }))).toEqual({ amount: '200.00', currency: 'CNY' });
  });

  it('with a verdict that there is not is bad input', () => {
    expect(() => quote(request, under({ verdict: 'ok' }))).toThrow(
      'outcome.verdict: expected one of acceptable, needsApproval, undecided, refused, got "ok"',
    );
  });
});
