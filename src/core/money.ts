import { currencyScale } from './currency.js';
import { Decimal } from './decimal.js';
import { InputError, LimitError } from './errors.js';
import {
  boundedAmount,
  checkedScale,
  type Factor,
  type Money,
  readFactor,
  unscaledOf,
  writeAmount,
  writeAtScale,
} from './exact-amount.js';
import { issue } from './issue.js';
import { type Rounding, roundDecimal } from './rounding.js';
import { readScaled, readScaledBig } from './scaled.js';

export type { Factor, Money } from './exact-amount.js';

/**
 * Money from an amount and a currency.
 *
 * @param amount decimal text, or a safe integer of whole units of the currency
 * @param scale digits after the point, to read and to write; the currency's unless given
 * @throws InputError `format` for a malformed amount or one finer than `scale`, `currency` for an unknown code
 * @example
 * money('368', 'CNY') //=> { amount: '368.00', currency: 'CNY' }
 */
export function money(amount: Factor, currency: string, scale: number = currencyScale(currency)): Money {
  currencyScale(currency);
  const { units, scale: digits } = readFactor(amount, ['amount']);
  const text = writeAtScale({ units, scale: digits }, scale);
  if (text === undefined) {
    throw new InputError([issue('format', ['amount'], `at most ${scale} digits after the point`, amount)]);
  }
  return { amount: text, currency };
}

/** The amount as a Decimal, for quotients and logarithms. */
export function moneyToDecimal(value: Money): Decimal {
  unscaledOf(value);
  return new Decimal(value.amount);
}

/**
 * Money from a finite Decimal, rounded once.
 *
 * @throws InputError `range` for NaN and infinities, `currency` for an unknown code
 */
export function moneyFromDecimal(value: Decimal, currency: string, rounding: Rounding): Money {
  currencyScale(currency);
  const scale = checkedScale(rounding.scale ?? currencyScale(currency));
  if (!value.isFinite()) throw new InputError([issue('range', ['amount'], 'a finite amount', value.toString())]);
  const kept = roundDecimal(value, scale, rounding.mode);
  return { amount: boundedAmount((kept.isZero() ? kept.abs() : kept).toFixed(scale)), currency };
}

/**
 * The amount in minor units (or units of 10^-scale) as a safe integer, for the fast paths.
 *
 * @throws InputError `format` where it needs more digits; LimitError beyond 2^53 - 1
 * @example
 * minorUnits(money('368.00', 'CNY')) //=> 36800
 */
export function minorUnits(value: Money, scale: number = currencyScale(value.currency)): number {
  const units = typeof value.amount === 'string' ? readScaled(value.amount, scale) : Number.NaN;
  if (!Number.isNaN(units)) return units;
  const big = minorUnitsBig(value, scale);
  // A scale beyond the fast reader's.
  if (big >= -safest && big <= safest) return Number(big);
  throw new LimitError('safe integer amount', Number.MAX_SAFE_INTEGER, Number(big));
}

const safest = BigInt(Number.MAX_SAFE_INTEGER);

/** {@link minorUnits} without the bound. */
export function minorUnitsBig(value: Money, scale: number = currencyScale(value.currency)): bigint {
  unscaledOf(value);
  const units = readScaledBig(value.amount, checkedScale(scale));
  if (units !== undefined) return units;
  throw new InputError([issue('format', ['amount'], `at most ${scale} digits after the point`, value.amount)]);
}

/**
 * Money of so many minor units (or units of 10^-scale).
 *
 * @param units a safe integer or a bigint
 * @example
 * moneyFromMinorUnits(36800, 'CNY') //=> { amount: '368.00', currency: 'CNY' }
 */
export function moneyFromMinorUnits(
  units: number | bigint,
  currency: string,
  scale: number = currencyScale(currency),
): Money {
  if (typeof units === 'number' && !Number.isSafeInteger(units)) {
    throw new LimitError('safe integer amount', Number.MAX_SAFE_INTEGER, units);
  }
  currencyScale(currency);
  return { amount: writeAmount(units, scale), currency };
}
