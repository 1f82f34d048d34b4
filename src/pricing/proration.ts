import { addDays, addMonths, daysInMonth, differenceInDays, startOfMonth } from '../core/calendar.js';
import { dateParts, dayNumber } from '../core/day-number.js';
import {
  type Check,
  checkDay,
  checkMonths,
  checkRow,
  checkUnitsFrom,
  refuseFaults,
  whereGiven,
} from '../core/row-check.js';
import { refuse } from './refuse.js';
import type { Proration } from './request.js';

/** How days are counted: as the calendar has them, or with so many days in every month (30 in bank and telecom practice). */
export type DayCount = 'actual' | { readonly daysInMonth: number };

/** A stretch of a billing period. Ends are exclusive: the day after the last one charged. */
export interface PeriodPart {
  readonly from: string;
  readonly to: string;
  readonly periodStart: string;
  readonly periodEnd: string;
}

/**
 * The part of a period that is charged, as a fraction for {@link RequestLine.proration}: nothing is rounded here.
 *
 * @param part dates `YYYY-MM-DD`; `from` and `to` inside the period (InputError `order` otherwise)
 * @param count days of a month are 1 to 31
 * @throws InputError with every fault and its path; `range` for a period in which no day counts (30 to 31 January of months of 30)
 * @example
 * prorate({ from: '2021-09-16', to: '2021-09-25', periodStart: '2021-08-25', periodEnd: '2021-09-25' }, 'actual') //=> { days: 9, of: 31 }
 */
export function prorate(part: PeriodPart, count: DayCount): Proration {
  refuseFaults([...checkPart(part, []), ...checkDayCount(count, ['count'])]);
  const { from, to, periodStart, periodEnd } = part;
  const order = [periodStart, from, to, periodEnd].map((day) => dayNumber(day));
  const broken = order.findIndex((day, at) => at > 0 && day < (order[at - 1] as number));
  if (broken > 0 || order[0] === order[3]) {
    const key = (['periodStart', 'from', 'to', 'periodEnd'] as const)[broken] ?? 'periodEnd';
    refuse('order', [key], 'dates in the order period start, from, to, period end', part[key]);
  }
  const of = daysBetween(periodStart, periodEnd, count);
  if (of === 0) refuse('range', ['periodEnd'], 'a period with a day that counts', periodEnd);
  return { days: daysBetween(from, to, count), of };
}

const checkPart = /* @__PURE__ */ checkRow<PeriodPart>('a part { from, to, periodStart, periodEnd }', {
  from: checkDay,
  to: checkDay,
  periodStart: checkDay,
  periodEnd: checkDay,
});

const checkMonthOfDays = /* @__PURE__ */ checkRow<Exclude<DayCount, 'actual'>>("'actual' or { daysInMonth }", {
  daysInMonth: /* @__PURE__ */ checkUnitsFrom(1, 31),
});
const checkDayCount: Check = (value, path) => (value === 'actual' ? [] : checkMonthOfDays(value, path));

/**
 * Days from one date to another, the last one not counted. With fixed months every full month counts that many days and a
 * day beyond them counts as the last.
 *
 * @throws InputError with its path for a date or a count that is none
 * @example
 * countDays('2023-02-23', '2023-03-15', { daysInMonth: 30 }) //=> 22
 */
export function countDays(from: string, to: string, count: DayCount): number {
  refuseFaults([...checkDay(from, ['from']), ...checkDay(to, ['to']), ...checkDayCount(count, ['count'])]);
  return daysBetween(from, to, count);
}

function daysBetween(from: string, to: string, count: DayCount): number {
  if (count === 'actual') return differenceInDays(from, to);
  const [start, end] = [dateParts(from), dateParts(to)];
  const months = (end.year - start.year) * 12 + end.month - start.month;
  return months * count.daysInMonth + Math.min(end.day, count.daysInMonth) - Math.min(start.day, count.daysInMonth);
}

/** A subscription whose periods begin on the same day of the month. */
export interface BillingCycle {
  readonly start: string;
  /** The day after the last; runs on where missing. */
  readonly end?: string | undefined;
  /** Day of the month, 1 to 31; months that lack it bill on their last day. */
  readonly billCycleDay: number;
  readonly periodMonths: number;
}

/** One bill of a cycle, in advance: the stretch it covers and the fraction of a full period. */
export interface BillingPeriod extends PeriodPart {
  readonly proration: Proration;
}

/**
 * The periods that are billed in advance up to a day: a first part up to the bill cycle day, whole periods, a last part up
 * to the end.
 *
 * The first part is measured by the period of so many calendar months before the first bill cycle day, as Kill Bill does: for day 31
 * and a bill on 28 February that is 28 January to 28 February.
 *
 * @param cycle dates `YYYY-MM-DD`
 * @param target every period that begins by this day is billed
 * @throws InputError with every fault and its path; `order` for an end before the start, `range` where a period would end after the
 * year 9999
 * @example
 * billingPeriods({ start: '2011-09-01', billCycleDay: 15, periodMonths: 1 }, '2011-10-03', 'actual').map(({ proration }) => proration) //=> [{ days: 14, of: 31 }, { days: 30, of: 30 }]
 */
export function billingPeriods(cycle: BillingCycle, target: string, count: DayCount): readonly BillingPeriod[] {
  refuseFaults([...checkCycle(cycle, []), ...checkDay(target, ['target']), ...checkDayCount(count, ['count'])]);
  const { start, end, billCycleDay, periodMonths } = cycle;
  const last = end === undefined ? Number.POSITIVE_INFINITY : dayNumber(end);
  if (last < dayNumber(start)) refuse('order', ['end'], `a day from ${start} on`, end);
  const until = dayNumber(target);
  const periods: BillingPeriod[] = [];
  const add = (from: string, to: string, periodStart: string, periodEnd: string): void => {
    const part = { from, to: dayNumber(to) > last ? (end as string) : to, periodStart, periodEnd };
    if (dayNumber(part.to) > dayNumber(from)) periods.push({ ...part, proration: prorate(part, count) });
  };
  let from = firstBillingDay(start, billCycleDay, periodMonths);
  if (from !== start && dayNumber(start) <= until) add(start, from, addMonths(from, -periodMonths, ['start']), from);
  while (dayNumber(from) <= until && dayNumber(from) < last) {
    const to = onCycleDay(addMonths(from, periodMonths, ['target']), billCycleDay);
    add(from, to, from, to);
    from = to;
  }
  return periods;
}

const checkCycle = /* @__PURE__ */ checkRow<BillingCycle>('a cycle { start, end, billCycleDay, periodMonths }', {
  start: checkDay,
  end: /* @__PURE__ */ whereGiven(checkDay),
  billCycleDay: /* @__PURE__ */ checkUnitsFrom(1, 31),
  periodMonths: checkMonths,
});

function firstBillingDay(start: string, day: number, months: number): string {
  const here = onCycleDay(start, day);
  return dayNumber(here) >= dayNumber(start) ? here : onCycleDay(addMonths(here, months, ['start']), day);
}

/** The bill cycle day in the month of a date, the month's last day where it is shorter. */
function onCycleDay(date: string, day: number): string {
  return addDays(startOfMonth(date), Math.min(day, daysInMonth(date)) - 1);
}
