import { Decimal } from '../core/decimal.js';
import type { Money } from '../core/money.js';
import { compareMoney, multiplyMoney } from '../core/money-arithmetic.js';
import type { Rounding } from '../core/rounding.js';
import { checkNonNegative, checkProbability, refuse } from '../statistics/checks.js';
import { type Measured, measured, unmeasured } from '../statistics/measured.js';

/** What three retention rates of one cohort say together. */
export type RetentionVerdict =
  /** Customers themselves are leaving. */
  | 'hardChurn'
  /** They stay, and talk elsewhere. */
  | 'softChurn'
  /** They stay, and pay less. */
  | 'downTrade'
  | 'holding'
  /** A rate is missing that could change the reading. */
  | 'undecided';

/** The three rates, and the rates below which each counts as low. */
export interface RetentionRates {
  readonly customers: Measured;
  readonly revenue: Measured;
  readonly traffic: Measured;
}

/** Rates from 0 up; each required, because the practice leaves them open. */
export interface RetentionThresholds {
  readonly customers: number;
  readonly revenue: number;
  readonly traffic: number;
}

/**
 * Reads customer, revenue and traffic retention together: low customers are hard churn whatever the rest; customers
 * high and traffic low is soft churn; customers high and revenue low is down-trade; both may hold. Practice: 多项指标考核.
 *
 * @returns every verdict that holds, hard churn alone
 * @example
 * const rate = (value: number) => ({ value });
 * const low = { customers: 0.9, revenue: 0.9, traffic: 0.9 };
 * readRetention({ customers: rate(0.94), revenue: rate(0.92), traffic: rate(0.7) }, low) //=> ['softChurn']
 */
export function readRetention(rates: RetentionRates, low: RetentionThresholds): readonly RetentionVerdict[] {
  for (const key of ['customers', 'revenue', 'traffic'] as const) {
    if (!(typeof low[key] === 'number' && low[key] >= 0 && low[key] < 1e6))
      refuse('missing', ['low', key], 'a threshold of at least 0', low[key]);
  }
  const { customers, revenue, traffic } = rates;
  if (customers.value === undefined) return ['undecided'];
  if (customers.value < low.customers) return ['hardChurn'];
  const verdicts: RetentionVerdict[] = [];
  if (traffic.value !== undefined && traffic.value < low.traffic) verdicts.push('softChurn');
  if (revenue.value !== undefined && revenue.value < low.revenue) verdicts.push('downTrade');
  if (traffic.value === undefined || revenue.value === undefined) verdicts.push('undecided');
  return verdicts.length === 0 ? ['holding'] : verdicts;
}

/** What one customer has lost over a window; the strongest of three, or nothing. */
export type ChurnKind = 'accountChurn' | 'serviceChurn' | 'softChurn' | 'none' | 'undecided';

/**
 * Tells the churn of one customer over a window: the account is gone, a service was cancelled, or only the use of it
 * fell. Practice: 离网, 销户, 沉默.
 *
 * @param window.servicesBefore - ids of services at the start; `servicesNow` at the end
 * @param window.trafficBefore - minutes or gigabytes of the period before, `trafficNow` of the last; `null` where unknown
 * @param window.trafficDrop - the share of traffic lost from which a customer counts as softly churned
 * @throws InputError `range` for a negative or infinite traffic, or a share outside 0 to 1
 * @example
 * churnKind({ servicesBefore: ['mobile', 'broadband'], servicesNow: ['mobile'], trafficBefore: 100, trafficNow: 90, trafficDrop: 0.5 }).kind //=> 'serviceChurn'
 */
export function churnKind(window: {
  readonly servicesBefore: readonly string[];
  readonly servicesNow: readonly string[];
  readonly trafficBefore: number | null | undefined;
  readonly trafficNow: number | null | undefined;
  readonly trafficDrop: number;
}): { readonly kind: ChurnKind; readonly lostServices: readonly string[]; readonly trafficLost: Measured } {
  checkProbability(window.trafficDrop, 'trafficDrop');
  const { trafficBefore = null, trafficNow = null } = window;
  for (const [key, value] of Object.entries({ trafficBefore, trafficNow }))
    if (value !== null) checkNonNegative(value, key);
  const lostServices = window.servicesBefore.filter((id) => !window.servicesNow.includes(id));
  const trafficLost: Measured =
    trafficBefore === null || trafficNow === null
      ? unmeasured('noObservations')
      : trafficBefore === 0
        ? unmeasured('zeroBase')
        : measured(shareLost(trafficBefore, trafficNow));
  const kind = (): ChurnKind => {
    if (window.servicesBefore.length > 0 && window.servicesNow.length === 0) return 'accountChurn';
    if (lostServices.length > 0) return 'serviceChurn';
    if (trafficLost.value !== undefined) return trafficLost.value >= window.trafficDrop ? 'softChurn' : 'none';
    return trafficLost.undefinedBecause === 'zeroBase' ? 'none' : 'undecided';
  };
  return { kind: kind(), lostServices, trafficLost };
}

/** In decimals: of 100 and 90 it is 0.1, where one less 90 ÷ 100 as binary fractions is less. */
function shareLost(before: number, now: number): number {
  return new Decimal(before).minus(now).div(before).toNumber();
}

/** One period of a market as a carrier sees it. */
export interface MarketPeriod {
  readonly period: string;
  /** All customers of the market, ours among them. */
  readonly market: number;
  readonly start: number;
  readonly lost: number;
  readonly joined: number;
}

/** Share and retention side by side. */
export interface BucketReading {
  readonly period: string;
  readonly share: Measured;
  readonly retention: Measured;
  readonly end: number;
  /** The share does not fall, yet retention is below the threshold: new customers hide the loss. */
  readonly leaky: boolean | 'undecided';
}

/**
 * Shows market share and retention side by side: a share that holds while retention is low is a bucket that is filled as
 * fast as it leaks.
 *
 * @param periods - in order of time; counts, of which those lost are at most those at the start
 * @param lowRetention - retention per period below which the bucket leaks
 * @throws InputError `range` for counts that are none
 */
export function readBucket(periods: readonly MarketPeriod[], lowRetention: number): readonly BucketReading[] {
  checkProbability(lowRetention, 'lowRetention');
  let previous: number | undefined;
  return periods.map(({ period, market, start, lost, joined }, p) => {
    for (const [key, count] of Object.entries({ market, start, joined })) checkNonNegative(count, ['periods', p, key]);
    if (!(typeof lost === 'number' && lost >= 0 && lost <= start))
      refuse('range', ['periods', p, 'lost'], `at most the ${start} at the start`, lost);
    const end = start - lost + joined;
    const share: Measured = market > 0 ? measured(end / market) : unmeasured('zeroBase');
    const retention: Measured = start > 0 ? measured((start - lost) / start) : unmeasured('zeroBase');
    const before = previous ?? (market > 0 ? start / market : undefined);
    const known = share.value !== undefined && retention.value !== undefined && before !== undefined;
    const leaky = known ? share.value! >= before! && retention.value! < lowRetention : 'undecided';
    previous = share.value;
    return { period, share, retention, end, leaky };
  });
}

/**
 * A manager's bonus for the retention of their own cohort: so much for each whole or part percentage point above the
 * target, nothing below. Practice: 保有奖励.
 *
 * @param terms.perPoint - for one percentage point; part points count in part, rounded once
 * @param terms.cap - most that is paid
 * @returns undefined with the rate's own reason
 * @example
 * const terms = { target: 0.95, perPoint: { amount: '1000.00', currency: 'CNY' }, rounding: { mode: 'halfUp' } } as const;
 * retentionBonus({ value: 480 / 500 }, terms).value //=> { amount: '1000.00', currency: 'CNY' }
 */
export function retentionBonus(
  retention: Measured,
  terms: {
    readonly target: number;
    readonly perPoint: Money;
    readonly rounding: Rounding;
    readonly cap?: Money | undefined;
  },
): Measured<Money> {
  checkProbability(terms.target, 'target');
  if (retention.value === undefined) return retention;
  const points = Math.max(0, (retention.value - terms.target) * 100);
  const bonus = multiplyMoney(terms.perPoint, points.toFixed(9), terms.rounding);
  return measured(terms.cap !== undefined && compareMoney(bonus, terms.cap) > 0 ? terms.cap : bonus);
}
