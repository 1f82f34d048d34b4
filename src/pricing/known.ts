import { type Decimal, readDecimal } from '../core/decimal.js';
import { InputError } from '../core/errors.js';
import { checkMoney } from '../core/exact-amount.js';
import type { Path } from '../core/issue.js';
import { type Money, moneyToDecimal } from '../core/money.js';
import { refuse } from './refuse.js';

/** A number that may be unknown: `null` then, and so is what is worked out with it. */
export type Known = Decimal | null;

/** An amount as given, `null` where it is missing. @throws InputError for what is no amount of 0 or more of the currency */
export function knownAmount(value: Money | null | undefined, currency: string, path: Path): Known {
  if (value === undefined || value === null) return null;
  const faults = checkMoney(value, path);
  if (faults.length > 0) throw new InputError(faults, 'request');
  if (value.currency !== currency) refuse('currency', [...path, 'currency'], currency, value.currency);
  const amount = moneyToDecimal(value);
  return amount.isNegative() && !amount.isZero()
    ? refuse('range', [...path, 'amount'], 'an amount of 0 or more', value.amount)
    : amount;
}

/** A percentage as given, `null` where it is missing. @throws InputError `format` for what is no decimal text */
export function knownPercent(value: string | null | undefined, path: Path): Known {
  if (value === undefined || value === null) return null;
  return readDecimal(value) ?? refuse('format', path, 'per cent as a decimal text', value);
}

/** A count as given, `null` where it is missing. @throws InputError `range` for what is no whole number of 0 or more */
export function knownCount(value: number | null | undefined, path: Path): number | null {
  if (value === undefined || value === null) return null;
  return Number.isSafeInteger(value) && value >= 0 ? value : refuse('range', path, 'a whole number, 0 or more', value);
}

export const times = (value: Known, factor: Decimal | number | null): Known =>
  value === null || factor === null ? null : value.times(factor);
export const plus = (a: Known, b: Known): Known => (a === null || b === null ? null : a.plus(b));
export const minus = (a: Known, b: Known): Known => (a === null || b === null ? null : a.minus(b));
