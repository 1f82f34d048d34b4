import { parseDecimal } from './decimal.js';
import { InputError } from './errors.js';
import { issue, type Path } from './issue.js';
import { readUnscaled, type Unscaled, writeScaled } from './scaled.js';

function refuse(expected: string, value: unknown, path: Path): never {
  throw new InputError([issue('format', path, expected, value)]);
}

/** {@link zheToFactor} in whole units, and without throwing: `undefined` for anything that is no zhe. */
export function readZhe(zhe: unknown): Unscaled | undefined {
  const read = typeof zhe === 'string' || Number.isSafeInteger(zhe) ? readUnscaled(String(zhe)) : undefined;
  if (read === undefined) return undefined;
  const { units, scale } = read;
  const one = 10n ** BigInt(scale);
  if (units > 0n && units <= 10n * one) return { units, scale: scale + 1 };
  return units > 10n * one && units < 100n * one && units % one === 0n ? { units, scale: scale + 2 } : undefined;
}

/**
 * A Chinese discount as the factor to pay: n zhe (n 折) means pay n tenths. The written form drops the point (85 折 for
 * 八五折, 8.5), so a whole number from 11 to 99 counts hundredths.
 *
 * @param zhe above 0 and up to 10 (`'8.5'`, `'9.55'`), or a whole number from 11 to 99 (`'85'`)
 * @returns a decimal text from above 0 to 1
 * @throws InputError `format` for anything else: `'95.5'` could be either
 * @example
 * zheToFactor('8.5') //=> '0.85'
 */
export function zheToFactor(zhe: string | number, path: Path = []): string {
  const factor = readZhe(zhe) ?? refuse('zhe from above 0 to 10, or 11 to 99 without a point', zhe, path);
  return writeScaled(factor.units, factor.scale).replace(/\.?0+$/, '');
}

/**
 * The factor to pay as zhe, with the point: the inverse of {@link zheToFactor}.
 *
 * @param factor decimal text above 0, at most 1
 * @example
 * factorToZhe('0.85') //=> '8.5'
 */
export function factorToZhe(factor: string | number, path: Path = []): string {
  const value = parseDecimal(factor, path);
  if (value.lessThanOrEqualTo(0) || value.greaterThan(1)) refuse('a factor above 0, at most 1', factor, path);
  return value.times(10).toFixed();
}
