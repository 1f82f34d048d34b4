import type { Condition } from 'tenure/core';
import { describe, expectTypeOf, it } from 'vitest';
import { compileLight } from './light.js';

const header = { kind: 'light', id: 'x', version: '1' } as const;

describe('types flow from the policy literal', () => {
  it('outcomes are the policy’s ids, facts are typed by their declarations', () => {
    const light = compileLight({
      ...header,
      facts: [
        { id: 'usageGb', kind: 'number' },
        { id: 'category', kind: 'text', values: ['smb', 'key'] },
      ],
      lamps: [
        { id: 'red', when: { usageGb: { $lt: 10 } } },
        { id: 'green', when: { category: 'key' } },
      ],
      otherwise: 'green',
      whenUnknown: 'red',
    });
    expectTypeOf(light({ usageGb: 5 }, { asOf: '2013-01-01' }).outcome).toEqualTypeOf<'red' | 'green'>();
    // @ts-expect-error a text for a number
    light({ usageGb: '5' }, { asOf: '2013-01-01' });
    // @ts-expect-error a value outside the closed list
    light({ category: 'soho' }, { asOf: '2013-01-01' });
    // @ts-expect-error a misspelt fact
    light({ usagGb: 5 }, { asOf: '2013-01-01' });
    // @ts-expect-error asOf is never defaulted
    light({ usageGb: 5 }, {});
  });

  it('a typo in a condition fails to compile', () => {
    compileLight({
      ...header,
      facts: [{ id: 'usageGb', kind: 'number' }],
      // @ts-expect-error a misspelt fact
      lamps: [{ id: 'red', when: { usagGb: 10 } }],
      otherwise: 'red',
      whenUnknown: 'red',
    });
    compileLight({
      ...header,
      facts: [{ id: 'usageGb', kind: 'number' }],
      // @ts-expect-error a misspelt operator
      lamps: [{ id: 'red', when: { usageGb: { $gtt: 10 } } }],
      otherwise: 'red',
      whenUnknown: 'red',
    });
  });

  it('texts have no order and lists only membership', () => {
    type Facts = readonly [{ id: 'category'; kind: 'text' }, { id: 'needs'; kind: 'textList' }];
    expectTypeOf<{ category: { $in: string[] } }>().toExtend<Condition<Facts>>();
    expectTypeOf<{ category: { $gt: string } }>().not.toExtend<Condition<Facts>>();
    expectTypeOf<{ needs: { $contains: string } }>().toExtend<Condition<Facts>>();
  });
});
