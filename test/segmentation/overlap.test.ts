import fc from 'fast-check';
import { overlapOf, overlapOfCounts } from 'tenure/segmentation';
import { describe, expect, it } from 'vitest';

const percent = (measured: { readonly value?: number | undefined } | undefined) => (100 * measured!.value!).toFixed(2);

describe('the overlap of mid-to-high-end customers and group members', () => {
  const overlap = overlapOfCounts({ id: 'midHighEnd', size: 55_324 }, { id: 'groupMembers', size: 107_948 }, 26_702);

  it('is 48.26 % of the mid-to-high-end customers and 24.74 % of the group members, each rate with its base', () => {
    expect(overlap.rates.map(({ of, share }) => [of, percent(share)])).toEqual([
      ['midHighEnd', '48.26'],
      ['groupMembers', '24.74'],
    ]);
  });

  it('is 19.55 % of all who are in either set', () => {
    expect(percent(overlap.jaccard)).toBe('19.55');
    expect(overlap.union).toBe(136_570);
  });

  it('leaves 28,622 and 81,246 customers in one set only', () => {
    expect(overlap.onlyIn).toEqual([28_622, 81_246]);
  });

  it('cannot be larger than either set', () => {
    expect(() => overlapOfCounts({ id: 'a', size: 5 }, { id: 'b', size: 9 }, 6)).toThrow(
      'both: expected at most 5, got 6',
    );
  });

  it('with an empty set has no rate, and says why', () => {
    const { rates, jaccard } = overlapOfCounts({ id: 'a', size: 0 }, { id: 'b', size: 0 }, 0);
    expect([rates[0].share, jaccard]).toEqual([{ undefinedBecause: 'emptyGroup' }, { undefinedBecause: 'emptyGroup' }]);
  });
});

describe('the overlap of any number of sets', () => {
  it('tells every region apart, and counts a member once however often it is named', () => {
    const { regions, union, sets } = overlapOf([
      { id: 'groupMember', members: ['x', 'y', 'y', 'z'] },
      { id: 'bundleExpiring', members: ['y', 'z'] },
      { id: 'iPhoneUser', members: ['z', 'w'] },
    ]);
    expect(sets.map(({ size }) => size)).toEqual([3, 2, 2]);
    expect(union).toBe(4);
    expect(regions).toEqual([
      { in: ['groupMember'], count: 1 },
      { in: ['groupMember', 'bundleExpiring'], count: 1 },
      { in: ['iPhoneUser'], count: 1 },
      { in: ['groupMember', 'bundleExpiring', 'iPhoneUser'], count: 1 },
    ]);
  });

  it('tags a frozen base of 55,324 more often than it has members, and counts each of them once', () => {
    const cohort = Array.from({ length: 55_324 }, (_, at) => `c${at}`);
    const { sets, union } = overlapOf([
      { id: 'cohort', members: cohort },
      { id: 'groupMember', members: cohort.slice(0, 26_702) },
      { id: 'iPhoneUser', members: cohort.slice(20_000, 26_000) },
    ]);
    expect(union).toBe(55_324);
    expect(sets[1]!.size + sets[2]!.size).toBe(32_702);
  });

  it('has regions that add up to the union, and pairs that agree with counting by hand', () => {
    const member = fc.constantFrom('a', 'b', 'c', 'd', 'constructor', '__proto__');
    fc.assert(
      fc.property(fc.array(fc.array(member), { minLength: 2, maxLength: 4 }), (lists) => {
        const found = overlapOf(lists.map((members, at) => ({ id: `s${at}`, members })));
        expect(found.union).toBe(new Set(lists.flat()).size);
        expect(found.regions.reduce((sum, { count }) => sum + count, 0)).toBe(found.union);
        const [first, second] = [new Set(lists[0]), new Set(lists[1])];
        const both = [...first].filter((id) => second.has(id)).length;
        expect(found.pairs[0]).toEqual(
          overlapOfCounts({ id: 's0', size: first.size }, { id: 's1', size: second.size }, both),
        );
      }),
    );
  });

  it('refuses a set named twice', () => {
    const set = { id: 'a', members: [] };
    expect(() => overlapOf([set, set])).toThrow('sets.1.id: expected an id not used before, got "a"');
  });
});
