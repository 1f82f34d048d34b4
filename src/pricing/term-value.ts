import type { Case } from './judgement.js';
import type { TermOutcome } from './outcome.js';
import { moneyOf, toScale } from './workings.js';

/** Recurring prices over the contract's months and one-time ones once; not said where a line is prorated. */
export function termOf<N extends number | bigint>({ request, priced, workings }: Case<N>): TermOutcome | null {
  const months = request.termMonths;
  if (months === undefined || months === null) return null;
  for (const { proration } of request.lines) if (proration !== undefined) return null;
  const { arithmetic } = workings;
  let value = arithmetic.zero;
  let list = arithmetic.zero;
  for (const item of priced.sheet.items) {
    const { priceType, periodMonths = 1 } = item.product.price;
    if (priceType === 'usage') continue;
    const over = (amount: N): N =>
      priceType === 'oneTime' ? amount : toScale(amount, workings.scale, { days: months, of: periodMonths }, workings);
    value = arithmetic.add(value, over(item.invoice));
    list = arithmetic.add(list, over(item.list));
  }
  return { months, value: moneyOf(value, workings), given: moneyOf(arithmetic.subtract(list, value), workings) };
}
