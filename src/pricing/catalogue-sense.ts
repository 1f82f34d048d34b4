import { Decimal } from '../core/decimal.js';
import { type Issue, issue } from '../core/issue.js';
import type { AnyPricing } from './policy.js';
import { rateCharge } from './rate.js';

/** What a catalogue may say but hardly means, with how seriously the policy takes it. */
export interface CatalogueFinding {
  readonly check: 'shrinkingTermDiscount' | 'cheaperVolume';
  readonly issue: Issue;
}

/** Term discounts that shrink as the contract gets longer, and volume tiers in which one unit more costs less in all. */
export function findOddities({ adjustments = [], prices = [] }: Partial<AnyPricing>): readonly CatalogueFinding[] {
  return [...shrinkingDiscounts(adjustments), ...cheaperVolumes(prices)];
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
