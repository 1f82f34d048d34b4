import { type Decimal, parseDecimal } from '../core/decimal.js';
import { type Money, moneyToDecimal } from '../core/money.js';

/** A number that may be unknown: `null` then, and so is what is worked out with it. */
export type Known = Decimal | null;

/** An amount as given, `null` where it is missing. */
export const knownAmount = (value: Money | null | undefined): Known =>
  value === undefined || value === null ? null : moneyToDecimal(value);

/** A rate or percentage as given, `null` where it is missing. */
export const knownDecimal = (value: string | null | undefined): Known =>
  value === undefined || value === null ? null : parseDecimal(value);

export const times = (value: Known, factor: Decimal | number | null): Known =>
  value === null || factor === null ? null : value.times(factor);
export const plus = (a: Known, b: Known): Known => (a === null || b === null ? null : a.plus(b));
export const minus = (a: Known, b: Known): Known => (a === null || b === null ? null : a.minus(b));
