import { LimitError } from 'tenure/core';
import { dataGaps } from 'tenure/profile';
import { describe, expect, it } from 'vitest';
import { compileLight, compileLightJson } from '../core/light.js';
import { profile } from './book.js';

const facts = [
  { id: 'margin', kind: 'integer' },
  { id: 'cost', kind: 'integer' },
] as const;
const needs = (id: string, when: Parameters<typeof compileLight<typeof facts, 'lit'>>[0]['lamps'][0]['when']) =>
  compileLight({
    kind: 'light',
    id,
    version: '1',
    facts,
    lamps: [{ id: 'lit', when }],
    otherwise: 'lit',
    whenUnknown: 'lit',
  });

const deciders = [
  { id: 'both', decide: needs('both', { margin: { $gt: 0 }, cost: { $gt: 0 } }) },
  { id: 'cost', decide: needs('cost', { cost: { $gt: 0 } }) },
];
const context = { asOf: '2013-01-15' };

describe('data gaps', () => {
  it('rank the missing fields by the decisions that they leave open', () => {
    const base = [{ margin: 1, cost: 1 }, { margin: 1 }, { cost: 1 }, {}];
    // Cost: both and cost for the second and the fourth. Margin: both for the third and the fourth.
    expect(dataGaps(base, deciders, context)).toEqual({
      accounts: 4,
      decisions: 8,
      open: 5,
      rejected: 0,
      gaps: [
        {
          field: 'cost',
          decisions: 4,
          alone: 3,
          accounts: 2,
          byDecider: [
            { decider: 'both', decisions: 2 },
            { decider: 'cost', decisions: 2 },
          ],
        },
        { field: 'margin', decisions: 2, alone: 1, accounts: 2, byDecider: [{ decider: 'both', decisions: 2 }] },
      ],
    });
  });

  it('name the root of a fact that is unknown for a reason', () => {
    const base = [{ margin: 1, cost: { unknown: ['costToServe'] } }];
    expect(dataGaps(base, deciders, context).gaps.map(({ field }) => field)).toEqual(['costToServe']);
  });

  it('go from the records of a base to what they lack', () => {
    const profitable = compileLightJson({
      kind: 'light',
      id: 'profitable',
      version: '1',
      facts: profile.declarations,
      lamps: [{ id: 'lit', when: { monthlyMargin: { $gt: '0' }, dataUsage: { $gt: 0 } } }],
      otherwise: 'lit',
      whenUnknown: 'lit',
    });
    const yuan = (amount: string) => ({ amount, currency: 'CNY' });
    const bill = { month: '2012-12', billed: yuan('9.00'), costToServe: yuan('5.00') };
    const usage = [{ service: 'data' as const, month: '2012-12', amount: 3 }];
    const records = [
      { id: 'a', billing: [bill], usage },
      { id: 'b', billing: [{ ...bill, costToServe: null }], usage },
      { id: 'c', billing: [{ ...bill, costToServe: null }] },
    ];
    const base = records.map((record) => profile.facts(record, { asOf: '2013-01-15' }));
    const found = dataGaps(base, [{ id: 'profitable', decide: profitable }], context);
    expect(found.gaps.map(({ field, decisions, alone }) => [field, decisions, alone])).toEqual([
      ['costToServe', 2, 1],
      ['usage.data', 1, 0],
    ]);
  });

  it('count what a decider rejects apart, and stop at a bad context', () => {
    expect(dataGaps([{ margin: 'many' as unknown as number, cost: 1 }], deciders, context)).toMatchObject({
      decisions: 0,
      rejected: 2,
    });
    expect(() => dataGaps([{}], deciders, { asOf: 'today' })).toThrow('asOf');
    // A figure beyond a stated bound is the record's own, as it is in a batch.
    const bound = () => {
      throw new LimitError('figure', 1, 2);
    };
    expect(dataGaps([{}], [{ id: 'bounded', decide: bound }], context)).toMatchObject({ decisions: 0, rejected: 1 });
  });
});
