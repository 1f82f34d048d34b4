import { Decimal } from '../core/decimal.js';
import { type Issue, issue } from '../core/issue.js';
import { isValidOn, type ProductOffering, type ProductOfferingPrice } from './catalogue.js';
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

/** An offering that some segments only can buy. */
interface Restricted {
  readonly offering: ProductOffering;
  readonly at: number;
  readonly segments: readonly string[];
  /** Days on which it, or a version of its price, begins. */
  readonly starts: readonly string[];
  /** What one unit costs a month on a day; undefined while it is not sold. */
  readonly costOn: (day: string) => Decimal | undefined;
}

/** The dearer of two offerings of one specification that are sold to different segments, by what one costs a month. */
function dearerSegments(offerings: AnyPricing['offerings'], prices: AnyPricing['prices']): readonly CatalogueFinding[] {
  const bySpecification = new Map<string, Restricted[]>();
  for (const one of restrictedOf(offerings, prices)) {
    const specification = one.offering.specification as string;
    const others = bySpecification.get(specification);
    if (others === undefined) bySpecification.set(specification, [one]);
    else others.push(one);
  }
  const findings = [...bySpecification.values()].flatMap((all) =>
    all.flatMap((dear): readonly { readonly at: number; readonly found: CatalogueFinding }[] => {
      for (const other of all) {
        if (other.segments.some((segment) => dear.segments.includes(segment))) continue;
        const costs = costsOnceDearer(dear, other);
        if (costs === undefined) continue;
        const [more, less] = costs.map((cost) => cost.toDecimalPlaces(6).toFixed());
        const expected = `at most ${less}, the price of ${other.offering.id} for ${other.segments.join(', ')}`;
        const path = ['offerings', dear.at, 'prices'];
        return [{ at: dear.at, found: { check: 'segmentArbitrage', issue: issue('order', path, expected, more) } }];
      }
      return [];
    }),
  );
  return findings.sort((a, b) => a.at - b.at).map(({ found }) => found);
}

function restrictedOf(offerings: AnyPricing['offerings'], prices: AnyPricing['prices']): readonly Restricted[] {
  const versions = new Map<string, ProductOfferingPrice[]>();
  for (const price of prices) {
    const known = versions.get(price.id);
    if (known === undefined) versions.set(price.id, [price]);
    else known.push(price);
  }
  return offerings.flatMap((offering, at) => {
    const { specification, marketSegments: segments = [] } = offering;
    const own = offering.prices.map((id) =>
      (versions.get(id) ?? []).filter(({ priceType }) => priceType === 'recurring'),
    );
    if (specification === undefined || segments.length === 0 || !own.flat().every(isPlain)) return [];
    const all = own.filter((one) => one.length > 0);
    const starts = [offering, ...all.flat()].map(({ validFor }) => validFor?.from ?? firstDay);
    const known = new Map<string, Decimal | undefined>();
    const costOn = (day: string): Decimal | undefined => {
      if (!known.has(day)) known.set(day, monthlyOn(offering, all, day));
      return known.get(day);
    };
    return [{ offering, at, segments, starts: [...new Set(starts)], costOn }];
  });
}

/** Only plain prices compare at a glance; an offering with another is left out. */
function isPlain({ meters, charge }: ProductOfferingPrice): boolean {
  return meters === undefined && (charge.model === 'flat' || charge.model === 'perUnit');
}

/** What two offerings cost on the first day on which both are sold and the first costs more; undefined where there is none. */
function costsOnceDearer(dear: Restricted, other: Restricted): readonly [Decimal, Decimal] | undefined {
  let first: string | undefined;
  // Nothing gets dearer but on a day on which something begins.
  for (const { starts } of [dear, other]) {
    for (const day of starts) {
      if (first !== undefined && day >= first) continue;
      const [more, less] = [dear.costOn(day), other.costOn(day)];
      if (more !== undefined && less?.lessThan(more)) first = day;
    }
  }
  return first === undefined ? undefined : [dear.costOn(first)!, other.costOn(first)!];
}

const firstDay = '0000-01-01';

function monthlyOn(
  { validFor }: ProductOffering,
  prices: readonly (readonly ProductOfferingPrice[])[],
  day: string,
): Decimal | undefined {
  if (!isValidOn(validFor, day)) return undefined;
  let sum = new Decimal(0);
  for (const versions of prices) {
    const price = versions.find((version) => isValidOn(version.validFor, day));
    if (price === undefined) return undefined;
    const { amount } = price.charge as Extract<ProductOfferingPrice['charge'], { readonly amount: string }>;
    sum = sum.plus(new Decimal(amount).div(price.periodMonths ?? 1));
  }
  return sum;
}
