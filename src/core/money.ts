import { currencyScale, isCurrency } from './currency.js';
import { Decimal, isDecimalText, longestDecimalText } from './decimal.js';
import { InputError, LimitError } from './errors.js';
import { type Issue, issue, type Path } from './issue.js';
import { divideRounded, type Rounding, roundDecimal } from './rounding.js';
import { readScaled, readScaledBig, readUnscaled, type Unscaled, writeScaled } from './scaled.js';

/**
 * An exact amount: a decimal text and an ISO 4217 code. What this library gives is written at the currency's scale
 * (`368.00` CNY, `368` JPY); more digits stand only where the exact value needs them or the caller asked.
 */
export interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** A number to multiply or weigh with: a decimal text, or a safe integer. Binary fractions are refused. */
export type Factor = string | number;

const amountForm = 'a decimal text such as "12.50"';

/** The faults of a value that should be money, with paths below `path`; none means that it is. */
export function checkMoney(value: unknown, path: Path = []): readonly Issue[] {
  if (value === null || typeof value !== 'object') return [issue('type', path, 'money { amount, currency }', value)];
  const { amount, currency } = value as Partial<Money>;
  const issues: Issue[] = [];
  if (!isDecimalText(amount)) issues.push(issue('format', [...path, 'amount'], amountForm, amount));
  if (!isCurrency(currency)) {
    issues.push(issue('currency', [...path, 'currency'], 'an ISO 4217 currency code', currency));
  }
  return issues;
}

/** Whether a value is money with a well-formed amount and a known currency. */
export function isMoney(value: unknown): value is Money {
  return checkMoney(value).length === 0;
}

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
  const text = writeUnits({ units, scale: digits }, scale);
  if (text === undefined) {
    throw new InputError([issue('format', ['amount'], `at most ${scale} digits after the point`, amount)]);
  }
  return { amount: text, currency };
}

/** Reads a factor exactly; InputError `format` for a malformed text or a number that is no safe integer. */
export function readFactor(value: Factor, path: Path = []): Unscaled {
  if (Number.isSafeInteger(value)) return { units: BigInt(value), scale: 0 };
  const parts = typeof value === 'string' ? readUnscaled(value) : undefined;
  if (parts === undefined) throw new InputError([issue('format', path, amountForm, value)]);
  return parts;
}

/** Writes units at another scale; `undefined` where that would lose a digit. */
function writeUnits({ units, scale }: Unscaled, asked: number): string | undefined {
  if (asked >= scale) return bounded(writeScaled(units * 10n ** BigInt(asked - scale), asked));
  const divisor = 10n ** BigInt(scale - asked);
  return units % divisor === 0n ? bounded(writeScaled(units / divisor, asked)) : undefined;
}

function bounded(text: string): string {
  if (text.length > longestDecimalText)
    throw new LimitError('characters of an amount', longestDecimalText, text.length);
  return text;
}

/** Writes an exact value at the currency's scale, finer only by the digits that it needs. */
function exactMoney(value: Unscaled, currency: string): Money {
  let scale = currencyScale(currency);
  for (;;) {
    const amount = writeUnits(value, scale);
    if (amount !== undefined) return { amount, currency };
    scale++;
  }
}

function unscaledOf(value: Money): Unscaled {
  const parts = typeof value?.amount === 'string' ? readUnscaled(value.amount) : undefined;
  if (parts === undefined || !isCurrency(value.currency)) throw new InputError(checkMoney(value));
  return parts;
}

function refuseMix(a: Money, b: Money): void {
  if (a.currency === b.currency) return;
  throw new InputError([issue('currency', ['currency'], `${a.currency}, as the other amount`, b.currency)]);
}

/** The two amounts in whole units of the finer scale of both. */
function aligned(a: Money, b: Money): { readonly left: bigint; readonly right: bigint; readonly scale: number } {
  const left = unscaledOf(a);
  const right = unscaledOf(b);
  refuseMix(a, b);
  const scale = Math.max(left.scale, right.scale);
  return {
    left: left.units * 10n ** BigInt(scale - left.scale),
    right: right.units * 10n ** BigInt(scale - right.scale),
    scale,
  };
}

/**
 * The exact sum of two amounts of one currency.
 *
 * @throws InputError `currency` when they differ
 * @example
 * addMoney(money('0.10', 'CNY'), money('0.20', 'CNY')) //=> { amount: '0.30', currency: 'CNY' }
 */
export function addMoney(a: Money, b: Money): Money {
  const { left, right, scale } = aligned(a, b);
  return exactMoney({ units: left + right, scale }, a.currency);
}

/** `a` less `b`, exact; InputError `currency` when they differ. */
export function subtractMoney(a: Money, b: Money): Money {
  const { left, right, scale } = aligned(a, b);
  return exactMoney({ units: left - right, scale }, a.currency);
}

/** The exact sum of a list; of an empty one, zero in `currency`. InputError `currency` for an amount of another one. */
export function sumMoney(list: Iterable<Money>, currency: string): Money {
  let total = money(0, currency);
  for (const part of list) total = addMoney(total, part);
  return total;
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

/** Rounds an exact value to money of a currency. */
function rounded({ units, scale }: Unscaled, currency: string, rounding: Rounding): Money {
  const asked = rounding.scale ?? currencyScale(currency);
  if (!(Number.isInteger(asked) && asked >= 0)) {
    throw new InputError([issue('range', ['scale'], 'a whole number of digits, 0 or more', asked)]);
  }
  const kept = asked >= scale ? units * 10n ** BigInt(asked - scale) : cut(units, scale - asked, rounding);
  return { amount: bounded(writeScaled(kept, asked)), currency };
}

function cut(units: bigint, digits: number, { mode }: Rounding): bigint {
  return divideRounded(units, 10n ** BigInt(digits), mode);
}

/** The amount with the other sign; zero stays zero. */
export function negateMoney(value: Money): Money {
  const { units, scale } = unscaledOf(value);
  return exactMoney({ units: -units, scale }, value.currency);
}

/** -1, 0 or 1 as `a` is less than, equal to or more than `b`; InputError `currency` when the currencies differ. */
export function compareMoney(a: Money, b: Money): -1 | 0 | 1 {
  const { left, right } = aligned(a, b);
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

/** The amount as a Decimal, for quotients and logarithms. */
export function moneyToDecimal(value: Money): Decimal {
  unscaledOf(value);
  return new Decimal(value.amount);
}

/** Money from a finite Decimal, rounded once. */
export function moneyFromDecimal(value: Decimal, currency: string, rounding: Rounding): Money {
  const scale = rounding.scale ?? currencyScale(currency);
  currencyScale(currency);
  if (!value.isFinite()) throw new InputError([issue('range', ['amount'], 'a finite amount', value.toString())]);
  const kept = roundDecimal(value, scale, rounding.mode);
  return { amount: bounded(kept.isZero() ? kept.abs().toFixed(scale) : kept.toFixed(scale)), currency };
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
  throw new LimitError('safe integer amount', Number.MAX_SAFE_INTEGER, Number(big));
}

/** {@link minorUnits} without the bound. */
export function minorUnitsBig(value: Money, scale: number = currencyScale(value.currency)): bigint {
  unscaledOf(value);
  const units = readScaledBig(value.amount, scale);
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
  return { amount: bounded(writeScaled(units, scale)), currency };
}
