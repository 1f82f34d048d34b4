import { type CompiledMove, compileMove } from './compiled-move.js';
import { indexLapses, type Lapses } from './lapse.js';
import type { FunnelPolicy } from './policy.js';

/** A funnel policy indexed for running: which move a command makes from which stage, which lapses wait where. */
export interface Machine {
  readonly policy: FunnelPolicy;
  /** The position of each stage and of each command, in declared order. */
  readonly stages: ReadonlyMap<string, number>;
  readonly commands: ReadonlyMap<string, number>;
  readonly moves: readonly CompiledMove[];
  readonly lapses: Lapses;
  /** What a command does in a stage, both by position; {@link unopened} stands before the first stage. */
  readonly moveAt: (stage: number, command: number) => CompiledMove | undefined;
  /** Ids of everything that a move may ask for. */
  readonly requirements: ReadonlySet<string>;
  /** The commands that a stage knows, in declared order; those that open an opportunity where there is none. */
  readonly commandsFrom: (stage: string | null) => readonly string[];
}

/** The place of an opportunity that is not open yet. */
export const unopened = -1;

/** Indexes a policy that has been checked. */
export function compileMachine(policy: FunnelPolicy): Machine {
  const ids = policy.stages.map(({ id }) => id);
  const stages = new Map(ids.map((id, index) => [id, index]));
  const moves = policy.moves.map((move) => compileMove(move, policy));
  const types = [...new Set(policy.moves.map(({ on }) => on))];
  const startsFrom = ({ move }: CompiledMove, stage: string | null): boolean =>
    stage === null ? move.from === undefined : move.from?.includes(stage) === true;
  // One flat table, a line for each place.
  const table = [null, ...ids].flatMap((stage) =>
    types.map((type) => moves.find((one) => one.move.on === type && startsFrom(one, stage))),
  );
  const moveAt = (stage: number, command: number): CompiledMove | undefined =>
    table[(stage - unopened) * types.length + command];
  const known = new Map(
    [null, ...ids].map((stage, line) => [
      stage,
      Object.freeze(types.filter((_, command) => moveAt(line + unopened, command) !== undefined)),
    ]),
  );
  return {
    policy,
    stages,
    commands: new Map(types.map((type, index) => [type, index])),
    moves,
    lapses: indexLapses(policy, stages),
    moveAt,
    requirements: new Set(moves.flatMap(({ requirements }) => requirements.map(({ id }) => id))),
    commandsFrom: (stage) => known.get(stage)!,
  };
}
