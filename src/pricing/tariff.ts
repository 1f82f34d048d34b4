import { currencyScale } from '../core/currency.js';
import type { Label } from '../core/label.js';
import { type Money, moneyFromMinorUnits } from '../core/money.js';
import type { RoundingMode } from '../core/rounding.js';
import { readScaledBig } from '../core/scaled.js';
import { type Arithmetic, bigIntegers, onEither, safeIntegers } from './arithmetic.js';
import { amountOf, compileCharge, type PieceTable, type SteppedCharge } from './charge.js';
import type { Quantity } from './charge-model.js';
import { refuse } from './refuse.js';
import { requirePlans } from './tariff-check.js';
import { costColumn } from './tariff-column.js';

/** One metered charge of a plan. */
export interface PlanCharge {
  readonly meter: string;
  readonly charge: SteppedCharge;
}

/** A tariff plan, own or a rival's: what it costs a month, and once. */
export interface TariffPlan {
  readonly id: string;
  readonly label?: Label | undefined;
  readonly provider: string;
  readonly monthly: string;
  readonly oneOff?: string | undefined;
  readonly charges: readonly PlanCharge[];
}

/** How plans are compared. */
export interface TariffSetting {
  readonly currency: string;
  /** Each month's charge of a meter is rounded once. */
  readonly mode: RoundingMode;
  /** Digits after the point that usage may show. */
  readonly quantityScale: number;
}

/** One month's usage by meter; `null` is a month without data, which is not a month without usage. */
export type MonthUsage = { readonly [meter: string]: Quantity } | null;

/** What one plan would have cost. */
export interface TariffCost {
  readonly plan: string;
  readonly provider: string;
  readonly total: Money;
  /** Above the cheapest. */
  readonly regret: Money;
}

/** Plans against one customer's usage. */
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

/** A menu of plans, ready to compare. */
export interface TariffMenu {
  /** What each plan would have cost over a usage history, the cheapest and the regret of the others. */
  readonly compare: (history: readonly MonthUsage[]) => TariffComparison;
  /**
   * Costs in minor units for many customers: `usage[meter]` holds `customers × months` quantities in units of
   * 10^-quantityScale, customer by customer. Returns one column per plan.
   */
  readonly costColumns: (
    usage: { readonly [meter: string]: Int32Array | Float64Array },
    months: number,
  ) => readonly Float64Array[];
}

/** A plan in units of the currency's scale. */
export interface CompiledPlan<N extends number | bigint> {
  readonly plan: TariffPlan;
  readonly monthly: N;
  readonly oneOff: N;
  readonly charges: readonly { readonly meter: string; readonly table: PieceTable<N> }[];
}

/**
 * Prepares a menu of plans (弹性资费组合).
 *
 * @param plans own and rival; monthly and one-off amounts as decimal texts
 * @throws PolicyError for no plans, and for plans and charges with faults
 * @example
 * const menu = compileTariffs([
 *   { id: 'A', provider: 'us', monthly: '30', charges: [{ meter: 'minutes', charge: { model: 'perUnit', amount: '0.10' } }] },
 *   { id: 'B', provider: 'us', monthly: '60', charges: [{ meter: 'minutes', charge: { model: 'perUnit', amount: '0.05' } }] },
 * ], { currency: 'CNY', mode: 'halfUp', quantityScale: 0 });
 * menu.compare([{ minutes: 400 }]).cheapest //=> ['A']
 */
export function compileTariffs(plans: readonly TariffPlan[], setting: TariffSetting): TariffMenu {
  const { currency, quantityScale } = setting;
  const scale = currencyScale(currency);
  requirePlans(plans, () => quantityScale);
  const big = plans.map((plan) => compilePlan(plan, scale, setting, bigIntegers));
  let small: readonly CompiledPlan<number>[] | undefined;
  // Amounts beyond safe integers refuse here, and then only where the short way is asked for.
  const smallPlans = (): readonly CompiledPlan<number>[] => {
    small ??= plans.map((plan) => compilePlan(plan, scale, setting, safeIntegers));
    return small;
  };
  return {
    compare: (history) => {
      const months = history.filter((month) => month !== null);
      const totals = onEither<readonly (number | bigint)[]>(
        () => smallPlans().map((plan) => costOf(plan, months, setting, scale, safeIntegers)),
        () => big.map((plan) => costOf(plan, months, setting, scale, bigIntegers)),
      ).map(BigInt);
      return comparisonOf(plans, totals, currency, months.length, history.length - months.length);
    },
    costColumns: (usage, months) => smallPlans().map((plan) => costColumn(plan, usage, months, setting.mode, scale)),
  };
}

function compilePlan<N extends number | bigint>(
  plan: TariffPlan,
  scale: number,
  { quantityScale }: TariffSetting,
  arithmetic: Arithmetic<N>,
): CompiledPlan<N> {
  const read = (amount: string, at: string): N => {
    const units = readScaledBig(amount, scale);
    if (units === undefined)
      refuse('format', [plan.id, at], `a decimal text of at most ${scale} decimal places`, amount);
    return arithmetic.from(units);
  };
  return {
    plan,
    monthly: read(plan.monthly, 'monthly'),
    oneOff: read(plan.oneOff ?? '0', 'oneOff'),
    charges: plan.charges.map(({ meter, charge }) => ({
      meter,
      table: compileCharge(charge, quantityScale, scale, arithmetic),
    })),
  };
}

function costOf<N extends number | bigint>(
  { plan, monthly, oneOff, charges }: CompiledPlan<N>,
  months: readonly { readonly [meter: string]: Quantity }[],
  { quantityScale, mode }: TariffSetting,
  scale: number,
  arithmetic: Arithmetic<N>,
): N {
  let total = oneOff;
  for (const [at, usage] of months.entries()) {
    total = arithmetic.add(total, monthly);
    for (const { meter, table } of charges) {
      const given = Object.hasOwn(usage, meter) ? usage[meter] : undefined;
      const units = given === undefined ? undefined : readScaledBig(String(given), quantityScale);
      if (units === undefined || units < 0n) {
        const expected = `the usage that plan ${plan.id} charges, 0 where there was none`;
        refuse(given === undefined ? 'missing' : 'format', ['history', at, meter], expected, given);
      }
      const amount = amountOf(table, arithmetic.from(units), arithmetic);
      total = arithmetic.add(total, arithmetic.divide(amount, arithmetic.tenTo(table.amountScale - scale), mode));
    }
  }
  return total;
}

function comparisonOf(
  plans: readonly TariffPlan[],
  totals: readonly bigint[],
  currency: string,
  months: number,
  unknownMonths: number,
): TariffComparison {
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
