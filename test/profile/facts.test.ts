import { InputError, type PolicyError, policyInEffect } from 'tenure/core';
import {
  type CustomerRecord,
  checkProfile,
  compileProfile,
  compileProfileJson,
  lineId,
  subscriberId,
  unitId,
} from 'tenure/profile';
import { describe, expect, it } from 'vitest';
import { compileLightJson } from '../core/light.js';
import { asOf, profile, profilePolicy, quarterly } from './book.js';

const facts = (record: Partial<CustomerRecord<string>>, context = {}) =>
  profile.facts({ id: 'a1', ...record } as CustomerRecord<'local'>, { asOf, ...context });
const faults = (record: Partial<CustomerRecord<string>>) =>
  profile
    .deriveFacts({ id: 'a1', ...record } as CustomerRecord<'local'>, { asOf })
    .faults.map(({ message }) => message);

const used = (service: string, amounts: readonly (number | null)[]) =>
  amounts.map((amount, back) => {
    const month = 12 - back;
    const year = month > 0 ? 2012 : 2011;
    return { service, month: `${year}-${String(((month + 23) % 12) + 1).padStart(2, '0')}`, amount };
  });

describe('usage', () => {
  it('300 local, 100 long-distance and 600 internet minutes are a mix of 30, 10 and 60 per cent', () => {
    const usage = [
      ...used('local', [300]),
      ...used('longDistance', [100]),
      ...used('internet', [600]),
      ...used('data', [9]),
    ];
    expect(facts({ usage })).toMatchObject({
      localUsageSharePercent: 30,
      longDistanceUsageSharePercent: 10,
      internetUsageSharePercent: 60,
      dataUsageSharePercent: 100,
    });
  });

  it('has no shares where one of the mix is unknown, or all of it is zero', () => {
    const known = [...used('local', [300]), ...used('longDistance', [100])];
    expect(facts({ usage: known }).localUsageSharePercent).toEqual({ unknown: ['usage.local'] });
    const zero = ['local', 'longDistance', 'internet'].flatMap((service) => used(service, [0]));
    expect(facts({ usage: zero }).localUsageSharePercent).toEqual({ unknown: ['usage.local'] });
  });

  it('data that grow from 100 to 115 in a month grow by 15 per cent', () => {
    expect(facts({ usage: used('data', [115, 100]) })).toMatchObject({ dataUsage: 115, dataUsageChangePercent: 15 });
  });

  it('counts the months before this one, because this one is not over', () => {
    expect(facts({ usage: [{ service: 'data', month: '2013-01', amount: 7 }] }).dataUsage).toEqual({
      unknown: ['usage.data'],
    });
  });

  it.each([
    ['a month that is missing', [10, null, 30], 20],
    ['a month that is zero', [10, 0, 35], 15],
  ])('%s is told from the other', (_, amounts, mean) => {
    const record = { id: 'a', usage: used('data', amounts) } as CustomerRecord<'data'>;
    expect(quarterly.facts(record, { asOf }).dataUsage).toBe(mean);
  });

  it('has no mean of fewer months than the policy asks for', () => {
    const record = { id: 'a', usage: used('data', [10, null, null]) } as CustomerRecord<'data'>;
    expect(quarterly.facts(record, { asOf }).dataUsage).toEqual({ unknown: ['usage.data'] });
  });

  it('compares with the same season of the year before', () => {
    // October to December: 60 now, 80 a year ago, 25 per cent less. The nine months between are a third of it each.
    const record = {
      id: 'a',
      usage: used('data', [10, 20, 30, ...Array(9).fill(40), 20, 30, 30]),
    } as CustomerRecord<'data'>;
    expect(quarterly.facts(record, { asOf })).toMatchObject({
      dataUsageSeasonalPercent: -25,
      dataUsageChangePercent: -50,
    });
  });

  it('counts silent months only where silence is known', () => {
    expect(facts({ usage: used('data', [0, 0, 5]) }).dataSilentMonths).toBe(2);
    expect(facts({ usage: used('data', [5, 0]) }).dataSilentMonths).toBe(0);
    expect(facts({ usage: used('data', [null, 0]) }).dataSilentMonths).toEqual({ unknown: ['usage.data'] });
  });

  it('a month that is missing in the series is named, and so is how many of the recent months are known', () => {
    const usage = used('data', [10, null, 30, 40]).filter(({ amount }) => amount !== 30);
    const record = { id: 'a', usage: [...usage, ...used('local', [1, 2])] } as CustomerRecord<'data'>;
    const { gaps, faults: named, facts: found } = quarterly.deriveFacts(record, { asOf });
    // December is known, November told as unknown, October not told; September began the series.
    expect(gaps).toEqual([{ service: 'data', months: ['2012-10', '2012-11'] }]);
    expect(named).toEqual([]);
    expect(found).toMatchObject({ dataUsageKnownMonths: 1, localUsageKnownMonths: 2, internetUsageKnownMonths: 0 });
  });

  it('a month before the service was taken or after it was given up is no gap', () => {
    const usage = used('data', [null, null, 30, null, 50]);
    const services = [{ service: 'data' as const, from: '2012-10-15', until: '2012-11-30' }];
    const gaps = (record: object) => quarterly.deriveFacts({ id: 'a', usage, ...record } as never, { asOf }).gaps;
    expect(gaps({ services })).toEqual([{ service: 'data', months: ['2012-11'] }]);
    expect(gaps({})).toEqual([{ service: 'data', months: ['2012-09', '2012-11', '2012-12'] }]);
  });

  it('a month that is reported twice alike is named and counts once', () => {
    const usage = [...used('data', [5]), ...used('data', [5])];
    expect(faults({ usage })).toHaveLength(1);
    expect(facts({ usage }).dataUsage).toBe(5);
  });

  it('amounts that no number holds exactly, or hardly anything to compare with, leave their facts unknown', () => {
    const unheard = { unknown: ['usage.data'] };
    const huge = [{ service: 'data', month: '2012-12', amount: 2 ** 54 }] as const;
    expect(faults({ usage: huge })[0]).toMatch(/^usage\.0\.amount: expected an amount from 0 to 2\^53/);
    expect(facts({ usage: huge }).dataUsage).toEqual(unheard);
    // 100 against the smallest number there is: the change in per cent passes every number.
    const tiny = [
      { service: 'data', month: '2012-11', amount: Number.MIN_VALUE },
      { service: 'data', month: '2012-12', amount: 100 },
    ] as const;
    expect(facts({ usage: tiny })).toMatchObject({ dataUsage: 100, dataUsageChangePercent: unheard });
  });

  it('a month that is doubled or negative is named, left out, and the rest goes on', () => {
    const usage = [
      { service: 'data', month: '2012-12', amount: 5 },
      { service: 'data', month: '2012-12', amount: 6 },
      { service: 'local', month: '2012-12', amount: -1 },
      { service: 'internet', month: '2012-13', amount: 1 },
      { service: 'telex', month: '2012-12', amount: 1 },
      { service: 'longDistance', month: '2012-12', amount: 9 },
    ];
    expect(faults({ usage })).toEqual([
      'usage.1.month: expected one amount a month, got "data 2012-12 again"',
      'usage.2.amount: expected an amount from 0 to 2^53, or null, got -1',
      'usage.3.month: expected a calendar month YYYY-MM, got "2012-13"',
      'usage.4.service: expected a service of the policy, got "telex"',
    ]);
    expect(facts({ usage })).toMatchObject({ longDistanceUsage: 9, dataUsage: { unknown: ['usage.data'] } });
    expect(facts({ usage: [...usage].reverse() })).toEqual(facts({ usage }));
  });
});

describe('contracts and services', () => {
  const contract = { id: 'c1', services: ['local'], start: '2012-04-30', end: '2013-04-30' };

  it('says which contract ends next and in how many months', () => {
    const later = { ...contract, id: 'c2', end: '2014-01-01' };
    expect(facts({ contracts: [later, contract] })).toMatchObject({
      activeContracts: 2,
      contractEnd: '2013-04-30',
      monthsToContractEnd: 3,
    });
  });

  it('a contract ends on its last day, and has ended the day after', () => {
    const ends = { ...contract, end: asOf };
    expect(facts({ contracts: [ends] }).monthsToContractEnd).toBe(0);
    expect(facts({ contracts: [{ ...ends, end: '2013-01-14' }] })).toMatchObject({
      activeContracts: 0,
      contractEnd: { unknown: ['contracts'], because: 'no contract is running' },
    });
  });

  it('a contract for ever has no end to count', () => {
    expect(facts({ contracts: [{ ...contract, end: '9999-12-31' }] }).monthsToContractEnd).toBe(95_843);
    expect(facts({ contracts: [{ id: 'c', services: [], start: '2012-01-01' }] }).contractEnd).toMatchObject({
      because: 'the contracts have no end',
    });
  });

  it('a contract that ends before it starts is named, and nobody can tell what is running', () => {
    const broken = { ...contract, end: '2012-04-29' };
    expect(faults({ contracts: [broken] })).toEqual([
      'contracts.0.end: expected 2012-04-30 or later, got "2012-04-29"',
    ]);
    const unknown = { unknown: ['contracts'] };
    expect(facts({ contracts: [broken, contract] })).toMatchObject({
      activeContracts: unknown,
      contractEnd: unknown,
      monthsToContractEnd: unknown,
      monthlyCommitment: unknown,
    });
  });

  it.each<[string, { readonly start: string; readonly end: string }]>([
    ['is over by its end', { start: '2012-02-30', end: '2013-01-14' }],
    ['has not begun', { start: '2013-01-16', end: '2013-02-30' }],
  ])('a contract of no readable term that %s changes nothing', (_, dates) => {
    const broken = { id: 'c9', services: [], ...dates };
    expect(faults({ contracts: [broken, contract] })).toHaveLength(1);
    const { activeContracts, contractEnd } = facts({ contracts: [contract] });
    expect(facts({ contracts: [broken, contract] })).toMatchObject({ activeContracts, contractEnd });
  });

  it('one service of four is a breadth of 25 per cent, and lines of unknown number are not zero lines', () => {
    const services = [
      { service: 'local', lines: 3 },
      { service: 'data', until: '2012-12-31', lines: 9 },
    ];
    expect(facts({ services })).toMatchObject({ services: ['local'], serviceCount: 1, breadthPercent: 25, lines: 3 });
    expect(facts({ services: [...services, { service: 'internet' }] }).lines).toEqual({ unknown: ['services.lines'] });
    const lineIds = [lineId('1'), lineId('2'), lineId('1')];
    expect(facts({ services: [{ service: 'local', lineIds }] }).lines).toBe(2);
    // Lines 1, 2 and 3 carry local calls, line 3 data too: three and one, and three in all.
    const shared = [
      { service: 'local', lineIds },
      { service: 'local', lineIds: [lineId('2'), lineId('3')] },
      { service: 'data', lineIds: [lineId('3')] },
    ] as const;
    expect(facts({ services: shared })).toMatchObject({ localLines: 3, dataLines: 1, lines: 3 });
  });

  it('a service of which nobody can tell whether it is held is named and not taken for one that is not', () => {
    const local = { service: 'local', lines: 3 } as const;
    for (const dates of [{ from: '2012-02-30' }, { from: '2013-01-01', until: '2012-12-31' }]) {
      const services = [{ service: 'data', lines: 2, ...dates }, local] as const;
      expect(faults({ services })).toHaveLength(1);
      const unknown = { unknown: ['services'] };
      expect(facts({ services })).toMatchObject({ services: unknown, serviceCount: unknown, breadthPercent: unknown });
      const lines = { unknown: ['services.lines'] };
      expect(facts({ services })).toMatchObject({ localLines: 3, internetLines: 0, dataLines: lines, lines });
    }
  });

  it('knows the lines of each service, which is how deep it goes', () => {
    const services = [{ service: 'local', lines: 3 }, { service: 'local', lines: 2 }, { service: 'internet' }];
    expect(facts({ services })).toMatchObject({
      localLines: 5,
      dataLines: 0,
      internetLines: { unknown: ['services.lines'] },
      lines: { unknown: ['services.lines'] },
    });
    expect(facts({}).localLines).toEqual({ unknown: ['services'] });
  });

  it('a contract that stands in the file twice is named and counts once; its renewal under the same number counts too', () => {
    const fee = { amount: '100.00', currency: 'CNY' };
    const own = { ...contract, monthlyFee: fee };
    expect(faults({ contracts: [own, own] })).toEqual(['contracts.1.id: expected an id of its own, got "c1"']);
    expect(facts({ contracts: [own, own] })).toMatchObject({ activeContracts: 1, monthlyCommitment: fee });
    const renewal = { ...own, start: '2013-05-01', end: '2014-04-30' };
    expect(faults({ contracts: [own, renewal] })).toEqual([]);
  });

  it('a contract for a service that the policy does not have is named', () => {
    expect(faults({ contracts: [{ ...contract, services: ['local', 'telex'] }] })).toEqual([
      'contracts.0.services.1: expected a service of the policy, got "telex"',
    ]);
  });

  it('somebody is a customer for whole months, and not at all before the first day', () => {
    expect(facts({ since: '2012-01-16' }).tenureMonths).toBe(11);
    expect(facts({ since: '2012-01-15' }).tenureMonths).toBe(12);
    expect(facts({ since: '2013-02-01' }).tenureMonths).toEqual({ unknown: ['since'] });
  });
});

describe('money', () => {
  const cny = (amount: string) => ({ amount, currency: 'CNY' });

  it('takes means over known months, and no cost that is missing for a cost of zero', () => {
    const billing = [
      { month: '2012-12', billed: cny('100.00'), costToServe: cny('60.00') },
      { month: '2012-11', billed: cny('100.01'), costToServe: null },
      { month: '2012-10', billed: cny('100.02'), costToServe: cny('70.02') },
    ];
    const derived = quarterly.facts({ id: 'a', billing }, { asOf });
    expect(derived).toMatchObject({
      monthlyRevenue: cny('100.01'),
      // (60.00 + 70.02) / 2, and (40.00 + 30.00) / 2 over the two months that know both
      monthlyCostToServe: cny('65.01'),
      monthlyMargin: cny('35.00'),
    });
    const costless = billing.map(({ month, billed }) => ({ month, billed }));
    expect(quarterly.facts({ id: 'a', billing: costless }, { asOf }).monthlyMargin).toEqual({
      unknown: ['costToServe'],
    });
  });

  it('refuses another currency, and a month billed twice', () => {
    expect(
      faults({
        billing: [
          { month: '2012-12', billed: { amount: '1', currency: 'USD' } },
          { month: '2012-12', billed: cny('2.00') },
        ],
      }),
    ).toEqual([
      'billing.0.billed: expected an amount in CNY, got "USD"',
      'billing.1.month: expected each month once, got "2012-12"',
    ]);
  });

  it('a month that is told alike twice, or of which each entry tells a part, is named and counts once', () => {
    const [whole, other] = [{ billed: cny('100.00'), costToServe: cny('60.00') }, { billed: cny('100.01') }];
    const usd = { billed: { amount: '100.00', currency: 'USD' } };
    const known = { monthlyRevenue: cny('100.00'), monthlyMargin: cny('40.00') };
    const doubtful = { monthlyRevenue: { unknown: ['billing'] }, monthlyCostToServe: cny('60.00') };
    for (const [expected, entries] of [
      [known, [whole, whole]],
      [known, [{ billed: cny('100') }, { billed: null, costToServe: cny('60.00') }]],
      [doubtful, [whole, other]],
      [doubtful, [whole, other, whole]],
      [doubtful, [whole, usd]],
    ] as const) {
      const billing = entries.map((entry) => ({ month: '2012-12', ...entry }));
      for (const list of [billing, [...billing].reverse()]) {
        expect(facts({ billing: list })).toMatchObject(expected);
        expect(faults({ billing: list })).toContain('billing.1.month: expected each month once, got "2012-12"');
      }
    }
  });

  it('leaves sums unknown that are too large to be exact, and says where', () => {
    // 2^53 - 1 fen; two of them are beyond what a number holds exactly.
    const most = cny('90071992547409.91');
    const contract = { services: ['data'], start: '2012-01-01', monthlyFee: most } as const;
    const invoice = { due: '2013-01-01', amount: most };
    const record = {
      contracts: [
        { ...contract, id: 'a' },
        { ...contract, id: 'b' },
      ],
      invoices: [
        { ...invoice, id: 'a' },
        { ...invoice, id: 'b' },
      ],
      billing: [{ month: '2012-12', billed: most, costToServe: cny('-0.01') }],
    } as const;
    expect(facts(record)).toMatchObject({
      monthlyCommitment: { unknown: ['contracts.monthlyFee'] },
      arrears: { unknown: ['invoices'] },
      monthlyRevenue: most,
      monthlyMargin: { unknown: ['costToServe'] },
    });
    expect(faults(record).map((message) => message.split(':')[0])).toEqual(['contracts', 'billing', 'invoices']);
  });

  it('classes arrears by the oldest overdue invoice, a dispute being no arrears', () => {
    const invoices = [
      { id: 'i1', due: '2012-12-16', amount: cny('80.00') },
      { id: 'i2', due: '2013-01-10', amount: cny('20.00') },
      { id: 'i3', due: '2012-06-01', amount: cny('999.00'), isDisputed: true },
      { id: 'i4', due: '2012-11-01', amount: cny('50.00'), paidOn: '2012-11-20' },
    ];
    // The 16th of December is 30 days before the 15th of January.
    expect(facts({ invoices })).toMatchObject({
      arrears: cny('100.00'),
      arrearsDays: 30,
      arrearsClass: 'B',
      latePayments: 1,
      openDisputes: 1,
    });
    expect(facts({ invoices: [] })).toMatchObject({ arrears: cny('0.00'), arrearsClass: 'A' });
    expect(facts({}).arrearsClass).toEqual({ unknown: ['invoices'] });
  });

  it('an invoice of nothing and a credit note are no overdue debt, however old', () => {
    const [nothing, credit] = [
      { id: 'i0', due: '2012-01-01', amount: cny('0.00') },
      { id: 'c1', due: '2012-01-01', amount: cny('-30.00') },
    ];
    expect(facts({ invoices: [nothing] })).toMatchObject({ arrears: cny('0.00'), arrearsDays: 0, arrearsClass: 'A' });
    // 30 days since the 16th of December; 80 less the credit of 30 is owed.
    expect(facts({ invoices: [nothing, credit, { id: 'i1', due: '2012-12-16', amount: cny('80.00') }] })).toMatchObject(
      { arrears: cny('50.00'), arrearsDays: 30, arrearsClass: 'B' },
    );
    // What an amount that cannot be read may be, nobody knows: its age counts.
    expect(facts({ invoices: [{ id: 'i2', due: '2012-12-16', amount: cny('1,00') }] })).toMatchObject({
      arrears: { unknown: ['invoices'] },
      arrearsDays: 30,
    });
  });
});

describe('what stands in the file twice', () => {
  const invoice = { id: 'i1', due: '2012-12-16', amount: { amount: '80.00', currency: 'CNY' } };
  const event = { id: 'e1', process: 'assurance' as const, on: '2013-01-01' };
  const complaint = { id: 'k1', on: '2013-01-02' };

  it('is named and counts once', () => {
    const twice = { invoices: [invoice, invoice], events: [event, event], complaints: [complaint, complaint] };
    expect(faults(twice)).toEqual([
      'invoices.1.id: expected an id of its own, got "i1"',
      'complaints.1.id: expected an id of its own, got "k1"',
      'events.1.id: expected an id of its own, got "e1"',
    ]);
    expect(facts(twice)).toMatchObject({ arrears: invoice.amount, openFaults: 1, openComplaints: 1 });
    // Whatever else an entry holds, comparing it breaks nothing.
    const noted = { id: 'c', on: '2013-01-01', note: 1n };
    expect(facts({ complaints: [noted, { ...noted }] }).openComplaints).toBe(1);
  });

  it('is unknown where it says two things, whichever stands first', () => {
    const lists = {
      invoices: [invoice, { ...invoice, paidOn: '2012-12-20' }],
      events: [event, { ...event, closedOn: '2013-01-03' }],
      complaints: [complaint, { ...complaint, closedOn: '2013-01-03' }],
    };
    const reversed = Object.fromEntries(Object.entries(lists).map(([key, list]) => [key, [...list].reverse()]));
    for (const record of [lists, reversed]) {
      expect(facts(record)).toMatchObject({
        arrears: { unknown: ['invoices'] },
        openFaults: { unknown: ['events'] },
        openComplaints: { unknown: ['complaints'] },
      });
    }
  });
});

describe('place', () => {
  const was = { county: 'Yaozhou', grid: 'g1', patch: 'p1', owner: 'wu', until: '2012-12-31' };
  const is = { ...was, owner: 'li', from: '2013-01-01', until: undefined };

  it('knows the owner of the day, then as now', () => {
    const record = { id: 'a', organisation: [was, is] };
    expect(profile.facts(record, { asOf }).owner).toBe('li');
    expect(profile.facts(record, { asOf: '2012-12-31' }).owner).toBe('wu');
  });

  it('overlapping ownership is named, and nobody is the owner for certain', () => {
    const organisation = [was, { ...is, from: '2012-12-31' }];
    expect(faults({ organisation })).toEqual([
      'organisation.1: expected no overlap with organisation.0, got "an overlapping validity"',
    ]);
    expect(profile.facts({ id: 'a', organisation }, { asOf: '2012-12-31' }).owner).toMatchObject({
      because: 'two places hold at once',
    });
    expect(profile.facts({ id: 'a', organisation }, { asOf }).owner).toBe('li');
  });

  it('a place of no readable time leaves open what it would say otherwise, unless it is surely over', () => {
    const odd = { ...was, grid: 'g2', until: '2013-02-30' };
    expect(facts({ organisation: [is, odd] })).toMatchObject({
      county: 'Yaozhou',
      grid: { unknown: ['organisation.grid'] },
      owner: { unknown: ['organisation.owner'] },
    });
    expect(facts({ organisation: [is, { ...odd, from: '2012-02-30', until: '2012-12-31' }] }).owner).toBe('li');
    expect(facts({ organisation: [{ ...is, from: '2012-02-30' }] }).owner).toEqual({ unknown: ['organisation.owner'] });
  });

  it('a membership of no readable time leaves open who belongs where and who leads', () => {
    const unit = unitId('hospital');
    const own = { unit, role: 'staff' as const };
    const leader = { unit, subscriber: subscriberId('zhao'), role: 'leader' as const };
    const odd = { from: 'May' };
    const unknown = { unknown: ['memberships'] };
    expect(facts({ memberships: [own, { ...leader, ...odd }] })).toMatchObject({ unit, unitLeaders: unknown });
    expect(facts({ memberships: [own, leader, { ...leader, ...odd }] }).unitLeaders).toEqual(['zhao']);
    const school = { ...own, unit: unitId('school'), ...odd };
    expect(facts({ memberships: [own, leader, school] })).toMatchObject({ unit: unknown, unitRole: 'staff' });
  });

  it('two places that agree on the county leave the county known', () => {
    const organisation = [was, { ...is, from: '2012-12-31' }];
    expect(profile.facts({ id: 'a', organisation }, { asOf: '2012-12-31' })).toMatchObject({
      county: 'Yaozhou',
      patch: 'p1',
      owner: { unknown: ['organisation.owner'] },
    });
  });

  it('knows who leads the unit, then as now', () => {
    const unit = unitId('hospital');
    const memberships = [
      { unit, subscriber: subscriberId('zhao'), role: 'leader' as const, until: '2012-06-30' },
      { unit, subscriber: subscriberId('zhao'), role: 'staff' as const, from: '2012-07-01' },
      { unit, subscriber: subscriberId('qian'), role: 'leader' as const, from: '2012-07-01' },
      { unit, role: 'staff' as const },
    ];
    expect([facts({ memberships }).unitLeaders, faults({ memberships })]).toEqual([['qian'], []]);
    expect(profile.facts({ id: 'a', memberships }, { asOf: '2012-06-30' }).unitLeaders).toEqual(['zhao']);
    expect(facts({}).unitLeaders).toEqual({ unknown: ['memberships'] });
  });

  it('a person in two units at once is named where the record has them', () => {
    const memberships = [
      { unit: unitId('hospital'), role: 'staff' as const },
      { unit: unitId('hospital'), subscriber: subscriberId('zhao'), role: 'staff' as const },
      { unit: unitId('school'), subscriber: subscriberId('zhao'), role: 'leader' as const },
      { unit: unitId('school'), subscriber: subscriberId('qian'), role: 'leader' as const, from: 'May' },
    ];
    expect(faults({ memberships })).toEqual([
      'memberships.3.from: expected a calendar date YYYY-MM-DD, got "May"',
      'memberships.2: expected no overlap with memberships.1, got "an overlapping validity"',
    ]);
    expect(facts({ memberships }).unit).toBe('hospital');
  });

  it('a leader who changes role keeps the history', () => {
    const unit = unitId('hospital');
    const memberships = [
      { unit, role: 'staff' as const, until: '2012-06-30' },
      { unit, role: 'leader' as const, from: '2012-07-01' },
    ];
    expect(facts({ memberships })).toMatchObject({ unit: 'hospital', unitRole: 'leader' });
    expect(profile.facts({ id: 'a', memberships }, { asOf: '2012-06-30' }).unitRole).toBe('staff');
  });

  it('a member of two units is named', () => {
    const memberships = ['hospital', 'school'].map((id) => ({ unit: unitId(id), role: 'staff' as const }));
    expect(faults({ memberships })).toHaveLength(1);
    expect(facts({ memberships }).unit).toMatchObject({ because: 'a member of two units' });
  });
});

describe('relation', () => {
  it('folds orders, faults and billing errors into facts', () => {
    const events = [
      { id: 'e1', process: 'provisioning' as const, on: '2012-06-01' },
      { id: 'e2', process: 'assurance' as const, on: '2013-01-01', closedOn: '2013-01-02' },
      { id: 'e3', process: 'assurance' as const, on: '2012-06-01', closedOn: '2012-06-02' },
    ];
    expect(facts({ events })).toMatchObject({
      openOrders: 1,
      recentOrders: 0,
      openFaults: 0,
      recentFaults: 1,
      openBillingErrors: 0,
      recentBillingErrors: 0,
    });
    expect(facts({}).recentFaults).toEqual({ unknown: ['events'] });
  });

  it('sees rivals, what they attack with, and until when they are bound', () => {
    const rivals = [
      { rival: 'telecom', seenOn: '2012-12-01', threat: 'product' as const, contractEnd: '2013-06-30' },
      { rival: 'unicom', seenOn: '2012-12-01', threat: 'device' as const, contractEnd: '2012-12-31' },
    ];
    expect(facts({ rivals })).toMatchObject({
      rivals: ['telecom', 'unicom'],
      threats: ['device', 'product'],
      rivalContractEnd: '2013-06-30',
    });
    expect(facts({ rivals: [] }).rivals).toEqual([]);
  });

  it('an event of no known process, without a day, or closed before it began is named, and the rest is folded', () => {
    const events = [
      { id: 'e1', process: 'gossip' as 'billing', on: '2013-01-01' },
      { id: 'e2', process: 'billing' as const, on: undefined as unknown as string },
      { id: 'e3', process: 'billing' as const, on: '2013-01-03', closedOn: '2013-01-02' },
      { id: 'e4', process: 'billing' as const, on: '2013-01-04' },
    ];
    expect(faults({ events })).toEqual([
      'events.0.process: expected one of provisioning, assurance, billing, got "gossip"',
      'events.1.on: expected a calendar date, got nothing',
      'events.2.closedOn: expected 2013-01-03 or later, got "2013-01-02"',
    ]);
    const unknown = { unknown: ['events'] };
    expect(facts({ events })).toMatchObject({
      openBillingErrors: unknown,
      recentBillingErrors: unknown,
      openFaults: 0,
    });
    expect(facts({ events: [events[0]!, events[3]!] })).toMatchObject({ openBillingErrors: 1, recentBillingErrors: 1 });
  });

  // As of 2013-01-15, with 90 days as lately: 2012-10-18 is 89 days ago, 2012-10-17 is 90.
  it.each<[number | 'unknown', number | 'unknown', string, object]>([
    ['unknown', 'unknown', 'of no readable day', { on: '2012-02-30' }],
    [0, 'unknown', 'of no readable day, closed lately', { on: '2012-02-30', closedOn: '2012-10-18' }],
    [0, 0, 'of no readable day, closed long ago', { on: '2012-02-30', closedOn: '2012-10-17' }],
    ['unknown', 'unknown', 'of no readable day, to be closed', { on: '2012-02-30', closedOn: '2013-01-16' }],
    ['unknown', 1, 'begun lately, closed on no readable day', { on: '2012-10-18', closedOn: '2012-02-30' }],
    ['unknown', 0, 'begun long ago, closed on no readable day', { on: '2012-10-17', closedOn: '2012-02-30' }],
    ['unknown', 0, 'closed before it began, both long ago', { on: '2012-10-17', closedOn: '2012-10-16' }],
    [0, 0, 'that is still to come', { on: '2013-01-16' }],
  ])('counts %s open and %s recent for a complaint %s', (open, recent, _, dates) => {
    const complaints = [{ id: 'c1', ...dates } as { readonly id: string; readonly on: string }];
    const expected = (count: number | 'unknown') => (count === 'unknown' ? { unknown: ['complaints'] } : count);
    expect(facts({ complaints })).toMatchObject({
      openComplaints: expected(open),
      recentComplaints: expected(recent),
    });
  });

  it('does not take a rival or a touch of no readable day for none', () => {
    const known = { rival: 'telecom', seenOn: '2012-12-01', contractEnd: '2013-06-30' };
    const rivals = { unknown: ['rivals'] };
    expect(facts({ rivals: [known, { rival: 'unicom', seenOn: '2012-02-30' }] })).toMatchObject({
      rivals,
      threats: rivals,
      daysSinceRivalSeen: rivals,
      rivalContractEnd: { unknown: ['rivals.contractEnd'] },
    });
    expect(facts({ rivals: [known, { ...known, rival: 'unicom', contractEnd: '2013-02-30' }] })).toMatchObject({
      rivals: ['telecom', 'unicom'],
      rivalContractEnd: { unknown: ['rivals.contractEnd'] },
    });
    const touches = { unknown: ['touches'] };
    expect(
      facts({
        touches: [
          { on: '2013-01-10', channel: 'phone' },
          { on: '2013-02-30', channel: 'phone' },
        ],
      }),
    ).toMatchObject({ recentTouches: touches, daysSinceTouch: touches });
  });

  it('tells how fresh the evidence of an attack is, and what was offered', () => {
    const rivals = [
      { rival: 'telecom', seenOn: '2012-01-01', threat: 'tariff' as const, offer: '8 zhe' },
      { rival: 'unicom', seenOn: '2013-01-05', threat: 'device' as const, offer: 'handset' },
      { rival: 'railcom', seenOn: '2013-02-01', threat: 'relationship' as const },
    ];
    expect(facts({ rivals })).toMatchObject({
      rivals: ['telecom', 'unicom'],
      rivalOffers: ['8 zhe', 'handset'],
      threats: ['device', 'tariff'],
      recentThreats: ['device'],
      daysSinceRivalSeen: 10,
    });
    expect(facts({ rivals: [] })).toMatchObject({ recentThreats: [], daysSinceRivalSeen: { unknown: ['rivals'] } });
  });

  it('of five systems, two of them connected, three are islands', () => {
    const systems = ['erp', 'crm', 'mail', 'pbx', 'cctv'].map((id) =>
      id === 'erp' ? { id, connectedTo: ['crm'] } : { id },
    );
    expect(facts({ systems }).systemIslands).toBe(3);
    // A system that exchanges data with itself alone is an island all the same.
    expect(facts({ systems: [{ id: 'crm', connectedTo: ['crm'] }] }).systemIslands).toBe(1);
  });

  it('an organisation chart with a circle is named', () => {
    const contacts = [
      { id: 'a', reportsTo: 'b', level: 'staff' as const },
      { id: 'b', reportsTo: 'a', level: 'leader' as const },
      { id: 'c', reportsTo: 'ghost' },
    ];
    expect(faults({ contacts })).toEqual([
      'contacts.0.reportsTo: expected a superior who does not report to them, got "b"',
      'contacts.1.reportsTo: expected a superior who does not report to them, got "a"',
      'contacts.2.reportsTo: expected a contact of this account, got "ghost"',
    ]);
    expect(facts({ contacts }).chainLevels).toEqual(['leader', 'staff']);
  });

  it('knows that nobody decides only where everybody was asked', () => {
    expect(facts({ contacts: [{ id: 'a', isDecisionMaker: false }] }).hasDecisionMaker).toBe(false);
    expect(facts({ contacts: [{ id: 'a' }] }).hasDecisionMaker).toEqual({ unknown: ['contacts'] });
    expect(facts({ contacts: [{ id: 'a' }, { id: 'b', isDecisionMaker: true }] }).hasDecisionMaker).toBe(true);
  });
});

describe('sources', () => {
  const value = (more = {}) => ({
    attribute: 'address',
    value: 'Street 1',
    source: 'crm',
    provenance: 'crm' as const,
    on: '2012-10-01',
    ...more,
  });
  const derive = (attributes: readonly ReturnType<typeof value>[]) =>
    profile.deriveFacts({ id: 'a', attributes }, { asOf });

  it('two systems that differ in the address are listed, and the more authoritative holds', () => {
    const own = value();
    const bill = value({ value: 'Street 2', source: 'billing', provenance: 'billing' as const, on: '2012-01-01' });
    for (const attributes of [
      [own, bill],
      [bill, own],
    ]) {
      const { facts: found, conflicts } = derive(attributes);
      expect(found.address).toBe('Street 2');
      expect(conflicts).toEqual([{ attribute: 'address', chosen: bill, others: [own] }]);
    }
  });

  it('of one source the latest value holds, and the older one is history', () => {
    const { facts: found, conflicts } = derive([value(), value({ value: 'Street 9', on: '2012-11-01' })]);
    expect([found.address, conflicts]).toEqual(['Street 9', []]);
  });

  it('of each other source its latest value counts as a contradiction, and so does a second value of one day', () => {
    const best = value({ value: 'Street 2', source: 'billing', provenance: 'billing' as const });
    const old = value({ value: 'Street 7', on: '2011-01-01' });
    const own = value({ value: 'Street 8' });
    const twin = { ...best, value: 'Street 3' };
    expect(derive([old, twin, own, best]).conflicts).toEqual([
      { attribute: 'address', chosen: best, others: [twin, own] },
    ]);
    expect(derive([old, best, value({ value: 'Street 2' })]).conflicts).toEqual([]);
  });

  it('entries that say the same of one day are told in one order, whichever stands first', () => {
    const entry = {
      attribute: 'satisfaction',
      value: 7,
      source: 'survey',
      provenance: 'research' as const,
      on: '2012-10-01',
    };
    const [first, second, other] = [
      { ...entry, study: 's1' },
      { ...entry, study: 's2' },
      { ...entry, value: 9, study: 's3' },
    ];
    for (const attributes of [
      [first, second, other],
      [second, other, first],
    ])
      expect(profile.deriveFacts({ id: 'a', attributes }, { asOf }).conflicts).toEqual([
        { attribute: 'satisfaction', chosen: first, others: [other] },
      ]);
  });

  it('a value that is too old does not stand in the way of a fresh one from a lesser source', () => {
    const two = compileProfile({
      ...profilePolicy,
      attributes: [{ ...profilePolicy.attributes[0], sources: ['annual', 'survey'] }],
    });
    const told = (source: string, score: number, on: string) => ({
      attribute: 'satisfaction',
      value: score,
      source,
      provenance: 'research' as const,
      study: 's',
      on,
    });
    const attributes = [told('annual', 9, '2011-01-01'), told('survey', 4, '2012-12-01')];
    const found = two.deriveFacts({ id: 'a', attributes }, { asOf });
    expect([found.facts.satisfaction, found.facts.staleFields, found.conflicts]).toEqual([4, [], []]);
    const old = two.facts({ id: 'a', attributes: attributes.slice(0, 1) }, { asOf });
    expect([old.satisfaction, old.staleFields]).toEqual([
      { unknown: ['satisfaction'], because: 'last known 2011-01-01, too old' },
      ['satisfaction'],
    ]);
  });

  it('takes satisfaction from research alone, and with its study', () => {
    const asked = { attribute: 'satisfaction', value: 8 as unknown as string, source: 'survey', on: '2012-10-01' };
    const { facts: found, faults: named } = derive([value({ ...asked, provenance: 'inferred' as const })]);
    expect(found.satisfaction).toEqual({ unknown: ['satisfaction'] });
    expect(named.map(({ message }) => message)).toEqual([
      'attributes.0.provenance: expected a value from research, got "inferred"',
    ]);
    expect(derive([value({ ...asked, provenance: 'research' as const })]).faults).toHaveLength(1);
    const study = derive([value({ ...asked, provenance: 'research' as const, study: 's1' })]);
    expect(study.facts.satisfaction).toBe(8);
  });

  it('a value is stale from its 365th day on', () => {
    const asked = (on: string) =>
      derive([
        value({
          attribute: 'satisfaction',
          value: 8 as unknown as string,
          source: 'survey',
          provenance: 'research' as const,
          study: 's',
          on,
        }),
      ]);
    expect(asked('2012-01-17')).toMatchObject({
      facts: { satisfaction: 8 },
      origins: [{ ageDays: 364, isStale: false }],
    });
    expect(asked('2012-01-16')).toMatchObject({
      facts: { satisfaction: { unknown: ['satisfaction'], because: 'last known 2012-01-16, too old' } },
      origins: [{ ageDays: 365, isStale: true }],
    });
  });

  it('a value out of its bounds, of an unknown source or from tomorrow is not taken', () => {
    const { facts: found, faults: named } = derive([
      value({ source: 'rumour' }),
      value({ on: '2013-01-16' }),
      value({
        attribute: 'satisfaction',
        value: 11 as unknown as string,
        source: 'survey',
        provenance: 'research' as const,
        study: 's',
      }),
    ]);
    expect(found.address).toEqual({ unknown: ['address'] });
    expect(named.map(({ path }) => path.join('.'))).toEqual(['attributes.0.source', 'attributes.2.value']);
  });
});

describe('consent', () => {
  const usage = used('data', [9]);
  const consent = (given: boolean, more = {}) => ({ purpose: 'marketing', given, from: '2012-01-01', ...more });
  const dataFor = (consents: readonly ReturnType<typeof consent>[]) =>
    facts({ usage, consents }, { purpose: 'marketing' }).dataUsage;

  it('without it a fact is unknown to that purpose, and says why', () => {
    expect(dataFor([])).toEqual({ unknown: ['dataUsage'], because: 'no consent to marketing' });
    expect(dataFor([consent(false)])).toEqual({ unknown: ['dataUsage'], because: 'consent to marketing is refused' });
    expect(dataFor([consent(true)])).toBe(9);
  });

  it('leaves facts that need none, and other uses, alone', () => {
    expect(facts({ usage: used('local', [3]) }, { purpose: 'marketing' }).localUsage).toBe(3);
    expect(facts({ usage }).dataUsage).toBe(9);
  });

  it.each([
    ['is over', 'no consent', [consent(true, { until: '2013-01-14' })]],
    ['was taken back', 'refused', [consent(true), consent(false, { from: '2012-06-01' })]],
    ['and refusal of one day', 'refused', [consent(true), consent(false)]],
    // Nobody knows whether a refusal of 30 February came before the consent or after it.
    ['is followed by a refusal of no real day', 'refused', [consent(true), consent(false, { from: '2012-02-30' })]],
    ['was taken back until before it was', 'refused', [consent(true), consent(false, { until: '2011-12-31' })]],
    ['is of no real day', 'no consent', [consent(true, { from: '2012-02-30' })]],
  ])('does not hold where it %s', (_, because, consents) => {
    for (const list of [consents, [...consents].reverse()]) {
      expect(dataFor(list)).toMatchObject({ because: expect.stringContaining(because) });
    }
  });

  it('what is withheld does not come out by its sources either', () => {
    const asked = (score: number, study: string) => ({
      attribute: 'satisfaction',
      value: score,
      source: 'survey',
      provenance: 'research' as const,
      study,
      on: '2012-10-01',
    });
    const record = { id: 'a', attributes: [asked(3, 's1'), asked(7, 's2')], consents: [consent(false)] };
    const own = profile.deriveFacts(record, { asOf });
    expect([own.origins.length, own.conflicts.length]).toEqual([1, 1]);
    const marketing = profile.deriveFacts(record, { asOf, purpose: 'marketing' });
    expect([marketing.origins, marketing.conflicts]).toEqual([[], []]);
    // 2012-10-01 is 365 days before 2013-10-01.
    const staleFor = (purpose?: string) => profile.facts(record, { asOf: '2013-10-01', purpose }).staleFields;
    expect([staleFor(), staleFor('marketing')]).toEqual([['satisfaction'], []]);
  });

  it('knows the purposes of its policy', () => {
    expect(() => facts({}, { purpose: 'espionage' })).toThrow('purpose: expected one of marketing');
  });
});

describe('a profile', () => {
  it('gives every declared fact, and no other', () => {
    const derived = facts({});
    expect(Object.keys(derived).sort()).toEqual(profile.declarations.map(({ id }) => id).sort());
  });

  it('answers the same when it is asked again after another record', () => {
    const record = { id: 'a', usage: used('data', [1, 2]) } as CustomerRecord<'data'>;
    const first = profile.deriveFacts(record, { asOf });
    profile.deriveFacts({ id: 'b', usage: used('data', [7, 7]) } as CustomerRecord<'data'>, { asOf });
    expect(profile.deriveFacts(record, { asOf })).toEqual(first);
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
  });

  it('what cannot be right about an account is named, and the rest goes on', () => {
    const record = { employees: -3, industry: 7 as unknown as string, category: 'business' };
    expect(faults(record)).toEqual([
      'industry: expected a text, got 7',
      'employees: expected a whole number of 0 or more, got -3',
    ]);
    expect(facts(record)).toMatchObject({ employees: null, industry: null, category: 'business' });
  });

  it('is one that a decider takes, whatever the record', () => {
    const light = compileLightJson({
      kind: 'light',
      id: 'all',
      version: '1',
      facts: profile.declarations,
      lamps: [
        { id: 'late', when: { openFaults: { $gte: 1 } } },
        { id: 'none', when: { openFaults: 0 } },
        { id: 'unsure', when: { openFaults: { $exists: false } } },
      ],
      otherwise: 'none',
      whenUnknown: 'unsure',
    });
    const events = [{ id: 'e', process: 'assurance' as const, on: '2013-01-01' }];
    const rivals = [{ rival: 'telecom', seenOn: '2013-01-01', threat: 'device' as const, offer: 'x' }];
    const record = {
      events,
      rivals,
      usage: used('data', [1, null, 3]),
      services: [{ service: 'data' }],
      contracts: [],
    };
    expect([light(facts({}), { asOf }).outcome, light(facts(record), { asOf }).outcome]).toEqual(['unsure', 'late']);
  });

  it.each<[string, object]>([
    ['contracts: expected a list, got "none"', { contracts: 'none' }],
    ['usage.1: expected an entry, got null', { usage: [{ service: 'data', month: '2012-12', amount: 1 }, null] }],
    ['needs.0: expected a text, got 5', { needs: [5] }],
    ['services.0.lines: expected a whole number of 0 or more, got -2', { services: [{ service: 'data', lines: -2 }] }],
    ['services.0.lineIds: expected a list of texts, got "a"', { services: [{ service: 'data', lineIds: 'a' }] }],
    ['memberships.0.role: expected one of leader, staff, got "boss"', { memberships: [{ unit: 'u', role: 'boss' }] }],
    ['organisation.0.owner: expected a text, got 7', { organisation: [{ owner: 7 }] }],
    [
      'rivals.0.threat: expected one of device, tariff, product, relationship, got "rain"',
      { rivals: [{ rival: 'telecom', seenOn: '2013-01-01', threat: 'rain' }] },
    ],
    [
      'invoices.0.amount: expected an amount in CNY, got nothing',
      { invoices: [{ id: 'i', due: '2012-12-01', amount: null }] },
    ],
    [
      'attributes.0.on: expected a calendar date, got nothing',
      { attributes: [{ attribute: 'address', value: 'x', source: 'crm', provenance: 'crm' }] },
    ],
  ])('names %s, and derives the rest', (expected, part) => {
    expect(faults(part)).toEqual([expected]);
    expect(facts({ ...part, employees: 12 })).toMatchObject({ employees: 12 });
  });

  it('null says as little as a missing key, for a list, an entry’s part and a month’s amount', () => {
    const record = {
      contracts: null,
      organisation: [{ county: 'yaozhou', grid: null }],
      memberships: [{ unit: unitId('u'), role: 'staff', subscriber: null }],
      contacts: [{ id: 'c', level: null, isDecisionMaker: null }],
      services: [{ service: 'data', lines: null }],
      usage: [{ service: 'data', month: '2012-12' }],
    };
    expect(faults(record as never)).toEqual([]);
    expect(facts(record as never)).toMatchObject({
      activeContracts: { unknown: ['contracts'] },
      county: 'yaozhou',
      grid: { unknown: ['organisation.grid'] },
      unit: 'u',
      chainLevels: [],
      hasDecisionMaker: { unknown: ['contacts'] },
      dataLines: { unknown: ['services.lines'] },
      dataUsage: { unknown: ['usage.data'] },
    });
  });

  it('gives facts that deciders take, whatever stands in the place of any part of a record', () => {
    const money = (amount: string) => ({ amount, currency: 'CNY' });
    const whole = {
      ...{ category: 'c', industry: 'i', employees: 5, currentOperator: 'o', since: '2010-01-31', needs: ['backup'] },
      attributes: [{ attribute: 'address', value: 'x', source: 'crm', provenance: 'crm', on: '2012-12-01' }],
      consents: [{ purpose: 'marketing', given: true, from: '2012-01-01' }],
      memberships: [{ unit: 'u', role: 'leader', from: '2012-01-01' }],
      organisation: [{ county: 'c', grid: 'g', patch: 'p', owner: 'w', until: '2013-12-31' }],
      contacts: [{ id: 'c1', level: 'leader', isDecisionMaker: true, reportsTo: 'c1' }],
      services: [{ service: 'data', lines: 2 }],
      contracts: [{ id: 'k', services: ['data'], start: '2012-01-01', end: '2013-06-30', monthlyFee: money('10.00') }],
      usage: [{ service: 'data', month: '2012-12', amount: 5 }],
      billing: [{ month: '2012-12', billed: money('10.00'), costToServe: money('2.00') }],
      invoices: [{ id: 'i', due: '2012-12-31', amount: money('10.00') }],
      events: [{ id: 'e', process: 'assurance', on: '2013-01-01', closedOn: '2013-01-02' }],
      complaints: [{ id: 'e', on: '2013-01-01' }],
      rivals: [{ rival: 'r', seenOn: '2012-12-31', contractEnd: '2013-12-31', threat: 'tariff', offer: 'o' }],
      systems: [{ id: 's', connectedTo: ['t'] }],
      touches: [{ on: '2013-01-10', channel: 'phone' }],
    };
    const takesAll = compileLightJson({
      kind: 'light',
      id: 'all',
      version: '1',
      facts: profile.declarations,
      lamps: profile.declarations.map(({ id }) => ({ id, when: { [id]: { $exists: false } } })),
      otherwise: 'serviceCount',
      whenUnknown: 'serviceCount',
    });
    const odd = [null, undefined, Number.NaN, -1, 1.5, '', 'zz', {}, [], true, [null], Number.POSITIVE_INFINITY];
    const swap = (part: unknown, keys: readonly (string | number)[], value: unknown): unknown => {
      const [key, ...rest] = keys;
      if (key === undefined) return value;
      const inner = swap((part as Record<string, unknown>)[key], rest, value);
      return Array.isArray(part)
        ? part.map((one, at) => (at === key ? inner : one))
        : { ...(part as object), [key]: inner };
    };
    const placesIn = (part: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] =>
      typeof part !== 'object' || part === null
        ? [path]
        : [
            ...(path.length === 0 ? [] : [path]),
            ...Object.entries(part).flatMap(([key, value]) =>
              placesIn(value, [...path, Array.isArray(part) ? Number(key) : key]),
            ),
          ];
    expect(placesIn(whole).length).toBeGreaterThan(80);
    for (const place of placesIn(whole)) {
      for (const value of odd) {
        const record = { id: 'a1', ...(swap(whole, place, value) as object) } as CustomerRecord<'local'>;
        for (const context of [{ asOf }, { asOf, purpose: 'marketing' }])
          expect(
            () => takesAll(profile.deriveFacts(record, context).facts, { asOf }),
            `${place.join('.')} ${value}`,
          ).not.toThrow();
      }
    }
  });

  it('needs an id and a day', () => {
    expect(() => profile.facts({} as CustomerRecord<'data'>, { asOf })).toThrow('id: expected a record with an id');
    expect(() => profile.facts({ id: 'a' }, { asOf: '2013-02-30' })).toThrow(InputError);
  });

  it('an industry that is mapped anew does not rewrite what was decided before', () => {
    const versions = [
      { ...profilePolicy, version: '1', effectiveUntil: '2012-12-31' },
      { ...profilePolicy, version: '2', effectiveFrom: '2013-01-01' },
    ];
    expect(policyInEffect(versions, '2012-12-31')?.version).toBe('1');
    expect(policyInEffect(versions, asOf)?.version).toBe('2');
  });

  it('a policy with several faults reports all', () => {
    const broken = {
      ...profilePolicy,
      currency: 'ABC',
      services: [...profilePolicy.services, { id: 'local', unit: 'x' }],
      windows: { ...profilePolicy.windows, knownMonths: 2 },
      arrearsClasses: [{ id: 'A' }, { id: 'B', upToDays: 3 }],
      attributes: [{ fact: { id: 'owner', kind: 'text' }, provenance: ['gossip'], sources: ['x'] }],
      consent: [{ purpose: 'marketing', facts: ['shoeSize'] }],
    };
    expect(
      checkProfile(broken)
        .map(({ path }) => path.join('.'))
        .sort(),
    ).toEqual([
      'arrearsClasses.0.upToDays',
      'arrearsClasses.1.upToDays',
      'attributes.0.provenance.0',
      'consent.0.facts.0',
      'currency',
      'services.4.id',
      'windows.knownMonths',
    ]);
    expect(() => compileProfileJson(broken)).toThrow(/profile policy/);
    try {
      compileProfile({
        ...profilePolicy,
        services: [
          { id: 'a', unit: 'x' },
          { id: 'aUsageChange', unit: 'x' },
          { id: 'aUsage', unit: 'x' },
          { id: 'a', unit: 'y' },
        ],
      });
      expect.unreachable();
    } catch (error) {
      expect((error as PolicyError).issues.map(({ code }) => code)).toContain('duplicate');
    }
  });

  it.each(['__proto__', 'constructor', 'toString'])(
    '%s is an ordinary id of a service, an attribute and an account',
    (id) => {
      const odd = compileProfileJson({
        ...profilePolicy,
        services: [{ id, unit: 'x' }],
        attributes: [{ fact: { id, kind: 'text' }, provenance: ['crm'], sources: [id] }],
        consent: [],
      });
      const record = {
        id,
        attributes: [{ attribute: id, value: id, source: id, provenance: 'crm' as const, on: '2013-01-01' }],
        usage: [{ service: id, month: '2012-12', amount: 4 }],
      };
      const derived = odd.facts(record, { asOf });
      expect([derived[`${id}Usage`], Object.getOwnPropertyDescriptor(derived, id)?.value]).toEqual([4, id]);
    },
  );
});

describe('completeness', () => {
  it('a potential account with six of six basic facts is ready, with five it is not', () => {
    const record = {
      id: 'a',
      name: 'x',
      address: 'y',
      category: 'business',
      contacts: [{ id: 'c' }],
      employees: 0,
      currentOperator: 'unicom',
    };
    expect(profile.completeness(record, 'potential')).toMatchObject({ present: 6, of: 6, percent: 100, isValid: true });
    expect(profile.completeness({ ...record, contacts: [] }, 'potential')).toMatchObject({
      percent: 500 / 6,
      isValid: false,
      missingRequired: ['contacts'],
    });
  });

  it('18 of 24 fields are 75 per cent', () => {
    const fields = Array.from({ length: 24 }, (_, at) => `f${at}`);
    const many = compileProfileJson({
      ...profilePolicy,
      files: [{ id: 'all', required: fields.slice(0, 2), optional: fields.slice(2) }],
    });
    const record = { id: 'a', file: 'all', ...Object.fromEntries(fields.slice(0, 18).map((field) => [field, 1])) };
    expect(many.completeness(record)).toMatchObject({ present: 18, of: 24, percent: 75, isValid: true });
  });

  it('counts an attribute that a source has reported', () => {
    const attributes = [
      { attribute: 'satisfaction', value: 7, source: 'survey', provenance: 'research' as const, on: asOf },
    ];
    expect(profile.completeness({ id: 'a', file: 'key', attributes })).toMatchObject({
      present: 1,
      missingRequired: ['name', 'contracts'],
      missingOptional: ['usage'],
    });
    const hearsay = [
      { ...attributes[0]!, provenance: 'inferred' as const },
      { ...attributes[0]!, source: 'rumour' },
    ];
    expect(profile.completeness({ id: 'a', file: 'key', attributes: hearsay })).toMatchObject({
      present: 0,
      missingOptional: ['satisfaction', 'usage'],
    });
    expect(() => profile.completeness({ id: 'a' })).toThrow('file: expected one of potential, key');
  });
});
