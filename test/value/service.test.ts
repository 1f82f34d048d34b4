import { checkService, compileServiceJson, forecastPromotion, type PromotionCase, watchList } from 'tenure/value';
import { describe, expect, it } from 'vitest';
import { servicePlan } from '../../examples/policies/service-plan.js';
import { today, yuan } from './tiers.js';

const base = { tier: 'MVC', classes: [], lines: 100, sites: 1, servicesInPlace: [] } as const;
const serve = (change: object) => servicePlan({ ...base, ...change }, today).outcome;

describe('service by tier and class', () => {
  it('retains the most valuable with a named manager and VIP items: 2 + 30 + 60 = 92 beside the mode', () => {
    const outcome = serve({});
    expect(outcome).toMatchObject({ goal: 'retain', serviceLevel: 'namedManager', rung: 'threeExcellences' });
    expect(outcome.entitlements).toEqual(['vipCard', 'birthdayGift', 'club']);
    expect(outcome.annualCost).toEqual(yuan('1092.00'));
  });

  it.each([
    ['threeExcellences', '1092.00', { lines: 500 }],
    ['oneStop', '8092.00', { lines: 501 }],
    ['resident', '48092.00', { lines: 501, sites: 3 }],
    [null, '0.00', { tier: 'LVC', lines: 900, sites: 9 }],
  ])('climbs to %s at %s a year for %j', (rung, cost, change) => {
    expect(serve(change)).toMatchObject({ rung, annualCost: yuan(cost) });
  });

  it('automates low value, and forbids a discount below zero', () => {
    expect(serve({ tier: 'LVC' })).toMatchObject({ goal: 'automate', entitlements: [], forbids: [] });
    expect(serve({ tier: 'BZ' })).toMatchObject({ goal: 'repriceOrExit', forbids: ['discount'] });
  });

  it('gives a key account six items, the regular visit among them', () => {
    const items = serve({ tier: 'LVC', classes: ['key'] }).entitlements;
    expect(items).toHaveLength(6);
    expect(items).toContain('regularVisit');
  });

  it('shows what costs more than the tier may: 2,700 of six items against 200', () => {
    expect(serve({ tier: 'LVC', classes: ['key'] })).toMatchObject({ overCeiling: yuan('2500.00') });
    expect(serve({}).overCeiling).toEqual(yuan('0.00'));
  });

  it('finds the gap of an important customer without a backup circuit', () => {
    const important = { classes: ['important'], servicesInPlace: ['priorityRepair', 'drills'] };
    expect(serve(important).gaps).toEqual(['backupCircuit']);
    expect(serve({ classes: ['important'], servicesInPlace: null }).gaps).toBeNull();
    expect(serve({ servicesInPlace: null }).gaps).toEqual([]);
  });

  it('leaves the goal open for a customer without a tier, and says what is missing', () => {
    const decision = servicePlan({ ...base, tier: { unknown: ['costToServe'] } }, today);
    expect(decision.outcome).toMatchObject({ goal: null, rung: null });
    expect(decision.unknown).toContain('costToServe');
  });

  it('explains itself in both languages, and the fast lane agrees', () => {
    const decision = servicePlan(base, today);
    expect(servicePlan.explain(decision, 'zh')[0]).toBe('服务目标 retain（依据 MVC）：价值等级 = MVC。');
    expect(servicePlan.explain(decision, 'en')[0]).toBe('Goal retain, by MVC: value tier = MVC.');
    expect(servicePlan.outcome(base, today)).toEqual(decision.outcome);
  });

  it('needs the fact of what is in place where something is required', () => {
    const { inPlace: _, ...rest } = servicePlan.policy;
    expect(checkService(rest)).toContainEqual(expect.objectContaining({ code: 'missing', path: ['inPlace'] }));
  });

  it('comes from a file as well', () => {
    const fromJson = compileServiceJson(JSON.parse(JSON.stringify(servicePlan.policy)));
    expect(fromJson.outcome(base, today)).toEqual(servicePlan.outcome(base, today));
  });
});

describe('a promotion forecast', () => {
  const promotion: PromotionCase = {
    spend: yuan('8000.00'),
    monthlyGrowth: '0.20',
    threshold: yuan('50000.00'),
    heldMonths: 1,
    asOf: '2026-01-31',
    horizonMonths: 24,
  };

  it('reaches 50,000 from 8,000 at 20 % a month in month 11: 49,534 in month 10, 59,441 in month 11', () => {
    expect(forecastPromotion(promotion).value).toEqual({
      reachesInMonths: 11,
      reachesOn: '2026-12-31',
      spendThen: yuan('59440.67'),
      promotedOn: '2026-12-31',
    });
    expect(forecastPromotion({ ...promotion, threshold: yuan('49533.89') }).value?.reachesInMonths).toBe(10);
  });

  it('promotes after the months that the spend is to be held', () => {
    // From the month's end two months on: 2027-02-28 after 2026-12-31.
    expect(forecastPromotion({ ...promotion, heldMonths: 3 }).value?.promotedOn).toBe('2027-02-28');
  });

  it.each([
    ['0.00', 24],
    ['-0.10', 24],
    ['0.20', 10],
  ])('is not reached at a growth of %s within %d months', (monthlyGrowth, horizonMonths) => {
    expect(forecastPromotion({ ...promotion, monthlyGrowth, horizonMonths })).toEqual({
      undefinedBecause: 'notReached',
    });
  });

  it('is there already where the spend is', () => {
    expect(forecastPromotion({ ...promotion, spend: yuan('50000.00') }).value?.reachesInMonths).toBe(0);
  });

  it('is not reached by a spend that shrinks below the threshold before it was held: 50,000, 45,000, 40,500', () => {
    const shrinking = { ...promotion, spend: yuan('50000.00'), monthlyGrowth: '-0.10', heldMonths: 3 };
    expect(forecastPromotion({ ...shrinking, threshold: yuan('40500.01') })).toEqual({
      undefinedBecause: 'notReached',
    });
    expect(forecastPromotion({ ...shrinking, threshold: yuan('40500.00') }).value).toMatchObject({
      reachesInMonths: 0,
      spendThen: yuan('50000.00'),
      promotedOn: '2026-03-31',
    });
  });

  it('orders the watch-list by the month, then by id', () => {
    const { spend: _, monthlyGrowth: __, ...rules } = promotion;
    const list = watchList(
      [
        { id: 'c', spend: yuan('8000.00'), monthlyGrowth: '0' },
        { id: 'b', spend: yuan('8000.00'), monthlyGrowth: '0.20' },
        { id: 'a', spend: yuan('8000.00'), monthlyGrowth: '0.20' },
        { id: 'd', spend: yuan('45000.00'), monthlyGrowth: '0.20' },
      ],
      rules,
    );
    expect(list.map(({ id }) => id)).toEqual(['d', 'a', 'b', 'c']);
  });
});
