import { currencyScale } from '../core/currency.js';
import { checkedScale, type Money, writeAmount } from '../core/exact-amount.js';
import { divideRounded, type Rounding } from '../core/rounding.js';
import { bigIntegers, digitsOf, unitsOf } from './arithmetic.js';

/** `units ÷ over` of a currency: an amount before it is rounded. */
export interface MoneyRatio {
  readonly units: bigint;
  /** Above 0. */
  readonly over: bigint;
}

/** Amounts in whole units of the finest digit that one of them shows, and how many of those are one. */
export function inSameUnits<const T extends readonly Money[]>(
  amounts: T,
): { readonly units: { readonly [K in keyof T]: bigint }; readonly one: bigint } {
  const digits = Math.max(0, ...amounts.map(({ amount }) => digitsOf(amount)));
  const units = amounts.map(({ amount }) => unitsOf(amount, digits, bigIntegers) as bigint);
  return { units: units as { readonly [K in keyof T]: bigint }, one: bigIntegers.tenTo(digits) };
}

/** So many times a ratio, rounded once. */
export function roundRatio({ units, over }: MoneyRatio, times: number, currency: string, rounding: Rounding): Money {
  const scale = checkedScale(rounding.scale ?? currencyScale(currency));
  const exact = units * BigInt(times) * bigIntegers.tenTo(scale);
  return { amount: writeAmount(divideRounded(exact, over, rounding.mode), scale), currency };
}
