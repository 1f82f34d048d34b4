import { currencyScale, readCurrencyScale } from './currency.js';
import { InputError } from './errors.js';
import {
  checkedScale,
  exactMoney,
  type Factor,
  type Money,
  readFactor,
  unscaledOf,
  writeAmount,
} from './exact-amount.js';
import { issue } from './issue.js';
import { divideRounded, type Rounding } from './rounding.js';
import { readScaled, type Unscaled, writeScaled } from './scaled.js';

function refuseMix(a: Money, b: Money): void {
  if (a.currency === b.currency) return;
  throw new InputError([issue('currency', ['currency'], `${a.currency}, as the other amount`, b.currency)]);
}

/** The fast way: two amounts of one currency in minor units; `undefined` where only the exact way can tell. */
function minorUnitsOfBoth(
  a: Money,
  b: Money,
): { readonly left: number; readonly right: number; readonly scale: number } | undefined {
  if (typeof a?.amount !== 'string' || typeof b?.amount !== 'string' || a.currency !== b.currency) return undefined;
  const scale = readCurrencyScale(a.currency);
  if (scale === undefined) return undefined;
  const left = readScaled(a.amount, scale);
  const right = readScaled(b.amount, scale);
  return Number.isNaN(left + right) ? undefined : { left, right, scale };
}

/** Two exact values in whole units of the finer scale of both. */
function aligned(a: Unscaled, b: Unscaled): { readonly left: bigint; readonly right: bigint; readonly scale: number } {
  const scale = Math.max(a.scale, b.scale);
  return {
    left: a.units * 10n ** BigInt(scale - a.scale),
    right: b.units * 10n ** BigInt(scale - b.scale),
    scale,
  };
}

/** {@link aligned} for two amounts of one currency. */
function alignedMoney(a: Money, b: Money): ReturnType<typeof aligned> {
  const left = unscaledOf(a);
  const right = unscaledOf(b);
  refuseMix(a, b);
  return aligned(left, right);
}

/**
 * The exact sum of two amounts of one currency.
 *
 * @throws InputError `currency` when they differ
 * @example
 * addMoney(money('0.10', 'CNY'), money('0.20', 'CNY')) //=> { amount: '0.30', currency: 'CNY' }
 */
export function addMoney(a: Money, b: Money): Money {
  const fast = minorUnitsOfBoth(a, b);
  if (fast !== undefined && Number.isSafeInteger(fast.left + fast.right)) {
    return { amount: writeScaled(fast.left + fast.right, fast.scale), currency: a.currency };
  }
  const { left, right, scale } = alignedMoney(a, b);
  return exactMoney({ units: left + right, scale }, a.currency);
}

/** `a` less `b`, exact; InputError `currency` when they differ. */
export function subtractMoney(a: Money, b: Money): Money {
  const fast = minorUnitsOfBoth(a, b);
  if (fast !== undefined && Number.isSafeInteger(fast.left - fast.right)) {
    return { amount: writeScaled(fast.left - fast.right, fast.scale), currency: a.currency };
  }
  const { left, right, scale } = alignedMoney(a, b);
  return exactMoney({ units: left - right, scale }, a.currency);
}

/** The exact sum of a list; of an empty one, zero in `currency`. InputError `currency` for an amount of another one. */
export function sumMoney(list: Iterable<Money>, currency: string): Money {
  const scale = currencyScale(currency);
  const zero: Money = { amount: '0', currency };
  let units = 0;
  let beyond: Unscaled = { units: 0n, scale };
  for (const part of list) {
    if (typeof part?.amount !== 'string') unscaledOf(part);
    const next = units + (part.currency === currency ? readScaled(part.amount, scale) : Number.NaN);
    if (Number.isSafeInteger(next)) {
      units = next;
      continue;
    }
    // Finer than the currency, too large for a safe integer, or wrong: the exact way, which also says what is wrong.
    const { left, right, scale: finer } = aligned(beyond, unscaledOf(part));
    refuseMix(zero, part);
    beyond = { units: left + right, scale: finer };
  }
  const { left, right, scale: finer } = aligned({ units: BigInt(units), scale }, beyond);
  return exactMoney({ units: left + right, scale: finer }, currency);
}

/**
 * An amount times a factor, rounded once.
 *
 * @param factor decimal text or safe integer
 * @param rounding mode and scale (the currency's unless given), or `'exact'`
 * @example
 * multiplyMoney(money('1000', 'CNY'), '0.85', { mode: 'halfUp' }) //=> { amount: '850.00', currency: 'CNY' }
 */
export function multiplyMoney(value: Money, factor: Factor, rounding: Rounding | 'exact'): Money {
  const amount = unscaledOf(value);
  const by = readFactor(factor, ['factor']);
  const product = { units: amount.units * by.units, scale: amount.scale + by.scale };
  return rounding === 'exact' ? exactMoney(product, value.currency) : rounded(product, value.currency, rounding);
}

/** An amount rounded to the currency's scale or the one given, and written at that scale. */
export function roundMoney(value: Money, rounding: Rounding): Money {
  return rounded(unscaledOf(value), value.currency, rounding);
}

/** The amount with the other sign; zero stays zero. */
export function negateMoney(value: Money): Money {
  const { units, scale } = unscaledOf(value);
  return exactMoney({ units: -units, scale }, value.currency);
}

/** -1, 0 or 1 as `a` is less than, equal to or more than `b`; InputError `currency` when the currencies differ. */
export function compareMoney(a: Money, b: Money): -1 | 0 | 1 {
  const { left, right } = minorUnitsOfBoth(a, b) ?? alignedMoney(a, b);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The smaller of two amounts, the first when equal. */
export function minMoney(a: Money, b: Money): Money {
  return compareMoney(b, a) < 0 ? b : a;
}

/** The larger of two amounts, the first when equal. */
export function maxMoney(a: Money, b: Money): Money {
  return compareMoney(b, a) > 0 ? b : a;
}

/** Whether an amount is below zero; '-0.00' is not. */
export function isNegativeMoney(value: Money): boolean {
  return unscaledOf(value).units < 0n;
}

/** Whether an amount is exactly zero. */
export function isZeroMoney(value: Money): boolean {
  return unscaledOf(value).units === 0n;
}

/** Rounds an exact value to money of a currency. */
function rounded({ units, scale }: Unscaled, currency: string, rounding: Rounding): Money {
  const asked = checkedScale(rounding.scale ?? currencyScale(currency));
  const kept = asked >= scale ? units * 10n ** BigInt(asked - scale) : cut(units, scale - asked, rounding);
  return { amount: writeAmount(kept, asked), currency };
}

function cut(units: bigint, digits: number, { mode }: Rounding): bigint {
  return divideRounded(units, 10n ** BigInt(digits), mode);
}
