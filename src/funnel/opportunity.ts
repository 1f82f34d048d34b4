import type { Money } from '../core/money.js';

/** Where one opportunity (account × product) stands: small plain JSON, built from its events. */
export interface OpportunityState<S extends string = string> {
  readonly schema: 1;
  readonly opportunity: string;
  readonly account: string;
  readonly product: string | null;
  /** The opportunity that this one grew out of, such as the first sale of a second one. */
  readonly follows: string | null;
  readonly stage: S;
  /** Counts events; a command may say which revision it was made for. */
  readonly revision: number;
  readonly openedOn: string;
  /** Day on which the present stage was entered. */
  readonly enteredOn: string;
  /** Day of the last event that a person made. */
  readonly touchedOn: string;
  /** Day of the last event of any kind. */
  readonly lastOn: string;
  /** Why the present stage was entered, where the command had to say so. */
  readonly reason: string | null;
  /** Expected or agreed value, as last stated. */
  readonly value: Money | null;
}

/**
 * One thing that happened to an opportunity. `revision` counts from 1 without gaps and orders events of the same day.
 * `recorded` is work that left the stage as it was.
 */
export interface FunnelEvent<S extends string = string> {
  readonly schema: 1;
  readonly type: 'opened' | 'moved' | 'recorded' | 'lapsed';
  readonly opportunity: string;
  readonly revision: number;
  /** Calendar date. */
  readonly on: string;
  /** Id of the policy's move or lapse. */
  readonly move: string;
  readonly from: S | null;
  readonly to: S;
  /** On `opened` only. */
  readonly account?: string;
  readonly product?: string;
  readonly follows?: string;
  readonly by?: string;
  readonly role?: string;
  readonly technique?: string;
  readonly reason?: string;
  readonly value?: Money;
}

/** What a person or system asks for. In JSON, what it leaves out may be `null`. */
export interface FunnelCommand<C extends string = string> {
  readonly type: C;
  /** Needed by a command that opens an opportunity. */
  readonly opens?:
    | {
        readonly opportunity: string;
        readonly account: string;
        readonly product?: string | undefined;
        readonly follows?: string | undefined;
      }
    | undefined;
  readonly by?: string | undefined;
  readonly role?: string | undefined;
  readonly technique?: string | undefined;
  readonly reason?: string | undefined;
  readonly value?: Money | undefined;
  /** The revision that the person saw; the command is refused as a conflict where the state has moved on. 0 for none. */
  readonly expectedRevision?: number | undefined;
}
