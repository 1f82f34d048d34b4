import { InvariantError } from '../core/errors.js';
import { checkPoint, checkPositive } from './checks.js';
import { lnGamma } from './gamma.js';

/** The natural logarithm of the beta function B(a, b), for positive a and b. */
export function lnBeta(a: number, b: number): number {
  return lnGamma(a) + lnGamma(b) - lnGamma(a + b);
}

/**
 * The regularised incomplete beta function I_x(a, b) for positive a and b (else InputError `range`), 0 below `x = 0` and 1
 * above `x = 1`. Source: DLMF 8.17.22, the continued fraction by Lentz's method.
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  checkPoint(x, 'x');
  checkPositive(a, 'a');
  checkPositive(b, 'b');
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - lnBeta(a, b));
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b;
}

function fraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    result *= d * c;
    if (Math.abs(d * c - 1) < 3e-16) return result;
  }
  throw new InvariantError(`incomplete beta fraction did not converge for x = ${x}, a = ${a}, b = ${b}`);
}

function awayFromZero(x: number): number {
  return Math.abs(x) < 1e-300 ? 1e-300 : x;
}
