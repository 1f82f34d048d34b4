import type { Arithmetic } from './arithmetic.js';
import { shareOfPercent } from './effect.js';
import type { Authority, AuthorityBand } from './policy.js';

/** Who decides on a discount. */
export type AuthorityAnswer =
  | { readonly kind: 'within' }
  | { readonly kind: 'needs'; readonly level: string; readonly chain: readonly string[] }
  | { readonly kind: 'beyond' };

/** The band that a discount falls into: `discount ÷ from` against its bound, by cross-multiplication. */
export function bandOf<N extends number | bigint>(
  bands: readonly AuthorityBand[],
  discount: N,
  from: N,
  arithmetic: Arithmetic<N>,
): AuthorityBand {
  const found = bands.find(({ upTo, below }) => {
    const bound = upTo ?? below;
    if (bound === undefined) return true;
    const { part, whole } = shareOfPercent(bound, arithmetic);
    const given = arithmetic.multiply(discount, whole);
    const allowed = arithmetic.multiply(from, part);
    return upTo === undefined ? given < allowed : given <= allowed;
  });
  return found as AuthorityBand;
}

/**
 * Who has to sign, given the level that the band names and the requester's own.
 *
 * @param requester - position of the requester's level, −1 for nobody in particular
 * @param overBudget - whether the requester's personal budget does not reach: then the next level decides at least
 */
export function answerOf(
  { levels, chain }: Authority,
  level: string | null,
  requester: number,
  overBudget: boolean,
): AuthorityAnswer {
  if (level === null) return { kind: 'beyond' };
  const needed = levels.findIndex(({ id }) => id === level);
  const deciding = overBudget ? Math.max(needed, requester + 1) : needed;
  if (deciding >= levels.length) return { kind: 'beyond' };
  if (deciding <= requester) return { kind: 'within' };
  const ids = levels.map(({ id }) => id);
  const decider = ids[deciding] as string;
  return {
    kind: 'needs',
    level: decider,
    chain: chain === 'single' ? [decider] : ids.slice(requester + 1, deciding + 1),
  };
}
