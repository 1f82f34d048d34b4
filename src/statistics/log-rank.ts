import { checkLabels, checkLength, checkWord } from './checks.js';
import { chiSquareTail } from './distributions.js';
import { factor } from './linear.js';
import { type Measured, measured, unmeasured } from './measured.js';
import { ascendingOrder } from './order.js';
import { checkLifetimes, type Lifetimes } from './survival.js';

/**
 * What differences at each time count for: `logRank` all alike (Mantel–Cox), `gehan` by those at risk (Breslow, "Wilcoxon"), `taroneWare` by their square root,
 * `peto` by Peto & Peto's survival estimate, `flemingHarrington` by the survival just before (ρ = 1, as R's `survdiff(rho = 1)`).
 */
export type RankWeight = 'logRank' | 'gehan' | 'taroneWare' | 'peto' | 'flemingHarrington';

/** Survival of groups compared. */
export interface LogRankTest {
  /** The groups in order of their names; numbers among them by size. */
  readonly groups: readonly (string | number)[];
  /** Weighted events seen in each group, and expected if all survived alike. */
  readonly observed: readonly number[];
  readonly expected: readonly number[];
  readonly covariance: readonly (readonly number[])[];
  readonly chiSquare: number;
  readonly df: number;
  readonly pValue: number;
}

interface Moment {
  readonly atRisk: readonly number[];
  readonly events: readonly number[];
}

/**
 * Do groups differ in how long they stay? The log-rank test for two or more groups and its weighted relatives.
 * Source: N. Mantel (1966); R. E. Tarone & J. Ware, Biometrika 64 (1977); R. Peto & J. Peto, JRSS A 135 (1972); T. R. Fleming & D. P. Harrington (1981).
 * @param group The group of each subject.
 * @returns undefined because `noObservations`, `oneGroupOnly` for one group, `noEvents`, or `notEstimable` where a group was never at risk with others.
 * @example
 * logRank({ time: [10, 20, 30, 10, 20, 50], event: [1, 0, 1, 1, 0, 1] }, [1, 1, 1, 0, 0, 0], 'logRank').value?.chiSquare.toFixed(4); //=> '0.3846'
 */
export function logRank(
  lifetimes: Lifetimes,
  group: ArrayLike<string | number>,
  weight: RankWeight,
): Measured<LogRankTest> {
  checkLifetimes(lifetimes);
  checkLabels(group, 'group');
  checkLength(group, lifetimes.time.length, 'group');
  checkWord(weight, ['logRank', 'gehan', 'taroneWare', 'peto', 'flemingHarrington'], 'weight');
  const groups = [...new Set(Array.from(group))].sort(byName);
  if (groups.length === 0) return unmeasured('noObservations');
  if (groups.length === 1) return unmeasured('oneGroupOnly');
  const moments = eventTimes(lifetimes, group, groups);
  if (moments.length === 0) return unmeasured('noEvents');
  const observed = groups.map(() => 0);
  const expected = groups.map(() => 0);
  const covariance = groups.map(() => groups.map(() => 0));
  const weightAt = weights(weight);
  for (const { atRisk, events } of moments) {
    const [n, d] = [sum(atRisk), sum(events)];
    const w = weightAt(n, d);
    const spread = n > 1 ? (w * w * d * (n - d)) / (n - 1) : 0;
    groups.forEach((_, i) => {
      const share = atRisk[i]! / n;
      observed[i]! += w * events[i]!;
      expected[i]! += w * d * share;
      groups.forEach((_, j) => {
        covariance[i]![j]! += spread * share * ((i === j ? 1 : 0) - atRisk[j]! / n);
      });
    });
  }
  const chiSquare = quadratic(
    covariance,
    observed.map((o, i) => o - expected[i]!),
  );
  if (chiSquare === undefined) return unmeasured('notEstimable');
  const df = groups.length - 1;
  return measured({ groups, observed, expected, covariance, chiSquare, df, pValue: chiSquareTail(chiSquare, df) });
}

function byName(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : 1;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** Who was at risk and who had the event, by group, at each time that had one. */
function eventTimes(
  { time, event }: Lifetimes,
  group: ArrayLike<string | number>,
  groups: readonly (string | number)[],
): Moment[] {
  const placeOf = new Map(groups.map((name, i) => [name, i]));
  const order = ascendingOrder(time);
  const left = groups.map(() => 0);
  for (let i = 0; i < group.length; i++) left[placeOf.get(group[i]!)!]!++;
  const moments: Moment[] = [];
  for (let start = 0; start < order.length; ) {
    const atRisk = [...left];
    const events = groups.map(() => 0);
    const at = time[order[start]!]!;
    for (; start < order.length && time[order[start]!] === at; start++) {
      const place = placeOf.get(group[order[start]!]!)!;
      left[place]!--;
      events[place]! += event[order[start]!]!;
    }
    if (sum(events) > 0) moments.push({ atRisk, events });
  }
  return moments;
}

/** The weight at each event time in turn; the survival estimates run along. */
function weights(weight: RankWeight): (atRisk: number, events: number) => number {
  let survival = 1;
  return (n, d) => {
    if (weight === 'gehan') return n;
    if (weight === 'taroneWare') return Math.sqrt(n);
    if (weight === 'peto') {
      survival *= 1 - d / (n + 1);
      return survival;
    }
    const before = survival;
    survival *= 1 - d / n;
    return weight === 'flemingHarrington' ? before : 1;
  };
}

/** uᵀ V⁻¹ u without the last group, which the others determine. */
function quadratic(covariance: readonly (readonly number[])[], difference: readonly number[]): number | undefined {
  const u = difference.slice(0, -1);
  const x = factor(covariance.slice(0, -1).map((row) => row.slice(0, -1)))?.solve(u);
  return x && sum(x.map((cell, i) => cell * u[i]!));
}
