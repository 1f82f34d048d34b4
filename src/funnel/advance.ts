import type { FactColumns } from '../core/columns.js';
import { fromDayNumber, lastDayNumber, readDayNumber } from '../core/day-number.js';
import { createDecider, type Decider } from '../core/decider.js';
import type { DecisionContext } from '../core/decision.js';
import { InputError } from '../core/errors.js';
import type { FactDeclaration, FactsOf } from '../core/facts.js';
import { type Issue, issue } from '../core/issue.js';
import { type LabelLookup, labelLookup } from '../core/label.js';
import type { PolicyHeader } from '../core/policy.js';
import { checkPolicy, parsePolicy } from '../core/policy-check.js';
import type { AdvanceInput, AdvanceOutcome } from './advance-outcome.js';
import { draftOf } from './advance-reasons.js';
import { checkState, readInput } from './check-input.js';
import { crossCheckFunnel } from './funnel-check.js';
import { guardFacts } from './guard-fact.js';
import type { FunnelContext } from './guard-waiver.js';
import { type AnyInput, judge, outcomeOf, stageAfter } from './judge.js';
import type { LapseDeadline } from './lapse.js';
import { compileMachine, type Machine } from './machine.js';
import { type PossibleMove, possibleMoves } from './moves-from.js';
import type { FunnelCommand, FunnelEvent, OpportunityState } from './opportunity.js';
import { type FunnelPolicy, funnelSchema } from './policy.js';
import { type FunnelCode, funnelTexts } from './reasons.js';
import { compileStageColumns, type StageColumns } from './stage-columns.js';

/** The decider of a funnel, with questions about one state beside it. */
export interface Funnel<
  Facts = { readonly [id: string]: unknown },
  S extends string = string,
  C extends string = string,
  P extends PolicyHeader = FunnelPolicy,
> extends Decider<AdvanceInput<Facts, S, C>, AdvanceOutcome<S>, FunnelCode, P, FunnelContext> {
  /** The stage after the command, or the present one where it is refused: no events, no reasons, for simulations and loops. */
  readonly nextStage: (input: AdvanceInput<Facts, S, C>, context: FunnelContext) => S | null;
  /**
   * {@link nextStage} for a base by columns: the policy's facts, `command.type`, `state.stage`, and whatever of
   * `state.daysInStage`, `state.daysSinceTouch`, `state.daysOpen` and `command.role` … its guards and lapses ask. Every
   * row is an opportunity that is open already; no revision is compared.
   *
   * @throws InputError with every faulty column, or with the first row whose stage, command or days are unknown
   */
  readonly columns: (base: FactColumns, context: DecisionContext) => StageColumns;
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

function compile(json: unknown): Funnel {
  const policy = parsePolicy(funnelSchema, crossCheckFunnel, json, 'funnel policy');
  const machine = compileMachine(policy);
  const { lapses, stages } = machine;
  const columns = compileStageColumns(machine);
  const dayOf = dayReader();
  const advance = createDecider<AnyInput, AdvanceOutcome, FunnelCode, FunnelPolicy, FunnelContext>({
    policy,
    decide: (given, context) => {
      const input = readInput(given);
      const verdict = judge(machine, input, context, dayOf(context));
      return draftOf(machine, verdict, outcomeOf(machine, verdict, input.command, context), input);
    },
    outcome: (given, context) => {
      const input = readInput(given);
      return outcomeOf(machine, judge(machine, input, context, dayOf(context)), input.command, context);
    },
    texts: funnelTexts,
    names: namesOf(machine),
  });
  return Object.assign(advance, {
    nextStage: (input: AnyInput, context: FunnelContext): string | null =>
      stageAfter(machine, readInput(input), context, dayOf(context)),
    columns: (base: FactColumns, context: DecisionContext): StageColumns => columns(base, dayOf(context)),
    movesFrom: (input: Omit<AnyInput, 'command'> & CommandDetails, context: FunnelContext): readonly PossibleMove[] => {
      const asOf = dayOf(context);
      const at = checkState(input?.state, stages, asOf);
      const lapsed = input.state === null ? undefined : lapses.due(input.state, at, asOf).at(-1);
      const stage = lapsed?.to ?? input.state?.stage ?? null;
      return possibleMoves(machine.commandsFrom(stage), (type) =>
        advance.outcome({ ...input, command: { opens: anyOpening, ...input.command, type } }, context),
      );
    },
    dueEvents: (state: OpportunityState, context: DecisionContext): readonly FunnelEvent[] => {
      const asOf = dayOf(context);
      return lapses.due(state, checkState(state, stages, asOf), asOf);
    },
    nextDeadline: (state: OpportunityState): LapseDeadline | undefined => {
      const due = lapses.next(state, checkState(state, stages, lastDayNumber));
      if (due === undefined) return undefined;
      const { lapse, day } = due;
      return { lapse: lapse.id, to: lapse.to, lastDay: fromDayNumber(day - 1), from: fromDayNumber(day) };
    },
  });
}

interface CommandDetails {
  readonly command?: Omit<FunnelCommand, 'type'> | undefined;
}

/** Stands for the ids in the question which openings would be possible. */
const anyOpening = { opportunity: '', account: '' };

/** Reads the context's day; a batch repeats the same one, so the last is remembered. */
function dayReader(): (context: DecisionContext) => number {
  let text: unknown;
  let day = Number.NaN;
  return (context) => {
    const asOf: unknown = context?.asOf;
    if (asOf !== text || text === undefined) {
      day = typeof asOf === 'string' ? readDayNumber(asOf) : Number.NaN;
      text = asOf;
    }
    if (Number.isNaN(day))
      throw new InputError([issue('format', ['asOf'], 'a calendar date YYYY-MM-DD', asOf)], 'context');
    return day;
  };
}

function namesOf({ policy, moves }: Machine): LabelLookup {
  const evidence = moves.flatMap(({ requirements }) =>
    requirements.map(({ id, evidence: label }) => ({ id: `${id}.evidence`, label })),
  );
  const { facts, stages, guards, lapses = [], terms = [] } = policy;
  return labelLookup([facts, stages, guards, policy.moves, lapses, terms, guardFacts([]), evidence]);
}
