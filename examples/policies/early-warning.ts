import type { FactDeclaration } from 'tenure/core';
import type { RiskPolicy } from 'tenure/retention';

/** The facts that the early-warning score looks at; any of them may be unknown. */
export const earlyWarningFacts = [
  { id: 'contractEnd', kind: 'date', label: { en: 'contract end', zh: '合约到期日' } },
  { id: 'usageChangePercent', kind: 'number', unit: '%', label: { en: 'change of usage', zh: '用量变化' } },
  { id: 'complaintOpen', kind: 'flag', label: { en: 'complaint open', zh: '有未结投诉' } },
  { id: 'daysInArrears', kind: 'integer', min: 0, label: { en: 'days in arrears', zh: '欠费天数' } },
  { id: 'competitorContact', kind: 'flag', label: { en: 'contact with a rival', zh: '与竞争对手接触' } },
  { id: 'portingQuery', kind: 'flag', label: { en: 'asked about porting', zh: '咨询携号转网' } },
  { id: 'contactChanged', kind: 'flag', label: { en: 'key contact changed', zh: '关键联系人变更' } },
  {
    id: 'slaBreaches30d',
    kind: 'integer',
    min: 0,
    label: { en: 'SLA breaches in 30 days', zh: '30 天内服务违约次数' },
  },
  { id: 'redLeaders', kind: 'integer', min: 0, label: { en: 'leaders at red', zh: '红色预警领导人数' } },
  // Experience less expectation, in the points of the survey: below zero is less than promised.
  { id: 'experienceGap', kind: 'number', label: { en: 'experience less expectation', zh: '体验与期望之差' } },
  { id: 'silentStop', kind: 'text', label: { en: 'silent stop', zh: '静默停用' } },
  // Since when each signal has been there, where it is known: the onset that a warning names.
  { id: 'usageFellOn', kind: 'date', label: { en: 'start of the drop', zh: '用量下降起始日' } },
  { id: 'stoppedOn', kind: 'date', label: { en: 'start of the stop', zh: '停用起始日' } },
  { id: 'complainedOn', kind: 'date', label: { en: 'day of the complaint', zh: '投诉日期' } },
  { id: 'overdueSince', kind: 'date', label: { en: 'overdue since', zh: '欠费起始日' } },
  { id: 'rivalSeenOn', kind: 'date', label: { en: 'contact with a rival on', zh: '与对手接触日期' } },
  { id: 'contactChangedOn', kind: 'date', label: { en: 'key contact changed on', zh: '关键联系人变更日' } },
  { id: 'portingAskedOn', kind: 'date', label: { en: 'asked about porting on', zh: '携转咨询日期' } },
] as const satisfies readonly FactDeclaration[];

/**
 * Early warning (预警管理) by hand: points that a marketing head can defend one by one. Every figure is an example to be
 * replaced: the points, the scale (20 points double the monthly hazard) and the bands.
 */
export const earlyWarning: RiskPolicy<typeof earlyWarningFacts, 'green' | 'yellow' | 'orange' | 'red'> = {
  kind: 'risk',
  id: 'early-warning',
  version: '1',
  label: { en: 'Early warning', zh: '预警管理' },
  source: 'Example figures; the signals are those of the practice.',
  target: 'hard',
  facts: earlyWarningFacts,
  // Without a scale there are points and bands, but no probability. This one is not calibrated and says so.
  scale: { pointsToDouble: 20, hazardAtZero: 0.005, link: 'complementaryLogLog', months: 3 },
  terms: [
    {
      kind: 'bins',
      id: 'expiry',
      label: { en: 'contract end', zh: '合约到期' },
      fact: 'contractEnd',
      measure: 'daysUntil',
      // Out of contract first, then the two months in which the reminder is due.
      bins: [
        { id: 'out of contract', label: { en: 'already out of contract', zh: '已过合约期' }, below: 0, points: 25 },
        { id: 'near', label: { en: 'within 60 days', zh: '60 天内' }, upTo: 60, points: 20 },
        { id: 'far', label: { en: 'far off', zh: '尚远' }, points: 0 },
      ],
      missing: { points: 0 },
    },
    {
      kind: 'bins',
      id: 'usage',
      label: { en: 'change of usage', zh: '用量变化' },
      fact: 'usageChangePercent',
      bins: [
        { id: 'collapse', label: { en: 'down by 40 % or more', zh: '下降 40% 及以上' }, upTo: -40, points: 30 },
        { id: 'drop', label: { en: 'down by 20 to 40 %', zh: '下降 20%–40%' }, upTo: -20, points: 12 },
        { id: 'steady', label: { en: 'steady', zh: '平稳' }, points: 0 },
      ],
      missing: { points: 0 },
    },
    {
      kind: 'condition',
      id: 'complaint',
      label: { en: 'complaint open', zh: '未结投诉' },
      when: { complaintOpen: true },
      points: 20,
      missing: { points: 0 },
    },
    {
      kind: 'bins',
      id: 'arrears',
      label: { en: 'arrears', zh: '欠费' },
      fact: 'daysInArrears',
      bins: [
        { id: 'none', label: { en: 'up to 15 days', zh: '15 天内' }, upTo: 15, points: 0 },
        { id: 'some', label: { en: '16 to 35 days', zh: '16–35 天' }, upTo: 35, points: 8 },
        { id: 'long', label: { en: 'more than 35 days', zh: '超过 35 天' }, points: 15 },
      ],
      missing: { points: 0 },
    },
    {
      kind: 'condition',
      id: 'rival',
      label: { en: 'contact with a rival', zh: '与对手接触' },
      when: { competitorContact: true },
      // A factor on the hazard instead of points: 20 × log2(1.8) points.
      times: 1.8,
      missing: { points: 0 },
    },
    {
      kind: 'condition',
      id: 'contact',
      label: { en: 'key contact changed', zh: '关键联系人变更' },
      when: { contactChanged: true },
      points: 8,
      missing: { points: 0 },
    },
    {
      kind: 'interaction',
      id: 'complaintAtExpiry',
      label: { en: 'a complaint while the contract runs out', zh: '合约到期且有投诉' },
      of: ['complaint', 'expiry'],
      cells: [{ bins: ['yes', 'near'], points: 10 }],
    },
  ],
  bands: [
    { id: 'green', label: { en: 'green', zh: '绿色' }, below: 40 },
    { id: 'yellow', label: { en: 'yellow', zh: '黄色预警' }, below: 60 },
    { id: 'orange', label: { en: 'orange', zh: '橙色预警' }, below: 80 },
    { id: 'red', label: { en: 'red', zh: '红色预警' } },
  ],
  warnings: [
    {
      id: 'contractExpiry',
      label: { en: 'contract runs out', zh: '合约将到期' },
      level: 'yellow',
      expiry: { fact: 'contractEnd', withinDays: 60 },
    },
    {
      id: 'usageDrop',
      label: { en: 'usage has dropped', zh: '用量下降' },
      level: 'yellow',
      when: { usageChangePercent: { $lte: -40 } },
      onset: 'usageFellOn',
    },
    {
      id: 'silentStop',
      label: { en: 'stopped without cancelling', zh: '静默停用' },
      level: 'orange',
      lifts: true,
      when: { silentStop: { $in: ['stoppedAndSubstituted', 'stoppedWithoutSubstitute', 'accountWindingDown'] } },
      onset: 'stoppedOn',
    },
    {
      id: 'openComplaint',
      label: { en: 'complaint open', zh: '投诉未结' },
      level: 'yellow',
      when: { complaintOpen: true },
      onset: 'complainedOn',
    },
    {
      id: 'rivalContact',
      label: { en: 'contact with a rival', zh: '与对手接触' },
      level: 'yellow',
      when: { competitorContact: true },
      onset: 'rivalSeenOn',
    },
    {
      id: 'contactChange',
      label: { en: 'key contact changed', zh: '关键联系人变更' },
      level: 'yellow',
      when: { contactChanged: true },
      onset: 'contactChangedOn',
    },
    {
      // Expected 8, experienced 6 and one point of tolerance: a gap of -2 warns.
      id: 'belowExpectation',
      label: { en: 'experience below expectation', zh: '体验低于期望' },
      level: 'yellow',
      when: { experienceGap: { $lt: -1 } },
    },
    {
      id: 'assurance',
      label: { en: 'service level broken twice', zh: '多次违反服务承诺' },
      level: 'yellow',
      lifts: true,
      when: { slaBreaches30d: { $gte: 2 } },
    },
    {
      id: 'creditReview',
      label: { en: 'credit review', zh: '信用复核' },
      level: 'yellow',
      when: { daysInArrears: { $gte: 35 } },
      onset: 'overdueSince',
    },
    {
      // Risk passes from leaders to their unit.
      id: 'leaders',
      label: { en: 'leaders of the unit at risk', zh: '集团领导流失风险' },
      level: 'orange',
      lifts: true,
      when: { redLeaders: { $gte: 2 } },
    },
    {
      id: 'porting',
      label: { en: 'porting query', zh: '携转咨询' },
      level: 'red',
      lifts: true,
      when: { portingQuery: true },
      onset: 'portingAskedOn',
    },
  ],
};
