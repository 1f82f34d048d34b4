import { minorUnitsBig, moneyFromMinorUnits } from '../core/money.js';
import { divideRounded, type RoundingMode } from '../core/rounding.js';
import type { Quantity } from './charge-model.js';
import { refuse } from './refuse.js';
import type { TariffMenu } from './tariff.js';
import type { TariffCost } from './tariff-comparison.js';

/** One month's usage as it may come, with how often: months seen, customers of a band, any whole count above 0. */
export interface UsageShare {
  readonly usage: { readonly [meter: string]: Quantity };
  readonly weight: number;
}

/** Plans against a distribution of usage. */
export interface ExpectedTariffs {
  /** Expected cost over the months, in the order of the plans, and by how much it exceeds the least. */
  readonly costs: readonly (TariffCost & {
    /** Weight of the months in which the plan is a cheapest one. */
    readonly cheapestIn: number;
  })[];
  /** Every plan that is expected to cost least; compared exactly, before rounding. */
  readonly cheapest: readonly string[];
}

/**
 * What each plan of a menu is expected to cost over so many months where usage is known as a distribution, not month by month.
 *
 * @param months 1 or more; one-off amounts count once
 * @param mode expected costs are rounded once, the weighted sums being exact
 * @example
 * const menu = compileTariffs([
 *   { id: 'A', provider: 'us', monthly: '30', charges: [{ meter: 'minutes', charge: { model: 'perUnit', amount: '0.10' } }] },
 *   { id: 'B', provider: 'us', monthly: '60', charges: [{ meter: 'minutes', charge: { model: 'perUnit', amount: '0.05' } }] },
 * ], { currency: 'CNY', mode: 'halfUp', quantityScale: 0 });
 * expectTariffs(menu, [{ usage: { minutes: 400 }, weight: 3 }, { usage: { minutes: 800 }, weight: 1 }], 1, 'halfUp').costs
 *   .map(({ plan, total, cheapestIn }) => [plan, total.amount, cheapestIn]) //=> [['A', '80.00', 3], ['B', '85.00', 1]]
 */
export function expectTariffs(
  menu: TariffMenu,
  distribution: readonly UsageShare[],
  months: number,
  mode: RoundingMode,
): ExpectedTariffs {
  if (distribution.length === 0) refuse('empty', ['distribution'], 'at least one usage', distribution);
  if (!(Number.isSafeInteger(months) && months >= 1))
    refuse('range', ['months'], 'a whole number of months, 1 or more', months);
  distribution.forEach(({ weight }, at) => {
    if (!(Number.isSafeInteger(weight) && weight >= 1))
      refuse('range', ['distribution', at, 'weight'], 'a whole number above 0', weight);
  });
  const seen = distribution.map(({ usage, weight }) => ({ weight, ...menu.compare([usage]) }));
  const [{ usage: any }] = distribution as readonly [UsageShare];
  const twice = menu.compare([any, any]).costs;
  const whole = distribution.reduce((sum, { weight }) => sum + BigInt(weight), 0n);
  /** Expected cost × the whole weight. */
  const weighted = twice.map(({ total }, at) => {
    // What a second month of the same usage adds is the month's; the rest of the first is paid once.
    const start = 2n * minorUnitsBig(seen[0]!.costs[at]!.total) - minorUnitsBig(total);
    const month = seen.reduce(
      (sum, { weight, costs }) => sum + BigInt(weight) * (minorUnitsBig(costs[at]!.total) - start),
      0n,
    );
    return start * whole + BigInt(months) * month;
  });
  const least = weighted.reduce((min, cost) => (cost < min ? cost : min));
  return {
    costs: twice.map(({ plan, provider, total: { currency } }, at) => {
      const show = (units: bigint) => moneyFromMinorUnits(divideRounded(units, whole, mode), currency);
      const best = seen.filter(({ cheapest }) => cheapest.includes(plan));
      return {
        plan,
        provider,
        total: show(weighted[at]!),
        regret: show(weighted[at]! - least),
        cheapestIn: best.reduce((sum, { weight }) => sum + weight, 0),
      };
    }),
    cheapest: twice.flatMap(({ plan }, at) => (weighted[at] === least ? [plan] : [])),
  };
}
