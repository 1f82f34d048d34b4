import type { FactDeclaration } from 'tenure/core';
import { compileValue } from 'tenure/value';

/*
 * A starter policy for value tiers and key-account classes of business customers. Every figure in it is an example, to
 * be replaced by your own: the practice names the tiers and classes and leaves their thresholds open.
 */

const facts = [
  // Twelve months to the date of the decision. A missing cost is unknown, never zero.
  { id: 'annualRevenue', kind: 'money', currency: 'CNY', label: { en: 'revenue of 12 months', zh: '近12个月收入' } },
  {
    id: 'costToServe',
    kind: 'money',
    currency: 'CNY',
    label: { en: 'cost to serve, 12 months', zh: '近12个月服务成本' },
  },
  { id: 'hasBroadband', kind: 'flag', label: { en: 'broadband in use', zh: '已用宽带' } },
  { id: 'hasIct', kind: 'flag', label: { en: 'ICT service in use', zh: '已用ICT' } },
  { id: 'institution', kind: 'text', label: { en: 'kind of institution', zh: '单位性质' } },
  { id: 'businessRole', kind: 'text', values: ['endUser', 'distributor', 'dealer', 'wholesaler', 'agent'] },
  { id: 'suppliesUs', kind: 'flag', label: { en: 'in our value chain', zh: '与我方有产业链联系' } },
  { id: 'usesOurProducts', kind: 'flag' },
  { id: 'employees', kind: 'integer', min: 0, label: { en: 'employees', zh: '职工人数' } },
  { id: 'profitable', kind: 'flag' },
  { id: 'competitorTarget', kind: 'flag', label: { en: 'a rival has called', zh: '竞争对手突破目标' } },
  // The last period's outcome, for hysteresis: its tier, and its pending tier with periods.
  { id: 'tierBefore', kind: 'text' },
  { id: 'candidateBefore', kind: 'text' },
  { id: 'candidatePeriods', kind: 'integer', min: 0 },
] as const satisfies readonly FactDeclaration[];

export const valueTiers = compileValue({
  kind: 'value',
  id: 'value-tiers',
  version: '1',
  label: { en: 'Value tiers and key accounts', zh: '客户价值等级与大客户分类' },
  source: 'starter policy; all figures are examples',
  facts,
  figures: [
    // Current value: what remains of revenue after the cost to serve.
    {
      id: 'currentValue',
      label: { en: 'current value', zh: '当前价值' },
      kind: 'money',
      currency: 'CNY',
      terms: [{ fact: 'annualRevenue' }, { fact: 'costToServe', times: '-1' }],
    },
    // Potential value: services not yet used, each with the chance of selling it and its yearly margin.
    {
      id: 'potentialValue',
      label: { en: 'potential value', zh: '潜在价值' },
      kind: 'money',
      currency: 'CNY',
      terms: [
        { amount: '3000.00', times: '0.3', when: { hasBroadband: false } },
        { amount: '10000.00', times: '0.1', when: { hasIct: false } },
      ],
      rounding: 'halfUp',
    },
    // Social value: points with evidence. It has no money in it and none comes out of it.
    {
      id: 'socialValue',
      label: { en: 'social value', zh: '社会价值' },
      kind: 'score',
      scale: 0,
      terms: [{ amount: '5', when: { institution: { $in: ['hospital', 'school', 'court', 'police', 'press'] } } }],
    },
  ],
  // Nothing is guessed: while a tier higher up is open, the customer is unrated or provisional.
  hitPolicy: 'firstCertain',
  tiers: [
    {
      id: 'BZ',
      label: { en: 'Below Zero', zh: '负值客户' },
      // Strictly below zero after the cost to serve; exactly zero is a low-value customer.
      when: { currentValue: { $lt: '0' } },
    },
    {
      id: 'MVC',
      label: { en: 'Most Valuable', zh: '最有价值客户' },
      when: { currentValue: { $gte: '3000' } },
      stays: { currentValue: { $gte: '2700' } },
      leaveAfter: 2,
    },
    {
      id: 'MGC',
      label: { en: 'Most Growable', zh: '最具增长性客户' },
      when: { potentialValue: { $gte: '1500' } },
    },
    {
      id: 'LVC',
      label: { en: 'Low Value', zh: '低贡献客户' },
      when: { currentValue: { $gte: '0' } },
    },
  ],
  otherwise: 'UNRATED',
  whenUnknown: {
    // On revenue alone only the top can be told, and only for the time being. Never below zero by default.
    result: 'provisional',
    tiers: [{ tier: 'MVC', when: { annualRevenue: { $gte: '20000' } } }],
  },
  standing: { tier: 'tierBefore', candidate: 'candidateBefore', periods: 'candidatePeriods' },
  flags: [
    {
      id: 'turnaround',
      label: { en: 'turnaround', zh: '可扭亏' },
      tiers: ['BZ'],
      when: { potentialValue: { $gte: '1500' } },
    },
  ],
  classes: [
    {
      id: 'important',
      label: { en: 'important customer', zh: '重要客户' },
      aliases: ['重要大客户', '重要客戶'],
      rules: [
        // Party, government, military, justice, culture, education, health, press; then finance and emergency lines.
        {
          source: 'practice',
          when: { institution: { $in: ['government', 'military', 'court', 'police', 'school', 'hospital', 'press'] } },
        },
        {
          source: 'practice, second wording',
          when: { institution: { $in: ['finance', 'security', 'emergencyLine'] } },
        },
        { source: 'localPolicy', when: { institution: 'waterWorks' } },
      ],
    },
    {
      id: 'key',
      label: { en: 'key (economic) account', zh: '重点大客户' },
      aliases: ['经济大客户', '經濟大客戶', '重點大客戶'],
      // A distributor's turnover is not its own use: key by value meaning, not by size.
      rules: [{ source: 'practice', when: { annualRevenue: { $gte: '50000' }, businessRole: 'endUser' } }],
    },
    {
      id: 'group',
      label: { en: 'group customer', zh: '集团客户' },
      aliases: ['集團客戶', '集团大客户'],
      rules: [{ source: 'practice', when: { suppliesUs: true, usesOurProducts: true } }],
    },
    {
      id: 'strategicPotential',
      label: { en: 'strategic (potential) account', zh: '战略大客户' },
      aliases: ['戰略大客戶', '潜在大客户', '潛在大客戶', '战略客户'],
      rules: [
        // Many employees and profitable, but not yet a key account by spend.
        {
          source: 'practice',
          when: { employees: { $gte: 1000 }, profitable: true, annualRevenue: { $lt: '50000' } },
        },
        { source: 'practice, first wording', when: { potentialValue: { $gte: '1500' }, competitorTarget: true } },
      ],
    },
  ],
  precedence: ['important', 'key', 'group', 'strategicPotential'],
});
