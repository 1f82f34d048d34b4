import { dayNumber } from '../core/day-number.js';
import { type Money, moneyFromDecimal, moneyToDecimal } from '../core/money.js';
import { compareMoney } from '../core/money-arithmetic.js';
import type { Rounding } from '../core/rounding.js';
import {
  checkAmount,
  checkDay,
  checkFlag,
  checkId,
  checkRounding,
  checkRow,
  checkRows,
  checkUnits,
  refuseFaults,
} from '../core/row-check.js';
import { refuse } from './refuse.js';

/** A competitor's price, seen somewhere on a day. */
export interface RivalPrice {
  readonly rival: string;
  readonly price: Money;
  readonly seenOn: string;
  readonly comparable: boolean;
}

/** Where a price may stand between cost floor and cap, and where rivals stand. */
export interface ReferencePrice {
  /** Median of the comparable rivals' prices, held between floor and cap; `null` without one. */
  readonly reference: Money | null;
  /** Reference less floor: what could be given. */
  readonly discountSpace: Money | null;
  readonly used: readonly string[];
}

/**
 * The market-oriented reference price (以市场为导向的参考价). It follows rivals up as well as down.
 *
 * @param rivals in the currency of floor and cap; of each rival those count that were seen last, so that a log of prices follows it
 * @param maxAgeDays older prices than this do not count, nor do those seen after `asOf`; whole days, 0 or more
 * @throws InputError with every fault and its path; `order` for a cap below the floor
 * @example
 * const cny = (amount: string) => ({ amount, currency: 'CNY' });
 * const seen = (rival: string, price: string) => ({ rival, price: cny(price), seenOn: '2013-01-10', comparable: true });
 * referencePrice([seen('a', '980'), seen('b', '1010')], { floor: cny('870'), cap: cny('1200') }, '2013-01-20', 90, { mode: 'halfUp' }).discountSpace //=> { amount: '125.00', currency: 'CNY' }
 */
export function referencePrice(
  rivals: readonly RivalPrice[],
  bounds: { readonly floor: Money; readonly cap: Money },
  asOf: string,
  maxAgeDays: number,
  rounding: Rounding,
): ReferencePrice {
  checkMarket(rivals, bounds, asOf, maxAgeDays, rounding);
  const { floor, cap } = bounds;
  const age = (day: string): number => dayNumber(asOf) - dayNumber(day);
  const counted = rivals.filter(
    ({ comparable, seenOn }) => comparable && age(seenOn) >= 0 && age(seenOn) <= maxAgeDays,
  );
  const lastSeen = new Map<string, string>();
  for (const { rival, seenOn } of counted) if (seenOn > (lastSeen.get(rival) ?? '')) lastSeen.set(rival, seenOn);
  const used = counted.filter(({ rival, seenOn }) => lastSeen.get(rival) === seenOn);
  if (used.length === 0) return { reference: null, discountSpace: null, used: [] };
  const sorted = used.map(({ price }) => moneyToDecimal(price)).sort((a, b) => a.comparedTo(b));
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle]!;
  const median = sorted.length % 2 === 1 ? upper : upper.plus(sorted[middle - 1]!).div(2);
  const [low, high] = [moneyToDecimal(floor), moneyToDecimal(cap)];
  const held = median.lessThan(low) ? low : median.greaterThan(high) ? high : median;
  return {
    reference: moneyFromDecimal(held, floor.currency, rounding),
    discountSpace: moneyFromDecimal(held.minus(low), floor.currency, rounding),
    used: used.map(({ rival }) => rival),
  };
}

function checkMarket(
  rivals: readonly RivalPrice[],
  bounds: { readonly floor: Money; readonly cap: Money },
  asOf: string,
  maxAgeDays: number,
  rounding: Rounding,
): void {
  const amount = checkAmount(bounds?.floor?.currency);
  refuseFaults([
    ...checkRows(
      'a list of prices',
      checkRow<RivalPrice>('a price seen', { rival: checkId, price: amount, seenOn: checkDay, comparable: checkFlag }),
    )(rivals, ['rivals']),
    ...checkRow<typeof bounds>('floor and cap', { floor: checkAmount(), cap: amount })(bounds, []),
    ...checkDay(asOf, ['asOf']),
    ...checkUnits(maxAgeDays, ['maxAgeDays']),
    ...checkRounding(rounding, ['rounding']),
  ]);
  const { floor, cap } = bounds;
  if (compareMoney(cap, floor) < 0)
    refuse('order', ['cap', 'amount'], `at least the floor ${floor.amount}`, cap.amount);
}
