import { decideAll } from 'tenure/core';
import {
  type AllocationCandidate,
  type AllocationLimits,
  admit,
  allocate,
  allocateColumns,
  backtestRisk,
  compileRetention,
  compileRisk,
  coverageGaps,
  expiryBook,
  fitRisk,
  measuredRate,
  measureMix,
  type RiskPolicy,
  spendForecast,
  winBack,
} from 'tenure/retention';
import { describe, expect, it } from 'vitest';
import { keepPlans } from '../../examples/policies/keep-plans.js';

const asOf = '2013-01-01';
const yuan = (amount: number | string) => ({ amount: String(amount), currency: 'CNY' });

/** Every number in an outcome, so that none is NaN or infinite. */
function numbersIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}
const expectFinite = (outcome: unknown) =>
  expect(numbersIn(outcome).filter((one) => !Number.isFinite(one))).toEqual([]);

describe('an allocation of bad input has a stated outcome', () => {
  const offer = (id: string, cost: number, gain: number, minutes: number, messages = 0, subject = id) => ({
    id,
    subject,
    cost: yuan(cost),
    gain: yuan(gain),
    uses: [
      { resource: 'minutes', amount: minutes },
      { resource: 'messages', amount: messages },
    ],
  });
  const base: readonly AllocationCandidate[] = [
    offer('free', 0, 40, 20),
    offer('call', 10, 90, 30),
    offer('message', 5, 30, 0, 1),
    offer('both', 20, 80, 40, 1),
  ];
  const limits = {
    currency: 'CNY',
    budget: yuan(100),
    capacities: [
      { resource: 'minutes', amount: 60 },
      { resource: 'messages', amount: 1 },
    ],
  };
  const capacities = (minutes: number, messages: number) => ({
    capacities: [
      { resource: 'minutes', amount: minutes },
      { resource: 'messages', amount: messages },
    ],
  });

  it.each([
    // Of 60 minutes and one message: free 40 for 20, call 80 for 30, message 25 for the message, both 60 for 40 and the message
    ['enough for three', 145, ['call', 'free', 'message'], {}, base],
    ['a budget of zero: what is free', 40, ['free'], { budget: yuan(0) }, base],
    ['a budget of zero and no owner', 0, [], { budget: yuan(0), ...capacities(0, 1) }, base],
    ['an owner without minutes: what needs none', 25, ['message'], capacities(0, 1), base],
    ['no owner and no message', 0, [], capacities(0, 0), base],
    [
      'nothing for price measures',
      40,
      ['free'],
      { priceSharePercent: 0 },
      base.map((one) => ({ ...one, price: true })),
    ],
    ['a candidate twice: once', 145, ['call', 'free', 'message'], {}, [...base, base[1]!, base[1]!]],
    ['two of one name: neither', 65, ['free', 'message'], {}, [...base.slice(0, 3), offer('call', 10, 91, 30)]],
    ['an unknown gain: left out', 65, ['free', 'message'], {}, [base[0]!, { ...base[1]!, gain: null }, base[2]!]],
    ['a cost left out: left out', 65, ['free', 'message'], {}, [base[0]!, { ...base[1]!, cost: undefined }, base[2]!]],
    ['no candidates', 0, [], {}, []],
    ['all held out', 0, [], { holdOut: base.map(({ subject }) => subject) }, base],
  ])('%s is worth %d', (_, value, chosen, change, candidates) => {
    const found = allocate(candidates as readonly AllocationCandidate[], { ...limits, ...change });
    expect(found.chosen.map(({ id }) => id)).toEqual(chosen);
    expect(found.value).toEqual(yuan(`${value}.00`));
    expect(found).toMatchObject({ upperBound: yuan(`${value}.00`), gap: 0, proof: 'optimal' });
    expect(found.chosen.length + found.rejected.length).toBe(candidates.length);
    for (const { used, allowed } of found.shadowPrices) expect(used).toBeLessThanOrEqual(allowed);
    expectFinite(found);
  });

  it.each([
    ['1.gain: expected money', [base[0]!, { ...base[1]!, gain: Number.NaN }], {}],
    ['0.gain.amount: expected a decimal text', [{ ...base[0]!, gain: yuan('NaN') }], {}],
    ['0.cost.amount: expected at most 2 decimal places, got "0.001"', [{ ...base[0]!, cost: yuan('0.001') }], {}],
    ['0.cost: expected an amount of at least 0', [{ ...base[0]!, cost: yuan(-1) }], {}],
    ['0.uses: expected a list of uses', [{ ...base[0]!, uses: 3 }], {}],
    ['0: expected a candidate, got null', [null], {}],
    ['0.id: expected a text', [{}], {}],
    ['0.uses.0.resource: expected one of minutes, messages, got ""', [{ ...base[0]!, uses: [null] }], {}],
    ['caps.0.subject: expected a text', [], { caps: [null] }],
    ['capacities.0.resource: expected a text', [], { capacities: [null] }],
    ['capacities: expected a list', [], { capacities: 'minutes' }],
    ['holdOut: expected a list', [], { holdOut: 'free' }],
    ['priceSharePercent: expected at most 6 decimal places', [], { priceSharePercent: 100 / 3 }],
    ['0.uses.0.resource: expected one of messages', base, { capacities: [{ resource: 'messages', amount: 1 }] }],
    ['capacities.0.amount: expected a whole number of at least 0, got NaN', [], capacities(Number.NaN, 0)],
    ['caps.1.subject: expected one cap', [], { caps: [1, 2].map((most) => ({ subject: 'k', most: yuan(most) })) }],
    ['priceSharePercent: expected a percentage from 0 to 100, got NaN', [], { priceSharePercent: Number.NaN }],
    ['safe integer amount: at most', [{ ...base[0]!, gain: yuan('1'.repeat(20)) }], {}],
  ])('%s', (message, candidates, change) => {
    const given = candidates as unknown as readonly AllocationCandidate[];
    expect(() => allocate(given, { ...limits, ...change } as AllocationLimits)).toThrow(message);
  });
});

describe('retain has a stated outcome for bad input', () => {
  const retain = compileRetention(keepPlans);
  const customer = { hasLeft: false, contractEnd: '2013-02-15', monthlyMargin: yuan(100), saveProbability: '0.3' };

  it.each([
    ['horizonOver', { contractEnd: '2012-12-31' }],
    ['notYetDue', { contractEnd: '2013-12-31' }],
    ['causeAbsent', { contractEnd: null }],
    ['sleepingDog', { saveProbability: '-1' }],
    ['costsMoreThanItKeeps', { saveProbability: '0' }],
    ['cannotPay', { saveProbability: null, monthlyMargin: yuan(0) }],
    [undefined, {}],
    [undefined, { saveProbability: null }],
    [undefined, { monthlyMargin: null }],
  ])('%s with %o', (because, change) => {
    const { outcome } = retain({ ...customer, ...change }, { asOf });
    expect(outcome.rejected.find(({ measure }) => measure === 'renewalCall')?.because).toBe(because);
    expect(outcome.candidates.length + outcome.rejected.length).toBe(keepPlans.measures.length);
    expectFinite(outcome);
  });

  it('an unknown anchor is named where the cause holds without it', () => {
    const anchored = compileRetention({
      ...keepPlans,
      measures: [{ ...keepPlans.measures[0]!, causes: ['tariffWar'] }],
    });
    const { outcome, unknown } = anchored({ hasLeft: false, rivalPlanSeen: true }, { asOf });
    expect(outcome.rejected).toEqual([{ measure: 'renewalCall', because: 'anchorUnknown' }]);
    expect(unknown).toContain('contractEnd');
  });

  it('a faulty customer is a reject, with the path, and the others are decided', () => {
    const faulty = [
      { saveProbability: Number.NaN },
      { saveProbability: 'NaN' },
      { saveProbability: '1.0001' },
      { contractEnd: '2013-02-30' },
      { monthlyMargin: yuan('NaN') },
      null,
    ];
    const records = [...faulty.map((change) => change && { ...customer, ...change }), customer];
    const { decided, rejects } = decideAll(retain, records as unknown as readonly (typeof customer)[], { asOf });
    expect(decided).toHaveLength(1);
    expect(rejects.map(({ issues }) => issues[0]?.path.join('.'))).toEqual([
      'saveProbability',
      'saveProbability',
      'saveProbability',
      'contractEnd',
      'monthlyMargin',
      '',
    ]);
  });
});

describe('a fit has a stated outcome for bad input', () => {
  const facts = [{ id: 'noisy', kind: 'flag' }] as const;
  const hand: RiskPolicy<typeof facts, 'low' | 'high'> = {
    kind: 'risk',
    id: 'hand',
    version: '1',
    target: 'hard',
    facts,
    scale: { pointsToDouble: 20, hazardAtZero: 0.1, link: 'logit', months: 1 },
    terms: [{ kind: 'condition', id: 'noisy', when: { noisy: true }, points: 20, missing: { points: 0 } }],
    bands: [{ id: 'low', below: 20 }, { id: 'high' }],
  };
  const rows = (count: number, noisy: boolean | null, left: number) =>
    Array.from({ length: count }, (_, k) => ({ facts: { noisy }, asOf, left: k < left }));
  const terms = { version: '2', source: 'test', weightPrecision: 4, levelPrecision: 0.01 };

  it.each([
    ['no rows', 0, 0, []],
    ['no events', 100, 0, [...rows(50, true, 0), ...rows(50, false, 0)]],
    ['nothing but events', 100, 100, [...rows(50, true, 50), ...rows(50, false, 50)]],
    ['separation', 100, 50, [...rows(50, true, 50), ...rows(50, false, 0)]],
    ['separation by what is unknown', 100, 50, [...rows(50, null, 50), ...rows(50, false, 0)]],
    ['one row', 1, 1, rows(1, true, 1)],
  ] as const)('%s: %d rows, %d events, finite weights, a policy that scores', (_, count, events, data) => {
    for (const link of ['logit', 'complementaryLogLog'] as const) {
      const fitted = fitRisk({ ...hand, scale: { ...hand.scale!, link } }, data, terms);
      expect(fitted).toMatchObject({ rows: count, events });
      expectFinite(fitted);
      const assess = compileRisk(fitted.policy);
      for (const noisy of [true, false, null]) {
        const { probability } = assess.outcome({ noisy }, { asOf });
        expect(probability).toBeGreaterThan(0);
        expect(probability).toBeLessThan(1);
      }
      expectFinite(backtestRisk(assess, data));
    }
  });

  it('a row with a NaN or without an outcome is refused by its place', () => {
    const open = [{ facts: {}, asOf, left: undefined as unknown as boolean }];
    expect(() => fitRisk(hand, open, terms)).toThrow('0.left: expected true or false, got nothing');
    expect(() => fitRisk(hand, rows(1, true, 1), { ...terms, levelPrecision: Number.NaN })).toThrow(
      'levelPrecision: expected a number above 0, got NaN',
    );
  });

  it.each<[string, unknown]>([
    ['1: expected a row of facts, asOf and left, got null', null],
    ['1.noisy: expected true or false, got "yes"', { facts: { noisy: 'yes' }, asOf, left: true }],
    ['1.asOf: expected a calendar date YYYY-MM-DD, got "2013-02-30"', { facts: {}, asOf: '2013-02-30', left: true }],
    ['1.left: expected true or false, got nothing', { facts: {}, asOf }],
  ])('%s, in a fit and in a backtest', (message, row) => {
    const given = [...rows(1, true, 1), row] as ReturnType<typeof rows>;
    expect(() => fitRisk(hand, given, terms)).toThrow(message);
    expect(() => backtestRisk(compileRisk(hand), given)).toThrow(message);
  });
});

describe('an expiry book has a stated outcome for bad input', () => {
  const terms = {
    asOf,
    windowDays: 60,
    remindMonths: 2,
    decisionDays: 7,
    approvals: [{ by: 'county', leadDays: 2 }],
    currency: 'CNY',
  };
  const contract = { id: 'a', customer: 'a', endsOn: '2013-02-01', value: yuan(1), costToKeep: yuan(1), owner: 'li' };

  const bounded = (amount: string, currency = 'CNY') => [
    { by: 'county', leadDays: 2, upTo: { amount, currency } },
    { by: 'city', leadDays: 5 },
  ];

  it('what a contract leaves out is unknown, counted and not lost', () => {
    const { rows, totals, outside } = expiryBook(
      [
        { id: 'a', customer: 'a' },
        { id: 'b', customer: 'b', endsOn: '2013-02-01' },
      ] as unknown as [typeof contract],
      terms,
    );
    expect(outside.unknownEnd).toBe(1);
    expect(rows).toMatchObject([{ id: 'b', value: null, costToKeep: null, owner: null }]);
    expect(totals).toMatchObject({ unknownValues: 1, unknownCosts: 1, withoutOwner: 1 });
  });

  it.each([
    ['an empty book', {}, []],
    ['nothing but what is over, later or without a date', {}, ['2012-12-31', '2013-03-03', null]],
    ['a window of today alone', { windowDays: 0 }, ['2013-01-01', '2013-01-02', null]],
  ])('%s: the rows and what stands outside make up the input', (_, change, ends) => {
    const contracts = ends.map((endsOn, k) => ({ ...contract, id: `${k}`, endsOn, owner: null, costToKeep: null }));
    const { rows, outside, totals } = expiryBook(contracts, { ...terms, ...change });
    expect(rows.length + outside.ended + outside.later + outside.unknownEnd).toBe(ends.length);
    expect(totals).toMatchObject({ contracts: rows.length, unknownCosts: rows.length, withoutOwner: rows.length });
    expectFinite({ rows, outside, totals });
  });

  it.each([
    ['0.endsOn: expected a calendar date', [{ ...contract, endsOn: '2013-02-30' }], {}],
    ['0.owner: expected a text, or null, got 7', [{ ...contract, owner: 7 }], {}],
    ['currency: expected an ISO 4217 currency code, got "XXX"', [], { currency: 'XXX' }],
    ['approvals: expected at least one step', [], { approvals: undefined }],
    ['approvals.0: expected who approves', [], { approvals: [null] }],
    ['approvals.0.upTo.amount: expected a decimal text', [], { approvals: bounded('x') }],
    ['approvals.0.upTo.currency: expected CNY, got "USD"', [], { approvals: bounded('1', 'USD') }],
    ['0.value: expected money', [{ ...contract, value: Number.NaN }], {}],
    ['1.id: expected each contract once', [contract, contract], {}],
    ['0.id: expected a text', [null], {}],
    ['windowDays: expected a whole number of at least 0, got NaN', [], { windowDays: Number.NaN }],
    ['approvals.0.leadDays: expected a whole number', [], { approvals: [{ by: 'county', leadDays: Number.NaN }] }],
    ['approvals: expected at least one step', [], { approvals: [] }],
  ])('%s', (message, contracts, change) => {
    const given = contracts as unknown as readonly (typeof contract)[];
    expect(() => expiryBook(given, { ...terms, ...change } as typeof terms)).toThrow(message);
  });
});

describe('what is no list, column or entry', () => {
  const untyped = (value: unknown) => value as never;
  const terms = {
    asOf,
    windowDays: 60,
    remindMonths: 2,
    decisionDays: 7,
    approvals: [
      { upTo: yuan(500), by: 'county', leadDays: 2 },
      { by: 'city', leadDays: 10 },
    ],
    currency: 'CNY',
  };
  const limits = { currency: 'CNY', budget: yuan(100) };
  const candidate = { id: 'a', subject: 's', gain: yuan(5), cost: yuan(1) };
  const uses = Float64Array.of(50, 60);
  const columns = {
    from: Int32Array.of(0, 2),
    net: Float64Array.of(30, 40),
    limits: [{ id: 'budget', allowed: 100, uses }],
  };
  const guest = { id: 'a', tier: 'MVC', appliedAt: '2013-01-01' };

  it.each<[string, () => unknown]>([
    ['candidates: expected a list of candidates, got null', () => allocate(untyped(null), limits)],
    ['0.id: expected a text, got 1', () => allocate(untyped([{ ...candidate, id: 1n }]), limits)],
    [
      'priceSharePercent: expected a percentage from 0 to 100, got "50"',
      () => allocate([], { ...limits, priceSharePercent: untyped('50') }),
    ],
    [
      'net: expected a typed array, got a list of 2',
      () => allocateColumns({ ...columns, net: untyped([Number.POSITIVE_INFINITY, 1]) }),
    ],
    ['from: expected a typed array, got nothing', () => allocateColumns({ ...columns, from: untyped(undefined) })],
    [
      'limits.1.id: expected each limit once, got "budget"',
      () => allocateColumns({ ...columns, limits: [...columns.limits, ...columns.limits] }),
    ],
    ['limits.0.id: expected a text, got nothing', () => allocateColumns(untyped({ ...columns, limits: [null] }))],
    ['expected a list of contracts, got nothing', () => expiryBook(untyped(undefined), terms)],
    [
      'approvals.0.upTo: expected',
      () =>
        expiryBook([], { ...terms, approvals: untyped([{ ...terms.approvals[0], upTo: null }, terms.approvals[1]]) }),
    ],
    [
      'measured: expected a whole number from 0 to 100, got 101',
      () => measuredRate({ met: 1, measured: 101, all: 100 }),
    ],
    ['all: expected a whole number from 0 to 9007199254740991, got nothing', () => measuredRate(untyped(null))],
    ['plan: expected a list, got nothing', () => measureMix(untyped(undefined), 50)],
    ['plan.1.price: expected true or false, got nothing', () => measureMix(untyped([{ price: true }, null]), 50)],
    // Who applies twice takes one place.
    ['applicants.1.id: expected every applicant once, got "a"', () => admit([guest, guest], ['MVC'], 2)],
    [
      'applicants.0.appliedAt: expected a text, got nothing',
      () => admit(untyped([{ ...guest, appliedAt: undefined }]), [], 1),
    ],
    ['past: expected a list, got null', () => spendForecast(untyped(null), 1, 1)],
    ['required: expected a list, got "ab"', () => coverageGaps(untyped('ab'), [])],
    ['windows.0: expected a window, got null', () => winBack({ reason: null, leftOn: null }, untyped([null]), asOf)],
  ])('is refused: %s', (expected, run) => {
    expect(run).toThrow(expected);
  });
});
