import type { FunnelCommand, FunnelEvent, OpportunityState } from './opportunity.js';

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
      /**
       * The first day on which waiting alone makes it possible from the stage where it stands, waivers as they begin and end; `null` where it
       * does not, or where a lapse takes the opportunity on before.
       */
      readonly retryOn: string | null;
      readonly events: readonly FunnelEvent<S>[];
    };
