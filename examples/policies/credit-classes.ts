import type { FactDeclaration } from 'tenure/core';
import { compileSegmentation } from 'tenure/segmentation';

/*
 * A starter policy of credit classes (信用等级): how a customer has paid decides how it may pay. The class goes on to the
 * price list as a fact, `toFacts(creditClasses(record, context), ({ creditClass }) => ({ creditClass }))`, where it sets
 * payment modes, term, deposit and limit. Every figure is an example: the practice names arrears, time as a customer and
 * size, and leaves the cuts open.
 */

const facts = [
  { id: 'tenureMonths', kind: 'integer', min: 0, label: { en: 'months as a customer', zh: '在网月数' } },
  { id: 'latePayments12m', kind: 'integer', min: 0, label: { en: 'late payments in 12 months', zh: '12个月逾期次数' } },
  { id: 'arrears', kind: 'money', currency: 'CNY', min: '0', label: { en: 'arrears', zh: '欠费' } },
] as const satisfies readonly FactDeclaration[];

export const creditClasses = compileSegmentation({
  kind: 'segmentation',
  id: 'credit-classes',
  version: '1',
  label: { en: 'Credit classes', zh: '信用等级' },
  source: 'starter policy; all figures are examples',
  facts,
  dimensions: [
    {
      id: 'creditClass',
      label: { en: 'Credit class', zh: '信用等级' },
      type: 'rules',
      segments: [
        // Half a year shows nothing yet, however well it was paid.
        { id: 'unrated', label: { en: 'unrated', zh: '未评级' }, when: { tenureMonths: { $lt: 6 } } },
        { id: 'A', when: { latePayments12m: 0, arrears: '0' } },
        { id: 'B', when: { latePayments12m: { $lte: 3 }, arrears: { $lte: '5000' } } },
      ],
      otherwise: 'C',
      // Who cannot be judged pays like the worst, and the reason says what to find out.
      whenUnknown: 'C',
    },
  ],
});
