import { Decimal, readDecimal } from '../core/decimal.js';
import { InputError } from '../core/errors.js';
import { checkMoney } from '../core/exact-amount.js';
import { issue } from '../core/issue.js';
import { type Money, moneyFromDecimal, moneyToDecimal } from '../core/money.js';
import { sumMoney } from '../core/money-arithmetic.js';
import type { Rounding } from '../core/rounding.js';
import { type Measured, measured, unmeasured } from '../statistics/measured.js';
import { winRate } from './conversion.js';
import { type OpportunityHistory, stageOrder } from './history.js';
import type { FunnelPolicy } from './policy.js';
import { cycleTime } from './time-in-stage.js';

/** The four factors of sales velocity. */
export interface VelocityFactors {
  readonly opportunities: number;
  readonly averageValue: Money;
  /** Decimal text or number from 0 to 1. */
  readonly winRate: string | number;
  readonly cycleDays: string | number;
}

/**
 * Sales velocity: opportunities × average value × win rate ÷ cycle length, as money per so many days.
 *
 * @param days - 1 for a day, 30 for a month of thirty days
 * @param rounding - applied once, to the result
 * @returns undefined because `zeroBase` for a cycle of no days
 * @throws InputError `range` for what is no number of at least 0, or a win rate above 1
 * @example
 * salesVelocity({ opportunities: 40, averageValue: { amount: '25000', currency: 'CNY' }, winRate: '0.25', cycleDays: 90 }, 1, { mode: 'halfUp' }).value //=> { amount: '2777.78', currency: 'CNY' }
 */
export function salesVelocity(factors: VelocityFactors, days: number, rounding: Rounding): Measured<Money> {
  const { opportunities, averageValue, winRate: rate, cycleDays } = factors;
  const at = (key: string, value: string | number, most = Number.POSITIVE_INFINITY): Decimal => {
    const number = typeof value === 'number' ? new Decimal(value) : readDecimal(value);
    if (number?.isFinite() && number.gte(0) && number.lte(most)) return number;
    throw new InputError([issue('range', [key], most === 1 ? 'from 0 to 1' : 'at least 0', value)]);
  };
  const faults = checkMoney(averageValue, ['averageValue']);
  if (faults.length > 0) throw new InputError(faults);
  const cycle = at('cycleDays', cycleDays);
  if (cycle.isZero()) return unmeasured('zeroBase');
  const perDay = moneyToDecimal(averageValue)
    .mul(at('opportunities', opportunities))
    .mul(at('winRate', rate, 1))
    .mul(at('days', days))
    .div(cycle);
  return measured(moneyFromDecimal(perDay, averageValue.currency, rounding));
}

/** Which deals each factor counts: three vendors have three answers, so it is named. */
export interface VelocityDefinition {
  /** `open` in the pipeline now, `closed` won or lost, `opened` all. */
  readonly opportunities: 'open' | 'closed' | 'opened';
  /** Win rate of `closed` deals, or of all `opened`. */
  readonly winRateOf: 'closed' | 'opened';
  /** Cycle of `won` deals, or of all `closed`. */
  readonly cycleOf: 'won' | 'closed';
  /** Average value of `won` deals, or of all that have one. */
  readonly valueOf: 'won' | 'all';
}

/** The factors of sales velocity counted from histories, under a named definition. */
export function velocityFactors(
  histories: readonly OpportunityHistory[],
  policy: Pick<FunnelPolicy, 'stages'>,
  definition: VelocityDefinition,
  currency: string,
  rounding: Rounding,
): Measured<VelocityFactors> {
  const { kindOf } = stageOrder(policy);
  const { won, lost, open, ofClosed, ofOpened } = winRate(histories, policy);
  const rate = definition.winRateOf === 'closed' ? ofClosed : ofOpened;
  if (rate.value === undefined) return rate;
  const cycle = cycleTime(histories, policy, definition.cycleOf).meanDays;
  if (cycle.value === undefined) return cycle;
  const values = histories
    .filter(({ state }) => definition.valueOf === 'all' || kindOf(state.stage) === 'won')
    .flatMap(({ state }) => (state.value === null ? [] : [state.value]));
  if (values.length === 0) return unmeasured('noObservations');
  const average = moneyToDecimal(sumMoney(values, currency)).div(values.length);
  return measured({
    opportunities: { open, closed: won + lost, opened: histories.length }[definition.opportunities],
    averageValue: moneyFromDecimal(average, currency, rounding),
    winRate: rate.value,
    cycleDays: cycle.value,
  });
}
