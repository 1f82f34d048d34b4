import {
  billingPeriods,
  countDays,
  distributeDiscount,
  prorate,
  rateCall,
  rateTransactions,
  rateUnitChanges,
  settleCommitment,
  topUpSchedule,
} from 'tenure/pricing';
import { describe, expect, test } from 'vitest';
import { faultsOf } from './faults.js';

const cny = (amount: string) => ({ amount, currency: 'CNY' });
const usd = (amount: string) => ({ amount, currency: 'USD' });

type Wrong = readonly [faults: readonly string[], change: object | null];
/** Calls a function with a sound record of which one part is changed; with `null` instead of it. */
const calling =
  (run: (given: never) => unknown, sound: object) =>
  (...[faults, change]: Wrong) =>
    expect(faultsOf(() => run((change === null ? null : { ...sound, ...change }) as never))).toEqual(faults);

describe('what is billed is not worked out from what is none', () => {
  const slot = { from: 0, rate: '0.01', rateUnit: 1, increment: 1 };
  test.each<Wrong>([
    [['type '], null],
    [['type slots'], { slots: {} }],
    [['order slots.0.from'], { slots: [] }],
    [['range slots.0.rateUnit'], { slots: [{ ...slot, rateUnit: 0 }] }],
    [['range slots.0.increment'], { slots: [{ ...slot, increment: 0 }] }],
    [['range slots.0.rate'], { slots: [{ ...slot, rate: '-0.01' }] }],
    [['range slots.1.from'], { slots: [slot, { ...slot, from: Number.NaN }] }],
    [['format connectFee'], { connectFee: 'free' }],
  ])(
    'a call: %j',
    calling((tariff) => rateCall(tariff, 45), { slots: [slot] }),
  );

  test.each<Wrong>([
    [['type '], null],
    [['range rate'], { rate: '-1' }],
    [['range freeTransactions'], { freeTransactions: 1.5 }],
    [['format freeAmount'], { freeAmount: '100,-' }],
    [['order maximum'], { minimum: '5', maximum: '1' }],
  ])(
    'transactions by percentage: %j',
    calling((charge) => rateTransactions(charge, ['300']), { rate: '1.3' }),
  );

  test('one transaction, by its position', () => {
    expect(faultsOf(() => rateTransactions({ rate: '1' }, ['5', '-5', 'x']))).toEqual([
      'range transactions.1',
      'format transactions.2',
    ]);
    expect(faultsOf(() => rateTransactions({ rate: '1' }, null as never))).toEqual(['type transactions']);
  });

  const graduated = { model: 'graduated', tiers: [{ unit: '10' }] } as const;
  test.each([
    ['type changes', null],
    ['type changes.0', [7]],
    ['format changes.0.units', [{ units: 1.5, proratedUnits: '1' }]],
    ['format changes.0.proratedUnits', [{ units: 2, proratedUnits: 'half' }]],
    ['range changes.0.proratedUnits', [{ units: 2, proratedUnits: '-1' }]],
    ['range changes.0.proratedUnits', [{ units: 2, proratedUnits: '2.01' }]],
    [
      'range changes.1.proratedUnits',
      [
        { units: 2, proratedUnits: '2' },
        { units: -1, proratedUnits: '0.5' },
      ],
    ],
    ['range changes.0.units', [{ units: -1, proratedUnits: '-1' }]],
  ])('units that come and go: %s', (fault, changes) => {
    expect(faultsOf(() => rateUnitChanges(graduated, changes as never))).toEqual([fault]);
  });

  test('units by a charge that is none, or not graduated', () => {
    expect(faultsOf(() => rateUnitChanges({ ...graduated, tiers: [{ unit: 'x' }] }, []))).toEqual([
      'format charge.tiers.0.unit',
    ]);
    expect(faultsOf(() => rateUnitChanges({ ...graduated, model: 'volume' } as never, []))).toEqual([
      'conflict charge.model',
    ]);
  });

  const part = { from: '2013-01-05', to: '2013-01-31', periodStart: '2013-01-01', periodEnd: '2013-02-01' };
  test.each<Wrong>([
    [['type '], null],
    [['format from'], { from: '2013-02-29' }],
    [['order to'], { to: '2013-01-04' }],
    [['order periodEnd'], { periodEnd: '2013-01-30' }],
  ])(
    'a part of a period: %j',
    calling((of) => prorate(of, 'actual'), part),
  );

  test.each([
    ['type count', 'thirty'],
    ['range count.daysInMonth', { daysInMonth: 0 }],
    ['range count.daysInMonth', { daysInMonth: Number.NaN }],
  ])('days: %s', (fault, count) => {
    expect(faultsOf(() => prorate(part, count as never))).toEqual([fault]);
    expect(faultsOf(() => countDays('2013-01-01', '2013-02-01', count as never))).toEqual([fault]);
  });

  test('a period of months of 30 days in which none counts: 30 to 31 January', () => {
    const none = { from: '2013-01-30', to: '2013-01-31', periodStart: '2013-01-30', periodEnd: '2013-01-31' };
    expect(faultsOf(() => prorate(none, { daysInMonth: 30 }))).toEqual(['range periodEnd']);
    expect(prorate(none, 'actual')).toEqual({ days: 1, of: 1 });
  });

  test.each<Wrong>([
    [['type '], null],
    [['format start'], { start: '31 January' }],
    [['order end'], { end: '2013-01-15' }],
    [['range billCycleDay'], { billCycleDay: 32 }],
    [['range periodMonths'], { periodMonths: 0.5 }],
  ])(
    'a billing cycle: %j',
    calling((cycle) => billingPeriods(cycle, '2013-12-31', 'actual'), {
      start: '2013-01-31',
      billCycleDay: 31,
      periodMonths: 1,
    }),
  );

  test.each<Wrong>([
    [['type commitment'], { commitment: null }],
    [['type commitment.minimum'], { commitment: { minimum: null } }],
    [['range commitment.maximum.amount'], { commitment: { maximum: cny('-1') } }],
    [['order commitment.maximum.amount'], { commitment: { minimum: cny('900'), maximum: cny('100') } }],
    [['currency fees.1.currency'], { fees: [cny('1'), usd('1')] }],
    [['type before'], { before: null }],
    [['currency currency'], { currency: 'RMB' }],
  ])(
    'a commitment: %j',
    calling(({ commitment, fees, before, currency }) => settleCommitment(commitment, fees, before, currency), {
      commitment: { minimum: cny('368') },
      fees: [],
      before: [],
      currency: 'CNY',
    }),
  );

  test('a credit among the fees counts as one: 300 − 80 lacks 148 to 368', () => {
    const { due, shortfall } = settleCommitment({ minimum: cny('368') }, [cny('300'), cny('-80')], [], 'CNY');
    expect([due, shortfall]).toEqual([cny('368.00'), cny('148.00')]);
  });

  test.each<Wrong>([
    [['type discount'], { discount: null }],
    [['range discount.amount'], { discount: cny('-5') }],
    [['type lines.0'], { lines: [null] }],
    [['currency lines.0.total.currency'], { lines: [{ total: usd('10') }] }],
    [['format lines.0.floor.amount'], { lines: [{ total: cny('10'), floor: cny('0.001') }] }],
    [['unknownReference rule'], { rule: 'fair' }],
  ])(
    'a discount over lines: %j',
    calling(({ discount, lines, rule }) => distributeDiscount(discount, lines, rule), {
      discount: cny('5'),
      lines: [{ total: cny('10') }],
      rule: 'firstCome',
    }),
  );

  test.each<Wrong>([
    [['type '], null],
    [['range deposit.amount'], { deposit: cny('-100') }],
    [['currency bonus.currency'], { bonus: usd('100') }],
    [['format bonus.amount'], { bonus: cny('0.001') }],
    [['range months', 'format start'], { months: 0, start: '2013-02-29' }],
  ])(
    'a top-up bonus: %j',
    calling(topUpSchedule, { deposit: cny('100'), bonus: cny('100'), months: 3, start: '2013-01-31' }),
  );
});
