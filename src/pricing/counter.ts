import { isCurrency } from '../core/currency.js';
import { Decimal } from '../core/decimal.js';
import { type Money, moneyFromDecimal, moneyToDecimal } from '../core/money.js';
import type { Rounding } from '../core/rounding.js';
import {
  checkAmount,
  checkFlag,
  checkId,
  checkRate,
  checkRounding,
  checkRow,
  checkRows,
  checkWord,
  refuseFaults,
  whereGiven,
  whereKnown,
} from '../core/row-check.js';
import { knownAmount, knownDecimal, minus, times } from './known.js';
import { type AnswerLevel, answerLevel, checkLevels, type Negotiation } from './negotiation.js';
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
  /** The save rate above which it pays, six decimal places up; from 1 on it never does. */
  readonly breakEvenSaveRate: string | null;
  /** Whether it is expected to bring more than it costs. */
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
 * @param counters amounts of 0 or more in one currency; save rates from 0 to 1
 * @throws InputError with every fault and its path; `missing` for a level that the negotiation needs
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
  terms: CounterTerms = {},
): readonly WeighedCounter[] {
  checkCounters(counters, rounding, terms);
  const { order = 'nonPriceFirst', negotiation } = terms;
  const weighed = counters.map((counter, at) => ({
    at,
    ...weigh(counter, rounding),
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
  const path = ['counters', at, 'offeredAt'];
  if (offeredAt === undefined) refuse('missing', path, 'the level that can offer it', offeredAt);
  return answerLevel(negotiation, { level: offeredAt, path }, ['negotiation', 'attackedAt']);
}

/** What cannot be compared: amounts of several currencies are in no one order. */
function checkCounters(counters: readonly CounterOffer[], rounding: Rounding, terms: CounterTerms): void {
  const amounts = Array.isArray(counters) ? counters.flatMap((one) => [one?.cost, one?.keptMargin]) : [];
  const amount = whereKnown(checkAmount(amounts.map((one) => one?.currency).find(isCurrency)));
  const offers = checkRow<CounterOffer>('a counter-offer', {
    id: checkId,
    priceItem: checkFlag,
    cost: amount,
    keptMargin: amount,
    saveRate: whereKnown(checkRate),
    offeredAt: whereGiven(checkId),
  });
  refuseFaults([
    ...checkRows('a list of counter-offers', offers)(counters, ['counters']),
    ...checkRounding(rounding, ['rounding']),
    ...checkRow<CounterTerms>('terms { order, negotiation }', {
      order: whereGiven(checkWord(['nonPriceFirst', 'byValue'])),
      negotiation: whereGiven(
        checkRow<Negotiation>('a negotiation { levels, attackedAt }', {
          levels: checkLevels,
          attackedAt: whereKnown(checkId),
        }),
      ),
    })(terms, []),
  ]);
}

function weigh(counter: CounterOffer, rounding: Rounding): Omit<WeighedCounter, keyof AnswerLevel> {
  const { id, priceItem } = counter;
  const unknown = (['cost', 'keptMargin', 'saveRate'] as const).filter(
    (key) => counter[key] === undefined || counter[key] === null,
  );
  const currency = counter.cost?.currency ?? '';
  const [spent, kept, rate] = [
    knownAmount(counter.cost),
    knownAmount(counter.keptMargin),
    knownDecimal(counter.saveRate),
  ];
  if (spent === null || kept === null) {
    return { id, priceItem, expectedValue: null, breakEvenSaveRate: null, pays: null, unknown };
  }
  const value = minus(times(kept, rate), spent);
  return {
    id,
    priceItem,
    expectedValue: value === null ? null : moneyFromDecimal(value, currency, rounding),
    breakEvenSaveRate: kept.isZero() ? null : spent.div(kept).toFixed(6, Decimal.ROUND_CEIL),
    pays: value === null ? (spent.greaterThanOrEqualTo(kept) ? false : null) : value.greaterThan(0),
    unknown,
  };
}
