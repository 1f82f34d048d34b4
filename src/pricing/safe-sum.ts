import { LimitError } from '../core/errors.js';

/** Adds up whole numbers of 0 or more. @throws LimitError where no number holds the sum exactly */
export function safeSum(what: string, counts: readonly number[]): number {
  const sum = counts.reduce((total, count) => total + count, 0);
  if (!Number.isSafeInteger(sum)) throw new LimitError(what, Number.MAX_SAFE_INTEGER, sum);
  return sum;
}
