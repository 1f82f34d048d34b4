import { compileProfile } from 'tenure/profile';

/*
 * A starter policy that turns the record of a telecom operator's business customer into facts: which months count as
 * now, which services there are, whom to believe and for how long, what needs consent. Every figure and every list is
 * an example, to be replaced by your own.
 */
export const customerProfile = compileProfile({
  kind: 'profile',
  id: 'business-profile',
  version: '1',
  label: { en: 'Business customer', zh: '商业客户' },
  currency: 'CNY',
  services: [
    { id: 'voice', label: { en: 'Calls', zh: '语音' }, unit: 'minutes' },
    { id: 'broadband', label: { en: 'Broadband', zh: '宽带' }, unit: 'GB' },
    { id: 'mobileData', label: { en: 'Mobile data', zh: '移动数据' }, unit: 'GB' },
  ],
  windows: {
    // Three complete months against the nine before; a mean needs two of them.
    recentMonths: 3,
    baselineMonths: 9,
    knownMonths: 2,
    recentDays: 90,
  },
  rounding: 'halfUp',
  arrearsClasses: [
    { id: 'none', label: { en: 'No arrears', zh: '无欠费' }, upToDays: 0 },
    { id: 'short', label: { en: 'Up to 30 days', zh: '欠费30天以内' }, upToDays: 30 },
    { id: 'long', label: { en: 'Over 30 days', zh: '欠费30天以上' } },
  ],
  attributes: [
    // Satisfaction and the price as felt are research's to say, and nobody else's.
    {
      fact: { id: 'satisfaction', kind: 'integer', min: 0, max: 10, label: { en: 'satisfaction', zh: '满意度' } },
      provenance: ['research'],
      sources: ['annualSurvey', 'callSurvey'],
      staleAfterDays: 365,
      whenStale: 'unknown',
    },
    {
      fact: { id: 'priceImage', kind: 'integer', min: 0, max: 10, label: { en: 'price image', zh: '印象价格' } },
      provenance: ['research'],
      sources: ['annualSurvey'],
      staleAfterDays: 365,
      whenStale: 'unknown',
    },
    // Billing has to be right, or the invoice comes back; what sales wrote down is the last resort.
    {
      fact: { id: 'address', kind: 'text', label: { en: 'address', zh: '地址' } },
      provenance: ['billing', 'crm'],
      sources: ['billing', 'crm', 'salesNotes'],
    },
  ],
  consent: [
    {
      purpose: 'marketing',
      facts: ['voiceUsage', 'broadbandUsage', 'mobileDataUsage', 'satisfaction', 'priceImage'],
    },
  ],
  files: [
    {
      id: 'potential',
      label: { en: 'Potential account', zh: '潜在客户' },
      required: ['name', 'address', 'category', 'contacts', 'employees', 'currentOperator'],
      optional: ['industry', 'needs', 'rivals'],
    },
    {
      id: 'keyAccount',
      label: { en: 'Key account', zh: '大客户' },
      required: [
        'name',
        'address',
        'category',
        'industry',
        'contacts',
        'services',
        'contracts',
        'billing',
        'organisation',
      ],
      optional: ['usage', 'invoices', 'complaints', 'events', 'rivals', 'needs', 'systems', 'touches', 'satisfaction'],
    },
  ],
});
