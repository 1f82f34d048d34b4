import * as fc from 'fast-check';
import { LimitError } from 'tenure/core';
import { type AllocationCandidate, allocate, allocateColumns } from 'tenure/retention';
import { describe, expect, it } from 'vitest';

const yuan = (amount: number | string) => ({ amount: String(amount), currency: 'CNY' });
const candidate = (id: string, cost: number | string, gain: number | string, subject = id): AllocationCandidate => ({
  id,
  subject,
  cost: yuan(cost),
  gain: yuan(gain),
});

const three = [candidate('a', 100, 130), candidate('b', 60, 100), candidate('c', 50, 80)];
const limits = { currency: 'CNY', budget: yuan(110) };

describe('the best use of a budget', () => {
  it('picks 60 + 50 and not the 100 (RET-47)', () => {
    expect(allocate(three, limits)).toMatchObject({
      chosen: [{ id: 'b' }, { id: 'c' }],
      value: yuan('70.00'),
      spent: yuan('110.00'),
      upperBound: yuan('70.00'),
      gap: 0,
      proof: 'optimal',
      rejected: [{ id: 'a', because: 'beyondLimits' }],
    });
  });

  it('chooses at most one for a customer', () => {
    const same = three.map((one) => ({ ...one, subject: 'k' }));
    const { chosen, rejected } = allocate(same, limits);
    expect(chosen.map(({ id }) => id)).toEqual(['b']);
    expect(rejected.map(({ because }) => because)).toEqual(['anotherChosen', 'anotherChosen']);
  });

  it('says what one more yuan would bring', () => {
    // Of 100/60/50 with nets 30/40/30 the first to be left out is a, at 0.30 net per yuan.
    const [scarce] = allocate(three, limits).shadowPrices;
    expect(scarce).toEqual({ limit: 'budget', allowed: 11000, used: 11000, price: 0.3 });
    const [ample] = allocate(three, { ...limits, budget: yuan(210) }).shadowPrices;
    expect(ample).toEqual({ limit: 'budget', allowed: 21000, used: 21000, price: 0 });
  });

  it.each([
    ['exceedsLimit', { budget: yuan(0) }, three[0]!],
    ['notWorthIt', {}, candidate('x', 50, 50)],
    ['sleepingDog', {}, candidate('x', 0, -10)],
    ['gainUnknown', {}, { ...candidate('x', 1, 1), gain: null }],
    ['costUnknown', {}, { ...candidate('x', 1, 1), cost: null }],
    ['heldOut', { holdOut: ['x'] }, candidate('x', 1, 100)],
    ['aboveCap', { caps: [{ subject: 'x', most: yuan(300) }] }, candidate('x', 350, 9000)],
  ] as const)('rejects as %s', (because, change, one) => {
    const { chosen, rejected } = allocate([one], { ...limits, ...change });
    expect(chosen).toEqual([]);
    expect(rejected).toEqual([{ id: one.id, subject: one.subject, because }]);
  });

  it('counts equal duplicates once and refuses unequal ones', () => {
    const twice = allocate([three[1]!, { ...three[1]! }], limits);
    expect(twice.chosen).toHaveLength(1);
    expect(twice.rejected).toEqual([{ id: 'b', subject: 'b', because: 'duplicate' }]);
    // 60 is 60.00
    const written = allocate([three[1]!, { ...three[1]!, cost: { amount: '60.00', currency: 'CNY' } }], limits);
    expect(written).toEqual(twice);
    const differing = allocate([three[1]!, { ...three[1]!, gain: yuan(500) }], limits);
    expect(differing.chosen).toEqual([]);
    expect(differing.rejected.map(({ because }) => because)).toEqual(['conflictingDuplicate', 'conflictingDuplicate']);
  });

  it('names the repeats of a file that was loaded again and again', () => {
    const { chosen, rejected } = allocate(new Array(200_000).fill(three[1]!), limits);
    expect(chosen).toHaveLength(1);
    expect(rejected).toHaveLength(199_999);
  });

  it('has an answer for an empty base', () => {
    expect(allocate([], limits)).toMatchObject({ chosen: [], value: yuan('0.00'), gap: 0, proof: 'optimal' });
  });

  it('refuses another currency, a negative budget and what is no amount, saying where', () => {
    const dollars = { ...three[0]!, cost: { amount: '1', currency: 'USD' } };
    expect(() => allocate([dollars], limits)).toThrow('0.cost.currency: expected CNY');
    expect(() => allocate(three, { ...limits, budget: yuan(-1) })).toThrow('budget: expected an amount of at least 0');
    expect(() => allocate([{ ...three[0]!, gain: { amount: 'NaN', currency: 'CNY' } }], limits)).toThrow(
      '0.gain.amount',
    );
  });
});

describe('the best use of a budget and capacities', () => {
  const minutes = (one: AllocationCandidate, amount: number, price = false): AllocationCandidate => ({
    ...one,
    price,
    uses: [{ resource: 'minutes', amount }],
  });
  const terms = { currency: 'CNY', budget: yuan(1000), capacities: [{ resource: 'minutes', amount: 60 }] };

  it('keeps both and proves it', () => {
    // Budget is ample; of 60 minutes, 40 + 20 keep 40 + 30, 50 alone keeps 65
    const base = [
      minutes(candidate('a', 10, 75), 50),
      minutes(candidate('b', 10, 50), 40),
      minutes(candidate('c', 10, 40), 20),
    ];
    expect(allocate(base, terms)).toMatchObject({
      chosen: [{ id: 'b' }, { id: 'c' }],
      value: yuan('70.00'),
      proof: 'optimal',
      rejected: [{ id: 'a', because: 'beyondLimits' }],
    });
  });

  it('says which candidates no choice could hold', () => {
    const { chosen, rejected } = allocate([minutes(candidate('a', 10, 75), 61)], terms);
    expect([chosen, rejected]).toEqual([[], [{ id: 'a', subject: 'a', because: 'exceedsLimit' }]]);
    const idle = allocate([minutes(candidate('a', 10, 75), 1)], {
      ...terms,
      capacities: [{ resource: 'minutes', amount: 0 }],
    });
    expect(idle.rejected).toEqual([{ id: 'a', subject: 'a', because: 'exceedsLimit' }]);
  });

  it('keeps price measures within their share of the budget', () => {
    const base = ['a', 'b', 'c'].map((id) => minutes(candidate(id, 100, 200), 1, true));
    const { chosen, shadowPrices } = allocate(base, { ...terms, priceSharePercent: 20 });
    expect(chosen).toHaveLength(2);
    expect(shadowPrices.map(({ limit, used, allowed }) => [limit, used, allowed])).toEqual([
      ['budget', 20000, 100000],
      ['minutes', 2, 60],
      ['priceShare', 20000, 20000],
    ]);
  });

  it.each([
    // Of 1,000.00: 43.50, 82.00, 333.00, 641.00 and 333.33
    [4350, 4.35],
    [8200, 8.2],
    [33_300, 33.3],
    [64_100, 64.1],
    [33_333, 33.333333],
  ])('that is %d of 100,000 cents at %d per cent, rounded down', (allowed, priceSharePercent) => {
    const { shadowPrices } = allocate([], { currency: 'CNY', budget: yuan(1000), priceSharePercent });
    expect(shadowPrices.find(({ limit }) => limit === 'priceShare')?.allowed).toBe(allowed);
  });

  it('prefers service to a discount of equal worth (RET-37)', () => {
    const same = [
      { ...candidate('discount', 10, 110, 'k'), price: true },
      { ...candidate('service', 10, 110, 'k'), price: false },
    ];
    expect(allocate(same, terms).chosen.map(({ id }) => id)).toEqual(['service']);
    expect(allocate(same, { currency: 'CNY', budget: yuan(10) }).chosen.map(({ id }) => id)).toEqual(['service']);
  });

  it('refuses a resource without capacity and limits that are none, saying where', () => {
    expect(() => allocate([minutes(three[0]!, 1)], limits)).toThrow('0.uses.0.resource');
    const capacities = [{ resource: 'minutes', amount: 0.5 }];
    expect(() => allocate(three, { ...limits, capacities })).toThrow('capacities.0.amount: expected a whole number');
    expect(() => allocate(three, { ...limits, priceSharePercent: 101 })).toThrow('priceSharePercent');
  });
});

describe('a sequence of measures', () => {
  it('is one candidate with its joint cost, gain and uses, chosen where it is worth more than a part', () => {
    const uses = (minutes: number, messages: number) => [
      { resource: 'minutes', amount: minutes },
      { resource: 'messages', amount: messages },
    ];
    const base = [
      { ...candidate('call', 10, 60, 'k'), uses: uses(30, 0) },
      { ...candidate('message', 1, 20, 'k'), uses: uses(0, 1) },
      { ...candidate('message then call', 11, 90, 'k'), uses: uses(30, 1) },
    ];
    const chosenWith = (minutes: number, messages: number) =>
      allocate(base, {
        currency: 'CNY',
        budget: yuan(100),
        capacities: [
          { resource: 'minutes', amount: minutes },
          { resource: 'messages', amount: messages },
        ],
      }).chosen.map(({ id }) => id);
    // Nets of 50, 19 and 79
    expect(chosenWith(30, 1)).toEqual(['message then call']);
    expect(chosenWith(30, 0)).toEqual(['call']);
    expect(chosenWith(29, 1)).toEqual(['message']);
  });
});

describe('a base of hundreds under a budget and five capacities', () => {
  const customers = 900;
  const resources = ['minutes', 'calls', 'messages', 'visits', 'stock'];
  /** A linear congruential sequence: the same base each time. */
  const base = (() => {
    let state = 12345;
    const next = (most: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((state / 2_147_483_648) * most);
    };
    return Array.from({ length: customers * 4 }, (_, j) => {
      const cost = 5 + next(200);
      return {
        ...candidate(`o${j % 4}`, cost, cost + 1 + next(300), `k${Math.floor(j / 4)}`),
        uses: [{ resource: resources[next(5)]!, amount: 1 + next(60) }],
      };
    });
  })();
  const limits = {
    currency: 'CNY',
    budget: yuan(40_000),
    capacities: resources.map((resource) => ({ resource, amount: 2500 })),
  };

  it('comes within 0.5 % of the bound, keeps every limit and every candidate, whatever the order', () => {
    const found = allocate(base, limits);
    expect(found.gap).toBeLessThan(0.005);
    expect(Number(found.value.amount)).toBeLessThanOrEqual(Number(found.upperBound.amount));
    for (const { used, allowed } of found.shadowPrices) expect(used).toBeLessThanOrEqual(allowed);
    expect(found.chosen.length + found.rejected.length).toBe(base.length);
    expect(new Set(found.chosen.map(({ subject }) => subject)).size).toBe(found.chosen.length);
    expect(allocate(base.toReversed(), limits)).toEqual(found);
  });
});

describe('bases by columns', () => {
  const columns = {
    from: Int32Array.of(0, 1, 2, 3),
    net: Int32Array.of(30, 40, 30),
    limits: [{ id: 'budget', allowed: 110, uses: Uint8Array.of(100, 60, 50) }],
  };

  it('choose as records do', () => {
    const { choice, value, proof } = allocateColumns(columns);
    expect([[...choice], value, proof]).toEqual([[-1, 1, 2], 70, 'optimal']);
  });

  it('refuse what is unknown, broken or misplaced', () => {
    const changed = (change: object) => () => allocateColumns({ ...columns, ...change });
    expect(changed({ net: Float64Array.of(1, Number.NaN, 1) })).toThrow(
      'net.1: expected a whole number of minor units',
    );
    expect(changed({ from: Int32Array.of(0, 2, 1, 3) })).toThrow('from.2: expected at least 2');
    expect(changed({ limits: [{ id: 'budget', allowed: 1, uses: Float64Array.of(-1, 0, 0) }] })).toThrow(
      'limits.0.uses.0',
    );
    expect(
      changed({ limits: [{ id: 'budget', allowed: 1, uses: Float64Array.of(1, Number.POSITIVE_INFINITY, 0) }] }),
    ).toThrow('limits.0.uses.1');
    expect(changed({ limits: [] })).toThrow('limits: expected 1 to 64 limits');
  });

  it('refuse what cannot be added up exactly, and take what just can', () => {
    // 2^52 + 2^52 + 2 goes beyond 2^53 - 1, 2^52 + (2^52 - 2) + 1 is 2^53 - 1
    const half = 2 ** 52;
    const net = (...amounts: readonly number[]) => ({ ...columns, net: Float64Array.from(amounts) });
    expect(() => allocateColumns(net(half, half, 2))).toThrow(LimitError);
    expect(() => allocateColumns(net(half, half, 2))).toThrow('minor units in all candidates');
    const roomy = {
      ...net(half, half - 2, 1),
      limits: [{ id: 'budget', allowed: 210, uses: columns.limits[0]!.uses }],
    };
    expect(allocateColumns(roomy).value).toBe(Number.MAX_SAFE_INTEGER);
    const minutes = { id: 'minutes', allowed: half, uses: Float64Array.of(half, half, 2) };
    expect(() => allocateColumns({ ...columns, limits: [minutes] })).toThrow('units of minutes in all candidates');
    const long = [0, 1, 2].map((k) => ({
      ...candidate('call', 1, 2, `customer ${k}`),
      uses: [{ resource: 'minutes', amount: half }],
    }));
    const limits = { currency: 'CNY', budget: yuan(9), capacities: [{ resource: 'minutes', amount: half }] };
    expect(() => allocate(long, limits)).toThrow('units of minutes in all candidates');
  });
});

/** Customers with up to three options each. */
const base = fc
  .array(fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: -10, max: 60 })), { maxLength: 3 }), {
    maxLength: 7,
  })
  .map((customers) =>
    customers.flatMap((options, c) => options.map(([cost, gain], j) => candidate(`${j}`, cost, gain, `__proto__${c}`))),
  );

/** All choices of one option or none per customer, within budget and capacities. */
function bruteForce(
  candidates: readonly AllocationCandidate[],
  budget: number,
  capacities: readonly number[] = [],
): number {
  const bySubject = new Map<string, AllocationCandidate[]>();
  for (const one of candidates) bySubject.set(one.subject, [...(bySubject.get(one.subject) ?? []), one]);
  const most = [budget, ...capacities];
  let states = [{ net: 0, used: most.map(() => 0) }];
  for (const options of bySubject.values()) {
    states = states.flatMap((state) => [
      state,
      ...options
        .map(({ cost, gain, uses = [] }) => ({
          net: state.net + Number(gain!.amount) - Number(cost!.amount),
          used: [Number(cost!.amount), ...uses.map(({ amount }) => amount)].map((amount, k) => state.used[k]! + amount),
        }))
        .filter(({ used }) => most.every((limit, k) => used[k]! <= limit)),
    ]);
  }
  return Math.max(...states.map(({ net }) => net));
}

describe('always', () => {
  it('is as good as trying everything, and says so', () => {
    fc.assert(
      fc.property(base, fc.integer({ min: 0, max: 150 }), (candidates, budget) => {
        const found = allocate(candidates, { currency: 'CNY', budget: yuan(budget) });
        expect(Number(found.value.amount)).toBe(bruteForce(candidates, budget));
        expect(found.proof).toBe('optimal');
        expect(Number(found.spent.amount)).toBeLessThanOrEqual(budget);
        expect(found.chosen.length + found.rejected.length).toBe(candidates.length);
      }),
    );
  });

  it('is as good as trying everything under two capacities, or says how far it may be off', () => {
    const uses = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })), {
      minLength: 21,
      maxLength: 21,
    });
    fc.assert(
      fc.property(base, uses, fc.integer({ min: 0, max: 150 }), (bare, taken, budget) => {
        const candidates = bare.map((one, index) => ({
          ...one,
          uses: [
            { resource: 'minutes', amount: taken[index]![0] },
            { resource: 'messages', amount: taken[index]![1] },
          ],
        }));
        const capacities = [
          { resource: 'minutes', amount: 14 },
          { resource: 'messages', amount: 11 },
        ];
        const found = allocate(candidates, { currency: 'CNY', budget: yuan(budget), capacities });
        expect(found.proof).toBe('optimal');
        expect(Number(found.value.amount)).toBe(bruteForce(candidates, budget, [14, 11]));
        for (const { used, allowed } of found.shadowPrices) expect(used).toBeLessThanOrEqual(allowed);
        expect(found.chosen.length + found.rejected.length).toBe(candidates.length);
      }),
    );
  });

  it('lets a customer go where every other move only breaks another limit', () => {
    // Of 1, 2 and 3 any two fit. With all three: messages are 6 + 6 of 11, and minutes, moved to, 7 + 9 of 14.
    const using = (subject: string, cost: number, gain: number, minutes: number, messages: number) => ({
      ...candidate(`${minutes}/${messages}`, cost, gain, subject),
      uses: [
        { resource: 'minutes', amount: minutes },
        { resource: 'messages', amount: messages },
      ],
    });
    const candidates = [
      using('1', 0, 1, 0, 6),
      using('1', 3, 4, 0, 0),
      using('2', 0, 1, 7, 0),
      using('2', 0, 1, 0, 6),
      using('3', 1, 2, 9, 0),
    ];
    const capacities = [
      { resource: 'minutes', amount: 14 },
      { resource: 'messages', amount: 11 },
    ];
    const found = allocate(candidates, { currency: 'CNY', budget: yuan(3), capacities });
    expect(found).toMatchObject({ value: yuan('2.00'), upperBound: yuan('2.00'), proof: 'optimal' });
    for (const { used, allowed } of found.shadowPrices) expect(used).toBeLessThanOrEqual(allowed);
  });

  it('does not depend on the order of candidates', () => {
    fc.assert(
      fc.property(base, fc.integer({ min: 0, max: 150 }), (candidates, budget) => {
        const terms = { currency: 'CNY', budget: yuan(budget) };
        expect(allocate(candidates.toReversed(), terms)).toEqual(allocate(candidates, terms));
      }),
    );
  });
});
