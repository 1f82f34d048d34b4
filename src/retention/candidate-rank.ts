import type { Candidate } from './candidate.js';
import { levers } from './retention-policy.js';

/** What candidates are ordered by, the smaller first. */
export type CandidateRank = readonly [kind: number, worth: number, price: number, lever: number, declared: number];

/**
 * Known net worth first, the most first; then break-even, the lowest first; then what is unknown. At equal worth
 * service stands before price, satisfaction before barriers before price perception, and the rest as declared.
 *
 * @param net - in minor units
 */
export function rankOf({ value, price, lever }: Candidate, net: number, declared: number): CandidateRank {
  const kind = value.kind === 'incremental' ? 0 : value.kind === 'breakEven' ? 1 : 2;
  const worth = value.kind === 'incremental' ? -net : value.kind === 'breakEven' ? Number(value.uplift) : 0;
  return [kind, worth, Number(price), levers.indexOf(lever), declared];
}

/** For sorting; 0 for offers of one measure that stand equal, which keep their order. */
export function compareRanks(a: CandidateRank, b: CandidateRank): number {
  for (let k = 0; k < a.length; k += 1) if (a[k] !== b[k]) return a[k]! - b[k]!;
  return 0;
}
