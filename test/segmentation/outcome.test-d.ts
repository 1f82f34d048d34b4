import { compileSegmentation, fitSegmentation } from 'tenure/segmentation';
import { describe, expectTypeOf, it } from 'vitest';
import { segmentationDraft } from '../../examples/policies/segmentation-draft.js';

const header = { kind: 'segmentation', id: 'x', version: '1' } as const;
const facts = [
  { id: 'usageGb', kind: 'number' },
  { id: 'sites', kind: 'integer' },
] as const;
const context = { asOf: '2013-01-01' };

describe('the outcome is typed by dimension', () => {
  const segment = compileSegmentation(
    {
      ...header,
      facts,
      dimensions: [
        {
          id: 'need',
          type: 'rules',
          segments: [{ id: 'data', when: { usageGb: { $gte: 5 } } }],
          otherwise: 'voice',
          whenUnknown: 'unclear',
        },
        {
          id: 'usage',
          type: 'bands',
          fact: 'usageGb',
          bands: [{ id: 'low', below: 2 }, { id: 'high' }],
          whenUnknown: 'unmeasured',
        },
        { id: 'cell', type: 'grid', rows: 'usage', columns: 'size' },
        { id: 'twoStep', type: 'nested', of: 'usage', refine: [{ segment: 'high', by: 'need' }] },
        { id: 'size', type: 'code', uses: ['sites'], segments: [{ id: 'one' }, { id: 'many' }], whenUnknown: 'unseen' },
      ],
    },
    [
      {
        id: 'size',
        assign: ({ sites }) => {
          expectTypeOf(sites).toEqualTypeOf<number | null>();
          return sites === 1 ? 'one' : null;
        },
      },
    ],
  );

  it('each dimension has its own segments and no other', () => {
    const outcome = segment.outcome({ usageGb: 1 }, context);
    expectTypeOf(outcome.need).toEqualTypeOf<'data' | 'voice' | 'unclear'>();
    expectTypeOf(outcome.usage).toEqualTypeOf<'low' | 'high' | 'unmeasured'>();
    expectTypeOf(outcome.size).toEqualTypeOf<'one' | 'many' | 'unseen'>();
    expectTypeOf(outcome.twoStep).toEqualTypeOf<'low' | 'unmeasured' | 'high/data' | 'high/voice' | 'high/unclear'>();
    expectTypeOf(outcome.cell).toExtend<`${'low' | 'high' | 'unmeasured'}:${'one' | 'many' | 'unseen'}`>();
    // @ts-expect-error no such dimension
    outcome.usages;
    // @ts-expect-error no such segment of this dimension
    outcome.usage === 'data';
  });

  it('a typo in a policy does not compile', () => {
    const dimension = {
      id: 'usage',
      type: 'bands',
      bands: [{ id: 'low', below: 2 }, { id: 'high' }],
      whenUnknown: 'none',
    } as const;
    // @ts-expect-error a misspelt fact
    compileSegmentation({ ...header, facts, dimensions: [{ ...dimension, fact: 'usagGb' }] });
    const usage = { ...dimension, fact: 'usageGb' } as const;
    const cell = { id: 'cell', type: 'grid', columns: 'usage' } as const;
    // @ts-expect-error a misspelt dimension
    compileSegmentation({ ...header, facts, dimensions: [usage, { ...cell, rows: 'usages' }] });
    const two = { id: 'two', type: 'nested', of: 'usage', refine: [{ segment: 'hihg', by: 'usage' }] } as const;
    // @ts-expect-error a misspelt segment
    compileSegmentation({ ...header, facts, dimensions: [usage, two] });
    const own = { id: 'own', type: 'code', uses: ['sites'], segments: [{ id: 'one' }], whenUnknown: 'none' } as const;
    // @ts-expect-error the code names a segment that is not there
    compileSegmentation({ ...header, facts, dimensions: [own] }, [{ id: 'own', assign: () => 'two' }]);
    // @ts-expect-error the code stands for a dimension that is not there
    compileSegmentation({ ...header, facts, dimensions: [own] }, [{ id: 'won', assign: () => 'one' }]);
  });
});

describe('a fitted policy', () => {
  it('types its outcome as the draft says, clusters without names by number', () => {
    const { policy } = fitSegmentation(segmentationDraft, []);
    const outcome = compileSegmentation(policy).outcome({}, context);
    expectTypeOf(outcome.usage).toEqualTypeOf<'low' | 'medium' | 'high' | 'unmeasured'>();
    expectTypeOf(outcome.kind).toEqualTypeOf<`cluster${number}` | 'kindUnknown'>();
    expectTypeOf(outcome.rfm).toEqualTypeOf<'champion' | 'atRisk' | 'regular' | 'unscored'>();
  });
});
