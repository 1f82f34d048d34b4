import { currencyScale } from './currency.js';
import { InputError } from './errors.js';
import { type Factor, type Money, readFactor } from './exact-amount.js';
import { type Issue, issue } from './issue.js';
import { minorUnitsBig, moneyFromMinorUnits } from './money.js';
import { divideRounded } from './rounding.js';

/**
 * Who gets the units that equal shares leave over: the parts with the largest cut-off fraction (Hamilton's method), the
 * parts with the largest ratio (as Dinero does), or the parts in the order given. `roundedFirstCome` rounds every share half down first and
 * corrects the difference from the first part on (as Sylius does). Ties go by order; a part of ratio 0
 * gets nothing.
 */
export type AllocationRule = 'largestRemainder' | 'largestRatio' | 'firstCome' | 'roundedFirstCome';

/** Every {@link AllocationRule}, for schemas and forms. */
export const allocationRules = [
  'largestRemainder',
  'largestRatio',
  'firstCome',
  'roundedFirstCome',
] as const satisfies readonly AllocationRule[];

function checkRatios(ratios: readonly bigint[]): readonly Issue[] {
  if (ratios.length === 0) return [issue('empty', ['ratios'], 'at least one ratio', ratios)];
  const issues = ratios.flatMap((ratio, at) =>
    ratio < 0n ? [issue('range', ['ratios', at], 'a ratio of 0 or more', ratio)] : [],
  );
  if (issues.length > 0 || ratios.some((ratio) => ratio > 0n)) return issues;
  return [issue('sum', ['ratios'], 'a ratio above 0', 0)];
}

/** Positions of the parts in the order in which they receive a unit that is left over. */
function queue(ratios: readonly bigint[], remainders: readonly bigint[], rule: AllocationRule): readonly number[] {
  const claimants = ratios.flatMap((ratio, at) => (ratio > 0n ? [at] : []));
  if (rule === 'firstCome' || rule === 'roundedFirstCome') return claimants;
  const by = rule === 'largestRatio' ? ratios : remainders;
  return claimants.sort((a, b) => {
    const first = by[a] as bigint;
    const second = by[b] as bigint;
    return first === second ? a - b : first > second ? -1 : 1;
  });
}

/**
 * Splits whole units in proportion to ratios so that the shares sum to the total: each share is the exact one cut to
 * whole units towards zero, and the units left over go one each by the rule. A negative total gives the negated shares
 * of the positive one.
 *
 * @throws InputError for no ratio (`empty`), a negative one (`range`), or only zeros (`sum`)
 * @example
 * allocateUnits(5n, [100n, 101n, 100n, 100n], 'largestRatio') //=> [1n, 2n, 1n, 1n]
 */
export function allocateUnits(total: bigint, ratios: readonly bigint[], rule: AllocationRule): readonly bigint[] {
  const issues = checkRatios(ratios);
  if (issues.length > 0) throw new InputError(issues);
  const size = total < 0n ? -total : total;
  const whole = ratios.reduce((sum, ratio) => sum + ratio, 0n);
  const mode = rule === 'roundedFirstCome' ? 'halfDown' : 'down';
  const shares = ratios.map((ratio) => divideRounded(size * ratio, whole, mode));
  const remainders = ratios.map((ratio) => (size * ratio) % whole);
  const left = Number(size - shares.reduce((sum, share) => sum + share, 0n));
  const unit = left < 0 ? -1n : 1n;
  // Rounding may have given too much; a part that got nothing cannot give it back.
  const able = queue(ratios, remainders, rule).filter((at) => left > 0 || (shares[at] as bigint) > 0n);
  for (const at of able.slice(0, Math.abs(left))) shares[at] = (shares[at] as bigint) + unit;
  return total < 0n ? shares.map((share) => -share) : shares;
}

/**
 * {@link allocateUnits} on money: shares at the currency's scale, or the one given, that sum exactly to the amount.
 *
 * @param ratios decimal texts or safe integers, 0 or more, not all 0; they need not sum to 1
 * @param scale digits after the point of the shares; InputError `format` where the amount itself needs more
 * @example
 * allocateMoney(money('10.03', 'USD'), [50, 50], 'largestRemainder').map((share) => share.amount) //=> ['5.02', '5.01']
 */
export function allocateMoney(
  value: Money,
  ratios: readonly Factor[],
  rule: AllocationRule,
  scale: number = currencyScale(value.currency),
): readonly Money[] {
  const weights = ratios.map((ratio, at) => readFactor(ratio, ['ratios', at]));
  const finest = weights.reduce((most, weight) => Math.max(most, weight.scale), 0);
  const whole = weights.map((weight) => weight.units * 10n ** BigInt(finest - weight.scale));
  const shares = allocateUnits(minorUnitsBig(value, scale), whole, rule);
  return shares.map((share) => moneyFromMinorUnits(share, value.currency, scale));
}
