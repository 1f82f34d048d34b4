import { fromDayNumber } from '../core/day-number.js';
import type { Override } from '../core/decision.js';
import { checkOpening, eventOf } from './advance-event.js';
import type { AdvanceInput, AdvanceOutcome, AdvanceRefusal } from './advance-outcome.js';
import { apply } from './apply-event.js';
import { checkState } from './check-input.js';
import type { CompiledMove, Moment } from './compiled-move.js';
import { type FunnelContext, type GuardWaiver, waiverOf, waiversOf } from './guard-waiver.js';
import type { Machine } from './machine.js';
import type { FunnelCommand, FunnelEvent, OpportunityState } from './opportunity.js';
import type { Excuse } from './requirement-set.js';

export type AnyInput = AdvanceInput<{ readonly [id: string]: unknown }>;

/** What was found out about a command, before it is worded as an outcome and reasons. */
export interface Verdict {
  /** The state after the lapses that were due. */
  readonly state: OpportunityState | null;
  /** The position of that state's stage. */
  readonly at: number;
  readonly lapsed: readonly FunnelEvent[];
  readonly refusal: AdvanceRefusal | undefined;
  /** The move asked for, where the stage knows it. */
  readonly move: CompiledMove | undefined;
  readonly moment: Moment | undefined;
  readonly waiver: Override<GuardWaiver> | undefined;
  /** Positions of the requirements that neither hold nor are waived. */
  readonly open: readonly number[];
}

const none: readonly never[] = Object.freeze([]);

/** Judges one command that has been read: lapses first, then whether it exists, is fresh, is allowed here, and what its move still asks for. */
export function judge(machine: Machine, input: AnyInput, context: FunnelContext, asOf: number): Verdict {
  const { command } = input;
  const stored = checkState(input.state, machine.stages, asOf);
  const lapsed = input.state === null ? none : machine.lapses.due(input.state, stored, asOf);
  const state = lapsed.length === 0 ? input.state : lapsed.reduce(apply, input.state!);
  const at = lapsed.length === 0 ? stored : machine.stages.get(state!.stage)!;
  const move = moveOf(machine, input, at);
  if (typeof move === 'string')
    return { state, at, lapsed, refusal: move, move: undefined, moment: undefined, waiver: undefined, open: none };
  const moment = { state, command, asOf };
  if (move.hold(input.facts, moment))
    return { state, at, lapsed, refusal: undefined, move, moment, waiver: undefined, open: none };
  const waiver =
    context.overrides === undefined ? undefined : waiverOf(context, subjectOf(state, command), machine.requirements);
  const waived = waiver?.outcome.waive ?? none;
  const open: number[] = [];
  for (let k = 0; k < move.requirements.length; k += 1) {
    if (move.truth(k) !== true && !waived.includes(move.requirements[k]!.id)) open.push(k);
  }
  return { state, at, lapsed, refusal: open.length > 0 ? 'denied' : undefined, move, moment, waiver, open };
}

/** The move that a command makes from a place, or why it makes none. @throws InputError for an opening without ids */
function moveOf(machine: Machine, { command, state }: AnyInput, at: number): CompiledMove | AdvanceRefusal {
  const position = machine.commands.get(command.type);
  if (position === undefined) return 'unknownCommand';
  const { expectedRevision } = command;
  if (expectedRevision !== undefined && expectedRevision !== (state === null ? 0 : state.revision)) return 'conflict';
  const move = machine.moveAt(at, position);
  if (move === undefined) return 'notAllowed';
  if (state === null) checkOpening(command);
  return move;
}

/** Words a verdict as events or as a refusal. */
export function outcomeOf(
  machine: Machine,
  verdict: Verdict,
  command: FunnelCommand,
  context: FunnelContext,
): AdvanceOutcome {
  const { state, lapsed, refusal, move, open } = verdict;
  if (refusal === undefined) {
    const event = eventOf(move!.move, state, command, context.asOf);
    return { accepted: true, events: lapsed.length === 0 ? [event] : [...lapsed, event] };
  }
  return {
    accepted: false,
    refusal,
    unmet: open.length === 0 ? none : open.map((k) => move!.requirements[k]!.id),
    retryOn: open.length === 0 ? null : retryDay(machine, verdict, waiversOf(context, subjectOf(state, command))),
    events: lapsed,
  };
}

/**
 * The stage after a command, or the present one where it is refused: the checks of {@link judge} in the same order with
 * nothing kept for reasons.
 */
export function stageAfter(machine: Machine, input: AnyInput, context: FunnelContext, asOf: number): string | null {
  if (context.overrides !== undefined) {
    const { refusal, move, state } = judge(machine, input, context, asOf);
    return (refusal === undefined ? move!.move.to : undefined) ?? (state === null ? null : state.stage);
  }
  const { command, state: stored, facts } = input;
  const at = checkState(stored, machine.stages, asOf);
  const lapsed = stored === null ? none : machine.lapses.due(stored, at, asOf);
  const state = lapsed.length === 0 ? stored : lapsed.reduce(apply, stored!);
  const stage = state === null ? null : state.stage;
  const move = moveOf(machine, input, lapsed.length === 0 ? at : machine.stages.get(stage!)!);
  if (typeof move === 'string' || !move.hold(facts, { state, command, asOf })) return stage;
  return move.move.to ?? stage;
}

/** Waiting helps only until time itself moves the opportunity on. */
function retryDay(
  { lapses, stages }: Machine,
  { move, moment, open }: Verdict,
  excuse: Excuse | undefined,
): string | null {
  const found = move!.patience(moment!, open, excuse);
  if (found === undefined) return null;
  const deadline = moment!.state === null ? undefined : lapses.next(moment!.state, stages.get(moment!.state.stage)!);
  return deadline !== undefined && deadline.day <= found ? null : fromDayNumber(found);
}

function subjectOf(state: OpportunityState | null, command: FunnelCommand): string | undefined {
  return state?.opportunity ?? command.opens?.opportunity;
}
