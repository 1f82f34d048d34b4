import { bandReached } from '../practice/approval.js';
import type { Arithmetic } from './arithmetic.js';
import type { AuthorityBand } from './policy.js';
import { shareOfPercent } from './share.js';

/** The band that a discount falls into: `discount ÷ from` against its bound, by cross-multiplication. */
export function bandOf<N extends number | bigint>(
  bands: readonly AuthorityBand[],
  discount: N,
  from: N,
  arithmetic: Arithmetic<N>,
): AuthorityBand {
  const against = (bound: string): number => {
    const { part, whole } = shareOfPercent(bound, arithmetic);
    const given = arithmetic.multiply(discount, whole);
    const allowed = arithmetic.multiply(from, part);
    return given < allowed ? -1 : given > allowed ? 1 : 0;
  };
  return bandReached(bands, against) as AuthorityBand;
}
