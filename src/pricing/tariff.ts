import { currencyScale } from '../core/currency.js';
import type { Label } from '../core/label.js';
import type { RoundingMode } from '../core/rounding.js';
import { readScaledBig } from '../core/scaled.js';
import { type Arithmetic, bigIntegers, onEither, safeIntegers, unitsOf } from './arithmetic.js';
import { compileCharge, type SteppedCharge } from './charge.js';
import type { Quantity } from './charge-model.js';
import { lazily } from './lazily.js';
import { amountOf, type PieceTable } from './piece-table.js';
import { refuse } from './refuse.js';
import { requirePlans, requireSetting } from './tariff-check.js';
import { costColumns, type UsageColumns } from './tariff-column.js';
import { comparisonOf, type TariffComparison } from './tariff-comparison.js';

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

/** A menu of plans, ready to compare. */
export interface TariffMenu {
  /** What each plan would have cost over a usage history, the cheapest and the regret of the others. */
  readonly compare: (history: readonly MonthUsage[]) => TariffComparison;
  /**
   * Costs in minor units for many customers: `usage[meter]` holds `customers × months` quantities in units of
   * 10^-quantityScale, customer by customer. Returns one column per plan.
   *
   * @param months 1 or more
   * @throws InputError `missing` for a meter that a plan charges, `range` for columns that do not hold so many months of the same
   * customers, and for a quantity that is not whole, below 0 or not known: a customer with such a month has no cost to tell
   */
  readonly costColumns: (usage: UsageColumns, months: number) => readonly Float64Array[];
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
 * @param plans own and rival; monthly and one-off amounts as decimal texts, no finer than the currency
 * @param setting `quantityScale` from 0 to 15
 * @throws PolicyError for no plans, for plans and charges with faults, and for a setting that is none
 * @example
 * const menu = compileTariffs([
 *   { id: 'A', provider: 'us', monthly: '30', charges: [{ meter: 'minutes', charge: { model: 'perUnit', amount: '0.10' } }] },
 *   { id: 'B', provider: 'us', monthly: '60', charges: [{ meter: 'minutes', charge: { model: 'perUnit', amount: '0.05' } }] },
 * ], { currency: 'CNY', mode: 'halfUp', quantityScale: 0 });
 * menu.compare([{ minutes: 400 }]).cheapest //=> ['A']
 */
export function compileTariffs(plans: readonly TariffPlan[], setting: TariffSetting): TariffMenu {
  requireSetting(setting);
  const { currency, quantityScale } = setting;
  const scale = currencyScale(currency);
  requirePlans(plans, () => quantityScale, scale);
  const big = plans.map((plan) => compilePlan(plan, scale, setting, bigIntegers));
  // Amounts beyond safe integers refuse here, and then only where the short way is asked for.
  const small = lazily(() => plans.map((plan) => compilePlan(plan, scale, setting, safeIntegers)));
  return {
    compare: (history) => {
      if (!Array.isArray(history)) refuse('type', ['history'], 'a list of months', history);
      const months = history.filter(isKnown).length;
      const totals = onEither<readonly (number | bigint)[]>(
        () => small().map((plan) => costOf(plan, history, setting, scale, safeIntegers)),
        () => big.map((plan) => costOf(plan, history, setting, scale, bigIntegers)),
      ).map(BigInt);
      return comparisonOf(plans, totals, currency, months, history.length - months);
    },
    costColumns: (usage, months) => costColumns(small(), usage, months, setting.mode, scale),
  };
}

function compilePlan<N extends number | bigint>(
  plan: TariffPlan,
  scale: number,
  { quantityScale }: TariffSetting,
  arithmetic: Arithmetic<N>,
): CompiledPlan<N> {
  const read = (amount: string): N => unitsOf(amount, scale, arithmetic) as N;
  return {
    plan,
    monthly: read(plan.monthly),
    oneOff: read(plan.oneOff ?? '0'),
    charges: plan.charges.map(({ meter, charge }) => ({
      meter,
      table: compileCharge(charge, quantityScale, scale, arithmetic),
    })),
  };
}

const isKnown = (month: MonthUsage | undefined): month is NonNullable<MonthUsage> =>
  month !== null && month !== undefined;

function costOf<N extends number | bigint>(
  { plan, monthly, oneOff, charges }: CompiledPlan<N>,
  history: readonly MonthUsage[],
  { quantityScale, mode }: TariffSetting,
  scale: number,
  arithmetic: Arithmetic<N>,
): N {
  let total = oneOff;
  for (const [at, usage] of history.entries()) {
    if (!isKnown(usage)) continue;
    total = arithmetic.add(total, monthly);
    for (const { meter, table } of charges) {
      const given = Object.hasOwn(usage, meter) ? usage[meter] : undefined;
      const units = readUsage(given, quantityScale);
      if (units === undefined) refuseUsage(plan, history, at, meter);
      const amount = amountOf(table, arithmetic.from(units), arithmetic);
      total = arithmetic.add(total, arithmetic.divide(amount, arithmetic.tenTo(table.amountScale - scale), mode));
    }
  }
  return total;
}

function readUsage(given: unknown, scale: number): bigint | undefined {
  if (typeof given !== 'string' && typeof given !== 'number') return undefined;
  const units = readScaledBig(String(given), scale);
  return units === undefined || units < 0n ? undefined : units;
}

function refuseUsage({ id }: TariffPlan, history: readonly MonthUsage[], at: number, meter: string): never {
  const month: unknown = history[at];
  if (typeof month !== 'object' || month === null || Array.isArray(month))
    refuse('type', ['history', at], 'the usage of a month by meter, null where it is unknown', month);
  const given = Object.hasOwn(month, meter) ? (month as NonNullable<MonthUsage>)[meter] : undefined;
  const expected = `the usage that plan ${id} charges, 0 where there was none`;
  refuse(given === undefined ? 'missing' : 'format', ['history', at, meter], expected, given);
}
