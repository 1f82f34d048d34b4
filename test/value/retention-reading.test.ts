import { InputError } from 'tenure/core';
import {
  churnKind,
  groupConcentration,
  membershipsOn,
  readBucket,
  readRetention,
  retentionBonus,
  revenueMovements,
  revenueRetention,
  rollUpUnits,
  tierMigration,
  unitRisks,
} from 'tenure/value';
import { describe, expect, it } from 'vitest';
import { yuan } from './tiers.js';

const low = { customers: 0.9, revenue: 0.9, traffic: 0.9 };
const rates = (customers: number, revenue: number, traffic: number) => ({
  customers: { value: customers },
  revenue: { value: revenue },
  traffic: { value: traffic },
});

describe('customers, revenue and traffic read together', () => {
  it.each([
    [['softChurn'], 0.94, 0.92, 0.7],
    [['downTrade'], 0.94, 0.75, 0.93],
    [['hardChurn'], 0.8, 0.8, 0.8],
    [['softChurn', 'downTrade'], 0.94, 0.75, 0.7],
    [['holding'], 0.9, 0.9, 0.9],
  ])('are %j at %d, %d, %d', (verdicts, customers, revenue, traffic) => {
    expect(readRetention(rates(customers, revenue, traffic), low)).toEqual(verdicts);
  });

  it('stay undecided where a missing rate could change the reading', () => {
    const missing = { undefinedBecause: 'zeroBase' } as const;
    expect(readRetention({ ...rates(0.94, 0.95, 0), traffic: missing }, low)).toEqual(['undecided']);
    expect(readRetention({ ...rates(0.8, 0.95, 0), traffic: missing }, low)).toEqual(['hardChurn']);
  });

  it('need their thresholds: none is defaulted', () => {
    expect(() => readRetention(rates(1, 1, 1), { customers: 0.9, revenue: 0.9 } as never)).toThrow('low.traffic');
  });
});

describe('the churn of one customer', () => {
  const window = {
    servicesBefore: ['mobile', 'broadband'],
    servicesNow: ['mobile', 'broadband'],
    trafficBefore: 100,
    trafficNow: 100,
    trafficDrop: 0.5,
  };
  it.each([
    ['serviceChurn', { servicesNow: ['mobile'] }, 'broadband cancelled, mobile kept'],
    ['softChurn', { trafficNow: 30 }, 'nothing cancelled, traffic down by 70 %'],
    ['accountChurn', { servicesNow: [] }, 'everything cancelled'],
    ['none', { trafficNow: 51 }, 'a drop below the threshold'],
    ['undecided', { trafficNow: null }, 'a month without data is not a month without use'],
    ['none', { trafficBefore: 0 }, 'nothing used before'],
    ['softChurn', { trafficNow: 90, trafficDrop: 0.1 }, 'a drop of just the threshold'],
    ['softChurn', { trafficBefore: 1.1, trafficNow: 0.99, trafficDrop: 0.1 }, 'a tenth of 1.1 gigabytes'],
  ] as const)('is %s: %j, %s', (kind, change, _what) => {
    expect(churnKind({ ...window, ...change }).kind).toBe(kind);
  });
});

describe('revenue retention', () => {
  it('has named definitions that differ on who comes back', () => {
    const rate = revenueRetention({
      start: yuan('100.00'),
      churn: yuan('10.00'),
      contraction: yuan('10.00'),
      expansion: yuan('10.00'),
      reactivation: yuan('5.00'),
    });
    expect(Object.values(rate).map(({ value }) => value)).toEqual([0.8, 0.9, 0.95, 0.2, 0.05]);
  });

  it('is undefined on a zero base and refuses losses beyond it', () => {
    const none = yuan('0.00');
    const zero = { start: none, churn: none, contraction: none, expansion: yuan('5.00') };
    expect(revenueRetention(zero).net).toEqual({ undefinedBecause: 'zeroBase' });
    expect(() => revenueRetention({ ...zero, churn: yuan('1.00') })).toThrow(InputError);
  });

  it('comes from two billing lists, whose difference the movements explain to the cent', () => {
    const before = new Map([
      ['a', yuan('100.00')],
      ['b', yuan('50.00')],
      ['c', yuan('20.00')],
      ['d', yuan('10.00')],
    ]);
    const after = new Map([
      ['a', yuan('80.00')],
      ['b', yuan('65.00')],
      ['d', yuan('10.00')],
      ['e', yuan('7.00')],
      ['f', yuan('3.00')],
    ]);
    const moves = revenueMovements(before, after, new Set(['e']), 'CNY');
    // 180 − 20 − 20 + 15 + 7 + 3 = 165
    expect(moves).toEqual({
      start: yuan('180.00'),
      churn: yuan('20.00'),
      contraction: yuan('20.00'),
      expansion: yuan('15.00'),
      reactivation: yuan('7.00'),
      newBusiness: yuan('3.00'),
      end: yuan('165.00'),
    });
  });
});

describe('tier migration', () => {
  it('counts 100 MGC: 12 up, 5 down, 83 stay', () => {
    const ids = Array.from({ length: 100 }, (_, n) => `c${String(n).padStart(3, '0')}`);
    const before = new Map(ids.map((id) => [id, 'MGC']));
    const after = new Map(ids.map((id, n) => [id, n < 12 ? 'MVC' : n < 17 ? 'LVC' : 'MGC']));
    const { table, up, down, other } = tierMigration(before, after, ['BZ', 'LVC', 'MGC', 'MVC']);
    expect(table.counts[2]).toEqual([0, 5, 83, 12]);
    expect([table.fromTotals[2], up.length, down.length, other.length]).toEqual([100, 12, 5, 0]);
  });

  it('keeps unrated, new and lost customers out of better and worse', () => {
    const before = new Map([
      ['a', 'UNRATED'],
      ['b', 'LVC'],
    ]);
    const after = new Map([
      ['a', 'MVC'],
      ['c', 'MVC'],
    ]);
    const moved = tierMigration(before, after, ['LVC', 'MVC'], ['UNRATED']);
    expect([moved.up, moved.other.map(({ id }) => id), moved.joined, moved.left]).toEqual([[], ['a'], ['c'], ['b']]);
  });
});

describe('members and units', () => {
  const link = (unit: string, n: number, role: 'leader' | 'staff' = 'staff') => ({
    unit,
    member: `m${n}`,
    role,
    from: '2026-01-01',
  });

  it('roll up: 1,000 of the unit and 20 members at 50 make 2,000', () => {
    const links = Array.from({ length: 20 }, (_, n) => link('U', n));
    const values = new Map(links.map(({ member }) => [member, yuan('50.00')]));
    const [unit] = rollUpUnits([{ unit: 'U', corporate: yuan('1000.00') }], links, values, 'CNY');
    expect(unit).toMatchObject({ total: yuan('2000.00'), members: 20, unknownMembers: [] });
  });

  it('name members whose value is unknown instead of counting zero', () => {
    const [unit] = rollUpUnits([{ unit: 'U', corporate: yuan('1.00') }], [link('U', 1)], new Map(), 'CNY');
    expect(unit?.unknownMembers).toEqual(['m1']);
  });

  it('count a member of two groups once, by the stated rule, or refuse them', () => {
    const links = [{ ...link('V', 1), from: '2026-02-01' }, link('U', 1)];
    expect(membershipsOn(links, '2026-11-21', 'firstJoined').map(({ unit }) => unit)).toEqual(['U']);
    expect(() => membershipsOn(links, '2026-11-21', 'refuse')).toThrow(InputError);
    const units = [
      { unit: 'U', corporate: yuan('0.00') },
      { unit: 'V', corporate: yuan('0.00') },
    ];
    expect(() => rollUpUnits(units, links, new Map([['m1', yuan('5.00')]]), 'CNY')).toThrow(InputError);
  });

  it('keep the history of a change of role', () => {
    const links = [
      { ...link('U', 1, 'leader'), to: '2026-06-30' },
      { ...link('U', 1), from: '2026-07-01' },
    ];
    const roleOn = (day: string) => membershipsOn(links, day, 'refuse').map(({ role }) => role);
    expect([roleOn('2025-12-31'), roleOn('2026-06-30'), roleOn('2026-07-01')]).toEqual([[], ['leader'], ['staff']]);
  });

  it('refuse links that end before they begin', () => {
    expect(() => membershipsOn([{ ...link('U', 1), to: '2025-01-01' }], '2026-11-21', 'refuse')).toThrow(InputError);
  });

  it('pass the risk of a leader to the unit, and only that of a leader', () => {
    const leaders = Array.from({ length: 10 }, (_, n) => link('U', n, 'leader'));
    const people = new Map(
      leaders.map(({ member }, n) => [member, { risk: n === 3 ? 'red' : 'green', highEnd: n < 9 }]),
    );
    const passes = { from: 'red', atLeast: 'amber' };
    const ranks = ['green', 'amber', 'red'];
    const units = [{ unit: 'U', risk: 'green' }];
    expect(unitRisks(units, leaders, people, ranks, passes)[0]).toEqual({
      unit: 'U',
      leaders: 10,
      highEndLeaders: { value: 0.9 },
      leadersAtRisk: ['m3'],
      unknownLeaders: [],
      risk: 'amber',
      raisedByLeaders: true,
    });
    const untold = new Map([...people].map(([id, one]) => [id, id === 'm3' ? { ...one, risk: null } : one]));
    expect(unitRisks(units, leaders, untold, ranks, passes)[0]).toMatchObject({
      leadersAtRisk: [],
      unknownLeaders: ['m3'],
      risk: 'green',
    });
    const staff = leaders.map((one) => ({ ...one, role: 'staff' as const }));
    expect(unitRisks(units, staff, people, ranks, passes)[0]).toMatchObject({ risk: 'green', raisedByLeaders: false });
    expect(unitRisks([{ unit: 'U', risk: 'red' }], leaders, people, ranks, passes)[0]?.risk).toBe('red');
  });
});

describe('share and retention side by side', () => {
  it('show a bucket that is filled as fast as it leaks', () => {
    const [first, second] = readBucket(
      [
        { period: '2025', market: 1000, start: 500, lost: 150, joined: 160 },
        { period: '2026', market: 1000, start: 510, lost: 20, joined: 10 },
      ],
      0.8,
    );
    // 500 − 150 + 160 = 510: the share rises to 51 % while only 70 % stay.
    expect(first).toEqual({ period: '2025', share: { value: 0.51 }, retention: { value: 0.7 }, end: 510, leaky: true });
    expect(second).toMatchObject({ end: 500, leaky: false });
  });

  it('is not leaky at just the threshold: 7 of 100 lost are 93 % kept', () => {
    const year = { period: '2025', market: 1000, start: 100, lost: 7, joined: 7 };
    expect(readBucket([year], 0.93)[0]).toMatchObject({ retention: { value: 0.93 }, leaky: false });
  });
});

describe("a manager's bonus", () => {
  const terms = { target: 0.95, perPoint: yuan('1000.00'), rounding: { mode: 'halfUp' } } as const;
  it.each([
    ['1000.00', 480 / 500],
    ['0.00', 0.95],
    ['0.00', 0.5],
    ['1500.00', 0.965],
  ])('is %s at a retention of %d', (amount, value) => {
    expect(retentionBonus({ value }, terms).value).toEqual(yuan(amount));
  });

  it('stops at the cap, and is undefined without a rate', () => {
    expect(retentionBonus({ value: 1 }, { ...terms, cap: yuan('2000.00') }).value).toEqual(yuan('2000.00'));
    expect(retentionBonus({ undefinedBecause: 'emptyGroup' }, terms)).toEqual({ undefinedBecause: 'emptyGroup' });
  });
});

describe('a group with 10.26 % of customers and 28.77 % of revenue', () => {
  it('earns 2.80 times the average and 3.53 times an other customer', () => {
    const { index, versusOthers } = groupConcentration({ customers: 0.1026, revenue: 0.2877 }).value!;
    expect([index.toFixed(2), versusOthers.value?.toFixed(2)]).toEqual(['2.80', '3.53']);
  });
});
