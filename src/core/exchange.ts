import { currencyScale } from './currency.js';
import { type CalendarDate, dayNumber } from './day-number.js';
import { InputError } from './errors.js';
import { type Money, readFactor } from './exact-amount.js';
import { issue } from './issue.js';
import { multiplyMoney, roundMoney } from './money-arithmetic.js';
import type { Rounding } from './rounding.js';

/** What one unit of `from` costs in `to` on a date. The way back is another rate; none is ever inverted. */
export interface ExchangeRate {
  readonly from: string;
  readonly to: string;
  /** Decimal text above 0. */
  readonly rate: string;
  readonly asOf: CalendarDate;
}

/**
 * Converts an amount at a given rate, rounded once.
 *
 * @param rounding mode, and scale (the target currency's unless given)
 * @throws InputError `currency` where the amount is not in `rate.from` or a code is unknown; `range` for a rate of 0 or less
 * @example
 * convertMoney(money('100', 'USD'), { from: 'USD', to: 'CNY', rate: '6.2855', asOf: '2013-02-08' }, { mode: 'halfUp' })
 * //=> { amount: '628.55', currency: 'CNY' }
 */
export function convertMoney(value: Money, rate: ExchangeRate, rounding: Rounding): Money {
  if (value.currency !== rate.from) {
    throw new InputError([issue('currency', ['currency'], `${rate.from}, as the rate converts`, value.currency)]);
  }
  currencyScale(rate.to, ['rate', 'to']);
  if (readFactor(rate.rate, ['rate', 'rate']).units <= 0n) {
    throw new InputError([issue('range', ['rate', 'rate'], 'a rate above 0', rate.rate)]);
  }
  const { amount } = multiplyMoney(value, rate.rate, 'exact');
  return roundMoney({ amount, currency: rate.to }, rounding);
}

/**
 * The rate in force on a date: the latest from `from` to `to` that is not after it, the first given where two share a
 * date. `undefined` where there is none.
 */
export function rateInForce(
  rates: readonly ExchangeRate[],
  from: string,
  to: string,
  asOf: CalendarDate,
): ExchangeRate | undefined {
  const last = dayNumber(asOf);
  let found: ExchangeRate | undefined;
  for (const rate of rates) {
    if (rate.from !== from || rate.to !== to || dayNumber(rate.asOf) > last) continue;
    if (found === undefined || rate.asOf > found.asOf) found = rate;
  }
  return found;
}
