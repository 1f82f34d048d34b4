import { addDays, addMonths, daysInMonth, differenceInDays, startOfMonth } from '../core/calendar.js';
import { dateParts, dayNumber } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
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
 * @example
 * prorate({ from: '2021-09-16', to: '2021-09-25', periodStart: '2021-08-25', periodEnd: '2021-09-25' }, 'actual') //=> { days: 9, of: 31 }
 */
export function prorate({ from, to, periodStart, periodEnd }: PeriodPart, count: DayCount): Proration {
  const order = [periodStart, from, to, periodEnd].map((day) => dayNumber(day));
  const broken = order.findIndex((day, at) => at > 0 && day < (order[at - 1] as number));
  if (broken > 0 || order[0] === order[3]) {
    const keys = ['periodStart', 'from', 'to', 'periodEnd'] as const;
    const key = keys[broken] ?? 'periodEnd';
    throw new InputError([issue('order', [key], 'dates in the order period start, from, to, period end', key)]);
  }
  return { days: countDays(from, to, count), of: countDays(periodStart, periodEnd, count) };
}

/**
 * Days from one date to another, the last one not counted. With fixed months every full month counts that many days and a
 * day beyond them counts as the last.
 *
 * @example
 * countDays('2023-02-23', '2023-03-15', { daysInMonth: 30 }) //=> 22
 */
export function countDays(from: string, to: string, count: DayCount): number {
  if (count === 'actual') return differenceInDays(from, to);
  const [start, end] = [dateParts(from), dateParts(to)];
  const months = (end.year - start.year) * 12 + end.month - start.month;
  const { daysInMonth } = count;
  return months * daysInMonth + Math.min(end.day, daysInMonth) - Math.min(start.day, daysInMonth);
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
 * @param cycle dates `YYYY-MM-DD`
 * @param target every period that begins by this day is billed
 * @throws InputError `range` for a day of the month or a number of months that is none, or where a period would end after the year
 * 9999; `format` for a date that is none
 * @example
 * billingPeriods({ start: '2011-09-01', billCycleDay: 15, periodMonths: 1 }, '2011-10-03', 'actual').map(({ proration }) => proration) //=> [{ days: 14, of: 31 }, { days: 30, of: 30 }]
 */
export function billingPeriods(cycle: BillingCycle, target: string, count: DayCount): readonly BillingPeriod[] {
  const { start, end, billCycleDay, periodMonths } = cycle;
  checkCycle(cycle);
  dayNumber(start, ['start']);
  const last = end === undefined ? Number.POSITIVE_INFINITY : dayNumber(end, ['end']);
  const until = dayNumber(target, ['target']);
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

function checkCycle({ billCycleDay, periodMonths }: BillingCycle): void {
  if (!(Number.isSafeInteger(billCycleDay) && billCycleDay >= 1 && billCycleDay <= 31)) {
    throw new InputError([issue('range', ['billCycleDay'], 'a day of the month, 1 to 31', billCycleDay)]);
  }
  if (!(Number.isSafeInteger(periodMonths) && periodMonths >= 1)) {
    throw new InputError([issue('range', ['periodMonths'], 'a whole number of months, 1 or more', periodMonths)]);
  }
}

function firstBillingDay(start: string, day: number, months: number): string {
  const here = onCycleDay(start, day);
  return dayNumber(here) >= dayNumber(start) ? here : onCycleDay(addMonths(here, months, ['start']), day);
}

/** The bill cycle day in the month of a date, the month's last day where it is shorter. */
function onCycleDay(date: string, day: number): string {
  return addDays(startOfMonth(date), Math.min(day, daysInMonth(date)) - 1);
}
