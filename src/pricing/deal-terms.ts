import { addMonths } from '../core/calendar.js';
import { isDate } from '../core/day-number.js';
import { Decimal } from '../core/decimal.js';
import { InputError } from '../core/errors.js';
import type { Money } from '../core/money.js';
import { checkBenefitCodes, type GivenBenefit } from '../practice/compliance.js';
import type { GuaranteeExposure } from './guarantee-exposure.js';
import { type Known, knownAmount, knownCount, knownPercent, plus, times } from './known.js';
import type { Quote } from './outcome.js';
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

/** A deal as read: every figure exact, or `null` where nobody told it. */
export interface DealTerms {
  readonly lines: number | null;
  readonly staff: number | null;
  /** Of all lines, each month. */
  readonly minimumSpend: Known;
  readonly marginPercent: Known;
  readonly yearlyRate: Known;
  /** The first day on which the customer is free. */
  readonly end: string;
  /** All elements that one side bears at a time. */
  readonly borne: (by: DealElement['borneBy'], when: DealElement['when']) => Known;
}

/** Reads a deal. @throws InputError for the first figure, date or word that is none, with its path */
export function readDeal(deal: Deal, currency: string): DealTerms {
  if (typeof deal !== 'object' || deal === null) refuse('type', [], 'a deal', deal);
  const { start, months, minimumSpend } = deal;
  if (!(Number.isSafeInteger(months) && months >= 1))
    refuse('range', ['months'], 'a whole number of months, 1 or more', months);
  if (!isDate(start)) refuse('format', ['start'], 'a calendar date YYYY-MM-DD', start);
  const lines = knownCount(deal.lines, ['lines']);
  const yearlyRate = knownPercent(deal.yearlyRate, ['yearlyRate']);
  if (yearlyRate?.lessThanOrEqualTo(-100)) refuse('range', ['yearlyRate'], 'more than -100 per cent', deal.yearlyRate);
  const elements = readElements(deal.elements, lines, currency);
  return {
    lines,
    staff: knownCount(deal.staff, ['staff']),
    minimumSpend: times(knownAmount(minimumSpend, currency, ['minimumSpend']), lines),
    marginPercent: knownPercent(deal.marginPercent, ['marginPercent']),
    yearlyRate,
    end: addMonths(start, months, ['months']),
    borne: (by, when) =>
      elements
        .filter(({ element }) => element.borneBy === by && element.when === when)
        .reduce<Known>((sum, { amount }) => plus(sum, amount), new Decimal(0)),
  };
}

/** The elements with what each comes to over all lines. */
function readElements(
  elements: Deal['elements'],
  lines: number | null,
  currency: string,
): readonly { readonly element: DealElement; readonly amount: Known }[] {
  if (!Array.isArray(elements)) refuse('type', ['elements'], 'a list of elements', elements);
  return elements.map((element: DealElement, at) => {
    const path = ['elements', at];
    if (typeof element !== 'object' || element === null) refuse('type', path, 'an element', element);
    const { borneBy, when, per, benefit } = element;
    oneOf([...path, 'borneBy'], ['operator', 'customer'], borneBy);
    oneOf([...path, 'when'], ['once', 'monthly'], when);
    oneOf([...path, 'per'], ['line', 'deal'], per);
    const faults = benefit === undefined ? [] : checkBenefitCodes(benefit, [...path, 'benefit']);
    if (faults.length > 0) throw new InputError(faults, 'request');
    const amount = knownAmount(element.amount, currency, [...path, 'amount']);
    return { element, amount: per === 'line' ? times(amount, lines) : amount };
  });
}

function oneOf(path: readonly (string | number)[], words: readonly string[], word: string): void {
  if (!words.includes(word)) refuse('unknownReference', path, words.join(' or '), word);
}
