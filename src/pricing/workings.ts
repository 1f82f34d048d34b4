import { currencyScale } from '../core/currency.js';
import type { Path } from '../core/issue.js';
import type { Money } from '../core/money.js';
import type { Rounding } from '../core/rounding.js';
import { readScaledBig } from '../core/scaled.js';
import type { Arithmetic } from './arithmetic.js';
import { refuse } from './refuse.js';
import type { Proration } from './request.js';

/** How amounts are worked out: the arithmetic, the currency, the one rounding. */
export interface Workings<N extends number | bigint> {
  readonly arithmetic: Arithmetic<N>;
  readonly currency: string;
  /** Digits after the point that amounts keep. */
  readonly scale: number;
  readonly rounding: Rounding;
  /** No money: one, frozen, for every zero. */
  readonly nothing: Money;
  /** Writes an amount at the scale. */
  readonly text: (units: N) => string;
}

export function createWorkings<N extends number | bigint>(
  currency: string,
  rounding: Rounding,
  arithmetic: Arithmetic<N>,
): Workings<N> {
  const scale = rounding.scale ?? currencyScale(currency);
  const text = arithmetic.writer(scale);
  const nothing = Object.freeze({ amount: text(arithmetic.zero), currency });
  return { arithmetic, currency, scale, rounding, nothing, text };
}

export function moneyOf<N extends number | bigint>(
  units: N,
  { arithmetic, nothing, currency, text }: Workings<N>,
): Money {
  return units === arithmetic.zero ? nothing : { amount: text(units), currency };
}

/** An exact amount, or the prorated part of it, rounded once to the working scale. */
export function toScale<N extends number | bigint>(
  amount: N,
  amountScale: number,
  proration: Proration | undefined,
  { arithmetic, scale, rounding }: Workings<N>,
): N {
  if (proration === undefined) {
    if (amountScale === scale) return amount;
    return arithmetic.divide(amount, arithmetic.tenTo(amountScale - scale), rounding.mode);
  }
  const divisor = arithmetic.multiply(arithmetic.tenTo(amountScale - scale), arithmetic.from(proration.of));
  return arithmetic.multiplyDivide(amount, arithmetic.from(proration.days), divisor, rounding.mode);
}

/** Reads money of the policy's currency at the working scale. */
export function readMoney<N extends number | bigint>(
  value: Money,
  path: Path,
  { arithmetic, currency, scale }: Workings<N>,
): N {
  if (typeof value !== 'object' || value === null) refuse('type', path, 'money { amount, currency }', value);
  if (value.currency !== currency) refuse('currency', [...path, 'currency'], currency, value.currency);
  const units = typeof value.amount === 'string' ? readScaledBig(value.amount, scale) : undefined;
  if (units === undefined) {
    refuse('format', [...path, 'amount'], `a decimal text of at most ${scale} decimal places`, value.amount);
  }
  if (units < 0n) refuse('range', [...path, 'amount'], 'an amount of 0 or more', value.amount);
  return arithmetic.from(units);
}
