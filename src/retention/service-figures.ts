import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import { checkNamedList } from '../core/named-list.js';
import { checkList } from '../statistics/checks.js';
import { type Measured, measured, unmeasured } from '../statistics/measured.js';

/**
 * What is required and not yet there: topics the manager has not told (the phone manager's callback), benefit
 * categories without a merchant, levels of contact without a counterpart. In the order of `required`, each once.
 *
 * @example
 * coverageGaps(['a', 'b', 'c'], ['a', 'b']) //=> ['c']
 */
export function coverageGaps<Id extends string>(required: readonly Id[], covered: Iterable<string>): readonly Id[] {
  checkList(required, 'required');
  const there = new Set(covered);
  return [...new Set(required)].filter((id) => !there.has(id));
}

/** A rate over what was measured, with how much was. */
export interface MeasuredRate {
  /** Met over measured, 0 to 1. */
  readonly rate: Measured;
  /** Measured over all, 0 to 1. */
  readonly coverage: Measured;
}

/**
 * The rate of what was met among what was measured, and the share that was measured: satisfaction, on-time visits,
 * proactive contacts, delivered gifts. The unmeasured never count as met or missed.
 *
 * @throws InputError `range` where the counts are not whole or do not nest
 * @example
 * measuredRate({ met: 96, measured: 98, all: 100 }).coverage.value //=> 0.98
 */
export function measuredRate(counts: {
  readonly met: number;
  readonly measured: number;
  readonly all: number;
}): MeasuredRate {
  const { met, measured: known, all } = counts ?? {};
  for (const [key, value, most] of [
    ['all', all, Number.MAX_SAFE_INTEGER],
    ['measured', known, all],
    ['met', met, known],
  ] as const) {
    if (!(Number.isSafeInteger(value) && value >= 0 && value <= most))
      throw new InputError([issue('range', [key], `a whole number from 0 to ${most}`, value)], 'counts');
  }
  const ratio = (part: number, whole: number): Measured =>
    whole === 0 ? unmeasured('noObservations') : measured(part / whole);
  return { rate: ratio(met, known), coverage: ratio(known, all) };
}

/** How much of a plan works by price. */
export interface MeasureMix {
  readonly count: number;
  readonly priceCount: number;
  readonly priceSharePercent: Measured;
  /** Whether price measures exceed their share: the practice calls it a fault to keep customers by discounts. */
  readonly exceeds: boolean;
}

/**
 * The share of price measures in a plan against the most that the policy allows.
 *
 * @param mostPercent - 0 to 100 (InputError `range`)
 * @example
 * measureMix([{ price: true }, { price: true }, { price: false }], 50).exceeds //=> true
 */
export function measureMix(plan: readonly { readonly price: boolean }[], mostPercent: number): MeasureMix {
  if (!(typeof mostPercent === 'number' && mostPercent >= 0 && mostPercent <= 100))
    throw new InputError([issue('range', ['mostPercent'], 'a percentage from 0 to 100', mostPercent)], 'mostPercent');
  checkList(plan, 'plan');
  const odd = plan.findIndex((measure) => typeof measure?.price !== 'boolean');
  if (odd >= 0) throw new InputError([issue('type', ['plan', odd, 'price'], 'true or false', plan[odd]?.price)]);
  const priceCount = plan.filter(({ price }) => price).length;
  const share = plan.length === 0 ? unmeasured('noObservations') : measured((priceCount * 100) / plan.length);
  return {
    count: plan.length,
    priceCount,
    priceSharePercent: share,
    exceeds: priceCount * 100 > mostPercent * plan.length,
  };
}

/** Who gets one of few places. */
export interface Admission<A> {
  readonly admitted: readonly A[];
  readonly waiting: readonly A[];
}

/**
 * Gives the places of a club or event to applicants by tier, then by the time they applied, then by id.
 *
 * @param tiers - the first goes first; a tier that is not listed comes last
 * @param capacity - whole, 0 or more
 */
export function admit<A extends { readonly id: string; readonly tier: string; readonly appliedAt: string }>(
  applicants: readonly A[],
  tiers: readonly string[],
  capacity: number,
): Admission<A> {
  if (!(Number.isSafeInteger(capacity) && capacity >= 0))
    throw new InputError([issue('range', ['capacity'], 'a whole number of at least 0', capacity)], 'capacity');
  checkList(tiers, 'tiers');
  checkNamedList(applicants, ['applicants'], 'every applicant once');
  const faults = applicants.flatMap((applicant, at) =>
    (['tier', 'appliedAt'] as const).flatMap((key) =>
      typeof applicant[key] === 'string' ? [] : [issue('type', ['applicants', at, key], 'a text', applicant[key])],
    ),
  );
  if (faults.length > 0) throw new InputError(faults);
  const place = (tier: string): number => (tiers.includes(tier) ? tiers.indexOf(tier) : tiers.length);
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const sorted = applicants.toSorted(
    (a, b) => place(a.tier) - place(b.tier) || order(a.appliedAt, b.appliedAt) || order(a.id, b.id),
  );
  return { admitted: sorted.slice(0, capacity), waiting: sorted.slice(capacity) };
}

/** Where a line through the past leads. */
export interface SpendForecast {
  /** Next month and each after it. */
  readonly months: readonly number[];
  /** The first month ahead (1 is next month) at the threshold or above; `null` inside the horizon. */
  readonly reachedIn: number | null;
}

/**
 * Extrapolates spending by the least-squares line through the past months, never below zero, and says when it reaches
 * a threshold: whether a potential account will be promoted.
 *
 * @param past - one figure a month, oldest first, without gaps; at least two, each below 2^53 in size
 * @param threshold - in the same unit
 * @param horizonMonths - whole, 0 to 1200
 * @throws InputError for fewer figures, or for a number outside these bounds
 * @example
 * spendForecast([1000, 2000], 3500, 3) //=> { months: [3000, 4000, 5000], reachedIn: 2 }
 */
export function spendForecast(past: readonly number[], threshold: number, horizonMonths: number): SpendForecast {
  const isFigure = (value: unknown): boolean => typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  checkList(past, 'past');
  const odd = past.findIndex((value) => !isFigure(value));
  if (past.length < 2 || odd >= 0)
    throw new InputError(
      [issue(odd < 0 ? 'empty' : 'type', ['past', Math.max(odd, 0)], 'at least two finite figures', past[odd])],
      'past',
    );
  if (!isFigure(threshold))
    throw new InputError([issue('range', ['threshold'], 'a finite figure', threshold)], 'threshold');
  if (!(Number.isSafeInteger(horizonMonths) && horizonMonths >= 0 && horizonMonths <= 1200))
    throw new InputError(
      [issue('range', ['horizonMonths'], 'a whole number from 0 to 1200', horizonMonths)],
      'horizonMonths',
    );
  // One fraction over n(n² - 1), so that whole figures meet a threshold exactly.
  const n = past.length;
  const total = past.reduce((sum, value) => sum + value, 0);
  const tilt = past.reduce((sum, value, k) => sum + (2 * k - (n - 1)) * value, 0);
  const months = Array.from({ length: horizonMonths }, (_, k) =>
    Math.max(0, (total * (n * n - 1) + 3 * tilt * (n + 1 + 2 * k)) / (n * (n * n - 1))),
  );
  const first = months.findIndex((value) => value >= threshold);
  return { months, reachedIn: first < 0 ? null : first + 1 };
}
