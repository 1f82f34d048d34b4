import { compilePricing, type PricingPolicy } from 'tenure/pricing';

/** A small catalogue that tests vary one field of: fibre, mobile and a router, a term discount, a floor, an authority. */
export const basePolicy = {
  kind: 'pricing',
  id: 'sme',
  version: '1',
  currency: 'CNY',
  rounding: { mode: 'halfUp' },
  allocation: 'largestRemainder',
  facts: [
    { id: 'category', kind: 'text', values: ['sme', 'keyAccount'] },
    { id: 'churnRisk', kind: 'decimal', scale: 2 },
    { id: 'creditClass', kind: 'text' },
  ],
  specifications: [{ id: 'fibre' }, { id: 'mobile' }],
  prices: [
    {
      id: 'fibre-rental',
      priceType: 'recurring',
      charge: { model: 'perUnit', amount: '1000' },
      cost: { model: 'perUnit', amount: '870' },
    },
    {
      id: 'mobile-rental',
      priceType: 'recurring',
      charge: { model: 'perUnit', amount: '30' },
      cost: { model: 'perUnit', amount: '10' },
    },
    {
      id: 'mobile-minutes',
      priceType: 'usage',
      meters: ['minutes'],
      charge: { model: 'perUnit', amount: '0.10' },
      cost: { model: 'perUnit', amount: '0.02' },
    },
    { id: 'router', priceType: 'oneTime', charge: { model: 'perUnit', amount: '200' } },
  ],
  offerings: [
    { id: 'fibre-100', specification: 'fibre', prices: ['fibre-rental'] },
    { id: 'mobile-plan', specification: 'mobile', prices: ['mobile-rental', 'mobile-minutes'] },
    { id: 'router', prices: ['router'] },
  ],
  adjustments: [],
} as const satisfies PricingPolicy;

export const asOf = { asOf: '2026-11-21' } as const;

export const quoteBase = compilePricing(basePolicy);
