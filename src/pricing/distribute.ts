import { type AllocationRule, allocationRules } from '../core/allocation.js';
import { type Money, moneyFromMinorUnits } from '../core/money.js';
import { checkAmount, checkRow, checkRows, checkWord, refuseFaults, whereGiven } from '../core/row-check.js';
import { bigIntegers } from './arithmetic.js';
import { spreadWithin } from './spread.js';
import { createWorkings, readMoney } from './workings.js';

/** A line that a discount is spread over, with the least it may cost afterwards. */
export interface DiscountedLine {
  readonly total: Money;
  /** Zero where missing. */
  readonly floor?: Money | undefined;
}

/** Each line's part of a discount, and what no line could take. */
export interface Distribution {
  readonly shares: readonly Money[];
  readonly left: Money;
}

/**
 * Spreads one discount over lines in proportion to their totals, to the cent. A line that would fall below its floor takes
 * what it can; the rest spills over to the others in the same proportion (after Sylius).
 *
 * @param discount 0 or more, in the currency of the lines
 * @param rule who gets the cents that equal parts leave over
 * @throws InputError with its path for negative amounts, mixed currencies, amounts finer than the currency, a rule that is none
 * @example
 * distributeDiscount({ amount: '25.00', currency: 'USD' }, [
 *   { total: { amount: '50.00', currency: 'USD' }, floor: { amount: '45.00', currency: 'USD' } },
 *   { total: { amount: '60.00', currency: 'USD' } },
 * ], 'largestRemainder').shares.map(({ amount }) => amount) //=> ['5.00', '20.00']
 */
export function distributeDiscount(
  discount: Money,
  lines: readonly DiscountedLine[],
  rule: AllocationRule,
): Distribution {
  const amountOfLines = checkAmount(discount?.currency);
  refuseFaults([
    ...checkAmount()(discount, ['discount']),
    ...checkRows(
      'a list of lines',
      checkRow<DiscountedLine>('a line { total, floor }', { total: amountOfLines, floor: whereGiven(amountOfLines) }),
    )(lines, ['lines']),
    ...checkWord(allocationRules)(rule, ['rule']),
  ]);
  const { currency } = discount;
  const workings = createWorkings(currency, { mode: 'halfUp' }, bigIntegers);
  const { scale } = workings;
  const amount = readMoney(discount, ['discount'], workings);
  const totals = lines.map(({ total }, at) => readMoney(total, ['lines', at, 'total'], workings));
  const rooms = lines.map(({ floor }, at) => {
    const least = floor === undefined ? 0n : readMoney(floor, ['lines', at, 'floor'], workings);
    const room = (totals[at] as bigint) - least;
    return room > 0n ? room : 0n;
  });
  const shares = spreadWithin(amount, totals, rooms, rule, bigIntegers);
  const taken = shares.reduce((sum, share) => sum + share, 0n);
  return {
    shares: shares.map((share) => moneyFromMinorUnits(share, currency, scale)),
    left: moneyFromMinorUnits(amount - taken, currency, scale),
  };
}
