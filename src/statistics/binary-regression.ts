import { type BinaryLink, contribution } from './binary-link.js';
import { type BinaryData, type Pattern, patternOf } from './binary-pattern.js';
import { checkPositive, checkRecord, checkSameLength, checkValues, checkWord, refuse, type Values } from './checks.js';
import { type Factored, factor, inverse } from './linear.js';
import { type Measured, measured, unmeasured } from './measured.js';

/** What is believed of each coefficient before data: a normal with this mean and precision (1 / variance). */
export interface CoefficientPrior {
  readonly mean: Values;
  /** Above 0: the more, the more data it takes to move the coefficient. */
  readonly precision: Values;
}

/** A fitted regression. */
export interface BinaryFit {
  readonly coefficients: readonly number[];
  /** Of the coefficients, from the curvature at the fit, the prior included. */
  readonly standardErrors: readonly number[];
  /** Of the data at the fit, without the prior. */
  readonly logLikelihood: number;
  readonly iterations: number;
  /** False when the bound on iterations came first; the coefficients are the best found. */
  readonly converged: boolean;
}

const mostIterations = 100;
const mostHalvings = 40;

/**
 * Fits a logistic or complementary log-log regression by ridge Newton steps towards a prior mean. Without data it returns the prior means; perfectly separated data
 * cannot send a coefficient to infinity, because every precision is above 0. The order of the rows never matters.
 * Source: P. McCullagh & J. A. Nelder, Generalized Linear Models (1989); S. le Cessie & J. C. van Houwelingen, Applied Statistics 41 (1992) 191–201.
 * @returns undefined because `notEstimable` when the curvature is singular to working precision (columns alike under a vanishing prior).
 * @example
 * fitBinary({ rows: [], outcome: [] }, 'cloglog', { mean: [-3, 0.6], precision: [1, 4] }).value?.coefficients; //=> [-3, 0.6]
 */
export function fitBinary(data: BinaryData, link: BinaryLink, prior: CoefficientPrior): Measured<BinaryFit> {
  checkWord(link, ['logit', 'cloglog'], 'link');
  const width = checkPrior(prior);
  const pattern = patternOf(data, width);
  let coefficients = Array.from(prior.mean);
  let here = evaluate(pattern, coefficients, link, prior);
  let iterations = 0;
  let converged = false;
  while (!converged && iterations < mostIterations) {
    iterations++;
    const system = factor(here.curvature);
    if (system === undefined) return unmeasured('notEstimable');
    const step = system.solve(here.slope);
    const gain = step.reduce((sum, s, j) => sum + s * here.slope[j]!, 0);
    converged = gain <= 1e-18 * (1 + Math.abs(here.penalized));
    if (converged) break;
    const taken = climb(pattern, coefficients, step, here, link, prior);
    if (taken !== undefined) [coefficients, here] = [taken.coefficients, taken.there];
    else {
      // The likelihood is flat to working precision, but the last Newton step still adds digits to the coefficients.
      converged = gain <= 1e-10 * (1 + Math.abs(here.penalized));
      if (converged) coefficients = moved(coefficients, step, 1);
      break;
    }
  }
  const system = factor(here.curvature);
  if (system === undefined) return unmeasured('notEstimable');
  return measured({
    coefficients,
    standardErrors: errorsOf(system, width),
    logLikelihood: here.logLikelihood,
    iterations,
    converged,
  });
}

function errorsOf(system: Factored, width: number): number[] {
  return inverse(system, width).map((row, j) => Math.sqrt(row[j]!));
}

function checkPrior(prior: CoefficientPrior): number {
  checkRecord(prior, 'prior', '{ mean, precision }');
  const { mean, precision } = prior;
  checkSameLength(mean, precision, ['prior.mean', 'prior.precision']);
  checkValues(mean, 'prior.mean');
  if (mean.length === 0) refuse('empty', 'prior.mean', 'at least one coefficient', mean.length);
  for (let j = 0; j < precision.length; j++) checkPositive(precision[j]!, `prior.precision.${j}`);
  return mean.length;
}

interface Evaluation {
  readonly logLikelihood: number;
  readonly penalized: number;
  readonly slope: number[];
  readonly curvature: number[][];
}

function evaluate(
  { rows, offset, events, weight }: Pattern,
  coefficients: readonly number[],
  link: BinaryLink,
  prior: CoefficientPrior,
): Evaluation {
  const { size, width, cells } = rows;
  const slope = new Float64Array(width);
  const curvature = new Float64Array(width * width);
  let logLikelihood = 0;
  for (let i = 0, row = 0; i < size; i++, row += width) {
    let score = offset[i]!;
    for (let j = 0; j < width; j++) score += cells[row + j]! * coefficients[j]!;
    const [hit, miss] = [events[i]!, weight[i]! - events[i]!];
    const at = contribution(score, link);
    logLikelihood += (hit === 0 ? 0 : hit * at.lnEvent) + (miss === 0 ? 0 : miss * at.lnNone);
    const pull = hit * at.slopeEvent + miss * at.slopeNone;
    const bend = weight[i]! * at.information;
    for (let j = 0; j < width; j++) {
      const x = cells[row + j]!;
      if (x === 0) continue;
      slope[j]! += x * pull;
      for (let k = 0; k <= j; k++) curvature[j * width + k]! += x * bend * cells[row + k]!;
    }
  }
  let penalty = 0;
  for (let j = 0; j < width; j++) {
    const away = coefficients[j]! - prior.mean[j]!;
    penalty += (prior.precision[j]! * away ** 2) / 2;
    slope[j]! -= prior.precision[j]! * away;
    curvature[j * width + j]! += prior.precision[j]!;
  }
  const full = Array.from({ length: width }, (_, j) =>
    Array.from({ length: width }, (_, k) => curvature[Math.max(j, k) * width + Math.min(j, k)]!),
  );
  return { logLikelihood, penalized: logLikelihood - penalty, slope: Array.from(slope), curvature: full };
}

function moved(coefficients: readonly number[], step: readonly number[], length: number): number[] {
  return coefficients.map((b, j) => b + length * step[j]!);
}

/** Halves the step until it improves the fit. */
function climb(
  pattern: Pattern,
  coefficients: readonly number[],
  step: readonly number[],
  here: Evaluation,
  link: BinaryLink,
  prior: CoefficientPrior,
): { readonly coefficients: number[]; readonly there: Evaluation } | undefined {
  for (let halving = 0, length = 1; halving < mostHalvings; halving++, length /= 2) {
    const next = moved(coefficients, step, length);
    const there = evaluate(pattern, next, link, prior);
    if (there.penalized > here.penalized) return { coefficients: next, there };
  }
  return undefined;
}
