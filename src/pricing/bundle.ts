import type { Money } from '../core/money.js';
import { addMoney, compareMoney, isZeroMoney, subtractMoney, sumMoney } from '../core/money-arithmetic.js';
import { checkAmount, checkId, checkRow, checkRows, refuseFaults, whereKnown } from '../core/row-check.js';
import { percentOf } from './percent-of.js';

/** A part of a bundle with its price alone and its cost; a cost that is missing or null is unknown. */
export interface BundlePart {
  readonly id: string;
  readonly price: Money;
  readonly cost?: Money | null | undefined;
  /** What the customer would pay at most for it, where research tells. */
  readonly willingnessToPay?: Money | null | undefined;
}

/** A bundle against its parts. */
export interface BundleEvaluation {
  readonly listSum: Money;
  readonly saving: Money;
  /** Of the list sum, two decimal places. */
  readonly savingPercent: string;
  readonly cost: Money | null;
  readonly margin: Money | null;
  /** Of the bundle price, two decimal places. */
  readonly marginPercent: string | null;
  /** Nobody gains by buying it: it costs as much as its parts or more. */
  readonly dominated: boolean;
  /** Parts that the customer pays for today and that the bundle gives away: revenue that it eats. */
  readonly cannibalised: Money;
  /** Revenue more or less than today. */
  readonly revenueChange: Money;
  /** Margin more or less than today: the revenue's change less the cost of the parts that are new to the customer. */
  readonly marginChange: Money | null;
  /** Whether the customer gains most by the bundle, by parts alone, or by neither; `null` where willingness to pay is unknown. */
  readonly choice: 'bundle' | 'parts' | 'nothing' | null;
  /** What is missing: `<part>.cost`; `<part>.willingnessToPay` where it is told of other parts. */
  readonly unknown: readonly string[];
}

/**
 * Weighs a bundle against its parts (产品捆绑): saving, margin, domination, revenue that it eats.
 *
 * @param parts amounts of 0 or more, in the currency of the price
 * @param current ids of the parts that the customer buys today
 * @throws InputError with every fault and its path
 * @example
 * const cny = (amount: string) => ({ amount, currency: 'CNY' });
 * evaluateBundle([{ id: 'a', price: cny('60') }, { id: 'b', price: cny('80') }, { id: 'c', price: cny('40') }], cny('150'), []).savingPercent //=> '16.67'
 */
export function evaluateBundle(
  parts: readonly BundlePart[],
  price: Money,
  current: readonly string[],
): BundleEvaluation {
  checkBundle(parts, price, current);
  const { currency } = price;
  const zero = sumMoney([], currency);
  const listSum = sumMoney(
    parts.map((part) => part.price),
    currency,
  );
  const saving = subtractMoney(listSum, price);
  const cost = costOf(parts, currency);
  const margin = cost === null ? null : subtractMoney(price, cost);
  const today = sumMoney(
    parts.filter(({ id }) => current.includes(id)).map((part) => part.price),
    currency,
  );
  const eaten = compareMoney(today, price) > 0 ? subtractMoney(today, price) : zero;
  const revenueChange = subtractMoney(price, today);
  const added = costOf(
    parts.filter(({ id }) => !current.includes(id)),
    currency,
  );
  return {
    listSum,
    saving,
    savingPercent: percentOf(saving, listSum) ?? '0.00',
    cost,
    margin,
    marginPercent: margin === null ? null : percentOf(margin, price),
    dominated: compareMoney(price, listSum) >= 0,
    cannibalised: eaten,
    revenueChange,
    marginChange: added === null ? null : subtractMoney(revenueChange, added),
    choice: choiceOf(parts, price, zero),
    unknown: unknownOf(parts),
  };
}

/** Of all parts; `null` where one is unknown. */
function costOf(parts: readonly BundlePart[], currency: string): Money | null {
  const costs = parts.flatMap(({ cost }) => (cost === undefined || cost === null ? [] : [cost]));
  return costs.length < parts.length ? null : sumMoney(costs, currency);
}

/** Willingness to pay is missing only where research told it of other parts. */
function unknownOf(parts: readonly BundlePart[]): readonly string[] {
  const isAsked = parts.some(({ willingnessToPay: worth }) => worth !== undefined && worth !== null);
  const needed = isAsked ? (['cost', 'willingnessToPay'] as const) : (['cost'] as const);
  return needed.flatMap((key) =>
    parts.filter((part) => part[key] === undefined || part[key] === null).map(({ id }) => `${id}.${key}`),
  );
}

function choiceOf(parts: readonly BundlePart[], price: Money, zero: Money): BundleEvaluation['choice'] {
  const worth = parts.map((part) => part.willingnessToPay);
  if (worth.some((value) => value === undefined || value === null)) return null;
  const together = subtractMoney(sumMoney(worth as readonly Money[], price.currency), price);
  const alone = parts.reduce((sum, part, at) => {
    const surplus = subtractMoney(worth[at] as Money, part.price);
    return compareMoney(surplus, zero) > 0 ? addMoney(sum, surplus) : sum;
  }, zero);
  const best = compareMoney(together, alone) >= 0 ? together : alone;
  if (compareMoney(best, zero) < 0 || (isZeroMoney(best) && compareMoney(together, zero) < 0)) return 'nothing';
  return best === together ? 'bundle' : 'parts';
}

function checkBundle(parts: readonly BundlePart[], price: Money, current: readonly string[]): void {
  const amount = checkAmount(price?.currency);
  const known = whereKnown(amount);
  refuseFaults([
    ...checkRows(
      'a list of parts',
      checkRow<BundlePart>('a part', { id: checkId, price: amount, cost: known, willingnessToPay: known }),
    )(parts, ['parts']),
    ...checkAmount()(price, ['price']),
    ...checkRows('a list of ids', checkId)(current, ['current']),
  ]);
}
