import { type Weekday, weekdayOfDayNumber } from './calendar.js';
import { type CalendarDate, isDate, readDayNumber } from './day-number.js';
import { InputError } from './errors.js';
import { type Issue, issue, type Path } from './issue.js';

/**
 * Which days are worked, as input: public holidays and make-up working days (调休) are announced year by year, so a
 * calendar covers `from` to `until` and nothing beyond.
 */
export interface WorkingCalendar {
  readonly from: CalendarDate;
  readonly until: CalendarDate;
  /** Weekdays that are not worked, 1 (Monday) to 7 (Sunday). */
  readonly weekend: readonly Weekday[];
  /** Days off, whatever their weekday. */
  readonly holidays: readonly CalendarDate[];
  /** Days worked although they fall on the weekend. */
  readonly makeUpDays: readonly CalendarDate[];
}

/** A working calendar made ready for questions by {@link workingDays}. */
export interface WorkingDays {
  readonly calendar: WorkingCalendar;
  /** Day number of `calendar.from`. */
  readonly first: number;
  /** Day number of `calendar.until`. */
  readonly last: number;
  /** Day numbers of the working days, ascending. */
  readonly worked: Int32Array;
  /** For each day from `first` on, and one past `last`, how many working days lie before it. */
  readonly before: Int32Array;
}

function checkDays(
  days: unknown,
  path: Path,
  calendar: { readonly from: CalendarDate; readonly until: CalendarDate } | undefined,
): readonly Issue[] {
  if (!Array.isArray(days)) return [issue('type', path, 'a list of calendar dates', days)];
  const seen = new Set<unknown>();
  return days.flatMap((day: unknown, at) => {
    const here = [...path, at];
    if (!isDate(day)) return [issue('format', here, 'a calendar date YYYY-MM-DD', day)];
    if (seen.has(day)) return [issue('duplicate', here, 'each day once', day)];
    seen.add(day);
    const outside = calendar !== undefined && (day < calendar.from || day > calendar.until);
    return outside ? [issue('range', here, `a day from ${calendar.from} to ${calendar.until}`, day)] : [];
  });
}

function checkWeekend(weekend: unknown, path: Path): readonly Issue[] {
  if (!Array.isArray(weekend)) return [issue('type', path, 'a list of weekdays', weekend)];
  return weekend.flatMap((day: unknown, at) => {
    const isWeekday = Number.isInteger(day) && (day as number) >= 1 && (day as number) <= 7;
    if (!isWeekday) return [issue('range', [...path, at], 'a weekday from 1 (Monday) to 7 (Sunday)', day)];
    return weekend.indexOf(day) < at ? [issue('duplicate', [...path, at], 'each weekday once', day)] : [];
  });
}

/** The faults of a value that should be a {@link WorkingCalendar}, all of them, with paths below `path`. */
export function checkWorkingCalendar(value: unknown, path: Path = []): readonly Issue[] {
  if (value === null || typeof value !== 'object') return [issue('type', path, 'a working calendar', value)];
  const { from, until, weekend, holidays, makeUpDays } = value as Partial<WorkingCalendar>;
  const ends = (['from', 'until'] as const).flatMap((key) => {
    const date = (value as Partial<WorkingCalendar>)[key];
    return isDate(date) ? [] : [issue('format', [...path, key], 'a calendar date YYYY-MM-DD', date)];
  });
  const covered = isDate(from) && isDate(until) ? { from, until } : undefined;
  const reversed = covered !== undefined && covered.from > covered.until;
  const days = reversed ? undefined : covered;
  const off = new Set(Array.isArray(holidays) ? holidays : []);
  const both = (Array.isArray(makeUpDays) ? makeUpDays : []).flatMap((day: unknown, at) =>
    off.has(day as string) ? [issue('conflict', [...path, 'makeUpDays', at], 'a day that is no holiday', day)] : [],
  );
  return [
    ...ends,
    ...(reversed ? [issue('order', [...path, 'until'], `${covered.from} or later`, covered.until)] : []),
    ...checkWeekend(weekend, [...path, 'weekend']),
    ...checkDays(holidays, [...path, 'holidays'], days),
    ...checkDays(makeUpDays, [...path, 'makeUpDays'], days),
    ...both,
  ];
}

/**
 * Makes a working calendar ready: every later question is a look-up.
 *
 * @throws InputError with every fault: dates that are none or lie outside, a day that is both holiday and make-up day
 * @example
 * workingDays({ from: '2013-02-01', until: '2013-02-28', weekend: [6, 7], holidays: [], makeUpDays: [] }).worked.length //=> 20
 */
export function workingDays(calendar: WorkingCalendar): WorkingDays {
  const issues = checkWorkingCalendar(calendar);
  if (issues.length > 0) throw new InputError(issues, 'working calendar');
  const first = readDayNumber(calendar.from);
  const last = readDayNumber(calendar.until);
  const weekend = new Set(calendar.weekend);
  const holidays = new Set(calendar.holidays.map(readDayNumber));
  const makeUpDays = new Set(calendar.makeUpDays.map(readDayNumber));
  const before = new Int32Array(last - first + 2);
  const worked: number[] = [];
  for (let day = first; day <= last; day++) {
    before[day - first] = worked.length;
    if (makeUpDays.has(day) || !(holidays.has(day) || weekend.has(weekdayOfDayNumber(day)))) worked.push(day);
  }
  before[last - first + 1] = worked.length;
  return { calendar, first, last, worked: Int32Array.from(worked), before };
}
