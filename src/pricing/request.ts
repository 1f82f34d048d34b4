import type { FactDeclaration, FactsOf } from '../core/facts.js';
import type { Money } from '../core/money.js';
import type { GivenBenefit } from '../practice/compliance.js';
import type { Quantity } from './charge-model.js';

/** A discount asked for: per cent off, zhe to pay, an amount off, or the price to pay for the lines meant. */
export type RequestedDiscount =
  | { readonly kind: 'percent'; readonly percent: string }
  | { readonly kind: 'zhe'; readonly zhe: string }
  | { readonly kind: 'amount'; readonly amount: Money }
  | { readonly kind: 'price'; readonly price: Money };

/** One option chosen in a group of a bundle: of the one asked for, or of a bundle inside it. */
export interface Choice {
  readonly group: string;
  readonly offering: string;
  readonly quantity?: Quantity | undefined;
}

/** One line of a request: so many of an offering, with the usage that its meters count. */
export interface RequestLine<O extends string = string> {
  readonly id?: string | undefined;
  readonly offering: O;
  /** Above 0; one where missing. */
  readonly quantity?: Quantity | undefined;
  /** By meter, for the whole line and period. Every meter of the offering has to be given: no usage is `0`, not nothing. */
  readonly usage?: { readonly [meter: string]: Quantity } | undefined;
  readonly choices?: readonly Choice[] | undefined;
  /**
   * Site at which it is delivered, for what counts by site: a schedule takes all lines that name none as one more site, a pool
   * refuses them.
   */
  readonly site?: string | undefined;
  readonly discount?: RequestedDiscount | undefined;
  /** Factor on the reference price of a floating charge. */
  readonly index?: Quantity | undefined;
  /** What the line costs us in all, where it is known for this case; stands above the catalogue's cost. */
  readonly cost?: Money | undefined;
  /** Part of the recurring period that is charged, kept as a fraction until the one rounding. */
  readonly proration?: Proration | undefined;
  /** Who receives, uses and pays for what the line gives, where that is a question of propriety. */
  readonly benefit?: GivenBenefit | undefined;
}

/** Something that is given beside the lines: a commission, hospitality, a subsidy. */
export interface QuotedBenefit extends GivenBenefit {
  readonly id: string;
}

/** Days charged out of the days of the period. */
export interface Proration {
  readonly days: number;
  readonly of: number;
}

/** What a quote is asked for. */
export interface QuoteRequest<
  F extends readonly FactDeclaration[] = readonly FactDeclaration[],
  O extends string = string,
> {
  readonly lines: readonly RequestLine<O>[];
  /** The customer's facts, as the policy declares them. */
  readonly facts?: FactsOf<F> | undefined;
  /** Contract length in whole months. */
  readonly termMonths?: number | undefined;
  /** A discount on the whole quote, after those of the lines. */
  readonly discount?: RequestedDiscount | undefined;
  /** Who asks: a level of the policy's authority, with what is left of a personal budget for discounts. */
  readonly requestedBy?: Requester | undefined;
  readonly payment?: RequestedPayment | undefined;
  /** What is given beside the lines: the policy's compliance guard judges each. */
  readonly benefits?: readonly QuotedBenefit[] | undefined;
}

/** The person who asks for the discount. */
export interface Requester {
  readonly level: string;
  /** What the person may still give away in this period; no such limit where missing. */
  readonly budgetLeft?: Money | undefined;
}

/** How the customer wants to pay, and what stands open already. */
export interface RequestedPayment {
  readonly mode: string;
  readonly termDays?: number | undefined;
  /**
   * Unbilled, unpaid and subsidised amounts outstanding, none where the list is empty. Without the list, or with a null in it, the
   * exposure is unknown, and a limit leaves the quote undecided.
   */
  readonly open?: readonly (Money | null)[] | undefined;
}
