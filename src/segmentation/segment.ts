import { type Codes, type FactColumns, packColumns } from '../core/columns.js';
import { createDecider, type Decider } from '../core/decider.js';
import type { DecisionContext } from '../core/decision.js';
import { compileFactReader } from '../core/fact-reader.js';
import { createFactTable } from '../core/fact-table.js';
import type { FactDeclaration, FactsOf } from '../core/facts.js';
import { type Issue, issue } from '../core/issue.js';
import type { PolicyHeader } from '../core/policy.js';
import { checkPolicy, parsePolicy } from '../core/policy-check.js';
import { assignEach } from './assign-each.js';
import { crossCheckSegmentation } from './cross-check.js';
import type { CompiledDimension, Trace } from './dimension.js';
import { internSegments } from './intern-segments.js';
import type { DimensionCode, DimensionShape, FactorIdsIn, SegmentIdsIn, Segments } from './outcome.js';
import type { SegmentationPolicy } from './policy.js';
import { type AnyCode, checkCode, readDimension } from './read-dimension.js';
import { type SegmentationCode, segmentationTexts } from './reasons.js';
import { segmentationSchema } from './schema.js';
import { segmentNames } from './segment-names.js';

/** A base's segments by columns: per dimension a code for every row into its list of segments. */
export interface SegmentColumns<D extends string = string> {
  readonly dimensions: readonly { readonly id: D; readonly segments: readonly string[]; readonly codes: Codes }[];
}

/** A compiled segmentation. */
export interface Segmentation<Facts, Outcome, Policy extends PolicyHeader>
  extends Decider<Facts, Outcome, SegmentationCode, Policy> {
  /** The fast lane for a base by columns; equal to `outcome` row by row. Overrides are for records, not columns. */
  readonly columns: (base: FactColumns) => SegmentColumns<keyof Outcome & string>;
}

/**
 * Compiles a segmentation policy (市场细分) into `segment`, which decides which kind of customer this is in every
 * dimension that the policy names.
 *
 * @param policy - a literal: the outcome is typed by the ids of each dimension, facts by their declarations
 * @param code - the code of every dimension of type `code`: a pure function of the facts that it uses
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
  const L extends readonly DimensionShape[],
>(
  policy: SegmentationPolicy<F, L[number]['id'], SegmentIdsIn<L>, FactorIdsIn<L>> & { readonly dimensions: L },
  code: readonly DimensionCode<F, L>[] = [],
): Segmentation<FactsOf<F>, Segments<L>, SegmentationPolicy<F, L[number]['id'], SegmentIdsIn<L>, FactorIdsIn<L>>> {
  return compile(policy, code as readonly AnyCode[]);
}

/** {@link compileSegmentation} for a policy of unknown content, such as a parsed file: the same checks, wider types. */
export function compileSegmentationJson(
  json: unknown,
  code: readonly AnyCode[] = [],
): Segmentation<{ readonly [fact: string]: unknown }, { readonly [dimension: string]: string }, SegmentationPolicy> {
  return compile(json, code);
}

/** The issues of a policy as a list, for an editor; empty where it compiles, given the code that it names. */
export function checkSegmentation(json: unknown): readonly Issue[] {
  return checkPolicy(segmentationSchema, crossCheckSegmentation, json);
}

function compile<Facts extends object, Outcome, P extends PolicyHeader>(
  json: unknown,
  code: readonly AnyCode[],
): Segmentation<Facts, Outcome, P> {
  const policy = parsePolicy(
    segmentationSchema,
    crossCheckSegmentation,
    json,
    'segmentation policy',
  ) as SegmentationPolicy;
  checkCode(policy.dimensions, code);
  const table = createFactTable(policy.facts);
  // Every condition is read before anything is compiled: reading lays out the row.
  const builds = policy.dimensions.map((dimension) => readDimension(dimension, table, code));
  const dimensions: CompiledDimension[] = [];
  for (const build of builds) dimensions.push(build([...dimensions]));
  const row = new Float64Array(table.slots.length);
  const reader = compileFactReader(table);
  const assigned = new Int32Array(dimensions.length);
  const assignAll = assignEach(dimensions.map(({ assign }) => assign));
  const decides = dimensions.map((dimension) => dimension.decide);
  const intern = internSegments<Outcome>(dimensions);
  const decider = createDecider<Facts, Outcome, SegmentationCode, P, DecisionContext>({
    policy: policy as PolicyHeader as P,
    outcome: (facts) => {
      const missing = reader.read(facts, row);
      assignAll(row, assigned, facts, missing === 0);
      return intern(assigned);
    },
    decide: (facts) => {
      const complete = reader.read(facts, row) === 0;
      const trace: Trace = { reasons: [], unknown: [] };
      for (let index = 0; index < decides.length; index += 1)
        assigned[index] = decides[index]!(row, assigned, facts, complete, trace);
      return { outcome: intern(assigned), reasons: trace.reasons, unknown: trace.unknown };
    },
    checkOutcome: (outcome) => checkSegments(outcome, dimensions),
    overlay: (_, given, facts) => {
      dimensions.forEach((dimension, index) => {
        if (Object.hasOwn(given, dimension.id))
          assigned[index] = Math.max(0, dimension.segments.indexOf(given[dimension.id] as string));
        else if (dimension.follows) assigned[index] = dimension.assign(row, assigned, facts);
      });
      return { ...intern(assigned), ...given };
    },
    texts: segmentationTexts,
    names: segmentNames(policy),
  });
  return Object.assign(decider, {
    columns: (base: FactColumns): SegmentColumns<keyof Outcome & string> => {
      const packed = packColumns({ table }, base);
      const codes: Codes[] = [];
      for (const dimension of dimensions) codes.push(dimension.assignColumns(packed, codes, base));
      return {
        dimensions: dimensions.map(({ id, segments }, index) => ({
          id: id as keyof Outcome & string,
          segments,
          codes: codes[index]!,
        })),
      };
    },
  });
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
