import { Decimal } from 'tenure/core';
import { billingPeriods } from 'tenure/pricing';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';
import { attempt, judged, unsupported } from '../judge.js';
import { differs } from './exact.js';
import { fractionText, sumOf } from './fraction.js';

interface Case {
  readonly id: string;
  readonly input: {
    readonly billingPeriodMonths: number;
    readonly billingMode: string;
    readonly startDate: string;
    readonly endDate: string | null;
    readonly targetDate: string;
    readonly billCycleDay: number;
  };
  readonly expected: { readonly numberOfBillingCycles: string; readonly exact?: string };
}

function judge({ id, input, expected }: Case): VectorOutcome {
  return attempt(id, () => {
    if (input.billingMode !== 'inAdvance')
      return unsupported(id, `periods are listed in advance, not ${input.billingMode}`);
    const periods = billingPeriods(
      {
        start: input.startDate,
        ...(input.endDate === null ? {} : { end: input.endDate }),
        billCycleDay: input.billCycleDay,
        periodMonths: input.billingPeriodMonths,
      },
      input.targetDate,
      'actual',
    );
    const cycles = sumOf(periods.map(({ proration }) => proration));
    // Kill Bill rounds every part to nine places before it adds them up.
    const printed = periods
      .reduce((sum, { proration }) => sum.plus(fractionText(proration, 9)), new Decimal(0))
      .toFixed();
    const exact = `${cycles.days}/${cycles.of}`;
    return judged(id, [
      ...differs('cycles', expected.numberOfBillingCycles, printed),
      ...(expected.exact === undefined || expected.exact === exact ? [] : [`expected ${expected.exact}, got ${exact}`]),
    ]);
  });
}

export const adapter: VectorAdapter = (file) => (file as { readonly cases: readonly Case[] }).cases.map(judge);
