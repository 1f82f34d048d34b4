import { fromDayNumber, readDayNumber } from '../core/day-number.js';
import { createDecider, type Decider, type Draft, overrideOf } from '../core/decider.js';
import type { DecisionContext, Override, Reason } from '../core/decision.js';
import { InputError } from '../core/errors.js';
import type { FactDeclaration, FactsOf } from '../core/facts.js';
import { type Issue, issue } from '../core/issue.js';
import { labelLookup } from '../core/label.js';
import type { PolicyHeader } from '../core/policy.js';
import { checkPolicy, parsePolicy } from '../core/policy-check.js';
import { checkCommand, checkState } from './check-input.js';
import { type CompiledMove, compileMove, type Moment } from './compiled-move.js';
import { apply } from './fold.js';
import { crossCheckFunnel } from './funnel-check.js';
import { guardFacts } from './guard-fact.js';
import { indexLapses, type LapseDeadline } from './lapse.js';
import { type PossibleMove, possibleMoves } from './moves-from.js';
import type { FunnelCommand, FunnelEvent, OpportunityState } from './opportunity.js';
import { type FunnelPolicy, funnelSchema } from './policy.js';
import { readDay } from './read-day.js';
import { type FunnelCode, funnelTexts } from './reasons.js';

/** One request: the state as stored (`null` before the opportunity is opened), the command, the facts for its guards. */
export interface AdvanceInput<Facts, S extends string = string, C extends string = string> {
  readonly state: OpportunityState<S> | null;
  readonly command: FunnelCommand<C>;
  readonly facts: Facts;
}

/** The four kinds of no. */
export type AdvanceRefusal = 'unknownCommand' | 'notAllowed' | 'denied' | 'conflict';

/**
 * What became of a command. `events` are to be stored in either case: lapses that fell due by time come first, and
 * hold also where the command is refused.
 */
export type AdvanceOutcome<S extends string = string> =
  | { readonly accepted: true; readonly events: readonly FunnelEvent<S>[] }
  | {
      readonly accepted: false;
      readonly refusal: AdvanceRefusal;
      /** Every guard that is not met or not known to be met; empty unless `denied`. */
      readonly unmet: readonly string[];
      /** The first day on which waiting alone makes it possible; `null` where it does not. */
      readonly retryOn: string | null;
      readonly events: readonly FunnelEvent<S>[];
    };

/** What an override of a funnel says: the guards that need not hold for one opportunity. */
export interface GuardWaiver {
  readonly waive: readonly string[];
}

/** `overrides` waive guards: subject is the opportunity (or, for an opening, the opportunity to be opened). */
export interface FunnelContext extends DecisionContext {
  readonly overrides?: readonly Override<GuardWaiver>[] | undefined;
}

/** The decider of a funnel, with questions about one state beside it. */
export interface Funnel<
  Facts = { readonly [id: string]: unknown },
  S extends string = string,
  C extends string = string,
  P extends PolicyHeader = FunnelPolicy,
> extends Decider<AdvanceInput<Facts, S, C>, AdvanceOutcome<S>, FunnelCode, P, FunnelContext> {
  /** The stage after the command, or the present one where it is refused: no events, no reasons, for simulations and loops. */
  readonly nextStage: (input: AdvanceInput<Facts, S, C>, context: FunnelContext) => S | null;
  /** Every command that the stage knows, possible or with what is missing. */
  readonly movesFrom: (
    input: Omit<AdvanceInput<Facts, S, C>, 'command'> & {
      readonly command?: Omit<FunnelCommand<C>, 'type'> | undefined;
    },
    context: FunnelContext,
  ) => readonly PossibleMove[];
  /** Lapses that hold by the day, whether anybody wrote them down or not. */
  readonly dueEvents: (state: OpportunityState<S>, context: DecisionContext) => readonly FunnelEvent<S>[];
  /** The lapse that comes next if nobody acts; `undefined` where none does. */
  readonly nextDeadline: (state: OpportunityState<S>) => LapseDeadline | undefined;
}

/** The faults of a funnel policy of unknown content; none for one that compiles. */
export function checkFunnel(json: unknown): readonly Issue[] {
  return checkPolicy(funnelSchema, crossCheckFunnel, json);
}

/**
 * Compiles a funnel: which stages an opportunity has, which command moves it, what each move asks for, what time does.
 *
 * @param policy - stages, guards, moves and lapses as data; every reference is typed by the policy's own ids
 * @returns the decider `advance({ state, command, facts }, { asOf })`
 * @throws PolicyError with every fault: unknown references, colliding moves, stages that cannot be reached or left
 * @example
 * const advance = compileFunnel({
 *   kind: 'funnel', id: 'tiny', version: '1',
 *   facts: [{ id: 'signed', kind: 'flag' }],
 *   stages: [{ id: 'intent', kind: 'open' }, { id: 'order', kind: 'won' }],
 *   guards: [{ id: 'contract', when: { signed: true }, evidence: { en: 'the signed order' } }],
 *   moves: [{ id: 'find', on: 'find', to: 'intent' }, { id: 'sign', on: 'sign', from: ['intent'], to: 'order', guards: ['contract'] }],
 * });
 * const command = { type: 'find', opens: { opportunity: 'o1', account: 'a1' } } as const;
 * advance({ state: null, command, facts: {} }, { asOf: '2012-03-01' }).outcome.accepted //=> true
 */
export function compileFunnel<
  const F extends readonly FactDeclaration[],
  const S extends string,
  const G extends string,
  const M extends string,
  const C extends string,
>(policy: FunnelPolicy<F, S, G, M, C>): Funnel<FactsOf<F>, S, C, FunnelPolicy<F, S, G, M, C>> {
  return compile(policy) as unknown as Funnel<FactsOf<F>, S, C, FunnelPolicy<F, S, G, M, C>>;
}

/** {@link compileFunnel} for a policy of unknown content, such as an imported JSON file. @throws PolicyError */
export function compileFunnelJson(json: unknown): Funnel {
  return compile(json);
}

type Input = AdvanceInput<{ readonly [id: string]: unknown }>;

/** What was found out about a command before it is worded as an outcome. */
interface Verdict {
  readonly state: OpportunityState | null;
  readonly lapsed: readonly FunnelEvent[];
  readonly refusal: AdvanceRefusal | undefined;
  readonly move: CompiledMove | undefined;
  readonly moment: Moment | undefined;
  readonly waiver: Override<GuardWaiver> | undefined;
}

const noEvents: readonly never[] = Object.freeze([]);
const noGuards: readonly string[] = Object.freeze([]);

function compile(json: unknown): Funnel {
  const policy = parsePolicy(funnelSchema, crossCheckFunnel, json, 'funnel policy');
  const stageIndex = new Map(policy.stages.map(({ id }, index) => [id, index]));
  const moves = policy.moves.map((move) => compileMove(move, policy));
  const commands = new Map<string, { opening: CompiledMove | undefined; byStage: (CompiledMove | undefined)[] }>();
  for (const compiled of moves) {
    const { on, from } = compiled.move;
    const entry = commands.get(on) ?? { opening: undefined, byStage: policy.stages.map(() => undefined) };
    commands.set(on, entry);
    if (from === undefined) entry.opening = compiled;
    else for (const stage of from) entry.byStage[stageIndex.get(stage)!] = compiled;
  }
  const lapses = indexLapses(policy);
  const lapseDays = new Map((policy.lapses ?? []).map(({ id, afterDays }) => [id, afterDays]));
  const waivable = new Set(moves.flatMap(({ requirements }) => requirements.map(({ id }) => id)));

  let dayText: string | undefined;
  let day = Number.NaN;
  const dayOf = (asOf: string): number => {
    if (asOf !== dayText) {
      day = readDayNumber(asOf);
      dayText = asOf;
    }
    return day;
  };

  const judge = (input: Input, context: FunnelContext): Verdict => {
    const { command } = input;
    checkCommand(command);
    checkState(input.state, stageIndex, context.asOf);
    const asOf = dayOf(context.asOf);
    const lapsed = input.state === null ? noEvents : lapses.due(input.state, asOf);
    let state = input.state;
    for (const event of lapsed) state = apply(state, event);
    const entry = commands.get(command.type);
    const refuse = (refusal: AdvanceRefusal): Verdict => ({
      state,
      lapsed,
      refusal,
      move: undefined,
      moment: undefined,
      waiver: undefined,
    });
    if (entry === undefined) return refuse('unknownCommand');
    if (command.expectedRevision !== undefined && command.expectedRevision !== (input.state?.revision ?? 0))
      return refuse('conflict');
    const move = state === null ? entry.opening : entry.byStage[stageIndex.get(state.stage)!];
    if (move === undefined) return refuse('notAllowed');
    if (state === null) checkOpening(command);
    const moment = momentOf(state, command, asOf);
    const holds = move.hold(input.facts, moment);
    const waiver = holds || context.overrides === undefined ? undefined : waiverOf(context, state, command, waivable);
    const denied = !holds && unmetOf(move, waiver).length > 0;
    return { state, lapsed, refusal: denied ? 'denied' : undefined, move, moment, waiver };
  };

  const outcomeOf = (verdict: Verdict, input: Input, context: FunnelContext): AdvanceOutcome => {
    const { state, lapsed, refusal, move, moment, waiver } = verdict;
    if (refusal === undefined) {
      const event = eventOf(move!.move, state, input.command, context.asOf);
      return { accepted: true, events: lapsed.length === 0 ? [event] : [...lapsed, event] };
    }
    if (refusal !== 'denied') return { accepted: false, refusal, unmet: noGuards, retryOn: null, events: lapsed };
    const open = unmetOf(move!, waiver);
    return {
      accepted: false,
      refusal,
      unmet: open.map((k) => move!.requirements[k]!.id),
      retryOn: retryDay(move!, moment!, open),
      events: lapsed,
    };
  };

  /** Waiting helps only until time itself moves the opportunity on. */
  const retryDay = (move: CompiledMove, moment: Moment, open: readonly number[]): string | null => {
    const found = move.patience(moment, open);
    if (found === undefined) return null;
    const deadline = moment.state === null ? undefined : lapses.next(moment.state);
    return deadline !== undefined && deadline.day <= found ? null : fromDayNumber(found);
  };

  const decide = (input: Input, context: FunnelContext): Draft<AdvanceOutcome, FunnelCode> => {
    const verdict = judge(input, context);
    const outcome = outcomeOf(verdict, input, context);
    const unknown = new Set<string>();
    const reasons: Reason<FunnelCode>[] = [];
    const { move, refusal, state, lapsed, moment, waiver } = verdict;
    if (refusal === undefined) {
      const event = outcome.events.at(-1)!;
      reasons.push({
        code: event.type === 'lapsed' ? 'moved' : event.type,
        rule: event.move,
        facts: { from: event.from, to: event.to },
      });
    } else if (refusal === 'unknownCommand') {
      reasons.push({ code: 'unknownCommand', facts: { command: input.command.type } });
    } else if (refusal === 'conflict') {
      const { expectedRevision } = input.command;
      reasons.push({ code: 'conflict', facts: { revision: input.state?.revision ?? 0, expectedRevision } });
    } else if (refusal === 'notAllowed') {
      const allowed = commandsFrom(state?.stage ?? null);
      reasons.push({
        code: 'notAllowed',
        facts: { command: input.command.type, stage: state?.stage ?? null, allowed },
      });
    }
    if (move !== undefined) {
      const unmet: Reason<FunnelCode>[] = [];
      const met: Reason<FunnelCode>[] = [];
      move.requirements.forEach(({ id, owner }, k) => {
        const truth = move.truth(k);
        const tests = move.tests(input.facts, moment!, k);
        if (truth === true) met.push({ code: 'guardMet', rule: id, facts: { tests } });
        else if (waiver?.outcome.waive.includes(id)) {
          const { by, why, until } = waiver;
          met.push({ code: 'waived', rule: id, facts: { by, why, until, tests } });
        } else {
          for (const root of move.unknownRoots(input.facts, k)) unknown.add(root);
          const code = truth === false ? 'guardUnmet' : 'guardUnknown';
          unmet.push({ code, rule: id, facts: { tests, evidence: `${id}.evidence`, owner: owner ?? null } });
        }
      });
      reasons.push(...unmet);
      if (!outcome.accepted && outcome.retryOn !== null)
        reasons.push({ code: 'retry', facts: { on: outcome.retryOn } });
      reasons.push(...met);
    }
    for (const { move: rule, from, to, on } of lapsed)
      reasons.push({ code: 'lapsed', rule, facts: { from, to, on, afterDays: lapseDays.get(rule) } });
    return { outcome, reasons, unknown: [...unknown] };
  };

  const commandsFrom = (stage: string | null): readonly string[] =>
    [...commands].flatMap(([type, { opening, byStage }]) =>
      (stage === null ? opening : byStage[stageIndex.get(stage)!]) === undefined ? [] : [type],
    );

  const advance = createDecider<Input, AdvanceOutcome, FunnelCode, FunnelPolicy, FunnelContext>({
    policy,
    decide,
    outcome: (input, context) => outcomeOf(judge(input, context), input, context),
    texts: funnelTexts,
    names: labelLookup([
      policy.facts,
      policy.stages,
      policy.guards,
      policy.moves,
      policy.lapses ?? [],
      policy.terms ?? [],
      guardFacts([]),
      moves.flatMap(({ requirements }) =>
        requirements.map(({ id, evidence }) => ({ id: `${id}.evidence`, label: evidence })),
      ),
    ]),
  });
  const checkDay = (asOf: unknown): number => {
    const number = typeof asOf === 'string' ? dayOf(asOf) : Number.NaN;
    if (!Number.isNaN(number)) return number;
    throw new InputError([issue('format', ['asOf'], 'a calendar date YYYY-MM-DD', asOf)], 'context');
  };
  return Object.assign(advance, {
    nextStage: (input: Input, context: FunnelContext): string | null => {
      const { command, state: given } = input;
      const asOf = checkDay(context.asOf);
      if (context.overrides !== undefined) return stageAfter(judge(input, context));
      checkCommand(command);
      checkState(given, stageIndex, context.asOf);
      let state = given;
      if (given !== null) for (const event of lapses.due(given, asOf)) state = apply(state, event);
      const stage = state === null ? null : state.stage;
      const entry = commands.get(command.type);
      if (entry === undefined) return stage;
      if (command.expectedRevision !== undefined && command.expectedRevision !== (given?.revision ?? 0)) return stage;
      const move = state === null ? entry.opening : entry.byStage[stageIndex.get(state.stage)!];
      if (move === undefined) return stage;
      if (state === null) checkOpening(command);
      return move.hold(input.facts, momentOf(state, command, asOf)) ? (move.move.to ?? stage) : stage;
    },
    movesFrom: (
      input: Omit<Input, 'command'> & { readonly command?: Omit<FunnelCommand, 'type'> | undefined },
      context: FunnelContext,
    ): readonly PossibleMove[] => {
      checkDay(context.asOf);
      const stage = input.state === null ? null : input.state.stage;
      checkState(input.state, stageIndex, context.asOf);
      const lapsed = input.state === null ? noEvents : lapses.due(input.state, dayOf(context.asOf));
      const types = commandsFrom(lapsed.at(-1)?.to ?? stage);
      return possibleMoves(types, (type) => {
        const command = { ...input.command, type, ...(stage === null ? { opens: anyOpening } : {}) };
        return advance.outcome({ ...input, command }, context);
      });
    },
    dueEvents: (state: OpportunityState, context: DecisionContext): readonly FunnelEvent[] => {
      const asOf = checkDay(context.asOf);
      checkState(state, stageIndex, context.asOf);
      return lapses.due(state, asOf);
    },
    nextDeadline: (state: OpportunityState): LapseDeadline | undefined => {
      const due = lapses.next(state);
      if (due === undefined) return undefined;
      const { lapse, day: from } = due;
      return { lapse: lapse.id, to: lapse.to, lastDay: fromDayNumber(from - 1), from: fromDayNumber(from) };
    },
  });
}

const anyOpening = { opportunity: '', account: '' };

function stageAfter({ refusal, move, state }: Verdict): string | null {
  const stage = state === null ? null : state.stage;
  return refusal === undefined ? (move!.move.to ?? stage) : stage;
}

function momentOf(state: OpportunityState | null, command: FunnelCommand, asOf: number): Moment {
  if (state === null)
    return { state, command, asOf, openedOn: Number.NaN, enteredOn: Number.NaN, touchedOn: Number.NaN };
  return {
    state,
    command,
    asOf,
    openedOn: readDay(state.openedOn, 'openedOn'),
    enteredOn: readDay(state.enteredOn, 'enteredOn'),
    touchedOn: readDay(state.touchedOn, 'touchedOn'),
  };
}

/** The requirements that neither hold nor are waived, by position; they are those last packed. */
function unmetOf(move: CompiledMove, waiver: Override<GuardWaiver> | undefined): readonly number[] {
  return move.requirements.flatMap(({ id }, k) =>
    move.truth(k) === true || waiver?.outcome.waive.includes(id) ? [] : [k],
  );
}

function waiverOf(
  context: FunnelContext,
  state: OpportunityState | null,
  command: FunnelCommand,
  waivable: ReadonlySet<string>,
): Override<GuardWaiver> | undefined {
  const subject = state?.opportunity ?? command.opens?.opportunity;
  const found = overrideOf(context, subject);
  if (found === undefined) return undefined;
  const waive = (found.outcome as Partial<GuardWaiver> | null)?.waive;
  const odd = Array.isArray(waive) ? waive.find((id) => !waivable.has(id)) : waive;
  if (!Array.isArray(waive) || odd !== undefined) {
    const expected = `a list of guards out of ${[...waivable].join(', ')}`;
    throw new InputError(
      [issue('unknownReference', ['outcome', 'waive'], expected, odd)],
      `override of ${subject} by ${found.by}`,
    );
  }
  return found as Override<GuardWaiver>;
}

function checkOpening({ opens }: FunnelCommand): void {
  for (const key of ['opportunity', 'account'] as const) {
    if (typeof opens?.[key] !== 'string')
      throw new InputError([issue('missing', ['opens', key], 'the id of what is opened', opens?.[key])], 'command');
  }
}

function eventOf(
  move: CompiledMove['move'],
  state: OpportunityState | null,
  command: FunnelCommand,
  on: string,
): FunnelEvent {
  const { by, role, technique, reason, value, opens } = command;
  return {
    schema: 1,
    type: state === null ? 'opened' : move.to === undefined ? 'recorded' : 'moved',
    opportunity: state === null ? opens!.opportunity : state.opportunity,
    revision: state === null ? 1 : state.revision + 1,
    on,
    move: move.id,
    from: state === null ? null : state.stage,
    to: move.to ?? state!.stage,
    ...(state === null
      ? {
          account: opens!.account,
          ...(opens!.product === undefined ? {} : { product: opens!.product }),
          ...(opens!.follows === undefined ? {} : { follows: opens!.follows }),
        }
      : {}),
    ...(by === undefined ? {} : { by }),
    ...(role === undefined ? {} : { role }),
    ...(technique === undefined ? {} : { technique }),
    ...(reason === undefined ? {} : { reason }),
    ...(value === undefined ? {} : { value }),
  };
}
