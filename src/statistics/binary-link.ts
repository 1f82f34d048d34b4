import { checkPoint } from './checks.js';

/** How a linear score becomes a probability: `logit` 1 / (1 + e⁻ˢ), or `cloglog` 1 − exp(−eˢ), where s is the log of a hazard over the period. */
export type BinaryLink = 'logit' | 'cloglog';

/**
 * The probability that a score stands for.
 * @example
 * binaryProbability(0, 'logit'); //=> 0.5
 */
export function binaryProbability(score: number, link: BinaryLink): number {
  checkPoint(score, 'score');
  return link === 'logit' ? 1 / (1 + Math.exp(-score)) : -Math.expm1(-Math.exp(score));
}

/** What one row of a score contributes: log probabilities, their derivatives, and the expected curvature. */
export interface Contribution {
  readonly lnEvent: number;
  readonly lnNone: number;
  readonly slopeEvent: number;
  readonly slopeNone: number;
  readonly information: number;
}

function logit(score: number): Contribution {
  const p = 1 / (1 + Math.exp(-score));
  const q = 1 / (1 + Math.exp(score));
  const tail = Math.log1p(Math.exp(-Math.abs(score)));
  return {
    lnEvent: Math.min(0, score) - tail,
    lnNone: Math.min(0, -score) - tail,
    slopeEvent: q,
    slopeNone: -p,
    information: p * q,
  };
}

function cloglog(score: number): Contribution {
  // Above 700, eˢ overflows; there the event is certain in any case.
  const hazard = Math.exp(Math.min(score, 700));
  const p = -Math.expm1(-hazard);
  const none = Math.exp(-hazard);
  // hazard / p tends to 1 as the hazard vanishes.
  const perEvent = p === 0 ? 1 : hazard / p;
  return {
    lnEvent: p === 0 ? score : Math.log(p),
    lnNone: -hazard,
    slopeEvent: perEvent * none,
    slopeNone: -hazard,
    information: perEvent * none * hazard,
  };
}

/** What a row of this score contributes. */
export function contribution(score: number, link: BinaryLink): Contribution {
  return link === 'logit' ? logit(score) : cloglog(score);
}
