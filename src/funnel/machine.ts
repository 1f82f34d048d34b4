import { type CompiledMove, compileMove } from './compiled-move.js';
import { indexLapses, type Lapses } from './lapse.js';
import type { FunnelPolicy } from './policy.js';

/** A funnel policy indexed for running: which move a command makes from which stage, which lapses wait where. */
export interface Machine {
  readonly policy: FunnelPolicy;
  readonly stages: ReadonlyMap<string, number>;
  readonly moves: readonly CompiledMove[];
  readonly lapses: Lapses;
  readonly commands: ReadonlyMap<string, CommandMoves>;
  /** Ids of everything that a move may ask for. */
  readonly requirements: ReadonlySet<string>;
  /** The commands that a stage knows, in declared order; those that open an opportunity where there is none. */
  readonly commandsFrom: (stage: string | null) => readonly string[];
}

/** What one command does: opening an opportunity, and by the stage's position. */
export interface CommandMoves {
  readonly opening: CompiledMove | undefined;
  readonly byStage: readonly (CompiledMove | undefined)[];
}

/** Indexes a policy that has been checked. */
export function compileMachine(policy: FunnelPolicy): Machine {
  const stages = new Map(policy.stages.map(({ id }, index) => [id, index]));
  const moves = policy.moves.map((move) => compileMove(move, policy));
  const commands = new Map<string, CommandMoves>();
  for (const type of new Set(policy.moves.map(({ on }) => on))) {
    const own = moves.filter(({ move }) => move.on === type);
    commands.set(type, {
      opening: own.find(({ move }) => move.from === undefined),
      byStage: policy.stages.map(({ id }) => own.find(({ move }) => move.from?.includes(id))),
    });
  }
  const commandsOf = (stage: string | null): readonly string[] =>
    [...commands].flatMap(([type, { opening, byStage }]) =>
      (stage === null ? opening : byStage[stages.get(stage)!]) === undefined ? [] : [type],
    );
  const known = new Map([null, ...stages.keys()].map((stage) => [stage, Object.freeze(commandsOf(stage))]));
  return {
    policy,
    stages,
    moves,
    lapses: indexLapses(policy, stages),
    commands,
    requirements: new Set(moves.flatMap(({ requirements }) => requirements.map(({ id }) => id))),
    commandsFrom: (stage) => known.get(stage)!,
  };
}
