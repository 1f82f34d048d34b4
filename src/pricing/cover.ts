import { isCurrency, readCurrencyScale } from '../core/currency.js';
import { LimitError } from '../core/errors.js';
import { type Money, moneyFromMinorUnits } from '../core/money.js';
import { readScaled } from '../core/scaled.js';
import { checkUnique } from './identity-check.js';
import { refuse } from './refuse.js';
import { checkAmount, checkId, checkRow, checkRows, refuseFaults } from './row-check.js';

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
 * @param offers each under an id of its own; prices of 0 or more in one currency
 * @returns the cover, `undefined` where some need cannot be served. Of equally cheap covers the one that the order of offers
 * gives first
 * @throws InputError with every fault and its path; LimitError where a sum of prices leaves the safe integers of minor units
 * @example
 * const cny = (amount: string) => ({ amount, currency: 'CNY' });
 * bestCover(['mobile', 'internet'], [
 *   { id: 'mobile', covers: ['mobile'], price: cny('60') },
 *   { id: 'fibre', covers: ['internet'], price: cny('80') },
 *   { id: 'both', covers: ['mobile', 'internet'], price: cny('120') },
 * ])?.offers //=> ['both']
 */
export function bestCover(needs: readonly string[], offers: readonly CoverOffer[]): Cover | undefined {
  refuseFaults(checkNeeds(needs, ['needs']));
  if (needs.length > mostNeeds) throw new LimitError('needs of one customer', mostNeeds, needs.length);
  const positions = new Map(needs.map((need, at) => [need, at]));
  if (positions.size < needs.length) refuse('duplicate', ['needs'], 'each need once', needs);
  if (!Array.isArray(offers) || offers.length === 0) refuse('empty', ['offers'], 'at least one offer', offers);
  const currency = currencyOf(offers);
  const prices = pricesOf(offers, currency);
  const all = 2 ** needs.length - 1;
  const masks = Int32Array.from(offers as readonly CoverOffer[], ({ covers }) => {
    let mask = 0;
    for (const need of covers) mask |= 1 << (positions.get(need) ?? 31);
    return mask & all;
  });
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

const checkNeeds = /* @__PURE__ */ checkRows('a list of needs', checkId);

/** Of the first offer that has one: the others are held to it. */
function currencyOf(offers: readonly CoverOffer[]): string {
  return offers.find((offer) => isCurrency(offer?.price?.currency))?.price.currency ?? '';
}

/** In minor units. @throws InputError with every fault of the offers */
function pricesOf(offers: readonly CoverOffer[], currency: string): Float64Array {
  const scale = readCurrencyScale(currency);
  const prices = new Float64Array(offers.length);
  const ids = new Set<string>();
  for (let at = 0; at < offers.length; at += 1) {
    const offer = offers[at];
    const units = scale === undefined || !isPlain(offer, currency) ? Number.NaN : readScaled(offer.price.amount, scale);
    if (!(units >= 0)) refuseOffers(offers, currency, at);
    prices[at] = units;
    ids.add(offers[at]!.id);
  }
  if (ids.size < offers.length) refuseFaults(checkUnique(offers, ['offers']));
  return prices;
}

/** Whether nothing but the amount can be wrong: much faster than to name every fault, which is done where there is one. */
function isPlain(offer: CoverOffer | undefined, currency: string): offer is CoverOffer {
  if (typeof offer?.id !== 'string' || offer.id === '' || !Array.isArray(offer.covers)) return false;
  for (const need of offer.covers) if (typeof need !== 'string' || need === '') return false;
  const { price } = offer;
  return typeof price?.amount === 'string' && price.currency === currency;
}

function refuseOffers(offers: readonly CoverOffer[], currency: string, at: number): never {
  const check = checkRow<CoverOffer>('an offer { id, covers, price }', {
    id: checkId,
    covers: checkRows('a list of needs', checkId),
    price: checkAmount(currency),
  });
  refuseFaults(checkRows('a list of offers', check)(offers, ['offers']));
  const expected = `whole minor units, at most ${Number.MAX_SAFE_INTEGER} of them`;
  refuse('range', ['offers', at, 'price', 'amount'], expected, offers[at]?.price.amount);
}

/** Subsets of needs that are still open, and what serving them costs and begins with, as far as it was asked for. */
interface Search {
  readonly byNeed: readonly NeedOffers[];
  /** No more than the cost of a subset. */
  readonly atLeast: Float64Array;
  readonly cost: Float64Array;
  readonly chosen: Int32Array;
}

/** The cost of a subset that was not asked for yet. */
const unasked = -1;

/** The least cost of all needs, and of every subset on the way, with the offer to take first. */
function cheapest(masks: Int32Array, prices: Float64Array, all: number): Search {
  // Some offer must serve the lowest open need, so only those need be tried; side by side, so that memory is read in order.
  const byNeed = offersByNeed(masks, prices, all);
  const cost = new Float64Array(all + 1).fill(unasked);
  cost[0] = 0;
  const search = { byNeed, atLeast: leastShares(masks, prices, all), cost, chosen: new Int32Array(all + 1) };
  if (all > 0) serve(search, all);
  return search;
}

/**
 * Works out a subset by its lowest need, and only what may still be cheaper: few subsets can stay open on the way from all
 * needs to none, and most of them cost too much by their least shares alone.
 */
function serve(search: Search, open: number): number {
  const { atLeast, cost } = search;
  const { offers, rest, price } = search.byNeed[lowestNeed(open)]!;
  let least = Number.POSITIVE_INFINITY;
  for (let k = 0; k < rest.length; k += 1) {
    const left = open & rest[k]!;
    if (price[k]! + atLeast[left]! >= least) continue;
    const known = cost[left]!;
    const sum = price[k]! + (known === unasked ? serve(search, left) : known);
    if (sum >= least) continue;
    least = sum;
    search.chosen[open] = offers[k]!;
  }
  cost[open] = least;
  return least;
}

/**
 * What serving a subset costs at least: for each of its needs the smallest share of an offer's price, as if every offer
 * were always used in full. Shares are cut to whole units, so that their sums are exact.
 */
function leastShares(masks: Int32Array, prices: Float64Array, all: number): Float64Array {
  const shares = new Float64Array(32).fill(Number.POSITIVE_INFINITY);
  for (let at = 0; at < masks.length; at += 1) {
    const share = Math.floor(prices[at]! / countOf(masks[at]!));
    for (let mask = masks[at]!; mask !== 0; mask &= mask - 1) {
      const need = lowestNeed(mask);
      if (share < shares[need]!) shares[need] = share;
    }
  }
  const sums = new Float64Array(all + 1);
  for (let open = 1; open <= all; open += 1) sums[open] = sums[open & (open - 1)]! + shares[lowestNeed(open)]!;
  return sums;
}

function countOf(mask: number): number {
  let count = 0;
  for (let left = mask; left !== 0; left &= left - 1) count += 1;
  return count;
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
    offers: new Int32Array(offers),
    rest: new Int32Array(offers.map((at) => ~masks[at]!)),
    price: new Float64Array(offers.map((at) => prices[at]!)),
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
