import type { FactDeclaration } from 'tenure/core';
import { compileSegmentation } from 'tenure/segmentation';

/*
 * A starter policy that tells the business customers of a telecom operator apart: whose customer this is at all, what
 * they need, how much they use, which line of business they are in, and need by usage as one grid. Every figure and
 * every list is an example, to be replaced by your own: the practice names the dimensions and leaves the cuts open.
 */

const facts = [
  // Identity. Neither licence nor personal id is no proof of anything: the category is then unknown.
  { id: 'hasBusinessLicence', kind: 'flag', label: { en: 'business licence', zh: '营业执照' } },
  { id: 'hasPersonalId', kind: 'flag', label: { en: 'personal id', zh: '个人身份证' } },
  { id: 'industry', kind: 'text', label: { en: 'line of business', zh: '行业' } },
  { id: 'sites', kind: 'integer', min: 0, label: { en: 'sites', zh: '网点数' } },
  { id: 'employees', kind: 'integer', min: 0, label: { en: 'employees', zh: '职工人数' } },

  // Use of a month, measured. A month that was not measured is unknown, not zero.
  { id: 'monthlyUsageGb', kind: 'number', min: 0, unit: 'GB', label: { en: 'monthly data use', zh: '月流量' } },
  { id: 'voiceMinutes', kind: 'number', min: 0, unit: 'minutes', label: { en: 'monthly calls', zh: '月通话时长' } },
  { id: 'internetShare', kind: 'number', min: 0, max: 1, label: { en: 'internet share of charges', zh: '上网费占比' } },
  { id: 'monthlyFee', kind: 'money', currency: 'CNY', min: '0', label: { en: 'monthly fee', zh: '月租费' } },

  // Asked for, not measured: these come from visits and from research.
  { id: 'wantsBackupCircuit', kind: 'flag', label: { en: 'wants a backup circuit', zh: '需要备份电路' } },
  { id: 'keenOnNewServices', kind: 'flag', label: { en: 'keen on new services', zh: '热衷新业务' } },
] as const satisfies readonly FactDeclaration[];

export const telecomSegments = compileSegmentation({
  kind: 'segmentation',
  id: 'telecom-segments',
  version: '1',
  label: { en: 'Segments of business customers', zh: '商业客户市场细分' },
  source: 'starter policy; all figures are examples',
  facts,
  dimensions: [
    // The first cut, because what businesses and households need differs from the ground up.
    {
      id: 'category',
      label: { en: 'Category', zh: '客户类别' },
      type: 'rules',
      segments: [
        { id: 'business', label: { en: 'Business', zh: '企业客户' }, when: { hasBusinessLicence: true } },
        {
          id: 'residential',
          label: { en: 'Residential', zh: '居民客户' },
          when: { hasBusinessLicence: false, hasPersonalId: true },
        },
      ],
      // Asked, and found to have neither: that is known. Not asked: that is not.
      otherwise: 'unregistered',
      whenUnknown: 'uncategorised',
    },

    // What they need, most demanding first: the first rule that holds decides.
    {
      id: 'need',
      label: { en: 'Need', zh: '需求' },
      type: 'rules',
      segments: [
        {
          id: 'resilience',
          label: { en: 'Resilience', zh: '安全可靠' },
          // Party, government and emergency bodies ask for a backup circuit before they ask for the price.
          when: { $or: [{ wantsBackupCircuit: true }, { industry: { $in: ['government', 'police', 'court'] } }] },
        },
        {
          id: 'networking',
          label: { en: 'Networking', zh: '组网' },
          // Several sites talk to each other: a private line or virtual network, not access alone.
          when: { sites: { $gte: 3 } },
        },
        {
          id: 'data',
          label: { en: 'Data', zh: '数据' },
          when: { $or: [{ internetShare: { $gte: 0.5 } }, { keenOnNewServices: true, monthlyUsageGb: { $gte: 100 } }] },
        },
      ],
      otherwise: 'voice',
      whenUnknown: 'unclear',
    },

    // Usage is often the better first step: bands by the month's data, each with one bound.
    {
      id: 'usage',
      label: { en: 'Usage', zh: '使用量' },
      type: 'bands',
      fact: 'monthlyUsageGb',
      bands: [
        // 200 GB itself is medium: `below` leaves its bound to the next band.
        { id: 'low', label: { en: 'low', zh: '低' }, below: 200 },
        { id: 'medium', label: { en: 'medium', zh: '中' }, below: 1000 },
        { id: 'high', label: { en: 'high', zh: '高' } },
      ],
      whenUnknown: 'unmeasured',
    },

    // The line of business stands in for needs that nobody has asked about yet.
    {
      id: 'vertical',
      label: { en: 'Line of business', zh: '行业' },
      type: 'category',
      fact: 'industry',
      segments: [
        { id: 'government', label: { en: 'Government', zh: '党政军' }, values: ['government', 'police', 'court'] },
        { id: 'health', label: { en: 'Health', zh: '医疗' }, values: ['hospital', 'clinic'] },
        { id: 'education', label: { en: 'Education', zh: '教育' }, values: ['school', 'university'] },
        { id: 'trade', label: { en: 'Trade', zh: '商贸' }, values: ['retail', 'wholesale'] },
        { id: 'manufacturing', label: { en: 'Manufacturing', zh: '制造' }, values: ['manufacturing'] },
      ],
      otherwise: 'otherVertical',
      whenUnknown: 'unlisted',
    },

    // A line of business says something about a business only: a household is left whole, whatever industry stands in its file.
    {
      id: 'profile',
      label: { en: 'Default profile', zh: '默认需求特征' },
      type: 'nested',
      of: 'category',
      refine: [{ segment: 'business', by: 'vertical' }],
    },

    // The warning that goes with it: an industry was given and not used.
    {
      id: 'industryUse',
      label: { en: 'Use of the industry', zh: '行业属性使用' },
      type: 'rules',
      segments: [
        {
          id: 'industryIgnored',
          label: { en: 'industry ignored: not a business', zh: '非企业客户，行业不适用' },
          when: { hasBusinessLicence: false, industry: { $exists: true } },
        },
      ],
      otherwise: 'industryApplies',
      whenUnknown: 'industryUnchecked',
    },

    // Need by usage: `data:high`. Strategy cards, churn contrasts and targets are kept per cell of this grid.
    { id: 'cell', label: { en: 'Need by usage', zh: '需求×使用量' }, type: 'grid', rows: 'need', columns: 'usage' },
  ],
});
