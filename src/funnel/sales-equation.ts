import { InputError } from '../core/errors.js';
import { type Issue, issue } from '../core/issue.js';
import { type Measured, mapMeasured, measured, unmeasured } from '../statistics/measured.js';

/** How many are left at one step of the equation; `null` where nobody counted. */
export interface EquationCount {
  readonly id: string;
  readonly count: number | null;
}

/** One factor of the equation: how many of the step before got here. */
export interface EquationRatio {
  readonly from: string;
  readonly to: string;
  readonly ratio: Measured;
}

/** The sales equation, solved forwards. */
export interface SalesEquation {
  readonly ratios: readonly EquationRatio[];
  /** Last count ÷ first: the product of the ratios. */
  readonly share: Measured;
  /** Steps that nobody counted. */
  readonly unknown: readonly string[];
}

/**
 * The five ratios of the practice, in order, with what drives each (客户销售方程式):
 * aware ÷ targets, interested ÷ aware, intending ÷ interested, given a chance ÷ intending, orders ÷ given a chance.
 */
export const salesEquationSteps = [
  { id: 'targets', label: { en: 'target customers', zh: '目标客户' } },
  { id: 'aware', label: { en: 'aware', zh: '知道的人' }, driver: 'heardAndRemembered' },
  { id: 'interested', label: { en: 'interested', zh: '感兴趣的人' }, driver: 'understandingAndFeeling' },
  { id: 'intending', label: { en: 'intending', zh: '有意向的人' }, driver: 'trust' },
  { id: 'givingChance', label: { en: 'giving a chance', zh: '给机会的人' }, driver: 'decisionChainAndManner' },
  { id: 'ordering', label: { en: 'ordering', zh: '下订单的人' }, driver: 'oddsOfWinning' },
] as const;

/**
 * Multiplies a funnel out: the share of the first count that becomes the last, and the ratio of each step.
 *
 * @param counts - from the widest step to the narrowest, none larger than the one before; `null` is unknown, not zero
 * @throws InputError `order` for a count above the one before, `range` for a negative one
 * @example
 * salesEquation([{ id: 'targets', count: 1000 }, { id: 'ordering', count: 24 }]).share.value //=> 0.024
 */
export function salesEquation(counts: readonly EquationCount[]): SalesEquation {
  checkCounts(counts);
  const ratios = counts.slice(1).map(({ id, count }, index): EquationRatio => {
    const before = counts[index]!;
    return { from: before.id, to: id, ratio: ratioOf(count, before.count) };
  });
  const [first, last] = [counts[0]!, counts.at(-1)!];
  return {
    ratios,
    share: ratioOf(last.count, first.count),
    unknown: counts.filter(({ count }) => count === null).map(({ id }) => id),
  };
}

function ratioOf(count: number | null, of: number | null): Measured {
  if (count === null || of === null) return unmeasured('noObservations');
  return of === 0 ? unmeasured('zeroBase') : measured(count / of);
}

function checkCounts(counts: readonly EquationCount[]): void {
  const issues: Issue[] = [];
  if (counts.length < 2) issues.push(issue('empty', ['counts'], 'at least two steps', counts));
  let before: number | null = null;
  counts.forEach(({ count }, index) => {
    if (count === null) return;
    const at = ['counts', index, 'count'];
    if (!Number.isFinite(count) || count < 0) issues.push(issue('range', at, 'a number of at least 0', count));
    else if (before !== null && count > before)
      issues.push(issue('order', at, `at most ${before}, the count before`, count));
    before = count;
  });
  if (issues.length > 0) throw new InputError(issues, 'counts');
}

/** What one ratio alone would have to become. */
export interface RequiredRatio {
  readonly to: string;
  readonly present: number;
  readonly required: number;
  /** `false` where it would have to exceed 1: that ratio alone cannot do it. */
  readonly feasible: boolean;
}

/**
 * The inverse: which value a single ratio would need for a share, the others unchanged. One answer per ratio.
 *
 * @param targetShare - from 0 to 1
 * @returns undefined because `zeroBase` where another ratio is zero or unknown
 */
export function requiredRatios(
  counts: readonly EquationCount[],
  targetShare: number,
): Measured<readonly RequiredRatio[]> {
  if (!(targetShare >= 0 && targetShare <= 1))
    throw new InputError([issue('range', ['targetShare'], 'from 0 to 1', targetShare)]);
  const { ratios, share } = salesEquation(counts);
  return mapMeasured(positive(share), (present) =>
    ratios.map(({ to, ratio }) => {
      const required = (targetShare * ratio.value!) / present;
      return { to, present: ratio.value!, required, feasible: required <= 1 };
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
 * How many more orders each ratio would bring if it rose by so many points, the others unchanged: the longest gain
 * first is where to work.
 *
 * @param points - 0.01 for one percentage point
 */
export function sensitivities(counts: readonly EquationCount[], points: number): Measured<readonly Sensitivity[]> {
  const { ratios, share } = salesEquation(counts);
  const orders = counts.at(-1)!.count!;
  return mapMeasured(positive(share), () =>
    ratios
      .map(({ to, ratio }) => {
        const present = ratio.value!;
        const after = (orders * Math.min(1, present + points)) / present;
        return { to, present, orders: after, gain: after - orders };
      })
      .sort((a, b) => b.gain - a.gain || (a.to < b.to ? -1 : 1)),
  );
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

/** The weakest ratio relative to a benchmark, ties by order; ratios without a benchmark are not compared. */
export function bottleneck(
  counts: readonly EquationCount[],
  benchmarks: readonly { readonly to: string; readonly ratio: number }[],
): Measured<Bottleneck> {
  const compared = salesEquation(counts).ratios.flatMap(({ to, ratio }): Bottleneck[] => {
    const benchmark = benchmarks.find((entry) => entry.to === to)?.ratio;
    if (benchmark === undefined || ratio.value === undefined) return [];
    return [{ to, ratio: ratio.value, benchmark, relative: ratio.value / benchmark }];
  });
  const weakest = compared.reduce<Bottleneck | undefined>(
    (worst, entry) => (worst === undefined || entry.relative < worst.relative ? entry : worst),
    undefined,
  );
  return weakest === undefined ? unmeasured('noObservations') : measured(weakest);
}

/**
 * Counts for the equation out of histories: each step counts opportunities that ever reached one of its stages. A step
 * without stages is unknown, not zero.
 */
export function equationCounts(
  reached: readonly { readonly stage: string; readonly reached: number }[],
  mapping: readonly { readonly id: string; readonly stage: string | null }[],
): readonly EquationCount[] {
  return mapping.map(({ id, stage }) => {
    if (stage === null) return { id, count: null };
    const found = reached.find((entry) => entry.stage === stage);
    if (found === undefined)
      throw new InputError([
        issue('unknownReference', ['mapping', id], `one of ${reached.map((entry) => entry.stage).join(', ')}`, stage),
      ]);
    return { id, count: found.reached };
  });
}
