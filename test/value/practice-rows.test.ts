import { compileValue, reviewStrategy, serviceUse } from 'tenure/value';
import { describe, expect, it } from 'vitest';
import { today, yuan } from './tiers.js';

const cny = { kind: 'money', currency: 'CNY' } as const;
const score = { kind: 'decimal', scale: 1, min: '0', max: '10' } as const;

/** What the practice measures beside the tier, each as a figure, flag or class of one policy. */
const classify = compileValue({
  kind: 'value',
  id: 'beside-the-tier',
  version: '1',
  facts: [
    { id: 'month1', ...cny },
    { id: 'month2', ...cny },
    { id: 'month3', ...cny },
    { id: 'benefits', ...cny },
    { id: 'costs', ...cny },
    { id: 'rivalBenefits', ...cny },
    { id: 'rivalCosts', ...cny },
    { id: 'visits', ...score },
    { id: 'satisfaction', ...score },
    { id: 'payment', ...score },
    { id: 'escalation', ...score },
    { id: 'contacts', ...score },
    { id: 'qualityBefore', ...score },
    { id: 'loyalty', ...score },
    { id: 'volume', kind: 'integer', min: 0 },
    { id: 'frequency', kind: 'integer', min: 0 },
  ],
  figures: [
    { id: 'threeMonths', ...cny, terms: [{ fact: 'month1' }, { fact: 'month2' }, { fact: 'month3' }] },
    { id: 'delivered', ...cny, terms: [{ fact: 'benefits' }, { fact: 'costs', times: '-1' }] },
    { id: 'rivalDelivered', ...cny, terms: [{ fact: 'rivalBenefits' }, { fact: 'rivalCosts', times: '-1' }] },
    { id: 'lead', ...cny, terms: [{ fact: 'delivered' }, { fact: 'rivalDelivered', times: '-1' }] },
    {
      id: 'relationship',
      kind: 'score',
      scale: 1,
      rounding: 'halfUp',
      weights: 'sumToOne',
      terms: [
        { fact: 'visits', times: '0.2' },
        { fact: 'satisfaction', times: '0.2' },
        { fact: 'payment', times: '0.2' },
        { fact: 'escalation', times: '0.2' },
        { fact: 'contacts', times: '0.2' },
      ],
    },
    { id: 'trend', kind: 'score', scale: 1, terms: [{ fact: 'relationship' }, { fact: 'qualityBefore', times: '-1' }] },
  ],
  hitPolicy: 'first',
  // Mid-to-high-end from an average of 80 over three months: a sum of 240.
  tiers: [
    { id: 'midHighEnd', when: { threeMonths: { $gte: '240.00' } } },
    { id: 'ordinary', when: { threeMonths: { $lt: '240.00' } } },
  ],
  otherwise: 'UNRATED',
  whenUnknown: { result: 'unrated' },
  flags: [
    { id: 'atRiskOfAttack', tiers: ['midHighEnd'], when: { loyalty: { $lt: '4' } } },
    { id: 'outbid', tiers: ['midHighEnd', 'ordinary', 'UNRATED'], when: { lead: { $lt: '0' } } },
    { id: 'relationshipFalls', tiers: ['midHighEnd', 'ordinary', 'UNRATED'], when: { trend: { $lte: '-0.5' } } },
  ],
  classes: [
    { id: 'economic', rules: [{ source: 'practice', when: { volume: { $gte: 10000 }, frequency: { $gte: 20 } } }] },
  ],
  precedence: ['economic'],
});

const months = (...amounts: readonly string[]) => ({
  month1: yuan(amounts[0]!),
  month2: yuan(amounts[1]!),
  month3: yuan(amounts[2]!),
});
const decide = (facts: Parameters<typeof classify>[0]) => classify(facts, today).outcome;

describe('a mid-to-high-end customer', () => {
  it.each([
    ['ordinary', months('90.00', '85.00', '60.00'), '78.33 a month'],
    ['midHighEnd', months('90.00', '85.00', '70.00'), '81.67 a month'],
    ['UNRATED', { month1: yuan('90.00'), month2: yuan('85.00') }, 'a month without data'],
  ] as const)('is %s, by the threshold of the policy over three months: %j, %s', (tier, facts, _why) => {
    expect(decide(facts).tier).toBe(tier);
  });
});

describe('an economic key account', () => {
  it.each([
    [['economic'], { volume: 12_000, frequency: 25 }],
    [[], { volume: 12_000, frequency: 19 }],
    [[], { volume: 9_999, frequency: 25 }],
  ])('is %j by volume and frequency together: %j', (classes, facts) => {
    expect(decide(facts).classes).toEqual(classes);
  });
});

describe('value delivered to the customer', () => {
  const offer = {
    benefits: yuan('100.00'),
    costs: yuan('70.00'),
    rivalBenefits: yuan('90.00'),
    rivalCosts: yuan('55.00'),
  };

  it('is 30 against a rival’s 35: a deficit of 5', () => {
    expect(classify.figures(offer)).toMatchObject({
      delivered: yuan('30.00'),
      rivalDelivered: yuan('35.00'),
      lead: yuan('-5.00'),
    });
    expect(decide(offer).flags).toEqual(['outbid']);
  });

  it('is not compared with a rival of unknown cost', () => {
    expect(decide({ ...offer, rivalCosts: null }).flags).toEqual([]);
  });
});

describe('the quality of the relationship', () => {
  const signals = { visits: '8', satisfaction: '7', payment: '9', escalation: '6', contacts: '4' };

  it('is 6.8 of 8, 7, 9, 6 and 4 in equal weights, 0.9 below the last quarter: action is due', () => {
    const facts = { ...signals, qualityBefore: '7.7' };
    expect(classify.figures(facts)).toMatchObject({ relationship: '6.8', trend: '-0.9' });
    expect(decide(facts).flags).toEqual(['relationshipFalls']);
  });

  it('is unknown while a signal is missing', () => {
    expect(classify.figures({ ...signals, visits: null }).relationship).toBeNull();
  });
});

describe('loyalty', () => {
  it('stands beside the tier and never moves it: high value and low loyalty is a customer to be attacked', () => {
    const rich = months('90.00', '90.00', '90.00');
    expect(decide({ ...rich, loyalty: '3' })).toMatchObject({ tier: 'midHighEnd', flags: ['atRiskOfAttack'] });
    expect(decide({ ...rich, loyalty: '9' })).toMatchObject({ tier: 'midHighEnd', flags: [] });
  });
});

describe('a key-account strategy', () => {
  const elements = { understanding: 'a', competition: 'b', affinity: 'c', management: 'd' };
  const answers = [{ class: 'key', who: 'a', wants: 'b', managed: 'c' }];

  it('without affinity has three of its four elements', () => {
    const review = reviewStrategy({ id: 's', elements: { ...elements, affinity: ' ' }, answers }, ['key']);
    expect(review.elements).toEqual({ present: 3, of: 4, missing: ['affinity'] });
    expect(review.valid).toBe(false);
  });

  it('is not valid while a class does not say how it is managed, or is not spoken of', () => {
    const blank = { id: 's', elements, answers: [{ class: 'key', who: 'a', wants: 'b', managed: '' }] };
    expect(reviewStrategy(blank, ['key', 'group'])).toMatchObject({
      valid: false,
      open: [
        { class: 'key', questions: ['managed'] },
        { class: 'group', questions: ['who', 'wants', 'managed'] },
      ],
    });
    expect(reviewStrategy({ id: 's', elements, answers }, ['key']).valid).toBe(true);
  });
});

describe('the breadth of use', () => {
  it('is 37.5 % with three of eight services, and names the rest', () => {
    const use = serviceUse(
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'],
      new Map([
        ['a', 4],
        ['b', null],
        ['c', 1],
        ['old', 2],
      ]),
    );
    expect(use.breadth.value).toBe(0.375);
    expect(use.unused).toEqual(['d', 'e', 'f', 'g', 'h']);
    expect(use.depth[1]).toEqual({ service: 'b', units: null });
    expect(serviceUse([], new Map()).breadth).toEqual({ undefinedBecause: 'zeroBase' });
  });
});
