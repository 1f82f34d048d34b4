import fc from 'fast-check';
import { InputError } from 'tenure/core';
import { type CohortReading, type CohortRules, cohortRetention, freezeCohort } from 'tenure/value';
import { describe, expect, it } from 'vitest';
import { yuan } from './tiers.js';

const january = { from: '2012-01-01', to: '2012-01-31' };
const march = { from: '2012-03-01', to: '2012-03-31' };
const february = { from: '2013-02-01', to: '2013-02-28' };
const rules: CohortRules = { normalise: 'none', whenMissing: 'gone', attribute: 'frozen' };

const member = (n: number) => ({
  id: `c${n}`,
  owner: n % 2 === 0 ? 'Li' : 'Wang',
  county: n % 3 === 0 ? 'north' : 'south',
  revenue: yuan('100.00'),
  traffic: 1000,
});
const freeze = (count: number) =>
  freezeCohort({
    id: 'high-end-2012',
    at: '2012-01-31',
    base: january,
    currency: 'CNY',
    members: Array.from({ length: count }, (_, n) => member(n)),
  });
const stay = (n: number, change: Partial<CohortReading> = {}): CohortReading => ({
  id: `c${n}`,
  onNet: true,
  highValue: true,
  revenue: yuan('100.00'),
  traffic: 1000,
  ...change,
});

describe('a snapshot cohort', () => {
  it('of 55,324 with 52,000 on net and 47,500 still high-value keeps 93.99 % and 85.86 %', () => {
    const cohort = freeze(55_324);
    const readings = Array.from({ length: 52_000 }, (_, n) => stay(n, { highValue: n < 47_500 }));
    const { total } = cohortRetention(cohort, readings, march, rules);
    expect([total.customers.value! * 100, total.highValue.value! * 100].map((rate) => rate.toFixed(2))).toEqual([
      '93.99',
      '85.86',
    ]);
    expect(total).toMatchObject({ members: 55_324, onNet: 52_000, gone: 3_324, stillHighValue: 47_500 });
  });

  it('is frozen: later joiners never enter, and no member can be changed', () => {
    const cohort = freeze(2);
    const { total, ignored } = cohortRetention(cohort, [stay(0), stay(1), stay(2)], march, rules);
    expect([total.members, total.onNet, ignored]).toEqual([2, 2, 1]);
    expect(() => Object.assign(cohort.members[0]!, { owner: 'Zhao' })).toThrow(TypeError);
    expect(() => (cohort.members as unknown[]).push(member(9))).toThrow(TypeError);
  });

  it('has a digest that tells one cohort from another and does not depend on the order of members', () => {
    const base = { id: 'x', at: '2012-01-31', base: january, currency: 'CNY' };
    const one = freezeCohort({ ...base, members: [member(0), member(1)] });
    const other = freezeCohort({ ...base, members: [member(1), member(0)] });
    const changed = freezeCohort({ ...base, members: [member(1), { ...member(0), owner: 'Zhao' }] });
    expect(one).toEqual(other);
    expect(changed.digest).not.toBe(one.digest);
  });

  it('survives a JSON round trip', () => {
    const cohort = freeze(3);
    expect(cohortRetention(JSON.parse(JSON.stringify(cohort)), [stay(0)], march, rules)).toEqual(
      cohortRetention(cohort, [stay(0)], march, rules),
    );
  });

  it('reports every fault: a member twice, another currency, traffic below zero', () => {
    const members = [
      member(0),
      member(0),
      { ...member(1), revenue: { amount: '1.00', currency: 'USD' } },
      { ...member(2), traffic: -1 },
    ];
    try {
      freezeCohort({ id: 'x', at: '2012-01-31', base: january, currency: 'CNY', members });
      expect.unreachable();
    } catch (error) {
      expect((error as InputError).issues.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([
        'duplicate members.1.id',
        'currency members.2.revenue',
        'range members.3.traffic',
      ]);
    }
  });

  it('refuses a cohort of nobody, a period that ends before it begins, and one before the snapshot', () => {
    expect(() => freeze(0)).toThrow(InputError);
    expect(() => cohortRetention(freeze(1), [], { from: '2012-03-31', to: '2012-03-01' }, rules)).toThrow(InputError);
    expect(() => cohortRetention(freeze(1), [], { from: '2011-03-01', to: '2011-03-31' }, rules)).toThrow(InputError);
  });
});

describe('revenue and traffic of a cohort', () => {
  const two = freeze(2);

  it('are kept at 92.18 % where 5,532,400 became 5,100,000', () => {
    const cohort = freezeCohort({
      id: 'x',
      at: '2012-01-31',
      base: january,
      currency: 'CNY',
      members: [{ ...member(0), revenue: yuan('5532400.00'), traffic: 20_000_000 }],
    });
    const { total } = cohortRetention(
      cohort,
      [stay(0, { revenue: yuan('5100000.00'), traffic: 17_600_000 })],
      march,
      rules,
    );
    expect((total.revenue.rate.value! * 100).toFixed(2)).toBe('92.18');
    expect(total.traffic.rate.value).toBe(0.88);
  });

  it('count what those who left no longer bring', () => {
    expect(cohortRetention(two, [stay(0)], march, rules).total.revenue.rate.value).toBe(0.5);
  });

  it('may exceed the base where those who stay grow', () => {
    expect(cohortRetention(two, [stay(0, { revenue: yuan('240.00') })], march, rules).total.revenue.rate.value).toBe(
      1.2,
    );
  });

  it('are compared per calendar day: February at the daily rate of January is no loss', () => {
    // 100 × 28 / 31 = 90.3225…, so take 28 days at 3 a day against 31 days at 3 a day.
    const cohort = freezeCohort({
      id: 'x',
      at: '2013-01-31',
      base: { from: '2013-01-01', to: '2013-01-31' },
      currency: 'CNY',
      members: [{ ...member(0), revenue: yuan('93.00'), traffic: 31 }],
    });
    const reading = [stay(0, { revenue: yuan('84.00'), traffic: 28 })];
    const { total } = cohortRetention(cohort, reading, february, { ...rules, normalise: 'perDay' });
    expect([total.revenue.rate.value, total.traffic.rate.value]).toEqual([1, 1]);
    expect(cohortRetention(cohort, reading, february, rules).total.traffic.rate.value).toBeCloseTo(28 / 31, 12);
  });

  it('are nine tenths to the last digit where nine tenths a day are left, as a threshold of 0.9 takes them', () => {
    const rates = Array.from({ length: 50 }, (_, n) => {
      // (n + 1) × 10 a day for 31 days, then (n + 1) × 9 a day for 28
      const [before, now] = [(n + 1) * 310, (n + 1) * 252];
      const members = [{ ...member(0), revenue: yuan(`${before}.00`), traffic: before }];
      const base = { from: '2013-01-01', to: '2013-01-31' };
      const cohort = freezeCohort({ id: 'x', at: '2013-01-31', base, currency: 'CNY', members });
      const reading = [stay(0, { revenue: yuan(`${now}.00`), traffic: now })];
      const { total } = cohortRetention(cohort, reading, february, { ...rules, normalise: 'perDay' });
      return [total.revenue.rate.value, total.traffic.rate.value];
    });
    expect(new Set(rates.flat())).toEqual(new Set([0.9]));
  });

  it('leave out whose amount is unknown, on both sides, and say how many', () => {
    const { total } = cohortRetention(
      two,
      [stay(0, { revenue: null }), stay(1, { revenue: yuan('50.00') })],
      march,
      rules,
    );
    expect(total.revenue).toEqual({ rate: { value: 0.5 }, unknown: 1 });
  });

  it('are undefined on a zero base and where nobody is known', () => {
    const zero = freezeCohort({
      id: 'x',
      at: '2012-01-31',
      base: january,
      currency: 'CNY',
      members: [{ ...member(0), revenue: yuan('0.00'), traffic: 0 }],
    });
    const { total } = cohortRetention(zero, [stay(0)], march, rules);
    expect([total.revenue.rate, total.traffic.rate]).toEqual([
      { undefinedBecause: 'zeroBase' },
      { undefinedBecause: 'zeroBase' },
    ]);
    const nobody = cohortRetention(two, [], march, { ...rules, whenMissing: 'unknown' });
    expect(nobody.total).toMatchObject({ unknown: 2, customers: { undefinedBecause: 'emptyGroup' } });
  });

  it('of a cohort with nobody left are zero, and not undefined', () => {
    const { total } = cohortRetention(two, [], march, rules);
    expect([total.customers.value, total.highValue.value, total.revenue.rate.value]).toEqual([0, 0, 0]);
  });
});

describe('the parts of a cohort', () => {
  it('belong to the owner and county of the snapshot, or to the present ones, as the rule says', () => {
    const cohort = freeze(2);
    const transferred = [stay(0, { owner: 'Wang', county: 'east' }), stay(1)];
    const owners = (attribute: CohortRules['attribute']) =>
      cohortRetention(cohort, transferred, march, { ...rules, attribute }).byOwner.map(({ owner, members }) => [
        owner,
        members,
      ]);
    expect(owners('frozen')).toEqual([
      ['Li', 1],
      ['Wang', 1],
    ]);
    expect(owners('present')).toEqual([['Wang', 2]]);
  });

  it('add up, whatever the readings and their order', () => {
    const reading = fc.record({
      n: fc.integer({ min: 0, max: 30 }),
      onNet: fc.boolean(),
      highValue: fc.option(fc.boolean()),
    });
    fc.assert(
      fc.property(fc.uniqueArray(reading, { selector: ({ n }) => n }), (list) => {
        const readings = list.map(({ n, ...rest }) => stay(n, rest));
        const result = cohortRetention(freeze(20), readings, march, { ...rules, whenMissing: 'unknown' });
        expect(
          cohortRetention(freeze(20), [...readings].reverse(), march, { ...rules, whenMissing: 'unknown' }),
        ).toEqual(result);
        for (const part of [result.byOwner, result.byCounty]) {
          for (const key of ['members', 'onNet', 'gone', 'unknown', 'stillHighValue'] as const) {
            expect(part.reduce((sum, figures) => sum + figures[key], 0)).toBe(result.total[key]);
          }
        }
        expect(result.total.onNet + result.total.gone + result.total.unknown).toBe(20);
      }),
    );
  });

  it('refuses two readings of one customer', () => {
    expect(() => cohortRetention(freeze(1), [stay(0), stay(0)], march, rules)).toThrow(InputError);
  });
});
