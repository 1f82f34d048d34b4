import { readDecimal } from '../core/decimal.js';
import { type Issue, issue } from '../core/issue.js';
import type { Money } from '../core/money.js';
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

/** The faults of a promotion plan: parts that are missing, means that don't sum to 100, an end before the start. */
export function checkPromotion(plan: PromotionPlan): readonly Issue[] {
  const { missing } = checkOff(
    promotionParts,
    promotionParts.filter((part) => plan[part] !== undefined && plan[part] !== ''),
  );
  const sum = plan.means.reduce((total, { percent }) => total + percent, 0);
  const { from, until, budget } = plan;
  return [
    ...missing.map((part) => issue('missing', [part], `the ${part}`, undefined)),
    ...(sum === 100 ? [] : [issue('sum', ['means'], 'shares that sum to 100', sum)]),
    ...(from !== undefined && until !== undefined && from > until
      ? [issue('order', ['until'], `${from} or later`, until)]
      : []),
    ...(budget !== undefined && readDecimal(budget.amount)?.isNegative() !== false
      ? [issue('range', ['budget', 'amount'], '0 or more', budget.amount)]
      : []),
  ];
}
