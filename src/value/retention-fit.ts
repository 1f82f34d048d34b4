import { type Measured, measured, unmeasured } from '../statistics/measured.js';
import {
  asCohorts,
  type Exposure,
  exposureOf,
  logLikelihoodOf,
  type ShiftedBetaGeometric,
  type Survivors,
} from './shifted-beta-geometric.js';

/** Why the likelihood has no maximum, or none was found. */
export type FitFailure =
  /** Customers are as alike as the data can tell: the likelihood rises towards one churn rate for all. */
  | 'noHeterogeneity'
  /** Nobody went, so nothing tells how soon they would. */
  | 'noLosses'
  /** Whoever went did so in the first period: the likelihood rises towards α = β = 0. */
  | 'allAtOnce'
  | 'tooManySteps';

/** Parameters with their uncertainty. */
export interface FittedRetention extends ShiftedBetaGeometric {
  readonly converged: true;
  readonly logLikelihood: number;
  readonly standardErrors: { readonly alpha: number; readonly beta: number };
  /** Mean chance of leaving in the first period, α / (α + β). */
  readonly meanChurn: number;
  readonly meanChurnStandardError: number;
}

/** No maximum: the best point seen, and why it is not one. */
export interface UnfittedRetention {
  readonly converged: false;
  readonly because: FitFailure;
  readonly best: ShiftedBetaGeometric & { readonly logLikelihood: number; readonly meanChurn: number };
}

/** Gradient and second derivatives in α and β. */
interface Slopes {
  readonly alpha: number;
  readonly beta: number;
  readonly aa: number;
  readonly ab: number;
  readonly bb: number;
}

function slopesOf({ atRisk, lost }: Exposure, alpha: number, beta: number): Slopes {
  let [da, db, aa, ab, bb] = [0, 0, 0, 0, 0];
  for (let t = 0; t < atRisk.length; t += 1) {
    const kept = atRisk[t]! - lost[t]!;
    const whole = atRisk[t]! / (alpha + beta + t);
    const bent = whole / (alpha + beta + t);
    da += lost[t]! / alpha - whole;
    db += kept / (beta + t) - whole;
    aa += bent - lost[t]! / alpha ** 2;
    bb += bent - kept / (beta + t) ** 2;
    ab += bent;
  }
  return { alpha: da, beta: db, aa, ab, bb };
}

const mostSteps = 200;
/** Beyond this α + β, customers are alike to seven digits. */
const alike = 1e7;
const least = 1e-9;

/**
 * Fits the distribution of churn by maximum likelihood, by Newton's method in the logarithms of the parameters.
 *
 * @param survivors - one cohort, or several observed for different times; at least two periods in one of them
 * @returns the parameters with standard errors from the observed information; or a typed "no", with the best point and
 *   why. Undefined because `zeroBase` for cohorts of nobody and `tooFewObservations` for a single period.
 * @throws InputError `order` for a series that rises, `range` for a negative count
 * @example
 * const fit = fitRetention([1000, 869, 743, 653, 593, 551, 517, 491]).value;
 * fit?.converged === true ? [fit.alpha.toFixed(3), fit.beta.toFixed(3)] : fit //=> ['0.668', '3.806']
 */
export function fitRetention(
  survivors: Survivors | readonly Survivors[],
): Measured<FittedRetention | UnfittedRetention> {
  const cohorts = asCohorts(survivors);
  const exposure = exposureOf(cohorts);
  if (cohorts.every(([first = 0]) => first === 0)) return unmeasured('zeroBase');
  const total = exposure.atRisk[0] ?? 0;
  if (total === 0 || exposure.atRisk.length < 2) return unmeasured('tooFewObservations');
  const gone = exposure.lost.reduce((a, b) => a + b, 0);
  const exposed = exposure.atRisk.reduce((a, b) => a + b, 0);
  const churn = gone / exposed;
  if (gone === 0) return measured(unfitted(exposure, 'noLosses', { alpha: least, beta: 1 }));
  if (gone === exposure.lost[0]) {
    const first = Math.min(gone / total, 1 - least);
    return measured(unfitted(exposure, 'allAtOnce', { alpha: least * first, beta: least * (1 - first) }));
  }
  return measured(climb(exposure, churn));
}

function unfitted(exposure: Exposure, because: FitFailure, { alpha, beta }: ShiftedBetaGeometric): UnfittedRetention {
  const logLikelihood = logLikelihoodOf(exposure, alpha, beta);
  return { converged: false, because, best: { alpha, beta, logLikelihood, meanChurn: alpha / (alpha + beta) } };
}

/** The best of a few spreads around the plain churn rate. */
function startOf(exposure: Exposure, churn: number): readonly [number, number] {
  const starts = [0.3, 1, 3, 10, 40].map((size) => [size * churn, size * (1 - churn)] as const);
  const worth = ([a, b]: readonly [number, number]): number => logLikelihoodOf(exposure, a, b);
  return starts.reduce((best, start) => (worth(start) > worth(best) ? start : best));
}

function climb(exposure: Exposure, churn: number): FittedRetention | UnfittedRetention {
  const scale = exposure.atRisk[0]!;
  let [alpha, beta] = startOf(exposure, churn);
  let height = logLikelihoodOf(exposure, alpha, beta);
  let damping = 1e-3;
  for (let step = 0; step < mostSteps; step += 1) {
    const { u, v, uu, uv, vv } = logSlopes(exposure, alpha, beta);
    if (alpha + beta > alike) return unfitted(exposure, 'noHeterogeneity', { alpha, beta });
    if (alpha < least || beta < least) return unfitted(exposure, 'allAtOnce', { alpha, beta });
    if (Math.abs(u) + Math.abs(v) <= 1e-6 * scale) return polished(exposure, alpha, beta, churn);
    // Second derivatives made negative definite by damping (Levenberg–Marquardt).
    const ridge = damping * scale;
    const [p, q] = [ridge - uu, ridge - vv];
    const determinant = p * q - uv * uv;
    const rises = p > 0 && determinant > 0;
    const a = rises ? alpha * Math.exp(limited((q * u + uv * v) / determinant)) : alpha;
    const b = rises ? beta * Math.exp(limited((uv * u + p * v) / determinant)) : beta;
    const next = rises ? logLikelihoodOf(exposure, a, b) : height;
    if (next > height) [alpha, beta, height, damping] = [a, b, next, damping / 10];
    else damping = Math.max(damping * 10, 1e-12);
  }
  return unfitted(exposure, 'tooManySteps', { alpha, beta });
}

/** Slopes in ln α and ln β. */
function logSlopes(exposure: Exposure, alpha: number, beta: number) {
  const slopes = slopesOf(exposure, alpha, beta);
  const [u, v] = [slopes.alpha * alpha, slopes.beta * beta];
  return { u, v, uu: slopes.aa * alpha ** 2 + u, vv: slopes.bb * beta ** 2 + v, uv: slopes.ab * alpha * beta };
}

/** Near the top the likelihood is too flat to compare; the slopes still tell where it is (plain Newton). */
function polished(
  exposure: Exposure,
  fromAlpha: number,
  fromBeta: number,
  churn: number,
): FittedRetention | UnfittedRetention {
  let [alpha, beta] = [fromAlpha, fromBeta];
  for (let step = 0; step < 5; step += 1) {
    const { u, v, uu, uv, vv } = logSlopes(exposure, alpha, beta);
    const determinant = uu * vv - uv * uv;
    if (!(determinant > 0)) break;
    alpha *= Math.exp(limited((uv * v - vv * u) / determinant));
    beta *= Math.exp(limited((uv * u - uu * v) / determinant));
  }
  const height = logLikelihoodOf(exposure, alpha, beta);
  const gone = exposure.lost.reduce((a, b) => a + b, 0);
  const exposed = exposure.atRisk.reduce((a, b) => a + b, 0);
  // One rate for all is the limit α, β → ∞: a real top lies above it.
  const alikeHeight = gone * Math.log(churn) + (exposed - gone) * Math.log1p(-churn);
  return height > alikeHeight + 1e-7
    ? fitted(exposure, alpha, beta, height)
    : unfitted(exposure, 'noHeterogeneity', { alpha: fromAlpha, beta: fromBeta });
}

const limited = (step: number): number => Math.max(-2, Math.min(2, step));

function fitted(
  exposure: Exposure,
  alpha: number,
  beta: number,
  logLikelihood: number,
): FittedRetention | UnfittedRetention {
  const { aa, ab, bb } = slopesOf(exposure, alpha, beta);
  const determinant = aa * bb - ab * ab;
  // The observed information −H must be positive definite at a maximum.
  if (!(determinant > 0 && aa < 0)) return unfitted(exposure, 'noHeterogeneity', { alpha, beta });
  const [varianceA, varianceB, covariance] = [-bb / determinant, -aa / determinant, ab / determinant];
  const sum = alpha + beta;
  // Delta method for α / (α + β).
  const [byAlpha, byBeta] = [beta / sum ** 2, -alpha / sum ** 2];
  const meanVariance = byAlpha ** 2 * varianceA + byBeta ** 2 * varianceB + 2 * byAlpha * byBeta * covariance;
  return {
    converged: true,
    alpha,
    beta,
    logLikelihood,
    standardErrors: { alpha: Math.sqrt(varianceA), beta: Math.sqrt(varianceB) },
    meanChurn: alpha / sum,
    meanChurnStandardError: Math.sqrt(Math.max(0, meanVariance)),
  };
}
