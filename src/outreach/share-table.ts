import { Decimal, parseDecimal } from '../core/decimal.js';
import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import type { Money } from '../core/money.js';
import { multiplyMoney, subtractMoney, sumMoney } from '../core/money-arithmetic.js';
import type { RoundingMode } from '../core/rounding.js';

/** What is left over when shares are taken from an amount, told apart from them. */
export interface ShareTable {
  readonly parts: readonly { readonly id: string; readonly amount: Money }[];
  /** What nobody has told the use of. */
  readonly residual: { readonly percent: string; readonly amount: Money };
}

/**
 * Takes shares from an amount and names the rest: figures that were published in part stay told in part.
 *
 * @param shares per cent, decimal texts or whole numbers, together at most 100
 * @throws InputError `sum` above 100
 * @example
 * sharesOf({ amount: '1000000.00', currency: 'CNY' }, [{ id: 'direct', percent: 47 }, { id: 'agent', percent: 17 }], 'halfUp').residual.amount.amount //=> '360000.00'
 */
export function sharesOf(
  total: Money,
  shares: readonly { readonly id: string; readonly percent: string | number }[],
  rounding: RoundingMode,
): ShareTable {
  const percents = shares.map(({ percent }, at) => parseDecimal(percent, ['shares', at, 'percent']));
  const sum = percents.reduce((all, percent) => all.plus(percent), new Decimal(0));
  if (sum.greaterThan(100) || percents.some((percent) => percent.isNegative())) {
    throw new InputError([issue('sum', ['shares'], 'shares of 0 or more that sum to at most 100', sum.toFixed())]);
  }
  const parts = shares.map(({ id }, at) => ({
    id,
    amount: multiplyMoney(total, percents[at]!.div(100).toFixed(), { mode: rounding }),
  }));
  const given = sumMoney(
    parts.map(({ amount }) => amount),
    total.currency,
  );
  return { parts, residual: { percent: new Decimal(100).minus(sum).toFixed(), amount: subtractMoney(total, given) } };
}
