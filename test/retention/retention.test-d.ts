import type { WorkingCalendar } from 'tenure/core';
import { type Approval, compileRetention, type QuotedOffer, type RetentionPolicy } from 'tenure/retention';
import { describe, expectTypeOf, it } from 'vitest';
import { keepPlans } from '../../examples/policies/keep-plans.js';

declare const calendar: WorkingCalendar;
const context = { asOf: '2013-01-01', calendar };

describe('a typed retention policy', () => {
  const retain = compileRetention(keepPlans);

  it('knows its facts and takes quoted offers beside them', () => {
    const offers: readonly QuotedOffer[] = [{ id: 'q1', measure: 'matchedBundle', cost: null, approval: null }];
    expectTypeOf(retain({ hasLeft: false, offers }, context).outcome.candidates[0]!.offer).toEqualTypeOf<
      string | null
    >();
    // @ts-expect-error a misspelt fact
    retain({ hasleft: false }, context);
    // @ts-expect-error whether an approval is needed is never left open
    retain({ offers: [{ id: 'q1', measure: 'matchedBundle', cost: null }] }, context);
  });

  it('holds out by its own facts', () => {
    const facts = [{ id: 'trialArm', kind: 'text', values: ['treated', 'control'] }] as const;
    type HeldOut = RetentionPolicy<typeof facts>['heldOut'];
    expectTypeOf<{ trialArm: 'control' }>().toExtend<HeldOut>();
    expectTypeOf<{ trialArm: 'heldOut' }>().not.toExtend<HeldOut>();
  });

  it('counts an approval in one way', () => {
    expectTypeOf<{ by: string; leadDays: number }>().toExtend<Approval>();
    expectTypeOf<{ by: string; leadWorkingDays: number }>().toExtend<Approval>();
    expectTypeOf<{ by: string; leadDays: number; leadWorkingDays: number }>().not.toExtend<Approval>();
    expectTypeOf<{ by: string }>().not.toExtend<Approval>();
  });
});
