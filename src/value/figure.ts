import * as z from 'zod';
import type { Condition } from '../core/condition.js';
import { isCurrency } from '../core/currency.js';
import { type FactTable, scaleOf } from '../core/fact-table.js';
import type { FactDeclaration } from '../core/facts.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import type { Label } from '../core/label.js';
import { conditionSchema, idSchema, labelSchema } from '../core/policy-check.js';
import { type RoundingMode, roundingModes } from '../core/rounding.js';
import { readUnscaled } from '../core/scaled.js';
import { constantOf, ratioOfTerm, scoredEnds } from './term-ratio.js';

/** Payments of equal periods, each discounted to today: an annuity. */
export interface Discounting {
  /** How many periods are paid, 1 to 1200. */
  readonly periods: number;
  /** Discount rate per period as a decimal text: `'0.008'` for 0.8 % a month. */
  readonly rate: string;
  /** When in its period a payment falls. The first of `start` is not discounted. */
  readonly paid: 'start' | 'end';
}

/**
 * One summand of a figure: a fact, an earlier figure or a fixed amount, times a factor. Where `when` is false it counts
 * nothing; where that is unknown, so is the figure.
 */
export interface FigureTerm<Id extends string = string, When = Condition> {
  /** A declared fact or an earlier figure; this or `amount`. */
  readonly fact?: Id | undefined;
  /** A fixed amount in the figure's own unit, such as the yearly margin of a service not yet sold. */
  readonly amount?: string | undefined;
  /** Factor, weight or probability as a decimal text of at most 12 places; `'-1'` subtracts. One where missing. */
  readonly times?: string | undefined;
  /** Multiplies by the present value of one unit per period. */
  readonly discounted?: Discounting | undefined;
  /** Brings a fact onto 0 to 1: 0 at `from` and below, 1 at `to` and above. The only way from money to a score. */
  readonly scored?: { readonly from: string; readonly to: string } | undefined;
  readonly when?: When | undefined;
}

/**
 * A value worked out from the facts, for tiers, flags and classes to test: a sum of {@link FigureTerm}s in exact integers. A
 * figure with a missing part is unknown, never the sum of the rest.
 */
export type Figure<Id extends string = string, Source extends string = string, When = Condition> = {
  readonly id: Id;
  readonly label?: Label | undefined;
  readonly terms: readonly FigureTerm<Source, When>[];
  /** How each term is rounded to the figure's unit; required where a factor can leave fractions. */
  readonly rounding?: RoundingMode | undefined;
} & (
  | { readonly kind: 'money'; readonly currency: string }
  | {
      readonly kind: 'score';
      /** Digits after the point. */
      readonly scale: number;
      /** The factors are weights and must sum to 1. */
      readonly weights?: 'sumToOne' | undefined;
    }
);

const decimalText = /* @__PURE__ */ z
  .string()
  .regex(/^-?\d{1,15}(\.\d{1,12})?$/, { error: 'a decimal text of at most 12 places' });
const termSchema = /* @__PURE__ */ z.strictObject({
  fact: idSchema.optional(),
  amount: decimalText.optional(),
  times: decimalText.optional(),
  discounted: z
    .strictObject({ periods: z.int().min(1).max(1200), rate: decimalText, paid: z.enum(['start', 'end']) })
    .optional(),
  scored: z.strictObject({ from: decimalText, to: decimalText }).optional(),
  when: conditionSchema.optional(),
});
const sharedShape = {
  id: idSchema,
  label: /* @__PURE__ */ labelSchema.optional(),
  terms: /* @__PURE__ */ z.array(termSchema).min(1),
  rounding: /* @__PURE__ */ z.enum(roundingModes).optional(),
};

/** The shape of a figure. */
export const figureSchema: z.ZodType<Figure> = /* @__PURE__ */ z.discriminatedUnion('kind', [
  z.strictObject({ ...sharedShape, kind: z.literal('money'), currency: z.string() }),
  z.strictObject({
    ...sharedShape,
    kind: z.literal('score'),
    scale: z.int().min(0).max(9),
    weights: z.literal('sumToOne').optional(),
  }),
]);

/** The figure as a fact that conditions can test. */
export function figureFact(figure: Figure): FactDeclaration {
  return figure.kind === 'money'
    ? { id: figure.id, kind: 'money', currency: figure.currency }
    : { id: figure.id, kind: 'decimal', scale: figure.scale };
}

/** The factor of a term as text; one where the policy leaves it out. */
const timesOf = (term: FigureTerm): string => term.times ?? '1';

/** Does a term always come out whole in the figure's unit? */
function isWhole(term: FigureTerm, source: number, own: number): boolean {
  const places = readUnscaled(timesOf(term))?.scale ?? 0;
  return term.discounted === undefined && term.scored === undefined && source + places <= own;
}

/** Checks a figure against the facts and the figures before it. */
export function checkFigure(figure: Figure, index: number, figures: readonly Figure[], table: FactTable): Issue[] {
  const path: Path = ['figures', index];
  const own = figureFact(figure);
  const issues: Issue[] = [];
  let whole = true;
  figure.terms.forEach((term, t) => {
    const at = [...path, 'terms', t];
    if ((term.fact === undefined) === (term.amount === undefined)) {
      issues.push(issue('conflict', at, 'either fact or amount', term));
      return;
    }
    const rate = term.discounted?.rate;
    if (rate !== undefined && Number(rate) <= -1) {
      issues.push(issue('range', [...at, 'discounted', 'rate'], 'a rate above -1', rate));
    }
    if (term.fact === undefined) {
      if (term.scored !== undefined)
        issues.push(issue('conflict', [...at, 'scored'], 'a fact to be scored', term.amount));
      if (Number.isNaN(constantOf(term, scaleOf(own), figure.rounding ?? 'halfUp')))
        issues.push(
          issue('limit', [...at, 'amount'], 'an amount that with its factor is below 2^53 units', term.amount),
        );
      whole &&= isWhole(term, readUnscaled(term.amount!)?.scale ?? 0, scaleOf(own));
      return;
    }
    const source = table.fact(term.fact);
    const later = figures.findIndex(({ id }) => id === term.fact) >= index;
    if (source === undefined || later) {
      issues.push(
        issue(later ? 'cycle' : 'unknownFact', [...at, 'fact'], 'a declared fact or an earlier figure', term.fact),
      );
      return;
    }
    const faults = checkSource(figure, source, term, at);
    issues.push(...faults);
    if (faults.length === 0 && ratioOfTerm(term, scaleOf(source), scaleOf(own)) === undefined) {
      issues.push(issue('limit', at, 'factors of fewer digits: together they leave exact integers', timesOf(term)));
    }
    whole &&= isWhole(term, scaleOf(source), scaleOf(own));
  });
  if (!whole && figure.rounding === undefined) {
    issues.push(
      issue('missing', [...path, 'rounding'], 'a rounding mode, because a term can leave fractions', undefined),
    );
  }
  if (figure.kind === 'score' && figure.weights === 'sumToOne') issues.push(...checkWeights(figure, path));
  return issues;
}

function checkSource(figure: Figure, source: FactDeclaration, term: FigureTerm, at: Path): readonly Issue[] {
  if (figure.kind === 'money') {
    if (source.kind !== 'money' || term.scored !== undefined) {
      return [issue('type', [...at, 'fact'], 'a fact in money: a score is never silently money', source.id)];
    }
    return source.currency === figure.currency || !isCurrency(source.currency) || !isCurrency(figure.currency)
      ? []
      : [issue('currency', [...at, 'fact'], `an amount in ${figure.currency}`, source.currency)];
  }
  if (source.kind === 'money' && term.scored === undefined) {
    return [issue('type', [...at, 'fact'], 'a score, or money with `scored` from and to', source.id)];
  }
  if (source.kind !== 'money' && source.kind !== 'decimal' && source.kind !== 'integer') {
    return [issue('type', [...at, 'fact'], 'a fact of kind integer, decimal or money', source.kind)];
  }
  return checkScored(term, scaleOf(source), at);
}

/** Both ends are values of the fact, and the second is the larger. */
function checkScored(term: FigureTerm, scale: number, at: Path): readonly Issue[] {
  const { scored } = term;
  if (scored === undefined) return [];
  const [low, high] = scoredEnds(term, scale);
  const fine = (['from', 'to'] as const).flatMap((key, end) =>
    Number.isNaN([low, high][end])
      ? [issue('format', [...at, 'scored', key], `a decimal with at most ${scale} decimal places`, scored[key])]
      : [],
  );
  if (fine.length > 0 || low < high) return fine;
  return [issue('order', [...at, 'scored', 'to'], `more than from ${scored.from}`, scored.to)];
}

function checkWeights(figure: Figure, path: Path): readonly Issue[] {
  const units = 10 ** 12;
  // Whole 10⁻¹² parts, so that ten tenths are one.
  const sum = figure.terms.reduce((total, term) => total + Math.round(Number(timesOf(term)) * units), 0);
  const negative = figure.terms.some((term) => Number(timesOf(term)) < 0);
  if (negative) return [issue('range', [...path, 'terms'], 'weights of at least 0', 'a negative weight')];
  return sum === units ? [] : [issue('sum', [...path, 'terms'], 'weights that sum to 1', sum / units)];
}
