import type { Path } from '../core/issue.js';
import { readZhe } from '../core/zhe.js';
import { type Arithmetic, digitsOf, unitsOf } from './arithmetic.js';
import { refuse } from './refuse.js';

/** `part ÷ whole` of a price: a percentage ready to multiply with. */
export interface Share<N extends number | bigint> {
  readonly part: N;
  readonly whole: N;
}

/** A per cent text as a share. */
export function shareOfPercent<N extends number | bigint>(percent: string, arithmetic: Arithmetic<N>): Share<N> {
  const digits = digitsOf(percent);
  return { part: unitsOf(percent, digits, arithmetic) as N, whole: arithmetic.tenTo(digits + 2) };
}

/** What is taken off when n tenths are paid. @throws InputError `format` for what is no zhe */
export function shareOfZhe<N extends number | bigint>(zhe: string, arithmetic: Arithmetic<N>, path: Path): Share<N> {
  const factor = readZhe(zhe) ?? refuse('format', path, 'zhe from above 0 to 10, such as 8.5', zhe);
  const whole = arithmetic.tenTo(factor.scale);
  return { part: arithmetic.subtract(whole, arithmetic.from(factor.units)), whole };
}
