import { dayNumber } from '../core/day-number.js';
import { type Decimal, readDecimal } from '../core/decimal.js';
import { type Money, moneyFromDecimal, moneyToDecimal } from '../core/money.js';
import type { Rounding } from '../core/rounding.js';
import { refuse } from './refuse.js';

/** A competitor's price, seen somewhere on a day. */
export interface RivalPrice {
  readonly rival: string;
  readonly price: Money;
  readonly seenOn: string;
  readonly comparable: boolean;
}

/** Where a price may stand between cost floor and cap, and where rivals stand. */
export interface ReferencePrice {
  /** Median of the comparable rivals' prices, held between floor and cap; `null` without one. */
  readonly reference: Money | null;
  /** Reference less floor: what could be given. */
  readonly discountSpace: Money | null;
  readonly used: readonly string[];
}

/**
 * The market-oriented reference price (以市场为导向的参考价). It follows rivals up as well as down.
 *
 * @param maxAgeDays older prices than this do not count
 * @example
 * const cny = (amount: string) => ({ amount, currency: 'CNY' });
 * const seen = (rival: string, price: string) => ({ rival, price: cny(price), seenOn: '2013-01-10', comparable: true });
 * referencePrice([seen('a', '980'), seen('b', '1010')], { floor: cny('870'), cap: cny('1200') }, '2013-01-20', 90, { mode: 'halfUp' }).discountSpace //=> { amount: '125.00', currency: 'CNY' }
 */
export function referencePrice(
  rivals: readonly RivalPrice[],
  { floor, cap }: { readonly floor: Money; readonly cap: Money },
  asOf: string,
  maxAgeDays: number,
  rounding: Rounding,
): ReferencePrice {
  const age = (day: string): number => dayNumber(asOf) - dayNumber(day, ['seenOn']);
  const used = rivals.filter(({ comparable, seenOn }) => comparable && age(seenOn) >= 0 && age(seenOn) <= maxAgeDays);
  if (used.length === 0) return { reference: null, discountSpace: null, used: [] };
  const sorted = used.map(({ price }) => readIn(price, floor.currency)).sort((a, b) => a.comparedTo(b));
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle]!;
  const median = sorted.length % 2 === 1 ? upper : upper.plus(sorted[middle - 1]!).div(2);
  const [low, high] = [readIn(floor, floor.currency), readIn(cap, floor.currency)];
  const held = median.lessThan(low) ? low : median.greaterThan(high) ? high : median;
  return {
    reference: moneyFromDecimal(held, floor.currency, rounding),
    discountSpace: moneyFromDecimal(held.minus(low), floor.currency, rounding),
    used: used.map(({ rival }) => rival),
  };
}

function readIn(money: Money, currency: string) {
  if (money.currency !== currency) refuse('currency', ['price', 'currency'], currency, money.currency);
  return moneyToDecimal(money);
}

/**
 * How a price stands to the market's (资费姿态): `offensive` clearly below and first to move, `belowMarket` clearly below after
 * others, `defensive` level with the market and following its moves, up as well as down, `competitive` level and moving by
 * itself, `premium` clearly above.
 */
export type PricingPosture = 'offensive' | 'belowMarket' | 'defensive' | 'competitive' | 'premium';

/**
 * Names the posture of a price.
 *
 * @param tolerancePercent within it a price counts as level with the market
 * @example
 * pricingPosture({ amount: '88', currency: 'CNY' }, { amount: '100', currency: 'CNY' }, 'first', '3') //=> 'offensive'
 */
export function pricingPosture(
  ours: Money,
  market: Money,
  moved: 'first' | 'followed',
  tolerancePercent: string,
): PricingPosture {
  const whole = moneyToDecimal(market);
  if (whole.lessThanOrEqualTo(0)) refuse('range', ['market'], 'an amount above 0', market.amount);
  const gap = readIn(ours, market.currency).minus(whole).div(whole).times(100);
  if (gap.abs().lessThanOrEqualTo(tolerancePercent)) return moved === 'followed' ? 'defensive' : 'competitive';
  if (gap.greaterThan(0)) return 'premium';
  return moved === 'first' ? 'offensive' : 'belowMarket';
}

/** Price and volume on two occasions. */
export interface PriceObservation {
  readonly price: string;
  readonly volume: string;
}

/** How volume answers to price. */
export interface Elasticity {
  /** Midpoint (arc) elasticity to three decimal places, half up; `null` where the price did not change. */
  readonly arc: string | null;
  readonly kind: 'elastic' | 'inelastic' | 'unitary' | null;
}

/**
 * Arc elasticity of demand by midpoints (Allen 1934): the exact value decides between elastic and inelastic.
 *
 * @example
 * arcElasticity({ price: '100', volume: '100' }, { price: '90', volume: '115' }) //=> { arc: '-1.326', kind: 'elastic' }
 */
export function arcElasticity(before: PriceObservation, after: PriceObservation): Elasticity {
  const [p, q, r, s] = [before.price, before.volume, after.price, after.volume].map((text) => {
    const value = readDecimal(text);
    return value?.greaterThan(0) ? value : refuse('range', ['observation'], 'a decimal text above 0', text);
  }) as [Decimal, Decimal, Decimal, Decimal];
  if (p.equals(r)) return { arc: null, kind: null };
  const arc = s
    .minus(q)
    .div(s.plus(q))
    .div(r.minus(p).div(r.plus(p)));
  const size = arc.abs().comparedTo(1);
  return { arc: arc.toFixed(3), kind: size > 0 ? 'elastic' : size < 0 ? 'inelastic' : 'unitary' };
}

/** What a project brings: direct revenue and latent benefit, two lines that are never summed. */
export interface ProjectEconomics {
  readonly direct: Money | null;
  readonly latent: readonly { readonly id: string; readonly amount: Money | null }[];
  readonly unknown: readonly string[];
}

/**
 * Direct revenue (units × fee × months) beside latent benefits such as avoided cost.
 *
 * @example
 * projectEconomics({ units: 1000, fee: { amount: '50', currency: 'CNY' }, months: 12 }, [], { mode: 'halfUp' }).direct //=> { amount: '600000.00', currency: 'CNY' }
 */
export function projectEconomics(
  { units, fee, months }: { readonly units: number | null; readonly fee: Money | null; readonly months: number },
  latent: readonly { readonly id: string; readonly amount?: Money | null | undefined }[],
  rounding: Rounding,
): ProjectEconomics {
  const missing = [...(units === null ? ['units'] : []), ...(fee === null ? ['fee'] : [])];
  const direct =
    units === null || fee === null
      ? null
      : moneyFromDecimal(moneyToDecimal(fee).times(units).times(months), fee.currency, rounding);
  return {
    direct,
    latent: latent.map(({ id, amount }) => ({ id, amount: amount ?? null })),
    unknown: [...missing, ...latent.filter(({ amount }) => !amount).map(({ id }) => id)],
  };
}
