/** What every pricing policy has to say; a test adds its prices, offerings and adjustments. */
export const barePolicy = {
  kind: 'pricing',
  id: 'bare',
  version: '1',
  currency: 'CNY',
  rounding: { mode: 'halfUp' },
  allocation: 'largestRemainder',
  facts: [],
  specifications: [],
} as const;
