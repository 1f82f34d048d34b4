import { refuse } from '../statistics/checks.js';

/**
 * Customers whose chances of leaving differ: each leaves with the same chance every period, and these chances follow a
 * beta distribution. Retention rates of such a cohort rise with age although nobody changes.
 * Source: P. Fader & B. Hardie, How to Project Customer Retention, Journal of Interactive Marketing 21 (2007) 76–90.
 */
export interface ShiftedBetaGeometric {
  /** Above 0. */
  readonly alpha: number;
  /** Above 0. */
  readonly beta: number;
}

/** How many of a cohort are left after each period, the start included: `[1000, 869, 743]`. */
export type Survivors = readonly number[];

/** Exposure by age: who was there and who left, all cohorts together. */
export interface Exposure {
  readonly atRisk: readonly number[];
  readonly lost: readonly number[];
}

/** Pools cohorts by age. @throws InputError `order` for a series that rises */
export function exposureOf(cohorts: readonly Survivors[]): Exposure {
  const atRisk: number[] = [];
  const lost: number[] = [];
  cohorts.forEach((survivors, c) => {
    survivors.forEach((left, t) => {
      const path = ['survivors', ...(cohorts.length === 1 ? [] : [c]), t];
      if (!(typeof left === 'number' && left >= 0 && left <= Number.MAX_SAFE_INTEGER))
        refuse('range', path, 'a count of at least 0', left);
      if (t === 0) return;
      const before = survivors[t - 1]!;
      if (left > before) refuse('order', path, `at most the ${before} of the period before`, left);
      atRisk[t - 1] = (atRisk[t - 1] ?? 0) + before;
      lost[t - 1] = (lost[t - 1] ?? 0) + before - left;
    });
  });
  return { atRisk, lost };
}

/** One cohort is a list of one. */
export const asCohorts = (survivors: Survivors | readonly Survivors[]): readonly Survivors[] =>
  Array.isArray(survivors[0]) ? (survivors as readonly Survivors[]) : [survivors as Survivors];

function checkModel({ alpha, beta }: ShiftedBetaGeometric): void {
  if (!(typeof alpha === 'number' && alpha > 0 && alpha < 1e12))
    refuse('range', 'alpha', 'a finite number above 0', alpha);
  if (!(typeof beta === 'number' && beta > 0 && beta < 1e12)) refuse('range', 'beta', 'a finite number above 0', beta);
}

/** Of those at risk at age t − 1, a share α / (α + β + t − 1) leaves: so the likelihood needs logarithms only. */
export function logLikelihoodOf({ atRisk, lost }: Exposure, alpha: number, beta: number): number {
  let sum = 0;
  for (let t = 0; t < atRisk.length; t += 1) {
    const kept = atRisk[t]! - lost[t]!;
    sum += lost[t]! * Math.log(alpha) + kept * Math.log(beta + t) - atRisk[t]! * Math.log(alpha + beta + t);
  }
  return sum;
}

/**
 * The log-likelihood of a cohort, or of several of different age.
 *
 * @param survivors - counts that never rise; InputError `order` names the first that does
 */
export function retentionLogLikelihood(
  survivors: Survivors | readonly Survivors[],
  model: ShiftedBetaGeometric,
): number {
  checkModel(model);
  return logLikelihoodOf(exposureOf(asCohorts(survivors)), model.alpha, model.beta);
}
