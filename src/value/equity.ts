import { type Money, moneyToDecimal } from '../core/money.js';
import { addMoney, isNegativeMoney, multiplyMoney, subtractMoney, sumMoney } from '../core/money-arithmetic.js';
import type { Rounding } from '../core/rounding.js';
import { refuse } from '../statistics/checks.js';
import { type ChainHorizon, chainValue, type TransitionMatrix } from '../statistics/markov.js';
import { type Measured, mapMeasured, measured, unmeasured } from '../statistics/measured.js';
import { checkAmount, checkAmounts } from './check-amount.js';

/** A customer with a value in money, such as a lifetime value; below zero where it costs. */
export interface Valued {
  readonly id: string;
  readonly value: Money;
}

/** A ratio of two amounts as a number; undefined because `zeroBase`. */
export function ratioOf(part: Money, whole: Money): Measured {
  const base = moneyToDecimal(whole);
  subtractMoney(part, whole); // refuses a second currency
  return base.isZero() ? unmeasured('zeroBase') : measured(moneyToDecimal(part).div(base).toNumber());
}

/**
 * What a base of customers is worth: the sum of their lifetime values, those below zero subtracted. Practice: 客户资产.
 *
 * @throws InputError `duplicate` for an id that comes twice, `currency` for a second currency
 * @example
 * customerEquity([{ id: 'A', value: { amount: '900.00', currency: 'CNY' } }, { id: 'B', value: { amount: '-50.00', currency: 'CNY' } }], 'CNY').total
 * //=> { amount: '850.00', currency: 'CNY' }
 */
export function customerEquity(
  customers: Iterable<Valued>,
  currency: string,
): { readonly total: Money; readonly belowZero: Money; readonly customers: number } {
  const seen = new Set<string>();
  const values: Money[] = [];
  for (const customer of customers) {
    const { id, value } = (customer ?? {}) as Valued;
    if (typeof id !== 'string' || id === '') refuse('type', ['customers', values.length, 'id'], 'a text', id);
    if (seen.has(id)) refuse('duplicate', ['customers', id], 'every customer once', id);
    seen.add(id);
    checkAmount(value, ['customers', values.length, 'value']);
    if (value.currency !== currency)
      refuse('currency', ['customers', values.length, 'value', 'currency'], currency, value.currency);
    values.push(value);
  }
  return {
    total: sumMoney(values, currency),
    belowZero: sumMoney(values.filter(isNegativeMoney), currency),
    customers: values.length,
  };
}

/**
 * Return on customer: the cash of a period and the change in customer equity over the equity at its start.
 * Source: D. Peppers & M. Rogers, Return on Customer (2005).
 *
 * @returns undefined because `zeroBase`
 * @example
 * const cny = (amount: string) => ({ amount, currency: 'CNY' });
 * returnOnCustomer({ start: cny('1000'), end: cny('1050'), cash: cny('100') }).value //=> 0.15
 */
export function returnOnCustomer(period: {
  readonly start: Money;
  readonly end: Money;
  readonly cash: Money;
}): Measured {
  checkAmounts({ start: period.start, end: period.end, cash: period.cash });
  return ratioOf(addMoney(period.cash, subtractMoney(period.end, period.start)), period.start);
}

/**
 * What a customer in each tier is worth when customers move between tiers: this period's margin and the discounted
 * margins of the tiers to come.
 * Source: Pfeifer & Carraway (2000), see `chainValue` of the statistics.
 *
 * @param chain.margins - one period's margin in each state, in the order of the matrix; zero for the state of those who left
 * @returns one value per state; undefined as `chainValue` says
 */
export function tierChainValue(chain: {
  readonly states: readonly string[];
  readonly matrix: TransitionMatrix;
  readonly margins: readonly Money[];
  readonly discountRate: number;
  readonly horizon: ChainHorizon;
  readonly rounding: Rounding;
}): Measured<readonly { readonly state: string; readonly value: Money }[]> {
  const { states, matrix, margins, rounding } = chain;
  margins.forEach((margin, i) => {
    checkAmount(margin, ['margins', i]);
  });
  const currency = margins[0]?.currency ?? refuse('empty', ['margins'], 'one margin for each state', margins);
  sumMoney(margins, currency); // refuses a second currency
  if (states.length !== matrix.length) refuse('range', ['states'], `${matrix.length} states`, states.length);
  const rewards = margins.map((margin) => moneyToDecimal(margin).toNumber());
  return mapMeasured(chainValue(matrix, rewards, chain.discountRate, chain.horizon), (values) =>
    values.map((value, i) => ({
      state: states[i]!,
      value: multiplyMoney({ amount: '1', currency }, value.toFixed(9), rounding),
    })),
  );
}
