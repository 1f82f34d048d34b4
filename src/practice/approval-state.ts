import { addDays } from '../core/calendar.js';
import { isDate } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';

/** What happened; {@link evolveApproval} folds events into the state. */
export type ApprovalEvent<Id extends string = string> =
  | {
      readonly type: 'requested';
      readonly on: string;
      readonly by: string;
      readonly chain: readonly Id[];
      readonly openUntil: string;
    }
  | {
      readonly type: 'approved';
      readonly on: string;
      readonly by: string;
      readonly level: Id;
      /** Levels whose turn came before and that were not asked. */
      readonly skipped: readonly Id[];
    }
  | { readonly type: 'rejected'; readonly on: string; readonly by: string; readonly level: Id }
  | { readonly type: 'withdrawn'; readonly on: string; readonly by: string }
  | { readonly type: 'expired'; readonly on: string };

/** Where a request stands. `requested`: nobody has answered yet; `pending`: signed in part. In both it waits at `level`. */
export interface ApprovalState<Id extends string = string> {
  readonly status: 'none' | 'requested' | 'pending' | 'approved' | 'rejected' | 'withdrawn' | 'expired';
  readonly chain: readonly Id[];
  /** Who is next; `null` where nobody is. */
  readonly level: Id | null;
  /** Since when it has waited at `level`, or when it came to its end. */
  readonly since: string | null;
  readonly requestedBy: string | null;
  readonly openUntil: string | null;
  readonly signed: readonly { readonly level: Id; readonly by: string; readonly on: string }[];
  readonly skipped: readonly Id[];
}

/** The state before anything was asked for. */
export const noApproval: ApprovalState<never> = {
  status: 'none',
  chain: [],
  level: null,
  since: null,
  requestedBy: null,
  openUntil: null,
  signed: [],
  skipped: [],
};

/** Whether somebody has still to answer. */
export const isOpen = ({ status }: ApprovalState): boolean => status === 'requested' || status === 'pending';

/**
 * The state after an event. Events are facts: what one says is not checked again.
 *
 * @throws InputError `unknownReference` for a type that no event has
 */
export function evolveApproval<Id extends string>(
  state: ApprovalState<Id>,
  event: ApprovalEvent<Id>,
): ApprovalState<Id> {
  switch (event?.type) {
    case 'requested': {
      const { chain, on, by, openUntil } = event;
      return {
        ...noApproval,
        status: 'requested',
        chain,
        level: chain[0] ?? null,
        since: on,
        requestedBy: by,
        openUntil,
      };
    }
    case 'approved': {
      const { level, by, on } = event;
      const next = state.chain[state.chain.indexOf(level) + 1] ?? null;
      return {
        ...state,
        status: next === null ? 'approved' : 'pending',
        level: next,
        since: on,
        signed: [...state.signed, { level, by, on }],
        skipped: [...state.skipped, ...event.skipped],
      };
    }
    case 'rejected':
    case 'withdrawn':
    case 'expired':
      return { ...state, status: event.type, level: null, since: event.on };
    default:
      throw new InputError(
        [
          issue(
            'unknownReference',
            ['type'],
            'requested, approved, rejected, withdrawn or expired',
            (event as { readonly type?: unknown } | null)?.type,
          ),
        ],
        'event',
      );
  }
}

/** @throws InputError `format` for a day that is none */
export function checkDay(asOf: string): void {
  if (!isDate(asOf)) throw new InputError([issue('format', ['asOf'], 'a calendar date YYYY-MM-DD', asOf)], 'command');
}

/** The expiry that time brought, where nobody wrote it down. */
export function dueExpiry<Id extends string>(state: ApprovalState<Id>, asOf: string): readonly ApprovalEvent<Id>[] {
  const { openUntil } = state;
  return isOpen(state) && openUntil !== null && asOf > openUntil
    ? [{ type: 'expired', on: addDays(openUntil, 1) }]
    : [];
}

/**
 * The state on a day, counting an expiry that nobody wrote down.
 *
 * @throws InputError `format` for a day that is none
 */
export function approvalOn<Id extends string>(state: ApprovalState<Id>, asOf: string): ApprovalState<Id> {
  checkDay(asOf);
  return dueExpiry(state, asOf).reduce<ApprovalState<Id>>(evolveApproval, state);
}
