import { longestDecimalText } from './decimal.js';

/** Powers of ten that are exact as doubles; also the largest scale that the readers take. */
const powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15] as const;

/** 10 to the power `scale`, exact, for scales from 0 to 15; NaN for others. */
export function powerOfTen(scale: number): number {
  return powers[scale] ?? Number.NaN;
}

const zero = 48;
const minus = 45;
const point = 46;

/**
 * Reads a decimal text as a whole number of units of 10^-scale, without Decimal or regular expression: the fast way into
 * integer arithmetic.
 *
 * @param text `-12.50`; no plus sign, exponent, blank, group separator or bare point
 * @param scale digits after the point, 0 to 15
 * @returns the units, a safe integer; NaN when the text is malformed, needs more digits after the point than `scale`
 * (further zeros are no need), or the units exceed 2^53 - 1
 * @example
 * readScaled('-12.5', 2) //=> -1250
 */
export function readScaled(text: string, scale: number): number {
  const length = text.length;
  if (length === 0 || length > longestDecimalText) return Number.NaN;
  const negative = text.charCodeAt(0) === minus;
  let at = negative ? 1 : 0;
  const start = at;
  let units = 0;
  for (; at < length; at++) {
    const digit = text.charCodeAt(at) - zero;
    if (digit < 0 || digit > 9) break;
    units = units * 10 + digit;
  }
  if (at === start) return Number.NaN;
  let missing = scale;
  if (at < length) {
    if (text.charCodeAt(at) !== point || at + 1 === length) return Number.NaN;
    for (at++; at < length; at++) {
      const digit = text.charCodeAt(at) - zero;
      if (digit < 0 || digit > 9) return Number.NaN;
      if (missing > 0) {
        units = units * 10 + digit;
        missing--;
      } else if (digit !== 0) return Number.NaN;
    }
  }
  // Rounding is monotone, so a value that ever left the exact range is still seen as too large here.
  units *= powers[missing] ?? Number.NaN;
  if (!(units <= Number.MAX_SAFE_INTEGER)) return Number.NaN;
  return negative ? 0 - units : units;
}

/**
 * {@link readScaled} without the bound of 2^53: any number of units.
 *
 * @returns `undefined` where the text is malformed or needs more digits than `scale`
 * @example
 * readScaledBig('90071992547409.93', 2) //=> 9007199254740993n
 */
export function readScaledBig(text: string, scale: number): bigint | undefined {
  const small = readScaled(text, scale);
  if (!Number.isNaN(small)) return BigInt(small);
  const parts = readUnscaled(text);
  if (parts === undefined) return undefined;
  const missing = scale - parts.scale;
  if (missing >= 0) return parts.units * 10n ** BigInt(missing);
  const divisor = 10n ** BigInt(-missing);
  return parts.units % divisor === 0n ? parts.units / divisor : undefined;
}

/** A decimal as whole units of 10^-scale. */
export interface Unscaled {
  readonly units: bigint;
  readonly scale: number;
}

const shape = /^(-?\d+)(?:\.(\d+))?$/;

/** Reads a decimal text with as many digits after the point as it shows; `undefined` when malformed. */
export function readUnscaled(text: string): Unscaled | undefined {
  const point = text.indexOf('.');
  const digits = point < 0 ? 0 : text.length - point - 1;
  const small = readScaled(text, digits);
  if (!Number.isNaN(small)) return { units: BigInt(small), scale: digits };
  if (text.length > longestDecimalText) return undefined;
  const match = shape.exec(text);
  if (match === null) return undefined;
  const [, whole = '', fraction = ''] = match;
  return { units: BigInt(whole + fraction), scale: fraction.length };
}

/**
 * Writes whole units of 10^-scale as a decimal text with exactly `scale` digits after the point.
 *
 * @example
 * writeScaled(-5, 2) //=> '-0.05'
 */
export function writeScaled(units: number | bigint, scale: number): string {
  return typeof units === 'number' ? writeSafe(units, scale) : writeLong(units, scale);
}

function writeLong(units: number | bigint, scale: number): string {
  const text = String(units);
  if (scale === 0) return text;
  const negative = text.startsWith('-');
  const digits = (negative ? text.slice(1) : text).padStart(scale + 1, '0');
  const cut = digits.length - scale;
  return `${negative ? '-' : ''}${digits.slice(0, cut)}.${digits.slice(cut)}`;
}

// Up to here neighbouring decimals lie further apart than neighbouring doubles, so that the decimal meant is certain.
const certain = 2 ** 51;

/**
 * A JavaScript number as whole units of 10^-scale, taken only where the number is the double nearest to a decimal with
 * that many digits: 12.5 and 0.1 are, 0.1 + 0.2 is not.
 *
 * @param scale 0 to 15
 * @returns the units, below 2^51 (2^53 at scale 0), or NaN
 * @example
 * scaledFromNumber(0.29, 2) //=> 29
 */
export function scaledFromNumber(value: number, scale: number): number {
  if (scale === 0) return Number.isSafeInteger(value) ? value + 0 : Number.NaN;
  const power = powers[scale] ?? Number.NaN;
  const units = Math.round(value * power);
  return units / power === value && Math.abs(units) < certain ? units + 0 : Number.NaN;
}

const thousand = 1000;
const leading = /* @__PURE__ */ Array.from({ length: thousand }, (_, size) => String(size));
const leadingNegative = /* @__PURE__ */ Array.from({ length: thousand }, (_, size) => `-${size}`);
const following = /* @__PURE__ */ Array.from({ length: thousand }, (_, size) => String(thousand + size).slice(1));

/** The last three digits of a number, the point among them. */
interface LastDigits {
  /** Where no others stand before them. */
  readonly alone: readonly string[];
  readonly aloneNegative: readonly string[];
  readonly following: readonly string[];
}

const lastDigits: LastDigits[] = [];

/** For up to three digits after the point. */
function lastDigitsAt(scale: number): LastDigits {
  const known = lastDigits[scale];
  if (known !== undefined) return known;
  const pointed = (digits: string): string =>
    scale === 0 ? digits : `${digits.slice(0, digits.length - scale)}.${digits.slice(digits.length - scale)}`;
  const alone = leading.map((digits) => pointed(digits.padStart(scale + 1, '0')));
  const made = { alone, aloneNegative: alone.map((text) => `-${text}`), following: following.map(pointed) };
  lastDigits[scale] = made;
  return made;
}

/**
 * {@link writeScaled} of a safe integer, joined from texts of three digits: the engine keeps the texts of few numbers and works
 * out all others anew, which takes twice as long.
 */
function writeSafe(units: number, scale: number): string {
  if (scale > 3) return writeLong(units, scale);
  const last = lastDigitsAt(scale);
  const size = Math.abs(units);
  const upper = Math.floor(size / thousand);
  const rest = size - upper * thousand;
  if (upper === 0) return (units < 0 ? last.aloneNegative : last.alone)[rest] as string;
  const lead = units < 0 ? leadingNegative : leading;
  const end = last.following[rest] as string;
  if (upper < thousand) return (lead[upper] as string) + end;
  const top = Math.floor(upper / thousand);
  if (top < thousand) return (lead[top] as string) + ((following[upper - top * thousand] as string) + end);
  return (units < 0 ? `-${upper}` : String(upper)) + end;
}
