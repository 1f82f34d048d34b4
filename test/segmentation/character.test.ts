import { checkOff } from 'tenure/practice';
import { compileSegmentation, fitSegmentation } from 'tenure/segmentation';
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
  const tied = { numberPortable: false, addedServices: 3, contractMonthsLeft: 8, terminals: 0 };
  it('are higher with a number that stays, three added services and eight months than with none of these', () => {
    // 40 + 8×3 + 8×2 against nothing.
    expect(pointsIn(tied, 'barriers')?.total).toBe(80);
    expect(
      pointsIn({ numberPortable: true, addedServices: 0, contractMonthsLeft: 0, terminals: 0 }, 'barriers')?.total,
    ).toBe(0);
    expect(outcome(tied).barriers).toBe('highBarrier');
  });

  it('stay within 0 and 100', () => {
    expect(pointsIn({ ...tied, contractMonthsLeft: 36, terminals: 500 }, 'barriers')?.total).toBe(100);
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
