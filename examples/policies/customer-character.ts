import type { FactDeclaration } from 'tenure/core';
import { compileSegmentation } from 'tenure/segmentation';

/*
 * What ties a business customer to us, what it looks for, and whether a rival is at the door: scorecards and rules beside
 * the starter segmentation. Every figure is an example.
 */

const facts = [
  { id: 'numberPortable', kind: 'flag', label: { en: 'number can be taken along', zh: '可携号转网' } },
  { id: 'addedServices', kind: 'integer', min: 0, label: { en: 'value-added services', zh: '增值业务数' } },
  { id: 'contractMonthsLeft', kind: 'integer', min: 0, label: { en: 'months of contract left', zh: '合约剩余月数' } },
  { id: 'terminals', kind: 'integer', min: 0, label: { en: 'terminals to renumber', zh: '需改号终端数' } },
  { id: 'deviceLocked', kind: 'flag', label: { en: 'device locked to our network', zh: '终端锁网' } },
  { id: 'linkedSystems', kind: 'integer', min: 0, label: { en: 'systems built on our services', zh: '集成系统数' } },
  { id: 'institution', kind: 'text', label: { en: 'kind of institution', zh: '单位性质' } },
  { id: 'priceSensitive', kind: 'flag', label: { en: 'price-sensitive', zh: '价格敏感' } },
  { id: 'wantsHighService', kind: 'flag', label: { en: 'wants much service', zh: '服务要求高' } },
  { id: 'keenOnNewServices', kind: 'flag', label: { en: 'keen on new services', zh: '热衷新业务' } },
  {
    id: 'rivalContacts90Days',
    kind: 'integer',
    min: 0,
    label: { en: 'rival visits in 90 days', zh: '近90天竞争对手拜访' },
  },
  { id: 'employees', kind: 'integer', min: 0 },
  { id: 'stableIncome', kind: 'flag' },
  { id: 'leadersPaidWell', kind: 'flag' },
  { id: 'distanceKm', kind: 'number', min: 0, unit: 'km' },
  { id: 'hasNeed', kind: 'flag' },
] as const satisfies readonly FactDeclaration[];

export const customerCharacter = compileSegmentation({
  kind: 'segmentation',
  id: 'customer-character',
  version: '1',
  label: { en: 'What a customer is like', zh: '客户特征' },
  source: 'starter policy; all figures are examples',
  facts,
  dimensions: [
    // Barriers to leaving: 100 points at most, 30 + 18 + 18 + 10 + 12 + 12. What they cost in yuan, `exitCost` adds up.
    {
      id: 'barriers',
      label: { en: 'Switching barriers', zh: '转换壁垒' },
      type: 'scorecard',
      factors: [
        {
          id: 'number',
          type: 'cases',
          weight: 1,
          cases: [{ when: { numberPortable: false }, points: 30 }],
          otherwise: 0,
        },
        {
          id: 'services',
          type: 'bands',
          weight: 6,
          fact: 'addedServices',
          bands: [{ below: 1, points: 0 }, { below: 2, points: 1 }, { below: 3, points: 2 }, { points: 3 }],
        },
        {
          id: 'contract',
          type: 'bands',
          weight: 6,
          fact: 'contractMonthsLeft',
          bands: [{ below: 1, points: 0 }, { below: 6, points: 1 }, { below: 12, points: 2 }, { points: 3 }],
        },
        {
          id: 'device',
          type: 'cases',
          weight: 1,
          cases: [{ when: { deviceLocked: true }, points: 10 }],
          otherwise: 0,
        },
        {
          id: 'integration',
          type: 'bands',
          weight: 6,
          fact: 'linkedSystems',
          bands: [{ below: 1, points: 0 }, { below: 3, points: 1 }, { points: 2 }],
        },
        {
          id: 'terminals',
          type: 'bands',
          weight: 12,
          fact: 'terminals',
          bands: [{ below: 20, points: 0 }, { points: 1 }],
        },
      ],
      segments: [
        { id: 'highBarrier', when: { total: { $gte: 60 } } },
        { id: 'mediumBarrier', when: { total: { $gte: 30 } } },
      ],
      otherwise: 'lowBarrier',
      whenUnknown: 'barrierUnknown',
    },

    // What service to put first: both wishes together are served in this order.
    {
      id: 'emphasis',
      label: { en: 'Service emphasis', zh: '服务侧重' },
      type: 'rules',
      segments: [
        {
          id: 'backupThenSpeed',
          when: {
            keenOnNewServices: true,
            $or: [{ institution: 'government' }, { priceSensitive: true, wantsHighService: true }],
          },
        },
        {
          id: 'backupCircuit',
          when: { $or: [{ institution: 'government' }, { priceSensitive: true, wantsHighService: true }] },
        },
        { id: 'fastService', when: { keenOnNewServices: true } },
      ],
      otherwise: 'price',
      whenUnknown: 'emphasisUnknown',
    },

    // Why they buy: wording of an offer hangs on it.
    {
      id: 'motive',
      label: { en: 'Buying motive', zh: '购买动机' },
      type: 'category',
      fact: 'institution',
      segments: [
        { id: 'profit', values: ['developer', 'retail'] },
        { id: 'convenience', values: ['centralAgency', 'government'] },
        { id: 'risk', values: ['bank', 'hospital'] },
      ],
      otherwise: 'cost',
      whenUnknown: 'motiveUnknown',
    },

    // Two visits by a rival within 90 days make a contested account; no record of visits is not "none".
    {
      id: 'contested',
      label: { en: 'Contested', zh: '竞争焦点' },
      type: 'bands',
      fact: 'rivalContacts90Days',
      bands: [{ id: 'calm', below: 2 }, { id: 'contested' }],
      whenUnknown: 'contestUnknown',
    },

    // Five marks of a promising organisation, a point each.
    {
      id: 'prospect',
      label: { en: 'Prospect', zh: '目标单位' },
      type: 'scorecard',
      factors: [
        {
          id: 'manyStaff',
          type: 'cases',
          weight: 1,
          cases: [{ when: { employees: { $gte: 200 } }, points: 1 }],
          otherwise: 0,
        },
        { id: 'stable', type: 'cases', weight: 1, cases: [{ when: { stableIncome: true }, points: 1 }], otherwise: 0 },
        {
          id: 'leaders',
          type: 'cases',
          weight: 1,
          cases: [{ when: { leadersPaidWell: true }, points: 1 }],
          otherwise: 0,
        },
        {
          id: 'near',
          type: 'cases',
          weight: 1,
          cases: [{ when: { distanceKm: { $lte: 5 } }, points: 1 }],
          otherwise: 0,
        },
        { id: 'need', type: 'cases', weight: 1, cases: [{ when: { hasNeed: true }, points: 1 }], otherwise: 0 },
      ],
      segments: [
        { id: 'fit', when: { total: 5 } },
        // Four marks and one unknown is a gap to close, not a no.
        { id: 'unfit', when: { $or: [{ need: 0 }, { total: { $lte: 3 } }] } },
      ],
      otherwise: 'nearlyFit',
      whenUnknown: 'askFirst',
    },
  ],
});
