import { zheToFactor } from '../core/zhe.js';
import { type Arithmetic, digitsOf, unitsOf } from './arithmetic.js';

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

/** What is taken off when n tenths are paid. */
export function shareOfZhe<N extends number | bigint>(zhe: string, arithmetic: Arithmetic<N>): Share<N> {
  const factor = zheToFactor(zhe);
  const digits = digitsOf(factor);
  const whole = arithmetic.tenTo(digits);
  return { part: arithmetic.subtract(whole, unitsOf(factor, digits, arithmetic) as N), whole };
}
