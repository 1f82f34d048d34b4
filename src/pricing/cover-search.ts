/** Subsets of needs that are still open, and what serving them costs and begins with, as far as it was asked for. */
export interface CoverSearch {
  readonly byNeed: readonly NeedOffers[];
  /** No more than the cost of a subset. */
  readonly atLeast: Float64Array;
  readonly cost: Float64Array;
  readonly chosen: Int32Array;
}

/** The cost of a subset that was not asked for yet. */
const unasked = -1;

/**
 * The least cost of all needs, and of every subset on the way, with the offer to take first.
 *
 * @param masks - by offer: the needs that it serves, a bit each
 * @param prices - by offer, in minor units
 * @param all - every need
 */
export function searchCover(masks: Int32Array, prices: Float64Array, all: number): CoverSearch {
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
function serve(search: CoverSearch, open: number): number {
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
