import { addMonths } from 'tenure/core';
import { billingPeriods, countDays, type DayCount, type Proration, prorate } from 'tenure/pricing';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';
import { attempt, judged, unsupported } from '../judge.js';
import { differs, rounded } from './exact.js';
import { fractionText } from './fraction.js';
import { quoteOf } from './quoted.js';

interface Case {
  readonly id: string;
  readonly input: {
    readonly kind?: string;
    readonly price?: string;
    readonly startDate?: string;
    readonly endDate?: string;
    readonly periodStart?: string;
    readonly periodEnd?: string;
    readonly billCycleDay?: number;
    readonly targetDate?: string;
    readonly billingPeriodMonths?: number;
    readonly fixedDaysInMonth?: number;
  };
  readonly expected: {
    readonly proration?: string;
    readonly days?: number;
    readonly amount?: string;
    readonly total?: string;
    readonly items?: number;
  };
}

/** A price for part of a period, rounded as an invoice line. */
function amountOf(price: string, proration: Proration): string {
  return quoteOf({ lines: [{ charge: { model: 'flat', amount: price }, proration }], scale: 2 }).total.amount;
}

function prorationOf(input: Case['input'], count: DayCount): Proration {
  const { kind, billingPeriodMonths: months = 1, periodStart, periodEnd } = input;
  const from = input.startDate ?? periodStart ?? '';
  const to = input.endDate ?? periodEnd ?? '';
  // A fixed month is one period whatever the calendar says: the fraction is days by days in so many months.
  if (count !== 'actual') return { days: countDays(from, to, count), of: count.daysInMonth * months };
  const start = periodStart ?? (kind === 'beforeFirst' ? addMonths(to, -months) : from);
  const end = periodEnd ?? (kind === 'beforeFirst' ? to : addMonths(start, months));
  return prorate({ from, to, periodStart: start, periodEnd: end }, count);
}

function judge({ id, input, expected }: Case): VectorOutcome {
  return attempt(id, () => {
    const fixed = input.fixedDaysInMonth ?? 0;
    const count: DayCount = fixed === 0 ? 'actual' : { daysInMonth: fixed };
    const { startDate = '', endDate = '', price = '0', billCycleDay, targetDate } = input;
    if (expected.days !== undefined)
      return judged(id, differs('days', expected.days, countDays(startDate, endDate, count)));
    if (targetDate !== undefined && billCycleDay !== undefined) {
      const cycle = { start: startDate, billCycleDay, periodMonths: input.billingPeriodMonths ?? 1 };
      const items = billingPeriods(cycle, targetDate, count).map(({ proration }) => amountOf(price, proration));
      const total = items.reduce((sum, amount) => sum + Math.round(Number(amount) * 100), 0);
      return judged(id, [
        ...differs('total', expected.total ?? '0', rounded(String(total / 100), 2, 'halfUp')),
        ...(expected.items === undefined ? [] : differs('items', expected.items, items.length)),
      ]);
    }
    const proration = prorationOf(input, count);
    if (expected.proration !== undefined) {
      return judged(id, differs('proration', expected.proration, fractionText(proration, 9)));
    }
    const amount = expected.amount ?? expected.total;
    if (amount === undefined) return unsupported(id, 'the case expects no amount, days or fraction');
    return judged(id, differs('amount', amount, amountOf(price, proration)));
  });
}

export const adapter: VectorAdapter = (file) => (file as { readonly cases: readonly Case[] }).cases.map(judge);
