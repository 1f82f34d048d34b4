import { readCondition } from '../core/condition-tree.js';
import { checkFacts, createFactTable, type FactTable } from '../core/fact-table.js';
import type { FactDeclaration } from '../core/facts.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import { checkBands } from './check-bands.js';
import { checkNamedValues } from './check-category.js';
import type { DraftDimension, SegmentationDraft } from './policy.js';
import { factorFacts } from './scorecard.js';
import { type EarlierSegments, segmentIds } from './segment-ids.js';

type AnyDimension = DraftDimension<readonly FactDeclaration[], string, string>;
type OfType<T extends AnyDimension['type']> = Extract<AnyDimension, { readonly type: T }>;

interface Scope {
  readonly table: FactTable;
  readonly earlier: EarlierSegments;
  readonly draft: boolean;
  readonly issues: Issue[];
}

/** References, order and duplicates of a policy that is to be compiled: nothing may be left to a fit. */
export function crossCheckSegmentation(policy: Partial<SegmentationDraft>): readonly Issue[] {
  return crossCheck(policy, false);
}

/** The same for a policy that is to be fitted. */
export function crossCheckDraft(draft: Partial<SegmentationDraft>): readonly Issue[] {
  return crossCheck(draft, true);
}

function crossCheck({ facts = [], dimensions = [] }: Partial<SegmentationDraft>, draft: boolean): readonly Issue[] {
  const issues: Issue[] = [...checkFacts(facts, ['facts'])];
  const earlier = new Map<string, readonly string[]>();
  const scope: Scope = { table: createFactTable(facts), earlier, draft, issues };
  for (const [index, dimension] of dimensions.entries()) {
    const path = ['dimensions', index];
    if (earlier.has(dimension.id))
      issues.push(issue('duplicate', [...path, 'id'], 'an id not used by an earlier dimension', dimension.id));
    checkDimension(dimension, path, scope);
    earlier.set(dimension.id, segmentIds(dimension, earlier));
  }
  return issues;
}

function checkDimension(dimension: AnyDimension, path: Path, scope: Scope): void {
  const { issues } = scope;
  const at = (...parts: Path): Path => [...path, ...parts];
  if ('segments' in dimension) checkIds(dimension.segments ?? [], at('segments'), issues);
  switch (dimension.type) {
    case 'rules':
      for (const [k, { when }] of dimension.segments.entries())
        readCondition(when, scope.table, at('segments', k, 'when'), issues);
      break;
    case 'bands': {
      checkIds(dimension.bands, at('bands'), issues);
      const fact = factOf(dimension.fact, at('fact'), scope);
      if (fact !== undefined)
        issues.push(...checkBands(dimension.bands, fact, at('bands'), { draft: scope.draft, mayBeEmpty: false }));
      break;
    }
    case 'category': {
      const fact = factOf(dimension.fact, at('fact'), scope);
      if (fact !== undefined) issues.push(...checkNamedValues(dimension.segments, fact, path));
      break;
    }
    case 'grid':
      for (const side of ['rows', 'columns'] as const) checkEarlier(dimension[side], at(side), scope);
      checkNames(dimension, path, scope);
      break;
    case 'nested':
      checkNested(dimension, path, scope);
      break;
    case 'scorecard':
      checkScorecard(dimension, path, scope);
      break;
    case 'nearest':
      checkNearest(dimension, path, scope);
      break;
    case 'clusters':
      checkClusters(dimension, path, scope);
      break;
    default:
      for (const [k, fact] of dimension.uses.entries()) factOf(fact, at('uses', k), scope);
  }
}

function factOf(id: string, path: Path, { table, issues }: Scope): FactDeclaration | undefined {
  const fact = table.fact(id);
  if (fact !== undefined) return fact;
  const known = table.facts.map((declared) => declared.id).join(', ') || 'none';
  issues.push(issue('unknownFact', path, `a declared fact (${known})`, id));
  return undefined;
}

function checkEarlier(id: string, path: Path, { earlier, issues }: Scope): void {
  if (earlier.has(id)) return;
  const known = [...earlier.keys()].join(', ') || 'none';
  issues.push(issue('unknownReference', path, `an earlier dimension (${known})`, id));
}

function checkIds(entries: readonly { readonly id: string }[], path: Path, issues: Issue[]): void {
  const first = new Map<string, number>();
  for (const [index, { id }] of entries.entries()) {
    const at = first.get(id);
    if (at !== undefined)
      issues.push(issue('duplicate', [...path, index, 'id'], `an id not used at position ${at}`, id));
    else first.set(id, index);
  }
}

/** Joined names such as `a:b:c` may arise in two ways; then two groups of customers would be one. */
function checkNames(dimension: AnyDimension, path: Path, { earlier, issues }: Scope): void {
  const seen = new Set<string>();
  const twice = segmentIds(dimension, earlier).find((id) => seen.size === seen.add(id).size);
  if (twice !== undefined) issues.push(issue('duplicate', path, 'joined names that differ from each other', twice));
}

function checkNested(dimension: OfType<'nested'>, path: Path, scope: Scope): void {
  const { earlier, issues } = scope;
  checkEarlier(dimension.of, [...path, 'of'], scope);
  const known = earlier.get(dimension.of);
  const seen = new Set<string>();
  for (const [k, { segment, by }] of dimension.refine.entries()) {
    const at = [...path, 'refine', k];
    checkEarlier(by, [...at, 'by'], scope);
    if (known !== undefined && !known.includes(segment)) {
      const expected = `a segment of ${dimension.of} (${known.join(', ')})`;
      issues.push(issue('unknownReference', [...at, 'segment'], expected, segment));
    }
    if (seen.has(segment)) issues.push(issue('duplicate', [...at, 'segment'], 'each segment refined once', segment));
    seen.add(segment);
  }
  checkNames(dimension, path, scope);
}

function checkScorecard({ factors, segments }: OfType<'scorecard'>, path: Path, scope: Scope): void {
  const { table, issues, draft } = scope;
  checkIds(factors, [...path, 'factors'], issues);
  for (const [k, factor] of factors.entries()) {
    const at = [...path, 'factors', k];
    if (factor.id === 'total')
      issues.push(issue('conflict', [...at, 'id'], 'another id: total is the weighted sum', factor.id));
    if (factor.type === 'bands') {
      const fact = factOf(factor.fact, [...at, 'fact'], scope);
      if (fact !== undefined)
        issues.push(...checkBands(factor.bands, fact, [...at, 'bands'], { draft, mayBeEmpty: true }));
    } else {
      for (const [c, { when }] of factor.cases.entries())
        readCondition(when, table, [...at, 'cases', c, 'when'], issues);
    }
  }
  const points = createFactTable(factorFacts(factors));
  for (const [k, { when }] of segments.entries()) readCondition(when, points, [...path, 'segments', k, 'when'], issues);
}

const measurable: ReadonlySet<FactDeclaration['kind']> = new Set(['integer', 'number', 'decimal', 'money']);

function checkAxes(axes: readonly string[], path: Path, scope: Scope, key: readonly string[]): void {
  for (const [k, id] of axes.entries()) {
    const at = [...path, 'axes', k, ...key];
    const fact = factOf(id, at, scope);
    if (fact !== undefined && !measurable.has(fact.kind))
      scope.issues.push(issue('type', at, 'a numeric fact, because distances are taken', fact.kind));
    if (axes.indexOf(id) !== k) scope.issues.push(issue('duplicate', at, 'each fact on one axis', id));
  }
}

function checkNearest({ axes, segments }: OfType<'nearest'>, path: Path, scope: Scope): void {
  checkAxes(
    axes.map(({ fact }) => fact),
    path,
    scope,
    ['fact'],
  );
  for (const [k, { centroid }] of segments.entries()) {
    if (centroid.length !== axes.length) {
      const at = [...path, 'segments', k, 'centroid'];
      scope.issues.push(issue('range', at, `${axes.length} coordinates, one an axis`, centroid.length));
    }
  }
}

function checkClusters({ axes, segments, search }: OfType<'clusters'>, path: Path, scope: Scope): void {
  if (!scope.draft) {
    const expected = 'nearest: freeze clusters with fitSegmentation first';
    scope.issues.push(issue('type', [...path, 'type'], expected, 'clusters'));
  }
  checkAxes(axes, path, scope, []);
  if ((segments === undefined) === (search.choose === undefined)) {
    const expected = 'either segments to name, or search.choose to find how many there are';
    scope.issues.push(issue('conflict', path, expected, segments));
  }
}
