import fc from 'fast-check';
import {
  Decimal,
  InputError,
  isDecimalText,
  parseDecimal,
  percentToFactor,
  readDecimal,
  readScaled,
  readScaledBig,
  readUnscaled,
  scaledFromNumber,
  writeScaled,
} from 'tenure/core';
import { describe, expect, it } from 'vitest';

const malformed = [
  '',
  '-',
  '.',
  '-.',
  '.5',
  '5.',
  '+5',
  ' 5',
  '5 ',
  '5,0',
  '1e3',
  '0x10',
  '--5',
  '5-',
  '1.2.3',
  'NaN',
  'Infinity',
  '五',
  '٣',
  'null',
  '__proto__',
  '5\n',
  '\u0000',
  '-5.-5',
  '9'.repeat(10_000_000),
];

describe('the scaled reader', () => {
  it.each([
    [36800, '368.00', 2],
    [36800, '368', 2],
    [-5, '-0.05', 2],
    [0, '-0.00', 2],
    [7, '007', 0],
    [1500, '1.5000', 3],
    [Number.MAX_SAFE_INTEGER, '9007199254740991', 0],
    [Number.MAX_SAFE_INTEGER, '90071992547409.91', 2],
  ])('reads %d from %j at scale %d', (units, text, scale) => {
    expect(Object.is(readScaled(text, scale), units)).toBe(true);
    expect(readScaledBig(text, scale)).toBe(BigInt(units));
  });

  it.each([
    ['a digit more than the scale', '1.005', 2],
    ['units of 2^53 and more', '9007199254740992', 0],
    ['units beyond 2^53 after scaling', '90071992547409.92', 2],
    ['a scale that is not 0 to 15', '1', 16],
    ['a negative scale', '10', -1],
    ['a broken scale', '1', 1.5],
  ])('answers NaN to %s', (_, text, scale) => {
    expect(readScaled(text, scale)).toBeNaN();
  });

  it.each(malformed.map((text) => [text.slice(0, 20), text] as const))('answers NaN to %j', (_, text) => {
    expect(readScaled(text, 2)).toBeNaN();
    expect(readScaledBig(text, 2)).toBeUndefined();
    expect(readUnscaled(text)).toBeUndefined();
    expect(isDecimalText(text)).toBe(false);
  });

  it('goes on as bigint beyond 2^53', () => {
    expect(readScaledBig('90071992547409.93', 2)).toBe(9_007_199_254_740_993n);
    expect(readScaledBig('-123456789012345678901234567890.10', 1)).toBe(-1_234_567_890_123_456_789_012_345_678_901n);
    expect(readScaledBig('123456789012345678901234567890.12', 1)).toBeUndefined();
  });

  it('agrees with Decimal on any decimal text', () => {
    const digits = (max: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${max}}$`));
    const fraction = fc.option(digits(6), { nil: undefined });
    fc.assert(
      fc.property(
        fc.boolean(),
        digits(18),
        fraction,
        fc.integer({ min: 0, max: 6 }),
        (negative, whole, rest, scale) => {
          const text = `${negative ? '-' : ''}${whole}${rest === undefined ? '' : `.${rest}`}`;
          const exact = new Decimal(text).times(new Decimal(10).pow(scale));
          const fits = exact.isInteger();
          expect(readScaledBig(text, scale)).toBe(fits ? BigInt(exact.toFixed(0)) : undefined);
          const safe = fits && exact.abs().lessThanOrEqualTo(Number.MAX_SAFE_INTEGER);
          expect(readScaled(text, scale)).toBe(safe ? exact.toNumber() + 0 : Number.NaN);
        },
      ),
    );
  });
});

describe('the scaled writer', () => {
  it.each([
    ['-0.05', -5, 2],
    ['0.00', -0, 2],
    ['0', -0, 0],
    ['368.00', 36800, 2],
    ['-12', -12, 0],
    ['90071992547409.93', 9_007_199_254_740_993n, 2],
  ])('writes %j', (text, units, scale) => {
    expect(writeScaled(units, scale)).toBe(text);
  });

  it('is undone by the reader', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 15 }), (units, scale) => {
        expect(readScaled(writeScaled(units, scale), scale)).toBe(units + 0);
      }),
    );
  });
});

describe('a JavaScript number as scaled units', () => {
  it.each([
    [29, 0.29, 2],
    [-1250, -12.5, 2],
    [0, -0, 2],
    [Number.NaN, 0.1 + 0.2, 2],
    [Number.NaN, 0.005, 2],
    [Number.NaN, Number.NaN, 2],
    [Number.NaN, Number.POSITIVE_INFINITY, 2],
    [Number.NaN, 1e308, 2],
    [Number.NaN, 2 ** 53, 0],
    [Number.NaN, 1.5, 0],
    [Number.NaN, 1, 16],
  ])('gives %d for %d at scale %d', (units, value, scale) => {
    expect(Object.is(scaledFromNumber(value, scale), units)).toBe(true);
  });

  it('takes every number that a decimal of that scale is written as, and no neighbour of it', () => {
    const certain = 2 ** 51 - 1;
    fc.assert(
      fc.property(fc.integer({ min: -certain, max: certain }), fc.integer({ min: 1, max: 6 }), (units, scale) => {
        const value = Number(writeScaled(units, scale));
        expect(scaledFromNumber(value, scale)).toBe(units + 0);
        const neighbour = value * (1 + 2 ** -52);
        if (neighbour !== value) expect(scaledFromNumber(neighbour, scale)).not.toBe(units);
      }),
    );
  });
});

describe('reading decimals', () => {
  it('adds a tenth and two tenths to three tenths, and takes 85 % of 1,000 exactly', () => {
    expect(parseDecimal('0.1').plus(parseDecimal('0.2')).toFixed(2)).toBe('0.30');
    expect(parseDecimal('1000').times(parseDecimal('0.85')).toFixed(2)).toBe('850.00');
  });

  it('takes a whole number and refuses a binary fraction', () => {
    expect(parseDecimal(12).toFixed()).toBe('12');
    expect(readDecimal(0.85)).toBeUndefined();
    expect(() => parseDecimal(0.85, ['discount'])).toThrow(
      'discount: expected a decimal text such as "12.50", got 0.85',
    );
  });

  it.each([null, undefined, {}, [], '', '1e5', Number.NaN, 1e308, 2n])('answers undefined to %s', (value) => {
    expect(readDecimal(value)).toBeUndefined();
  });

  it('names no 10 MB string in full', () => {
    expect(() => parseDecimal('9'.repeat(10_000_000))).toThrow(InputError);
  });

  it('turns 72.27 per cent into the factor 0.7227', () => {
    expect(percentToFactor('72.27')).toBe('0.7227');
    expect(percentToFactor(85)).toBe('0.85');
  });
});
