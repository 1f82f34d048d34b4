import { InvariantError, LimitError } from '../core/errors.js';
import { checkPoint, checkPositive } from './checks.js';
import { lnLikeness, stirlingLnGamma, stirlingRemainder } from './stirling.js';

/**
 * The natural logarithm of the gamma function for `x > 0` (else InputError `range`), to about 1e-14.
 * Source: DLMF 5.11.1, Stirling's expansion, for small x by the recurrence 5.5.1.
 * @example
 * Math.round(Math.exp(lnGamma(6))); //=> 120
 */
export function lnGamma(x: number): number {
  checkPositive(x, 'x');
  return stirlingLnGamma(x);
}

/** ln Γ(z) − ln Γ(z + a) for positive `z` and `a`, also where both are so large that their difference drowns in rounding. */
export function lnGammaRatio(z: number, a: number): number {
  const formulas = a * Math.log(z) + (z + a - 0.5) * Math.log1p(a / z) - a;
  return stirlingRemainder(z) - stirlingRemainder(z + a) - formulas;
}

/** The derivative of {@link lnGamma} for `x > 0`. Source: Abramowitz & Stegun 6.3.5 and 6.3.18. */
export function digamma(x: number): number {
  checkPositive(x, 'x');
  let shifted = x;
  let result = 0;
  for (; shifted < 10; shifted++) result -= 1 / shifted;
  const r = 1 / (shifted * shifted);
  const tail = r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - r * (1 / 132 - r * (691 / 32760))))));
  return result + Math.log(shifted) - 0.5 / shifted - tail;
}

/** The second derivative of {@link lnGamma} for `x > 0`. Source: Abramowitz & Stegun 6.4.6 and 6.4.12. */
export function trigamma(x: number): number {
  checkPositive(x, 'x');
  let shifted = x;
  let result = 0;
  for (; shifted < 10; shifted++) result += 1 / (shifted * shifted);
  const r = 1 / (shifted * shifted);
  const tail = r * (1 / 6 - r * (1 / 30 - r * (1 / 42 - r * (1 / 30 - r * (5 / 66 - r * (691 / 2730))))));
  return result + 1 / shifted + r / 2 + tail / shifted;
}

const mostTerms = 100_000;
const precision = 1e-16;

/** Above it neither the series nor the fraction gets there in so many terms. */
const largestShape = 1e8;

function checkShape(a: number): void {
  checkPositive(a, 'a');
  if (a > largestShape) throw new LimitError('shape of the incomplete gamma function', largestShape, a);
}

/**
 * The regularised lower incomplete gamma function P(a, x) for `a > 0`, 0 below `x = 0`; LimitError above `a = 1e8`. Source: DLMF 8.11.4 below x = a + 1,
 * the complement above.
 */
export function gammaP(a: number, x: number): number {
  checkShape(a);
  checkPoint(x, 'x');
  if (x <= 0) return 0;
  if (x === Number.POSITIVE_INFINITY) return 1;
  return x < a + 1 ? lowerSeries(a, x) : 1 - upperFraction(a, x);
}

/** The regularised upper incomplete gamma function Q(a, x) = 1 − P(a, x), accurate in the far tail. Source: DLMF 8.9.2 by Lentz's method. */
export function gammaQ(a: number, x: number): number {
  checkShape(a);
  checkPoint(x, 'x');
  if (x <= 0) return 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  return x < a + 1 ? 1 - lowerSeries(a, x) : upperFraction(a, x);
}

/** xᵃ e⁻ˣ / Γ(a). */
function density(a: number, x: number): number {
  return Math.sqrt(a / (2 * Math.PI)) * Math.exp(a * lnLikeness(x, a) - stirlingRemainder(a));
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < mostTerms; n++) {
    term *= x / (a + n);
    sum += term;
    if (term < sum * precision) return sum * density(a, x);
  }
  throw new InvariantError(`incomplete gamma series did not converge for a = ${a}, x = ${x}`);
}

function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let i = 1; i < mostTerms; i++) {
    const an = -i * (i - a);
    b += 2;
    d = 1 / awayFromZero(an * d + b);
    c = awayFromZero(b + an / c);
    const step = c * d;
    fraction *= step;
    if (Math.abs(step - 1) < 3e-16) return fraction * density(a, x);
  }
  throw new InvariantError(`incomplete gamma fraction did not converge for a = ${a}, x = ${x}`);
}

function awayFromZero(x: number): number {
  return Math.abs(x) < 1e-300 ? 1e-300 : x;
}
