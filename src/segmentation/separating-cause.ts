import { checkNamedList } from '../core/named-list.js';
import { checkFraction, checkRecord, checkWord } from '../statistics/checks.js';
import { chiSquareTest, cramersV } from '../statistics/contingency.js';
import { type Measured, measured, unmeasured } from '../statistics/measured.js';
import type { PValueCorrection } from '../statistics/multiplicity.js';
import { share } from '../statistics/proportion.js';
import { adjustKnown, type ChurnCount, checkChurnCounts, tableOf } from './churn-contrast.js';

/** A possible cause of churn, by its levels: barrier low and high, satisfied or not. */
export interface ChurnCause {
  readonly id: string;
  readonly levels: readonly ChurnCount[];
}

/** How well one cause separates those who left. */
export interface CauseSeparation {
  readonly cause: string;
  readonly levels: readonly (ChurnCount & { readonly rate: Measured })[];
  /** Highest rate less lowest, over levels with members; 0.06 is six points. */
  readonly spread: Measured;
  readonly cramersV: Measured;
  /** Of independence, corrected for how many causes are asked about. */
  readonly adjusted: Measured;
}

/** Causes within one segment, best separation first. */
export interface SeparatingCause {
  /** The cause that separates best and is significant; undefined because `noVariation` where none is. */
  readonly best: Measured<string>;
  readonly causes: readonly CauseSeparation[];
}

/**
 * Which cause separates the churners inside a segment best (离网原因: 转换壁垒、满意度、印象价格)?
 *
 * @param causes - each cuts the same customers into levels, those of unknown level left out
 * @param options - `by` ranks by points between the extreme levels or by strength of association; ties by declared order
 * @example
 * separatingCause([{ id: 'barrier', levels: [{ id: 'low', churned: 40, of: 500 }, { id: 'high', churned: 10, of: 500 }] }], {
 *   by: 'spread', significance: 0.05, correction: 'holm',
 * }).best //=> { value: 'barrier' }
 */
export function separatingCause(
  causes: readonly ChurnCause[],
  options: {
    readonly by: 'spread' | 'cramersV';
    readonly significance: number;
    readonly correction: PValueCorrection;
  },
): SeparatingCause {
  checkNamedList(causes, ['causes'], 'every cause once');
  causes.forEach(({ levels }, at) => {
    checkChurnCounts(levels, ['causes', at, 'levels']);
  });
  checkRecord(options, 'options', '{ by, significance, correction }');
  checkWord(options.by, ['spread', 'cramersV'], 'options.by');
  checkFraction(options.significance, 'significance');
  const tests = causes.map(({ levels }): Measured => {
    const test = chiSquareTest(tableOf(levels));
    return test.value === undefined ? test : measured(test.value.pValue);
  });
  const adjusted = adjustKnown(tests, options.correction);
  const separations = causes.map(
    ({ id, levels }, at): CauseSeparation => ({
      cause: id,
      levels: levels.map((level) => ({ ...level, rate: share({ count: level.churned, of: level.of }) })),
      spread: spreadOf(levels),
      cramersV: cramersV(tableOf(levels), 'none'),
      adjusted: adjusted[at]!,
    }),
  );
  const strength = (entry: CauseSeparation): number => entry[options.by].value ?? -1;
  const ranked = [...separations].sort((a, b) => strength(b) - strength(a));
  const best = ranked.find(
    (entry) => entry.adjusted.value !== undefined && entry.adjusted.value < options.significance,
  );
  return { best: best === undefined ? unmeasured('noVariation') : measured(best.cause), causes: ranked };
}

function spreadOf(levels: readonly ChurnCount[]): Measured {
  const rates = levels.filter(({ of }) => of > 0).map(({ churned, of }) => churned / of);
  if (rates.length < 2) return unmeasured(rates.length === 0 ? 'noObservations' : 'oneGroupOnly');
  const least = rates.reduce((low, rate) => Math.min(low, rate));
  const most = rates.reduce((high, rate) => Math.max(high, rate));
  return measured(most - least);
}
