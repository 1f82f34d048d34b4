import { InputError } from './errors.js';
import { issue, type Path } from './issue.js';

/** A calendar date, `YYYY-MM-DD`, years 0001 to 9999 of the Gregorian calendar; no time, no zone. */
export type CalendarDate = string;

/** Year, month 1 to 12 and day of the month 1 to 31. */
export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The day numbers of 0001-01-01 and 9999-12-31. */
export const firstDayNumber = -719_162;
/** The day number of 9999-12-31. */
export const lastDayNumber = 2_932_896;

/** Whether a year has a 29 February. */
export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** How many days a month has; the month runs from 1 to 12. */
export function daysInMonthOf(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Two digits at a position; where they are none, a number so far below 0 that no date part can come of it. */
export function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -10_000;
}

/**
 * The day number of a year, month and day: days since 1970-01-01, negative before. The parts have to be a real date.
 * Source: H. Hinnant, "chrono-compatible low-level date algorithms" (days from civil), on years that begin in March.
 */
function dayNumberOf(year: number, month: number, day: number): number {
  // `| 0` cuts to whole numbers and keeps the arithmetic on machine integers; nothing here is negative.
  const marchYear = month > 2 ? year : year - 1;
  const era = (marchYear / 400) | 0;
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = (((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) | 0) + day - 1;
  const dayOfEra = yearOfEra * 365 + ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/**
 * The day number of a date text, or NaN where the text is no real date: the fast reader for records.
 *
 * @example
 * readDayNumber('2013-02-30') //=> NaN
 */
export function readDayNumber(text: string): number {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return Number.NaN;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonthOf(year, month))) return Number.NaN;
  return dayNumberOf(year, month, day);
}

/** Whether a value is the text of a real calendar date: 30 February is none. */
export function isDate(value: unknown): value is CalendarDate {
  return typeof value === 'string' && !Number.isNaN(readDayNumber(value));
}

/**
 * Days since 1970-01-01; the difference of two day numbers is the difference in days.
 *
 * @throws InputError `format` where the text is no real date
 * @example
 * dayNumber('1970-01-02') //=> 1
 */
export function dayNumber(date: CalendarDate, path: Path = []): number {
  const number = typeof date === 'string' ? readDayNumber(date) : Number.NaN;
  if (Number.isNaN(number)) throw new InputError([issue('format', path, 'a calendar date YYYY-MM-DD', date)]);
  return number;
}

function pad2(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}

/** The date text of a year, month and day, which have to be a real date. */
export function dateText(year: number, month: number, day: number): CalendarDate {
  const years = year < 1000 ? String(year).padStart(4, '0') : `${year}`;
  return `${years}-${pad2(month)}-${pad2(day)}`;
}

/** Year, month and day of a day number. */
export function partsOfDayNumber(number: number): DateParts {
  if (!Number.isInteger(number) || number < firstDayNumber || number > lastDayNumber) {
    throw new InputError([issue('range', [], 'a day from 0001-01-01 to 9999-12-31', number)]);
  }
  const shifted = number + 719_468;
  const era = (shifted / 146_097) | 0;
  const dayOfEra = shifted - era * 146_097;
  const leapDays = ((dayOfEra / 1460) | 0) - ((dayOfEra / 36_524) | 0) + ((dayOfEra / 146_096) | 0);
  const yearOfEra = ((dayOfEra - leapDays) / 365) | 0;
  const dayOfYear = dayOfEra - (365 * yearOfEra + ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0));
  const marchMonth = ((5 * dayOfYear + 2) / 153) | 0;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const day = dayOfYear - (((153 * marchMonth + 2) / 5) | 0) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/**
 * The date of a day number.
 *
 * @throws InputError `range` outside 0001-01-01 to 9999-12-31
 * @example
 * fromDayNumber(1) //=> '1970-01-02'
 */
export function fromDayNumber(number: number): CalendarDate {
  const { year, month, day } = partsOfDayNumber(number);
  return dateText(year, month, day);
}

/** Year, month and day of a date; InputError `format` where it is none. */
export function dateParts(date: CalendarDate): DateParts {
  return partsOfDayNumber(dayNumber(date));
}
