import type { Money } from '../core/money.js';
import { roundMoney } from '../core/money-arithmetic.js';
import type { Rounding } from '../core/rounding.js';
import { ratioOf } from './money-ratio.js';

/**
 * What a protected customer pays after the benchmark customer's price has changed: the same price (`equal`, one to one), or
 * the same ratio to it as before (`ratio`, the Price Reductions Clause of US federal schedules).
 *
 * @example
 * const usd = (amount: string) => ({ amount, currency: 'USD' });
 * protectedPrice({ benchmark: usd('45'), protected: usd('40') }, usd('30'), 'ratio', { mode: 'halfUp' }).amount //=> '26.67'
 */
export function protectedPrice(
  before: { readonly benchmark: Money; readonly protected: Money },
  benchmark: Money,
  relation: 'equal' | 'ratio',
  rounding: Rounding,
): Money {
  if (relation === 'equal') return roundMoney(benchmark, rounding);
  const exact = ratioOf(benchmark, before.protected, before.benchmark, { mode: 'halfEven', scale: 18 });
  return roundMoney(exact, rounding);
}
