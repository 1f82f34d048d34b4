import { type Money, moneyToDecimal } from '../core/money.js';
import { checkAmount, checkDecimal, checkWord, refuseFaults } from '../core/row-check.js';
import { refuse } from './refuse.js';

/**
 * How a price stands to the market's (资费姿态): `offensive` clearly below and first to move, `belowMarket` clearly below after
 * others, `defensive` level with the market and following its moves, up as well as down, `competitive` level and moving by
 * itself, `premium` clearly above.
 */
export type PricingPosture = 'offensive' | 'belowMarket' | 'defensive' | 'competitive' | 'premium';

/**
 * Names the posture of a price.
 *
 * @param ours 0 or more, in the market's currency
 * @param market the price to compare with, above 0
 * @param tolerancePercent within it a price counts as level with the market: per cent of the market's, 0 or more
 * @throws InputError with every fault and its path
 * @example
 * pricingPosture({ amount: '88', currency: 'CNY' }, { amount: '100', currency: 'CNY' }, 'first', '3') //=> 'offensive'
 */
export function pricingPosture(
  ours: Money,
  market: Money,
  moved: 'first' | 'followed',
  tolerancePercent: string,
): PricingPosture {
  refuseFaults([
    ...checkAmount(market?.currency)(ours, ['ours']),
    ...checkAmount()(market, ['market']),
    ...checkWord(['first', 'followed'])(moved, ['moved']),
    ...checkDecimal(0)(tolerancePercent, ['tolerancePercent']),
  ]);
  const whole = moneyToDecimal(market);
  if (whole.isZero()) refuse('range', ['market', 'amount'], 'an amount above 0', market.amount);
  const gap = moneyToDecimal(ours).minus(whole).div(whole).times(100);
  if (gap.abs().lessThanOrEqualTo(tolerancePercent)) return moved === 'followed' ? 'defensive' : 'competitive';
  if (gap.greaterThan(0)) return 'premium';
  return moved === 'first' ? 'offensive' : 'belowMarket';
}
