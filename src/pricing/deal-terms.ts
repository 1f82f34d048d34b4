import { addMonths } from '../core/calendar.js';
import { Decimal } from '../core/decimal.js';
import type { Money } from '../core/money.js';
import type { GivenBenefit } from '../practice/compliance.js';
import type { GuaranteeExposure } from './guarantee-exposure.js';
import { type Known, knownAmount, knownDecimal, plus, times } from './known.js';
import type { Quote } from './outcome.js';

/** One thing that a deal gives or asks: a handset, a subsidy, a discount, a prepayment, free calls. */
export interface DealElement {
  readonly id: string;
  /**
   * Who bears it: `operator` gives it to the customer's side, `customer` pays it beside the spend. What the customer pays counts in
   * full, at the start or in the month; what it costs us is an element of its own.
   */
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

/** Reads a deal that is sound. @throws InputError `range` for months that lead beyond the years that dates have */
export function readDeal(deal: Deal): DealTerms {
  const { start, months, lines = null, staff = null } = deal;
  const elements = deal.elements.map((element) => {
    const amount = knownAmount(element.amount);
    return { element, amount: element.per === 'line' ? times(amount, lines) : amount };
  });
  return {
    lines,
    staff,
    minimumSpend: times(knownAmount(deal.minimumSpend), lines),
    marginPercent: knownDecimal(deal.marginPercent),
    yearlyRate: knownDecimal(deal.yearlyRate),
    end: addMonths(start, months, ['months']),
    borne: (by, when) =>
      elements
        .filter(({ element }) => element.borneBy === by && element.when === when)
        .reduce<Known>((sum, { amount }) => plus(sum, amount), new Decimal(0)),
  };
}
