import { addMonths } from '../core/calendar.js';
import { Decimal, readDecimal } from '../core/decimal.js';
import { type Money, moneyFromDecimal, moneyToDecimal } from '../core/money.js';
import type { Rounding } from '../core/rounding.js';
import {
  type CompliancePolicy,
  type ComplianceVerdict,
  checkBenefit,
  type GivenBenefit,
  gravestVerdict,
} from '../practice/compliance.js';
import { type DealPricing, type DealWarning, dealMoney, decisionOf, pricingOf, warningsOf } from './deal-quote.js';
import type { GuaranteeExposure } from './guarantee.js';
import type { Quote, Verdict } from './outcome.js';
import { refuse } from './refuse.js';

/** One thing that a deal gives or asks: a handset, a subsidy, a discount, a prepayment, free calls. */
export interface DealElement {
  readonly id: string;
  /** Who bears it: `operator` gives it to the customer's side, `customer` pays it. */
  readonly borneBy: 'operator' | 'customer';
  readonly when: 'once' | 'monthly';
  readonly per: 'line' | 'deal';
  /** Missing or null is unknown, never zero. */
  readonly amount?: Money | null | undefined;
  /** Who receives it, where that is a question of propriety. */
  readonly benefit?: GivenBenefit | undefined;
}

/** A deal with a minimum spend: a handset offer, a group agreement, a rival's attack. */
export interface Deal {
  readonly id: string;
  readonly start: string;
  readonly months: number;
  /** Lines that the deal covers, of all staff of the unit; null is unknown. */
  readonly lines: number | null;
  readonly staff?: number | null | undefined;
  /** Least to pay by each line each month. */
  readonly minimumSpend?: Money | null | undefined;
  /** Of the spend, in per cent, before the elements. */
  readonly marginPercent?: string | null | undefined;
  /** Yearly interest in per cent, compounded monthly, for present values. */
  readonly yearlyRate?: string | null | undefined;
  readonly elements: readonly DealElement[];
  /**
   * The quote of one month for everything in the deal, as `quote.outcome` gives it. Its money stands for the deal's: the margin
   * instead of `marginPercent`, and its recurring prices where no `minimumSpend` is agreed. Its recurring periods are months.
   */
  readonly quote?: Quote | null | undefined;
  /** What the deal would set off under guarantees given to others: `guaranteeExposure` of the same sale. */
  readonly guarantees?: GuaranteeExposure | null | undefined;
}

/** What a deal is worth to both sides. `null` stands wherever an amount that it needs is unknown. */
export interface DealEvaluation {
  readonly commitmentMonthly: Money | null;
  readonly commitmentYearly: Money | null;
  readonly commitmentTotal: Money | null;
  /** What the operator lays out at the start. */
  readonly outlay: Money | null;
  /** What the customer's side pays at the start, and what that comes to for each month of the term. */
  readonly prepayment: Money | null;
  readonly prepaymentMonthly: Money | null;
  /** Margin of each month after monthly elements. */
  readonly monthlyMargin: Money | null;
  /** Months until the outlay is earned back, two decimal places; null also where it never is. */
  readonly paybackMonths: string | null;
  /** The bill that pays it back, from 1; null where none within the term does. */
  readonly paybackBill: number | null;
  readonly netPresentValue: Money | null;
  /** What the customer's side receives over the term. */
  readonly customerBenefit: Money | null;
  /** Benefit of what it has to spend, per cent with two decimal places. */
  readonly customerSavingPercent: string | null;
  /** The first day on which the customer is free. */
  readonly lockInEnd: string;
  readonly uncoveredStaff: number | null;
  readonly uncoveredPercent: string | null;
  readonly compliance: readonly ({ readonly element: string } & ComplianceVerdict)[];
  /** Of the benefits. */
  readonly verdict: ComplianceVerdict['verdict'];
  /** List, net, floor, margin and approval chain of the quote; `null` without one. */
  readonly pricing: DealPricing | null;
  /** What guarantee holders would have to be paid; it stands beside the present value and is never summed with it. */
  readonly guarantees: Pick<GuaranteeExposure, 'compensation' | 'terminationRights'> | null;
  /** The gravest of quote, benefits and guarantees. */
  readonly decision: Verdict;
  readonly warnings: readonly DealWarning[];
  /** What is missing: `<element>.amount`, `lines`, `minimumSpend`, … */
  readonly unknown: readonly string[];
}

/**
 * Weighs a deal for operator and customer (存费送机、保底消费): outlay, payback, present value, commitment, lock-in, who is not
 * covered, and whether every benefit may be given. Amounts that nobody knows stay unknown and name themselves.
 *
 * @param rounding once per amount shown; quotients are exact before
 * @example
 * const cny = (amount: string) => ({ amount, currency: 'CNY' });
 * evaluateDeal({
 *   id: 'handset', start: '2013-01-01', months: 24, lines: 1, minimumSpend: cny('368'), marginPercent: '40',
 *   elements: [{ id: 'handset', borneBy: 'operator', when: 'once', per: 'line', amount: cny('2000') }],
 * }, 'CNY', { influentialIndividual: 'blocked', otherIndividual: 'needsClearance', mustBeBooked: [] }, { mode: 'halfUp' }).paybackBill //=> 14
 */
export function evaluateDeal(
  deal: Deal,
  currency: string,
  policy: CompliancePolicy,
  rounding: Rounding,
): DealEvaluation {
  const { months, start, elements, lines } = deal;
  if (!(Number.isSafeInteger(months) && months >= 1))
    refuse('range', ['months'], 'a whole number of months, 1 or more', months);
  const show = (value: Decimal | null) => (value === null ? null : moneyFromDecimal(value, currency, rounding));
  const priced = deal.quote === undefined || deal.quote === null ? null : dealMoney(deal, deal.quote, currency);
  const agreed = times(read(deal.minimumSpend, currency, 'minimumSpend'), lines);
  const isAgreed = deal.minimumSpend !== undefined && deal.minimumSpend !== null;
  const spend = isAgreed || priced === null ? agreed : priced.recurring;
  const borne = (by: DealElement['borneBy'], when: DealElement['when']) => sumOf(deal, by, when, currency);
  const outlay = borne('operator', 'once');
  const monthly = minus(
    priced === null ? marginOf(spend, deal.marginPercent) : priced.monthlyMargin,
    borne('operator', 'monthly'),
  );
  const prepaid = borne('customer', 'once');
  const upfront = plus(prepaid, priced === null ? new Decimal(0) : priced.oneTimeMargin);
  const net = minus(outlay, upfront);
  const payback =
    net === null || monthly === null || monthly.lessThanOrEqualTo(0) ? null : Decimal.max(0, net.div(monthly));
  const bill = payback === null ? null : Math.max(1, payback.ceil().toNumber());
  const given = plus(outlay, times(borne('operator', 'monthly'), months));
  const committed = times(spend, months);
  const compliance = elements.flatMap(({ id, benefit }) =>
    benefit === undefined ? [] : [{ element: id, ...checkBenefit(benefit, policy) }],
  );
  const uncovered = lines === null || deal.staff === undefined || deal.staff === null ? null : deal.staff - lines;
  const verdict = gravestVerdict(compliance.map((one) => one.verdict));
  const paybackBill = bill === null || bill > months ? null : bill;
  const paysBack = net === null || monthly === null ? null : paybackBill !== null;
  return {
    commitmentMonthly: show(spend),
    commitmentYearly: show(times(spend, 12)),
    commitmentTotal: show(committed),
    outlay: show(outlay),
    prepayment: show(prepaid),
    prepaymentMonthly: show(prepaid === null ? null : prepaid.div(months)),
    monthlyMargin: show(monthly),
    paybackMonths: payback === null ? null : payback.toFixed(2),
    paybackBill,
    netPresentValue: show(presentValue(net, monthly, months, deal.yearlyRate)),
    customerBenefit: show(given),
    customerSavingPercent:
      given === null || committed === null || committed.isZero() ? null : given.div(committed).times(100).toFixed(2),
    lockInEnd: addMonths(start, months),
    uncoveredStaff: uncovered,
    uncoveredPercent:
      uncovered === null || !deal.staff ? null : new Decimal(uncovered).div(deal.staff).times(100).toFixed(2),
    compliance,
    verdict,
    pricing: deal.quote ? pricingOf(deal.quote) : null,
    guarantees: deal.guarantees
      ? { compensation: deal.guarantees.compensation, terminationRights: deal.guarantees.terminationRights }
      : null,
    decision: decisionOf(deal.quote, verdict, deal.guarantees),
    warnings: warningsOf(deal, paysBack),
    unknown: unknownOf(deal, priced?.unknown ?? []),
  };
}

const marginOf = (spend: Decimal | null, percent: string | null | undefined): Decimal | null => {
  const share = percent === undefined || percent === null ? undefined : readDecimal(percent);
  return share === undefined || spend === null ? null : spend.times(share).div(100);
};

const read = (money: Money | null | undefined, currency: string, path: string): Decimal | null => {
  if (money === undefined || money === null) return null;
  if (money.currency !== currency) refuse('currency', [path, 'currency'], currency, money.currency);
  return moneyToDecimal(money);
};

const times = (value: Decimal | null, factor: number | null): Decimal | null =>
  value === null || factor === null ? null : value.times(factor);
const plus = (a: Decimal | null, b: Decimal | null): Decimal | null => (a === null || b === null ? null : a.plus(b));
const minus = (a: Decimal | null, b: Decimal | null): Decimal | null => (a === null || b === null ? null : a.minus(b));

function sumOf(
  { elements, lines }: Deal,
  by: DealElement['borneBy'],
  when: DealElement['when'],
  currency: string,
): Decimal | null {
  return elements
    .filter((element) => element.borneBy === by && element.when === when)
    .reduce<Decimal | null>(
      (sum, { id, amount, per }) => plus(sum, times(read(amount, currency, id), per === 'line' ? lines : 1)),
      new Decimal(0),
    );
}

/** Outlay today, margin at the end of each month. */
function presentValue(
  outlay: Decimal | null,
  monthly: Decimal | null,
  months: number,
  yearlyRate: string | null | undefined,
): Decimal | null {
  const rate = yearlyRate === undefined || yearlyRate === null ? undefined : readDecimal(yearlyRate);
  if (outlay === null || monthly === null || rate === undefined) return null;
  const factor = new Decimal(1).div(rate.div(1200).plus(1));
  let discount = new Decimal(1);
  let value = outlay.negated();
  for (let month = 1; month <= months; month += 1) {
    discount = discount.times(factor);
    value = value.plus(monthly.times(discount));
  }
  return value;
}

function unknownOf(deal: Deal, ofQuote: readonly string[]): readonly string[] {
  const needed = deal.quote
    ? (['lines', 'yearlyRate'] as const)
    : (['lines', 'minimumSpend', 'marginPercent', 'yearlyRate'] as const);
  const missing: string[] = needed.filter((key) => deal[key] === undefined || deal[key] === null);
  missing.push(...ofQuote);
  if (deal.guarantees?.compensation === null) missing.push('guarantees.compensation');
  const elements = deal.elements.filter(({ amount }) => amount === undefined || amount === null);
  return [...missing, ...elements.map(({ id }) => `${id}.amount`)];
}
