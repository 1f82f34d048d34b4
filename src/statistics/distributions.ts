import { betaShare } from './beta.js';
import { checkFraction, checkPoint, checkPositive } from './checks.js';
import { gammaQ } from './gamma.js';

/** The standard normal probability below `z`, accurate in both tails. */
export function normalCdf(z: number): number {
  checkPoint(z, 'z');
  const tail = 0.5 * gammaQ(0.5, (z * z) / 2);
  return z < 0 ? tail : 1 - tail;
}

/** The probability that a standard normal lies at least as far from 0 as `z`, on either side. */
export function normalTwoSided(z: number): number {
  checkPoint(z, 'z');
  return gammaQ(0.5, (z * z) / 2);
}

const central = {
  top: [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
    133.14166789178438, 3.3871328727963665,
  ],
  bottom: [
    5226.495278852546, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
    42.31333070160091, 1,
  ],
};
const middle = {
  top: [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
    5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  bottom: [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
    1.6763848301838038, 2.053191626637759, 1,
  ],
};
const far = {
  top: [
    2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
    1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  bottom: [
    2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133, 0.014875361290850615,
    0.1369298809227358, 0.599832206555888, 1,
  ],
};

function ratio(part: { readonly top: readonly number[]; readonly bottom: readonly number[] }, r: number): number {
  const horner = (coefficients: readonly number[]) => coefficients.reduce((sum, c) => sum * r + c, 0);
  return horner(part.top) / horner(part.bottom);
}

/**
 * The z below which a standard normal lies with probability `p`, to about 1e-16 relative.
 * Source: M. J. Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988) 477–484.
 * @param p Between 0 and 1, both excluded; else InputError `range`.
 * @example
 * normalQuantile(0.975).toFixed(6); //=> '1.959964'
 */
export function normalQuantile(p: number): number {
  checkFraction(p, 'p');
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * ratio(central, 0.180625 - q * q);
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const size = r <= 5 ? ratio(middle, r - 1.6) : ratio(far, r - 5);
  return q < 0 ? -size : size;
}

/** The probability that a chi-square with `df` degrees of freedom is at least `x`. */
export function chiSquareTail(x: number, df: number): number {
  checkPoint(x, 'x');
  checkPositive(df, 'df');
  return gammaQ(df / 2, x / 2);
}

/** The probability that Student's t with `df` degrees of freedom lies at least as far from 0 as `t`, on either side. */
export function studentTwoSided(t: number, df: number): number {
  checkPoint(t, 't');
  checkPositive(df, 'df');
  const square = t * t;
  return square === Number.POSITIVE_INFINITY ? 0 : betaShare(df / (df + square), square / (df + square), df / 2, 0.5);
}
