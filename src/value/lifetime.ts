import type { Money } from '../core/money.js';
import { multiplyMoney } from '../core/money-arithmetic.js';
import type { Rounding } from '../core/rounding.js';
import { checkCount, checkProbability, checkValues, refuse } from '../statistics/checks.js';
import { type Measured, mapMeasured, measured, unmeasured } from '../statistics/measured.js';
import { checkAmount } from './check-amount.js';

/**
 * When a period's margin comes in, which moves the value of a customer by more than most plans do.
 *
 * - `start`: at the start of each period while retained; the first is certain and undiscounted: m (1 + i) / (1 + i − r)
 * - `endIfRetained`: at the end of each period, if the customer is retained through it: m r / (1 + i − r)
 * - `end`: at the end of each period that was begun, retained through it or not: m / (1 + i − r)
 */
export type PaymentConvention = 'start' | 'endIfRetained' | 'end';

/** A customer who renews with the same chance every period. */
export interface FixedRetention {
  /** Chance of renewing, 0 to 1 a period. */
  readonly retention: number;
  /** Discount rate per period, 0.1 for 10 %; at least 0. */
  readonly discountRate: number;
  readonly payment: PaymentConvention;
  /** Periods counted; without end where missing. */
  readonly periods?: number | undefined;
}

const conventions = ['start', 'endIfRetained', 'end'] as const satisfies readonly PaymentConvention[];

function checkPayment(payment: PaymentConvention): void {
  if (!conventions.includes(payment))
    refuse('unknownReference', 'payment', `one of ${conventions.join(', ')}`, payment);
}

function checkRate(rate: number): void {
  if (!(typeof rate === 'number' && rate >= 0 && rate < 1e6))
    refuse('range', 'discountRate', 'a finite rate of at least 0', rate);
}

/**
 * How many margins of one period a customer is worth: the discounted sum of the chances of being paid.
 *
 * Source: S. Gupta & D. Lehmann, Customers as Assets, Journal of Interactive Marketing 17 (2003) 9–24, whose margin
 * multiple r / (1 + i − r) is `endIfRetained`.
 *
 * @returns undefined because `notEstimable` where a customer never leaves and nothing is discounted
 * @throws InputError `range` for a retention outside 0 to 1 or a negative rate, `unknownReference` for a convention that is none
 * @example
 * lifetimeMultiple({ retention: 0.8, discountRate: 0.1, payment: 'endIfRetained' }).value?.toFixed(4) //=> '2.6667'
 */
export function lifetimeMultiple({ retention, discountRate, payment, periods }: FixedRetention): Measured {
  checkProbability(retention, 'retention');
  checkRate(discountRate);
  checkPayment(payment);
  if (periods !== undefined) checkCount(periods, 'periods');
  // 1 + i − r, by which every convention divides; so added, small rates lose no digits.
  const leaving = discountRate + (1 - retention);
  const paid = { start: 1 + discountRate, endIfRetained: retention, end: 1 }[payment];
  if (periods === undefined) return leaving > 0 ? measured(paid / leaving) : unmeasured('notEstimable');
  if (leaving === 0) return measured(periods);
  // 1 − (r / (1 + i))ⁿ, the part of it that falls into the periods counted.
  const counted = periods === 0 ? 0 : -Math.expm1(periods * (Math.log(retention) - Math.log1p(discountRate)));
  return measured((paid * counted) / leaving);
}

/**
 * A multiple in money. The margin may be negative: such a customer costs more the longer they stay.
 *
 * @param multiple - from {@link lifetimeMultiple}, {@link residualLifetime} or another estimate of discounted periods
 * @throws InputError for a margin that is no money, `range` for a multiple from 1e21 on
 * @example
 * lifetimeValue(
 *   { amount: '100.00', currency: 'CNY' },
 *   lifetimeMultiple({ retention: 0.8, discountRate: 0.1, payment: 'endIfRetained' }),
 *   { mode: 'halfUp' },
 * ).value //=> { amount: '266.67', currency: 'CNY' }
 */
export function lifetimeValue(margin: Money, multiple: Measured, rounding: Rounding): Measured<Money> {
  checkAmount(margin, ['margin']);
  return mapMeasured(multiple, (value) => {
    // From 1e21 on a number has no plain text any more.
    if (!(Math.abs(value) < 1e21)) refuse('range', ['multiple', 'value'], 'a number below 1e21', value);
    return multiplyMoney(margin, value.toFixed(12), rounding);
  });
}

/**
 * The percentage by which the multiple grows for one per cent more retention: (1 + i) / (1 + i − r) at the end, r / (1 + i − r)
 * of it at the start.
 *
 * @example
 * retentionElasticity({ retention: 0.8, discountRate: 0.1, payment: 'endIfRetained' }).value?.toFixed(3) //=> '3.667'
 */
export function retentionElasticity({ retention, discountRate, payment }: Omit<FixedRetention, 'periods'>): Measured {
  checkProbability(retention, 'retention');
  checkRate(discountRate);
  checkPayment(payment);
  const leaving = discountRate + (1 - retention);
  if (leaving <= 0) return unmeasured('notEstimable');
  return measured((payment === 'endIfRetained' ? 1 + discountRate : retention) / leaving);
}

/** How a change of churn is meant; the two are often confused. */
export type ChurnReduction =
  /** Percentage points: 0.05 takes a churn of 20 % to 15 %. */
  | { readonly points: number }
  /** A share of the churn: 0.05 takes a churn of 20 % to 19 %. */
  | { readonly share: number };

/** What less churn does to the value of one customer. */
export interface ChurnEffect {
  readonly retentionBefore: number;
  readonly retentionAfter: number;
  readonly multipleBefore: number;
  readonly multipleAfter: number;
  /** Relative gain: 0.275 for +27.5 %. */
  readonly uplift: number;
  /** What the uplift is of; it is not of the company's profit, which acquisition, growth and fixed cost move as well. */
  readonly of: 'lifetimeValuePerCustomer';
  readonly isNot: 'companyProfit';
  /** Whether it lies in the 25 % to 85 % that is cited for five points; a reference, not a result. */
  readonly withinCitedRange: boolean;
}

/** F. Reichheld & W. E. Sasser, Zero Defections, Harvard Business Review, September 1990: the cited range. */
const cited = { low: 0.25, high: 0.85 };

/**
 * The effect of less churn, computed: five points are worth +27.5 % at a retention of .80 and 10 %, five per cent of the
 * churn +4.74 %. Practice: 顾客流失率降低5%.
 *
 * @param base - the customer before
 * @param reduction - in points or as a share of the churn, never just "5 %"
 * @returns undefined because `notEstimable` for an infinite value, or `zeroBase` where there was none to gain on
 * @throws InputError `range` where the reduction exceeds the churn
 * @example
 * const base = { retention: 0.8, discountRate: 0.1, payment: 'endIfRetained' } as const;
 * churnEffect(base, { points: 0.05 }).value?.uplift.toFixed(4) //=> '0.2750'
 * churnEffect(base, { share: 0.05 }).value?.uplift.toFixed(4) //=> '0.0474'
 */
export function churnEffect(base: FixedRetention, reduction: ChurnReduction): Measured<ChurnEffect> {
  checkProbability(base.retention, 'retention');
  const churn = 1 - base.retention;
  if (typeof reduction !== 'object' || reduction === null)
    refuse('type', 'reduction', '{ points } or { share }', reduction);
  if ('points' in reduction && 'share' in reduction)
    refuse('conflict', 'reduction', 'either points or a share', reduction);
  const [key, given] =
    'points' in reduction ? (['points', reduction.points] as const) : (['share', reduction.share] as const);
  const less = key === 'points' ? given : churn * given;
  // A hair of tolerance, so that a churn of 0.05 can be taken away whole.
  if (!(typeof given === 'number' && given >= 0 && less <= churn + 1e-12))
    refuse('range', key, `at least 0 and at most the churn of ${churn}`, given);
  const retentionAfter = Math.min(1, base.retention + less);
  const before = lifetimeMultiple(base);
  if (before.value === undefined) return before;
  const after = lifetimeMultiple({ ...base, retention: retentionAfter });
  if (after.value === undefined) return after;
  if (before.value === 0) return unmeasured('zeroBase');
  const uplift = after.value / before.value - 1;
  return measured({
    retentionBefore: base.retention,
    retentionAfter,
    multipleBefore: before.value,
    multipleAfter: after.value,
    uplift,
    of: 'lifetimeValuePerCustomer',
    isNot: 'companyProfit',
    withinCitedRange: uplift >= cited.low && uplift <= cited.high,
  });
}

/**
 * The present value of amounts one period apart, the first one today: a cost of acquisition, then margins.
 *
 * @throws InputError `range` for an amount that is not finite or a negative rate
 * @example
 * presentValue([-100, 50, 100], 0.25) //=> 4
 */
export function presentValue(amounts: readonly number[], discountRate: number): number {
  checkRate(discountRate);
  checkValues(amounts, 'amounts');
  // From the far end, so that each step discounts once (Horner).
  return amounts.reduceRight((later, amount) => amount + later / (1 + discountRate), 0) + 0;
}
