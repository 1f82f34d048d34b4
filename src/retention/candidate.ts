import type { Label } from '../core/label.js';
import type { Money } from '../core/money.js';
import type { Approval } from './approval-lead.js';
import type { Lever } from './retention-policy.js';

/** What a candidate is worth: known, or how large the uplift must be for it to pay, or unknown for want of a fact. */
export type CandidateValue =
  | {
      readonly kind: 'incremental';
      /** At stake times uplift. */
      readonly gain: Money;
      /** Gain less cost. */
      readonly net: Money;
      readonly atStake: Money;
      readonly uplift: string;
    }
  | {
      readonly kind: 'breakEven';
      readonly atStake: Money;
      /** The smallest uplift, rounded up to six places, at which the gain covers the cost. */
      readonly uplift: string;
    }
  | { readonly kind: 'unknown'; readonly unknown: readonly string[] };

/** Something that could be done for one customer by a date; never "chosen", which is for the whole base to say. */
export interface Candidate {
  readonly measure: string;
  /** The quoted offer that carries it out; `null` for a measure without. */
  readonly offer: string | null;
  /** The causes that call for it; empty for what is done where no cause holds. */
  readonly causes: readonly string[];
  readonly lever: Lever;
  readonly price: boolean;
  /** The fact it hangs on and its date; `asOf` itself where the measure has no anchor. */
  readonly anchor: { readonly fact: string | null; readonly date: string };
  /** From the anchor: calendar months first, then days; negative is before. */
  readonly offset: { readonly months: number; readonly days: number };
  /** The planned day, or `asOf` (or the day of the earliest approval) where that is past. */
  readonly due: string;
  /** Last day on which it makes sense: the anchor, or the day by which the attack closes. `null` for open. */
  readonly deadline: string | null;
  /** Whether the planned day was past already. */
  readonly late: boolean;
  /** Whether month arithmetic had to take the month's last day. */
  readonly clamped: boolean;
  readonly owner: string;
  /** Whether the attack's level raised the owner. */
  readonly escalated: boolean;
  readonly channel: string;
  /** `null` where unknown: never zero. */
  readonly cost: Money | null;
  readonly value: CandidateValue;
  readonly approval: (Approval & { readonly requestBy: string }) | null;
  /** Whether the compliance guard asks for clearance of what it gives. */
  readonly needsClearance: boolean;
  /** How one will know that it worked, as the policy says. */
  readonly success: Label;
  readonly uses: readonly { readonly resource: string; readonly amount: number }[];
}

/** Why a measure is no candidate. */
export type RejectionCode =
  | 'causeAbsent'
  | 'causeUnknown'
  /** It is for customers of whom no cause holds, and one does. */
  | 'causePresent'
  | 'notEligible'
  | 'eligibilityUnknown'
  | 'anchorUnknown'
  | 'horizonOver'
  | 'notYetDue'
  | 'noConsent'
  | 'consentUnknown'
  | 'approvalTooLate'
  | 'calendarTooShort'
  | 'notQuoted'
  | 'attackClosed'
  | 'aboveCap'
  | 'capUnknown'
  | 'complianceBlocked'
  | 'sleepingDog'
  | 'costsMoreThanItKeeps'
  | 'cannotPay';

/** A measure that was looked at and not taken up, and why. */
export interface RejectedMeasure {
  readonly measure: string;
  /** The quoted offer that was judged; missing where the measure was. */
  readonly offer?: string;
  readonly because: RejectionCode;
}

/** What {@link compileRetention} decides of one customer. */
export interface RetentionPlan {
  readonly candidates: readonly Candidate[];
  readonly rejected: readonly RejectedMeasure[];
  readonly causes: readonly string[];
  /** The lever with the lowest known score; `null` where none is known. */
  readonly weakestLever: Lever | null;
  /** Levers whose score is unknown: measure first. */
  readonly measureFirst: readonly Lever[];
}
