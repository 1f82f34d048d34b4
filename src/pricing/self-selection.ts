import { type Money, minorUnitsBig, moneyFromMinorUnits } from '../core/money.js';
import { checkRow, checkRows, checkUnits, refuseFaults } from '../core/row-check.js';
import { within } from '../core/within.js';
import { refuse } from './refuse.js';
import { safeSum } from './safe-sum.js';
import type { MonthUsage, TariffMenu } from './tariff.js';
import type { TariffComparison } from './tariff-comparison.js';

/** So many customers of one usage. */
export interface UsageGroup {
  readonly customers: number;
  readonly history: readonly MonthUsage[];
}

/**
 * Revenue when customers choose for themselves, against all of them on one plan: of those whose usage is known in some month,
 * over their known months. `null` where nobody's is.
 */
export interface SelfSelection {
  readonly revenue: Money | null;
  readonly baseline: Money | null;
  /** Below 0 where choice costs revenue. */
  readonly change: Money | null;
  /** Customers per plan; ties go to the plan declared first. */
  readonly customers: readonly { readonly plan: string; readonly customers: number }[];
  /** Customers without a known month, who are left out. */
  readonly unknownCustomers: number;
}

/**
 * What a menu does to revenue when every customer takes the cheapest plan (自选效应).
 *
 * @param baseline id of the plan that all are on today
 * @throws InputError `empty` without groups, `range` for a number of customers, `unknownReference` for the baseline, and what
 * `menu.compare` refuses (`groups.0.history.3.minutes`); LimitError for more than 2^53 - 1 customers in all
 */
export function selfSelection(menu: TariffMenu, groups: readonly UsageGroup[], baseline: string): SelfSelection {
  refuseFaults(checkGroups(groups, ['groups']));
  if (groups.length === 0) refuse('empty', ['groups'], 'at least one group', groups);
  safeSum(
    'customers of all groups',
    groups.map(({ customers }) => customers),
  );
  const results = groups.map(({ customers, history }, at) => ({
    customers,
    ...within(
      (path) => ['groups', at, ...path],
      'request',
      () => menu.compare(history),
    ),
  }));
  const known = results.filter(({ months }) => months > 0);
  const unknownCustomers = results.reduce((sum, { months, customers }) => (months > 0 ? sum : sum + customers), 0);
  const [first] = known;
  if (first === undefined) return { revenue: null, baseline: null, change: null, customers: [], unknownCustomers };
  const { currency } = first.costs[0]!.total;
  const units = (costs: TariffComparison['costs'], id: string): bigint =>
    minorUnitsBig(
      costs.find(({ plan }) => plan === id)?.total ?? refuse('unknownReference', ['baseline'], 'the id of a plan', id),
    );
  let revenue = 0n;
  let before = 0n;
  const chosen = new Map(first.costs.map(({ plan }) => [plan, 0]));
  for (const { customers, costs, cheapest } of known) {
    const plan = cheapest[0] as string;
    chosen.set(plan, (chosen.get(plan) ?? 0) + customers);
    revenue += BigInt(customers) * units(costs, plan);
    before += BigInt(customers) * units(costs, baseline);
  }
  const money = (amount: bigint) => moneyFromMinorUnits(amount, currency);
  return {
    revenue: money(revenue),
    baseline: money(before),
    change: money(revenue - before),
    customers: [...chosen].map(([plan, customers]) => ({ plan, customers })),
    unknownCustomers,
  };
}

/** The history is checked where it is compared. */
const checkGroups = /* @__PURE__ */ checkRows(
  'a list of groups',
  /* @__PURE__ */ checkRow<UsageGroup>('a group { customers, history }', {
    customers: checkUnits,
    history: () => [],
  }),
);
