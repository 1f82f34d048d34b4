import type { Money } from '../core/money.js';
import type { ComplianceVerdict } from '../practice/compliance.js';
import type { PriceStage } from './price-step.js';

/** What to do with a quote: `undecided` where a missing fact could turn it. */
export type Verdict = 'acceptable' | 'needsApproval' | 'undecided' | 'refused';

/** What one adjustment changed, below 0 for a discount. */
export interface PriceChange {
  readonly id: string;
  readonly stage: PriceStage;
  readonly change: Money;
}

/** What one tier of a charge contributed; exact, not rounded. */
export interface TierAmount {
  readonly tier: number;
  readonly quantity: string;
  readonly amount: string;
}

/** One price of one request line, step by step. */
export interface QuotedLine {
  /** Position of the request line, from 0. */
  readonly line: number;
  readonly id?: string;
  readonly offering: string;
  /** Where `offering` is a part: the bundle that the request line asks for, and how many of it. */
  readonly partOf?: { readonly offering: string; readonly quantity: string };
  readonly price: string;
  readonly priceType: 'recurring' | 'usage' | 'oneTime';
  /** Months of one period of a recurring price; `null` for the others. */
  readonly periodMonths: number | null;
  readonly quantity: string;
  readonly list: Money;
  readonly contract: Money;
  readonly invoice: Money;
  readonly pocket: Money;
  /**
   * What the quote counts: the cost that the request gives for the line, else the catalogue's. `null` where it is unknown, or
   * given for a request line of several prices together.
   */
  readonly cost: Money | null;
  readonly changes: readonly PriceChange[];
  /** Where the charge has several tiers: those that the quantity touched. */
  readonly tiers: readonly TierAmount[];
  /** Where it shares an allowance: how many of the units beyond it bears. Such a line shows no tiers of its own. */
  readonly pool?: { readonly id: string; readonly borne: string };
}

/** One step of the waterfall from list price to margin; `null` where it is unknown. */
export interface WaterfallStep {
  readonly step: 'list' | 'adjustment' | 'contract' | 'invoice' | 'pocket' | 'cost' | 'margin';
  readonly id?: string;
  readonly stage?: PriceStage;
  readonly change: Money | null;
  readonly amount: Money | null;
}

/** The cost floor against the price: of the line that stands worst to it, or of the quote. */
export interface FloorOutcome {
  readonly holds: boolean | null;
  readonly price: Money;
  readonly floor: Money | null;
  /** Zero where the floor holds. */
  readonly shortfall: Money | null;
  /** The most that could still be taken off, zero where nothing can. */
  readonly room: Money | null;
  readonly line?: number;
}

/** Who has to sign, in turn; empty where the discount is within the requester's own authority. */
export interface ApprovalOutcome {
  readonly discount: Money;
  /** Of the price it is measured from, rounded half up to two decimal places; the comparison itself is exact. */
  readonly percent: string;
  /** The level that decides; `null` where nobody may or nobody has to. */
  readonly level: string | null;
  readonly chain: readonly string[];
  /** Levels between the requester's and the deciding one that are not asked. */
  readonly skipped: readonly string[];
  /** Working days of all who sign, one after the other; `null` where one of them is unknown. */
  readonly leadWorkingDays: number | null;
}

/** How the customer may pay. */
export interface PaymentOutcome {
  readonly creditClass: string;
  readonly modes: readonly string[];
  readonly termDays: number;
  readonly deposit: Money;
  readonly exposure: Money | null;
  readonly allowed: boolean | null;
}

/** What the compliance guard says of everything that the quote gives. */
export interface ComplianceOutcome {
  /** The gravest of all; `allowed` where nothing is given. */
  readonly verdict: ComplianceVerdict['verdict'];
  readonly benefits: readonly ({ readonly id: string; readonly line?: number } & ComplianceVerdict)[];
}

/** What a contract of so many months is worth: usage not counted, and minimums only where they are of recurring prices of one period. */
export interface TermOutcome {
  readonly months: number;
  readonly value: Money;
  /** Given away against list prices over the term; below 0 where more than they come to is paid. */
  readonly given: Money;
}

/** A quote: the price of one period, how it came about, and whether we may sell at it. */
export interface Quote {
  readonly verdict: Verdict;
  /** Invoice total of one period: recurring, usage, one-time and shortfalls; taxes not included. */
  readonly total: Money;
  readonly totals: {
    readonly recurring: Money;
    readonly usage: Money;
    readonly oneTime: Money;
    /** What lacks to minimum commitments. */
    readonly shortfall: Money;
  };
  readonly lines: readonly QuotedLine[];
  readonly shortfalls: readonly { readonly id: string; readonly amount: Money }[];
  readonly waterfall: readonly WaterfallStep[];
  /** Pocket price less cost; `null` where a cost is unknown. */
  readonly margin: Money | null;
  /** Of the pocket price, rounded half up to two decimal places. */
  readonly marginPercent: string | null;
  readonly floor: FloorOutcome | null;
  readonly approval: ApprovalOutcome | null;
  readonly payment: PaymentOutcome | null;
  /** `null` where the policy has no such guard. */
  readonly compliance: ComplianceOutcome | null;
  readonly taxes: readonly { readonly id: string; readonly amount: Money }[];
  readonly totalWithTaxes: Money;
  readonly term: TermOutcome | null;
}
