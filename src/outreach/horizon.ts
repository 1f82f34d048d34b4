import { type CalendarDate, dayNumber, fromDayNumber } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { type Issue, issue } from '../core/issue.js';
import { within } from '../core/within.js';
import { type WorkingCalendar, workingDays } from '../core/working-calendar.js';

/** The working days of a plan, counted from 0: the first on or after `asOf`. Days before it have negative positions. */
export interface Horizon {
  readonly length: number;
  readonly findings: readonly Issue[];
  /** Day number at a position of the plan. */
  readonly dayAt: (position: number) => number;
  readonly dateAt: (position: number) => CalendarDate;
  /** Position of the first working day on or after a date; `Infinity` after the calendar, the calendar's first day before it. */
  readonly onOrAfter: (date: CalendarDate) => number;
  /** Position of the last working day on or before a date; `Infinity` after the calendar. */
  readonly onOrBefore: (date: CalendarDate) => number;
}

/**
 * Lays the working calendar out from `asOf` on.
 *
 * @throws InputError for a faulty calendar, or one without a working day on or after `asOf`
 */
export function createHorizon(calendar: WorkingCalendar, asOf: CalendarDate, wanted: number): Horizon {
  const { first, last, worked, before } = within(
    (path) => ['calendar', ...path],
    'working calendar',
    () => workingDays(calendar),
  );
  const today = dayNumber(asOf, ['asOf']);
  if (today < first || today > last) {
    const expected = `a day of the working calendar, ${calendar.from} to ${calendar.until}`;
    throw new InputError([issue('range', ['asOf'], expected, asOf)], 'context');
  }
  const start = before[today - first]!;
  const length = Math.min(wanted, worked.length - start);
  if (length === 0) {
    throw new InputError([issue('limit', ['calendar', 'until'], `a working day from ${asOf} on`, calendar.until)]);
  }
  const dayAt = (position: number): number => worked[start + position]!;
  const short = issue(
    'limit',
    ['calendar', 'until'],
    `${wanted} working days from ${asOf} on`,
    `${length} to ${calendar.until}`,
  );
  return {
    length,
    findings: length < wanted ? [short] : [],
    dayAt,
    dateAt: (position) => fromDayNumber(dayAt(position)),
    onOrAfter: (date) => {
      const day = dayNumber(date);
      return day > last ? Number.POSITIVE_INFINITY : before[Math.max(day, first) - first]! - start;
    },
    onOrBefore: (date) => {
      const day = dayNumber(date);
      return day > last ? Number.POSITIVE_INFINITY : before[Math.max(day, first - 1) - first + 1]! - 1 - start;
    },
  };
}
