import { readCondition } from '../core/condition-tree.js';
import type { FactTable } from '../core/fact-table.js';
import type { FactDeclaration } from '../core/facts.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import { checkCuts, checkIds, names } from './policy-cuts.js';
import { binIds, readCut } from './risk-bins.js';
import type { Measure, RiskTerm } from './risk-policy.js';
import { isPointsNumber, type Weight } from './weight.js';

/** A number that is no sum of whole millionths of a point. */
export const pointsIssue = (value: unknown, path: Path): Issue =>
  issue('format', path, 'points with at most six decimal places', value);

/** Checks one term against the facts and the terms before it. */
export function checkTerm(
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
