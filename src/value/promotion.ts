import { addMonths } from '../core/calendar.js';
import { dayNumber } from '../core/day-number.js';
import { Decimal, isDecimalText } from '../core/decimal.js';
import { type Money, moneyFromDecimal, moneyToDecimal } from '../core/money.js';
import { subtractMoney } from '../core/money-arithmetic.js';
import { checkCount, refuse } from '../statistics/checks.js';
import { type Measured, mapMeasured, measured, unmeasured } from '../statistics/measured.js';
import { checkAmounts } from './check-amount.js';

/** A customer's spend as it grows, and the bar of the list it is to reach. */
export interface PromotionCase {
  readonly spend: Money;
  /** Growth a month as a decimal text, `'0.20'` for 20 %; above −1. */
  readonly monthlyGrowth: string;
  readonly threshold: Money;
  /** Months in a row at or above the threshold before the promotion. */
  readonly heldMonths: number;
  readonly asOf: string;
  /** No forecast reaches further; at most 1200. */
  readonly horizonMonths: number;
}

/** When a customer on the watch-list is expected to be promoted. */
export interface PromotionForecast {
  /** Months from `asOf` until the spend reaches the threshold; 0 where it has. */
  readonly reachesInMonths: number;
  readonly reachesOn: string;
  /** The spend then, rounded half up; exact until then. */
  readonly spendThen: Money;
  /** After the months it has to be held. */
  readonly promotedOn: string;
}

/**
 * Forecasts the month in which a growing spend reaches a threshold: 8,000 growing by 20 % a month reaches 50,000 in month 11
 * (8,000 × 1.2¹⁰ = 49,534; × 1.2¹¹ = 59,441). Practice: 潜在大客户, 努力争取其早日成为重点大客户.
 *
 * @returns undefined because `notReached` within the horizon, or not for the months that it is to be held
 * @throws InputError for a figure or date that is none, with its path; `range` where a day would lie after the year 9999
 * @example
 * forecastPromotion({
 *   spend: { amount: '8000.00', currency: 'CNY' },
 *   monthlyGrowth: '0.20',
 *   threshold: { amount: '50000.00', currency: 'CNY' },
 *   heldMonths: 1,
 *   asOf: '2026-01-31',
 *   horizonMonths: 24,
 * }).value?.reachesInMonths //=> 11
 */
export function forecastPromotion(promotion: PromotionCase): Measured<PromotionForecast> {
  const { spend, monthlyGrowth, threshold, heldMonths, asOf, horizonMonths } = promotion;
  checkAmounts({ spend, threshold });
  dayNumber(asOf, ['asOf']);
  checkCount(heldMonths, 'heldMonths', 1);
  checkCount(horizonMonths, 'horizonMonths');
  if (horizonMonths > 1200) refuse('limit', 'horizonMonths', 'at most 1200', horizonMonths);
  if (!isDecimalText(monthlyGrowth) || Number(monthlyGrowth) <= -1) {
    refuse('format', 'monthlyGrowth', 'a decimal text above -1', monthlyGrowth);
  }
  subtractMoney(spend, threshold); // refuses a second currency
  const bar = moneyToDecimal(threshold);
  const factor = new Decimal(monthlyGrowth).plus(1);
  let value = moneyToDecimal(spend);
  // A spend that shrinks is held where it is still there in the last month.
  const kept = factor.lessThan(1) ? factor.pow(heldMonths - 1) : 1;
  for (let months = 0; months <= horizonMonths; months += 1) {
    if (value.times(kept).gte(bar)) {
      return measured({
        reachesInMonths: months,
        reachesOn: addMonths(asOf, months, ['asOf']),
        spendThen: moneyFromDecimal(value, spend.currency, { mode: 'halfUp' }),
        promotedOn: addMonths(asOf, months + heldMonths - 1, ['heldMonths']),
      });
    }
    value = value.times(factor);
  }
  return unmeasured('notReached');
}

/** A watched customer with its forecast. */
export interface WatchEntry {
  readonly id: string;
  readonly forecast: Measured<PromotionForecast>;
}

/**
 * The watch-list: customers of potential who are not on the key-account list yet, the soonest promotion first, then those
 * without one, by id.
 *
 * @param watched - spend and growth of each
 * @param rules - threshold and times, the same for all
 * @throws InputError `duplicate` for an id that comes twice
 */
export function watchList(
  watched: readonly { readonly id: string; readonly spend: Money; readonly monthlyGrowth: string }[],
  rules: Omit<PromotionCase, 'spend' | 'monthlyGrowth'>,
): readonly WatchEntry[] {
  const ids = new Set<string>();
  const entries = watched.map(({ id, spend, monthlyGrowth }, index) => {
    if (ids.has(id)) refuse('duplicate', ['watched', index, 'id'], 'every customer once', id);
    ids.add(id);
    return { id, forecast: forecastPromotion({ ...rules, spend, monthlyGrowth }) };
  });
  const months = ({ forecast }: WatchEntry): number =>
    mapMeasured(forecast, (value) => value.reachesInMonths).value ?? Number.MAX_SAFE_INTEGER;
  return entries.sort((a, b) => months(a) - months(b) || (a.id < b.id ? -1 : 1));
}
