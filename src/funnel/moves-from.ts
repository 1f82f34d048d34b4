import type { AdvanceOutcome } from './advance-outcome.js';

/** A command that the present stage knows. */
export interface PossibleMove {
  readonly command: string;
  readonly possible: boolean;
  /** Guards that are not met or not known to be met. */
  readonly unmet: readonly string[];
  /** First day on which waiting alone makes it possible from this stage; `null` where it does not, or where a lapse comes before. */
  readonly retryOn: string | null;
}

/** Tries every command of a stage. */
export function possibleMoves(
  commands: readonly string[],
  attempt: (command: string) => AdvanceOutcome,
): readonly PossibleMove[] {
  return commands.map((command) => {
    const outcome = attempt(command);
    return outcome.accepted
      ? { command, possible: true, unmet: [], retryOn: null }
      : { command, possible: false, unmet: outcome.unmet, retryOn: outcome.retryOn };
  });
}
