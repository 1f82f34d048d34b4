import type { SegmentationDraft } from 'tenure/segmentation';

/*
 * A draft whose cuts and centroids come from the base itself: `fitSegmentation(draft, records)` freezes them into plain
 * JSON, and the frozen policy assigns without the base. Methods, seed and candidates are part of the draft, so a second fit of the
 * same base gives the same policy. Every choice is an example.
 */
export const segmentationDraft = {
  kind: 'segmentation',
  id: 'fitted-usage',
  version: 'draft',
  label: { en: 'Usage by the base itself', zh: '按存量拟合的使用量细分' },
  source: 'starter policy; all choices are examples',
  facts: [
    { id: 'monthlyUsageGb', kind: 'number', min: 0, unit: 'GB' },
    { id: 'monthlyFee', kind: 'money', currency: 'CNY', min: '0' },
    { id: 'daysSinceOrder', kind: 'integer', min: 0 },
    { id: 'ordersPerYear', kind: 'integer', min: 0 },
  ],
  dimensions: [
    // Thirds by Hyndman and Fan's type 8, which its authors recommend; a heavy tie at a cut is refused, not hidden.
    {
      id: 'usage',
      type: 'bands',
      fact: 'monthlyUsageGb',
      bands: [
        { id: 'low', below: { quantile: 1 / 3, method: 8 } },
        { id: 'medium', below: { quantile: 2 / 3, method: 8 } },
        { id: 'high' },
      ],
      whenUnknown: 'unmeasured',
    },
    // Kinds of use and spending; the silhouette chooses how many, among two to four.
    {
      id: 'kind',
      type: 'clusters',
      axes: ['monthlyUsageGb', 'monthlyFee'],
      search: { seed: 20130101, starts: 10, scale: 'zScore', choose: { among: [2, 3, 4], by: 'silhouette' } },
      whenUnknown: 'kindUnknown',
    },
    // Recency, frequency and money: equal values always get equal points.
    {
      id: 'rfm',
      type: 'scorecard',
      factors: [
        {
          id: 'recency',
          type: 'bands',
          weight: 1,
          fact: 'daysSinceOrder',
          bands: [
            { upTo: { quantile: 1 / 3, method: 7 }, points: 3 },
            { upTo: { quantile: 2 / 3, method: 7 }, points: 2 },
            { points: 1 },
          ],
        },
        {
          id: 'frequency',
          type: 'bands',
          weight: 1,
          fact: 'ordersPerYear',
          bands: [
            { upTo: { quantile: 1 / 3, method: 7 }, points: 1 },
            { upTo: { quantile: 2 / 3, method: 7 }, points: 2 },
            { points: 3 },
          ],
        },
        {
          id: 'money',
          type: 'bands',
          weight: 1,
          fact: 'monthlyFee',
          bands: [
            { upTo: { quantile: 1 / 3, method: 7 }, points: 1 },
            { upTo: { quantile: 2 / 3, method: 7 }, points: 2 },
            { points: 3 },
          ],
        },
      ],
      segments: [
        { id: 'champion', when: { recency: 3, frequency: 3, money: { $gte: 2 } } },
        { id: 'atRisk', when: { recency: 1, total: { $gte: 6 } } },
      ],
      otherwise: 'regular',
      whenUnknown: 'unscored',
    },
  ],
} as const satisfies SegmentationDraft;
