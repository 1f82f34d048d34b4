import * as fc from 'fast-check';
import { type AllocationCandidate, allocate } from 'tenure/retention';
import { describe, expect, it } from 'vitest';

const yuan = (amount: number | string) => ({ amount: String(amount), currency: 'CNY' });
const candidate = (id: string, cost: number | string, gain: number | string, subject = id): AllocationCandidate => ({
  id,
  subject,
  cost: yuan(cost),
  gain: yuan(gain),
});

const three = [candidate('a', 100, 130), candidate('b', 60, 100), candidate('c', 50, 80)];
const limits = { currency: 'CNY', budget: yuan(110) };

describe('the best use of a budget', () => {
  it('picks 60 + 50 and not the 100 (RET-47)', () => {
    expect(allocate(three, limits)).toMatchObject({
      chosen: [{ id: 'b' }, { id: 'c' }],
      value: yuan('70.00'),
      spent: yuan('110.00'),
      upperBound: yuan('70.00'),
      gap: 0,
      proof: 'optimal',
      rejected: [{ id: 'a', because: 'beyondLimits' }],
    });
  });

  it('chooses at most one for a customer', () => {
    const same = three.map((one) => ({ ...one, subject: 'k' }));
    const { chosen, rejected } = allocate(same, limits);
    expect(chosen.map(({ id }) => id)).toEqual(['b']);
    expect(rejected.map(({ because }) => because)).toEqual(['anotherChosen', 'anotherChosen']);
  });

  it('says what one more yuan would bring', () => {
    // Of 100/60/50 with nets 30/40/30 the first to be left out is a, at 0.30 net per yuan.
    expect(allocate(three, limits).shadowPrices).toEqual([{ limit: 'budget', price: 0.3 }]);
    expect(allocate(three, { ...limits, budget: yuan(210) }).shadowPrices).toEqual([{ limit: 'budget', price: 0 }]);
  });

  it.each([
    ['beyondLimits', { budget: yuan(0) }, three[0]!],
    ['notWorthIt', {}, candidate('x', 50, 50)],
    ['sleepingDog', {}, candidate('x', 0, -10)],
    ['gainUnknown', {}, { ...candidate('x', 1, 1), gain: null }],
    ['costUnknown', {}, { ...candidate('x', 1, 1), cost: null }],
    ['heldOut', { holdOut: ['x'] }, candidate('x', 1, 100)],
    ['aboveCap', { caps: [{ subject: 'x', most: yuan(300) }] }, candidate('x', 350, 9000)],
  ] as const)('rejects as %s', (because, change, one) => {
    const { chosen, rejected } = allocate([one], { ...limits, ...change });
    expect(chosen).toEqual([]);
    expect(rejected).toEqual([{ id: one.id, subject: one.subject, because }]);
  });

  it('counts equal duplicates once and refuses unequal ones', () => {
    const twice = allocate([three[1]!, { ...three[1]! }], limits);
    expect(twice.chosen).toHaveLength(1);
    expect(twice.rejected).toEqual([{ id: 'b', subject: 'b', because: 'duplicate' }]);
    const differing = allocate([three[1]!, { ...three[1]!, gain: yuan(500) }], limits);
    expect(differing.chosen).toEqual([]);
    expect(differing.rejected.map(({ because }) => because)).toEqual(['conflictingDuplicate', 'conflictingDuplicate']);
  });

  it('has an answer for an empty base', () => {
    expect(allocate([], limits)).toMatchObject({ chosen: [], value: yuan('0.00'), gap: 0, proof: 'optimal' });
  });

  it('refuses another currency, a negative budget and what is no amount, saying where', () => {
    const dollars = { ...three[0]!, cost: { amount: '1', currency: 'USD' } };
    expect(() => allocate([dollars], limits)).toThrow('0.cost.currency: expected CNY');
    expect(() => allocate(three, { ...limits, budget: yuan(-1) })).toThrow('budget: expected an amount of at least 0');
    expect(() => allocate([{ ...three[0]!, gain: { amount: 'NaN', currency: 'CNY' } }], limits)).toThrow(
      '0.gain.amount',
    );
  });
});

/** Customers with up to three options each. */
const base = fc
  .array(fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: -10, max: 60 })), { maxLength: 3 }), {
    maxLength: 7,
  })
  .map((customers) =>
    customers.flatMap((options, c) => options.map(([cost, gain], j) => candidate(`${j}`, cost, gain, `__proto__${c}`))),
  );

/** All choices of one option or none per customer. */
function bruteForce(candidates: readonly AllocationCandidate[], budget: number): number {
  const bySubject = new Map<string, AllocationCandidate[]>();
  for (const one of candidates) bySubject.set(one.subject, [...(bySubject.get(one.subject) ?? []), one]);
  let states = [{ cost: 0, net: 0 }];
  for (const options of bySubject.values()) {
    states = states.flatMap((state) => [
      state,
      ...options
        .map(({ cost, gain }) => ({
          cost: state.cost + Number(cost!.amount),
          net: state.net + Number(gain!.amount) - Number(cost!.amount),
        }))
        .filter(({ cost }) => cost <= budget),
    ]);
  }
  return Math.max(...states.map(({ net }) => net));
}

describe('always', () => {
  it('is as good as trying everything, and says so', () => {
    fc.assert(
      fc.property(base, fc.integer({ min: 0, max: 150 }), (candidates, budget) => {
        const found = allocate(candidates, { currency: 'CNY', budget: yuan(budget) });
        expect(Number(found.value.amount)).toBe(bruteForce(candidates, budget));
        expect(found.proof).toBe('optimal');
        expect(Number(found.spent.amount)).toBeLessThanOrEqual(budget);
        expect(found.chosen.length + found.rejected.length).toBe(candidates.length);
      }),
    );
  });

  it('does not depend on the order of candidates', () => {
    fc.assert(
      fc.property(base, fc.integer({ min: 0, max: 150 }), (candidates, budget) => {
        const terms = { currency: 'CNY', budget: yuan(budget) };
        expect(allocate(candidates.toReversed(), terms)).toEqual(allocate(candidates, terms));
      }),
    );
  });
});
