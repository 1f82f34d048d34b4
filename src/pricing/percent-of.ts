import type { Money } from '../core/money.js';
import { moneyToDecimal } from '../core/money.js';
import { isZeroMoney } from '../core/money-arithmetic.js';
import { decimalText } from './decimal-text.js';

/** `part ÷ whole` in per cent with two decimal places, half up, for display; `null` of nothing. */
export function percentOf(part: Money, whole: Money): string | null {
  if (isZeroMoney(whole)) return null;
  return decimalText(moneyToDecimal(part).div(moneyToDecimal(whole)).times(100), 2);
}
