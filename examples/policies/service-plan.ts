import type { FactDeclaration } from 'tenure/core';
import { compileService } from 'tenure/value';

/*
 * A starter policy for service by value tier and key-account class. Costs and bounds are examples, to be replaced by your
 * own. Tier and classes come from the value decision:
 *   toFacts(decision, ({ tier, classes }) => ({ tier: tier === 'UNRATED' ? null : tier, classes }))
 */

const facts = [
  { id: 'tier', kind: 'text', values: ['MVC', 'MGC', 'LVC', 'BZ'], label: { en: 'value tier', zh: '价值等级' } },
  { id: 'classes', kind: 'textList', label: { en: 'key-account classes', zh: '大客户类别' } },
  { id: 'lines', kind: 'integer', min: 0, label: { en: 'lines', zh: '线路数' } },
  { id: 'sites', kind: 'integer', min: 0, label: { en: 'sites', zh: '网点数' } },
  { id: 'servicesInPlace', kind: 'textList', label: { en: 'services in place', zh: '已落实服务' } },
] as const satisfies readonly FactDeclaration[];

const important = { classes: { $contains: 'important' } } as const;
const key = { classes: { $contains: 'key' } } as const;
const mvc = { tier: 'MVC' } as const;

export const servicePlan = compileService({
  kind: 'service',
  id: 'service-plan',
  version: '1',
  label: { en: 'Service by tier and class', zh: '分级分类服务方案' },
  source: 'starter policy; all figures are examples',
  facts,
  currency: 'CNY',
  treatments: [
    {
      id: 'BZ',
      when: { tier: 'BZ' },
      goal: 'repriceOrExit',
      serviceLevel: 'selfService',
      forbids: ['discount'],
      annualCeiling: '0.00',
    },
    { id: 'MVC', when: mvc, goal: 'retain', serviceLevel: 'namedManager', annualCeiling: '60000.00' },
    { id: 'MGC', when: { tier: 'MGC' }, goal: 'grow', serviceLevel: 'namedManager', annualCeiling: '5000.00' },
    {
      id: 'LVC',
      when: { tier: 'LVC' },
      goal: 'automate',
      serviceLevel: 'phoneAndSelfService',
      annualCeiling: '200.00',
    },
  ],
  entitlements: [
    // Important customers: communications that do not fail. What is due and not in place shows as a gap.
    {
      id: 'backupCircuit',
      label: { en: 'backup circuit', zh: '备份电路' },
      when: important,
      annualCost: '6000.00',
      required: true,
    },
    {
      id: 'priorityRepair',
      label: { en: 'priority repair', zh: '优先抢修' },
      when: important,
      annualCost: '800.00',
      required: true,
    },
    {
      id: 'drills',
      label: { en: 'emergency drills', zh: '应急演练' },
      when: important,
      annualCost: '500.00',
      required: true,
    },
    // Key accounts: six items, the regular visit included.
    { id: 'bestQuality', label: { en: 'best quality', zh: '优质' }, when: key, annualCost: '300.00' },
    { id: 'priority', label: { en: 'priority', zh: '优先' }, when: key, annualCost: '200.00' },
    { id: 'bestCircuits', label: { en: 'best circuits', zh: '优电路' }, when: key, annualCost: '900.00' },
    { id: 'bestEquipment', label: { en: 'best equipment', zh: '优设备' }, when: key, annualCost: '700.00' },
    { id: 'favourablePrice', label: { en: 'favourable price', zh: '优惠' }, when: key, annualCost: '0.00' },
    { id: 'regularVisit', label: { en: 'regular visit', zh: '定期走访' }, when: key, annualCost: '600.00' },
    // VIP items of the most valuable: 2 + 30 + 60 = 92 a year.
    { id: 'vipCard', label: { en: 'VIP card', zh: 'VIP卡' }, when: mvc, annualCost: '2.00' },
    { id: 'birthdayGift', label: { en: 'birthday gift', zh: '生日礼品' }, when: mvc, annualCost: '30.00' },
    { id: 'club', label: { en: 'club', zh: '俱乐部' }, when: mvc, annualCost: '60.00' },
  ],
  // Three-excellences, one-stop, resident on site: each above the one before.
  ladder: [
    {
      id: 'threeExcellences',
      label: { en: 'three excellences', zh: '三优服务' },
      when: { tier: { $in: ['MVC', 'MGC'] } },
      annualCost: '1000.00',
    },
    {
      id: 'oneStop',
      label: { en: 'one-stop', zh: '一站式服务' },
      when: { ...mvc, lines: { $gt: 500 } },
      annualCost: '8000.00',
    },
    {
      id: 'resident',
      label: { en: 'resident on site', zh: '派驻制' },
      when: { ...mvc, lines: { $gt: 500 }, sites: { $gte: 3 } },
      annualCost: '48000.00',
    },
  ],
  inPlace: 'servicesInPlace',
});
