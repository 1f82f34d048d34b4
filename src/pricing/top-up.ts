import { allocateMoney } from '../core/allocation.js';
import { addMonths } from '../core/calendar.js';
import type { Money } from '../core/money.js';
import { addMoney, subtractMoney, sumMoney } from '../core/money-arithmetic.js';
import { checkAmount, checkDay, checkMonths, checkRow, refuseFaults } from '../core/row-check.js';
import { within } from '../core/within.js';
import { percentOf } from './percent-of.js';

/** A top-up bonus (存费送费): so much paid in, so much given on top, released month by month. */
export interface TopUpBonus {
  readonly deposit: Money;
  readonly bonus: Money;
  readonly months: number;
  readonly start: string;
}

/** What a top-up bonus comes to. */
export interface TopUpSchedule {
  readonly releases: readonly { readonly on: string; readonly amount: Money; readonly liability: Money }[];
  /** Bonus of all that can be spent, per cent with two decimal places. */
  readonly effectiveDiscountPercent: string;
}

/**
 * The release schedule of a top-up bonus, to the cent, and the discount that it amounts to. Month ends clamp.
 *
 * @param topUp months 1 or more, none after the year 9999 (InputError `range`); the liability is what stays to be released after a day
 * @example
 * const cny = (amount: string) => ({ amount, currency: 'CNY' });
 * topUpSchedule({ deposit: cny('100'), bonus: cny('100'), months: 10, start: '2013-01-31' }).effectiveDiscountPercent //=> '50.00'
 */
export function topUpSchedule(topUp: TopUpBonus): TopUpSchedule {
  const amount = checkAmount(topUp?.deposit?.currency);
  refuseFaults(
    checkRow<TopUpBonus>('a top-up bonus', { deposit: amount, bonus: amount, months: checkMonths, start: checkDay })(
      topUp,
      [],
    ),
  );
  const { deposit, bonus, months, start } = topUp;
  // Before the parts are dealt out: it bounds their number.
  addMonths(start, months, ['months']);
  const parts = within(
    (path) => ['bonus', ...path],
    'request',
    () => allocateMoney(bonus, new Array<number>(months).fill(1), 'firstCome'),
  );
  let liability = sumMoney(parts, bonus.currency);
  return {
    releases: parts.map((amount, at) => {
      liability = subtractMoney(liability, amount);
      return { on: addMonths(start, at), amount, liability };
    }),
    effectiveDiscountPercent: percentOf(bonus, addMoney(deposit, bonus)) ?? '0.00',
  };
}
