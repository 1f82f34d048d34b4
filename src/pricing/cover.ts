import { currencyScale } from '../core/currency.js';
import { LimitError } from '../core/errors.js';
import { type Money, moneyFromMinorUnits } from '../core/money.js';
import { readScaled } from '../core/scaled.js';
import { refuse } from './refuse.js';

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

/** The cost of a subset that is never asked for. */
const unreached = -1;

/**
 * For every subset of needs that can stay open while the lowest open need is served first: the least cost of serving it, and
 * the offer to take first. Few subsets can, so they are marked before they are worked out.
 */
function cheapest(masks: Int32Array, prices: Float64Array, all: number) {
  // Some offer must serve the lowest open need, so only those need be tried; side by side, so that memory is read in order.
  const byNeed = offersByNeed(masks, prices, all);
  const cost = new Float64Array(all + 1).fill(unreached);
  const chosen = new Int32Array(all + 1).fill(-1);
  cost[all] = Number.POSITIVE_INFINITY;
  for (let open = all; open > 0; open -= 1) {
    if (cost[open] === unreached) continue;
    const { rest } = byNeed[lowestNeed(open)]!;
    for (let k = 0; k < rest.length; k += 1) cost[open & rest[k]!] = Number.POSITIVE_INFINITY;
  }
  cost[0] = 0;
  for (let open = 1; open <= all; open += 1) {
    if (cost[open] === unreached) continue;
    const { offers, rest, price } = byNeed[lowestNeed(open)]!;
    let least = Number.POSITIVE_INFINITY;
    let first = -1;
    for (let k = 0; k < rest.length; k += 1) {
      const sum = price[k]! + cost[open & rest[k]!]!;
      if (sum < least) {
        least = sum;
        first = offers[k]!;
      }
    }
    cost[open] = least;
    chosen[open] = first;
  }
  return { cost, chosen };
}

function lowestNeed(open: number): number {
  return 31 - Math.clz32(open & -open);
}

/** The offers that serve one need, column by column. */
interface NeedOffers {
  readonly offers: Int32Array;
  /** What stays open after each: the complement of what it serves. */
  readonly rest: Int32Array;
  readonly price: Float64Array;
}

function offersByNeed(masks: Int32Array, prices: Float64Array, all: number): readonly NeedOffers[] {
  const lists = Array.from({ length: 32 - Math.clz32(all) }, (): number[] => []);
  for (const at of worthwhile(masks, prices)) {
    for (let mask = masks[at] as number; mask !== 0; mask &= mask - 1) lists[lowestNeed(mask)]?.push(at);
  }
  return lists.map((offers) => ({
    offers: Int32Array.from(offers),
    rest: Int32Array.from(offers, (at) => ~(masks[at] as number)),
    price: Float64Array.from(offers, (at) => prices[at] as number),
  }));
}

/** Of offers that serve the same needs only the cheapest, of equally cheap ones the first; in their order. */
function worthwhile(masks: Int32Array, prices: Float64Array): readonly number[] {
  const best = new Map<number, number>();
  for (let at = 0; at < masks.length; at += 1) {
    const known = best.get(masks[at] as number);
    if (known === undefined || (prices[at] as number) < (prices[known] as number)) best.set(masks[at] as number, at);
  }
  return [...best.values()].sort((a, b) => a - b);
}
