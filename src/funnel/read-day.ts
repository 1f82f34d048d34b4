import { readDayNumber } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';

/** The day number of a date of a state. @throws InputError `format` that names the state's field */
export function readDay(date: string, field: string): number {
  const day = typeof date === 'string' ? readDayNumber(date) : Number.NaN;
  if (Number.isNaN(day)) throw new InputError([issue('format', [field], 'a calendar date YYYY-MM-DD', date)], 'state');
  return day;
}
