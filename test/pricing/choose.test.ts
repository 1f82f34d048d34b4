import fc from 'fast-check';
import type { InputError } from 'tenure/core';
import {
  compareCounters,
  compileTariffs,
  evaluateBundle,
  evaluateMixedBundle,
  expectTariffs,
  optimalBundlePrices,
  referencePrice,
  type TariffPlan,
} from 'tenure/pricing';
import { describe, expect, test } from 'vitest';

const cny = (amount: string) => ({ amount, currency: 'CNY' });
const halfUp = { mode: 'halfUp' } as const;

describe('tariffs over a distribution of usage', () => {
  const plan = (id: string, monthly: string, amount: string, oneOff?: string): TariffPlan => ({
    id,
    provider: 'us',
    monthly,
    ...(oneOff === undefined ? {} : { oneOff }),
    charges: [{ meter: 'minutes', charge: { model: 'perUnit', amount } }],
  });
  const menu = (...plans: TariffPlan[]) => compileTariffs(plans, { currency: 'CNY', mode: 'halfUp', quantityScale: 0 });
  const ab = menu(plan('A', '30', '0.10'), plan('B', '60', '0.05'));
  const of = (...usage: readonly (readonly [number, number])[]) =>
    usage.map(([minutes, weight]) => ({ usage: { minutes }, weight }));

  test('are expected to cost the weighted mean, and say how often each is the cheapest', () => {
    // A: (3 × 70 + 110) ÷ 4 = 80, B: (3 × 80 + 100) ÷ 4 = 85
    const { costs, cheapest } = expectTariffs(ab, of([400, 3], [800, 1]), 1, 'halfUp');
    expect(costs.map(({ total, regret, cheapestIn }) => [total.amount, regret.amount, cheapestIn])).toEqual([
      ['80.00', '0.00', 3],
      ['85.00', '5.00', 1],
    ]);
    expect(cheapest).toEqual(['A']);
  });

  test('tie at the breakeven', () => {
    expect(expectTariffs(ab, of([500, 1], [700, 1]), 12, 'halfUp').cheapest).toEqual(['A', 'B']);
  });

  test('count one-off amounts once over the months', () => {
    const set = menu(plan('A', '30', '0.10', '120'), plan('B', '60', '0.05'));
    const total = (months: number) =>
      expectTariffs(set, of([400, 1]), months, 'halfUp').costs.map((cost) => cost.total.amount);
    expect([total(1), total(12)]).toEqual([
      ['190.00', '80.00'],
      ['960.00', '960.00'], // 120 + 12 × 70 against 12 × 80
    ]);
  });

  test('are cheapest for a usage that is kept for all months, its one-off amount paid once', () => {
    const set = menu(plan('A', '30', '0.10', '120'), plan('B', '60', '0.05'));
    const cheapestIn = (months: number) =>
      expectTariffs(set, of([400, 3], [100, 1]), months, 'halfUp').costs.map((cost) => cost.cheapestIn);
    // 400 minutes: 190 against 80 in a month, 120 + 12 × 70 = 960 = 12 × 80 in a year; 100 minutes: 160 and 65, 600 and 780
    expect([cheapestIn(1), cheapestIn(12)]).toEqual([
      [0, 4],
      [4, 3],
    ]);
  });

  test('compare exactly, whatever rounding shows: 1 minute in 3 months', () => {
    const close = menu(plan('A', '0', '0.01'), plan('B', '0', '0.01', '0.01'));
    const { costs, cheapest } = expectTariffs(close, of([1, 1], [0, 2]), 1, 'down');
    // a third of a cent against four thirds
    expect([costs.map(({ total }) => total.amount), cheapest]).toEqual([['0.00', '0.01'], ['A']]);
  });

  test.each([
    ['distribution', [], 1],
    ['distribution.0.weight', of([1, 0]), 1],
    ['distribution.0.weight', of([1, 0.5]), 1],
    ['months', of([1, 1]), 0],
  ] as const)('refuse by place: %s', (path, distribution, months) => {
    try {
      expectTariffs(ab, distribution, months, 'halfUp');
      expect.unreachable();
    } catch (error) {
      expect((error as InputError).issues[0]?.path.join('.')).toBe(path);
    }
  });
});

describe('the reference price', () => {
  const seen = (rival: string, price: string, seenOn = '2013-01-10', comparable = true) => ({
    rival,
    price: cny(price),
    seenOn,
    comparable,
  });
  const reference = (...prices: readonly ReturnType<typeof seen>[]) =>
    referencePrice(prices, { floor: cny('870'), cap: cny('1200') }, '2013-01-20', 90, halfUp);

  test.each([
    ['995.00', '125.00', 'the median of two', [seen('a', '980'), seen('b', '1010')]],
    ['945.00', '75.00', 'down, when they go down', [seen('a', '930'), seen('b', '960')]],
    ['1045.00', '175.00', 'up, when they go up', [seen('a', '1030'), seen('b', '1060')]],
    ['870.00', '0.00', 'never below the cost floor', [seen('a', '500')]],
    ['1200.00', '330.00', 'never above the cap', [seen('a', '2000')]],
    [
      '980.00',
      '110.00',
      'only what can be compared and is not too old',
      [seen('a', '980'), seen('b', '1', '2012-10-01'), seen('c', '1', '2013-01-10', false)],
    ],
  ] as const)('is %s, room %s: %s', (price, room, _, prices) => {
    expect(reference(...prices)).toMatchObject({ reference: cny(price), discountSpace: cny(room) });
  });

  test('takes of each rival what was seen last: (900 + 1010) ÷ 2 after a cut from 1,000, whatever order a log is in', () => {
    const log = [seen('a', '1000', '2013-01-05'), seen('b', '1010'), seen('a', '900', '2013-01-10')];
    const after = { reference: cny('955.00'), discountSpace: cny('85.00') };
    expect(reference(...log)).toEqual({ ...after, used: ['b', 'a'] });
    expect(reference(...log.toReversed())).toMatchObject(after);
    // two of its prices on that day both count: the median of 900, 940 and 1,010
    expect(reference(...log, seen('a', '940', '2013-01-10'))).toMatchObject({ reference: cny('940.00') });
    // what cannot be compared, or is seen later, takes nobody's place
    const later = [seen('a', '1', '2013-01-12', false), seen('a', '1', '2013-01-21')];
    expect(reference(...log, ...later)).toMatchObject(after);
  });

  test('is unknown without a rival', () => {
    expect(reference()).toEqual({ reference: null, discountSpace: null, used: [] });
  });
});

describe('counter-offers to a negotiated attack', () => {
  const levels = ['site', 'city', 'province', 'group'];
  const discount = {
    id: 'discount',
    priceItem: true,
    cost: cny('100'),
    keptMargin: cny('5000'),
    saveRate: '0.4',
    offeredAt: 'city',
  };
  const upgrade = {
    id: 'upgrade',
    priceItem: false,
    cost: cny('500'),
    keptMargin: cny('5000'),
    saveRate: '0.2',
    offeredAt: 'group',
  };

  test('are made at least at the attack’s level, and say which have to go up', () => {
    const at = (attackedAt: string | null) =>
      compareCounters([discount, upgrade], halfUp, { negotiation: { levels, attackedAt } }).map(
        ({ id, answerAt, escalate }) => [id, answerAt, escalate],
      );
    expect(at('group')).toEqual([
      ['upgrade', 'group', false],
      ['discount', 'group', true],
    ]);
    expect(at('site')).toEqual([
      ['upgrade', 'group', false],
      ['discount', 'city', false],
    ]);
    expect(at(null)[0]).toEqual(['upgrade', null, null]);
  });

  test('put a discount first only where the policy overrides the principle', () => {
    const first = (order?: 'byValue') => compareCounters([discount, upgrade], halfUp, { order })[0]?.id;
    expect([first(), first('byValue')]).toEqual(['upgrade', 'discount']);
  });

  test.each([
    ['counters.0.offeredAt', { ...discount, offeredAt: undefined }],
    ['counters.0.offeredAt', { ...discount, offeredAt: 'county' }],
  ])('need a level that is listed: %s', (path, counter) => {
    try {
      compareCounters([counter], halfUp, { negotiation: { levels, attackedAt: 'group' } });
      expect.unreachable();
    } catch (error) {
      expect((error as InputError).issues[0]?.path.join('.')).toBe(path);
    }
  });
});

describe('a bundle', () => {
  test('eats the revenue of parts that the customer pays for today', () => {
    const parts = [
      { id: 'a', price: cny('60') },
      { id: 'b', price: cny('80') },
      { id: 'c', price: cny('40') },
    ];
    const eaten = (...today: string[]) => evaluateBundle(parts, cny('150'), today).cannibalised.amount;
    expect([eaten('a', 'b', 'c'), eaten('a', 'b'), eaten()]).toEqual(['30.00', '0.00', '0.00']);
  });

  test('names the parts of which nobody told what the customer would pay, where somebody told it of others', () => {
    const weigh = (...worth: readonly (string | null)[]) =>
      evaluateBundle(
        worth.map((pay, at) => ({
          id: `part${at}`,
          price: cny('60'),
          cost: cny('20'),
          willingnessToPay: pay === null ? null : cny(pay),
        })),
        cny('100'),
        [],
      );
    expect(weigh('70', null)).toMatchObject({ choice: null, unknown: ['part1.willingnessToPay'] });
    // 70 + 40 less 100 is 10, and so is 70 less 60 for one part
    expect(weigh('70', '40')).toMatchObject({ choice: 'bundle', unknown: [] });
    expect(weigh(null, null)).toMatchObject({ choice: null, unknown: [] });
  });
});

describe('the best prices of two goods and their bundle', () => {
  type Sample = readonly (readonly [number, number])[];
  const texts = ([first, second]: readonly [number, number]) => [String(first), String(second)] as const;
  const best = (consumers: Sample, costs: readonly [number, number] = [0, 0]) =>
    optimalBundlePrices({ reservationPrices: consumers.map(texts), marginalCost: texts(costs) }).mixed;

  test('leave a bundle at the price of one good and what another consumer would add for the other', () => {
    // 50 from the first; 90 from the second, whom 50 + 40 suits no less than 50 alone; 80 from the third
    expect(
      best([
        [50, 0],
        [60, 40],
        [0, 80],
      ]),
    ).toEqual({
      prices: ['50', '80'],
      bundlePrice: '90',
      profit: '220',
      choices: ['first', 'bundle', 'second'],
    });
  });

  test('are the lowest of equally good ones, in whatever order the consumers come', () => {
    // one consumer pays 9 for both, whatever they cost alone, from the price on at which one alone would be no better
    for (const consumers of [
      [[4, 5]],
      [
        [4, 5],
        [4, 5],
      ],
      [
        [0, 0],
        [4, 5],
      ],
      [
        [4, 5],
        [0, 0],
      ],
    ] as Sample[])
      expect(best(consumers)).toMatchObject({ prices: ['4', '5'], bundlePrice: '9' });
  });

  test('are beaten by no whole prices', () => {
    const money = fc.integer({ min: 0, max: 6 });
    const pair = fc.tuple(money, money);
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 4 }), pair, (consumers, costs) => {
        const { prices, bundlePrice, profit } = best(consumers, costs);
        const sample = { reservationPrices: consumers.map(texts), marginalCost: texts(costs) };
        expect(evaluateMixedBundle(sample, prices, bundlePrice).profit).toBe(profit);
        // Where valuations are whole the best prices are, so that whole prices are all there is to try.
        expect(Number(profit)).toBe(mostByHand(consumers, costs));
      }),
      { numRuns: 60 },
    );
  });

  /** Tries every whole price from 0 to 6, and to 12 for both. */
  function mostByHand(consumers: Sample, [c, d]: readonly [number, number]): number {
    let most = Number.NEGATIVE_INFINITY;
    for (let p = 0; p <= 6; p += 1) {
      for (let q = 0; q <= 6; q += 1) {
        for (let b = 0; b <= 12; b += 1) {
          const earned = consumers.map(([v, w]) => {
            const [, profit] = [
              [0, 0],
              [v - p, p - c],
              [w - q, q - d],
              [v + w - p - q, p + q - c - d],
              [v + w - b, b - c - d],
            ].reduce((x, y) => (y[0]! > x[0]! || (y[0] === x[0] && y[1]! > x[1]!) ? y : x)) as [number, number];
            return profit;
          });
          most = Math.max(
            most,
            earned.reduce((a, x) => a + x, 0),
          );
        }
      }
    }
    return most;
  }
});
