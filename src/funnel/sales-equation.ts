import { InputError } from '../core/errors.js';
import { type Issue, issue } from '../core/issue.js';
import { type Measured, measured, unmeasured } from '../statistics/measured.js';

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

/**
 * Counts for the equation out of a funnel's conversion: each step counts the opportunities that ever reached its stage. A step without
 * a stage is unknown, not zero.
 *
 * @param reached - the stages of `funnelConversion`
 * @throws InputError `unknownReference` for a stage that is not among them
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
