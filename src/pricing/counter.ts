import { Decimal, readDecimal } from '../core/decimal.js';
import type { Path } from '../core/issue.js';
import { type Money, moneyFromDecimal, moneyToDecimal } from '../core/money.js';
import type { Rounding } from '../core/rounding.js';
import { knownAmount, minus, times } from './known.js';
import { type AnswerLevel, answerLevel, type Negotiation } from './negotiation.js';
import { refuse } from './refuse.js';

/** One answer to a threat: a service upgrade, a bundle, a discount. */
export interface CounterOffer {
  readonly id: string;
  /** Whether it is a price item; others come first (非价格策略为主). */
  readonly priceItem: boolean;
  readonly cost?: Money | null | undefined;
  /** Margin at stake over the horizon, that staying would keep. */
  readonly keptMargin?: Money | null | undefined;
  /** By how much it raises the chance to keep the customer, 0 to 1; null where no trial has told. */
  readonly saveRate?: string | null | undefined;
  /** The level of ours that can offer it; needed where the negotiation is told. */
  readonly offeredAt?: string | undefined;
}

/** A counter-offer weighed. */
export interface WeighedCounter extends AnswerLevel {
  readonly id: string;
  readonly priceItem: boolean;
  /** Save rate × kept margin − cost; `null` where a part is unknown. */
  readonly expectedValue: Money | null;
  /** The save rate from which it pays, six decimal places up; above 1 it never does. */
  readonly breakEvenSaveRate: string | null;
  readonly pays: boolean | null;
  readonly unknown: readonly string[];
}

/** How counter-offers are ordered, and against which negotiation. */
export interface CounterTerms {
  /** Non-price measures before price measures, or all by what they are expected to bring: an override of the principle. */
  readonly order?: 'nonPriceFirst' | 'byValue' | undefined;
  /** Where the rival negotiated: each counter then says at which level it has to be made. */
  readonly negotiation?: Negotiation | undefined;
}

/**
 * Orders counter-offers: non-price measures before price measures, then by what they are expected to bring, those without a
 * known uplift after those with one. Where the uplift is unknown the break-even save rate says what would have to be true.
 *
 * @throws InputError with its path for an amount below 0 or of another currency, a rate that is none, a level that is missing
 * @example
 * const cny = (amount: string) => ({ amount, currency: 'CNY' });
 * compareCounters([
 *   { id: 'discount', priceItem: true, cost: cny('1500'), keptMargin: cny('5000'), saveRate: '0.4' },
 *   { id: 'upgrade', priceItem: false, cost: cny('500'), keptMargin: cny('5000'), saveRate: null },
 * ], { mode: 'halfUp' }).map(({ id, breakEvenSaveRate }) => [id, breakEvenSaveRate]) //=> [['upgrade', '0.100000'], ['discount', '0.300000']]
 */
export function compareCounters(
  counters: readonly CounterOffer[],
  rounding: Rounding,
  { order = 'nonPriceFirst', negotiation }: CounterTerms = {},
): readonly WeighedCounter[] {
  const weighed = counters.map((counter, at) => ({
    at,
    ...weigh(counter, at, rounding),
    ...levelOf(counter, at, negotiation),
  }));
  const value = ({ expectedValue }: WeighedCounter) => (expectedValue === null ? null : moneyToDecimal(expectedValue));
  return weighed
    .sort((a, b) => {
      if (order === 'nonPriceFirst' && a.priceItem !== b.priceItem) return a.priceItem ? 1 : -1;
      const [first, second] = [value(a), value(b)];
      if (first === null || second === null) return first === second ? a.at - b.at : first === null ? 1 : -1;
      return second.comparedTo(first) || a.at - b.at;
    })
    .map(({ at: _, ...rest }) => rest);
}

function levelOf({ offeredAt }: CounterOffer, at: number, negotiation: Negotiation | undefined): AnswerLevel {
  if (negotiation === undefined) return { answerAt: null, escalate: null };
  if (offeredAt === undefined)
    refuse('missing', ['counters', at, 'offeredAt'], 'the level that can offer it', offeredAt);
  return answerLevel(negotiation, offeredAt, 'offeredAt');
}

function weigh(counter: CounterOffer, at: number, rounding: Rounding): Omit<WeighedCounter, keyof AnswerLevel> {
  const { id, priceItem } = counter;
  const unknown = (['cost', 'keptMargin', 'saveRate'] as const).filter(
    (key) => counter[key] === undefined || counter[key] === null,
  );
  const path = ['counters', at];
  const currency = counter.cost?.currency ?? counter.keptMargin?.currency ?? '';
  const spent = knownAmount(counter.cost, currency, [...path, 'cost']);
  const kept = knownAmount(counter.keptMargin, currency, [...path, 'keptMargin']);
  const { saveRate } = counter;
  const rate = saveRate === undefined || saveRate === null ? null : readRate(saveRate, [...path, 'saveRate']);
  if (spent === null || kept === null) {
    return { id, priceItem, expectedValue: null, breakEvenSaveRate: null, pays: null, unknown };
  }
  const value = minus(times(kept, rate), spent);
  return {
    id,
    priceItem,
    expectedValue: value === null ? null : moneyFromDecimal(value, currency, rounding),
    breakEvenSaveRate: kept.isZero() ? null : spent.div(kept).toFixed(6, Decimal.ROUND_CEIL),
    pays: value === null ? (spent.greaterThan(kept) ? false : null) : value.greaterThan(0),
    unknown,
  };
}

function readRate(text: string, path: Path): Decimal {
  const rate = readDecimal(text);
  return rate === undefined || rate.lessThan(0) || rate.greaterThan(1)
    ? refuse('range', path, 'a rate from 0 to 1', text)
    : rate;
}

/**
 * The most to spend on keeping a customer: only from a churn risk on, and never more than the expected loss
 * (对有流失风险的大客户给予折扣).
 *
 * @param churnRisk 0 to 1
 * @param threshold the risk from which a discount may be given at all
 * @example
 * atRiskDiscountLimit('0.4', { amount: '5000', currency: 'CNY' }, '0.3', { mode: 'down' }) //=> { amount: '2000.00', currency: 'CNY' }
 */
export function atRiskDiscountLimit(churnRisk: string, margin: Money, threshold: string, rounding: Rounding): Money {
  const risk = readRate(churnRisk, ['churnRisk']);
  const spent = risk.lessThan(readRate(threshold, ['threshold'])) ? new Decimal(0) : risk.times(moneyToDecimal(margin));
  return moneyFromDecimal(spent, margin.currency, rounding);
}
