import { checkCount, checkPositive, largestMagnitude, refuse } from '../statistics/checks.js';
import { lnGammaRatio } from '../statistics/gamma.js';
import { type Measured, measured, unmeasured } from '../statistics/measured.js';
import type { ShiftedBetaGeometric, Survivors } from './shifted-beta-geometric.js';

/** {@link ShiftedBetaGeometric} whose customers' chances of leaving change with age as well. */
export interface BetaDiscreteWeibull extends ShiftedBetaGeometric {
  /** Above 1 churn quickens with age, below 1 it slows; 1 is the shifted beta-geometric. One where missing. */
  readonly shape?: number | undefined;
}

function check({ alpha, beta, shape = 1 }: BetaDiscreteWeibull): void {
  checkPositive(alpha, 'alpha');
  checkPositive(beta, 'beta');
  checkPositive(shape, 'shape');
}

/**
 * The share still there after a number of periods, B(α, β + tᶜ) / B(α, β).
 * Source: Fader & Hardie (2007), eq. (6); with `shape`, P. Fader, B. Hardie and others, How to Project Customer Retention Revisited, Journal of Interactive Marketing 43 (2018) 1–16.
 *
 * @param periods - at least 0
 * @example
 * survivalShare({ alpha: 0.704, beta: 1.182 }, 1).toFixed(4) //=> '0.6267'
 */
export function survivalShare(model: BetaDiscreteWeibull, periods: number): number {
  check(model);
  if (!(typeof periods === 'number' && periods >= 0 && periods <= 1e9))
    refuse('range', 'periods', 'a number of at least 0', periods);
  const { alpha, beta, shape = 1 } = model;
  if (shape === 1 && Number.isInteger(periods) && periods <= 100_000) {
    // A product of retention rates is exact to the last digits, where gamma functions are not.
    let share = 1;
    for (let t = 0; t < periods; t += 1) share *= (beta + t) / (alpha + beta + t);
    return share;
  }
  return Math.exp(logSurvival(alpha, beta, periods, shape) - lnGammaRatio(beta, alpha));
}

/** ln Γ(β + tᶜ) − ln Γ(α + β + tᶜ). */
function logSurvival(alpha: number, beta: number, periods: number, shape: number): number {
  const age = periods ** shape;
  // Far beyond α and β it is −α ln(tᶜ), even where tᶜ itself is no number any more.
  return age <= largestMagnitude ? lnGammaRatio(beta + age, alpha) : -alpha * shape * Math.log(periods);
}

/**
 * The share of a cohort that leaves in its period number `period`, 1 for the first.
 */
export function churnShare(model: BetaDiscreteWeibull, period: number): number {
  checkCount(period, 'period', 1);
  return survivalShare(model, period - 1) - survivalShare(model, period);
}

/**
 * The share of those who began period number `period` that end it: it rises with age, because the flighty go first.
 * Source: Fader & Hardie (2007), eq. (8).
 *
 * @example
 * retentionRate({ alpha: 0.704, beta: 1.182 }, 2).toFixed(4) //=> '0.7561'
 */
export function retentionRate(model: BetaDiscreteWeibull, period: number): number {
  check(model);
  checkCount(period, 'period', 1);
  const { alpha, beta, shape = 1 } = model;
  if (shape === 1) return (beta + period - 1) / (alpha + beta + period - 1);
  // In logarithms: both shares may be too small for a number.
  return Math.exp(logSurvival(alpha, beta, period, shape) - logSurvival(alpha, beta, period - 1, shape));
}

/**
 * Survivors as shares of the first count.
 *
 * @returns undefined because `zeroBase` where there was nobody
 * @throws InputError `order` for a series that rises
 */
export function survivalShares(survivors: Survivors): Measured<readonly number[]> {
  survivors.forEach((left, t) => {
    if (!(typeof left === 'number' && left >= 0 && left <= Number.MAX_SAFE_INTEGER))
      refuse('range', ['survivors', t], 'a count of at least 0', left);
    if (t > 0 && left > survivors[t - 1]!)
      refuse('order', ['survivors', t], `at most the ${survivors[t - 1]} of the period before`, left);
  });
  const first = survivors[0] ?? 0;
  return first === 0 ? unmeasured('zeroBase') : measured(survivors.map((left) => left / first));
}

const mostTerms = 20_000_000;

/** Σ over t of weight(t) · S(n + t + 1 | n) · zᵗ, where S is the chance that a customer of n renewals makes t + 1 more. */
function discounted(
  model: ShiftedBetaGeometric,
  renewals: number,
  z: number,
  weight: (t: number) => number,
): number | undefined {
  const { alpha, beta } = model;
  let term = (beta + renewals) / (alpha + beta + renewals);
  let sum = 0;
  for (let t = 0; t < mostTerms; t += 1) {
    sum += weight(t) * term;
    const ratio = ((beta + renewals + t + 1) / (alpha + beta + renewals + t + 1)) * z;
    // The rest is below term · z / (1 − z), the weights' growth included.
    if (weight(t) * term * z < sum * (1 - z) * 1e-15) return sum;
    term *= ratio;
  }
  return undefined;
}

/**
 * How many more periods a customer of some renewals is expected to pay for, discounted: DERL, for payments at each
 * renewal, the next one a period away and discounted from then on.
 * Source: P. Fader & B. Hardie, Customer-Base Valuation in a Contractual Setting, Marketing Science 29 (2010) 85–93, eq. (6).
 *
 * @param renewals - made so far, at least 0
 * @param discountRate - per period, at least 0
 * @returns undefined because `notEstimable` without discounting where α ≤ 1 (the sum has no end), or for a discount
 *   rate so near 0 that it cannot be summed
 * @example
 * residualLifetime({ alpha: 3.8, beta: 15.2 }, 0, 0.1).value?.toFixed(2) //=> '3.31'
 */
export function residualLifetime(model: ShiftedBetaGeometric, renewals: number, discountRate: number): Measured {
  check(model);
  checkCount(renewals, 'renewals');
  if (!(typeof discountRate === 'number' && discountRate >= 0 && discountRate < 1e6))
    refuse('range', 'discountRate', 'a finite rate of at least 0', discountRate);
  const { alpha, beta } = model;
  if (discountRate === 0) return alpha > 1 ? measured((beta + renewals) / (alpha - 1)) : unmeasured('notEstimable');
  const sum = discounted(model, renewals, 1 / (1 + discountRate), () => 1);
  return sum === undefined ? unmeasured('notEstimable') : measured(sum);
}

/**
 * The percentage by which {@link residualLifetime} grows when every customer's chance of renewing grows by one per cent.
 * Higher than a single retention rate suggests: the mixture holds customers who stay for long.
 *
 * @returns undefined because `notEstimable` for a discount rate of 0
 */
export function residualElasticity(model: ShiftedBetaGeometric, renewals: number, discountRate: number): Measured {
  const base = residualLifetime(model, renewals, discountRate);
  if (base.value === undefined || discountRate === 0) return unmeasured('notEstimable');
  // d/dr of Σ rᵗ⁺¹ zᵗ, times r: each term counts t + 1 times.
  const grown = discounted(model, renewals, 1 / (1 + discountRate), (t) => t + 1);
  return grown === undefined ? unmeasured('notEstimable') : measured(grown / base.value);
}
