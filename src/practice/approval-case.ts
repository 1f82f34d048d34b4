import { addDays } from '../core/calendar.js';
import { isDate } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import type { WorkingDays } from '../core/working-calendar.js';
import { addWorkingDays, type Covered } from '../core/working-days.js';
import type { ApprovalLadder } from './approval.js';

/** How requests for approval run. No figure has a default. */
export interface ApprovalTerms<Id extends string = string> {
  readonly levels: ApprovalLadder<Id>['levels'];
  /** Whether a higher level may sign in place of those whose turn comes before (越级审批), or each waits for its turn. */
  readonly skipping: 'higherMaySign' | 'inTurn';
  /** Whether somebody else than the requester has to sign (四眼原则). */
  readonly fourEyes: boolean;
  /** Days for which a request stays open, the day it was made not counted: day n is valid, n + 1 is not. */
  readonly openDays: number;
}

/** What somebody asks for. */
export type ApprovalCommand<Id extends string = string> =
  | { readonly type: 'request'; readonly by: string; readonly chain: readonly Id[] }
  | { readonly type: 'approve' | 'reject'; readonly level: Id; readonly by: string }
  | { readonly type: 'withdraw'; readonly by: string };

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

/** Why a command is refused. */
export type ApprovalRefusal =
  | 'alreadyRequested'
  | 'notOpen'
  | 'expired'
  | 'notInChain'
  | 'notYourTurn'
  | 'ownRequest'
  | 'notRequester';

/** What became of a command. `events` are to be stored in either case: an expiry due by time comes first and holds anyway. */
export type ApprovalDecision<Id extends string = string> =
  | { readonly accepted: true; readonly events: readonly ApprovalEvent<Id>[] }
  | { readonly accepted: false; readonly refusal: ApprovalRefusal; readonly events: readonly ApprovalEvent<Id>[] };

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

const isOpen = ({ status }: ApprovalState): boolean => status === 'requested' || status === 'pending';

/** The state after an event. Events are facts: none is checked again. */
export function evolveApproval<Id extends string>(
  state: ApprovalState<Id>,
  event: ApprovalEvent<Id>,
): ApprovalState<Id> {
  switch (event.type) {
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
    default:
      return { ...state, status: event.type, level: null, since: event.on };
  }
}

/** The expiry that time brought, where nobody wrote it down. */
function due<Id extends string>(state: ApprovalState<Id>, asOf: string): readonly ApprovalEvent<Id>[] {
  const { openUntil } = state;
  return isOpen(state) && openUntil !== null && asOf > openUntil
    ? [{ type: 'expired', on: addDays(openUntil, 1) }]
    : [];
}

/** The state on a day, counting an expiry that nobody wrote down. */
export function approvalOn<Id extends string>(state: ApprovalState<Id>, asOf: string): ApprovalState<Id> {
  return due(state, asOf).reduce<ApprovalState<Id>>(evolveApproval, state);
}

/**
 * Decides what a command to an approval request comes to: a request runs through its chain level by level until the last one
 * approves, anyone rejects, the requester withdraws or its days run out.
 *
 * @param state {@link noApproval}, or what {@link evolveApproval} made of the events so far
 * @param asOf calendar date of the command
 * @throws InputError `format` for the date, `order` for one before the last change, `empty`, `unknownReference` or `order` for a
 * chain that does not climb the levels of the terms
 * @example
 * const terms = { levels: [{ id: 'head' }, { id: 'city' }], skipping: 'inTurn', fourEyes: true, openDays: 10 } as const;
 * const { events } = decideApproval(terms, noApproval, { type: 'request', by: 'Li', chain: ['head', 'city'] }, '2013-03-01');
 * const state = events.reduce<ApprovalState<'head' | 'city'>>(evolveApproval, noApproval);
 * [state.status, state.level, state.openUntil] //=> ['requested', 'head', '2013-03-11']
 */
export function decideApproval<Id extends string>(
  terms: ApprovalTerms<Id>,
  state: ApprovalState<Id>,
  command: ApprovalCommand<Id>,
  asOf: string,
): ApprovalDecision<Id> {
  checkDay(state, asOf);
  const lapsed = due(state, asOf);
  const now = lapsed.reduce<ApprovalState<Id>>(evolveApproval, state);
  const answer = command.type === 'request' ? request(terms, now, command, asOf) : respond(terms, now, command, asOf);
  return typeof answer === 'string'
    ? { accepted: false, refusal: answer, events: lapsed }
    : { accepted: true, events: [...lapsed, answer] };
}

type Answer<Id extends string> = ApprovalEvent<Id> | ApprovalRefusal;

/** A request that came to its end may be made anew. */
function request<Id extends string>(
  { levels, openDays }: ApprovalTerms<Id>,
  now: ApprovalState<Id>,
  { by, chain }: Extract<ApprovalCommand<Id>, { readonly type: 'request' }>,
  on: string,
): Answer<Id> {
  if (isOpen(now)) return 'alreadyRequested';
  if (chain.length === 0) throw new InputError([issue('empty', ['chain'], 'at least one level', chain)], 'command');
  let before = -1;
  chain.forEach((level, at) => {
    const rank = levels.findIndex(({ id }) => id === level);
    const fault =
      rank < 0
        ? issue('unknownReference', ['chain', at], 'the id of a level', level)
        : rank <= before
          ? issue('order', ['chain', at], 'a level above the one before', level)
          : undefined;
    if (fault !== undefined) throw new InputError([fault], 'command');
    before = rank;
  });
  return { type: 'requested', on, by, chain, openUntil: addDays(on, openDays) };
}

function respond<Id extends string>(
  { skipping, fourEyes }: ApprovalTerms<Id>,
  now: ApprovalState<Id>,
  command: Exclude<ApprovalCommand<Id>, { readonly type: 'request' }>,
  on: string,
): Answer<Id> {
  const { by } = command;
  if (!isOpen(now)) return now.status === 'expired' ? 'expired' : 'notOpen';
  if (command.type === 'withdraw') return by === now.requestedBy ? { type: 'withdrawn', on, by } : 'notRequester';
  const { level } = command;
  const at = now.chain.indexOf(level);
  const turn = now.chain.indexOf(now.level as Id);
  if (at < 0) return 'notInChain';
  if (at < turn || (at > turn && skipping === 'inTurn')) return 'notYourTurn';
  if (fourEyes && by === now.requestedBy) return 'ownRequest';
  return command.type === 'reject'
    ? { type: 'rejected', on, by, level }
    : { type: 'approved', on, by, level, skipped: now.chain.slice(turn, at) };
}

function checkDay({ since }: ApprovalState, asOf: string): void {
  if (!isDate(asOf)) throw new InputError([issue('format', ['asOf'], 'a calendar date YYYY-MM-DD', asOf)], 'command');
  if (since !== null && asOf < since)
    throw new InputError([issue('order', ['asOf'], `${since} or later, when it last changed`, asOf)], 'command');
}

/** By when one level has to have answered. */
export interface ApprovalDue<Id extends string = string> {
  readonly level: Id;
  readonly leadWorkingDays: number | null;
  /** `null` where a lead time up to here is unknown. */
  readonly dueOn: Covered<string> | null;
  /** Whether that day is past; `null` where it is unknown or beyond the calendar. */
  readonly late: boolean | null;
}

/**
 * Who signs by when: each level that has still to answer gets its working days from the day on which the one before answers at
 * the latest. Empty where nobody has to answer.
 *
 * @param days a working calendar; a day beyond it is said, not guessed
 * @example
 * const days = workingDays({ from: '2013-03-01', until: '2013-03-31', weekend: [6, 7], holidays: [], makeUpDays: [] });
 * const state = { ...noApproval, status: 'requested', chain: ['head'], level: 'head', since: '2013-03-01', openUntil: '2013-03-31' } as const;
 * approvalTimetable({ levels: [{ id: 'head', leadWorkingDays: 2 }] }, state, days, '2013-03-06')
 * //=> [{ level: 'head', leadWorkingDays: 2, dueOn: { status: 'covered', value: '2013-03-05' }, late: true }]
 */
export function approvalTimetable<Id extends string>(
  { levels }: Pick<ApprovalTerms<Id>, 'levels'>,
  state: ApprovalState<Id>,
  days: WorkingDays,
  asOf: string,
): readonly ApprovalDue<Id>[] {
  const { level: next, chain, since } = approvalOn(state, asOf);
  if (next === null || since === null) return [];
  let lead: number | null = 0;
  return chain.slice(chain.indexOf(next)).map((level) => {
    const own = levels.find(({ id }) => id === level)?.leadWorkingDays ?? null;
    lead = lead === null || own === null ? null : lead + own;
    const dueOn = lead === null ? null : addWorkingDays(days, since, lead);
    return { level, leadWorkingDays: own, dueOn, late: dueOn?.status === 'covered' ? asOf > dueOn.value : null };
  });
}
