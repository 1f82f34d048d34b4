import {
  checkCount,
  checkFraction,
  checkLength,
  checkProbability,
  checkRecord,
  checkValues,
  checkWord,
  refuse,
} from './checks.js';
import { normalCdf, normalQuantile } from './distributions.js';
import { type Measured, measured, unmeasured } from './measured.js';
import { criticalValue } from './proportion.js';

/** What a survey is to find out, and how surely. */
export interface SurveyAim {
  /** How many there are to ask; absent means so many that it doesn't matter. */
  readonly population?: number | null | undefined;
  /** 0.95 for 95 %. */
  readonly confidence: number;
  /** Half the width of the interval, as a share: 0.05 for ± 5 points. */
  readonly margin: number;
  /** The share expected; 0.5 asks for most. */
  readonly expected: number;
}

/**
 * How many must answer, rounded up. Source: W. G. Cochran, Sampling Techniques (1977), 4.4, with the finite-population correction n₀ / (1 + (n₀ − 1) / N).
 * @example
 * surveySize({ population: 26702, confidence: 0.95, margin: 0.05, expected: 0.5 }); //=> 379
 * @example
 * surveySize({ population: 1000, confidence: 0.95, margin: 0.05, expected: 0.5 }); //=> 278
 */
export function surveySize(aim: SurveyAim): number {
  checkRecord(aim, 'aim', '{ population, confidence, margin, expected }');
  const { confidence, margin, expected } = aim;
  const population = aim.population ?? undefined;
  checkFraction(margin, 'margin');
  checkFraction(expected, 'expected');
  if (population !== undefined) checkCount(population, 'population', 1);
  const unlimited = (criticalValue(confidence) ** 2 * expected * (1 - expected)) / margin ** 2;
  if (!(unlimited <= Number.MAX_SAFE_INTEGER))
    refuse('range', 'margin', 'a margin that people can be counted for', margin);
  const size = population === undefined ? unlimited : unlimited / (1 + (unlimited - 1) / population);
  return Math.ceil(size - 1e-9);
}

/**
 * Half the width of the interval that `answers` give, with the finite-population correction √((N − n) / (N − 1)); 0 when everybody answered.
 * @example
 * (marginOfError({ population: 26702, answers: 379, confidence: 0.95, expected: 0.5 }).value ?? 1) < 0.05; //=> true
 */
export function marginOfError(survey: {
  readonly population?: number | null | undefined;
  readonly answers: number;
  readonly confidence: number;
  readonly expected: number;
}): Measured {
  checkRecord(survey, 'survey', '{ population, answers, confidence, expected }');
  const { answers, confidence, expected } = survey;
  const population = survey.population ?? undefined;
  checkFraction(expected, 'expected');
  checkCount(answers, 'answers');
  if (population !== undefined) checkCount(population, 'population', Math.max(1, answers));
  const z = criticalValue(confidence);
  if (answers === 0) return unmeasured('noObservations');
  const correction = population === undefined ? 1 : population === 1 ? 0 : (population - answers) / (population - 1);
  return measured(z * Math.sqrt((expected * (1 - expected) * correction) / answers));
}

/** Which differences count: either way, or only the one that is hoped for. */
export type TestSides = 'twoSided' | 'oneSided';

/** How surely a trial must find what is there (power) and how rarely what is not (significance). */
export interface TrialAim {
  readonly significance: number;
  readonly power: number;
  readonly sides: TestSides;
}

function checkAim(aim: TrialAim): void {
  checkRecord(aim, 'aim', '{ significance, power, sides }');
  checkFraction(aim.power, 'power');
}

function criticalOf(significance: number, sides: TestSides): number {
  checkFraction(significance, 'significance');
  checkWord(sides, ['twoSided', 'oneSided'], 'sides');
  return -normalQuantile(significance / (sides === 'twoSided' ? 2 : 1));
}

/** Two groups of a trial: their sizes and the shares expected in them. */
export interface TrialGroups {
  readonly sizes: readonly [number, number];
  readonly shares: readonly [number, number];
}

/**
 * The probability that a trial of these sizes finds a difference between these shares (pooled test, R's `power.prop.test(strict = FALSE)`).
 * @example
 * trialPower({ sizes: [50, 50], shares: [0.5, 0.75] }, 0.05, 'twoSided').toFixed(3); //=> '0.740'
 */
export function trialPower(groups: TrialGroups, significance: number, sides: TestSides): number {
  checkRecord(groups, 'groups', '{ sizes, shares }');
  const { sizes, shares } = groups;
  checkLength(sizes, 2, 'sizes');
  checkLength(shares, 2, 'shares');
  const [n, m] = sizes;
  const [p, q] = shares;
  checkCount(n, 'sizes.0', 1);
  checkCount(m, 'sizes.1', 1);
  checkFraction(p, 'shares.0');
  checkFraction(q, 'shares.1');
  return powerAt(n, m, p, q, criticalOf(significance, sides));
}

function powerAt(n: number, m: number, p: number, q: number, critical: number): number {
  const pooled = (n * p + m * q) / (n + m);
  const underNull = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
  const actual = Math.sqrt((p * (1 - p)) / n + (q * (1 - q)) / m);
  return normalCdf((Math.abs(p - q) - critical * underNull) / actual);
}

/**
 * The power for a difference given as Cohen's effect size h = 2 asin √p − 2 asin √q. Source: J. Cohen, Statistical Power Analysis (1988), ch. 6.
 * @example
 * effectPower(0.3, [80, 80], 0.05, 'oneSided').toFixed(4); //=> '0.5997'
 */
export function effectPower(
  h: number,
  sizes: readonly [number, number],
  significance: number,
  sides: TestSides,
): number {
  checkLength(sizes, 2, 'sizes');
  checkCount(sizes[0], 'sizes.0', 1);
  checkCount(sizes[1], 'sizes.1', 1);
  checkValues([h], 'h');
  const critical = criticalOf(significance, sides);
  const shift = Math.abs(h) * Math.sqrt((sizes[0] * sizes[1]) / (sizes[0] + sizes[1]));
  return normalCdf(shift - critical) + (sides === 'twoSided' ? normalCdf(-shift - critical) : 0);
}

/** Cohen's effect size h between two shares, from −π to π. */
export function cohensH(p: number, q: number): number {
  checkProbability(p, 'p');
  checkProbability(q, 'q');
  return 2 * Math.asin(Math.sqrt(p)) - 2 * Math.asin(Math.sqrt(q));
}

/** How many a trial needs in each of two equal groups. */
export interface TrialSize {
  readonly exact: number;
  readonly perGroup: number;
}

/**
 * How many each of two equal groups needs to find the difference between two shares. Source: J. L. Fleiss, Statistical Methods for Rates and Proportions (1981), 3.2, as R's `power.prop.test`.
 * @example
 * trialSize([0.08, 0.06], { significance: 0.05, power: 0.8, sides: 'twoSided' }).perGroup; //=> 2554
 */
export function trialSize(shares: readonly [number, number], aim: TrialAim): TrialSize {
  checkLength(shares, 2, 'shares');
  const [p, q] = shares;
  checkFraction(p, 'shares.0');
  checkFraction(q, 'shares.1');
  checkAim(aim);
  if (p === q) refuse('range', 'shares', 'two different shares', q);
  const critical = criticalOf(aim.significance, aim.sides);
  const mid = (p + q) / 2;
  const roots =
    critical * Math.sqrt(2 * mid * (1 - mid)) + normalQuantile(aim.power) * Math.sqrt(p * (1 - p) + q * (1 - q));
  const exact = (roots / (p - q)) ** 2;
  if (!(exact < Number.MAX_SAFE_INTEGER))
    refuse('range', 'shares', 'shares so far apart that people can be counted for it', q);
  return { exact, perGroup: Math.max(1, Math.ceil(exact - 1e-9)) };
}

/**
 * The smallest change of a share that a trial of these sizes finds with the power asked.
 * @param sizes Treated and control.
 * @param base The share expected in the control group.
 * @param direction Whether the treatment should raise or lower the share.
 * @returns the change as a positive number of points (0.02 is two points); undefined because `notDetectable` where even 0 % or 100 % would not be found.
 * @example
 * detectableEffect([2554, 2554], 0.06, 'rise', { significance: 0.05, power: 0.8, sides: 'twoSided' }).value?.toFixed(3); //=> '0.020'
 */
export function detectableEffect(
  sizes: readonly [number, number],
  base: number,
  direction: 'rise' | 'fall',
  aim: TrialAim,
): Measured {
  checkFraction(base, 'base');
  checkWord(direction, ['rise', 'fall'], 'direction');
  checkLength(sizes, 2, 'sizes');
  checkCount(sizes[0], 'sizes.0', 1);
  checkCount(sizes[1], 'sizes.1', 1);
  checkAim(aim);
  const critical = criticalOf(aim.significance, aim.sides);
  const room = (direction === 'rise' ? 1 - base : base) * (1 - 1e-12);
  const found = (effect: number) => {
    const treated = direction === 'rise' ? base + effect : base - effect;
    return powerAt(sizes[0], sizes[1], treated, base, critical) >= aim.power;
  };
  if (!found(room)) return unmeasured('notDetectable');
  let [low, high] = [0, room];
  for (let i = 0; i < 80; i++) {
    const mid = (low + high) / 2;
    if (found(mid)) high = mid;
    else low = mid;
  }
  return measured(high);
}
