import { checkPricing, compilePricingJson, pricingWarnings } from 'tenure/pricing';
import { describe, expect, test } from 'vitest';
import { asOf, basePolicy } from './sme-catalogue.js';

const restricted = {
  ...basePolicy,
  marketSegment: 'category',
  offerings: [
    { ...basePolicy.offerings[0], marketSegments: ['sme'] },
    ...basePolicy.offerings.slice(1),
    {
      id: 'office',
      prices: [],
      bundle: { components: [{ offering: 'fibre-100' }], priceTypes: ['recurring'] },
    },
  ],
};
const quote = compilePricingJson(restricted);
const ask = (offering: string, facts: object = {}) => quote({ lines: [{ offering }], facts }, asOf);

describe('an offering for one market segment', () => {
  test.each([
    ['acceptable', 'fibre-100', { category: 'sme' }],
    ['refused', 'fibre-100', { category: 'keyAccount' }],
    ['undecided', 'fibre-100', {}],
    ['refused', 'office', { category: 'keyAccount' }],
    ['acceptable', 'router', { category: 'keyAccount' }],
    ['acceptable', 'router', {}],
  ] as const)('is %s: %s for %j, parts of a bundle included', (verdict, offering, facts) => {
    expect(ask(offering, facts).outcome.verdict).toBe(verdict);
  });

  test('says for whom it is and who asked, or that nobody knows', () => {
    const refused = ask('fibre-100', { category: 'keyAccount' });
    expect(refused.reasons).toContainEqual({
      code: 'otherSegment',
      rule: 'fibre-100',
      facts: { segments: ['sme'], seen: 'keyAccount' },
    });
    expect(quote.explain(refused, 'en')).toContain('fibre-100 is sold to sme only, not to keyAccount.');
    const open = ask('fibre-100');
    expect([open.reasons[0]?.code, open.unknown]).toEqual(['segmentUnknown', ['category']]);
    expect(ask('fibre-100', { category: { unknown: ['industry'] } }).unknown).toEqual(['industry']);
  });

  test('is priced all the same, so that the refusal shows what it refuses', () => {
    expect(ask('fibre-100', { category: 'keyAccount' }).outcome.total.amount).toBe('1000.00');
  });

  test.each([
    ['missing marketSegment', { marketSegment: undefined }],
    ['unknownFact marketSegment', { marketSegment: 'churnRisk' }],
    ['unknownFact marketSegment', { marketSegment: 'industry' }],
    [
      'unknownReference offerings.0.marketSegments.0',
      { offerings: [{ ...basePolicy.offerings[0], marketSegments: ['smb'] }] },
    ],
    ['empty facts.0.values', { facts: [{ ...basePolicy.facts[0], values: [] }, ...basePolicy.facts.slice(1)] }],
  ])('needs a fact that can say the segment: %s', (fault, change) => {
    expect(checkPricing({ ...restricted, ...change }).map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([
      fault,
    ]);
  });
});

describe('one product at a price per segment', () => {
  // PRC-06: 100 for small businesses and 80 for key accounts invites buying through a key account.
  const twoPrices = (as: 'error' | 'warning', change: object = {}) => ({
    ...restricted,
    catalogueChecks: { shrinkingTermDiscount: 'error', cheaperVolume: 'error', segmentArbitrage: as },
    prices: [
      ...basePolicy.prices,
      { id: 'for-sme', priceType: 'recurring', charge: { model: 'perUnit', amount: '100' } },
      { id: 'for-key-accounts', priceType: 'recurring', charge: { model: 'perUnit', amount: '80' } },
      { id: 'by-volume', priceType: 'recurring', charge: { model: 'volume', tiers: [{ unit: '80' }] } },
    ],
    offerings: [
      ...basePolicy.offerings,
      { id: 'sme-line', specification: 'fibre', prices: ['for-sme'], marketSegments: ['sme'] },
      {
        id: 'key-line',
        specification: 'fibre',
        prices: ['for-key-accounts'],
        marketSegments: ['keyAccount'],
        ...change,
      },
    ],
  });
  const at = basePolicy.offerings.length;

  test.each(['error', 'warning'] as const)(
    'is an %s where the policy takes it for one: who pays more, and more than whom',
    (as) => {
      const policy = twoPrices(as);
      const found = as === 'error' ? checkPricing(policy) : pricingWarnings(compilePricingJson(policy).policy);
      expect(found.map(({ message }) => message)).toEqual([
        `offerings.${at}.prices: expected at most 80, the price of key-line for keyAccount, got "100"`,
      ]);
    },
  );

  describe('compared on the days on which both are sold, by the month', () => {
    const from2027 = { from: '2027-01-01' };
    const until2026 = { until: '2026-12-31' };
    const price = (id: string, amount: string, more: object = {}) => ({
      id,
      priceType: 'recurring',
      charge: { model: 'perUnit', amount },
      ...more,
    });
    const messages = (prices: readonly object[], ofKey: object = {}) => {
      const policy = twoPrices('warning', ofKey);
      const { policy: checked } = compilePricingJson({ ...policy, prices: [...basePolicy.prices, ...prices] });
      return pricingWarnings(checked).map(({ path, expected, received }) => [path[1], expected, received]);
    };

    test('a year at 1,200 is dearer than a month at 90, and cheaper than one at 110', () => {
      const year = price('for-sme', '1200', { periodMonths: 12 });
      expect(messages([year, price('for-key-accounts', '110')])).toEqual([
        [at + 1, 'at most 100, the price of sme-line for sme', '"110"'],
      ]);
      expect(messages([year, price('for-key-accounts', '90')])).toEqual([
        [at, 'at most 90, the price of key-line for keyAccount', '"100"'],
      ]);
      expect(messages([year, price('for-key-accounts', '100')])).toEqual([]);
    });

    test('every version of a price counts, whichever is listed last', () => {
      const versions = [
        price('for-sme', '100', { validFor: until2026 }),
        price('for-sme', '80', { validFor: from2027 }),
      ];
      const key = price('for-key-accounts', '80');
      const found = [[at, 'at most 80, the price of key-line for keyAccount', '"100"']];
      expect(messages([...versions, key])).toEqual(found);
      expect(messages([...versions.toReversed(), key])).toEqual(found);
    });

    test('offerings that are never sold on one day do not compare', () => {
      const prices = [price('for-sme', '100', { validFor: until2026 }), price('for-key-accounts', '80')];
      expect(messages(prices, { validFor: from2027 })).toEqual([]);
      expect(messages(prices, { validFor: { from: '2026-12-31' } })).toHaveLength(1);
    });
  });

  test.each([
    ['of another product', { specification: 'mobile' }],
    ['for the same segment', { marketSegments: ['sme', 'keyAccount'] }],
    ['for everybody', { marketSegments: undefined }],
    ['at the same price', { prices: ['for-sme'] }],
    ['without a price that compares', { prices: ['by-volume'] }],
  ])('is none beside an offering %s', (_, change) => {
    expect(checkPricing(twoPrices('error', change))).toEqual([]);
  });
});
