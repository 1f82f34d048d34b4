import type { Money } from '../core/money.js';
import { addMoney, compareMoney, isNegativeMoney, subtractMoney } from '../core/money-arithmetic.js';
import { checkNonNegative, refuse } from '../statistics/checks.js';
import { type Measured, measured, unmeasured } from '../statistics/measured.js';
import { checkAmount, checkAmounts } from './check-amount.js';
import { ratioOf } from './equity.js';

/** What moved a base's recurring revenue over a period; each at least zero. */
export interface RevenueMovements {
  /** Recurring revenue at the start, of customers who were there. */
  readonly start: Money;
  /** Lost with customers who left. */
  readonly churn: Money;
  /** Lost with customers who stayed and pay less. */
  readonly contraction: Money;
  /** Gained from customers who stayed and pay more. */
  readonly expansion: Money;
  /** From customers who had left before the start and came back; absent where not tracked. */
  readonly reactivation?: Money | undefined;
}

/** Named definitions, because two of them differ on who comes back. */
export interface RevenueRetention {
  /** Gross revenue retention: (start − churn − contraction) / start; never above 1. */
  readonly gross: Measured;
  /** Net revenue retention: gross with expansion. Customers who come back are no part of the starting base. */
  readonly net: Measured;
  /** Net with reactivation counted, as some vendors' net churn has it. */
  readonly netWithReactivation: Measured;
  /** 1 − gross. */
  readonly grossChurn: Measured;
  /** 1 − net with reactivation; below zero where the base grows by itself. */
  readonly netChurn: Measured;
}

/**
 * Gross and net revenue retention from the movements of a period.
 *
 * @returns rates undefined because `zeroBase`
 * @throws InputError `range` for a negative movement or losses beyond the start, `currency` for a second currency
 * @example
 * const cny = (amount: string) => ({ amount, currency: 'CNY' });
 * revenueRetention({ start: cny('100'), churn: cny('10'), contraction: cny('10'), expansion: cny('10') }).net.value //=> 0.9
 */
export function revenueRetention(movements: RevenueMovements): RevenueRetention {
  const { start, churn, contraction, expansion } = movements;
  checkAmounts({ start, churn, contraction, expansion });
  const reactivation = movements.reactivation ?? subtractMoney(start, start);
  for (const [key, value] of Object.entries({ start, churn, contraction, expansion, reactivation })) {
    if (isNegativeMoney(value)) refuse('range', [key], 'an amount of at least 0', value.amount);
  }
  const lost = addMoney(churn, contraction);
  if (compareMoney(lost, start) > 0)
    refuse('range', ['churn'], `losses of at most the ${start.amount} at the start`, lost.amount);
  const kept = subtractMoney(start, lost);
  const grown = addMoney(kept, expansion);
  const returned = addMoney(grown, reactivation);
  return {
    gross: ratioOf(kept, start),
    net: ratioOf(grown, start),
    netWithReactivation: ratioOf(returned, start),
    grossChurn: ratioOf(lost, start),
    netChurn: ratioOf(subtractMoney(start, returned), start),
  };
}

/** The movements between two dates, with new business apart. */
export interface PeriodMovements extends RevenueMovements {
  readonly newBusiness: Money;
  readonly end: Money;
}

/**
 * Sorts the difference of two billing lists into movements, which add up: end = start − churn − contraction + expansion +
 * reactivation + new business.
 *
 * @param before - recurring revenue of every customer at the start; `after` at the end; zero or absent is no customer
 * @param everBefore - ids of those who were customers at any time before the start, to tell a return from new business
 */
export function revenueMovements(
  before: ReadonlyMap<string, Money>,
  after: ReadonlyMap<string, Money>,
  everBefore: ReadonlySet<string>,
  currency: string,
): PeriodMovements {
  const none: Money = subtractMoney({ amount: '0.00', currency }, { amount: '0.00', currency });
  const sums = {
    start: none,
    churn: none,
    contraction: none,
    expansion: none,
    reactivation: none,
    newBusiness: none,
    end: none,
  };
  const add = (key: keyof typeof sums, value: Money): void => {
    sums[key] = addMoney(sums[key], value);
  };
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(id) ?? none, after.get(id) ?? none];
    for (const [side, value] of [
      ['before', was],
      ['after', is],
    ] as const) {
      checkAmount(value, [side, id]);
      if (value.currency !== currency) refuse('currency', [side, id, 'currency'], currency, value.currency);
      if (isNegativeMoney(value)) refuse('range', [side, id], 'an amount of at least 0', value.amount);
    }
    add('start', was);
    add('end', is);
    const change = compareMoney(is, was);
    if (change === 0) continue;
    if (change < 0) add(compareMoney(is, none) === 0 ? 'churn' : 'contraction', subtractMoney(was, is));
    else if (compareMoney(was, none) > 0) add('expansion', subtractMoney(is, was));
    else add(everBefore.has(id) ? 'reactivation' : 'newBusiness', is);
  }
  return sums;
}

/** The retention of one cohort by age, 1 at age 0. */
export interface CohortCurve {
  readonly start: Money;
  readonly retained: readonly number[];
}

/**
 * The retention by age of several cohorts together, each weighted by its start; at each age over the cohorts that have
 * reached it.
 *
 * @returns one rate per age; undefined because `zeroBase` where the cohorts of an age sum to zero
 * @throws InputError `currency` for a second currency, `range` for a negative start or rate
 */
export function pooledRetention(cohorts: readonly CohortCurve[]): readonly Measured[] {
  cohorts.forEach(({ start, retained }, c) => {
    checkAmount(start, ['cohorts', c, 'start']);
    if (isNegativeMoney(start)) refuse('range', ['cohorts', c, 'start'], 'an amount of at least 0', start.amount);
    subtractMoney(cohorts[0]!.start, start); // refuses a second currency
    retained.forEach((rate, age) => {
      checkNonNegative(rate, ['cohorts', c, 'retained', age]);
    });
  });
  const ages = Math.max(0, ...cohorts.map(({ retained }) => retained.length));
  return Array.from({ length: ages }, (_, age) => {
    const reached = cohorts.filter(({ retained }) => retained.length > age);
    const weights = reached.map(({ start }) => Number(start.amount));
    const whole = weights.reduce((a, b) => a + b, 0);
    if (whole === 0) return unmeasured('zeroBase');
    return measured(reached.reduce((sum, { retained }, i) => sum + weights[i]! * retained[age]!, 0) / whole);
  });
}
