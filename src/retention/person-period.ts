import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';

/** One customer in one month: the facts as of a day, and whether they left in the month that followed. */
export interface PersonPeriod {
  readonly facts: object;
  readonly asOf: string;
  readonly left: boolean;
}

/** @throws InputError where a row is none, or does not say whether the customer left; facts and day are read elsewhere */
export function checkPeriod(period: Omit<PersonPeriod, 'facts'>): void {
  if (typeof period !== 'object' || period === null)
    throw new InputError([issue('type', [], 'a row of facts, asOf and left', period)], 'rows');
  if (typeof period.left !== 'boolean')
    throw new InputError([issue('type', ['left'], 'true or false', period.left)], 'rows');
}
