import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import { checkUnits, refuseFaults } from '../core/row-check.js';

/** How well a target list found those who respond. */
export interface TargetingQuality {
  /** Of those targeted, how many per cent responded. */
  readonly precisionPercent: number | null;
  /** Of all who respond, how many per cent were targeted. */
  readonly recallPercent: number | null;
}

/**
 * Precision and recall of a target list.
 *
 * @throws InputError `range` for what is no count, or for more who responded than there are
 * @example
 * targetingQuality({ targeted: 100, responded: 20, respondersInBase: 25 }) //=> { precisionPercent: 20, recallPercent: 80 }
 */
export function targetingQuality(counts: {
  readonly targeted: number;
  readonly responded: number;
  readonly respondersInBase: number;
}): TargetingQuality {
  const { targeted, responded, respondersInBase } = counts;
  refuseFaults(
    Object.entries({ targeted, responded, respondersInBase }).flatMap(([key, value]) => checkUnits(value, [key])),
  );
  for (const [key, of] of [
    ['targeted', targeted],
    ['respondersInBase', respondersInBase],
  ] as const) {
    if (responded > of) throw new InputError([issue('range', [key], `${responded} or more`, of)]);
  }
  return {
    precisionPercent: targeted === 0 ? null : (responded * 100) / targeted,
    recallPercent: respondersInBase === 0 ? null : (responded * 100) / respondersInBase,
  };
}
