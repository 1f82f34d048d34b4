import * as z from 'zod';
import type { Condition } from '../core/condition.js';
import { readCondition } from '../core/condition-tree.js';
import { checkFacts, createFactTable, type FactTable, packLiteral } from '../core/fact-table.js';
import type { FactDeclaration } from '../core/facts.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import type { Label } from '../core/label.js';
import type { PolicyHeader } from '../core/policy.js';
import { conditionSchema, factSchema, headerShape, idSchema, labelSchema } from '../core/policy-check.js';
import { checkCuts, checkDateFact, checkIds, names } from './policy-cuts.js';
import { isPointsNumber, mostPoints, type Weight } from './weight.js';

/** Which loss the score speaks of: the account gone, one service gone, or usage gone while nothing is cancelled. */
export type ChurnTarget = 'hard' | 'service' | 'soft';

/** How a fact becomes the number that bins cut: as it is, or as a distance of a date from `asOf`. */
export type Measure = 'value' | 'daysUntil' | 'daysSince' | 'monthsUntil' | 'monthsSince';

type Id<F extends readonly FactDeclaration[]> = F[number]['id'];

/** One bin; `upTo` is inclusive, `below` exclusive, the last bin carries neither. */
export interface Bin extends Weight {
  readonly id?: string | undefined;
  readonly label?: Label | undefined;
  readonly upTo?: number | string | undefined;
  readonly below?: number | string | undefined;
}

/** Texts that share a weight. */
export interface CategoryBin extends Weight {
  readonly id?: string | undefined;
  readonly label?: Label | undefined;
  readonly values: readonly string[];
}

/** One bin of each of the interaction's terms, in their order; `yes` and `no` for a condition. */
export interface InteractionCell extends Weight {
  readonly bins: readonly string[];
}

interface Named<Kind extends string> {
  readonly kind: Kind;
  readonly id: string;
  readonly label?: Label | undefined;
}

/** One line of the scorecard. An unknown fact has its own weight, `missing`. */
export type RiskTerm<F extends readonly FactDeclaration[] = readonly FactDeclaration[]> =
  | (Named<'bins'> & {
      readonly fact: Id<F>;
      readonly measure?: Measure | undefined;
      readonly bins: readonly Bin[];
      readonly missing: Weight;
    })
  | (Named<'categories'> & {
      readonly fact: Id<F>;
      readonly categories: readonly CategoryBin[];
      readonly otherwise: Weight;
      readonly missing: Weight;
    })
  | (Named<'condition'> & Weight & { readonly when: Condition<F>; readonly missing: Weight })
  | (Named<'linear'> & {
      readonly fact: Id<F>;
      readonly measure?: Measure | undefined;
      /** Weight of one unit above `origin`. */
      readonly perUnit: Weight;
      readonly origin: number | string;
      /** The fact is held inside these bounds first, so that one wild value cannot decide alone. */
      readonly between: readonly [low: number | string, high: number | string];
      readonly missing: Weight;
    })
  | (Named<'interaction'> & { readonly of: readonly string[]; readonly cells: readonly InteractionCell[] });

/** What turns points into a probability, for display. */
export interface RiskScale {
  /** Points that double the hazard (or the odds, under the logit link); at most 10,000. */
  readonly pointsToDouble: number;
  /** Monthly probability of leaving at zero points, between 0 and 1. */
  readonly hazardAtZero: number;
  /** `complementaryLogLog` multiplies the hazard (proportional hazards in discrete time), `logit` its odds. */
  readonly link: 'complementaryLogLog' | 'logit';
  /** Months that the displayed probability covers. */
  readonly months: number;
  /** What the probabilities were checked against; they are called uncalibrated without it. */
  readonly calibration?: { readonly source: string; readonly rows: number; readonly events: number } | undefined;
}

/** A signal that is shown whatever the score: it holds when `when` does, and the date is near where `expiry` asks. */
export interface Warning<F extends readonly FactDeclaration[], B extends string> {
  readonly id: string;
  readonly label?: Label | undefined;
  /** One of the policy's bands. */
  readonly level: NoInfer<B>;
  /** Whether the customer's band is at least `level` while the warning holds. */
  readonly lifts?: boolean | undefined;
  readonly when?: Condition<NoInfer<F>> | undefined;
  readonly expiry?: { readonly fact: Id<NoInfer<F>>; readonly withinDays: number } | undefined;
  /** The date fact that says since when. */
  readonly onset?: Id<NoInfer<F>> | undefined;
}

/** A band of points from the bottom up; the last one is open. */
export interface RiskBand<B extends string> {
  readonly id: B;
  readonly label?: Label | undefined;
  readonly upTo?: number | undefined;
  readonly below?: number | undefined;
}

/** A scorecard: terms give points, points fall into bands, warnings stand beside them. */
export interface RiskPolicy<F extends readonly FactDeclaration[], B extends string> extends PolicyHeader<'risk'> {
  readonly facts: F;
  readonly target: ChurnTarget;
  readonly scale?: RiskScale | undefined;
  readonly terms: readonly RiskTerm<NoInfer<F>>[];
  readonly bands: readonly RiskBand<B>[];
  readonly warnings?: readonly Warning<F, B>[] | undefined;
}

/** A risk policy of unknown content, as it comes from a file. */
export type AnyRiskPolicy = RiskPolicy<readonly FactDeclaration[], string>;

const weightShape = {
  points: /* @__PURE__ */ z.number().min(-mostPoints).max(mostPoints).optional(),
  times: /* @__PURE__ */ z.number().positive().max(1e6).optional(),
  standardError: /* @__PURE__ */ z.number().min(0).optional(),
};
const weightSchema = /* @__PURE__ */ z.strictObject(weightShape);
const literal = /* @__PURE__ */ z.union([z.number(), z.string()]);
const measure = /* @__PURE__ */ z.enum(['value', 'daysUntil', 'daysSince', 'monthsUntil', 'monthsSince']).optional();
const named = { id: idSchema, label: /* @__PURE__ */ labelSchema.optional() };
const cuts = { id: /* @__PURE__ */ idSchema.optional(), label: /* @__PURE__ */ labelSchema.optional() };

const termSchema = /* @__PURE__ */ z.discriminatedUnion('kind', [
  z.strictObject({
    ...named,
    kind: z.literal('bins'),
    fact: idSchema,
    measure,
    bins: z
      .array(z.strictObject({ ...cuts, ...weightShape, upTo: literal.optional(), below: literal.optional() }))
      .min(1),
    missing: weightSchema,
  }),
  z.strictObject({
    ...named,
    kind: z.literal('categories'),
    fact: idSchema,
    categories: z.array(z.strictObject({ ...cuts, ...weightShape, values: z.array(z.string()).min(1) })).min(1),
    otherwise: weightSchema,
    missing: weightSchema,
  }),
  z.strictObject({
    ...named,
    ...weightShape,
    kind: z.literal('condition'),
    when: conditionSchema,
    missing: weightSchema,
  }),
  z.strictObject({
    ...named,
    kind: z.literal('linear'),
    fact: idSchema,
    measure,
    perUnit: weightSchema,
    origin: literal,
    between: z.tuple([literal, literal]),
    missing: weightSchema,
  }),
  z.strictObject({
    ...named,
    kind: z.literal('interaction'),
    of: z.array(idSchema).min(2),
    cells: z.array(z.strictObject({ ...weightShape, bins: z.array(z.string()).min(2) })).min(1),
  }),
]);

/** The shape of a risk policy. */
export const riskSchema: z.ZodType<AnyRiskPolicy> = /* @__PURE__ */ z.strictObject({
  ...headerShape('risk'),
  facts: z.array(factSchema),
  target: z.enum(['hard', 'service', 'soft']),
  scale: z
    .strictObject({
      pointsToDouble: z.number().positive().max(10_000),
      hazardAtZero: z.number().gt(0).lt(1),
      link: z.enum(['complementaryLogLog', 'logit']),
      months: z.int().min(1).max(600),
      calibration: z.strictObject({ source: z.string(), rows: z.int(), events: z.int() }).optional(),
    })
    .optional(),
  terms: z.array(termSchema).min(1).max(500),
  bands: z
    .array(z.strictObject({ ...named, upTo: z.number().optional(), below: z.number().optional() }))
    .min(1)
    .max(100),
  warnings: z
    .array(
      z.strictObject({
        ...named,
        level: idSchema,
        lifts: z.boolean().optional(),
        when: conditionSchema.optional(),
        expiry: z.strictObject({ fact: idSchema, withinDays: z.int().min(0).max(36_600) }).optional(),
        onset: idSchema.optional(),
      }),
    )
    .optional(),
});

/** Checks what the shape cannot: weights, cuts in order, references. */
export function crossCheckRisk(policy: Partial<AnyRiskPolicy>): readonly Issue[] {
  const { facts = [], terms = [], bands = [], warnings = [], scale } = policy;
  const issues = [...checkFacts(facts, ['facts'])];
  const table = createFactTable(facts);
  checkIds(terms, ['terms'], issues);
  checkIds(bands, ['bands'], issues);
  checkIds(warnings, ['warnings'], issues);
  const scaled = scale !== undefined;
  terms.forEach((term, index) => {
    checkTerm(term, terms.slice(0, index), table, ['terms', index], scaled, issues);
  });
  checkCuts(bands, (limit, path) => (isPointsNumber(limit) ? limit : pointsIssue(limit, path)), ['bands'], issues);
  warnings.forEach((warning, index) => {
    const at: Path = ['warnings', index];
    if (warning.when === undefined && warning.expiry === undefined)
      issues.push(issue('missing', [...at, 'when'], 'a condition or an expiry', undefined));
    if (warning.when !== undefined) readCondition(warning.when, table, [...at, 'when'], issues);
    if (warning.expiry !== undefined) checkDateFact(warning.expiry.fact, table, [...at, 'expiry', 'fact'], issues);
    if (warning.onset !== undefined) checkDateFact(warning.onset, table, [...at, 'onset'], issues);
    if (!bands.some(({ id }) => id === warning.level))
      issues.push(issue('unknownReference', [...at, 'level'], `one of ${names(bands)}`, warning.level));
  });
  return issues;
}

const pointsIssue = (value: unknown, path: Path): Issue =>
  issue('format', path, 'points with at most six decimal places', value);

function checkTerm(
  term: RiskTerm,
  earlier: readonly RiskTerm[],
  table: FactTable,
  at: Path,
  scaled: boolean,
  issues: Issue[],
): void {
  const weigh = (weight: Weight, path: Path): void => checkWeight(weight, path, scaled, issues);
  if (term.kind === 'interaction') {
    checkInteraction(term, earlier, at, issues);
    for (const [index, cell] of term.cells.entries()) weigh(cell, [...at, 'cells', index]);
    return;
  }
  weigh(term.missing, [...at, 'missing']);
  if (term.kind === 'condition') {
    readCondition(term.when, table, [...at, 'when'], issues);
    weigh(term, at);
    return;
  }
  const fact = table.fact(term.fact);
  if (fact === undefined) {
    issues.push(issue('unknownFact', [...at, 'fact'], `one of ${names(table.facts)}`, term.fact));
    return;
  }
  if (term.kind === 'categories') {
    checkCategories(term, fact, at, issues);
    weigh(term.otherwise, [...at, 'otherwise']);
    for (const [index, one] of term.categories.entries()) weigh(one, [...at, 'categories', index]);
    return;
  }
  checkMeasure(term.measure ?? 'value', fact, at, issues);
  const read = (limit: unknown, path: Path): number | Issue => readCut(fact, term.measure ?? 'value', limit, path);
  if (term.kind === 'bins') {
    checkCuts(term.bins, read, [...at, 'bins'], issues);
    checkIds(binIds(term), [...at, 'bins'], issues);
    for (const [index, bin] of term.bins.entries()) weigh(bin, [...at, 'bins', index]);
    return;
  }
  weigh(term.perUnit, [...at, 'perUnit']);
  const ends = term.between.map((limit, index) => read(limit, [...at, 'between', index]));
  for (const end of [...ends, read(term.origin, [...at, 'origin'])]) if (typeof end === 'object') issues.push(end);
  if (typeof ends[0] === 'number' && typeof ends[1] === 'number' && ends[0] >= ends[1])
    issues.push(issue('order', [...at, 'between', 1], `more than ${term.between[0]}`, term.between[1]));
}

function checkWeight(weight: Weight, path: Path, scaled: boolean, issues: Issue[]): void {
  if ((weight.points === undefined) === (weight.times === undefined)) {
    issues.push(issue('conflict', [...path, 'points'], 'either points or times', weight.points));
  } else if (weight.points !== undefined && !isPointsNumber(weight.points)) {
    issues.push(pointsIssue(weight.points, [...path, 'points']));
  } else if (weight.times !== undefined && !scaled) {
    issues.push(issue('missing', ['scale'], `pointsToDouble, because ${path.join('.')} is given as times`, undefined));
  }
}

function checkMeasure(measure: Measure, fact: FactDeclaration, at: Path, issues: Issue[]): void {
  const numeric = ['integer', 'number', 'decimal', 'money'].includes(fact.kind);
  if (measure === 'value' && !numeric) {
    const expected =
      fact.kind === 'date' ? 'a distance such as daysUntil, because the fact is a date' : 'a numeric fact';
    issues.push(issue('type', [...at, fact.kind === 'date' ? 'measure' : 'fact'], expected, fact.kind));
  } else if (measure !== 'value' && fact.kind !== 'date') {
    issues.push(issue('type', [...at, 'fact'], 'a date fact', fact.kind));
  }
}

function checkCategories(
  term: RiskTerm & { readonly kind: 'categories' },
  fact: FactDeclaration,
  at: Path,
  issues: Issue[],
): void {
  if (fact.kind !== 'text') {
    issues.push(issue('type', [...at, 'fact'], 'a text fact', fact.kind));
    return;
  }
  const seen = new Set<string>();
  term.categories.forEach(({ values }, index) => {
    values.forEach((value, position) => {
      const path = [...at, 'categories', index, 'values', position];
      if (fact.values !== undefined && !fact.values.includes(value))
        issues.push(issue('unknownReference', path, `one of ${fact.values.join(', ')}`, value));
      if (seen.has(value)) issues.push(issue('duplicate', path, 'a value in one category only', value));
      seen.add(value);
    });
  });
  checkIds(binIds(term), [...at, 'categories'], issues);
}

/** Most cells that an interaction's table may have. */
const mostCells = 100_000;

function checkInteraction(
  term: RiskTerm & { readonly kind: 'interaction' },
  earlier: readonly RiskTerm[],
  at: Path,
  issues: Issue[],
): void {
  const parts = term.of.map((id) => earlier.find((one) => one.id === id));
  let size = 1;
  parts.forEach((part, index) => {
    if (part === undefined || part.kind === 'linear' || part.kind === 'interaction') {
      issues.push(
        issue(
          'unknownReference',
          [...at, 'of', index],
          'an earlier term with bins, categories or a condition',
          term.of[index],
        ),
      );
    } else size *= binIds(part).length;
  });
  if (size > mostCells) issues.push(issue('limit', [...at, 'of'], `at most ${mostCells} combinations`, size));
  const seen = new Set<string>();
  term.cells.forEach(({ bins }, index) => {
    const path = [...at, 'cells', index, 'bins'];
    if (bins.length !== parts.length) issues.push(issue('range', path, `${parts.length} bins`, bins.length));
    bins.forEach((bin, position) => {
      const part = parts[position];
      if (part === undefined || binIds(part).some(({ id }) => id === bin)) return;
      issues.push(issue('unknownReference', [...path, position], `one of ${names(binIds(part))}`, bin));
    });
    const key = JSON.stringify(bins);
    if (seen.has(key)) issues.push(issue('duplicate', path, 'a combination listed once', bins.join(' × ')));
    seen.add(key);
  });
}

/** A cut or bound in packed units; whole days or months where the fact is measured as a distance. */
export function readCut(fact: FactDeclaration, measure: Measure, limit: unknown, path: Path): number | Issue {
  if (measure === 'value') return packLiteral(fact, limit, path);
  return Number.isSafeInteger(limit) ? (limit as number) : issue('type', path, 'a whole number', limit);
}

/** The bins of a term in the order of their weights; the unknown bin comes last. */
export function binIds(term: RiskTerm): readonly { readonly id: string; readonly label?: Label | undefined }[] {
  switch (term.kind) {
    case 'bins':
      return [
        ...term.bins.map((bin, index) => ({ id: bin.id ?? cutName(term.bins, index), label: bin.label })),
        missingBin,
      ];
    case 'categories':
      return [
        ...term.categories.map(({ id, label, values }) => ({ id: id ?? values.join('|'), label })),
        { id: 'otherwise', label: { en: 'other', zh: '其他' } },
        missingBin,
      ];
    case 'condition':
      return [{ id: 'no', label: { en: 'no', zh: '否' } }, { id: 'yes', label: { en: 'yes', zh: '是' } }, missingBin];
    default:
      return [];
  }
}

const missingBin = { id: 'missing', label: { en: 'unknown', zh: '未知' } } as const;

function cutName(bins: readonly Bin[], index: number): string {
  const { upTo, below } = bins[index]!;
  if (upTo !== undefined) return `≤ ${upTo}`;
  if (below !== undefined) return `< ${below}`;
  const before = bins[index - 1];
  if (before === undefined) return 'any';
  return before.upTo === undefined ? `≥ ${before.below}` : `> ${before.upTo}`;
}
