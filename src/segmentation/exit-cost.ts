import { InputError } from '../core/errors.js';
import { checkMoney, type Money } from '../core/exact-amount.js';
import { type Issue, issue } from '../core/issue.js';
import { isNegativeMoney, isZeroMoney, multiplyMoney, roundMoney, sumMoney } from '../core/money-arithmetic.js';
import { checkNamedList } from '../core/named-list.js';
import type { Rounding } from '../core/rounding.js';
import { checkCurrency, checkRounding } from '../core/row-check.js';
import { checkRecord } from '../statistics/checks.js';

/** Something that a customer loses or pays for by leaving (转换壁垒). */
export interface ExitBarrier {
  readonly id: string;
  /** How many: months of contract left, added services, terminals to renumber, 1 for a locked device. Unknown is not none. */
  readonly quantity: number | null | undefined;
  /** What one of them costs the customer; unknown where nobody has priced it. */
  readonly each: Money | null | undefined;
}

/** What leaving would cost a customer. */
export interface ExitCost {
  /** One line a barrier, rounded once; `null` where it is unknown. */
  readonly lines: readonly { readonly barrier: string; readonly amount: Money | null }[];
  /** What is known to be lost: the sum of the lines that are known. */
  readonly atLeast: Money;
  /** `null` as long as a line is unknown. */
  readonly total: Money | null;
  /** The barriers to find out about. */
  readonly unknown: readonly string[];
}

/**
 * The money side of switching barriers: what a customer gives up or pays by going to another operator. A line that is unknown is not
 * taken for zero; a line of none is zero whatever one would cost.
 *
 * @param barriers - each once; quantities whole and at least 0, amounts of the currency and not negative
 * @param terms - the currency, and how a line is rounded to its scale
 * @throws InputError `range` for a negative quantity or amount, `duplicate` for a barrier named twice, `currency` for another currency
 * @example
 * exitCost([
 *   { id: 'contractMonths', quantity: 8, each: { amount: '168.00', currency: 'CNY' } },
 *   { id: 'terminals', quantity: 40, each: null },
 * ], { currency: 'CNY', rounding: { mode: 'halfUp' } }).atLeast //=> { amount: '1344.00', currency: 'CNY' }
 */
export function exitCost(
  barriers: readonly ExitBarrier[],
  terms: { readonly currency: string; readonly rounding: Rounding },
): ExitCost {
  checkRecord(terms, 'terms', '{ currency, rounding }');
  const issues = [
    ...checkCurrency(terms.currency, ['terms', 'currency']),
    ...checkRounding(terms.rounding, ['terms', 'rounding']),
    ...barrierIssues(barriers, terms.currency),
  ];
  if (issues.length > 0) throw new InputError(issues);
  const lines = barriers.map((barrier) => ({ barrier: barrier.id, amount: amountOf(barrier, terms) }));
  const unknown = lines.filter(({ amount }) => amount === null).map(({ barrier }) => barrier);
  const known = lines.flatMap(({ amount }) => amount ?? []);
  const atLeast = roundMoney(sumMoney(known, terms.currency), terms.rounding);
  return { lines, atLeast, total: unknown.length === 0 ? atLeast : null, unknown };
}

function amountOf(
  { quantity, each }: ExitBarrier,
  { currency, rounding }: { readonly currency: string; readonly rounding: Rounding },
): Money | null {
  if (quantity === 0 || (each !== null && each !== undefined && isZeroMoney(each)))
    return roundMoney({ amount: '0', currency }, rounding);
  if (quantity === null || quantity === undefined || each === null || each === undefined) return null;
  return multiplyMoney(each, quantity, rounding);
}

function barrierIssues(barriers: readonly ExitBarrier[], currency: string): readonly Issue[] {
  checkNamedList(barriers, ['barriers'], 'every barrier once');
  return barriers.flatMap(({ quantity, each }, at): readonly Issue[] => {
    const path = ['barriers', at];
    const faults = each === null || each === undefined ? [] : checkMoney(each, [...path, 'each']);
    return [
      ...(quantity === null || quantity === undefined || (Number.isSafeInteger(quantity) && quantity >= 0)
        ? []
        : [issue('range', [...path, 'quantity'], 'a whole number of at least 0', quantity)]),
      ...faults,
      ...(faults.length > 0 || each === null || each === undefined
        ? []
        : each.currency !== currency
          ? [issue('currency', [...path, 'each'], `an amount in ${currency}`, each.currency)]
          : isNegativeMoney(each)
            ? [issue('range', [...path, 'each'], 'at least 0', each.amount)]
            : []),
    ];
  });
}
