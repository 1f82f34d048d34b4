import { InputError, PolicyError } from '../core/errors.js';
import type { FactDeclaration } from '../core/facts.js';
import { type Issue, issue } from '../core/issue.js';
import { parsePolicy } from '../core/policy-check.js';
import { fitBinary } from '../statistics/binary-regression.js';
import { designRows, layOutDesign } from './fit-design.js';
import { withWeights } from './fitted-weights.js';
import type { PersonPeriod } from './person-period.js';
import { crossCheckRisk } from './risk-check.js';
import type { AnyRiskPolicy, RiskPolicy } from './risk-policy.js';
import { riskSchema } from './risk-schema.js';
import { microPerPoint } from './weight.js';

/** How firmly the hand policy holds against data. No figure has a default. */
export interface FitTerms {
  /** Version of the fitted policy. */
  readonly version: string;
  /** Where the rows come from; stands in the fitted policy. */
  readonly source: string;
  /**
   * 1 / variance of a weight around the hand policy's, in squared units of log-hazard: 4 says that two thirds of the
   * weights lie within 0.5, a factor of 1.65, of what the hand wrote.
   */
  readonly weightPrecision: number;
  /** The same for the level of the hazard; small, because data know it well. */
  readonly levelPrecision: number;
}

/** A fitted policy, plain JSON like the hand's, with what is known of the fit. */
export interface FittedRisk<P> {
  readonly policy: P;
  readonly rows: number;
  readonly events: number;
  /** Natural logarithm; 0 without rows. */
  readonly logLikelihood: number;
  readonly converged: boolean;
}

/**
 * Fits the weights of a risk policy to person-period rows, with the hand's weights as prior means: without rows it
 * gives back the hand policy, with few it stays close, and separation cannot send a weight to infinity.
 *
 * Every bin of every term is a coefficient, the unknown bin included; interactions take part with the cells that the
 * policy lists. Standard errors stand beside the points, in points. The order of rows never matters. Source: ridge
 * Newton for binary regression ({@link fitBinary}); discrete-time hazards after Prentice and Gloeckler (1978).
 *
 * @param policy - with a scale, which gives the link and what a point is worth
 * @throws PolicyError for a policy with faults or without scale; InputError for a bad row, by its position, and for terms that are none
 */
export function fitRisk<const F extends readonly FactDeclaration[], const B extends string>(
  policy: RiskPolicy<F, B>,
  rows: Iterable<PersonPeriod>,
  terms: FitTerms,
): FittedRisk<RiskPolicy<F, B>> {
  return fitRiskJson(policy, rows, terms) as unknown as FittedRisk<RiskPolicy<F, B>>;
}

/** {@link fitRisk} for a policy of unknown content. */
export function fitRiskJson(json: unknown, rows: Iterable<PersonPeriod>, terms: FitTerms): FittedRisk<AnyRiskPolicy> {
  const policy = parsePolicy(riskSchema, crossCheckRisk, json, 'risk policy');
  const { scale } = policy;
  if (scale === undefined)
    throw new PolicyError([issue('missing', ['scale'], 'a scale, to fit weights', undefined)], 'risk policy');
  checkTerms(terms);
  const design = layOutDesign(policy);
  const { matrix, outcome } = designRows(policy, design, rows);
  const events = outcome.reduce((sum, left) => sum + left, 0);
  if (outcome.length === 0) return { policy, rows: 0, events: 0, logLikelihood: 0, converged: true };
  const perPoint = Math.LN2 / scale.pointsToDouble;
  const level = linkOf(scale.link, scale.hazardAtZero);
  const fitted = fitBinary({ rows: matrix, outcome }, scale.link === 'logit' ? 'logit' : 'cloglog', {
    mean: [level, ...design.prior.map((micro) => (micro / microPerPoint) * perPoint)],
    precision: [terms.levelPrecision, ...design.prior.map(() => terms.weightPrecision)],
  });
  if (fitted.value === undefined)
    throw new InputError(
      [issue('range', ['weightPrecision'], 'a larger precision: the curvature is singular', terms.weightPrecision)],
      'fit',
    );
  const { coefficients, standardErrors, logLikelihood, converged } = fitted.value;
  const weights = design.prior.map((_, at) => ({
    points: Math.round((coefficients[at + 1]! / perPoint) * microPerPoint) / microPerPoint + 0,
    standardError: Math.round((standardErrors[at + 1]! / perPoint) * 1000) / 1000,
  }));
  return {
    policy: {
      ...policy,
      version: terms.version,
      scale: {
        ...scale,
        hazardAtZero: hazardAt(scale.link, coefficients[0]!),
        calibration: { source: terms.source, rows: outcome.length, events },
      },
      terms: policy.terms.map((term, t) => withWeights(term, weights.slice(design.first[t]!, design.first[t + 1]!))),
    },
    rows: outcome.length,
    events,
    logLikelihood,
    converged,
  };
}

function checkTerms(terms: FitTerms): void {
  const faults: Issue[] = [];
  for (const key of ['weightPrecision', 'levelPrecision'] as const) {
    const precision = terms?.[key];
    if (!(Number.isFinite(precision) && precision > 0))
      faults.push(issue('range', [key], 'a number above 0', precision));
  }
  if (faults.length > 0) throw new InputError(faults, 'fit terms');
}

const linkOf = (link: 'logit' | 'complementaryLogLog', hazard: number): number =>
  link === 'logit' ? Math.log(hazard / (1 - hazard)) : Math.log(-Math.log1p(-hazard));

/** Held inside what a scale may say, where data have no event or nothing else. */
function hazardAt(link: 'logit' | 'complementaryLogLog', level: number): number {
  const hazard = link === 'logit' ? 1 / (1 + Math.exp(-level)) : -Math.expm1(-Math.exp(level));
  return Math.min(Math.max(hazard, 1e-12), 1 - 1e-12);
}
