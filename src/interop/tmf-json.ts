import { addDays } from '../core/calendar.js';
import { dayNumber, firstDayNumber, fromDayNumber, isDate, lastDayNumber } from '../core/day-number.js';
import { isTimeOfDay, minuteOfDay } from '../core/time-of-day.js';

/** A resource or part of one, of which nothing is known until it was looked at. */
export type Json = Readonly<Record<string, unknown>>;

/** Takes what was read, and keeps why the rest was not. */
export type Keep = <T extends object>(what: string, id: string, read: T | string) => readonly T[];

/** The entries of a list; none where it is no list. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** An object's fields; none where it is no object. */
export const recordOf = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});

export const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/** The id of a resource or of a reference to one; undefined where it has none. */
export function idOf(value: unknown): string | undefined {
  const { id } = recordOf(value);
  return typeof id === 'string' && id !== '' ? id : undefined;
}

export const labelOf = (name: unknown) => (typeof name === 'string' && name !== '' ? { label: { en: name } } : {});

/** First and last day of a TimePeriod, both inclusive, as a field to spread; or why it cannot be read. */
export type Validity = { readonly validFor?: { readonly from?: string; readonly until?: string } } | string;

/**
 * Reads a TimePeriod. Its instants become calendar dates in UTC; a date without a zone is taken for UTC, and an end at midnight
 * ends the day before.
 */
export function validityOf(value: unknown): Validity {
  if (!isGiven(value)) return {};
  const { startDateTime, endDateTime } = recordOf(value);
  const [start, end] = [instantOf(startDateTime), instantOf(endDateTime)];
  if (typeof value !== 'object' || (isGiven(startDateTime) && !start) || (isGiven(endDateTime) && !end))
    return 'its validity is not a period of two instants';
  const from = start?.date;
  if (end?.isMidnight === true && dayNumber(end.date) === firstDayNumber) return 'its validity ends before it begins';
  const until = end === undefined ? undefined : end.isMidnight ? addDays(end.date, -1) : end.date;
  if (from !== undefined && until !== undefined && until < from) return 'its validity ends before it begins';
  if (from === undefined && until === undefined) return {};
  return { validFor: { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) } };
}

const form = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::(\d\d(?:\.\d+)?))?(Z|[+-]\d\d:?\d\d)?)?$/;

function instantOf(value: unknown): { readonly date: string; readonly isMidnight: boolean } | undefined {
  const [, date, time, seconds = '0', zone = 'Z'] = (typeof value === 'string' && form.exec(value)) || [];
  if (!isDate(date)) return undefined;
  if (time === undefined) return { date, isMidnight: false };
  const offset = zone === 'Z' ? '00:00' : `${zone.slice(1, 3)}:${zone.slice(-2)}`;
  if (!isTimeOfDay(time) || !isTimeOfDay(offset)) return undefined;
  const minutes = minuteOfDay(time) - minuteOfDay(offset) * (zone.startsWith('-') ? -1 : 1);
  const days = Math.floor(minutes / 1440);
  const day = dayNumber(date) + days;
  // A zone's offset may lead out of the calendar: no date lies beyond its ends, so they say the same.
  const inside = Math.min(Math.max(day, firstDayNumber), lastDayNumber);
  return {
    date: fromDayNumber(inside),
    isMidnight: inside === day && minutes === days * 1440 && Number(seconds) === 0,
  };
}
