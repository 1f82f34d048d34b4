import { InvariantError, LimitError } from '../core/errors.js';
import { checkPoint, checkPositive } from './checks.js';
import { lnGamma, lnGammaRatio } from './gamma.js';
import { lnLikeness, stirlingRemainder } from './stirling.js';

/** The natural logarithm of the beta function B(a, b), for positive a and b. */
export function lnBeta(a: number, b: number): number {
  checkPositive(a, 'a');
  checkPositive(b, 'b');
  const [small, large] = a < b ? [a, b] : [b, a];
  return lnGamma(small) + lnGammaRatio(large, small);
}

/** Above it the smaller of the shapes has the fraction take more terms: some 54,000 at the mean. */
const largestSmaller = 1e12;
const mostTerms = 100_000;

/**
 * The regularised incomplete beta function I_x(a, b) for positive a and b (else InputError `range`), 0 below `x = 0` and 1
 * above `x = 1`; LimitError where both a and b are above 1e12. Source: DLMF 8.17.22, the even part of the continued fraction (A. R. DiDonato & A. H. Morris, ACM Trans. Math. Softw. 18 (1992), 9) by Lentz's method.
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  checkPoint(x, 'x');
  return betaShare(x, 1 - x, a, b);
}

/** {@link incompleteBeta} of an x of which the rest up to 1 is known to more digits than 1 − x has. */
export function betaShare(x: number, rest: number, a: number, b: number): number {
  checkPositive(a, 'a');
  checkPositive(b, 'b');
  const smaller = Math.min(a, b);
  if (smaller > largestSmaller)
    throw new LimitError('smaller shape of the incomplete beta function', largestSmaller, smaller);
  if (x <= 0) return 0;
  if (rest <= 0) return 1;
  return (b + 1) * x < (a + 1) * rest ? lowerPart(x, rest, a, b) : 1 - lowerPart(rest, x, b, a);
}

/** The part below x, which lies below the mean or not far above it. */
function lowerPart(x: number, rest: number, a: number, b: number): number {
  return density(x, rest, a, b) / fraction(x, rest, a, b);
}

/** xᵃ (1 − x)ᵇ / B(a, b). */
function density(x: number, rest: number, a: number, b: number): number {
  const n = a + b;
  const remainders = stirlingRemainder(n) - stirlingRemainder(a) - stirlingRemainder(b);
  const likeness = a * lnLikeness(n * x, a) + b * lnLikeness(n * rest, b);
  return Math.sqrt(((a / n) * b) / (2 * Math.PI)) * Math.exp(likeness + remainders);
}

function fraction(x: number, rest: number, a: number, b: number): number {
  const ahead = a * rest - b * x + 1;
  let result = awayFromZero((a * ahead) / (a + 1));
  let [c, d] = [result, 0];
  for (let m = 1; m < mostTerms; m++) {
    const place = a + 2 * m;
    const over = ((a + m - 1) / (place - 1)) * ((a + b + m - 1) / (place - 1)) * m * (b - m) * x * x;
    const under = m + (m * (b - m) * x) / (place - 1) + ((a + m) * (ahead + m * (1 + rest))) / (place + 1);
    d = 1 / awayFromZero(under + over * d);
    c = awayFromZero(under + over / c);
    result *= c * d;
    if (Math.abs(c * d - 1) < 3e-16) return result;
  }
  throw new InvariantError(`incomplete beta fraction did not converge for x = ${x}, a = ${a}, b = ${b}`);
}

function awayFromZero(x: number): number {
  return Math.abs(x) < 1e-300 ? 1e-300 : x;
}
