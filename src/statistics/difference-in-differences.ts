import { checkRecord } from './checks.js';
import type { Interval, Measured } from './measured.js';
import { measured, unmeasured } from './measured.js';
import { checkProportion, criticalValue, type Proportion, tested } from './proportion.js';

/** A share in one group before and after. */
export interface BeforeAfter {
  readonly before: Proportion;
  readonly after: Proportion;
}

/** What the treatment changed beyond what changed anyway. */
export interface TreatmentEffect {
  /** (treated after − before) − (control after − before), as a share: 0.015 is 1.5 points. */
  readonly effect: Measured;
  readonly standardError: Measured;
  readonly interval: Measured<Interval>;
  readonly z: Measured;
  /** Two-sided. */
  readonly pValue: Measured;
}

/**
 * Difference in differences of shares. The four samples count as independent; where the same members are asked twice this is cautious, as long as their answers go together.
 * Source: O. Ashenfelter & D. Card (1985); J. D. Angrist & J.-S. Pischke, Mostly Harmless Econometrics (2009), ch. 5. It assumes that both groups would have moved alike.
 * @returns all undefined because `emptyGroup` where any sample is empty; the test because `noVariation` where every share is 0 or 1.
 * @example
 * differenceInDifferences({ before: { count: 920, of: 1000 }, after: { count: 940, of: 1000 } }, { before: { count: 920, of: 1000 }, after: { count: 925, of: 1000 } }, 0.95).effect.value?.toFixed(3); //=> '0.015'
 */
export function differenceInDifferences(
  treated: BeforeAfter,
  control: BeforeAfter,
  confidence: number,
): TreatmentEffect {
  const critical = criticalValue(confidence);
  for (const [name, group] of Object.entries({ treated, control })) checkRecord(group, name, '{ before, after }');
  const samples = [
    ['treated.after', treated.after, 1],
    ['treated.before', treated.before, -1],
    ['control.after', control.after, -1],
    ['control.before', control.before, 1],
  ] as const;
  for (const [name, sample] of samples) checkProportion(sample, name);
  if (samples.some(([, { of }]) => of === 0)) {
    const none = unmeasured('emptyGroup');
    return { effect: none, standardError: none, interval: none, z: none, pValue: none };
  }
  let [effect, variance] = [0, 0];
  for (const [, { count, of }, sign] of samples) {
    const p = count / of;
    effect += sign * p;
    variance += (p * (1 - p)) / of;
  }
  const error = Math.sqrt(variance);
  return {
    effect: measured(effect),
    standardError: measured(error),
    interval: measured({ lower: effect - critical * error, upper: effect + critical * error }),
    ...tested(effect, error),
  };
}
