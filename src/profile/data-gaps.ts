import type { Decide } from '../core/batch.js';
import type { Decision, DecisionContext } from '../core/decision.js';
import { InputError, LimitError } from '../core/errors.js';

/** A missing field and what it costs. */
export interface DataGap {
  readonly field: string;
  /** Decisions that it leaves open, over all accounts and deciders. */
  readonly decisions: number;
  /** Those of them that miss nothing else: what finding out this one field would settle. */
  readonly alone: number;
  readonly accounts: number;
  readonly byDecider: readonly { readonly decider: string; readonly decisions: number }[];
}

/** What {@link dataGaps} found: the gaps, the costliest first. */
export interface DataGapReport {
  readonly accounts: number;
  /** Decisions made; accounts that a decider rejected are not among them. */
  readonly decisions: number;
  /** Decisions that at least one missing field leaves open. */
  readonly open: number;
  readonly rejected: number;
  readonly gaps: readonly DataGap[];
}

interface Tally {
  decisions: number;
  alone: number;
  accounts: number;
  readonly byDecider: number[];
}

/**
 * Which missing field leaves how many decisions open: runs every decider over every account and counts what each names as unknown.
 *
 * @param base facts of each account, as the deciders take them
 * @param deciders any number, named
 * @returns gaps by decisions left open, then by those it alone leaves open, then by name
 */
export function dataGaps<Facts>(
  base: Iterable<Facts>,
  deciders: readonly { readonly id: string; readonly decide: Decide<Facts, Decision<unknown>, DecisionContext> }[],
  context: DecisionContext,
): DataGapReport {
  const tallies = new Map<string, Tally>();
  const tallyOf = (field: string): Tally => {
    const known = tallies.get(field);
    if (known !== undefined) return known;
    const tally = { decisions: 0, alone: 0, accounts: 0, byDecider: deciders.map(() => 0) };
    tallies.set(field, tally);
    return tally;
  };
  let accounts = 0;
  let decisions = 0;
  let open = 0;
  let rejected = 0;
  for (const facts of base) {
    accounts += 1;
    const missing = new Set<string>();
    for (const [at, { decide }] of deciders.entries()) {
      try {
        const unknown = new Set(decide(facts, context).unknown);
        decisions += 1;
        if (unknown.size > 0) open += 1;
        for (const field of unknown) {
          const tally = tallyOf(field);
          tally.decisions += 1;
          tally.byDecider[at]! += 1;
          if (unknown.size === 1) tally.alone += 1;
          missing.add(field);
        }
      } catch (error) {
        const isOwn = error instanceof LimitError || (error instanceof InputError && error.what !== 'context');
        if (!isOwn) throw error;
        rejected += 1;
      }
    }
    for (const field of missing) tallyOf(field).accounts += 1;
  }
  const gaps = [...tallies].map(([field, { byDecider, ...counts }]) => ({
    field,
    ...counts,
    byDecider: byDecider.flatMap((count, at) => (count === 0 ? [] : [{ decider: deciders[at]!.id, decisions: count }])),
  }));
  gaps.sort((a, b) => b.decisions - a.decisions || b.alone - a.alone || (a.field < b.field ? -1 : 1));
  return { accounts, decisions, open, rejected, gaps };
}
