import { type CalendarDate, dateParts, dateText, daysInMonthOf, twoDigits } from './day-number.js';
import { InputError } from './errors.js';
import { issue, type Path } from './issue.js';

/** A calendar month, `YYYY-MM`: the key of monthly bills and usage. */
export type CalendarMonth = string;

/** The month number of a text (months since year 0), or NaN where it is no month from 0001-01 to 9999-12. */
export function readMonthNumber(text: string): number {
  if (text.length !== 7 || text.charCodeAt(4) !== 45) return Number.NaN;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  return year >= 1 && month >= 1 && month <= 12 ? year * 12 + month - 1 : Number.NaN;
}

/** Whether a value is the text of a month. */
export function isMonth(value: unknown): value is CalendarMonth {
  return typeof value === 'string' && !Number.isNaN(readMonthNumber(value));
}

/**
 * Months since year 0; the difference of two month numbers is the difference in months.
 *
 * @throws InputError `format`
 * @example
 * monthNumber('2013-02') - monthNumber('2012-11') //=> 3
 */
export function monthNumber(month: CalendarMonth, path: Path = []): number {
  const number = typeof month === 'string' ? readMonthNumber(month) : Number.NaN;
  if (Number.isNaN(number)) throw new InputError([issue('format', path, 'a calendar month YYYY-MM', month)]);
  return number;
}

/** The month of a month number; InputError `range` outside 0001-01 to 9999-12. */
export function fromMonthNumber(number: number): CalendarMonth {
  if (!Number.isInteger(number) || number < 12 || number >= 120_000) {
    throw new InputError([issue('range', [], 'a month from 0001-01 to 9999-12', number)]);
  }
  return dateText(Math.floor(number / 12), (number % 12) + 1, 1).slice(0, 7);
}

/** The month that a date lies in. */
export function monthOf(date: CalendarDate): CalendarMonth {
  dateParts(date);
  return date.slice(0, 7);
}

/** The first and the last day of a month. */
export function daysOfMonth(month: CalendarMonth): { readonly first: CalendarDate; readonly last: CalendarDate } {
  const number = monthNumber(month);
  const year = Math.floor(number / 12);
  const inYear = (number % 12) + 1;
  return { first: dateText(year, inYear, 1), last: dateText(year, inYear, daysInMonthOf(year, inYear)) };
}
