import { checkOff } from 'tenure/practice';
import { compileSegmentation, type ExitBarrier, exitCost, fitSegmentation } from 'tenure/segmentation';
import { describe, expect, it } from 'vitest';
import { customerCharacter } from '../../examples/policies/customer-character.js';
import { segmentationDraft } from '../../examples/policies/segmentation-draft.js';

const context = { asOf: '2013-01-01' };
type Facts = Parameters<typeof customerCharacter>[0];
const outcome = (facts: Facts) => customerCharacter.outcome(facts, context);
const pointsIn = (facts: Facts, dimension: string) =>
  customerCharacter(facts, context).reasons.find(
    (reason) => reason.code === 'points' && reason.facts.dimension === dimension,
  )?.facts;

describe('switching barriers', () => {
  const free = {
    numberPortable: true,
    addedServices: 0,
    contractMonthsLeft: 0,
    deviceLocked: false,
    linkedSystems: 0,
    terminals: 0,
  };
  const tied = { ...free, numberPortable: false, addedServices: 3, contractMonthsLeft: 8 };

  it('are higher with a number that stays, three added services and eight months than with none of these', () => {
    // 30 + 6×3 + 6×2 against nothing.
    expect([pointsIn(tied, 'barriers')?.total, pointsIn(free, 'barriers')?.total]).toEqual([60, 0]);
    expect([outcome(tied).barriers, outcome(free).barriers]).toEqual(['highBarrier', 'lowBarrier']);
  });

  it.each([
    [70, { deviceLocked: true }],
    [66, { linkedSystems: 2 }],
    [72, { linkedSystems: 3 }],
    [72, { terminals: 20 }],
    [100, { contractMonthsLeft: 36, deviceLocked: true, linkedSystems: 9, terminals: 500 }],
  ])('come to %d points, never more than 100, with %j as well', (total, more) => {
    expect(pointsIn({ ...tied, ...more }, 'barriers')?.total).toBe(total);
  });

  it('are unknown, not low, while one of them is', () => {
    expect(outcome({ ...free, linkedSystems: null }).barriers).toBe('barrierUnknown');
  });
});

describe('the cost of leaving', () => {
  const yuan = (amount: string) => ({ amount, currency: 'CNY' }) as const;
  const terms = { currency: 'CNY', rounding: { mode: 'halfUp' } } as const;
  const inventory = {
    number: { quantity: 1, each: yuan('500.00') },
    addedServices: { quantity: 3, each: yuan('20.00') },
    contractMonths: { quantity: 8, each: yuan('168.00') },
    lockedDevices: { quantity: 1, each: yuan('1200.00') },
    linkedSystems: { quantity: 0, each: yuan('8000.00') },
    terminals: { quantity: 40, each: yuan('15.00') },
  };
  type Changes = { readonly [id in keyof typeof inventory]?: Omit<ExitBarrier, 'id'> };
  const costOf = (changes: Changes = {}) =>
    exitCost(
      Object.entries({ ...inventory, ...changes }).map(([id, barrier]) => ({ id, ...barrier })),
      terms,
    );

  it('adds up in yuan what a customer gives up: 3,704 for eight months, three services, a handset and forty numbers', () => {
    // 500 + 3×20 + 8×168 + 1,200 + 0×8,000 + 40×15.
    expect(costOf()).toMatchObject({ total: yuan('3704.00'), atLeast: yuan('3704.00'), unknown: [] });
    expect(costOf().lines[2]).toEqual({ barrier: 'contractMonths', amount: yuan('1344.00') });
  });

  it('is higher for a number that stays, three services and eight months than for a free customer', () => {
    const none = { quantity: 0, each: yuan('1.00') };
    const free = costOf({
      number: none,
      addedServices: none,
      contractMonths: none,
      lockedDevices: none,
      terminals: none,
    });
    expect(free.total).toEqual(yuan('0.00'));
    expect(Number(costOf().total?.amount)).toBeGreaterThan(Number(free.total?.amount));
  });

  it('is at least what is known where something is not, and says what to find out', () => {
    // 3,704 less the 1,344 of a contract of which nobody knows the months.
    expect(costOf({ contractMonths: { quantity: null, each: yuan('168.00') } })).toMatchObject({
      total: null,
      atLeast: yuan('2360.00'),
      unknown: ['contractMonths'],
    });
    expect(costOf({ terminals: { quantity: 40, each: null } }).unknown).toEqual(['terminals']);
  });

  it('of none is nothing whatever one would cost, and so is that of many that cost nothing', () => {
    expect(costOf({ linkedSystems: { quantity: 0, each: null } }).total).toEqual(yuan('3704.00'));
    expect(costOf({ linkedSystems: { quantity: null, each: yuan('0.00') } }).total).toEqual(yuan('3704.00'));
    expect(exitCost([], terms)).toEqual({ lines: [], atLeast: yuan('0.00'), total: yuan('0.00'), unknown: [] });
  });

  it.each<[string, Changes]>([
    ['barriers.5.quantity: expected a whole number of at least 0, got -1', { terminals: { quantity: -1, each: null } }],
    [
      'barriers.5.quantity: expected a whole number of at least 0, got NaN',
      { terminals: { quantity: Number.NaN, each: null } },
    ],
    ['barriers.5.each: expected at least 0, got "-1.00"', { terminals: { quantity: 1, each: yuan('-1.00') } }],
    [
      'barriers.5.each: expected an amount in CNY, got "EUR"',
      { terminals: { quantity: 1, each: { amount: '1.00', currency: 'EUR' } } },
    ],
  ])('is refused: %s', (message, changes) => {
    expect(() => costOf(changes)).toThrow(message);
  });

  it('counts a barrier once', () => {
    const months = { id: 'contractMonths', ...inventory.contractMonths };
    expect(() => exitCost([months, months], terms)).toThrow('barriers.1.id: expected every barrier once');
  });
});

describe('the service to put first', () => {
  it.each([
    ['backupCircuit', { institution: 'government', keenOnNewServices: false }],
    [
      'backupCircuit',
      { institution: 'retail', priceSensitive: true, wantsHighService: true, keenOnNewServices: false },
    ],
    ['fastService', { institution: 'retail', priceSensitive: false, keenOnNewServices: true }],
    ['backupThenSpeed', { institution: 'government', keenOnNewServices: true }],
    ['price', { institution: 'retail', priceSensitive: true, wantsHighService: false, keenOnNewServices: false }],
  ])('is %s for %j', (expected, facts) => {
    expect(outcome(facts).emphasis).toBe(expected);
  });
});

describe('the motive', () => {
  it.each([
    ['profit', 'developer'],
    ['convenience', 'centralAgency'],
    ['cost', 'bakery'],
  ])('is %s for a %s', (expected, institution) => {
    expect(outcome({ institution }).motive).toBe(expected);
  });
});

describe('a contested account', () => {
  it.each([
    ['contested', 2],
    ['calm', 0],
    ['contestUnknown', null],
  ])('is %s after %j visits of a rival', (expected, rivalContacts90Days) => {
    expect(outcome({ rivalContacts90Days }).contested).toBe(expected);
  });
});

describe('a promising organisation', () => {
  const organisation = { employees: 500, stableIncome: true, leadersPaidWell: true, distanceKm: 3, hasNeed: true };
  it('has five marks of five', () => {
    expect(outcome(organisation).prospect).toBe('fit');
  });

  it('with pay unknown is to be asked first, not counted as a no', () => {
    const decision = customerCharacter({ ...organisation, leadersPaidWell: null }, context);
    expect(decision.outcome.prospect).toBe('askFirst');
    expect(decision.unknown).toContain('leadersPaidWell');
    const { points, total } = pointsIn({ ...organisation, leadersPaidWell: null }, 'prospect') ?? {};
    expect(total).toBeNull();
    expect((points as readonly { readonly points: number | null }[]).map((entry) => entry.points)).toEqual([
      1,
      1,
      null,
      1,
      1,
    ]);
  });
});

describe('the framework of five elements and three supports', () => {
  const framework = [
    'marketAnalysisAndSegmentation',
    'productMixAndPricing',
    'channelManagement',
    'loyaltyManagement',
    'advertisingAndPromotion',
    'salesTeam',
    'customerInformationSystem',
    'processInterfaces',
  ];
  it('is covered 7 of 8 by a plan without promotion, and 0 of 8 by an empty one', () => {
    const plan = framework.filter((part) => part !== 'advertisingAndPromotion');
    expect(checkOff(framework, plan)).toMatchObject({ done: 7, of: 8, missing: ['advertisingAndPromotion'] });
    expect(checkOff(framework, [])).toMatchObject({ done: 0, of: 8 });
  });
});

describe('the starter draft', () => {
  it('fits a base and assigns it', () => {
    const base = Array.from({ length: 60 }, (_, at) => ({
      monthlyUsageGb: at < 30 ? at : 900 + at,
      monthlyFee: { amount: `${at < 30 ? 100 + at : 800 + at}.00`, currency: 'CNY' } as const,
      daysSinceOrder: (at * 17) % 60,
      ordersPerYear: (at * 7) % 30,
    }));
    const { policy } = fitSegmentation(segmentationDraft, base, { version: '1' });
    const segment = compileSegmentation(policy);
    const kinds = base.map((row) => segment.outcome(row, context).kind);
    expect(new Set(kinds.slice(0, 30))).toEqual(new Set(['cluster1']));
    expect(new Set(kinds.slice(30))).toEqual(new Set(['cluster2']));
    expect(segment.policy.version).toBe('1');
  });
});
