import { Decimal as Shared } from 'decimal.js';
import fc from 'fast-check';
import {
  Decimal,
  divideRounded,
  divideRoundedSafe,
  InputError,
  LimitError,
  multiplyDivideRounded,
  type RoundingMode,
  roundDecimal,
  roundingModes,
} from 'tenure/core';
import { describe, expect, it } from 'vitest';

// In tenths: what -2.5, -1.5, -1.1, 1.1, 1.5, 2.5 and 1.9 become.
const tenths = [-25, -15, -11, 11, 15, 25, 19];
const table: readonly (readonly [RoundingMode, readonly number[]])[] = [
  ['up', [-3, -2, -2, 2, 2, 3, 2]],
  ['down', [-2, -1, -1, 1, 1, 2, 1]],
  ['ceiling', [-2, -1, -1, 2, 2, 3, 2]],
  ['floor', [-3, -2, -2, 1, 1, 2, 1]],
  ['halfUp', [-3, -2, -1, 1, 2, 3, 2]],
  ['halfDown', [-2, -1, -1, 1, 1, 2, 2]],
  ['halfCeiling', [-2, -1, -1, 1, 2, 3, 2]],
  ['halfFloor', [-3, -2, -1, 1, 1, 2, 2]],
  ['halfEven', [-2, -2, -1, 1, 2, 2, 2]],
  ['halfOdd', [-3, -1, -1, 1, 1, 3, 2]],
];

describe('rounding modes', () => {
  it('cover every named mode in the table below', () => {
    expect(table.map(([mode]) => mode)).toEqual(roundingModes);
  });

  it.each(table)('%s rounds integers, big integers and decimals alike', (mode, expected) => {
    expect(tenths.map((n) => divideRoundedSafe(n, 10, mode))).toEqual(expected);
    expect(tenths.map((n) => divideRounded(BigInt(n), 10n, mode))).toEqual(expected.map(BigInt));
    expect(tenths.map((n) => roundDecimal(new Decimal(n).div(10), 0, mode).toNumber())).toEqual(expected);
  });

  it('leave a whole quotient alone and never give minus zero', () => {
    for (const mode of roundingModes) {
      expect(divideRoundedSafe(-20, 5, mode)).toBe(-4);
      expect(Object.is(divideRoundedSafe(0, -5, mode), 0)).toBe(true);
    }
    expect(Object.is(divideRoundedSafe(-1, 10, 'halfUp'), 0)).toBe(true);
    expect(Object.is(divideRoundedSafe(-5, 10, 'halfUp'), -1)).toBe(true);
  });

  it('agree between number, bigint and decimal for any fraction', () => {
    const whole = fc.integer({ min: -(10 ** 12), max: 10 ** 12 });
    const digits = fc.integer({ min: 0, max: 6 });
    fc.assert(
      fc.property(whole, digits, fc.boolean(), fc.constantFrom(...roundingModes), (n, scale, negative, mode) => {
        const d = 10 ** scale * (negative ? -1 : 1);
        const safe = divideRoundedSafe(n, d, mode);
        expect(divideRounded(BigInt(n), BigInt(d), mode)).toBe(BigInt(safe));
        expect(roundDecimal(new Decimal(n).div(d), 0, mode).equals(safe)).toBe(true);
      }),
    );
  });

  it('refuse a zero denominator and integers that are not safe', () => {
    expect(() => divideRounded(1n, 0n, 'up')).toThrow(InputError);
    expect(() => divideRoundedSafe(1, 0, 'up')).toThrow(InputError);
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 1.5]) {
      expect(() => divideRoundedSafe(bad, 10, 'up')).toThrow(LimitError);
      expect(() => divideRoundedSafe(10, bad, 'up')).toThrow(LimitError);
      expect(() => multiplyDivideRounded(bad, 3, 7, 'up')).toThrow(LimitError);
    }
  });
});

describe('multiply, then divide, rounded once', () => {
  it('gives 1,000.00 at 85 % as 850.00', () => {
    expect(multiplyDivideRounded(100_000, 85, 100, 'halfUp')).toBe(85_000);
  });

  it('is exact where the product leaves the safe range', () => {
    const anySafe = fc.integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
    const factor = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(anySafe, factor, (a, b) => {
        const exact = divideRounded(BigInt(a) * BigInt(b), 1_000_000n, 'halfEven');
        expect(BigInt(multiplyDivideRounded(a, b, 1_000_000, 'halfEven'))).toBe(exact);
      }),
    );
  });

  it('says so where the result itself is too large', () => {
    expect(() => multiplyDivideRounded(Number.MAX_SAFE_INTEGER, 3, 2, 'up')).toThrow(LimitError);
  });
});

describe('our Decimal', () => {
  it('keeps its precision when somebody sets the shared constructor', () => {
    const before = Shared.precision;
    Shared.set({ precision: 5 });
    try {
      expect(new Decimal('123456789.123456789').plus('0.000000001').toFixed()).toBe('123456789.12345679');
      expect(roundDecimal(new Decimal('1234567.125'), 2, 'halfEven').toFixed(2)).toBe('1234567.12');
    } finally {
      Shared.set({ precision: before });
    }
  });
});
