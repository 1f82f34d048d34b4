import { addDays } from './calendar.js';
import { type CalendarDate, dayNumber } from './day-number.js';
import { InputError } from './errors.js';
import { type Issue, issue, type Path } from './issue.js';

/** A local time of day, `HH:MM` from 00:00 to 23:59. */
export type TimeOfDay = string;

/**
 * A daily window from `from` (inclusive) to `until` (exclusive). `until` before `from` runs across midnight; `24:00` is
 * the end of the day, so `00:00` to `24:00` is all day. Equal ends would be empty or all day and are refused.
 */
export interface TimeWindow {
  readonly from: TimeOfDay;
  readonly until: TimeOfDay;
}

/** A date and a time of day where the customer is. */
export interface LocalDateTime {
  readonly date: CalendarDate;
  readonly time: TimeOfDay;
}

const form = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const minutesInDay = 1440;

/** Minutes since midnight, 0 to 1439, or NaN where the text is no time of day. */
export function readMinuteOfDay(text: string): number {
  return form.test(text) ? Number(text.slice(0, 2)) * 60 + Number(text.slice(3)) : Number.NaN;
}

/** Whether a value is the text of a time of day. */
export function isTimeOfDay(value: unknown): value is TimeOfDay {
  return typeof value === 'string' && form.test(value);
}

/**
 * Minutes since midnight.
 *
 * @throws InputError `format`
 * @example
 * minuteOfDay('21:30') //=> 1290
 */
export function minuteOfDay(time: TimeOfDay, path: Path = []): number {
  if (!isTimeOfDay(time)) throw new InputError([issue('format', path, 'a time of day HH:MM', time)]);
  return readMinuteOfDay(time);
}

/** The time of day of a minute from 0 to 1439; InputError `range`. */
export function fromMinuteOfDay(minute: number): TimeOfDay {
  if (!Number.isInteger(minute) || minute < 0 || minute >= minutesInDay) {
    throw new InputError([issue('range', [], 'a minute from 0 to 1439', minute)]);
  }
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** -1, 0 or 1 as `a` is before, at or after `b`. */
export function compareTimes(a: TimeOfDay, b: TimeOfDay): -1 | 0 | 1 {
  const difference = minuteOfDay(a) - minuteOfDay(b);
  return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

/** The faults of a value that should be a {@link TimeWindow}, with paths below `path`. */
export function checkTimeWindow(value: unknown, path: Path = []): readonly Issue[] {
  if (value === null || typeof value !== 'object') return [issue('type', path, 'a window { from, until }', value)];
  const { from, until } = value as Partial<TimeWindow>;
  const issues: Issue[] = [];
  if (!isTimeOfDay(from)) issues.push(issue('format', [...path, 'from'], 'a time of day HH:MM', from));
  if (!isTimeOfDay(until) && until !== '24:00') {
    issues.push(issue('format', [...path, 'until'], 'a time of day HH:MM, or 24:00', until));
  }
  if (issues.length > 0 || from !== until) return issues;
  return [issue('order', [...path, 'until'], `a time other than ${from}`, until)];
}

interface Minutes {
  readonly from: number;
  readonly until: number;
}

function minutes(window: TimeWindow): Minutes {
  const issues = checkTimeWindow(window);
  if (issues.length > 0) throw new InputError(issues, 'time window');
  const until = window.until === '24:00' ? minutesInDay : readMinuteOfDay(window.until);
  return { from: readMinuteOfDay(window.from), until };
}

function holds({ from, until }: Minutes, minute: number): boolean {
  return from < until ? minute >= from && minute < until : minute >= from || minute < until;
}

/**
 * Whether a time of day lies in a daily window.
 *
 * @throws InputError where the time or the window is malformed
 * @example
 * isInWindow('23:30', { from: '21:00', until: '08:00' }) //=> true
 */
export function isInWindow(time: TimeOfDay, window: TimeWindow): boolean {
  return holds(minutes(window), minuteOfDay(time));
}

/**
 * When somebody who has to stay out of a daily window may next act: now if outside, otherwise when the window ends, the
 * next morning included. `undefined` for a window that is the whole day.
 *
 * @example
 * afterWindow({ date: '2026-11-21', time: '21:00' }, { from: '21:00', until: '08:00' }) //=> { date: '2026-11-22', time: '08:00' }
 */
export function afterWindow(local: LocalDateTime, window: TimeWindow): LocalDateTime | undefined {
  dayNumber(local.date, ['date']);
  const span = minutes(window);
  const now = minuteOfDay(local.time, ['time']);
  if (!holds(span, now)) return local;
  if (span.from === 0 && span.until === minutesInDay) return undefined;
  const until = span.until % minutesInDay;
  return { date: until > now ? local.date : addDays(local.date, 1, ['date']), time: fromMinuteOfDay(until) };
}
