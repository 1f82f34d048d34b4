import fc from 'fast-check';
import {
  breakevens,
  compileTariffs,
  expectTariffs,
  rateCharge,
  type SteppedCharge,
  selfSelection,
  type TariffPlan,
} from 'tenure/pricing';
import { describe, expect, test } from 'vitest';

const perMinute = (id: string, monthly: string, amount: string, provider = 'us'): TariffPlan => ({
  id,
  provider,
  monthly,
  charges: [{ meter: 'minutes', charge: { model: 'perUnit', amount } }],
});
const plans = [perMinute('A', '30', '0.10'), perMinute('B', '60', '0.05')];
const setting = { currency: 'CNY', mode: 'halfUp', quantityScale: 0 } as const;
const menu = compileTariffs(plans, setting);
const totals = (minutes: number) => menu.compare([{ minutes }]).costs.map(({ total }) => total.amount);

describe('a menu of tariffs', () => {
  test.each([
    [400, ['70.00', '80.00'], ['A']],
    [600, ['90.00', '90.00'], ['A', 'B']],
    [800, ['110.00', '100.00'], ['B']],
  ])('at %i minutes costs %s, cheapest %s', (minutes, costs, cheapest) => {
    expect(totals(minutes)).toEqual(costs);
    expect(menu.compare([{ minutes }]).cheapest).toEqual(cheapest);
  });

  test('breaks even at 600 minutes, low rental below and low rate above', () => {
    expect(breakevens(plans[0]!, plans[1]!, 12)).toEqual([
      {
        numerator: '600',
        denominator: '1',
        quantity: '600.000000',
        wholeFrom: '600',
        cheaperBelow: 'A',
        cheaperAbove: 'B',
        isEven: true,
      },
    ]);
  });

  test('breaks even at 62.5 minutes, 63 whole ones, where a member fee of 5 saves 0.08 a minute', () => {
    const group = perMinute('group', '5', '0.02');
    const [at] = breakevens(perMinute('alone', '0', '0.10'), group, 1);
    expect([at?.quantity, at?.wholeFrom, at?.cheaperAbove]).toEqual(['62.500000', '63', 'group']);
  });

  test('finds both crossings of a plan with an allowance', () => {
    const allowance: TariffPlan = {
      id: 'flat',
      provider: 'us',
      monthly: '40',
      charges: [{ meter: 'minutes', charge: { model: 'allowance', included: 300, unit: '0.20' } }],
    };
    // 0.10 x + 20 = 40 at 200; beyond 300 minutes 40 + 0.20 (x − 300) = 20 + 0.10 x at 400
    const crossings = breakevens(perMinute('line', '20', '0.10'), allowance, 1);
    expect(crossings.map(({ quantity, cheaperBelow }) => [quantity, cheaperBelow])).toEqual([
      ['200.000000', 'line'],
      ['400.000000', 'flat'],
    ]);
  });

  test('loses revenue when customers choose: 17,000 against 18,000', () => {
    const group = (minutes: number) => ({ customers: 100, history: [{ minutes }] });
    expect(selfSelection(menu, [group(400), group(800)], 'A')).toEqual({
      revenue: { amount: '17000.00', currency: 'CNY' },
      baseline: { amount: '18000.00', currency: 'CNY' },
      change: { amount: '-1000.00', currency: 'CNY' },
      customers: [
        { plan: 'A', customers: 100 },
        { plan: 'B', customers: 100 },
      ],
      unknownCustomers: 0,
    });
  });

  test('leaves those whose usage nobody knows out of what choice costs, and counts them', () => {
    const group = (minutes: number, ...more: readonly null[]) => ({ customers: 100, history: [{ minutes }, ...more] });
    const unknown = { customers: 7, history: [null, null] };
    const { customers, ...money } = selfSelection(menu, [unknown, group(400, null), group(800), unknown], 'A');
    expect(money).toEqual({
      revenue: { amount: '17000.00', currency: 'CNY' },
      baseline: { amount: '18000.00', currency: 'CNY' },
      change: { amount: '-1000.00', currency: 'CNY' },
      unknownCustomers: 14,
    });
    expect(customers.map((one) => one.customers)).toEqual([100, 100]);
    expect(selfSelection(menu, [unknown], 'A')).toEqual({
      revenue: null,
      baseline: null,
      change: null,
      customers: [],
      unknownCustomers: 7,
    });
  });

  test('shows what a rival’s plan would save: 12 of 58', () => {
    const rival = compileTariffs(
      [perMinute('ours', '38', '0.10'), perMinute('rival-30', '30', '0.08', 'rival')],
      setting,
    );
    const { costs, cheapest, cheapestOwn } = rival.compare([{ minutes: 200 }]);
    expect([costs[0]?.regret.amount, cheapest, cheapestOwn]).toEqual(['12.00', ['rival-30'], ['ours']]);
  });

  test('does not take a month without data for a month without usage', () => {
    const result = menu.compare([{ minutes: 400 }, null, { minutes: 0 }]);
    expect([result.months, result.unknownMonths, result.costs[0]?.total.amount]).toEqual([2, 1, '100.00']);
    expect(() => menu.compare([{ minutes: 1 }, {}])).toThrow('history.1.minutes');
    expect(() => menu.compare([null, { minutes: -1 }])).toThrow('history.1.minutes');
  });

  test.each([[[null, null]], [[]], [[undefined]]])('names no plan cheapest over no known month: %j', (history) => {
    expect(menu.compare(history as null[])).toEqual({
      costs: [],
      cheapest: [],
      cheapestOwn: [],
      months: 0,
      unknownMonths: history.length,
    });
  });

  test('gives the same costs by columns as customer by customer', () => {
    const minutes = Int32Array.from({ length: 36 }, (_, at) => (at * 7919) % 1200);
    const [a, b] = menu.costColumns({ minutes }, 12);
    for (let customer = 0; customer < 3; customer += 1) {
      const history = [...minutes.slice(customer * 12, customer * 12 + 12)].map((each) => ({ minutes: each }));
      const costs = menu.compare(history).costs.map(({ total }) => Math.round(Number(total.amount) * 100));
      expect([a?.[customer], b?.[customer]]).toEqual(costs);
    }
  });

  test('pools an allowance over services: 200 local and 400 long-distance minutes, 100 beyond 500', () => {
    expect(rateCharge({ model: 'allowance', included: 500, unit: '0.15' }, 200 + 400).amount).toBe('15');
  });
});

describe('two plans of one meter', () => {
  const charged = (id: string, monthly: string, charge: SteppedCharge): TariffPlan => ({
    id,
    provider: 'us',
    monthly,
    charges: [{ meter: 'minutes', charge }],
  });
  const places = (other: TariffPlan) =>
    breakevens(perMinute('line', '0', '0.10'), other, 1).map(({ quantity, wholeFrom, cheaperAbove, isEven }) => [
      quantity,
      wholeFrom,
      cheaperAbove,
      isEven,
    ]);

  test('that only touch do not change places: 40 for 400 minutes, 0.20 beyond', () => {
    // at 400 both cost 40; at 399 the line costs 39.90, at 401 it costs 40.10 against 40.20
    expect(places(charged('flat', '40', { model: 'allowance', included: 400, unit: '0.20' }))).toEqual([]);
  });

  test('change places without ever costing the same where a fee falls due', () => {
    const steep: SteppedCharge = {
      model: 'graduated',
      tiers: [
        { upTo: 100, unit: '0.05' },
        { flat: '20', unit: '0.05' },
      ],
    };
    // 100 minutes: 10 against 5; 101: 10.10 against 25.05; 400: 40 against 5 + 20 + 15
    expect(places(charged('steep', '0', steep))).toEqual([
      ['100.000000', '101', 'line', false],
      ['400.000000', '400', 'steep', true],
    ]);
    const bulk: SteppedCharge = { model: 'volume', tiers: [{ upTo: 100, unit: '0.12' }, { unit: '0.08' }] };
    expect(places(charged('bulk', '0', bulk))).toEqual([['100.000000', '101', 'bulk', false]]);
  });

  test('that cost the same over a stretch change places where it begins', () => {
    const kinked: SteppedCharge = {
      model: 'graduated',
      tiers: [{ upTo: 100, unit: '0.15' }, { upTo: 200, unit: '0.05' }, { upTo: 300, unit: '0.10' }, { unit: '0.05' }],
    };
    // 15, then 20 against 20 at 200, 30 against 30 at 300, then cheaper
    expect(places(charged('kinked', '0', kinked))).toEqual([['200.000000', '200', 'kinked', true]]);
    const stepped: SteppedCharge = {
      model: 'graduated',
      tiers: [{ upTo: 100, unit: '0.05' }, { upTo: 200, flat: '5', unit: '0.10' }, { unit: '0.20' }],
    };
    // 100 minutes: 5 against 10; 101: 5 + 5 + 0.10 against 10.10, the same up to 200; 201: 20.20 against 20.10
    expect(places(charged('stepped', '0', stepped))).toEqual([['100.000000', '101', 'line', false]]);
  });

  test('change places at once where a fee falls due with the first minute', () => {
    const fee = (atZero: 'nothing' | 'firstTierFlat'): TariffPlan =>
      charged('fee', '0', { model: 'graduated', atZero, tiers: [{ flat: '10', unit: '0.10' }] });
    const rental = charged('rental', '5', { model: 'perUnit', amount: '0.05' });
    // no minute: 0 against 5; a minute: 10.10 against 5.05
    expect(breakevens(fee('nothing'), rental, 1)).toEqual([
      {
        numerator: '0',
        denominator: '1',
        quantity: '0.000000',
        wholeFrom: '1',
        cheaperBelow: 'fee',
        cheaperAbove: 'rental',
        isEven: false,
      },
    ]);
    expect(breakevens(fee('firstTierFlat'), rental, 1)).toEqual([]);
  });

  test('are told apart by the thirtieth digit', () => {
    const tiny = `0.${'0'.repeat(28)}1`;
    const [at] = breakevens(perMinute('A', '0', tiny), perMinute('B', tiny, '0'), 1);
    expect([at?.quantity, at?.cheaperAbove]).toEqual(['1.000000', 'B']);
  });

  test('change places just where their costs, quantity by quantity, do', () => {
    const cents = (most: number) => fc.integer({ min: 0, max: most }).map((units) => (units / 100).toFixed(2));
    const charge = fc
      .tuple(
        fc.constantFrom('graduated', 'volume'),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.tuple(cents(9), cents(40)), { minLength: 3, maxLength: 3 }),
      )
      .map(
        ([model, first, more, [a, b, c]]): SteppedCharge => ({
          model: model as 'graduated',
          atZero: 'nothing',
          tiers: [
            { upTo: first, unit: a![0], flat: a![1] },
            { upTo: first + more, unit: b![0], flat: b![1] },
            { unit: c![0], flat: c![1] },
          ],
        }),
      );
    const cost = (of: TariffPlan, minutes: number): number =>
      Math.round(100 * (Number(of.monthly) + Number(rateCharge(of.charges[0]!.charge, minutes).amount)));
    fc.assert(
      fc.property(cents(60), cents(60), charge, charge, (first, second, one, other) => {
        const [a, b] = [charged('a', first, one), charged('b', second, other)];
        const found = breakevens(a, b, 1);
        const place = (at: (typeof found)[number]): number => Number(at.numerator) / Number(at.denominator);
        for (let minutes = 0; minutes <= 40; minutes += 1) {
          const difference = cost(a, minutes) - cost(b, minutes);
          const here = found.find((at) => place(at) === minutes);
          if (here !== undefined) expect(here.isEven).toBe(difference === 0);
          if (difference === 0) continue;
          const cheaper = difference < 0 ? 'a' : 'b';
          const passed = found.filter((at) => place(at) < minutes).at(-1);
          const next = found.find((at) => place(at) >= minutes);
          const told = [passed?.cheaperAbove, next?.cheaperBelow].filter((id) => id !== undefined);
          expect(told.every((id) => id === cheaper)).toBe(true);
        }
        for (const [k, { wholeFrom, cheaperAbove }] of found.entries()) {
          const from = Number(wholeFrom);
          const next = found[k + 1];
          if (from > 40 || (next !== undefined && place(next) <= from)) continue;
          const [above, below] = cheaperAbove === 'a' ? [a, b] : [b, a];
          expect(cost(above, from)).toBeLessThanOrEqual(cost(below, from));
          if (from === 0 || (k > 0 && place(found[k - 1]!) >= from - 1)) continue;
          expect(cost(above, from - 1)).toBeGreaterThanOrEqual(cost(below, from - 1));
        }
      }),
    );
  });
});

describe('bad columns of usage', () => {
  const ints = (...minutes: readonly number[]) => ({ minutes: Int32Array.from(minutes) });
  const floats = (...minutes: readonly number[]) => ({ minutes: Float64Array.from(minutes) });
  const two = compileTariffs([...plans, { ...perMinute('C', '1', '1'), charges: [] }], setting);
  const hostile = compileTariffs(
    [{ ...plans[0]!, charges: [{ meter: '__proto__', charge: { model: 'perUnit', amount: '1' } }] }],
    setting,
  );

  test.each([
    ['usage.minutes.1: expected a whole quantity of 0 or more, got NaN', floats(1, Number.NaN), 2],
    ['usage.minutes.0: expected a whole quantity of 0 or more, got -1', ints(-1, 3), 2],
    ['usage.minutes.1: expected a whole quantity of 0 or more, got 0.5', floats(0.5 + 0.5, 0.5), 1],
    ['usage.minutes.0: expected a whole quantity of 0 or more, got Infinity', floats(Number.POSITIVE_INFINITY), 1],
    ['usage.minutes.0: expected a whole quantity of 0 or more, got 1e+21', floats(1e21), 1],
    ['usage.minutes: expected 2 quantities a customer, got 3', ints(1, 2, 3), 2],
    ['usage.sms: expected 2 quantities, as minutes has, got 4', { ...ints(1, 2), sms: new Int32Array(4) }, 2],
    ['usage.minutes: expected an Int32Array or Float64Array, got a list of 1', { minutes: [1] }, 1],
    ['usage.minutes: expected a column', { sms: new Int32Array(1) }, 1],
    ['usage: expected at least one column', {}, 1],
    ['usage: expected at least one column', null, 1],
    ['months: expected a whole number of months, 1 or more, got 0', ints(1), 0],
    ['months: expected a whole number of months, 1 or more, got -1', ints(1), -1],
    ['months: expected a whole number of months, 1 or more, got 0.5', ints(1), 0.5],
    ['months: expected a whole number of months, 1 or more, got NaN', ints(1), Number.NaN],
  ])('are refused: %s', (fault, usage, months) => {
    expect(() => two.costColumns(usage as never, months)).toThrow(fault);
  });

  test('are not looked up in what objects inherit', () => {
    expect(() => hostile.costColumns(ints(1), 1)).toThrow('usage.__proto__: expected a column');
    expect(() => hostile.compare([{ minutes: 1 }])).toThrow('history.0.__proto__');
  });

  test('of nobody cost nobody anything, and zero minutes cost the rental', () => {
    expect(two.costColumns(ints(), 3).map((costs) => [...costs])).toEqual([[], [], []]);
    expect(two.costColumns(floats(0, -0), 2).map((costs) => [...costs])).toEqual([[6000], [12000], [200]]);
  });
});

describe('bad input of a comparison', () => {
  const week = (minutes: number | undefined) => ({ usage: { minutes } as { minutes: number }, weight: 1 });
  const inBlocks: TariffPlan = {
    ...plans[0]!,
    charges: [{ meter: 'minutes', charge: { model: 'graduated', tiers: [{ unit: '0.10', block: 6 }] } }],
  };

  test.each([
    [
      'plans.0.monthly',
      'an amount that is none, which is not zero',
      () => breakevens(perMinute('A', 'x', '0.1'), plans[1]!, 12),
    ],
    ['plans.0.oneOff', 'a one-off amount that is none', () => breakevens({ ...plans[0]!, oneOff: '' }, plans[1]!, 12)],
    ['plans.0.charges.0.charge.amount', 'a faulty charge', () => breakevens(perMinute('A', '30', 'x'), plans[1]!, 12)],
    [
      'plans.0.charges.0.charge',
      'started blocks, which have no single crossing',
      () => breakevens(inBlocks, plans[1]!, 12),
    ],
    [
      'plans.1.charges.0.meter',
      'minutes against gigabytes, which have no common quantity',
      () => breakevens(plans[0]!, { ...plans[1]!, charges: [{ ...plans[1]!.charges[0]!, meter: 'dataGb' }] }, 12),
    ],
    ['plans.1.charges', 'a plan without a meter', () => breakevens(plans[0]!, { ...plans[1]!, charges: [] }, 12)],
    [
      'plans.1.monthly',
      'an amount finer than a cent',
      () => compileTariffs([plans[0]!, perMinute('C', '9.995', '1')], setting),
    ],
    ['setting.currency', 'a currency that is none', () => compileTariffs(plans, { ...setting, currency: 'RMB' })],
    [
      'setting.mode',
      'a rounding that is none',
      () => compileTariffs(plans, { ...setting, mode: 'up or down' as never }),
    ],
    ['setting.quantityScale', 'a fraction of a digit', () => compileTariffs(plans, { ...setting, quantityScale: 0.5 })],
    ['setting', 'no setting', () => compileTariffs(plans, null as never)],
    ['history.0.minutes', 'a list of one quantity', () => menu.compare([{ minutes: ['5'] as never }])],
    ['history.1', 'a month that is a text', () => menu.compare([{ minutes: 5 }, '2013-02' as never])],
    [
      'groups.1.history.0.minutes',
      'a group’s usage',
      () =>
        selfSelection(
          menu,
          [
            { customers: 1, history: [{ minutes: 1 }] },
            { customers: 1, history: [{ minutes: -1 }] },
          ],
          'A',
        ),
    ],
    ['groups.0', 'a group that is none', () => selfSelection(menu, [null as never], 'A')],
    [
      'distribution.1.usage.minutes',
      'a usage without its meter',
      () => expectTariffs(menu, [week(1), week(undefined)], 1, 'halfUp'),
    ],
    [
      'distribution.0.usage',
      'a usage that is none',
      () => expectTariffs(menu, [{ usage: null as never, weight: 1 }], 1, 'halfUp'),
    ],
    ['mode', 'a rounding of expected costs that is none', () => expectTariffs(menu, [week(1)], 1, 'near' as never)],
    ['months', 'half a month', () => breakevens(plans[0]!, plans[1]!, 0.5)],
    [
      'plans.1.charges.0.meter',
      'a misspelt key',
      () =>
        compileTariffs(
          [
            plans[0]!,
            { ...plans[1]!, charges: [{ meters: 'minutes', charge: { model: 'perUnit', amount: '1' } } as never] },
          ],
          setting,
        ),
    ],
    ['charge.amount', 'a charge by itself with a fault', () => rateCharge({ model: 'perUnit', amount: 'x' }, 1)],
    ['plans', 'no plans', () => compileTariffs([], setting)],
    ['plans.2.id', 'two plans of one id', () => compileTariffs([...plans, plans[0]!], setting)],
    ['history', 'a history that is no list', () => menu.compare('2013' as never)],
    ['groups', 'no groups', () => selfSelection(menu, [], 'A')],
    [
      'groups.0.customers',
      'a fraction of a customer',
      () => selfSelection(menu, [{ customers: 1.5, history: [{ minutes: 1 }] }], 'A'),
    ],
    [
      'baseline',
      'a baseline that is no plan',
      () => selfSelection(menu, [{ customers: 1, history: [{ minutes: 1 }] }], 'C'),
    ],
  ])('is refused at %s: %s', (path, _, run) => {
    expect(run).toThrow(new RegExp(`(^|\\s)${path.replaceAll('.', '\\.')}[.:]`));
  });
});
