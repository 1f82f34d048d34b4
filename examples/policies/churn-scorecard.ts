import type { FactDeclaration } from 'tenure/core';
import type { RiskPolicy } from 'tenure/retention';

/** The facts of a telecom subscriber that the scorecard looks at. */
export const churnFacts = [
  { id: 'totalCharge', kind: 'number', min: 0, label: { en: 'charges a month', zh: '月费用' } },
  { id: 'dayMinutes', kind: 'number', min: 0, label: { en: 'day minutes', zh: '日间通话分钟' } },
  { id: 'serviceCalls', kind: 'integer', min: 0, label: { en: 'calls to the service', zh: '客服来电次数' } },
  { id: 'internationalPlan', kind: 'flag', label: { en: 'international plan', zh: '国际套餐' } },
  { id: 'internationalMinutes', kind: 'number', min: 0, label: { en: 'international minutes', zh: '国际通话分钟' } },
  { id: 'internationalCalls', kind: 'integer', min: 0, label: { en: 'international calls', zh: '国际通话次数' } },
  { id: 'voiceMail', kind: 'flag', label: { en: 'voice mail', zh: '语音信箱' } },
] as const satisfies readonly FactDeclaration[];

const none = { points: 0 };

/** Bands of a bill. */
const bill = ['low', 'middle', 'high', 'veryHigh'] as const;

/**
 * A hand-made churn scorecard with named interactions, to be fitted to a base's own history: the weights are a
 * manager's first guess, and the fit's prior. Every figure is an example.
 */
export const churnScorecard: RiskPolicy<typeof churnFacts, 'green' | 'yellow' | 'red'> = {
  kind: 'risk',
  id: 'churn-scorecard',
  version: 'hand-1',
  label: { en: 'Churn scorecard', zh: '离网评分卡' },
  source: 'Example figures.',
  target: 'hard',
  facts: churnFacts,
  scale: { pointsToDouble: 20, hazardAtZero: 0.08, link: 'logit', months: 1 },
  terms: [
    {
      kind: 'bins',
      id: 'bill',
      label: { en: 'bill', zh: '账单' },
      fact: 'totalCharge',
      bins: [
        { id: bill[0], label: { en: 'up to 55', zh: '55 以内' }, upTo: 55, ...none },
        { id: bill[1], label: { en: 'up to 66', zh: '66 以内' }, upTo: 66, ...none },
        { id: bill[2], label: { en: 'up to 74', zh: '74 以内' }, upTo: 74, points: 10 },
        { id: bill[3], label: { en: 'above 74', zh: '74 以上' }, points: 30 },
      ],
      missing: none,
    },
    {
      kind: 'bins',
      id: 'use',
      label: { en: 'day use', zh: '日间用量' },
      fact: 'dayMinutes',
      bins: [
        { id: 'light', label: { en: 'light', zh: '少' }, upTo: 160, ...none },
        { id: 'medium', label: { en: 'medium', zh: '中' }, upTo: 225, ...none },
        { id: 'heavy', label: { en: 'heavy', zh: '多' }, ...none },
      ],
      missing: none,
    },
    {
      kind: 'bins',
      id: 'complaints',
      label: { en: 'calls to the service', zh: '客服来电' },
      fact: 'serviceCalls',
      bins: [
        { id: 'few', label: { en: 'up to three', zh: '三次以内' }, upTo: 3, ...none },
        { id: 'many', label: { en: 'four or more', zh: '四次及以上' }, points: 20 },
      ],
      missing: none,
    },
    {
      kind: 'condition',
      id: 'international',
      label: { en: 'international plan', zh: '国际套餐' },
      when: { internationalPlan: true },
      times: 2,
      missing: none,
    },
    {
      kind: 'bins',
      id: 'abroadMinutes',
      label: { en: 'international minutes', zh: '国际通话时长' },
      fact: 'internationalMinutes',
      bins: [
        { id: 'short', upTo: 13, ...none },
        { id: 'long', ...none },
      ],
      missing: none,
    },
    {
      kind: 'bins',
      id: 'abroadCalls',
      label: { en: 'international calls', zh: '国际通话次数' },
      fact: 'internationalCalls',
      bins: [
        { id: 'few', upTo: 2, ...none },
        { id: 'several', ...none },
      ],
      missing: none,
    },
    {
      kind: 'condition',
      id: 'mailbox',
      label: { en: 'voice mail', zh: '语音信箱' },
      when: { voiceMail: true },
      points: -10,
      missing: none,
    },
    {
      kind: 'interaction',
      id: 'billWithoutMailbox',
      label: { en: 'bill and voice mail', zh: '账单与语音信箱' },
      of: ['bill', 'mailbox'],
      cells: bill.map((bin) => ({ bins: [bin, 'no'], ...none })),
    },
    {
      kind: 'interaction',
      id: 'lightComplainers',
      label: { en: 'calls to the service and use', zh: '客服来电与用量' },
      of: ['complaints', 'use'],
      cells: [
        { bins: ['many', 'light'], points: 20 },
        { bins: ['many', 'medium'], ...none },
        { bins: ['many', 'heavy'], ...none },
      ],
    },
    {
      kind: 'interaction',
      id: 'planAndMinutes',
      label: { en: 'international plan and minutes', zh: '国际套餐与时长' },
      of: ['international', 'abroadMinutes'],
      cells: [{ bins: ['yes', 'long'], points: 20 }],
    },
    {
      kind: 'interaction',
      id: 'planAndCalls',
      label: { en: 'international plan and calls', zh: '国际套餐与次数' },
      of: ['international', 'abroadCalls'],
      cells: [{ bins: ['yes', 'few'], points: 20 }],
    },
  ],
  bands: [
    { id: 'green', label: { en: 'green', zh: '绿色' }, below: 20 },
    { id: 'yellow', label: { en: 'yellow', zh: '黄色预警' }, below: 50 },
    { id: 'red', label: { en: 'red', zh: '红色预警' } },
  ],
};
