import { Decimal } from '../core/decimal.js';
import { type Issue, issue } from '../core/issue.js';
import type { ProductOffering } from './catalogue.js';
import type { AnyPricing } from './policy.js';
import { rateCharge } from './rate.js';

/** What a catalogue may say but hardly means, with how seriously the policy takes it. */
export interface CatalogueFinding {
  readonly check: 'shrinkingTermDiscount' | 'cheaperVolume' | 'segmentArbitrage';
  readonly issue: Issue;
}

/**
 * Term discounts that shrink as the contract gets longer, volume tiers in which one unit more costs less in all, and
 * products that cost one market segment more than another, so that it pays to buy through the other.
 */
export function findOddities({
  adjustments = [],
  prices = [],
  offerings = [],
}: Partial<AnyPricing>): readonly CatalogueFinding[] {
  return [...shrinkingDiscounts(adjustments), ...cheaperVolumes(prices), ...dearerSegments(offerings, prices)];
}

function shrinkingDiscounts(adjustments: AnyPricing['adjustments']): readonly CatalogueFinding[] {
  return adjustments.flatMap(({ effect }, at) => {
    if (effect.kind !== 'scheduleOff' || effect.by !== 'termMonths') return [];
    return effect.bands.flatMap(({ percent }, k): readonly CatalogueFinding[] => {
      const before = effect.bands[k - 1]?.percent;
      if (before === undefined || !new Decimal(percent).lessThan(before)) return [];
      const path = ['adjustments', at, 'effect', 'bands', k, 'percent'];
      return [
        {
          check: 'shrinkingTermDiscount',
          issue: issue('order', path, `at least ${before}, the discount of shorter terms`, percent),
        },
      ];
    });
  });
}

function cheaperVolumes(prices: AnyPricing['prices']): readonly CatalogueFinding[] {
  return prices.flatMap(({ charge, quantityScale = 0 }, at) => {
    if (charge.model !== 'volume') return [];
    const step = new Decimal(10).pow(-quantityScale);
    return charge.tiers.slice(0, -1).flatMap(({ upTo, below }, k): readonly CatalogueFinding[] => {
      const next = upTo === undefined ? new Decimal(below ?? 0) : new Decimal(upTo).plus(step);
      const last = next.minus(step);
      const cost = (quantity: Decimal) => new Decimal(rateCharge(charge, quantity.toFixed()).amount);
      const [fewer, more] = [cost(last), cost(next)];
      if (!more.lessThan(fewer)) return [];
      const path = ['prices', at, 'charge', 'tiers', k + 1];
      const expected = `a price at which ${next.toFixed()} units cost no less than ${last.toFixed()} (${fewer.toFixed()})`;
      return [{ check: 'cheaperVolume', issue: issue('order', path, expected, more.toFixed()) }];
    });
  });
}

/** The dearer of two offerings of one specification that are sold to different segments, by the recurring price of one. */
function dearerSegments(offerings: AnyPricing['offerings'], prices: AnyPricing['prices']): readonly CatalogueFinding[] {
  const byId = new Map(prices.map((price) => [price.id, price]));
  // Only plain prices compare at a glance; where one of them is not, the offering is left out.
  const priceOfOne = (offering: ProductOffering): Decimal | undefined => {
    let sum = new Decimal(0);
    for (const id of offering.prices) {
      const price = byId.get(id);
      if (price?.priceType !== 'recurring') continue;
      const { charge, meters } = price;
      if (meters !== undefined || (charge.model !== 'flat' && charge.model !== 'perUnit')) return undefined;
      sum = sum.plus(charge.amount);
    }
    return sum;
  };
  const restricted = offerings.flatMap((offering, at) => {
    const { id, specification, marketSegments: segments = [] } = offering;
    const price = priceOfOne(offering);
    return specification === undefined || segments.length === 0 || price === undefined
      ? []
      : [{ id, at, specification, segments, price }];
  });
  return restricted.flatMap((dear): readonly CatalogueFinding[] => {
    const cheaper = restricted.find(
      ({ specification, segments, price }) =>
        specification === dear.specification &&
        price.lessThan(dear.price) &&
        !segments.some((segment) => dear.segments.includes(segment)),
    );
    if (cheaper === undefined) return [];
    const expected = `at most ${cheaper.price.toFixed()}, the price of ${cheaper.id} for ${cheaper.segments.join(', ')}`;
    const path = ['offerings', dear.at, 'prices'];
    return [{ check: 'segmentArbitrage', issue: issue('order', path, expected, dear.price.toFixed()) }];
  });
}
