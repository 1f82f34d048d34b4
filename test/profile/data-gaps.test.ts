import { dataGaps } from 'tenure/profile';
import { describe, expect, it } from 'vitest';
import { compileLight } from '../core/light.js';

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

  it('count what a decider rejects apart, and stop at a bad context', () => {
    expect(dataGaps([{ margin: 'many' as unknown as number, cost: 1 }], deciders, context)).toMatchObject({
      decisions: 0,
      rejected: 2,
    });
    expect(() => dataGaps([{}], deciders, { asOf: 'today' })).toThrow('asOf');
  });
});
