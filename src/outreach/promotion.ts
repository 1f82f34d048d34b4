import { checkMoney } from '../core/exact-amount.js';
import { type Issue, issue } from '../core/issue.js';
import type { Money } from '../core/money.js';
import { isNegativeMoney } from '../core/money-arithmetic.js';
import { checkDay, checkUnits } from '../core/row-check.js';
import { checkOff } from '../practice/checklist.js';
import type { CodeOf } from '../practice/code-lists.js';
import { codesOf, isCode } from '../practice/label.js';

/** A plan of promotion. */
export interface PromotionPlan {
  readonly product?: string | undefined;
  readonly audience?: string | undefined;
  readonly message?: string | undefined;
  readonly budget?: Money | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  /** Shares of the means, each once, in whole per cent that sum to 100. */
  readonly means?: readonly { readonly means: CodeOf<'promotionMeans'>; readonly percent: number }[] | undefined;
}

const promotionParts = ['product', 'audience', 'message', 'budget', 'from', 'until', 'means'] as const;

/** The faults of a promotion plan: parts that are missing, means that are none of the practice's four or come twice, shares that are no whole numbers from 0 or don't sum to 100, days that are none, an end before the start, a budget that is no money. */
export function checkPromotion(plan: PromotionPlan): readonly Issue[] {
  const { missing } = checkOff(
    promotionParts,
    promotionParts.filter((part) => (plan[part] ?? '') !== ''),
  );
  const { from, until, budget, means } = plan;
  const given = { from: from || undefined, until: until || undefined };
  const dates = Object.entries(given).flatMap(([key, day]) => (day === undefined ? [] : checkDay(day, [key])));
  const amounts = budget ? checkMoney(budget, ['budget']) : [];
  return [
    ...missing.map((part) => issue('missing', [part], `the ${part}`, undefined)),
    ...(means ? meansFaults(means) : []),
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

function meansFaults(mix: NonNullable<PromotionPlan['means']>): readonly Issue[] {
  const names = mix.flatMap(({ means }, at) => {
    const path = ['means', at, 'means'];
    if (!isCode('promotionMeans', means))
      return [issue('unknownReference', path, `one of ${codesOf('promotionMeans').join(', ')}`, means)];
    const earlier = mix.findIndex((one) => one.means === means);
    return earlier < at ? [issue('duplicate', path, `means that do not stand at position ${earlier}`, means)] : [];
  });
  const shares = mix.flatMap(({ percent }, at) => checkUnits(percent, ['means', at, 'percent']));
  const sum = mix.reduce((total, { percent }) => total + percent, 0);
  if (shares.length > 0 || sum === 100) return [...names, ...shares];
  return [...names, issue('sum', ['means'], 'shares that sum to 100', sum)];
}
