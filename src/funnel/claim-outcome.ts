import type { Reason } from '../core/decision.js';
import type { AdvanceRefusal } from './advance-outcome.js';
import type { ClaimCommand } from './claim-command.js';
import type { ClaimEvent } from './claim-event.js';
import type { ClaimCode } from './claim-reasons.js';
import type { ClaimLedger } from './ledger.js';

/** One request for one account. */
export interface ClaimInput<Facts, A extends string = string> {
  readonly ledger: ClaimLedger;
  readonly command: ClaimCommand<A>;
  readonly facts: Facts;
}

/** What became of it. `events` are to be stored in either case: lapses due by time come first and hold anyway. */
export type ClaimOutcome =
  | { readonly accepted: true; readonly events: readonly ClaimEvent[] }
  | {
      readonly accepted: false;
      /** `held`: somebody else owns or has claimed it. */
      readonly refusal: Exclude<AdvanceRefusal, 'notAllowed'> | 'held';
      /** Everything that stands in the way: `free`, `coolDown`, `teamClaimed`, `owner` … and the policy's guards. */
      readonly unmet: readonly string[];
      /** First day on which waiting alone makes it possible, if nobody acts; `null` where it does not. */
      readonly retryOn: string | null;
      readonly events: readonly ClaimEvent[];
    };

/** One person who might register an account. */
export interface ClaimCandidate<Facts> {
  readonly person: string;
  readonly role?: string | undefined;
  readonly team?: string | undefined;
  /** Capacity left, quota left and whatever else the guards test. */
  readonly facts: Facts;
}

/** Whether one person may register the account. */
export interface Claimant {
  readonly person: string;
  readonly possible: boolean;
  /** First day on which it is or becomes possible by waiting alone, if nobody acts; `null` where something must be done. */
  readonly earliest: string | null;
  readonly unmet: readonly string[];
  readonly reasons: readonly Reason<ClaimCode>[];
}
