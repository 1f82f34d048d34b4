import { InputError } from '../core/errors.js';
import { scaleOf } from '../core/fact-table.js';
import type { FactDeclaration } from '../core/facts.js';
import { issue, type Path } from '../core/issue.js';
import { writeScaled } from '../core/scaled.js';
import { quantiles } from '../statistics/quantile.js';
import { isQuantile } from './check-bands.js';
import type { FittedCut } from './fitted.js';
import type { BandBound, QuantileCut } from './policy.js';

/** Bands with their quantiles frozen. */
export interface FrozenBands<B> {
  readonly bands: readonly (Omit<B, keyof BandBound> & BandBound)[];
  readonly cuts: readonly FittedCut[];
}

/**
 * Turns quantiles into cuts.
 *
 * @param packed - the known values of the fact, packed
 * @throws InputError `empty` where there is none
 */
export function fitBands<B extends BandBound<QuantileCut>>(
  bands: readonly B[],
  fact: FactDeclaration,
  packed: Float64Array,
  path: Path,
): FrozenBands<B> {
  const cuts: FittedCut[] = [];
  const freeze = (bound: number | string | QuantileCut | undefined, band: number, key: 'upTo' | 'below') => {
    if (!isQuantile(bound)) return bound;
    const found = quantiles(packed, [bound.quantile], bound.method);
    if (found.value === undefined)
      throw new InputError([issue('empty', path, `a known ${fact.id} in at least one record`, 0)], 'records');
    const cut = writeCut(found.value[0]!, fact, key);
    cuts.push({ band, ...bound, cut });
    return cut;
  };
  const frozen = bands.map((band, index) => {
    const [upTo, below] = [freeze(band.upTo, index, 'upTo'), freeze(band.below, index, 'below')];
    const bound: BandBound = { ...(upTo === undefined ? {} : { upTo }), ...(below === undefined ? {} : { below }) };
    const { upTo: _, below: __, ...rest } = band;
    return { ...rest, ...bound };
  });
  return { bands: frozen, cuts };
}

/**
 * A fact in whole units cannot lie between two of them: below 4.5 is below 5, and up to 4.5 is up to 4. So the cut can be
 * one that the fact can take, and no value changes its band.
 */
function writeCut(cut: number, fact: FactDeclaration, key: 'upTo' | 'below'): number | string {
  if (fact.kind === 'number') return cut;
  const whole = key === 'below' ? Math.ceil(cut) : Math.floor(cut);
  return fact.kind === 'integer' ? whole : writeScaled(whole, scaleOf(fact));
}
