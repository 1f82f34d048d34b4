/*
 * Powers over gamma functions, such as xᵃ e⁻ˣ / Γ(a), are quotients of huge numbers: the difference of their logarithms keeps
 * few digits. What Stirling's formula leaves over is small, and so is how far x is from its mean; both are found directly.
 */

const halfLnTwoPi = Math.log(2 * Math.PI) / 2;

/** Bₙ / n (n − 1) for even n: the coefficients of the expansion. */
const coefficients = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];

/** From here on the expansion is exact to the last digits. */
const expands = 10;

function expansion(z: number): number {
  const r = 1 / (z * z);
  return coefficients.reduceRight((sum, c) => sum * r + c, 0) / z;
}

/** (z − ½) ln z − z + ½ ln 2π, Stirling's formula for ln Γ(z). */
function formula(z: number): number {
  return (z - 0.5) * Math.log(z) - z + halfLnTwoPi;
}

/** ln Γ(z) for z > 0: Stirling's formula and its remainder, where z is small by way of Γ(z) = Γ(z + k) / z (z + 1) … (z + k − 1). */
export function stirlingLnGamma(z: number): number {
  let [shifted, product] = [z, 1];
  for (; shifted < expands; shifted++) product *= shifted;
  return formula(shifted) + expansion(shifted) - Math.log(product);
}

/** What Stirling's formula leaves over of ln Γ(z) for z > 0. Source: DLMF 5.11.1. */
export function stirlingRemainder(z: number): number {
  return z < expands ? stirlingLnGamma(z) - formula(z) : expansion(z);
}

/**
 * ln (x / mean) + 1 − x / mean for x ≥ 0, which is never above 0, also where x is so near its mean that the terms cancel.
 * Source: C. Loader, Fast and Accurate Computation of Binomial Probabilities (2000), the series for the deviance.
 */
export function lnLikeness(x: number, mean: number): number {
  const ratio = x / mean;
  if (!(Math.abs(x - mean) < 0.3 * (x + mean)))
    return ratio === Number.POSITIVE_INFINITY ? Number.NEGATIVE_INFINITY : Math.log(ratio) + 1 - ratio;
  // ln (x / mean) = 2 (r + r³ / 3 + r⁵ / 5 …), and 2 r − (x / mean − 1) = −r (x − mean) / mean.
  const r = (x - mean) / (x + mean);
  let [sum, power] = [0, 2 * r ** 3];
  for (let n = 3; Math.abs(power) > 1e-17 * Math.abs(sum) * n && n < 100; n += 2, power *= r * r) sum += power / n;
  return sum - (r * (x - mean)) / mean;
}
