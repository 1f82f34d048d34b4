import type { Money } from '../core/money.js';
import { roundMoney } from '../core/money-arithmetic.js';
import type { Rounding } from '../core/rounding.js';
import { checkAmount, checkRounding, checkRow, checkWord, refuseFaults } from '../core/row-check.js';
import { inSameUnits, roundRatio } from './money-ratio.js';
import { refuse } from './refuse.js';

/**
 * What a protected customer pays after the benchmark customer's price has changed: the same price (`equal`, one to one), or
 * the same ratio to it as before (`ratio`, the Price Reductions Clause of US federal schedules), exact until the one rounding.
 *
 * @throws InputError with its path for an amount below 0 or of another currency, `range` for a ratio to a benchmark of 0
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
  const amount = checkAmount(benchmark?.currency);
  refuseFaults([
    ...checkAmount()(benchmark, ['benchmark']),
    ...checkRow<typeof before>('both prices', { benchmark: amount, protected: amount })(before, ['before']),
    ...checkWord(['equal', 'ratio'])(relation, ['relation']),
    ...checkRounding(rounding, ['rounding']),
  ]);
  if (relation === 'equal') return roundMoney(benchmark, rounding);
  const { units, one } = inSameUnits([benchmark, before.protected, before.benchmark]);
  const [now, own, then] = units;
  if (then === 0n) refuse('range', ['before', 'benchmark', 'amount'], 'an amount above 0', before.benchmark.amount);
  return roundRatio({ units: now * own, over: then * one }, 1, benchmark.currency, rounding);
}
