import { refuse } from '../statistics/checks.js';
import { type Measured, measured, unmeasured } from '../statistics/measured.js';

/** The plain curves that are often drawn through survival; kept for comparison, because they project badly. */
export type CurveKind = 'linear' | 'quadratic' | 'exponential';

/** A curve through survival shares by least squares. */
export interface RetentionCurve {
  readonly kind: CurveKind;
  /** Constant first; those of `exponential` are of ln S. */
  readonly coefficients: readonly number[];
  /** Share of the variance explained, of ln S where exponential. */
  readonly r2: number;
}

/**
 * Fits a plain curve to survival by age, 0 for the first share.
 *
 * @returns undefined because `tooFewObservations`, or `notEstimable` for the logarithm of nobody left
 * @example
 * fitCurve([1, 0.869, 0.743, 0.653, 0.593, 0.551, 0.517, 0.491], 'linear').value?.coefficients[1]?.toFixed(3) //=> '-0.071'
 */
export function fitCurve(survival: readonly number[], kind: CurveKind): Measured<RetentionCurve> {
  const degree = kind === 'quadratic' ? 2 : 1;
  if (survival.length <= degree + 1) return unmeasured('tooFewObservations');
  survival.forEach((share, t) => {
    if (!(typeof share === 'number' && share >= 0 && share <= 1))
      refuse('range', ['survival', t], 'a share from 0 to 1', share);
  });
  if (kind === 'exponential' && survival.some((share) => share === 0)) return unmeasured('notEstimable');
  const y = kind === 'exponential' ? survival.map(Math.log) : survival;
  const coefficients = leastSquares(y, degree);
  const mean = y.reduce((a, b) => a + b, 0) / y.length;
  const total = y.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  if (total === 0) return unmeasured('noVariation');
  const rest = y.reduce((sum, value, t) => sum + (value - polynomial(coefficients, t)) ** 2, 0);
  return measured({ kind, coefficients, r2: 1 - rest / total });
}

/** What the curve says about an age; a linear one may go below 0, a quadratic one rise again. */
export function curveAt({ kind, coefficients }: RetentionCurve, age: number): number {
  const value = polynomial(coefficients, age);
  return kind === 'exponential' ? Math.exp(value) : value;
}

const polynomial = (coefficients: readonly number[], t: number): number =>
  coefficients.reduceRight((value, coefficient) => value * t + coefficient, 0);

/** Least squares on orthogonal polynomials over 0 … n − 1, turned back to powers of t. */
function leastSquares(y: readonly number[], degree: number): readonly number[] {
  const n = y.length;
  const centre = (n - 1) / 2;
  const spread = y.map((_, t) => (t - centre) ** 2).reduce((a, b) => a + b, 0) / n;
  const bases = [(_: number) => 1, (t: number) => t - centre, (t: number) => (t - centre) ** 2 - spread];
  const weights = bases.slice(0, degree + 1).map((base) => {
    const own = y.reduce((sum, _, t) => sum + base(t) ** 2, 0);
    return y.reduce((sum, value, t) => sum + value * base(t), 0) / own;
  });
  const [c0, c1, c2] = [weights[0]!, weights[1]!, weights[2] ?? 0];
  const powers = [c0 - c1 * centre + c2 * (centre ** 2 - spread), c1 - 2 * c2 * centre, c2];
  return powers.slice(0, degree + 1);
}
