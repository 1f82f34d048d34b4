import { Decimal as SharedDecimal } from 'decimal.js';
import { InputError } from './errors.js';
import { issue, type Path } from './issue.js';

/**
 * The library's own decimal constructor: 40 significant digits, plain notation, and settings that nobody else in the
 * process can change (`defaults` also ignores what was set on the shared constructor before we were loaded).
 */
export const Decimal: SharedDecimal.Constructor = /* @__PURE__ */ SharedDecimal.clone({
  defaults: true,
  precision: 40,
  toExpNeg: -9e15,
  toExpPos: 9e15,
});

/** An exact decimal number. */
export type Decimal = SharedDecimal;
export declare namespace Decimal {
  /** decimal.js's numbers for rounding modes; ours have names. */
  type Rounding = SharedDecimal.Rounding;
}

/** Longest decimal text that is read, sign and point included: what 40 digits need. */
export const longestDecimalText = 42;

const plainDecimal = /^-?\d+(?:\.\d+)?$/;

/** Whether a value is a decimal text: `-12.50`; no plus sign, exponent, blank, group separator or bare point. */
export function isDecimalText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestDecimalText && plainDecimal.test(value);
}

/**
 * Reads a decimal text, or a whole number, exactly.
 *
 * @param value decimal text of at most 40 digits, or a safe integer; other numbers are refused, because a binary
 * fraction is not the decimal that was meant
 * @param path where the value stands, for the issue
 * @throws InputError `format`
 * @example
 * parseDecimal('0.1').plus(parseDecimal('0.2')).toFixed(2) //=> '0.30'
 */
export function parseDecimal(value: string | number, path: Path = []): Decimal {
  const decimal = readDecimal(value);
  if (decimal === undefined) throw new InputError([issue('format', path, 'a decimal text such as "12.50"', value)]);
  return decimal;
}

/** {@link parseDecimal} that answers `undefined` instead of throwing. */
export function readDecimal(value: unknown): Decimal | undefined {
  if (Number.isSafeInteger(value)) return new Decimal(value as number);
  return isDecimalText(value) ? new Decimal(value) : undefined;
}

/**
 * `72.27` (per cent) as the factor `0.7227`.
 *
 * @example
 * percentToFactor('72.27') //=> '0.7227'
 */
export function percentToFactor(percent: string | number, path: Path = []): string {
  return parseDecimal(percent, path).div(100).toFixed();
}
