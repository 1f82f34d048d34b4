import { allocateMoney } from '../core/allocation.js';
import { parseDecimal } from '../core/decimal.js';
import { InputError } from '../core/errors.js';
import { checkMoney } from '../core/exact-amount.js';
import { type Issue, issue } from '../core/issue.js';
import { type Money, money, moneyFromDecimal, moneyToDecimal } from '../core/money.js';
import {
  addMoney,
  compareMoney,
  isNegativeMoney,
  minMoney,
  multiplyMoney,
  subtractMoney,
  sumMoney,
} from '../core/money-arithmetic.js';
import type { RoundingMode } from '../core/rounding.js';

/** A fixed part and a share of sales. */
export interface IncentiveScheme {
  readonly fixed: Money;
  /** Per cent of sales; decimal text or whole number. */
  readonly percentOfSales: string | number;
  readonly cap?: Money | undefined;
  readonly rounding: RoundingMode;
}

/** A payment, line by line. */
export interface IncentivePayment {
  readonly fixed: Money;
  readonly share: Money;
  /** What the cap takes off. */
  readonly cut: Money;
  readonly clawedBack: Money;
  readonly payment: Money;
}

/**
 * What somebody earns under an incentive scheme. The cap holds for what is earned; what is clawed back (for contracts that were broken
 * off) comes off after it and may leave a debt.
 *
 * @example
 * incentive({ fixed: { amount: '1000.00', currency: 'CNY' }, percentOfSales: 5, cap: { amount: '1800.00', currency: 'CNY' }, rounding: 'halfUp' },
 *   { amount: '20000.00', currency: 'CNY' }).payment //=> { amount: '1800.00', currency: 'CNY' }
 */
export function incentive(scheme: IncentiveScheme, sales: Money, clawBack?: Money): IncentivePayment {
  const { fixed, cap, rounding } = scheme;
  const rate = parseDecimal(scheme.percentOfSales, ['percentOfSales']).div(100).toFixed();
  const share = multiplyMoney(sales, rate, { mode: rounding });
  const earned = addMoney(fixed, share);
  const paid = cap ? minMoney(earned, cap) : earned;
  const clawedBack = clawBack ?? money(0, fixed.currency);
  return { fixed, share, cut: subtractMoney(earned, paid), clawedBack, payment: subtractMoney(paid, clawedBack) };
}

/** A manager's own cohort, and what keeping it is worth. */
export interface CohortBonusScheme {
  /** Decimal text or whole number. */
  readonly targetPercent: string | number;
  /** For each point above the target, pro rata. */
  readonly perPoint: Money;
  readonly cap?: Money | undefined;
  readonly rounding: RoundingMode;
}

/**
 * A manager's bonus for the retention of their own frozen cohort: nothing at or below the target.
 *
 * @param cohort how many there were, at least 1; `retained` how many of them are left
 * @example
 * cohortBonus({ targetPercent: 95, perPoint: { amount: '1000.00', currency: 'CNY' }, rounding: 'halfUp' }, { size: 500, retained: 480 })
 * //=> { amount: '1000.00', currency: 'CNY' }
 */
export function cohortBonus(
  { targetPercent, perPoint, cap, rounding }: CohortBonusScheme,
  cohort: { readonly size: number; readonly retained: number },
): Money {
  const { size, retained } = cohort;
  if (!(Number.isSafeInteger(size) && size >= 1))
    throw new InputError([issue('range', ['cohort', 'size'], '1 or more', size)]);
  if (!(Number.isSafeInteger(retained) && retained >= 0 && retained <= size)) {
    throw new InputError([issue('range', ['cohort', 'retained'], `0 to ${size}`, retained)]);
  }
  // Points over the target times the cohort's size, so that nothing is rounded before the division.
  const over = parseDecimal(retained)
    .times(100)
    .minus(parseDecimal(targetPercent, ['targetPercent']).times(size));
  const { currency } = perPoint;
  if (!over.greaterThan(0)) return money(0, currency);
  const bonus = moneyFromDecimal(moneyToDecimal(perPoint).times(over).div(size), currency, { mode: rounding });
  return cap ? minMoney(bonus, cap) : bonus;
}

/** What each receives of what they earned. */
export interface BudgetedBonus {
  readonly id: string;
  readonly earned: Money;
  readonly paid: Money;
}

/**
 * Keeps bonuses within a budget: all are paid in full, or all are cut in proportion, with no cent of the budget left over.
 *
 * @param bonuses in any order, each id once, none negative; the answer is by id, and cents that don't divide go to the largest cut-off fractions
 * @throws InputError with every fault: a negative bonus or budget, an id twice
 */
export function withinBudget(
  bonuses: readonly { readonly id: string; readonly earned: Money }[],
  budget: Money,
): readonly BudgetedBonus[] {
  const ids = new Set<string>();
  const issues = bonuses.flatMap(({ id, earned }, at): readonly Issue[] => {
    const isAgain = ids.has(id);
    ids.add(id);
    return [
      ...(isAgain ? [issue('duplicate', ['bonuses', at, 'id'], 'each once', id)] : []),
      ...(checkMoney(earned).length > 0
        ? checkMoney(earned, ['bonuses', at, 'earned'])
        : isNegativeMoney(earned)
          ? [issue('range', ['bonuses', at, 'earned'], '0 or more', earned.amount)]
          : []),
    ];
  });
  if (isNegativeMoney(budget)) issues.push(issue('range', ['budget'], '0 or more', budget.amount));
  if (issues.length > 0) throw new InputError(issues, 'bonuses');
  const ordered = [...bonuses].sort((a, b) => (a.id < b.id ? -1 : 1));
  const total = sumMoney(
    ordered.map(({ earned }) => earned),
    budget.currency,
  );
  if (compareMoney(total, budget) <= 0) return ordered.map(({ id, earned }) => ({ id, earned, paid: earned }));
  const paid = allocateMoney(
    budget,
    ordered.map(({ earned }) => earned.amount),
    'largestRemainder',
  );
  return ordered.map(({ id, earned }, at) => ({ id, earned, paid: paid[at]! }));
}
