import { addDays } from '../core/calendar.js';
import { isDate } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { type IssueCode, issue, type Path } from '../core/issue.js';
import type { ApprovalLadder } from './approval.js';
import {
  type ApprovalEvent,
  type ApprovalState,
  checkDay,
  dueExpiry,
  evolveApproval,
  isOpen,
} from './approval-state.js';

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

/**
 * Decides what a command to an approval request comes to: a request runs through its chain level by level until the last one
 * approves, anyone rejects, the requester withdraws or its days run out.
 *
 * @param state {@link noApproval}, or what {@link evolveApproval} made of the events so far
 * @param asOf calendar date of the command
 * @throws InputError `format` for the date, `order` for one before the last change; `unknownReference` for a command of another
 * type, `type` for one that does not say by whom; `empty`, `unknownReference` or `order` for a chain that does not climb the
 * levels of the terms; the faults of terms and stored state, each with its path. Nothing faulty ever counts as an approval.
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
  checkDay(asOf);
  checkTerms(terms);
  checkState(state, asOf);
  checkCommand(command);
  const lapsed = dueExpiry(state, asOf);
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
  checkChain(chain, levels);
  return { type: 'requested', on, by, chain, openUntil: addDays(on, openDays, ['asOf']) };
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
  switch (command.type) {
    case 'reject':
      return { type: 'rejected', on, by, level };
    case 'approve':
      return { type: 'approved', on, by, level, skipped: now.chain.slice(turn, at) };
  }
}

function refuse(what: string, code: IssueCode, path: Path, expected: string, received: unknown): never {
  throw new InputError([issue(code, path, expected, received)], what);
}

function checkTerms({ openDays, skipping, fourEyes }: ApprovalTerms): void {
  if (!(Number.isSafeInteger(openDays) && openDays >= 0))
    refuse('terms', 'range', ['openDays'], 'a whole number of days, 0 or more', openDays);
  if (skipping !== 'higherMaySign' && skipping !== 'inTurn')
    refuse('terms', 'unknownReference', ['skipping'], 'higherMaySign or inTurn', skipping);
  if (typeof fourEyes !== 'boolean') refuse('terms', 'type', ['fourEyes'], 'true or false', fourEyes);
}

/** A stored state that waits at no level of its chain, or never runs out, came from no events. */
function checkState(state: ApprovalState, asOf: string): void {
  const { since, level, chain, openUntil } = state;
  if (since !== null && asOf < since)
    refuse('command', 'order', ['asOf'], `${since} or later, when it last changed`, asOf);
  if (!isOpen(state)) return;
  if (level === null || !chain.includes(level))
    refuse('state', 'unknownReference', ['level'], 'a level of its chain', level);
  if (!isDate(openUntil)) refuse('state', 'format', ['openUntil'], 'a calendar date YYYY-MM-DD', openUntil);
}

const commands: readonly unknown[] = ['request', 'approve', 'reject', 'withdraw'] satisfies ApprovalCommand['type'][];

function checkCommand(command: ApprovalCommand): void {
  if (typeof command !== 'object' || command === null) refuse('command', 'type', [], 'a command { type, … }', command);
  const { type, by } = command;
  if (!commands.includes(type)) refuse('command', 'unknownReference', ['type'], `one of ${commands.join(', ')}`, type);
  if (typeof by !== 'string' || by === '') refuse('command', 'type', ['by'], 'who says so', by);
}

/** The chain has to climb the levels of the terms. */
function checkChain<Id extends string>(chain: readonly Id[], levels: ApprovalTerms<Id>['levels']): void {
  if (!Array.isArray(chain)) refuse('command', 'type', ['chain'], 'a list of levels', chain);
  if (chain.length === 0) refuse('command', 'empty', ['chain'], 'at least one level', chain);
  let before = -1;
  chain.forEach((level, at) => {
    const rank = levels.findIndex(({ id }) => id === level);
    if (rank < 0) refuse('command', 'unknownReference', ['chain', at], 'the id of a level', level);
    if (rank <= before) refuse('command', 'order', ['chain', at], 'a level above the one before', level);
    before = rank;
  });
}
