import { type Money, minorUnitsBig, moneyFromMinorUnits } from '../core/money.js';
import { refuse } from './refuse.js';
import type { MonthUsage, TariffMenu } from './tariff.js';

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
  groups.forEach(({ customers }, at) => {
    if (!(Number.isSafeInteger(customers) && customers >= 0))
      refuse('range', ['groups', at, 'customers'], 'a whole number, 0 or more', customers);
  });
  const units = (money: Money | undefined): bigint =>
    money === undefined ? refuse('unknownReference', ['baseline'], 'the id of a plan', baseline) : minorUnitsBig(money);
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
