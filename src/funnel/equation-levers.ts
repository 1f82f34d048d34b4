import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import { type Measured, mapMeasured, measured, unmeasured } from '../statistics/measured.js';
import { type EquationCount, type EquationRatio, salesEquation } from './sales-equation.js';

/** What one ratio alone would have to become. */
export interface RequiredRatio {
  readonly to: string;
  readonly present: number;
  readonly required: number;
  /** `false` where it would have to exceed 1: that ratio alone cannot do it. */
  readonly feasible: boolean;
}

/**
 * The inverse: which value a single ratio would need for a share, the others unchanged. One answer per ratio that is known.
 *
 * @param targetShare - from 0 to 1
 * @returns undefined because `zeroBase` where a ratio is zero, `noObservations` where nobody counted the first or last step
 * @throws InputError `range` for another share, and as {@link salesEquation}
 */
export function requiredRatios(
  counts: readonly EquationCount[],
  targetShare: number,
): Measured<readonly RequiredRatio[]> {
  checkShare(targetShare, 'targetShare');
  const { ratios, share } = salesEquation(counts);
  return mapMeasured(positive(share), (whole) =>
    knownRatios(ratios).map(({ to, present }) => {
      const required = (targetShare * present) / whole;
      return { to, present, required, feasible: required <= 1 };
    }),
  );
}

/** What the last count gains when one ratio rises. */
export interface Sensitivity {
  readonly to: string;
  readonly present: number;
  /** The last count after the rise, never beyond a ratio of 1. */
  readonly orders: number;
  readonly gain: number;
}

/**
 * How many more orders each ratio that is known would bring if it rose by so many points, the others unchanged: the largest gain
 * comes first and is where to work.
 *
 * @param points - 0.01 for one percentage point; from 0 to 1
 * @returns undefined as {@link requiredRatios}
 * @throws InputError `range` for other points, and as {@link salesEquation}
 */
export function sensitivities(counts: readonly EquationCount[], points: number): Measured<readonly Sensitivity[]> {
  checkShare(points, 'points');
  const { ratios, share } = salesEquation(counts);
  return mapMeasured(positive(share), () => {
    const orders = counts.at(-1)!.count!;
    return knownRatios(ratios)
      .map(({ to, present }) => {
        const after = (orders * Math.min(1, present + points)) / present;
        return { to, present, orders: after, gain: after - orders };
      })
      .sort((a, b) => b.gain - a.gain || (a.to < b.to ? -1 : 1));
  });
}

function knownRatios(ratios: readonly EquationRatio[]): readonly { readonly to: string; readonly present: number }[] {
  return ratios.flatMap(({ to, ratio }) => (ratio.value === undefined ? [] : [{ to, present: ratio.value }]));
}

function checkShare(value: number, name: string): void {
  if (!(typeof value === 'number' && value >= 0 && value <= 1))
    throw new InputError([issue('range', [name], 'from 0 to 1', value)]);
}

function positive(share: Measured): Measured {
  return share.value === 0 ? unmeasured('zeroBase') : share;
}

/** The ratio that lags furthest behind its benchmark. */
export interface Bottleneck {
  readonly to: string;
  readonly ratio: number;
  readonly benchmark: number;
  /** Ratio ÷ benchmark; 1 keeps up. */
  readonly relative: number;
}

/**
 * The weakest ratio relative to a benchmark, ties by order; ratios without a benchmark are not compared.
 *
 * @param benchmarks - each above 0 and at most 1
 * @throws InputError `range` for another benchmark, and as {@link salesEquation}
 */
export function bottleneck(
  counts: readonly EquationCount[],
  benchmarks: readonly { readonly to: string; readonly ratio: number }[],
): Measured<Bottleneck> {
  const faults = benchmarks.flatMap(({ ratio }, at) =>
    typeof ratio === 'number' && ratio > 0 && ratio <= 1
      ? []
      : [issue('range', ['benchmarks', at, 'ratio'], 'a number above 0 and at most 1', ratio)],
  );
  if (faults.length > 0) throw new InputError(faults);
  const compared = knownRatios(salesEquation(counts).ratios).flatMap(({ to, present }): Bottleneck[] => {
    const benchmark = benchmarks.find((entry) => entry.to === to)?.ratio;
    return benchmark === undefined ? [] : [{ to, ratio: present, benchmark, relative: present / benchmark }];
  });
  const weakest = compared.reduce<Bottleneck | undefined>(
    (worst, entry) => (worst === undefined || entry.relative < worst.relative ? entry : worst),
    undefined,
  );
  return weakest === undefined ? unmeasured('noObservations') : measured(weakest);
}
