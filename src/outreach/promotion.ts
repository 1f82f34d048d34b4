import { checkMoney } from '../core/exact-amount.js';
import { type Issue, issue } from '../core/issue.js';
import type { Money } from '../core/money.js';
import { isNegativeMoney } from '../core/money-arithmetic.js';
import { checkDay, checkUnits } from '../core/row-check.js';
import { checkOff } from '../practice/checklist.js';

/** A plan of promotion. */
export interface PromotionPlan {
  readonly product?: string | undefined;
  readonly audience?: string | undefined;
  readonly message?: string | undefined;
  readonly budget?: Money | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  /** Shares of the means, per cent, whole numbers that sum to 100. */
  readonly means: readonly { readonly means: string; readonly percent: number }[];
}

const promotionParts = ['product', 'audience', 'message', 'budget', 'from', 'until'] as const;

/** The faults of a promotion plan: parts that are missing, shares that are no whole numbers from 0 or don't sum to 100, days that are none, an end before the start, a budget that is no money. */
export function checkPromotion(plan: PromotionPlan): readonly Issue[] {
  const { missing } = checkOff(
    promotionParts,
    promotionParts.filter((part) => (plan[part] ?? '') !== ''),
  );
  const sum = plan.means.reduce((total, { percent }) => total + percent, 0);
  const { from, until, budget } = plan;
  const shares = plan.means.flatMap(({ percent }, at) => checkUnits(percent, ['means', at, 'percent']));
  const given = { from: from || undefined, until: until || undefined };
  const dates = Object.entries(given).flatMap(([key, day]) => (day === undefined ? [] : checkDay(day, [key])));
  const amounts = budget ? checkMoney(budget, ['budget']) : [];
  return [
    ...missing.map((part) => issue('missing', [part], `the ${part}`, undefined)),
    ...(shares.length > 0 ? shares : sum === 100 ? [] : [issue('sum', ['means'], 'shares that sum to 100', sum)]),
    ...dates,
    ...(dates.length === 0 && given.from !== undefined && given.until !== undefined && given.from > given.until
      ? [issue('order', ['until'], `${from} or later`, until)]
      : []),
    ...amounts,
    ...(budget && amounts.length === 0 && isNegativeMoney(budget)
      ? [issue('range', ['budget', 'amount'], '0 or more', budget.amount)]
      : []),
  ];
}
