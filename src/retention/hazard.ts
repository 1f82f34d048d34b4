import type { RiskScale } from './risk-policy.js';
import { microPerPoint } from './weight.js';

/** Probability of leaving within the scale's months, for display. */
export function probabilityOf(scale: RiskScale, micro: number): number {
  const hazard = hazardOf(scale, micro);
  return -Math.expm1(scale.months * Math.log1p(-hazard));
}

/** Monthly probability of leaving at a score. */
export function hazardOf(scale: RiskScale, micro: number): number {
  const shift = (micro / microPerPoint / scale.pointsToDouble) * Math.LN2;
  if (scale.link === 'logit') {
    const odds = Math.log(scale.hazardAtZero / (1 - scale.hazardAtZero)) + shift;
    return 1 / (1 + Math.exp(-odds));
  }
  return -Math.expm1(Math.log1p(-scale.hazardAtZero) * Math.exp(shift));
}
