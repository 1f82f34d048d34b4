import { InputError } from '../core/errors.js';
import { type Issue, issue } from '../core/issue.js';

/** Numbers in any indexed container: an array, a typed array, a column. */
export type Values = ArrayLike<number>;

/** A parameter, or a place within one. */
type Where = string | readonly (string | number)[];

/** Values beyond this are refused, so that squares and sums of squares stay finite. */
export const largestMagnitude = 1e150;

const mostIssues = 10;

/** Refuses what is no list. */
export function checkList(list: ArrayLike<unknown>, where: Where): void {
  const length: unknown = typeof list === 'object' && list !== null ? list.length : undefined;
  if (!Number.isSafeInteger(length)) refuse('type', where, 'a list', list);
}

/** Refuses anything but finite numbers of a sane size; names the first ten offenders by position. */
export function checkValues(values: Values, name: string): void {
  checkList(values, name);
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

/** Refuses what is no record, as `null` for all options at once; `parts` says what one holds. */
export function checkRecord(record: object, where: Where, parts: string): void {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) refuse('type', where, parts, record);
}

/** Refuses what is none of the words that a parameter knows: another method must not be taken in its place. */
export function checkWord<W extends string>(word: W, words: readonly NoInfer<W>[], where: Where): void {
  if (!words.includes(word)) refuse('unknownReference', where, `one of ${words.join(', ')}`, word);
}

/** Refuses a list of another length than asked. */
export function checkLength(list: ArrayLike<unknown>, length: number, where: Where): void {
  checkList(list, where);
  if (list.length !== length) refuse('range', where, `${length} entries`, list.length);
}

/** Refuses columns of different length. */
export function checkSameLength(
  first: ArrayLike<unknown>,
  second: ArrayLike<unknown>,
  [firstName, secondName]: readonly [string, string],
): void {
  checkList(first, firstName);
  checkLength(second, first.length, secondName);
}

/** The label that each member has in a partition: cluster numbers or segment ids. */
export type PartitionLabels = ArrayLike<number | string>;

/** Refuses labels that are neither texts nor numbers: an unknown group is none. */
export function checkLabels(labels: PartitionLabels, name: string): void {
  checkList(labels, name);
  for (let i = 0; i < labels.length; i++) {
    const label: unknown = labels[i];
    if (typeof label !== 'string' && !Number.isFinite(label)) refuse('type', [name, i], 'a text or a number', label);
  }
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

/** A finite number above zero, and so far from it that its inverse is finite too. */
export function checkPositive(value: number, name: string): void {
  // A text would pass the comparison by coercion.
  if (!(typeof value === 'number' && value >= 1 / largestMagnitude && value <= largestMagnitude))
    refuse(
      'range',
      name,
      typeof value === 'number' && value > 0 ? 'a number from 1e-150 to 1e150' : 'a finite number above 0',
      value,
    );
}

/** Any number but NaN; infinities are the ends of a distribution. */
export function checkPoint(value: number, name: string): void {
  if (typeof value !== 'number' || Number.isNaN(value)) refuse('type', name, 'a number', value);
}

/** A finite number of at least zero. */
export function checkNonNegative(value: number, where: Where): void {
  if (!(typeof value === 'number' && value >= 0 && value <= largestMagnitude))
    refuse('range', where, 'a finite number of at least 0', value);
}

/** Throws an InputError with one issue. */
export function refuse(code: Issue['code'], where: Where, expected: string, received: unknown): never {
  throw new InputError([issue(code, typeof where === 'string' ? [where] : where, expected, received)]);
}
