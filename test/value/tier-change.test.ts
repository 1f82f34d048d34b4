import fc from 'fast-check';
import { compileValue } from 'tenure/value';
import { describe, expect, it } from 'vitest';
import { classifyTier, customer, today, yuan } from './tiers.js';

describe('what would change the tier', () => {
  it('names for a customer 200 short of MVC the margin that is missing, as revenue, as cost or as the figure itself', () => {
    const facts = { revenue: yuan('7800.00'), costToServe: yuan('5000.00'), potential: yuan('3000.00') };
    // 2,800 now; MVC from 3,000
    const toMvc = classifyTier.changes(facts).filter(({ tier }) => tier === 'MVC');
    expect(toMvc).toEqual([
      { fact: 'revenue', kind: 'fact', from: yuan('7800.00'), to: yuan('8000.00'), by: yuan('200.00'), tier: 'MVC' },
      {
        fact: 'costToServe',
        kind: 'fact',
        from: yuan('5000.00'),
        to: yuan('4800.00'),
        by: yuan('-200.00'),
        tier: 'MVC',
      },
      { fact: 'current', kind: 'figure', from: yuan('2800.00'), to: yuan('3000.00'), by: yuan('200.00'), tier: 'MVC' },
    ]);
  });

  it('goes one cent below zero for BZ, and as far as the gap for MGC', () => {
    const changes = classifyTier.changes(customer('100.00', '100.00'));
    expect(changes).toContainEqual(
      expect.objectContaining({ fact: 'current', to: yuan('-0.01'), by: yuan('-100.01'), tier: 'BZ' }),
    );
    expect(changes).toContainEqual(
      expect.objectContaining({ fact: 'potential', to: yuan('2100.00'), by: yuan('2000.00'), tier: 'MGC' }),
    );
  });

  it('moves nothing that is unknown', () => {
    expect(classifyTier.changes({ revenue: yuan('1.00') })).toEqual([]);
  });

  const classify = compileValue({
    kind: 'value',
    id: 'small',
    version: '1',
    facts: [
      { id: 'a', kind: 'integer', min: -30, max: 30 },
      { id: 'b', kind: 'integer', min: -30, max: 30 },
    ],
    figures: [
      {
        id: 'half',
        kind: 'score',
        scale: 0,
        rounding: 'halfUp',
        terms: [
          { fact: 'a', times: '0.5' },
          { fact: 'b', times: '-1' },
        ],
      },
    ],
    hitPolicy: 'first',
    tiers: [
      { id: 'one', when: { half: { $gt: '9' } } },
      { id: 'two', when: { half: { $gte: '3' }, b: { $lt: 7 } } },
      { id: 'three', when: { a: { $between: [-3, 4] } } },
      { id: 'four', when: { b: { $ne: 2 }, a: { $lt: 10 } } },
    ],
    otherwise: 'four',
    whenUnknown: { result: 'unrated' },
  });

  it('is the nearest value that does, for every fact: as trying all of them finds', () => {
    const value = fc.integer({ min: -30, max: 30 });
    fc.assert(
      fc.property(value, value, (a, b) => {
        const now = classify.outcome({ a, b }, today).tier;
        const changes = classify.changes({ a, b });
        for (const fact of ['a', 'b'] as const) {
          const nearest = new Map<string, number>();
          for (let distance = 60; distance >= 1; distance -= 1) {
            for (const by of [-distance, distance]) {
              const moved = { a, b, [fact]: { a, b }[fact] + by };
              if (Math.abs(moved[fact]) > 30) continue;
              const { tier } = classify.outcome(moved, today);
              if (tier !== now) nearest.set(tier, by);
            }
          }
          const found = changes.filter((change) => change.fact === fact).map(({ tier, by }) => [tier, by]);
          expect(new Map(found as [string, number][])).toEqual(nearest);
        }
      }),
    );
  });
});
