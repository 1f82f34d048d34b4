import type { Item } from './item.js';
import type { Case } from './judgement.js';
import type { TermOutcome } from './outcome.js';
import { moneyOf, toScale, type Workings } from './workings.js';

/**
 * Recurring prices over the contract's months, with what they lack to minimums, and one-time ones once; not said where a line is
 * prorated.
 */
export function termOf<N extends number | bigint>({ request, priced, workings }: Case<N>): TermOutcome | null {
  const months = request.termMonths;
  if (months === undefined || months === null) return null;
  for (const { proration } of request.lines) if (proration !== undefined) return null;
  const { add, subtract, zero } = workings.arithmetic;
  let value = zero;
  let list = zero;
  for (const item of priced.sheet.items) {
    value = add(value, overMonths(item.invoice, item, months, workings));
    list = add(list, overMonths(item.list, item, months, workings));
  }
  for (const { amount, items } of priced.shortfalls) {
    const period = periodOf(items);
    if (period !== undefined) value = add(value, overMonths(amount, period, months, workings));
  }
  return { months, value: moneyOf(value, workings), given: moneyOf(subtract(list, value), workings) };
}

/** An item that recurs as all of them do; undefined where one does not, or has another period. */
function periodOf<N extends number | bigint>(items: readonly Item<N>[]): Item<N> | undefined {
  const [first] = items;
  const monthsOf = ({ product: { price } }: Item<N>) =>
    price.priceType === 'recurring' ? (price.periodMonths ?? 1) : undefined;
  const months = first === undefined ? undefined : monthsOf(first);
  return months !== undefined && items.every((item) => monthsOf(item) === months) ? first : undefined;
}

function overMonths<N extends number | bigint>(
  amount: N,
  { product }: Item<N>,
  months: number,
  workings: Workings<N>,
): N {
  const { priceType, periodMonths = 1 } = product.price;
  const { arithmetic } = workings;
  if (priceType === 'usage') return arithmetic.zero;
  if (priceType === 'oneTime') return amount;
  if (periodMonths === 1) return arithmetic.multiply(amount, arithmetic.from(months));
  return toScale(amount, workings.scale, { days: months, of: periodMonths }, workings);
}
