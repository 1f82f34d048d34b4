import { InputError, LimitError, PolicyError } from 'tenure/core';
import * as pricing from 'tenure/pricing';
import { describe, expect, test } from 'vitest';

const cny = (amount: string) => ({ amount, currency: 'CNY' });
const rounding = { mode: 'halfUp' } as const;
const plan = (id: string, monthly: string, amount: string) => ({
  id,
  provider: 'us',
  monthly,
  oneOff: '5',
  charges: [{ meter: 'minutes', charge: { model: 'perUnit', amount } as const }],
});
const plans = [plan('A', '30', '0.10'), plan('B', '60', '0.05')] as const;
const setting = { currency: 'CNY', mode: 'halfUp', quantityScale: 0 } as const;
const menu = pricing.compileTariffs(plans, setting);
const house = {
  influentialIndividual: 'blocked',
  otherIndividual: 'needsClearance',
  mustBeBooked: ['commission'],
} as const;
const deal = {
  id: 'handset',
  start: '2010-01-31',
  months: 24,
  lines: 1,
  staff: 5,
  minimumSpend: cny('368'),
  marginPercent: '40',
  yearlyRate: '6',
  elements: [
    {
      id: 'h',
      borneBy: 'operator',
      when: 'once',
      per: 'line',
      amount: cny('2000'),
      benefit: { benefit: 'handset', recipient: 'namedIndividual', hasInfluence: true, user: { recipient: 'unit' } },
    },
  ],
} as const;
const price = { list: cny('1000'), net: cny('850'), givenBack: cny('2') };
const guarded = {
  sale: {
    id: 's',
    buyer: 'bank',
    product: 'phone',
    date: '2013-03-01',
    quantity: 50,
    price: { ...price, net: cny('800') },
  },
  agreements: (['discount', 'net', 'effective'] as const).map((basis) => ({
    id: basis,
    holder: 'chamber',
    product: 'phone',
    basis,
    price,
    from: '2013-01-01',
    until: '2013-12-31',
    compensates: 'fromBreach' as const,
    terminationRight: true,
    comparableFrom: 3,
  })),
  purchases: [{ guarantee: 'net', date: '2013-04-01', quantity: 200 }],
};
const sample = {
  reservationPrices: [
    ['8000', '2500'],
    ['7000', '3000'],
  ],
  marginalCost: ['1', '2'],
} as const;

/** A call of one function with arguments of which any part may be put wrong. */
const call = <Given extends readonly unknown[]>(run: (...given: Given) => unknown, ...given: Given) =>
  [run.name, run as (...given: readonly unknown[]) => unknown, given] as const;

const calls = [
  call(pricing.compileTariffs, plans, setting),
  call(menu.compare, [{ minutes: 400 }, null, { minutes: '5' }]),
  call(menu.costColumns, { minutes: Int32Array.of(400, 0) }, 2),
  call(pricing.expectTariffs, menu, [{ usage: { minutes: 400 }, weight: 2 }], 12, 'halfUp'),
  call(pricing.selfSelection, menu, [{ customers: 3, history: [{ minutes: 4 }] }], 'A'),
  call(pricing.breakevens, plans[0], plans[1], 12),
  call(pricing.bestCover, ['a', 'b'], [{ id: 'x', covers: ['a', 'b'], price: cny('10') }]),
  call(
    pricing.evaluateBundle,
    [{ id: 'a', price: cny('60'), cost: cny('30'), willingnessToPay: cny('70') }],
    cny('50'),
    ['a'],
  ),
  call(pricing.optimalBundlePrices, sample),
  call(pricing.evaluateMixedBundle, sample, ['7000', '3000'], '9500'),
  call(pricing.evaluateDeal, deal, 'CNY', house, rounding),
  call(
    pricing.evaluateAttack,
    { ...deal, attacker: 'rival', deviceModels: 1, deviceAgeingMonths: 12, renumbering: true, negotiatedAt: 'group' },
    {
      averageBill: cny('180'),
      renumberingCost: cny('30'),
      billTooHighFrom: '1.5',
      fewModelsBelow: 3,
      levels: ['city', 'group'],
      ourLevel: 'city',
    },
    'CNY',
    house,
    rounding,
  ),
  call(
    pricing.compareCounters,
    [{ id: 'd', priceItem: true, cost: cny('1500'), keptMargin: cny('5000'), saveRate: '0.4', offeredAt: 'city' }],
    rounding,
    { order: 'byValue', negotiation: { levels: ['city', 'group'], attackedAt: 'group' } },
  ),
  call(pricing.atRiskDiscountLimit, '0.4', cny('5000'), '0.3', rounding),
  call(
    pricing.referencePrice,
    [{ rival: 'a', price: cny('980'), seenOn: '2013-01-10', comparable: true }],
    { floor: cny('870'), cap: cny('1200') },
    '2013-01-20',
    90,
    rounding,
  ),
  call(pricing.pricingPosture, cny('88'), cny('100'), 'first', '3'),
  call(pricing.arcElasticity, { price: '100', volume: '100' }, { price: '90', volume: '115' }),
  call(
    pricing.projectEconomics,
    { units: 1000, fee: cny('50'), months: 12 },
    [{ id: 'x', amount: cny('5') }],
    rounding,
  ),
  call(pricing.guaranteeExposure, guarded.sale, guarded.agreements, guarded.purchases, rounding),
  call(pricing.guaranteeBreaches, [guarded.sale], guarded.agreements, guarded.purchases, rounding),
  call(pricing.protectedPrice, { benchmark: cny('45'), protected: cny('40') }, cny('30'), 'ratio', rounding),
  call(pricing.topUpSchedule, { deposit: cny('100'), bonus: cny('100'), months: 3, start: '2013-01-31' }),
  call(pricing.settleCommitment, { minimum: cny('368'), maximum: cny('900') }, [cny('220')], [cny('20')], 'CNY'),
  call(pricing.distributeDiscount, cny('5'), [{ total: cny('10'), floor: cny('2') }], 'firstCome'),
  call(pricing.rateCall, { connectFee: '0.1', slots: [{ from: 0, rate: '0.01', rateUnit: 1, increment: 1 }] }, 45),
  call(pricing.rateTransactions, { rate: '1.3', freeTransactions: 1, freeAmount: '100', minimum: '1', maximum: '50' }, [
    '300',
  ]),
  call(pricing.rateCharge, { model: 'graduated', tiers: [{ upTo: 5, unit: '7' }, { unit: '6.5' }] }, 6, 1),
  call(pricing.rateUnitChanges, { model: 'graduated', tiers: [{ upTo: 5, unit: '10' }, { unit: '5' }] }, [
    { units: 5, proratedUnits: '3.5' },
  ]),
  call(
    pricing.billingPeriods,
    { start: '2011-09-01', end: '2013-01-01', billCycleDay: 31, periodMonths: 1 },
    '2011-12-03',
    { daysInMonth: 30 },
  ),
  call(
    pricing.prorate,
    { from: '2021-09-16', to: '2021-09-25', periodStart: '2021-08-25', periodEnd: '2021-09-25' },
    'actual',
  ),
  call(pricing.countDays, '2013-01-31', '2013-02-28', { daysInMonth: 30 }),
];

const hostile: readonly unknown[] = [
  null,
  undefined,
  [],
  {},
  ['5'],
  [null],
  '',
  ' 5',
  '5e3',
  '-1',
  '0',
  '__proto__',
  'constructor',
  '2013-02-30',
  '99999999999999999999',
  -1,
  0,
  0.1,
  1e21,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  true,
  10n,
  { amount: '1e3', currency: 'CNY' },
  { amount: 5, currency: 'CNY' },
  { amount: '5', currency: 'USD' },
  { amount: '-5', currency: 'CNY' },
];

/** Paths of everything in the arguments; a menu is no argument of a caller's making. */
const paths = (value: unknown, path: readonly string[] = []): readonly (readonly string[])[] =>
  typeof value === 'object' && value !== null && value !== menu
    ? Object.entries(value).flatMap(([key, part]) =>
        part === menu ? [] : [[...path, key], ...paths(part, [...path, key])],
      )
    : [];
const replaced = (value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown => {
  if (key === undefined) return by;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  Object.defineProperty(copy, key, {
    value: replaced((value as Record<string, unknown>)[key], rest, by),
    enumerable: true,
    configurable: true,
    writable: true,
  });
  return copy;
};

/** Whether an answer holds no number that is none, spelt out or not; ids and texts given come back as they are. */
const isSound = (answer: unknown): boolean => {
  if (typeof answer === 'number') return Number.isFinite(answer);
  if (typeof answer === 'string') return !/NaN|Infinity|undefined/.test(answer);
  return typeof answer !== 'object' || answer === null || Object.values(answer).every(isSound);
};

describe('a calculation beside the quote', () => {
  test.each(calls)(
    '%s answers, and whatever stands anywhere in its arguments it answers or refuses',
    (_, run, given) => {
      expect(isSound(run(...given))).toBe(true);
      for (const path of paths(given)) {
        for (const [at, value] of hostile.entries()) {
          const where = [path.join('.'), at];
          try {
            expect([...where, isSound(run(...(replaced(given, path, value) as readonly unknown[])))]).toEqual([
              ...where,
              true,
            ]);
          } catch (error) {
            if (error instanceof LimitError) continue;
            if (!(error instanceof InputError || error instanceof PolicyError)) throw error;
            expect([...where, error.issues.length > 0]).toEqual([...where, true]);
          }
        }
      }
    },
  );
});
