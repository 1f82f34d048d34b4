import { compileSegmentation } from 'tenure/segmentation';
import { describe, expect, it } from 'vitest';

const segment = compileSegmentation({
  kind: 'segmentation',
  id: 'grid',
  version: '1',
  facts: [
    { id: 'usageGb', kind: 'number' },
    { id: 'sites', kind: 'integer' },
  ],
  dimensions: [
    {
      id: 'usage',
      type: 'bands',
      fact: 'usageGb',
      bands: [{ id: 'low', below: 200 }, { id: 'high' }],
      whenUnknown: 'unmeasured',
    },
    {
      id: 'size',
      type: 'bands',
      fact: 'sites',
      bands: [{ id: 'single', upTo: 1 }, { id: 'chain' }],
      whenUnknown: 'uncounted',
    },
    { id: 'cell', type: 'grid', rows: 'usage', columns: 'size' },
  ],
});
const facts = Object.freeze({ usageGb: 5, sites: 3 });
const under = (outcome: unknown) => ({
  asOf: '2013-01-04',
  subject: 'A1',
  overrides: [{ subject: 'A1', outcome, by: 'Li Wei', why: 'pilot site', until: '2013-06-30' }],
});

describe('an override of one dimension', () => {
  it('leaves the others to the policy, and what follows from them follows', () => {
    expect(segment(facts, { asOf: '2013-01-04' }).outcome).toEqual({ usage: 'low', size: 'chain', cell: 'low:chain' });
    const decision = segment(facts, under({ usage: 'high' }));
    expect(decision.outcome).toEqual({ usage: 'high', size: 'chain', cell: 'high:chain' });
    expect(segment.outcome(facts, under({ usage: 'high' }))).toEqual(decision.outcome);
    expect(segment.explain(decision, 'en')[0]).toBe(
      'Li Wei decided otherwise until 2013-06-30: pilot site. The policy alone gives usage low, size chain, cell low by chain.',
    );
  });

  it('moves with the facts in the dimensions that it leaves alone', () => {
    expect(segment.outcome({ usageGb: 5, sites: 1 }, under({ usage: 'high' }))).toEqual({
      usage: 'high',
      size: 'single',
      cell: 'high:single',
    });
  });

  it('may name what follows from others as well, which then stands as it is said', () => {
    expect(segment.outcome(facts, under({ cell: 'high:single' }))).toEqual({
      usage: 'low',
      size: 'chain',
      cell: 'high:single',
    });
  });

  it.each([
    ['outcome.usage: expected one of low, high, unmeasured, got "hihg"', { usage: 'hihg' }],
    ['outcome.uasge: expected one of usage, size, cell, got "high"', { uasge: 'high' }],
    ['outcome.constructor: expected one of usage, size, cell, got "high"', { constructor: 'high' }],
    ['outcome: expected a segment by dimension, got "high"', 'high'],
  ])('with a typo is bad input that names the typo alone: %s', (message, outcome) => {
    expect(() => segment(facts, under(outcome))).toThrow(`override of A1 by Li Wei: ${message}`);
    expect(() => segment(facts, under(outcome))).not.toThrow('more)');
    expect(() => segment.outcome(facts, under(outcome))).toThrow(message);
  });
});
