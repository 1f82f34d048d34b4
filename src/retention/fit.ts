import { readCondition } from '../core/condition-tree.js';
import { dayNumber } from '../core/day-number.js';
import { InputError, PolicyError } from '../core/errors.js';
import { createFactTable } from '../core/fact-table.js';
import type { FactDeclaration } from '../core/facts.js';
import { type Issue, issue } from '../core/issue.js';
import { parsePolicy } from '../core/policy-check.js';
import { compileRuleSet } from '../core/rule-set.js';
import { fitBinary } from '../statistics/binary-regression.js';
import { binIds } from './risk-bins.js';
import { crossCheckRisk } from './risk-check.js';
import type { AnyRiskPolicy, RiskPolicy, RiskTerm } from './risk-policy.js';
import { riskSchema } from './risk-schema.js';
import { createMarks, lineAt, mark, type Scorecard } from './scorecard.js';
import { layOutScorecard } from './scorecard-layout.js';
import { microPerPoint, microPoints, type Weight } from './weight.js';

/** One customer in one month: the facts as of a day, and whether they left in the month that followed. */
export interface PersonPeriod {
  readonly facts: object;
  readonly asOf: string;
  readonly left: boolean;
}

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
 * @throws PolicyError for a policy with faults or without scale; InputError for a bad row
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
    if (!(Number.isFinite(terms[key]) && terms[key] > 0))
      faults.push(issue('range', [key], 'a number above 0', terms[key]));
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

/** Which coefficients stand for which term; the hand's micro-points as priors. */
interface Design {
  readonly card: Scorecard;
  /** First coefficient of each term, and the number of all as the last entry. */
  readonly first: readonly number[];
  readonly prior: readonly number[];
  /** Interactions: coefficient of each combination of bins, -1 where the policy lists none. */
  readonly cells: readonly (Int32Array | undefined)[];
}

function layOutDesign(policy: AnyRiskPolicy): Design & { readonly rules: ReturnType<typeof compileRuleSet> } {
  const table = createFactTable(policy.facts);
  const trees = policy.terms.flatMap((term) =>
    term.kind === 'condition' ? [readCondition(term.when, table, [], [])] : [],
  );
  const card = layOutScorecard(policy, table);
  const weigh = (weight: Weight): number => microPoints(weight, policy.scale?.pointsToDouble);
  const first = [0];
  const prior: number[] = [];
  const cells: (Int32Array | undefined)[] = [];
  policy.terms.forEach((term) => {
    const own = weightsOf(term).map(weigh);
    cells.push(term.kind === 'interaction' ? cellTable(policy, term) : undefined);
    prior.push(...own);
    first.push(prior.length);
  });
  return { card, first, prior, cells, rules: compileRuleSet(table, trees) };
}

function cellTable(policy: AnyRiskPolicy, term: RiskTerm & { readonly kind: 'interaction' }): Int32Array {
  const parts = term.of.map((id) => binIds(policy.terms.find((one) => one.id === id)!));
  const table = new Int32Array(parts.reduce((product, bins) => product * bins.length, 1)).fill(-1);
  term.cells.forEach(({ bins }, cell) => {
    const at = bins.reduce(
      (index, bin, p) => index * parts[p]!.length + parts[p]!.findIndex(({ id }) => id === bin),
      0,
    );
    table[at] = cell;
  });
  return table;
}

/** The weights of a term in the order of its coefficients. */
function weightsOf(term: RiskTerm): readonly Weight[] {
  switch (term.kind) {
    case 'bins':
      return [...term.bins, term.missing];
    case 'categories':
      return [...term.categories, term.otherwise, term.missing];
    case 'condition':
      return [term, term.missing];
    case 'linear':
      return [term.perUnit, term.missing];
    default:
      return term.cells;
  }
}

type Fitted = { readonly points: number; readonly standardError: number };

function withWeights(term: RiskTerm, weights: readonly Fitted[]): RiskTerm {
  const put = <W extends Weight>(weight: W, index: number): W => {
    const { points: _points, times: _times, standardError: _error, ...rest } = weight;
    return { ...rest, ...weights[index] } as unknown as W;
  };
  const last = weights.length - 1;
  switch (term.kind) {
    case 'bins':
      return { ...term, bins: term.bins.map(put), missing: put(term.missing, last) };
    case 'categories':
      return {
        ...term,
        categories: term.categories.map(put),
        otherwise: put(term.otherwise, last - 1),
        missing: put(term.missing, last),
      };
    case 'condition':
      return { ...put(term, 0), missing: put(term.missing, last) };
    case 'linear':
      return { ...term, perUnit: put(term.perUnit, 0), missing: put(term.missing, last) };
    default:
      return { ...term, cells: term.cells.map(put) };
  }
}

function designRows(
  policy: AnyRiskPolicy,
  { card, first, cells, rules }: ReturnType<typeof layOutDesign>,
  rows: Iterable<PersonPeriod>,
): { readonly matrix: readonly Float64Array[]; readonly outcome: readonly number[] } {
  const width = 1 + first.at(-1)!;
  const row = rules.createRow();
  const marks = createMarks(card);
  const matrix: Float64Array[] = [];
  const outcome: number[] = [];
  for (const { facts, asOf, left } of rows) {
    rules.read(facts, row);
    const today = dayNumber(asOf, ['asOf']);
    if (typeof left !== 'boolean')
      throw new InputError([issue('type', [outcome.length, 'left'], 'true or false', left)], 'rows');
    mark(card, rules.program, row, today, marks);
    const line = new Float64Array(width);
    line[0] = 1;
    policy.terms.forEach((term, t) => {
      const bin = marks.bin[t]!;
      const at = 1 + first[t]!;
      if (term.kind === 'linear') {
        if (bin === 1) line[at + 1] = 1;
        else line[at] = lineAt(card, t, row[card.slot[t]!]!, today);
      } else if (term.kind === 'condition') {
        if (bin > 0) line[at + bin - 1] = 1;
      } else if (term.kind === 'interaction') {
        const cell = cells[t]![bin]!;
        if (cell >= 0) line[at + cell] = 1;
      } else line[at + bin] = 1;
    });
    matrix.push(line);
    outcome.push(Number(left));
  }
  return { matrix, outcome };
}
