import { isCurrency, readCurrencyScale } from '../core/currency.js';
import { LimitError } from '../core/errors.js';
import { type Money, moneyFromMinorUnits } from '../core/money.js';
import { checkAmount, checkId, checkRow, checkRows, refuseFaults } from '../core/row-check.js';
import { readScaled } from '../core/scaled.js';
import { searchCover } from './cover-search.js';
import { checkUnique } from './identity-check.js';
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
 * @param offers each under an id of its own; prices of 0 or more in one currency
 * @returns the cover, `undefined` where some need cannot be served. Of equally cheap covers the one whose offer for the first need
 * comes first, then the one for the first need that is still open, and so on
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
  const { chosen, cost } = searchCover(masks, prices, all);
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
