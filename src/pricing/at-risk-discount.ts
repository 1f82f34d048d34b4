import { parseDecimal } from '../core/decimal.js';
import { checkMoney, type Money } from '../core/exact-amount.js';
import { isNegativeMoney, multiplyMoney } from '../core/money-arithmetic.js';
import type { Rounding } from '../core/rounding.js';
import { checkRate, checkRounding, refuseFaults } from '../core/row-check.js';

/**
 * The most to spend on keeping a customer: only from a churn risk on, and never more than the expected loss
 * (对有流失风险的大客户给予折扣).
 *
 * @param churnRisk 0 to 1
 * @param margin what would be lost; nothing is spent on keeping a margin below 0
 * @param threshold the risk from which a discount may be given at all, 0 to 1
 * @throws InputError with every fault and its path
 * @example
 * atRiskDiscountLimit('0.4', { amount: '5000', currency: 'CNY' }, '0.3', { mode: 'down' }) //=> { amount: '2000.00', currency: 'CNY' }
 */
export function atRiskDiscountLimit(churnRisk: string, margin: Money, threshold: string, rounding: Rounding): Money {
  refuseFaults([
    ...checkRate(churnRisk, ['churnRisk']),
    ...checkMoney(margin, ['margin']),
    ...checkRate(threshold, ['threshold']),
    ...checkRounding(rounding, ['rounding']),
  ]);
  const mayBeGiven = parseDecimal(churnRisk).greaterThanOrEqualTo(parseDecimal(threshold)) && !isNegativeMoney(margin);
  return multiplyMoney(margin, mayBeGiven ? churnRisk : 0, rounding);
}
