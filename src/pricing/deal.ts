import { Decimal } from '../core/decimal.js';
import { type Money, moneyFromDecimal } from '../core/money.js';
import type { Rounding } from '../core/rounding.js';
import { type CompliancePolicy, type ComplianceVerdict, checkBenefit, gravestVerdict } from '../practice/compliance.js';
import { requireDeal } from './deal-check.js';
import { type DealPricing, type DealWarning, dealMoney, decisionOf, pricingOf, warningsOf } from './deal-quote.js';
import { type Deal, readDeal } from './deal-terms.js';
import { decimalText } from './decimal-text.js';
import type { GuaranteeExposure } from './guarantee-exposure.js';
import { type Known, minus, plus, times } from './known.js';
import type { Verdict } from './outcome.js';
import { presentValue } from './present-value.js';

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
  /** Margin of each month: what the customer pays monthly is added, what the operator bears monthly taken off. */
  readonly monthlyMargin: Money | null;
  /**
   * Months until the outlay is earned back, two decimal places; 0 where a prepayment covers it and what later months lose, null also
   * where it never is.
   */
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
 * @throws InputError with every figure, date or word that is none and its path: what is malformed is not taken for unknown
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
  requireDeal(deal, { currency, policy, rounding });
  const terms = readDeal(deal);
  const { lines, staff } = terms;
  const { months, elements, quote, guarantees } = deal;
  const show = (value: Known) => (value === null ? null : moneyFromDecimal(value, currency, rounding));
  const priced = quote ? dealMoney(deal, quote, currency) : null;
  const isAgreed = deal.minimumSpend !== undefined && deal.minimumSpend !== null;
  const spend = isAgreed || priced === null ? terms.minimumSpend : priced.recurring;
  const outlay = terms.borne('operator', 'once');
  const margin = priced === null ? (times(spend, terms.marginPercent)?.div(100) ?? null) : priced.monthlyMargin;
  const monthly = minus(plus(margin, terms.borne('customer', 'monthly')), terms.borne('operator', 'monthly'));
  const prepaid = terms.borne('customer', 'once');
  const net = minus(outlay, priced === null ? prepaid : plus(prepaid, priced.oneTimeMargin));
  const payback = paybackOf(net, monthly, months);
  const given = plus(outlay, times(terms.borne('operator', 'monthly'), months));
  const committed = times(spend, months);
  const compliance = elements.flatMap(({ id, benefit }) =>
    benefit === undefined ? [] : [{ element: id, ...checkBenefit(benefit, policy) }],
  );
  const uncovered = lines === null || staff === null ? null : Math.max(0, staff - lines);
  const verdict = gravestVerdict(compliance.map((one) => one.verdict));
  return {
    commitmentMonthly: show(spend),
    commitmentYearly: show(times(spend, 12)),
    commitmentTotal: show(committed),
    outlay: show(outlay),
    prepayment: show(prepaid),
    prepaymentMonthly: show(prepaid?.div(months) ?? null),
    monthlyMargin: show(monthly),
    paybackMonths: payback.months === null ? null : decimalText(payback.months, 2),
    paybackBill: payback.bill,
    netPresentValue: show(presentValue(net, monthly, months, terms.yearlyRate)),
    customerBenefit: show(given),
    customerSavingPercent: percentText(given, committed),
    lockInEnd: terms.end,
    uncoveredStaff: uncovered,
    uncoveredPercent:
      uncovered === null || staff === null ? null : percentText(new Decimal(uncovered), new Decimal(staff)),
    compliance,
    verdict,
    pricing: quote ? pricingOf(quote) : null,
    guarantees: guarantees
      ? { compensation: guarantees.compensation ?? null, terminationRights: guarantees.terminationRights }
      : null,
    decision: decisionOf(quote, verdict, guarantees),
    warnings: warningsOf(deal, payback.holds),
    unknown: unknownOf(deal, priced?.unknown ?? []),
  };
}

/** Months until the outlay is earned back, the bill that does it within the term, and whether any does (`null`: unknown). */
function paybackOf(
  net: Known,
  monthly: Known,
  term: number,
): { readonly months: Known; readonly bill: number | null; readonly holds: boolean | null } {
  if (net === null || monthly === null) return { months: null, bill: null, holds: null };
  // Nothing to earn back: what was paid ahead covers the outlay, and a monthly loss over the term too.
  const isFree = net.minus(Decimal.min(0, monthly).times(term)).lessThanOrEqualTo(0);
  if (!isFree && monthly.lessThanOrEqualTo(0)) return { months: null, bill: null, holds: false };
  const months = isFree ? new Decimal(0) : Decimal.max(0, net.div(monthly));
  const holds = months.lessThanOrEqualTo(term);
  return { months, bill: holds ? Math.max(1, months.ceil().toNumber()) : null, holds };
}

const percentText = (part: Known, whole: Known): string | null =>
  part === null || whole === null || whole.isZero() ? null : decimalText(part.div(whole).times(100), 2);

function unknownOf(deal: Deal, ofQuote: readonly string[]): readonly string[] {
  const needed = deal.quote
    ? (['lines', 'yearlyRate'] as const)
    : (['lines', 'minimumSpend', 'marginPercent', 'yearlyRate'] as const);
  const missing: string[] = needed.filter((key) => deal[key] === undefined || deal[key] === null);
  missing.push(...ofQuote);
  if (deal.guarantees && !deal.guarantees.compensation) missing.push('guarantees.compensation');
  const elements = deal.elements.filter(({ amount }) => amount === undefined || amount === null);
  return [...missing, ...elements.map(({ id }) => `${id}.amount`)];
}
