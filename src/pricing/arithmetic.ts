import { LimitError } from '../core/errors.js';
import { divideRounded, multiplyDivideRounded, type RoundingMode } from '../core/rounding.js';
import { powerOfTen, readScaledBig, writeScaled } from '../core/scaled.js';
import { amountWriter } from './amount-text.js';

/**
 * Whole-number arithmetic that the pricing mechanisms are written over once: safe integers for speed, `bigint` where an
 * amount leaves their range. The number kind throws LimitError instead of losing a digit, and the caller starts over with
 * the other kind.
 */
export interface Arithmetic<N extends number | bigint> {
  readonly zero: N;
  readonly one: N;
  from(value: number | bigint): N;
  /** 10 to a power. */
  tenTo(exponent: number): N;
  add(a: N, b: N): N;
  subtract(a: N, b: N): N;
  multiply(a: N, b: N): N;
  /** `a × b ÷ divisor`, rounded once. */
  multiplyDivide(a: N, b: N, divisor: N, mode: RoundingMode): N;
  divide(a: N, divisor: N, mode: RoundingMode): N;
  /** A writer of amounts in units of 10^-scale. */
  writer(scale: number): (units: N) => string;
}

function safe(value: number): number {
  // What a caller computed may be held as a fraction though it is whole; as a small integer it needs no box of its own.
  const small = value | 0;
  if (small === value) return small;
  if (Number.isSafeInteger(value)) return value;
  throw new LimitError('safe integer amount', Number.MAX_SAFE_INTEGER, value);
}

export const safeIntegers: Arithmetic<number> = {
  zero: 0,
  one: 1,
  from: (value) => safe(Number(value)),
  tenTo: (exponent) => safe(powerOfTen(exponent)),
  add: (a, b) => safe(a + b),
  subtract: (a, b) => safe(a - b),
  multiply: (a, b) => safe(a * b),
  multiplyDivide: multiplyDivideRounded,
  divide: (a, divisor, mode) => multiplyDivideRounded(a, 1, divisor, mode),
  writer: amountWriter,
};

export const bigIntegers: Arithmetic<bigint> = {
  zero: 0n,
  one: 1n,
  from: BigInt,
  tenTo: (exponent) => 10n ** BigInt(exponent),
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  multiplyDivide: (a, b, divisor, mode) => divideRounded(a * b, divisor, mode),
  divide: divideRounded,
  writer: (scale) => (units) => writeScaled(units, scale),
};

/** Runs a calculation on safe integers, and again on `bigint` where an amount left their range. */
export function onEither<T>(small: () => T, big: () => T): T {
  try {
    return small();
  } catch (error) {
    if (error instanceof LimitError && error.limit.startsWith('safe integer')) return big();
    throw error;
  }
}

/** Reads a decimal text or safe integer that the schema accepted, in units of 10^-scale. */
export function unitsOf<N extends number | bigint>(
  value: string | number,
  scale: number,
  arithmetic: Arithmetic<N>,
): N | undefined {
  const units = readScaledBig(String(value), scale);
  return units === undefined ? undefined : arithmetic.from(units);
}

/** Digits after the point that a decimal text shows, trailing zeros not counted. */
export function digitsOf(value: string | number): number {
  const text = String(value);
  const point = text.indexOf('.');
  if (point < 0) return 0;
  let end = text.length;
  while (text.charCodeAt(end - 1) === 48) end -= 1;
  return end - point - 1;
}

export function smaller<N extends number | bigint>(a: N, b: N): N {
  return b < a ? b : a;
}

export function larger<N extends number | bigint>(a: N, b: N): N {
  return b > a ? b : a;
}
