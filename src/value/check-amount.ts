import { isDecimalText } from '../core/decimal.js';
import { InputError } from '../core/errors.js';
import { checkMoney } from '../core/exact-amount.js';
import type { Path } from '../core/issue.js';
import type { Money } from '../core/money.js';
import { checkProbability, refuse } from '../statistics/checks.js';

/** Refuses what is no money, by its place in what the caller gave. */
export function checkAmount(value: Money, path: Path): void {
  const faults = checkMoney(value, path);
  if (faults.length > 0) throw new InputError(faults);
}

/** {@link checkAmount} for several amounts by their keys. */
export function checkAmounts(values: Readonly<Record<string, Money>>): void {
  const faults = Object.entries(values).flatMap(([key, value]) => checkMoney(value, [key]));
  if (faults.length > 0) throw new InputError(faults);
}

/** A share as a decimal text from 0 to 1. */
export function checkShare(share: string): void {
  if (!isDecimalText(share)) refuse('format', 'share', 'a decimal text from 0 to 1', share);
  checkProbability(Number(share), 'share');
}
