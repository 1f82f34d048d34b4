import { parseDecimal } from './decimal.js';
import { InputError } from './errors.js';
import { issue, type Path } from './issue.js';

function refuse(expected: string, value: unknown, path: Path): never {
  throw new InputError([issue('format', path, expected, value)]);
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
  const value = parseDecimal(zhe, path);
  if (value.greaterThan(0) && value.lessThanOrEqualTo(10)) return value.div(10).toFixed();
  const written = value.isInteger() && value.greaterThan(10) && value.lessThan(100);
  return written ? value.div(100).toFixed() : refuse('zhe from above 0 to 10, or 11 to 99 without a point', zhe, path);
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
