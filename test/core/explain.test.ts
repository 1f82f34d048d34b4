import { describe, expect, it } from 'vitest';
import { compileLightJson } from './light.js';

const facts = [
  { id: 'usage', kind: 'number', label: { en: 'usage', zh: '流量' } },
  { id: 'industry', kind: 'text' },
  { id: 'rival', kind: 'flag' },
  { id: 'end', kind: 'date' },
  { id: 'margin', kind: 'money', currency: 'CNY' },
  { id: 'needs', kind: 'textList' },
];

/** What is said of one condition: whether it held, and how. */
function said(when: object, record: Readonly<Record<string, unknown>>, language: 'en' | 'zh' = 'en'): string {
  const light = compileLightJson({
    kind: 'light',
    id: 'one',
    version: '1',
    facts,
    lamps: [
      { id: 'on', when },
      { id: 'off', when: { usage: { $exists: true } } },
    ],
    otherwise: 'off',
    whenUnknown: 'off',
  });
  const decision = light(record, { asOf: '2013-01-01' });
  return light.explain(decision, language)[decision.reasons.findIndex(({ rule }) => rule === 'on')]!;
}

const money = (amount: string) => ({ amount, currency: 'CNY' });

describe('a comparison is told', () => {
  it.each([
    ['on: usage 250 ≥ 200.', { usage: { $gte: 200 } }, { usage: 250 }],
    ['on: usage 250 between 200 and 300.', { usage: { $between: [200, 300] } }, { usage: 250 }],
    ['on: industry = bank.', { industry: 'bank' }, { industry: 'bank' }],
    ['on: industry bank one of bank, school.', { industry: { $in: ['bank', 'school'] } }, { industry: 'bank' }],
    ['on: rival = yes.', { rival: true }, { rival: true }],
    ['on: usage known.', { usage: { $exists: true } }, { usage: 1 }],
    ['on: usage unknown.', { usage: { $exists: false } }, {}],
    ['on: needs voice, data contains data.', { needs: { $contains: 'data' } }, { needs: ['voice', 'data'] }],
    ['on: margin 3000.00 CNY ≥ 3000.', { margin: { $gte: '3000' } }, { margin: money('3000.00') }],
  ])('by what was seen and what was asked: %s', (sentence, when, record) => {
    expect(said(when, record)).toBe(sentence);
  });

  it.each([
    ['Not on: usage 5 < 200.', { usage: { $gte: 200 } }, { usage: 5 }],
    ['Not on: usage 5 ≤ 5.', { usage: { $gt: 5 } }, { usage: 5 }],
    ['Not on: usage 5 ≥ 5.', { usage: { $lt: 5 } }, { usage: 5 }],
    ['Not on: usage 5 > 4.', { usage: { $lte: 4 } }, { usage: 5 }],
    ['Not on: usage 5 ≠ 4.', { usage: 4 }, { usage: 5 }],
    ['Not on: usage = 5.', { usage: { $ne: 5 } }, { usage: 5 }],
    ['Not on: usage 5 not between 6 and 7.', { usage: { $between: [6, 7] } }, { usage: 5 }],
    ['Not on: industry bank none of school, shop.', { industry: { $in: ['school', 'shop'] } }, { industry: 'bank' }],
    ['Not on: industry bank one of bank, shop.', { industry: { $nin: ['bank', 'shop'] } }, { industry: 'bank' }],
    ['Not on: rival = no.', { rival: true }, { rival: false }],
    ['Not on: usage unknown.', { usage: { $exists: true } }, {}],
    ['Not on: usage known.', { usage: { $exists: false } }, { usage: 0 }],
    ['Not on: needs voice does not contain data.', { needs: { $contains: 'data' } }, { needs: ['voice'] }],
    ['Not on: needs none does not contain data.', { needs: { $contains: 'data' } }, { needs: [] }],
    ['Not on: industry "" ≠ bank.', { industry: 'bank' }, { industry: '' }],
    ['Not on: industry = "".', { industry: { $ne: '' } }, { industry: '' }],
    ['Not on: end 2013-03-02 > 2013-03-01.', { end: { $lte: '2013-03-01' } }, { end: '2013-03-02' }],
  ])('by its contrary where it failed, so that the sentence is true: %s', (sentence, when, record) => {
    expect(said(when, record)).toBe(sentence);
  });

  it.each([
    ['on: usage 5 < 200.', { usage: { $not: { $gte: 200 } } }, { usage: 5 }],
    ['Not on: usage 250 ≥ 200.', { usage: { $not: { $gte: 200 } } }, { usage: 250 }],
    [
      'on: rival = no, usage 5 < 200.',
      { $nor: [{ rival: true }, { usage: { $gte: 200 } }] },
      { rival: false, usage: 5 },
    ],
    ['on: usage unknown.', { usage: { $not: { $exists: true } } }, {}],
  ])('under a negation by what is so: %s', (sentence, when, record) => {
    expect(said(when, record)).toBe(sentence);
  });

  it.each([
    ['on cannot be decided: usage unknown (needs ≥ 200).', { usage: { $gte: 200 } }],
    ['on cannot be decided: usage unknown (needs < 200).', { usage: { $not: { $gte: 200 } } }],
    ['on cannot be decided: rival unknown (needs = yes).', { rival: true }],
  ])('by what would have to be known: %s', (sentence, when) => {
    expect(said(when, {})).toBe(sentence);
  });

  it('in Chinese', () => {
    expect(said({ usage: { $between: [200, 300] } }, { usage: 5 }, 'zh')).toContain('流量 5 不介于 200 与 300');
    expect(said({ usage: { $gte: 200 } }, {}, 'zh')).toContain('流量 未知（须 ≥ 200）');
    expect(said({ usage: { $exists: false } }, { usage: 0 }, 'zh')).toContain('流量 已知');
  });
});
