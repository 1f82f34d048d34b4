import { Decimal, isDecimalText, parseDecimal } from '../core/decimal.js';
import { type Issue, issue } from '../core/issue.js';
import {
  type AssessmentScheme,
  type Indicator,
  type IndicatorStandard,
  parseAssessmentScheme,
} from './assessment-scheme.js';
import { type AssessmentStepId, assessmentSteps } from './assessment-steps.js';

/**
 * The points of a result against its standard: won for each point better than the target, lost for each point worse, pro rata, within the
 * bounds. Exact.
 *
 * @param actual decimal text
 * @returns decimal text with at least two digits after the point; losses are negative
 * @throws InputError `format`
 * @example
 * scoreAgainst({ target: '95.00', better: 'higher', perPointBetter: '1', perPointWorse: '2' }, '93.99') //=> '-2.02'
 */
export function scoreAgainst(standard: IndicatorStandard, actual: string): string {
  const target = parseDecimal(standard.target, ['target']);
  const distance = parseDecimal(actual, ['actual']).minus(target);
  const gain = standard.better === 'higher' ? distance : distance.negated();
  return written(gain.isNegative() ? lost(standard, gain) : won(standard, gain));
}

function won({ perPointBetter, mostWon }: IndicatorStandard, gain: Decimal): Decimal {
  const points = gain.times(parseDecimal(perPointBetter, ['perPointBetter']));
  return mostWon === undefined ? points : Decimal.min(points, parseDecimal(mostWon, ['mostWon']));
}

function lost({ perPointWorse, mostLost }: IndicatorStandard, gain: Decimal): Decimal {
  const points = gain.times(parseDecimal(perPointWorse, ['perPointWorse']));
  return mostLost === undefined ? points : Decimal.max(points, parseDecimal(mostLost, ['mostLost']).negated());
}

function written(points: Decimal): string {
  const plain = points.isZero() ? new Decimal(0) : points;
  return plain.toFixed(Math.max(2, plain.decimalPlaces()));
}

/** What an indicator came to for a unit or a manager; `null` is not known. */
export interface IndicatorResult {
  readonly indicator: string;
  readonly subject: string;
  readonly actual: string | null;
}

/** One line of the sheet. */
export interface ResultRow {
  readonly subject: string;
  readonly level: Indicator['level'];
  readonly items: readonly {
    readonly indicator: string;
    readonly actual: string | null;
    readonly points: string | null;
  }[];
  /** Sum of the points by weight; `null` where a result is missing. */
  readonly score: string | null;
  /** Equal scores share a rank and the next is skipped; `null` without a score. */
  readonly rank: number | null;
  readonly missing: readonly string[];
}

/** The result of an assessment, or what keeps it from being produced. */
export type ResultSheet =
  | { readonly produced: true; readonly rows: readonly ResultRow[]; readonly faults: readonly Issue[] }
  | { readonly produced: false; readonly blockedBy: AssessmentStepId; readonly issues: readonly Issue[] };

/**
 * Produces the ranked result sheet, units first: the fifth step, blocked until the four before are complete.
 *
 * @param results in any order; one for an unknown indicator, doubled or malformed is named and left out
 * @throws PolicyError for a scheme of faulty form
 */
export function resultSheet(json: AssessmentScheme, results: readonly IndicatorResult[]): ResultSheet {
  const open = assessmentSteps(json).find(({ status, step }) => status === 'open' && step !== 'produceResult');
  if (open !== undefined) return { produced: false, blockedBy: open.step, issues: open.issues };
  const { indicators } = parseAssessmentScheme(json);
  const { values, subjects, faults } = collect(indicators, results);
  const rows = (['unit', 'manager'] as const).flatMap((level) => {
    const own = indicators.filter((indicator) => indicator.level === level);
    return ranked([...subjects[level]].sort().map((subject) => rowOf(subject, level, own, values)));
  });
  return { produced: true, rows, faults };
}

const keyOf = (indicator: string, subject: string): string => JSON.stringify([indicator, subject]);

function collect(indicators: readonly Indicator[], results: readonly IndicatorResult[]) {
  const levels = new Map(indicators.map(({ id, level }) => [id, level]));
  const values = new Map<string, string | null>();
  const twice = new Set<string>();
  const subjects = { unit: new Set<string>(), manager: new Set<string>() };
  const faults: Issue[] = [];
  results.forEach((result, at) => {
    const { indicator, subject, actual = null } = (result ?? {}) as IndicatorResult;
    const level = levels.get(indicator);
    const key = keyOf(indicator, subject);
    if (level === undefined) {
      faults.push(issue('unknownReference', ['results', at, 'indicator'], 'an indicator of the scheme', indicator));
      return;
    }
    if (typeof subject !== 'string') {
      faults.push(issue('type', ['results', at, 'subject'], 'a text', subject));
      return;
    }
    subjects[level].add(subject);
    if (values.has(key) || twice.has(key)) {
      faults.push(issue('duplicate', ['results', at], `one result of ${indicator} for ${subject}`, actual));
      twice.add(key);
      values.delete(key);
      return;
    }
    const isSound = actual === null || isDecimalText(actual);
    if (!isSound) faults.push(issue('format', ['results', at, 'actual'], 'a decimal text such as "93.99"', actual));
    values.set(key, isSound ? actual : null);
  });
  return { values, subjects, faults };
}

function rowOf(
  subject: string,
  level: Indicator['level'],
  indicators: readonly Indicator[],
  values: ReadonlyMap<string, string | null>,
): Omit<ResultRow, 'rank'> {
  const items = indicators.map(({ id, standard }) => {
    const actual = values.get(keyOf(id, subject)) ?? null;
    return { indicator: id, actual, points: actual === null ? null : scoreAgainst(standard!, actual) };
  });
  const missing = items.flatMap(({ indicator, points }) => (points === null ? [indicator] : []));
  const total = items.reduce(
    (sum, { points }, at) => sum.plus(new Decimal(points ?? 0).times(indicators[at]!.weight)),
    new Decimal(0),
  );
  return { subject, level, items, score: missing.length > 0 ? null : written(total.div(100)), missing };
}

function ranked(rows: readonly Omit<ResultRow, 'rank'>[]): readonly ResultRow[] {
  const scored = rows.filter(({ score }) => score !== null);
  const better = (score: string): number => scored.filter((row) => new Decimal(row.score!).greaterThan(score)).length;
  return rows
    .map((row) => ({ ...row, rank: row.score === null ? null : better(row.score) + 1 }))
    .sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || 0);
}
