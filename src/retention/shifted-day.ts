import { addDays, shiftMonths } from '../core/calendar.js';
import { firstDayNumber, fromDayNumber, lastDayNumber, partsOfDayNumber, readDayNumber } from '../core/day-number.js';
import type { Path } from '../core/issue.js';

/**
 * A day moved by calendar months first (clamped to the month's end), then by days. One that would lie after 9999-12-31,
 * as the end of a contract without one does, is that day, which lies beyond any horizon.
 *
 * @throws InputError `range` at `path` where it would lie before the year 1
 */
export function shiftedDay(
  day: number,
  { months = 0, days = 0 }: { readonly months?: number | undefined; readonly days?: number | undefined },
  path: Path,
): { readonly day: number; readonly clamped: boolean } {
  const moved = months === 0 ? { start: day, clamped: false } : movedBy(day, months, path);
  const end = moved.start + days;
  // Outside the calendar it tells what is wrong.
  if (end < firstDayNumber) addDays(fromDayNumber(moved.start), days, path);
  return { day: Math.min(end, lastDayNumber), clamped: moved.clamped };
}

function movedBy(day: number, months: number, path: Path): { readonly start: number; readonly clamped: boolean } {
  const { year, month } = partsOfDayNumber(day);
  if (year * 12 + month + months > lastYear * 12 + 12) return { start: Number.POSITIVE_INFINITY, clamped: false };
  const { date, clamped } = shiftMonths(fromDayNumber(day), months, path);
  return { start: readDayNumber(date), clamped };
}

const lastYear = 9999;
