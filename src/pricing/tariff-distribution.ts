import { minorUnitsBig, moneyFromMinorUnits } from '../core/money.js';
import { divideRounded, type RoundingMode, roundingModes } from '../core/rounding.js';
import { checkCount, checkMonths, checkRow, checkRows, checkWord, refuseFaults } from '../core/row-check.js';
import { within } from '../core/within.js';
import type { Quantity } from './charge-model.js';
import { refuse } from './refuse.js';
import { safeSum } from './safe-sum.js';
import type { MonthUsage, TariffMenu } from './tariff.js';
import type { TariffComparison, TariffCost } from './tariff-comparison.js';

/** One month's usage as it may come, with how often: months seen, customers of a band, any whole count above 0. */
export interface UsageShare {
  readonly usage: { readonly [meter: string]: Quantity };
  readonly weight: number;
}

/** Plans against a distribution of usage. */
export interface ExpectedTariffs {
  /** Expected cost over the months, in the order of the plans, and by how much it exceeds the least. */
  readonly costs: readonly (TariffCost & {
    /** Weight of the usages that the plan, kept for all months, serves at least cost; one-off amounts count once. */
    readonly cheapestIn: number;
  })[];
  /** Every plan that is expected to cost least; compared exactly, before rounding. */
  readonly cheapest: readonly string[];
}

/**
 * What each plan of a menu is expected to cost over so many months where usage is known as a distribution, not month by month.
 *
 * @param distribution at least one usage, each with every meter that a plan charges; weights of 1 or more
 * @param months 1 or more; one-off amounts count once
 * @param mode expected costs are rounded once, the weighted sums being exact
 * @throws InputError with every fault and its path (`distribution.0.usage.minutes`); LimitError for weights that sum to more than
 * 2^53 - 1
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
  refuseFaults([
    ...checkDistribution(distribution, ['distribution']),
    ...checkMonths(months, ['months']),
    ...checkWord(roundingModes)(mode, ['mode']),
  ]);
  if (distribution.length === 0) refuse('empty', ['distribution'], 'at least one usage', distribution);
  const whole = BigInt(
    safeSum(
      'weights of a distribution',
      distribution.map(({ weight }) => weight),
    ),
  );
  const compare = ({ usage }: UsageShare, at: number, count: number): TariffComparison['costs'] =>
    within(
      ([, , ...path]) => ['distribution', at, 'usage', ...path],
      'request',
      () => menu.compare(new Array<MonthUsage>(count).fill(usage)).costs,
    );
  const single = distribution.map((share, at) => compare(share, at, 1).map(({ total }) => minorUnitsBig(total)));
  const plans = compare(distribution[0] as UsageShare, 0, 2);
  // What a second month of the same usage adds is the month's; the rest of the first is paid once.
  const once = plans.map(({ total }, plan) => 2n * single[0]![plan]! - minorUnitsBig(total));
  /** By usage and plan: what it costs to have that usage in all months. */
  const held = single.map((costs) => costs.map((cost, plan) => once[plan]! + BigInt(months) * (cost - once[plan]!)));
  /** Expected cost × the whole weight. */
  const weighted = plans.map((_, plan) =>
    distribution.reduce((sum, { weight }, at) => sum + BigInt(weight) * held[at]![plan]!, 0n),
  );
  const least = smallest(weighted);
  return {
    costs: plans.map(({ plan, provider, total: { currency } }, at) => {
      const show = (units: bigint) => moneyFromMinorUnits(divideRounded(units, whole, mode), currency);
      return {
        plan,
        provider,
        total: show(weighted[at]!),
        regret: show(weighted[at]! - least),
        cheapestIn: distribution.reduce(
          (sum, { weight }, usage) => (held[usage]![at] === smallest(held[usage]!) ? sum + weight : sum),
          0,
        ),
      };
    }),
    cheapest: plans.flatMap(({ plan }, at) => (weighted[at] === least ? [plan] : [])),
  };
}

const smallest = (costs: readonly bigint[]): bigint => costs.reduce((least, cost) => (cost < least ? cost : least));

const checkDistribution = /* @__PURE__ */ checkRows(
  'a list of usages',
  /* @__PURE__ */ checkRow<UsageShare>('a usage { usage, weight }', {
    usage: /* @__PURE__ */ checkRow<object>('the usage of a month by meter', {}),
    weight: checkCount,
  }),
);
