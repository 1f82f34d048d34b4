import {
  type CalendarDate,
  dateParts,
  dateText,
  dayNumber,
  daysInMonthOf,
  firstDayNumber,
  fromDayNumber,
  isLeapYear,
  lastDayNumber,
  partsOfDayNumber,
} from './day-number.js';
import { InputError } from './errors.js';
import { issue, type Path } from './issue.js';

/** A day of the week as ISO 8601 counts: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** A date that month arithmetic gave; `clamped` says that the day did not exist and the month's last day stands in. */
export interface ShiftedDate {
  readonly date: CalendarDate;
  readonly clamped: boolean;
}

/** When somebody born, or a contract begun, on 29 February has the anniversary of a common year. */
export type LeapDayRule = 'february28' | 'march1';

/** The weekday of a day number. */
export function weekdayOfDayNumber(number: number): Weekday {
  // 1970-01-01 was a Thursday.
  return (((((number + 3) % 7) + 7) % 7) + 1) as Weekday;
}

/**
 * The day of the week, 1 (Monday) to 7 (Sunday).
 *
 * @example
 * weekday('2013-02-10') //=> 7
 */
export function weekday(date: CalendarDate): Weekday {
  return weekdayOfDayNumber(dayNumber(date));
}

/** The fault of a step that is no whole number, or leads out of the calendar. */
function stepFault(date: CalendarDate, step: number, unit: 'days' | 'months', path: Path): InputError {
  return new InputError([
    Number.isSafeInteger(step)
      ? issue(
          'range',
          path,
          'a day in the years 1 to 9999',
          `${date} ${step < 0 ? '-' : '+'} ${Math.abs(step)} ${unit}`,
        )
      : issue('range', path, `a whole number of ${unit}`, step),
  ]);
}

/**
 * The date `days` later, or earlier when negative.
 *
 * @param path - where the date stands in what a caller was given, for the error
 * @throws InputError `format` for a date that is none; `range` outside the years 1 to 9999, or for days that are no whole number
 */
export function addDays(date: CalendarDate, days: number, path: Path = []): CalendarDate {
  const day = dayNumber(date, path) + days;
  if (!(Number.isInteger(day) && day >= firstDayNumber && day <= lastDayNumber))
    throw stepFault(date, days, 'days', path);
  return fromDayNumber(day);
}

/** Days from `from` to `to`, negative when `to` is earlier. */
export function differenceInDays(from: CalendarDate, to: CalendarDate): number {
  return dayNumber(to) - dayNumber(from);
}

/**
 * Calendar months later, or earlier when negative; says whether the day was clamped to the month's end.
 *
 * @param path - where the date stands in what a caller was given, for the error
 * @throws InputError `format` for a date that is none; `range` outside the years 1 to 9999, or for months that are no whole number
 * @example
 * shiftMonths('2013-04-30', -2) //=> { date: '2013-02-28', clamped: true }
 */
export function shiftMonths(date: CalendarDate, months: number, path: Path = []): ShiftedDate {
  const { year, month, day } = partsOfDayNumber(dayNumber(date, path));
  const target = year * 12 + (month - 1) + months;
  if (!(Number.isInteger(target) && target >= 12 && target < 120_000)) throw stepFault(date, months, 'months', path);
  const inYear = Math.floor(target / 12);
  const inMonth = (target % 12) + 1;
  const last = daysInMonthOf(inYear, inMonth);
  return { date: dateText(inYear, inMonth, Math.min(day, last)), clamped: day > last };
}

/**
 * {@link shiftMonths} without the word on clamping.
 *
 * @example
 * addMonths('2013-03-31', -2) //=> '2013-01-31'
 */
export function addMonths(date: CalendarDate, months: number, path: Path = []): CalendarDate {
  return shiftMonths(date, months, path).date;
}

/**
 * Whole calendar months from one date to another: the most months that can be added to `from`, clamped, without passing
 * `to`. So 31 January to 28 February is one month. With the dates the other way round, the negative of the swapped answer.
 *
 * @example
 * monthsBetween('2013-01-31', '2013-02-28') //=> 1
 */
export function monthsBetween(from: CalendarDate, to: CalendarDate): number {
  if (dayNumber(to) < dayNumber(from)) return 0 - monthsBetween(to, from);
  const start = dateParts(from);
  const end = dateParts(to);
  const months = (end.year - start.year) * 12 + end.month - start.month;
  const reached = Math.min(start.day, daysInMonthOf(end.year, end.month)) <= end.day;
  return reached ? months : months - 1;
}

/** The first day of the date's month. */
export function startOfMonth(date: CalendarDate): CalendarDate {
  const { year, month } = dateParts(date);
  return dateText(year, month, 1);
}

/** The last day of the date's month. */
export function endOfMonth(date: CalendarDate): CalendarDate {
  const { year, month } = dateParts(date);
  return dateText(year, month, daysInMonthOf(year, month));
}

/** How many days the date's month has. */
export function daysInMonth(date: CalendarDate): number {
  const { year, month } = dateParts(date);
  return daysInMonthOf(year, month);
}

/** The Monday on or before a date. */
export function startOfWeek(date: CalendarDate): CalendarDate {
  return addDays(date, 1 - weekday(date));
}

/** The quarter of the calendar year, 1 to 4. */
export function quarter(date: CalendarDate): 1 | 2 | 3 | 4 {
  return Math.ceil(dateParts(date).month / 3) as 1 | 2 | 3 | 4;
}

/** The first day of the date's calendar quarter. */
export function startOfQuarter(date: CalendarDate): CalendarDate {
  return dateText(dateParts(date).year, quarter(date) * 3 - 2, 1);
}

/** The last day of the date's calendar quarter. */
export function endOfQuarter(date: CalendarDate): CalendarDate {
  return endOfMonth(dateText(dateParts(date).year, quarter(date) * 3, 1));
}

/**
 * The anniversary in a given year. Only a 29 February needs the rule: in common years it is kept on 28 February or on
 * 1 March.
 *
 * @example
 * anniversaryIn('2012-02-29', 2013, 'february28') //=> '2013-02-28'
 */
export function anniversaryIn(date: CalendarDate, year: number, rule: LeapDayRule): CalendarDate {
  const { month, day } = dateParts(date);
  if (!Number.isInteger(year) || year < 1 || year > 9999) {
    throw new InputError([issue('range', [], 'a year from 1 to 9999', year)]);
  }
  if (month !== 2 || day !== 29 || isLeapYear(year)) return dateText(year, month, day);
  return rule === 'february28' ? dateText(year, 2, 28) : dateText(year, 3, 1);
}

/**
 * The first anniversary on or after `asOf`; never before the date itself.
 *
 * @throws InputError `range` where it would lie after the year 9999
 */
export function nextAnniversary(date: CalendarDate, asOf: CalendarDate, rule: LeapDayRule): CalendarDate {
  if (dayNumber(asOf) <= dayNumber(date)) return date;
  const { year } = dateParts(asOf);
  const thisYear = anniversaryIn(date, year, rule);
  if (thisYear >= asOf) return thisYear;
  if (year === 9999) throw new InputError([issue('range', ['asOf'], `${thisYear} or earlier: no year follows`, asOf)]);
  return anniversaryIn(date, year + 1, rule);
}
