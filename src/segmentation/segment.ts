import { type FactColumns, packColumns } from '../core/columns.js';
import { anyValue, type ConditionTree, readCondition } from '../core/condition-tree.js';
import { createDecider, type Decider } from '../core/decider.js';
import type { DecisionContext, Reason } from '../core/decision.js';
import { compileFactReader } from '../core/fact-reader.js';
import { createFactTable, type FactTable } from '../core/fact-table.js';
import type { FactDeclaration, FactsOf } from '../core/facts.js';
import { type Issue, issue } from '../core/issue.js';
import { labelLookup } from '../core/label.js';
import type { PolicyHeader } from '../core/policy.js';
import { checkPolicy, parsePolicy } from '../core/policy-check.js';
import type { CompiledDimension } from './dimension.js';
import { compileFirstMatch } from './first-match.js';
import { compileGrid } from './grid.js';
import {
  crossCheckSegmentation,
  type Dimension,
  type SegmentationPolicy,
  type Segments,
  segmentationSchema,
} from './policy.js';
import { type SegmentationCode, segmentationTexts } from './reasons.js';

/** A base's segments by columns: per dimension a code for every row into its list of segments. */
export interface SegmentColumns<D extends string> {
  readonly dimensions: readonly { readonly id: D; readonly segments: readonly string[]; readonly codes: Int32Array }[];
}

/** A compiled segmentation. */
export interface Segmentation<Facts, D extends string, S extends string, Policy extends PolicyHeader>
  extends Decider<Facts, Segments<D, S>, SegmentationCode, Policy> {
  /** The fast lane for a base by columns; equal to `outcome` row by row. Overrides are for records, not columns. */
  readonly columns: (base: FactColumns) => SegmentColumns<D>;
}

/**
 * Compiles a segmentation policy (市场细分) into `segment`, which decides which kind of customer this is in every
 * dimension that the policy names.
 *
 * @param policy - a literal: outcomes are typed by its ids, facts by its declarations
 * @throws PolicyError with every issue and its path
 * @example
 * const segment = compileSegmentation({
 *   kind: 'segmentation', id: 'usage', version: '1',
 *   facts: [{ id: 'usageGb', kind: 'number', min: 0 }],
 *   dimensions: [{
 *     id: 'usage', type: 'bands', fact: 'usageGb', whenUnknown: 'unknown',
 *     bands: [{ id: 'low', below: 200 }, { id: 'medium', below: 1000 }, { id: 'high' }],
 *   }],
 * });
 * segment({ usageGb: 200 }, { asOf: '2013-01-01' }).outcome //=> { usage: 'medium' }
 */
export function compileSegmentation<
  const F extends readonly FactDeclaration[],
  const D extends string,
  const S extends string,
>(policy: SegmentationPolicy<F, D, S>): Segmentation<FactsOf<F>, D, S, SegmentationPolicy<F, D, S>> {
  return compile<FactsOf<F>, D, S, SegmentationPolicy<F, D, S>>(policy);
}

/** {@link compileSegmentation} for a policy of unknown content, such as a parsed file: the same checks, wider types. */
export function compileSegmentationJson(
  json: unknown,
): Segmentation<{ readonly [fact: string]: unknown }, string, string, SegmentationPolicy> {
  return compile(json);
}

/** The issues of a policy as a list, for an editor; empty where it compiles. */
export function checkSegmentation(json: unknown): readonly Issue[] {
  return checkPolicy(segmentationSchema, crossCheckSegmentation, json);
}

function compile<Facts extends object, D extends string, S extends string, P extends PolicyHeader>(
  json: unknown,
): Segmentation<Facts, D, S, P> {
  const policy = parsePolicy(segmentationSchema, crossCheckSegmentation, json, 'segmentation policy');
  const table = createFactTable(policy.facts);
  // Every condition is read before anything is compiled: reading lays out the row.
  const read = policy.dimensions.map((dimension) => treesOf(dimension, table));
  const dimensions: CompiledDimension[] = [];
  for (const [index, dimension] of policy.dimensions.entries())
    dimensions.push(compileDimension(dimension, read[index]!, dimensions, table));
  const row = new Float64Array(table.slots.length);
  const reader = compileFactReader(table);
  const assigned = new Int32Array(dimensions.length);
  const intern = internSegments<D, S>(dimensions);
  let missing = 0;
  const assign = (facts: Facts): Segments<D, S> => {
    missing = reader.read(facts, row);
    for (let index = 0; index < dimensions.length; index += 1)
      assigned[index] = dimensions[index]!.assign(row, assigned);
    return intern(assigned);
  };
  const decider = createDecider<Facts, Segments<D, S>, SegmentationCode, P, DecisionContext>({
    policy: policy as PolicyHeader as P,
    outcome: assign,
    decide: (facts) => {
      const outcome = assign(facts);
      const reasons: Reason<SegmentationCode>[] = [];
      const unknown = new Set<string>();
      for (const dimension of dimensions) {
        const trace = dimension.trace(row, facts, assigned, missing === 0);
        for (const reason of trace.reasons) reasons.push(reason);
        for (const root of trace.unknown) unknown.add(root);
      }
      return { outcome, reasons, unknown: [...unknown] };
    },
    checkOutcome: (outcome) => checkSegments(outcome, dimensions),
    texts: segmentationTexts,
    names: labelLookup([policy.facts, policy.dimensions, ...policy.dimensions.map(segmentsOf)]),
  });
  return Object.assign(decider, {
    columns: (base: FactColumns): SegmentColumns<D> => {
      const packed = packColumns({ table }, base);
      const codes: Int32Array[] = [];
      for (const dimension of dimensions) codes.push(dimension.assignColumns(packed, codes));
      return {
        dimensions: dimensions.map(({ id, segments }, index) => ({ id: id as D, segments, codes: codes[index]! })),
      };
    },
  });
}

type AnyDimension = Dimension<readonly FactDeclaration[], string, string>;

function segmentsOf(dimension: AnyDimension) {
  return dimension.type === 'grid' ? [] : dimension.type === 'bands' ? dimension.bands : dimension.segments;
}

/** The condition of each segment; a band is the comparison with its one bound, and the open one asks for a value at all. */
function treesOf(dimension: AnyDimension, table: FactTable): readonly ConditionTree[] {
  const read = (condition: unknown): ConditionTree => readCondition(condition, table, [], []);
  switch (dimension.type) {
    case 'rules':
      return dimension.segments.map(({ when }) => read(when));
    case 'bands':
      return dimension.bands.map(({ upTo, below }) => {
        if (upTo === undefined && below === undefined) return anyValue(table, dimension.fact);
        const test = upTo === undefined ? { $lt: below } : { $lte: upTo };
        return read(Object.fromEntries([[dimension.fact, test]]));
      });
    case 'category':
      return dimension.segments.map(({ values }) => read(Object.fromEntries([[dimension.fact, { $in: values }]])));
    default:
      return [];
  }
}

function compileDimension(
  dimension: AnyDimension,
  trees: readonly ConditionTree[],
  earlier: readonly CompiledDimension[],
  table: FactTable,
): CompiledDimension {
  if (dimension.type === 'grid') return compileGrid(dimension.id, [...earlier], dimension.rows, dimension.columns);
  const { id, whenUnknown } = dimension;
  const segments = segmentsOf(dimension).map((segment, index) => ({ id: segment.id, tree: trees[index]! }));
  const bands = dimension.type === 'bands';
  return compileFirstMatch(
    {
      id,
      segments,
      // A known value always falls into a band: the last one is open.
      otherwise: dimension.type === 'bands' ? whenUnknown : dimension.otherwise,
      whenUnknown,
      code: bands ? 'inBand' : 'matched',
      alternatives: dimension.type === 'rules',
    },
    table,
  );
}

/** Most combinations of segments that are kept as shared outcomes; beyond it outcomes are made anew. */
const sharedOutcomes = 65_536;

/** One frozen outcome per combination of segments, made when first met. */
function internSegments<D extends string, S extends string>(
  dimensions: readonly CompiledDimension[],
): (assigned: Int32Array) => Segments<D, S> {
  // A grid follows from its two sides, so only independent dimensions count.
  const independent = dimensions.flatMap(({ follows }, index) => (follows ? [] : [index]));
  const sizes = dimensions.map(({ segments }) => segments.length);
  const make = (assigned: Int32Array): Segments<D, S> =>
    Object.freeze(
      Object.fromEntries(dimensions.map(({ id, segments }, index) => [id, segments[assigned[index]!]!])),
    ) as Segments<D, S>;
  if (independent.reduce((product, index) => product * sizes[index]!, 1) > sharedOutcomes) return make;
  const known: Segments<D, S>[] = [];
  return (assigned) => {
    let key = 0;
    for (const index of independent) key = key * sizes[index]! + assigned[index]!;
    const shared = known[key] ?? make(assigned);
    known[key] = shared;
    return shared;
  };
}

function checkSegments(outcome: unknown, dimensions: readonly CompiledDimension[]): readonly Issue[] {
  if (typeof outcome !== 'object' || outcome === null)
    return [issue('type', ['outcome'], 'a segment by dimension', outcome)];
  return dimensions.flatMap(({ id, segments }) => {
    const segment = Object.hasOwn(outcome, id) ? (outcome as Readonly<Record<string, unknown>>)[id] : undefined;
    return segments.includes(segment as string)
      ? []
      : [issue('unknownReference', ['outcome', id], `one of ${segments.join(', ')}`, segment)];
  });
}
