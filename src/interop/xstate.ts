import { readDayNumber } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import { compileMove } from '../funnel/compiled-move.js';
import type { FunnelCommand, OpportunityState } from '../funnel/opportunity.js';
import type { FunnelMove, FunnelPolicy } from '../funnel/policy.js';

/** What a move's guard is given: the ids of the policy's guards, and the roles, techniques and reasons of the move. */
export interface FunnelGuardParams {
  readonly move: string;
  readonly guards: readonly string[];
  readonly roles?: readonly string[];
  readonly techniques?: readonly string[];
  readonly reasons?: readonly string[];
}

/** One transition of the exported machine; without `target` it records work and stays. */
export interface XStateTransition {
  readonly target?: string;
  readonly guard?: { readonly type: 'requirements'; readonly params: FunnelGuardParams };
  readonly meta: { readonly move: string } | { readonly lapse: string; readonly afterDays: number };
}

/** An XState v5 machine configuration: plain JSON for `createMachine`. */
export interface XStateConfig {
  readonly id: string;
  readonly version: string;
  readonly initial: string;
  readonly states: {
    readonly [key: string]: {
      readonly meta: { readonly stage: string | null; readonly kind: string | null };
      readonly on: { readonly [command: string]: XStateTransition };
    };
  };
}

/** The state before an opportunity is opened. */
const unopened = 'unopened';

/**
 * A funnel as an XState v5 machine. State keys are the stages' ids, spelt so that XState takes them (`meta.stage` holds
 * the id itself); before the opening the machine is in `unopened`. Every guarded transition carries the guard
 * `requirements` with the ids it asks for; implement it yourself, or with {@link funnelGuards}.
 *
 * A lapse is the explicit event `lapse.<id>`, never a delayed one: time is the host's to tell.
 *
 * @param policy - a checked policy, as in `funnel.policy`
 * @example
 * toXState({ id: 'f', version: '1', stages: [{ id: 'lead', kind: 'won' }], moves: [{ id: 'find', on: 'find', to: 'lead' }] }).initial //=> 'unopened'
 */
export function toXState(policy: Pick<FunnelPolicy, 'id' | 'version' | 'stages' | 'moves' | 'lapses'>): XStateConfig {
  const { stages, moves, lapses = [] } = policy;
  const keys = stateKeys(stages.map(({ id }) => id));
  const movesOf = (stage: string | null): [string, XStateTransition][] =>
    moves
      .filter(({ from }) => (stage === null ? from === undefined : from?.includes(stage)))
      .map((move) => [move.on, transitionOf(move, keys)]);
  const lapsesOf = (stage: string): [string, XStateTransition][] =>
    lapses
      .filter(({ from }) => from.includes(stage))
      .map(({ id, to, afterDays }) => [`lapse.${id}`, { target: keys.get(to)!, meta: { lapse: id, afterDays } }]);
  return {
    id: policy.id,
    version: policy.version,
    initial: unopened,
    states: Object.fromEntries([
      [unopened, { meta: { stage: null, kind: null }, on: Object.fromEntries(movesOf(null)) }],
      ...stages.map(({ id, kind }) => [
        keys.get(id)!,
        { meta: { stage: id, kind }, on: Object.fromEntries([...movesOf(id), ...lapsesOf(id)]) },
      ]),
    ]),
  };
}

function transitionOf(move: FunnelMove, keys: ReadonlyMap<string, string>): XStateTransition {
  const { id, to, guards = [], roles, techniques, reasons } = move;
  const params: FunnelGuardParams = {
    move: id,
    guards,
    ...(roles === undefined ? {} : { roles }),
    ...(techniques === undefined ? {} : { techniques }),
    ...(reasons === undefined ? {} : { reasons }),
  };
  const asks = guards.length > 0 || roles !== undefined || techniques !== undefined || reasons !== undefined;
  return {
    ...(to === undefined ? {} : { target: keys.get(to)! }),
    ...(asks ? { guard: { type: 'requirements', params } as const } : {}),
    meta: { move: id },
  };
}

/** Keys without dots or signs that XState reads, unique, and none that every object inherits. */
function stateKeys(stages: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set([unopened]);
  return new Map(
    stages.map((stage) => {
      const plain = stage.replaceAll(/[^\p{L}\p{N}_-]/gu, '_');
      let key = plain === '' || plain in Object.prototype ? `stage_${plain}` : plain;
      while (taken.has(key)) key = `${key}_`;
      taken.add(key);
      return [stage, key];
    }),
  );
}

/** An event of the exported machine: a command with the day and the facts, and the stored state where guards count days. */
export interface XStateFunnelEvent extends FunnelCommand {
  readonly asOf: string;
  readonly facts: { readonly [id: string]: unknown };
  readonly state?: OpportunityState | null | undefined;
}

/**
 * The implementation of the exported machine's guard, on the policy's own conditions: unknown is not met.
 *
 * @returns for `setup({ guards })` or `machine.provide({ guards })`
 * @throws InputError, when run, for faulty facts or a day that is none
 */
export function funnelGuards(policy: FunnelPolicy): {
  /** Whether the move that the event asks for has every guard met. */
  readonly requirements: (args: { readonly event: XStateFunnelEvent }, params: FunnelGuardParams) => boolean;
} {
  const moves = new Map(policy.moves.map((move) => [move.id, compileMove(move, policy)]));
  return {
    requirements: ({ event }, { move }) => {
      const asOf = typeof event.asOf === 'string' ? readDayNumber(event.asOf) : Number.NaN;
      if (Number.isNaN(asOf))
        throw new InputError([issue('format', ['asOf'], 'a calendar date YYYY-MM-DD', event.asOf)], 'event');
      return moves.get(move)!.hold(event.facts, { state: event.state ?? null, command: event, asOf });
    },
  };
}
