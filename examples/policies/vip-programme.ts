import type { FactDeclaration } from 'tenure/core';
import type { ProgrammePolicy } from 'tenure/retention';

/** The facts that the VIP programme looks at. */
export const vipFacts = [
  { id: 'tier', kind: 'text', values: ['MVC', 'MGC', 'LVC', 'BZ'], label: { en: 'tier', zh: '价值等级' } },
  { id: 'midToHighEnd', kind: 'flag', label: { en: 'mid-to-high end', zh: '中高端客户' } },
] as const satisfies readonly FactDeclaration[];

const valuable = { tier: 'MVC' } as const;

/** A VIP programme (VIP 客户服务): who gets what, and what it costs a year. Costs are examples, in yuan. */
export const vipProgramme: ProgrammePolicy<typeof vipFacts> = {
  kind: 'programme',
  id: 'vip',
  version: '1',
  label: { en: 'VIP programme', zh: 'VIP 服务体系' },
  source: 'Example figures; the items are those of the practice.',
  facts: vipFacts,
  currency: 'CNY',
  rounding: 'halfUp',
  compliance: { influentialIndividual: 'blocked', otherIndividual: 'allowed', mustBeBooked: [] },
  levels: [
    { id: 'level1', label: { en: 'level 1', zh: '一级服务' }, when: valuable },
    { id: 'level2', label: { en: 'level 2', zh: '二级服务' }, when: { tier: 'MGC' } },
    { id: 'level4', label: { en: 'level 4', zh: '四级服务' }, when: { tier: { $in: ['LVC', 'BZ'] } } },
  ],
  items: [
    {
      id: 'card',
      label: { en: 'service card', zh: 'VIP 客户服务卡' },
      part: 'publicity',
      when: valuable,
      yearlyCost: [{ amount: '2.00' }],
    },
    {
      id: 'birthdayGift',
      label: { en: 'birthday gift', zh: '生日礼遇' },
      part: 'serviceItem',
      when: valuable,
      yearlyCost: [{ amount: '30.00' }],
      // To everybody of the class by a published rule, which is what makes it proper.
      gift: { benefit: 'gift', recipient: 'allStaffByRule' },
    },
    {
      id: 'club',
      label: { en: 'club', zh: 'VIP 俱乐部' },
      part: 'serviceItem',
      when: valuable,
      yearlyCost: [{ amount: '60.00' }],
    },
    {
      id: 'messageCard',
      label: { en: 'picture-message card', zh: 'VIP 彩信名片' },
      part: 'publicity',
      when: { midToHighEnd: true },
      yearlyCost: [{ amount: '0.00' }],
    },
  ],
};
