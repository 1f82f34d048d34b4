import { parseDecimal } from '../core/decimal.js';
import { InputError } from '../core/errors.js';
import { type Issue, issue } from '../core/issue.js';
import { checkNamedList } from '../core/named-list.js';

/** What customers of a segment choose a vendor by. */
export interface BuyingFactor {
  readonly id: string;
  /** Share of the choice, a decimal text; all sum to 1. */
  readonly weight: string;
  /** Points of ours and of the rival. */
  readonly own: number;
  readonly rival: number;
}

/** One factor's part in the distance between two vendors. */
export interface FactorGap {
  readonly factor: string;
  /** Weighted points, ours less the rival's: below zero we are behind. */
  readonly gap: number;
}

/** Two vendors as a segment sees them. */
export interface VendorPreference {
  readonly own: number;
  readonly rival: number;
  readonly gap: number;
  readonly factors: readonly FactorGap[];
  /** The factor that does most for the one who is ahead; `null` where nobody is. Ties by declared order. */
  readonly driver: string | null;
}

/**
 * Holds ourselves against a rival on the key buying factors of a segment (关键购买因素).
 *
 * @throws InputError `sum` where the weights do not sum to 1, `range` for a negative one
 * @example
 * compareOnBuyingFactors([
 *   { id: 'price', weight: '0.5', own: 6, rival: 9 },
 *   { id: 'service', weight: '0.3', own: 9, rival: 6 },
 *   { id: 'coverage', weight: '0.2', own: 8, rival: 8 },
 * ]).driver //=> 'price'
 */
export function compareOnBuyingFactors(factors: readonly BuyingFactor[]): VendorPreference {
  checkNamedList(factors, ['factors'], 'every factor once');
  const weights = factors.map(({ weight }, at) => parseDecimal(weight, ['factors', at, 'weight']));
  const issues: Issue[] = weights.flatMap((weight, at) =>
    weight.isNegative() && !weight.isZero()
      ? [issue('range', ['factors', at, 'weight'], 'at least 0', String(weight))]
      : [],
  );
  for (const [at, factor] of factors.entries()) {
    for (const side of ['own', 'rival'] as const)
      if (!Number.isFinite(factor[side]))
        issues.push(issue('type', ['factors', at, side], 'a finite number', factor[side]));
  }
  const zero = parseDecimal('0', []);
  const sum = weights.reduce((a, b) => a.plus(b), zero);
  if (!sum.equals(1)) issues.push(issue('sum', ['factors'], 'weights that sum to 1', sum.toString()));
  if (issues.length > 0) throw new InputError(issues);
  const weighted = (side: 'own' | 'rival') => factors.map((factor, at) => weights[at]!.times(factor[side]));
  const [own, rival] = [weighted('own'), weighted('rival')];
  const gaps = own.map((points, at) => points.minus(rival[at]!));
  const total = gaps.reduce((a, b) => a.plus(b), zero);
  const ahead = total.isZero() ? 0 : total.isNegative() ? -1 : 1;
  let driver = 0;
  for (const [at, gap] of gaps.entries()) if (gap.times(ahead).greaterThan(gaps[driver]!.times(ahead))) driver = at;
  return {
    own: own.reduce((a, b) => a.plus(b), zero).toNumber(),
    rival: rival.reduce((a, b) => a.plus(b), zero).toNumber(),
    gap: total.toNumber(),
    factors: factors.map(({ id }, at) => ({ factor: id, gap: gaps[at]!.toNumber() })),
    driver: ahead === 0 ? null : factors[driver]!.id,
  };
}
