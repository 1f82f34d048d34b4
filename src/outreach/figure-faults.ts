import { isDate } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { type Issue, issue, type Path } from '../core/issue.js';

/** What is wrong with a figure that has to be a number of 0 or more. */
export function figureFaults(value: unknown, path: Path): readonly Issue[] {
  const isFigure = typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY;
  return isFigure ? [] : [issue('range', path, 'a number of 0 or more', value)];
}

/** What is wrong with a whole number of 0 or more. */
export function countFaults(value: unknown, path: Path): readonly Issue[] {
  const isCount = Number.isSafeInteger(value) && (value as number) >= 0;
  return isCount ? [] : [issue('range', path, 'a whole number of 0 or more', value)];
}

/** What is wrong with a date that has to be there. */
export function dateFaults(value: unknown, path: Path): readonly Issue[] {
  return isDate(value) ? [] : [issue('format', path, 'a calendar date YYYY-MM-DD', value)];
}

/** @throws InputError with every fault, where there is one */
export function refuseFaults(faults: readonly Issue[], what = 'input'): void {
  if (faults.length > 0) throw new InputError(faults, what);
}
