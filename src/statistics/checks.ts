import { InputError } from '../core/errors.js';
import { type Issue, issue } from '../core/issue.js';

/** Numbers in any indexed container: an array, a typed array, a column. */
export type Values = ArrayLike<number>;

/** Values beyond this are refused, so that squares and sums of squares stay finite. */
export const largestMagnitude = 1e150;

const mostIssues = 10;

/** Refuses anything but finite numbers of a sane size; names the first ten offenders by position. */
export function checkValues(values: Values, name: string): void {
  for (let i = 0; i < values.length; i++) {
    // NaN fails the comparison too; text would pass it by coercion, hence the type.
    const value = values[i];
    if (typeof value !== 'number' || !(Math.abs(value) <= largestMagnitude)) refuseValues(values, name);
  }
}

function refuseValues(values: Values, name: string): never {
  const issues: Issue[] = [];
  for (let i = 0; i < values.length && issues.length < mostIssues; i++) {
    const value: unknown = values[i];
    if (typeof value !== 'number') issues.push(issue('type', [name, i], 'a number', value));
    else if (!(Math.abs(value) <= largestMagnitude))
      issues.push(issue('range', [name, i], 'a finite number up to 1e150', value));
  }
  throw new InputError(issues);
}

/** Refuses columns of different length. */
export function checkSameLength(left: ArrayLike<unknown>, right: ArrayLike<unknown>, name: string): void {
  if (left.length !== right.length) refuse('range', name, `${left.length} entries`, right.length);
}

/** A whole number of at least `least`. */
export function checkCount(value: number, name: string, least = 0): void {
  if (!Number.isSafeInteger(value) || value < least)
    refuse('range', name, `a whole number of at least ${least}`, value);
}

/** A number strictly between 0 and 1, as a confidence, a significance level or a power is. */
export function checkFraction(value: number, name: string): void {
  if (!(typeof value === 'number' && value > 0 && value < 1))
    refuse('range', name, 'a number between 0 and 1, both excluded', value);
}

/** A number from 0 to 1. */
export function checkProbability(value: number, name: string): void {
  if (!(typeof value === 'number' && value >= 0 && value <= 1)) refuse('range', name, 'a number from 0 to 1', value);
}

/** A finite number above zero. */
export function checkPositive(value: number, name: string): void {
  // A text would pass the comparison by coercion.
  if (!(typeof value === 'number' && value > 0 && value <= largestMagnitude))
    refuse('range', name, 'a finite number above 0', value);
}

/** Any number but NaN; infinities are the ends of a distribution. */
export function checkPoint(value: number, name: string): void {
  if (typeof value !== 'number' || Number.isNaN(value)) refuse('type', name, 'a number', value);
}

/** A finite number of at least zero. */
export function checkNonNegative(value: number, where: string | readonly (string | number)[]): void {
  if (!(typeof value === 'number' && value >= 0 && value <= largestMagnitude))
    refuse('range', where, 'a finite number of at least 0', value);
}

/** Throws an InputError with one issue. */
export function refuse(
  code: Issue['code'],
  where: string | readonly (string | number)[],
  expected: string,
  received: unknown,
): never {
  throw new InputError([issue(code, typeof where === 'string' ? [where] : where, expected, received)]);
}
