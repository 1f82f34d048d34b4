import fc from 'fast-check';
import { LimitError } from 'tenure/core';
import { bestCover, type CoverOffer } from 'tenure/pricing';
import { describe, expect, test } from 'vitest';

const cny = (amount: number) => ({ amount: String(amount), currency: 'CNY' });
const needs = ['a', 'b', 'c', 'd', 'e'];
const offer = fc.record({ covers: fc.subarray(needs, { minLength: 1 }), price: fc.integer({ min: 0, max: 50 }) });

/** Every set of offers, one by one. */
function bruteForce(offers: readonly CoverOffer[]): number | undefined {
  let best: number | undefined;
  for (let set = 0; set < 2 ** offers.length; set += 1) {
    const taken = offers.filter((_, at) => (set >> at) & 1);
    if (!needs.every((need) => taken.some(({ covers }) => covers.includes(need)))) continue;
    const price = taken.reduce((sum, { price: each }) => sum + Number(each.amount), 0);
    if (best === undefined || price < best) best = price;
  }
  return best;
}

describe('the best cover', () => {
  test('is as cheap as the cheapest of all sets of offers, and covers every need', () => {
    fc.assert(
      fc.property(fc.array(offer, { minLength: 1, maxLength: 9 }), (drawn) => {
        const offers = drawn.map(({ covers, price }, at) => ({ id: `o${at}`, covers, price: cny(price) }));
        const cover = bestCover(needs, offers);
        const price = bruteForce(offers);
        expect(cover === undefined ? undefined : Number(cover.price.amount)).toBe(price);
        if (cover === undefined) return;
        const taken = offers.filter(({ id }) => cover.offers.includes(id));
        expect(needs.every((need) => taken.some(({ covers }) => covers.includes(need)))).toBe(true);
        expect(taken.reduce((sum, one) => sum + Number(one.price.amount), 0)).toBe(price);
      }),
    );
  });

  test('says so where a need cannot be served', () => {
    expect(bestCover(['a', 'b'], [{ id: 'x', covers: ['a'], price: cny(1) }])).toBeUndefined();
  });

  test('takes 20 needs and refuses 21', () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => `n${at}`);
    const all = { id: 'all', covers: many(21), price: cny(7) };
    expect(bestCover(many(20), [all])?.price.amount).toBe('7.00');
    expect(() => bestCover(many(21), [all])).toThrow(LimitError);
  });

  test('agrees with a MIP solver on larger random cases', async () => {
    const highs = await (await import('highs')).default();
    for (let seed = 1; seed <= 5; seed += 1) {
      const wanted = Array.from({ length: 12 }, (_, at) => `n${at}`);
      const offers = Array.from({ length: 60 }, (_, at): CoverOffer => {
        const bits = Math.imul((at + 1) * 2654435761, seed * 40503) >>> 4;
        const covers = wanted.filter((_, need) => ((bits >> need) & 1) === 1 && ((bits >> (need + 12)) & 1) === 1);
        return { id: `o${at}`, covers: covers.length > 0 ? covers : [wanted[at % 12]!], price: cny(10 + (bits % 90)) };
      });
      const rows = wanted.map((need, row) => {
        const terms = offers.flatMap(({ covers }, at) => (covers.includes(need) ? [`x${at}`] : []));
        return ` c${row}: ${terms.join(' + ')} >= 1`;
      });
      const objective = offers.map(({ price }, at) => `${price.amount} x${at}`).join(' + ');
      const binaries = offers.map((_, at) => `x${at}`).join(' ');
      const solution = highs.solve(
        `Minimize\n obj: ${objective}\nSubject To\n${rows.join('\n')}\nBinary\n ${binaries}\nEnd`,
      );
      expect(Number(bestCover(wanted, offers)?.price.amount)).toBeCloseTo(solution.ObjectiveValue, 6);
    }
  });
});
