import { currencyScale } from '../core/currency.js';
import { LimitError } from '../core/errors.js';
import { type Money, moneyFromMinorUnits } from '../core/money.js';
import { readScaled } from '../core/scaled.js';
import { refuse } from './sheet.js';

/** An offer and the needs that it serves; single services and bundles alike. */
export interface CoverOffer {
  readonly id: string;
  readonly covers: readonly string[];
  readonly price: Money;
}

/** The cheapest set of offers that serves every need. */
export interface Cover {
  readonly offers: readonly string[];
  readonly price: Money;
}

/** The most needs of one customer that {@link bestCover} takes. */
export const mostNeeds = 20;

/**
 * The cheapest set of offers that together serve every need of a customer (按需求组合套餐), exactly: dynamic programming over
 * the subsets of needs. Offers may overlap; what they serve beyond the needs does not count.
 *
 * @param needs at most 20 (LimitError beyond), each once
 * @param offers prices of 0 or more in one currency (InputError otherwise)
 * @returns the cover, `undefined` where some need cannot be served. Of equally cheap covers the one that the order of offers
 * gives first
 * @example
 * const cny = (amount: string) => ({ amount, currency: 'CNY' });
 * bestCover(['mobile', 'internet'], [
 *   { id: 'mobile', covers: ['mobile'], price: cny('60') },
 *   { id: 'fibre', covers: ['internet'], price: cny('80') },
 *   { id: 'both', covers: ['mobile', 'internet'], price: cny('120') },
 * ])?.offers //=> ['both']
 */
export function bestCover(needs: readonly string[], offers: readonly CoverOffer[]): Cover | undefined {
  if (needs.length > mostNeeds) throw new LimitError('needs of one customer', mostNeeds, needs.length);
  const positions = new Map(needs.map((need, at) => [need, at]));
  if (positions.size < needs.length) refuse('duplicate', ['needs'], 'each need once', needs);
  const currency = offers[0]?.price.currency ?? refuse('empty', ['offers'], 'at least one offer', offers);
  const all = 2 ** needs.length - 1;
  const masks = new Int32Array(offers.length);
  const prices = new Float64Array(offers.length);
  for (let at = 0; at < offers.length; at += 1) {
    const { covers, price } = offers[at] as CoverOffer;
    for (const need of covers) masks[at] = (masks[at] as number) | (1 << (positions.get(need) ?? 31));
    masks[at] = (masks[at] as number) & all;
    prices[at] = unitsOfPrice(price, currency, at);
  }
  const { chosen, cost } = cheapest(masks, prices, all);
  if (cost[all] === Number.POSITIVE_INFINITY) return undefined;
  const picked = new Set<number>();
  for (let open = all; open !== 0; ) {
    const at = chosen[open] as number;
    picked.add(at);
    open &= ~(masks[at] as number);
  }
  return {
    offers: [...picked].sort((a, b) => a - b).map((at) => offers[at]?.id as string),
    price: moneyFromMinorUnits(cost[all] as number, currency),
  };
}

function unitsOfPrice({ amount, currency: of }: Money, currency: string, at: number): number {
  if (of !== currency) refuse('currency', ['offers', at, 'price', 'currency'], currency, of);
  const units = readScaled(amount, currencyScale(currency));
  if (!(units >= 0)) refuse('range', ['offers', at, 'price'], 'an amount of 0 or more in minor units', amount);
  return units;
}

/** For every subset of needs that may still be open: the least cost, and the offer to take first. */
function cheapest(masks: Int32Array, prices: Float64Array, all: number) {
  const cost = new Float64Array(all + 1).fill(Number.POSITIVE_INFINITY);
  const chosen = new Int32Array(all + 1).fill(-1);
  cost[0] = 0;
  // Some offer must serve the lowest open need, so only those need be tried; side by side, so that memory is read in order.
  const byNeed = offersByNeed(masks, prices, all).map((offers) => ({
    offers,
    rest: offers.map((at) => ~(masks[at] as number)),
    price: Float64Array.from(offers, (at) => prices[at] as number),
  }));
  for (let open = 1; open <= all; open += 1) {
    const { offers, rest, price } = byNeed[31 - Math.clz32(open & -open)] as (typeof byNeed)[number];
    let least = Number.POSITIVE_INFINITY;
    let first = -1;
    for (let k = 0; k < price.length; k += 1) {
      const sum = price[k]! + cost[open & rest[k]!]!;
      if (sum < least) {
        least = sum;
        first = k;
      }
    }
    cost[open] = least;
    chosen[open] = first < 0 ? -1 : offers[first]!;
  }
  return { cost, chosen };
}

/** Per need the offers that serve it; of offers that serve the same needs only the cheapest, of equal ones the first. */
function offersByNeed(masks: Int32Array, prices: Float64Array, all: number): readonly Int32Array[] {
  const best = new Map<number, number>();
  for (let at = 0; at < masks.length; at += 1) {
    const mask = masks[at] as number;
    const known = best.get(mask);
    if (known === undefined || (prices[at] as number) < (prices[known] as number)) best.set(mask, at);
  }
  const kept = [...best.values()].sort((a, b) => a - b);
  const size = 32 - Math.clz32(all);
  return Array.from({ length: size }, (_, need) =>
    Int32Array.from(kept.filter((at) => ((masks[at] as number) & (1 << need)) !== 0)),
  );
}
