import type { Benchmark } from 'tenure/segmentation';

/*
 * How other carriers served small and medium businesses, as a consultant's slide of the early 2000s has it. It is a
 * second-hand source without a date, so it is stale by any measure: an example of form, not advice.
 */

const source = {
  type: 'secondary',
  date: null,
  confidence: 'stated',
  note: 'a table in training material, before 2005',
} as const;

export const carrierBenchmarks: readonly Benchmark[] = [
  {
    id: 'AT&T',
    source,
    aspects: [
      { id: 'target', traits: [{ id: 'international' }, { id: 'highEndSme' }] },
      { id: 'bundling', traits: [{ id: 'segmentBundles' }, { id: 'selfSelectionInside' }] },
      { id: 'priceLevel', traits: [{ id: 'defensive' }] },
      { id: 'channel', traits: [{ id: 'directSales', note: 'strong' }, { id: 'teleSales' }] },
    ],
  },
  {
    id: 'MCI',
    label: { en: 'MCI WorldCom' },
    source,
    aspects: [
      { id: 'target', traits: [{ id: 'smeWithPersonalService' }] },
      {
        id: 'products',
        traits: [
          { id: 'adslInstallAndAccess' },
          { id: 'managedInterfaceSoftware' },
          { id: 'networkMonitoring' },
          { id: 'perMinuteBillingOverAllServices' },
        ],
      },
      { id: 'priceLevel', traits: [{ id: 'offensive' }] },
      { id: 'channel', traits: [{ id: 'directSales', note: 'strong' }] },
    ],
  },
  {
    id: 'Sprint',
    source,
    aspects: [
      { id: 'target', traits: [{ id: 'limitedSmeService' }] },
      {
        id: 'products',
        traits: [{ id: 'emailToFax' }, { id: 'multiRecipientFax' }, { id: 'fastFileTransfer' }],
      },
      // Read off the place of a cell in the slide, not from its words.
      { id: 'productDifferentiatedPricing', traits: [{ id: 'yes' }], confidence: 'layoutInferred' },
      { id: 'priceStructure', traits: [{ id: 'flat' }] },
      { id: 'priceLevel', traits: [{ id: 'competitive' }] },
      { id: 'channel', traits: [{ id: 'directSales', note: 'limited' }] },
    ],
  },
  {
    id: 'reseller',
    label: { en: 'Resellers', zh: '转售商' },
    source,
    aspects: [
      { id: 'target', traits: [{ id: 'sme' }] },
      { id: 'products', traits: [{ id: 'longDistance' }, { id: 'tollFree' }, { id: 'callingCards' }] },
      { id: 'priceStructure', traits: [{ id: 'flat' }] },
      { id: 'priceLevel', traits: [{ id: 'belowMajors' }] },
      {
        id: 'channel',
        confidence: 'truncated',
        traits: [
          { id: 'direct', share: 0.47 },
          { id: 'agent', share: 0.17 },
          { id: 'unspecified', share: 0.36, note: 'truncated in source' },
        ],
      },
    ],
  },
];
