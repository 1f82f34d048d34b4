import { readCondition } from '../core/condition-tree.js';
import { PolicyError } from '../core/errors.js';
import type { FactTable } from '../core/fact-table.js';
import type { FactDeclaration } from '../core/facts.js';
import { issue } from '../core/issue.js';
import { compileBands } from './bands.js';
import { compileCode } from './code.js';
import type { CompiledDimension } from './dimension.js';
import { compileFirstMatch, type FirstMatch } from './first-match.js';
import { compileGrid } from './grid.js';
import { compileNearest } from './nearest.js';
import { compileNested } from './nested.js';
import type { CodeFinding } from './outcome.js';
import type { Dimension } from './policy.js';
import { readBand } from './read-band.js';
import { readScorecard } from './scorecard.js';

export type AnyDimension = Dimension<readonly FactDeclaration[], string, string>;

/** The code of a dimension, its types forgotten. */
export interface AnyCode {
  readonly id: string;
  /** Names the segment of the facts that the dimension uses. */
  readonly assign: (facts: never) => CodeFinding<string>;
}

/** Compiles a dimension after those that it refers to. */
export type Build = (earlier: readonly CompiledDimension[]) => CompiledDimension;

/**
 * Reads a dimension's conditions into the policy's one table, which lays out the row; what it returns compiles the
 * dimension once all have been read.
 */
export function readDimension(dimension: AnyDimension, table: FactTable, code: readonly AnyCode[]): Build {
  switch (dimension.type) {
    case 'grid':
      return (earlier) => compileGrid(dimension.id, earlier, dimension.rows, dimension.columns);
    case 'nested':
      return (earlier) => compileNested(dimension.id, earlier, dimension.of, dimension.refine);
    case 'scorecard':
      return readScorecard(dimension, table);
    case 'nearest':
      return () => compileNearest(dimension, table);
    case 'code': {
      const own = code.find(({ id }) => id === dimension.id)!;
      return () => compileCode(dimension, table.facts, own.assign as (facts: object) => CodeFinding<string>);
    }
    case 'bands': {
      const { id, fact, whenUnknown } = dimension;
      const bands = dimension.bands.map((band) => ({ id: band.id, within: readBand(fact, band, table) }));
      return () => compileBands({ id, bands, whenUnknown });
    }
    default: {
      const match = firstMatchOf(dimension, table);
      return () => compileFirstMatch(match, table);
    }
  }
}

function firstMatchOf(
  dimension: Extract<AnyDimension, { readonly type: 'rules' | 'category' }>,
  table: FactTable,
): FirstMatch {
  const conditions: readonly unknown[] =
    dimension.type === 'rules'
      ? dimension.segments.map(({ when }) => when)
      : dimension.segments.map(({ values }) => Object.fromEntries([[dimension.fact, { $in: values }]]));
  const segments = dimension.segments.map((segment, k) => ({
    id: segment.id,
    tree: readCondition(conditions[k], table, [], []),
  }));
  const { id, otherwise, whenUnknown } = dimension;
  return { id, segments, otherwise, whenUnknown, code: 'matched', alternatives: dimension.type === 'rules' };
}

/** Every dimension of type `code` needs its code, and no code may be left over. @throws PolicyError */
export function checkCode(dimensions: readonly AnyDimension[], code: readonly AnyCode[]): void {
  const issues = dimensions.flatMap(({ id, type }, index) => {
    const given = code.filter((entry) => entry.id === id).length;
    if (type !== 'code' || given === 1) return [];
    return [
      issue(given === 0 ? 'missing' : 'duplicate', ['dimensions', index], 'its code, once, beside the policy', given),
    ];
  });
  for (const [index, { id }] of code.entries()) {
    if (!dimensions.some((dimension) => dimension.type === 'code' && dimension.id === id))
      issues.push(issue('unknownReference', ['code', index, 'id'], 'a dimension of type code', id));
  }
  if (issues.length > 0) throw new PolicyError(issues, 'segmentation policy');
}
