import { checkPricing, compilePricingJson } from 'tenure/pricing';
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
  ])('needs a fact that can say the segment: %s', (fault, change) => {
    expect(checkPricing({ ...restricted, ...change }).map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([
      fault,
    ]);
  });
});
