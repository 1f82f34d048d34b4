import type { Operator } from './condition.js';
import { type FactTable, packLiteral } from './fact-table.js';
import type { FactDeclaration } from './facts.js';
import { above, atLeast, atMost, below, complement, type Interval, point, union } from './interval.js';
import { type Issue, issue, type Path } from './issue.js';

/** The values of a fact for which a comparison holds; undefined where one could not be read, and every fault an issue. */
export function readIntervals(
  fact: FactDeclaration,
  operator: Operator,
  needed: unknown,
  table: FactTable,
  path: Path,
  issues: Issue[],
): readonly Interval[] | undefined {
  const pack = (literal: unknown, at: Path): number | undefined => {
    if (fact.kind === 'text')
      return checkText(fact, literal, at, issues) ? table.codeOf(fact.id, literal as string) : undefined;
    const packed = packLiteral(fact, literal, at);
    if (typeof packed === 'number') return packed;
    issues.push(packed);
    return undefined;
  };
  if (operator === '$in' || operator === '$nin') {
    if (!Array.isArray(needed) || needed.length === 0) {
      issues.push(issue(Array.isArray(needed) ? 'empty' : 'type', path, 'a list of at least one value', needed));
      return undefined;
    }
    const read = needed.map((value, index) => pack(value, [...path, index]));
    const values = read.filter((value) => value !== undefined);
    if (values.length < read.length) return undefined;
    const inside = fact.kind === 'text' ? codeRuns(values) : union(values.map(point));
    return operator === '$in' ? inside : complement(inside);
  }
  if (operator === '$between') {
    if (!Array.isArray(needed) || needed.length !== 2) {
      issues.push(issue('type', path, 'a list of two values, low and high', needed));
      return undefined;
    }
    const [low, high] = needed.map((value, index) => pack(value, [...path, index]));
    if (low === undefined || high === undefined) return undefined;
    if (low <= high) return [[low, high]];
    issues.push(issue('order', [...path, 1], `at least ${String(needed[0])}`, needed[1]));
    return undefined;
  }
  const value = pack(needed, path);
  if (value === undefined) return undefined;
  switch (operator) {
    case '$ne':
      return complement([point(value)]);
    case '$gt':
      return [above(value)];
    case '$gte':
      return [atLeast(value)];
    case '$lt':
      return [below(value)];
    case '$lte':
      return [atMost(value)];
    default:
      return [point(value)];
  }
}

/** Text codes are whole numbers, so neighbouring codes make one interval. */
function codeRuns(codes: readonly number[]): readonly Interval[] {
  const runs: [number, number][] = [];
  for (const code of [...codes].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && code <= last[1] + 1) last[1] = code;
    else runs.push([code, code]);
  }
  return runs;
}

/** Is it a text, and one that the fact may be? A list of none is a fault of the declaration. */
export function checkText(fact: FactDeclaration, value: unknown, path: Path, issues: Issue[]): boolean {
  if (typeof value !== 'string') {
    issues.push(issue('type', path, 'a text', value));
    return false;
  }
  const values = 'values' in fact ? fact.values : undefined;
  if (values !== undefined && values.length > 0 && !values.includes(value)) {
    issues.push(issue('unknownReference', path, `one of ${values.join(', ')}`, value));
    return false;
  }
  return true;
}
