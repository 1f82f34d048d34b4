import { type Money, moneyFromMinorUnits } from '../core/money.js';
import type { TariffPlan } from './tariff.js';

/** What one plan would have cost. */
export interface TariffCost {
  readonly plan: string;
  readonly provider: string;
  readonly total: Money;
  /** Above the cheapest. */
  readonly regret: Money;
}

/** Plans against one customer's usage. Where no month is known nothing is: the three lists are empty. */
export interface TariffComparison {
  /** In the order of the plans. */
  readonly costs: readonly TariffCost[];
  /** Every plan that costs least; several where they tie. */
  readonly cheapest: readonly string[];
  /** The cheapest of the first plan's provider. */
  readonly cheapestOwn: readonly string[];
  readonly months: number;
  /** Months without data, left out of every plan alike. */
  readonly unknownMonths: number;
}

/** Ranks plans by what they cost over the known months, in minor units. */
export function comparisonOf(
  plans: readonly TariffPlan[],
  totals: readonly bigint[],
  currency: string,
  months: number,
  unknownMonths: number,
): TariffComparison {
  if (months === 0) return { costs: [], cheapest: [], cheapestOwn: [], months, unknownMonths };
  const least = (of: readonly bigint[]): bigint => of.reduce((min, total) => (total < min ? total : min));
  const best = least(totals);
  const own = plans[0]?.provider;
  const bestOwn = least(totals.filter((_, at) => plans[at]?.provider === own));
  const pick = (wanted: bigint, fits: (plan: TariffPlan) => boolean) =>
    plans.filter((plan, at) => totals[at] === wanted && fits(plan)).map(({ id }) => id);
  return {
    costs: plans.map(({ id, provider }, at) => ({
      plan: id,
      provider,
      total: moneyFromMinorUnits(totals[at] as bigint, currency),
      regret: moneyFromMinorUnits((totals[at] as bigint) - best, currency),
    })),
    cheapest: pick(best, () => true),
    cheapestOwn: pick(bestOwn, ({ provider }) => provider === own),
    months,
    unknownMonths,
  };
}
