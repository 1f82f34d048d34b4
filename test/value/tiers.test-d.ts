import { compileValue } from 'tenure/value';
import { describe, expectTypeOf, it } from 'vitest';
import { classifyTier, customer, tierPolicy, today } from './tiers.js';

describe('a typed value policy', () => {
  it('knows its tiers, flags and figures', () => {
    const { outcome } = classifyTier(customer('1.00', '1.00'), today);
    expectTypeOf(outcome.tier).toEqualTypeOf<'BZ' | 'MVC' | 'MGC' | 'LVC' | 'UNRATED'>();
    expectTypeOf(outcome.flags).toEqualTypeOf<readonly 'turnaround'[]>();
    expectTypeOf(classifyTier.figures(customer('1.00', '1.00'))).toHaveProperty('gap');
  });

  it('does not compile with a typo', () => {
    // @ts-expect-error a condition tests declared facts and figures only
    compileValue({ ...tierPolicy, tiers: [{ id: 'BZ', when: { curent: { $lt: '0' } } }], flags: [] });
    // @ts-expect-error otherwise names a tier
    compileValue({ ...tierPolicy, otherwise: 'LVX' });
    const mistaken = [
      { id: 'current', kind: 'money', currency: 'CNY', terms: [{ fact: 'revenu' }] },
      tierPolicy.figures[1],
    ] as const;
    // @ts-expect-error a figure is worked out from facts and figures
    compileValue({ ...tierPolicy, figures: mistaken });
  });
});
