import { currencyScale } from '../core/currency.js';
import { PolicyError } from '../core/errors.js';
import type { Label } from '../core/label.js';
import { type Money, moneyFromMinorUnits } from '../core/money.js';
import type { RoundingMode } from '../core/rounding.js';
import { readScaledBig, writeScaled } from '../core/scaled.js';
import { type Arithmetic, bigIntegers, onEither, safeIntegers } from './arithmetic.js';
import { amountOf, compileCharge, type PieceTable, quantityDigits, type SteppedCharge } from './charge.js';
import { checkCharge } from './charge-check.js';
import type { Quantity } from './charge-model.js';
import { refuse } from './refuse.js';
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
 * @throws PolicyError for a charge with faults
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
  const issues = plans.flatMap(({ charges }, at) =>
    charges.flatMap(({ charge }, k) => checkCharge(charge, quantityScale, ['plans', at, 'charges', k, 'charge'])),
  );
  if (issues.length > 0) throw new PolicyError(issues, 'tariff plans');
  const big = plans.map((plan) => compilePlan(plan, scale, setting, bigIntegers));
  const small = (): readonly CompiledPlan<number>[] =>
    plans.map((plan) => compilePlan(plan, scale, setting, safeIntegers));
  let known: readonly CompiledPlan<number>[] | undefined;
  const smallPlans = (): readonly CompiledPlan<number>[] => {
    known ??= small();
    return known;
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

/** A quantity at which two plans cost the same, and which is cheaper on either side. */
export interface Breakeven {
  /** Exact, as a fraction. */
  readonly numerator: string;
  readonly denominator: string;
  /** To six decimal places, half up, for display. */
  readonly quantity: string;
  /** The least whole quantity from which the plan that is cheaper above is at least as cheap. */
  readonly wholeFrom: string;
  readonly cheaperBelow: string;
  readonly cheaperAbove: string;
}

/**
 * Where two plans of one meter cross, by exact fractions; one-off amounts are spread over `months`. Plans that charge by
 * started blocks step and have no single crossing: they are refused (InputError `conflict`).
 *
 * @param months over which one-off amounts are spread, 1 or more
 * @example
 * breakevens(
 *   { id: 'A', provider: 'us', monthly: '30', charges: [{ meter: 'minutes', charge: { model: 'perUnit', amount: '0.10' } }] },
 *   { id: 'B', provider: 'us', monthly: '60', charges: [{ meter: 'minutes', charge: { model: 'perUnit', amount: '0.05' } }] },
 *   12,
 * ).map(({ quantity, cheaperBelow }) => [quantity, cheaperBelow]) //=> [['600.000000', 'A']]
 */
export function breakevens(a: TariffPlan, b: TariffPlan, months: number): readonly Breakeven[] {
  const [first, second] = [lineOf(a, months), lineOf(b, months)];
  const scale = Math.max(first.digits, second.digits);
  const [f, g] = [curve(first, scale), curve(second, scale)];
  const bounds = [...new Set([0n, ...f.bounds, ...g.bounds])].sort((x, y) => (x < y ? -1 : 1));
  const found: Breakeven[] = [];
  for (const [at, low] of bounds.entries()) {
    const high = bounds[at + 1];
    const difference = f.after(low) - g.after(low);
    const slope = f.slope(low) - g.slope(low);
    if (slope === 0n) continue;
    // low + x, with difference + slope × x = 0
    const [up, down] = slope < 0n ? [difference, -slope] : [-difference, slope];
    if (up < 0n || (up === 0n && at > 0) || (high !== undefined && up > (high - low) * down)) continue;
    if (up === 0n && at === 0) continue;
    const numerator = low * down + up;
    const unit = 10n ** BigInt(scale);
    const cheaperAbove = slope < 0n ? a.id : b.id;
    found.push({
      ...reduced(numerator, down * unit),
      quantity: writeScaled(bigIntegers.divide(numerator * 10n ** 6n, down * unit, 'halfUp'), 6),
      wholeFrom: String(bigIntegers.divide(numerator, down * unit, 'ceiling')),
      cheaperBelow: cheaperAbove === a.id ? b.id : a.id,
      cheaperAbove,
    });
  }
  return found;
}

function reduced(numerator: bigint, denominator: bigint): { readonly numerator: string; readonly denominator: string } {
  let [x, y] = [numerator, denominator];
  while (y !== 0n) [x, y] = [y, x % y];
  return { numerator: String(numerator / x), denominator: String(denominator / x) };
}

interface Line {
  readonly charge: SteppedCharge;
  readonly months: number;
  readonly fixed: { readonly oneOff: string; readonly monthly: string };
  readonly digits: number;
}

function lineOf({ id, monthly, oneOff = '0', charges }: TariffPlan, months: number): Line {
  const charge = charges[0]?.charge;
  if (charges.length !== 1 || charge === undefined) refuse('conflict', [id, 'charges'], 'plans of one meter', charges);
  if (!(Number.isSafeInteger(months) && months >= 1))
    refuse('range', ['months'], 'a whole number of months, 1 or more', months);
  const blocks = charge.model === 'package' || JSON.stringify(charge).includes('"block"');
  if (blocks) refuse('conflict', [id, 'charges'], 'a charge without started blocks', charge.model);
  return { charge, months, fixed: { oneOff, monthly }, digits: quantityDigits(charge) };
}

interface Curve {
  readonly bounds: readonly bigint[];
  /** The cost just beyond a quantity, flat fees of the tier entered there included. */
  readonly after: (quantity: bigint) => bigint;
  readonly slope: (quantity: bigint) => bigint;
}

const moneyDigits = 24;

/** The cost over all months as a function of one month's quantity, in units of 10^-24. */
function curve({ charge, months, fixed }: Line, scale: number): Curve {
  const table = compileCharge(charge, scale, 0, bigIntegers);
  const more = 10n ** BigInt(moneyDigits - table.amountScale) * BigInt(months);
  const units = (text: string): bigint => readScaledBig(text, moneyDigits) ?? 0n;
  const always = units(fixed.oneOff) + BigInt(months) * units(fixed.monthly);
  const slope = (quantity: bigint): bigint =>
    (table.unit[table.upTo.filter((bound) => bound <= quantity).length] as bigint) * more;
  return {
    bounds: table.upTo,
    after: (quantity) => always + amountOf(table, quantity + 1n, bigIntegers) * more - slope(quantity),
    slope,
  };
}

/** So many customers of one usage. */
export interface UsageGroup {
  readonly customers: number;
  readonly history: readonly MonthUsage[];
}

/** Revenue when customers choose for themselves, against all of them on one plan. */
export interface SelfSelection {
  readonly revenue: Money;
  readonly baseline: Money;
  /** Below 0 where choice costs revenue. */
  readonly change: Money;
  /** Customers per plan; ties go to the plan declared first. */
  readonly customers: readonly { readonly plan: string; readonly customers: number }[];
}

/**
 * What a menu does to revenue when every customer takes the cheapest plan (自选效应).
 *
 * @param baseline id of the plan that all are on today
 */
export function selfSelection(menu: TariffMenu, groups: readonly UsageGroup[], baseline: string): SelfSelection {
  const results = groups.map(({ customers, history }) => ({ customers, ...menu.compare(history) }));
  const currency = results[0]?.costs[0]?.total.currency ?? refuse('empty', ['groups'], 'at least one group', groups);
  const scale = currencyScale(currency);
  const units = (money: Money | undefined): bigint =>
    money === undefined
      ? refuse('unknownReference', ['baseline'], 'the id of a plan', baseline)
      : (readScaledBig(money.amount, scale) ?? 0n);
  let revenue = 0n;
  let before = 0n;
  const chosen = new Map(results[0]?.costs.map(({ plan }) => [plan, 0]));
  for (const { customers, costs, cheapest } of results) {
    const plan = cheapest[0] as string;
    chosen.set(plan, (chosen.get(plan) ?? 0) + customers);
    revenue += BigInt(customers) * units(costs.find((cost) => cost.plan === plan)?.total);
    before += BigInt(customers) * units(costs.find((cost) => cost.plan === baseline)?.total);
  }
  const money = (amount: bigint) => moneyFromMinorUnits(amount, currency);
  return {
    revenue: money(revenue),
    baseline: money(before),
    change: money(revenue - before),
    customers: [...chosen].map(([plan, customers]) => ({ plan, customers })),
  };
}
