import { InputError } from '../core/errors.js';
import { type Issue, issue } from '../core/issue.js';
import { type Money, moneyToDecimal } from '../core/money.js';
import {
  addMoney,
  compareMoney,
  isNegativeMoney,
  minMoney,
  multiplyMoney,
  subtractMoney,
  sumMoney,
} from '../core/money-arithmetic.js';
import type { Rounding } from '../core/rounding.js';
import { checkProbability, refuse } from '../statistics/checks.js';
import { type ChainHorizon, chainValue, type TransitionMatrix } from '../statistics/markov.js';
import { type Measured, mapMeasured, measured, unmeasured } from '../statistics/measured.js';

/** A customer with a value in money, such as a lifetime value; below zero where it costs. */
export interface Valued {
  readonly id: string;
  readonly value: Money;
}

/** A ratio of two amounts as a number; undefined because `zeroBase`. */
export function ratioOf(part: Money, whole: Money): Measured {
  const base = moneyToDecimal(whole);
  subtractMoney(part, whole); // refuses a second currency
  return base.isZero() ? unmeasured('zeroBase') : measured(moneyToDecimal(part).div(base).toNumber());
}

/**
 * What a base of customers is worth: the sum of their lifetime values, those below zero subtracted. Practice: 客户资产.
 *
 * @throws InputError `duplicate` for an id that comes twice, `currency` for a second currency
 * @example
 * customerEquity([{ id: 'A', value: { amount: '900.00', currency: 'CNY' } }, { id: 'B', value: { amount: '-50.00', currency: 'CNY' } }], 'CNY').total
 * //=> { amount: '850.00', currency: 'CNY' }
 */
export function customerEquity(
  customers: Iterable<Valued>,
  currency: string,
): { readonly total: Money; readonly belowZero: Money; readonly customers: number } {
  const seen = new Set<string>();
  const values: Money[] = [];
  for (const { id, value } of customers) {
    if (seen.has(id)) refuse('duplicate', ['customers', id], 'every customer once', id);
    seen.add(id);
    values.push(value);
  }
  return {
    total: sumMoney(values, currency),
    belowZero: sumMoney(values.filter(isNegativeMoney), currency),
    customers: values.length,
  };
}

/**
 * Return on customer: the cash of a period and the change in customer equity over the equity at its start.
 * Source: D. Peppers & M. Rogers, Return on Customer (2005).
 *
 * @returns undefined because `zeroBase`
 * @example
 * const cny = (amount: string) => ({ amount, currency: 'CNY' });
 * returnOnCustomer({ start: cny('1000'), end: cny('1050'), cash: cny('100') }).value //=> 0.15
 */
export function returnOnCustomer(period: {
  readonly start: Money;
  readonly end: Money;
  readonly cash: Money;
}): Measured {
  return ratioOf(addMoney(period.cash, subtractMoney(period.end, period.start)), period.start);
}

/** Who brought whom. */
export interface Referral {
  readonly referrer: string;
  readonly referred: string;
}

/** Own and credited value kept apart: only `own` may be summed. */
export interface ReferralCredit {
  readonly id: string;
  readonly own: Money;
  readonly credited: Money;
  /** Whether the cap cut the credit. */
  readonly capped: boolean;
}

/**
 * Credits referrers with a share of what those they brought are worth. The credit stands beside the values and never in
 * their sum, so that total equity is not inflated. Somebody worth less than zero credits nothing. Practice: 口碑与社会网络.
 *
 * @param terms.share - 0 to 1
 * @param terms.cap - most that one referrer is credited
 * @throws InputError `unknownReference` for an id without a value, `duplicate` for one referred twice, `cycle`
 */
export function creditReferrals(
  customers: readonly Valued[],
  referrals: readonly Referral[],
  terms: { readonly share: string; readonly cap: Money; readonly rounding: Rounding },
): { readonly credits: readonly ReferralCredit[]; readonly equity: Money } {
  checkProbability(Number(terms.share), 'share');
  const values = new Map(customers.map(({ id, value }) => [id, value]));
  const { total: equity } = customerEquity(customers, terms.cap.currency);
  checkReferrals(values, referrals);
  const credited = new Map<string, Money>();
  for (const { referrer, referred } of referrals) {
    const value = values.get(referred)!;
    if (isNegativeMoney(value)) continue;
    const credit = multiplyMoney(value, terms.share, terms.rounding);
    const before = credited.get(referrer);
    credited.set(referrer, before === undefined ? credit : addMoney(before, credit));
  }
  const none = subtractMoney(terms.cap, terms.cap);
  const credits = customers.map(({ id, value }) => {
    const full = credited.get(id) ?? none;
    return { id, own: value, credited: minMoney(full, terms.cap), capped: compareMoney(full, terms.cap) > 0 };
  });
  return { credits, equity };
}

function checkReferrals(values: ReadonlyMap<string, Money>, referrals: readonly Referral[]): void {
  const faults: Issue[] = [];
  const broughtBy = new Map<string, string>();
  referrals.forEach(({ referrer, referred }, r) => {
    for (const [key, id] of [
      ['referrer', referrer],
      ['referred', referred],
    ] as const) {
      if (!values.has(id)) faults.push(issue('unknownReference', ['referrals', r, key], 'a customer with a value', id));
    }
    if (broughtBy.has(referred)) {
      faults.push(issue('duplicate', ['referrals', r, 'referred'], 'one referrer for each customer', referred));
    }
    broughtBy.set(referred, referrer);
  });
  referrals.forEach(({ referred }, r) => {
    const seen = new Set([referred]);
    for (let at = broughtBy.get(referred); at !== undefined; at = broughtBy.get(at)) {
      if (at === referred)
        faults.push(issue('cycle', ['referrals', r], 'a customer who was not brought by those they brought', referred));
      if (seen.has(at)) break;
      seen.add(at);
    }
  });
  if (faults.length > 0) throw new InputError(faults, 'referrals');
}

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
  checkProbability(Number(share), 'share');
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
  const checks = plans.map((plan) => ({ id: plan.id, ...checkPlanCost(plan, limits.share, limits.rounding) }));
  const cost = sumMoney(
    plans.map((plan) => plan.cost),
    limits.budget.currency,
  );
  const none = subtractMoney(cost, cost);
  const excess = subtractMoney(cost, limits.budget);
  const overBudget = isNegativeMoney(excess) ? none : excess;
  const within = compareMoney(excess, none) <= 0 && checks.every((check) => check.within);
  return { plans: checks, cost, overBudget, within };
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
  const net = (plan: CompetingPlan): Money => subtractMoney(plan.value, plan.cost);
  const keeps = (plan: CompetingPlan): number => Number(plan.keepsCustomer && compareMoney(plan.value, plan.cost) > 0);
  return plans
    .filter(({ permitted }) => permitted)
    .sort((a, b) => keeps(b) - keeps(a) || compareMoney(net(b), net(a)) || (a.id < b.id ? -1 : Number(a.id > b.id)));
}

/**
 * What a customer in each tier is worth when customers move between tiers: this period's margin and the discounted
 * margins of the tiers to come.
 * Source: Pfeifer & Carraway (2000), see `chainValue` of the statistics.
 *
 * @param chain.margins - one period's margin in each state, in the order of the matrix; zero for the state of those who left
 * @returns one value per state; undefined as `chainValue` says
 */
export function tierChainValue(chain: {
  readonly states: readonly string[];
  readonly matrix: TransitionMatrix;
  readonly margins: readonly Money[];
  readonly discountRate: number;
  readonly horizon: ChainHorizon;
  readonly rounding: Rounding;
}): Measured<readonly { readonly state: string; readonly value: Money }[]> {
  const { states, matrix, margins, rounding } = chain;
  const currency = margins[0]?.currency ?? refuse('empty', ['margins'], 'one margin for each state', margins);
  sumMoney(margins, currency); // refuses a second currency
  if (states.length !== matrix.length) refuse('range', ['states'], `${matrix.length} states`, states.length);
  const rewards = margins.map((margin) => moneyToDecimal(margin).toNumber());
  return mapMeasured(chainValue(matrix, rewards, chain.discountRate, chain.horizon), (values) =>
    values.map((value, i) => ({
      state: states[i]!,
      value: multiplyMoney({ amount: '1', currency }, value.toFixed(9), rounding),
    })),
  );
}
