import type { Decision } from './decision.js';
import type { FactValue } from './facts.js';

/** The facts that {@link toFacts} hands on. */
export type HandedOn<T> = {
  readonly [K in keyof T]: Exclude<T[K], null | undefined> | Extract<FactValue, { unknown: unknown }>;
};

/**
 * Turns a decision's outcome into facts for the next decider. A value that is missing becomes an unknown fact that
 * names the roots (`costToServe`, not `tier`), so that the last decision of a chain still says what to find out.
 *
 * @param decision - any room's decision
 * @param select - the facts to hand on, by id; `null` or `undefined` where the outcome doesn't tell
 * @example
 * toFacts({ outcome: null, unknown: ['costToServe'] }, (tier) => ({ tier })) //=> { tier: { unknown: ['costToServe'] } }
 */
export function toFacts<Outcome, T extends { readonly [id: string]: FactValue }>(
  decision: Pick<Decision<Outcome>, 'outcome' | 'unknown'>,
  select: (outcome: Outcome) => T,
): HandedOn<T> {
  const entries = Object.entries(select(decision.outcome)).map(([id, value]) => [
    id,
    value ?? { unknown: decision.unknown.length > 0 ? decision.unknown : [id] },
  ]);
  return Object.fromEntries(entries) as HandedOn<T>;
}
