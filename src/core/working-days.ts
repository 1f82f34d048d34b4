import { type CalendarDate, dayNumber, fromDayNumber } from './day-number.js';
import { InputError } from './errors.js';
import { issue } from './issue.js';
import type { WorkingDays } from './working-calendar.js';

/** The calendar does not reach the day that the question needs; nothing is guessed. */
export interface NotCovered {
  readonly status: 'notCovered';
  /** Which side of the calendar the answer would lie on. */
  readonly side: 'before' | 'after';
  readonly from: CalendarDate;
  readonly until: CalendarDate;
}

/** An answer from a working calendar, or the word that it does not reach far enough. */
export type Covered<T> = { readonly status: 'covered'; readonly value: T } | NotCovered;

function covered<T>(value: T): Covered<T> {
  return { status: 'covered', value };
}

function notCovered({ calendar }: WorkingDays, side: NotCovered['side']): NotCovered {
  return { status: 'notCovered', side, from: calendar.from, until: calendar.until };
}

/** How many working days lie before a day, or `notCovered` where the day is outside. */
function rank(days: WorkingDays, day: number): number | NotCovered {
  if (day < days.first) return notCovered(days, 'before');
  if (day > days.last) return notCovered(days, 'after');
  return days.before[day - days.first] as number;
}

function isWorked(days: WorkingDays, day: number): boolean {
  const at = day - days.first;
  return days.before[at + 1] !== days.before[at];
}

/** The working day at a position in the list of all. */
function nth(days: WorkingDays, at: number): Covered<CalendarDate> {
  const day = days.worked[at];
  if (day === undefined) return notCovered(days, at < 0 ? 'before' : 'after');
  return covered(fromDayNumber(day));
}

/**
 * Whether a date is worked.
 *
 * @example
 * isWorkingDay(workingDays({ from: '2013-02-01', until: '2013-02-28', weekend: [6, 7], holidays: [], makeUpDays: [] }), '2013-02-10')
 * //=> { status: 'covered', value: false }
 */
export function isWorkingDay(days: WorkingDays, date: CalendarDate): Covered<boolean> {
  const day = dayNumber(date);
  const at = rank(days, day);
  return typeof at === 'number' ? covered(isWorked(days, day)) : at;
}

/**
 * The n-th working day after a date, or before it when `count` is negative; the date itself, worked or not, for 0.
 *
 * @param count a whole number (InputError `range`)
 */
export function addWorkingDays(days: WorkingDays, date: CalendarDate, count: number): Covered<CalendarDate> {
  if (!Number.isSafeInteger(count)) {
    throw new InputError([issue('range', ['count'], 'a whole number of working days', count)]);
  }
  const day = dayNumber(date);
  const at = rank(days, day);
  if (typeof at !== 'number') return at;
  if (count === 0) return covered(date);
  return nth(days, count < 0 ? at + count : at + (isWorked(days, day) ? count : count - 1));
}

/** The first working day after a date. */
export function nextWorkingDay(days: WorkingDays, date: CalendarDate): Covered<CalendarDate> {
  return addWorkingDays(days, date, 1);
}

/** The last working day before a date: Friday 2013-02-08 for Sunday 2013-02-10, the Spring Festival. */
export function previousWorkingDay(days: WorkingDays, date: CalendarDate): Covered<CalendarDate> {
  return addWorkingDays(days, date, -1);
}

/** The date itself if worked, otherwise the first working day after it. */
export function workingDayOnOrAfter(days: WorkingDays, date: CalendarDate): Covered<CalendarDate> {
  const at = rank(days, dayNumber(date));
  return typeof at === 'number' ? nth(days, at) : at;
}

/** The date itself if worked, otherwise the last working day before it. */
export function workingDayOnOrBefore(days: WorkingDays, date: CalendarDate): Covered<CalendarDate> {
  const day = dayNumber(date);
  const at = rank(days, day);
  return typeof at === 'number' ? nth(days, isWorked(days, day) ? at : at - 1) : at;
}

/**
 * Working days after `from`, up to and including `to`: what {@link addWorkingDays} has to add to a date to reach the
 * working day `to`. With the dates the other way round, the negative of the swapped answer.
 */
export function workingDaysBetween(days: WorkingDays, from: CalendarDate, to: CalendarDate): Covered<number> {
  const upTo = (date: CalendarDate): number | NotCovered => {
    const day = dayNumber(date);
    const at = rank(days, day);
    return typeof at === 'number' ? at + (isWorked(days, day) ? 1 : 0) : at;
  };
  const start = upTo(from);
  if (typeof start !== 'number') return start;
  const end = upTo(to);
  return typeof end === 'number' ? covered(end - start) : end;
}
