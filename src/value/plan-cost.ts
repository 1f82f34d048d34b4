import type { Money } from '../core/money.js';
import { compareMoney, isNegativeMoney, multiplyMoney, subtractMoney, sumMoney } from '../core/money-arithmetic.js';
import type { Rounding } from '../core/rounding.js';
import { within } from '../core/within.js';
import { refuse } from '../statistics/checks.js';
import { checkAmount, checkAmounts, checkShare } from './check-amount.js';
import type { Valued } from './equity.js';

/** Whether a plan costs more than the customer's value allows. */
export interface PlanCostCheck {
  /** Share of the lifetime value that may be spent; zero for a customer not above zero. */
  readonly cap: Money;
  /** By how much the plan exceeds it; zero where it doesn't. */
  readonly over: Money;
  readonly within: boolean;
}

/**
 * Guards against spending the future: no keep-plan or acquisition may cost more than a share of what the customer is
 * worth. Practice: 透支企业的发展资源.
 *
 * @param share - the policy's cap as a decimal text, `'0.30'`
 * @example
 * const cny = (amount: string) => ({ amount, currency: 'CNY' });
 * checkPlanCost({ value: cny('1000.00'), cost: cny('350.00') }, '0.30', { mode: 'halfUp' }).over //=> { amount: '50.00', currency: 'CNY' }
 */
export function checkPlanCost(
  plan: { readonly value: Money; readonly cost: Money },
  share: string,
  rounding: Rounding,
): PlanCostCheck {
  checkShare(share);
  checkAmounts({ value: plan.value, cost: plan.cost });
  if (isNegativeMoney(plan.cost)) refuse('range', ['cost'], 'a cost of at least 0', plan.cost.amount);
  const none = subtractMoney(plan.cost, plan.cost);
  const cap = isNegativeMoney(plan.value) ? none : multiplyMoney(plan.value, share, rounding);
  const excess = subtractMoney(plan.cost, cap);
  const within = compareMoney(excess, none) <= 0;
  return { cap, over: within ? none : excess, within };
}

/** A keep-plan as it competes for a customer or a budget. */
export interface KeepPlan extends Valued {
  readonly cost: Money;
}

/**
 * Sums plans against the portfolio's budget, each also against its own cap.
 */
export function checkPlans(
  plans: readonly KeepPlan[],
  limits: { readonly share: string; readonly budget: Money; readonly rounding: Rounding },
): {
  readonly plans: readonly (PlanCostCheck & { readonly id: string })[];
  readonly cost: Money;
  readonly overBudget: Money;
  readonly within: boolean;
} {
  checkShare(limits.share);
  checkAmount(limits.budget, ['budget']);
  const checks = plans.map((plan, at) => ({
    id: plan.id,
    ...within(
      (path) => ['plans', at, ...path],
      'input',
      () => checkPlanCost(plan, limits.share, limits.rounding),
    ),
  }));
  const cost = sumMoney(
    plans.map((plan) => plan.cost),
    limits.budget.currency,
  );
  const none = subtractMoney(cost, cost);
  const excess = subtractMoney(cost, limits.budget);
  const overBudget = isNegativeMoney(excess) ? none : excess;
  const allWithin = compareMoney(excess, none) <= 0 && checks.every((check) => check.within);
  return { plans: checks, cost, overBudget, within: allWithin };
}

/** A plan that competes with others for the same customer or resource. */
export interface CompetingPlan extends KeepPlan {
  /** Whether it keeps the customer; `value` is then the equity kept, else what the plan gains otherwise. */
  readonly keepsCustomer: boolean;
  /** Whether floor and credit limits allow it; what they refuse is out, whatever it keeps. */
  readonly permitted: boolean;
}

/**
 * Settles a conflict of plans by the customer-asset rule: among those that floor and credit limits permit, first a plan
 * that keeps the customer where it keeps more than it costs, then the larger net value, then the id. Practice: 企业应当留住客户资产.
 *
 * @returns the plans in order of preference, the refused left out; empty where all are refused
 */
export function rankCompetingPlans(plans: readonly CompetingPlan[]): readonly CompetingPlan[] {
  plans.forEach(({ value, cost }, at) => {
    checkAmount(value, ['plans', at, 'value']);
    checkAmount(cost, ['plans', at, 'cost']);
  });
  const net = (plan: CompetingPlan): Money => subtractMoney(plan.value, plan.cost);
  const keeps = (plan: CompetingPlan): number => Number(plan.keepsCustomer && compareMoney(plan.value, plan.cost) > 0);
  return plans
    .filter(({ permitted }) => permitted)
    .sort((a, b) => keeps(b) - keeps(a) || compareMoney(net(b), net(a)) || (a.id < b.id ? -1 : Number(a.id > b.id)));
}
