import { type Money, money } from '../core/money.js';
import { addMoney, compareMoney, subtractMoney, sumMoney } from '../core/money-arithmetic.js';
import {
  checkAmount,
  checkAnyAmount,
  checkCurrency,
  checkRow,
  checkRows,
  refuseFaults,
  whereGiven,
} from '../core/row-check.js';
import { refuse } from './refuse.js';

/** Least and most to pay in a period. */
export interface Commitment {
  readonly minimum?: Money | undefined;
  readonly maximum?: Money | undefined;
}

/** What a period's last bill comes to under a commitment. */
export interface CommitmentSettlement {
  /** To pay now: the fees, more by a shortfall, less by an excess. */
  readonly due: Money;
  /** What the period lacks to the minimum (the true-up). */
  readonly shortfall: Money;
  /** What the period exceeds the maximum by. */
  readonly excess: Money;
}

/**
 * Settles a minimum or maximum commitment at the end of a period (保底消费): what was billed before counts towards both.
 *
 * @param fees of the last bill, discounts already taken off
 * @param before billed earlier in the same period
 * @param commitment least and most of 0 or more; either may be missing
 * @throws InputError with every fault and its path: other currencies, `order` for a maximum below the minimum
 * @example
 * settleCommitment({ minimum: { amount: '368', currency: 'CNY' } }, [{ amount: '220', currency: 'CNY' }], [], 'CNY').shortfall.amount //=> '148.00'
 */
export function settleCommitment(
  commitment: Commitment,
  fees: readonly Money[],
  before: readonly Money[],
  currency: string,
): CommitmentSettlement {
  refuseFaults(checkCurrency(currency, ['currency']));
  const bound = whereGiven(checkAmount(currency));
  const billed = checkRows('a list of amounts', checkAnyAmount(currency));
  refuseFaults([
    ...checkRow<Commitment>('a commitment { minimum, maximum }', { minimum: bound, maximum: bound })(commitment, [
      'commitment',
    ]),
    ...billed(fees, ['fees']),
    ...billed(before, ['before']),
  ]);
  const { minimum, maximum } = commitment;
  if (minimum !== undefined && maximum !== undefined && compareMoney(maximum, minimum) < 0)
    refuse('order', ['commitment', 'maximum', 'amount'], `at least the minimum ${minimum.amount}`, maximum.amount);
  const zero = money(0, currency);
  const sum = (amounts: readonly Money[]) => addMoney(zero, sumMoney(amounts, currency));
  const now = sum(fees);
  const whole = addMoney(now, sum(before));
  const above = (a: Money | undefined, b: Money | undefined) =>
    a === undefined || b === undefined || compareMoney(a, b) <= 0 ? zero : subtractMoney(a, b);
  const shortfall = above(minimum, whole);
  const excess = above(maximum === undefined ? undefined : whole, maximum);
  return { due: subtractMoney(addMoney(now, shortfall), excess), shortfall, excess };
}
