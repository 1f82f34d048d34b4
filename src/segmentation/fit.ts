import { decideEach, type Reject } from '../core/batch.js';
import { InputError } from '../core/errors.js';
import { compileFactReader } from '../core/fact-reader.js';
import { createFactTable, type FactTable, scaleOf } from '../core/fact-table.js';
import type { FactDeclaration, FactsOf } from '../core/facts.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import type { PolicyHeader } from '../core/policy.js';
import { checkPolicy, parsePolicy } from '../core/policy-check.js';
import { checkRecord, largestMagnitude } from '../statistics/checks.js';
import { toPoints } from '../statistics/points.js';
import { isQuantile } from './check-bands.js';
import { crossCheckDraft, crossCheckSegmentation } from './cross-check.js';
import { fitBands } from './fit-bands.js';
import { fitClusters } from './fit-clusters.js';
import type { FittedBandList, FittedClusters, FittedDimensions } from './fitted.js';
import type { DimensionShape, FactorIdsIn, SegmentIdsIn } from './outcome.js';
import type {
  BandBound,
  Dimension,
  DraftDimension,
  Facts,
  QuantileCut,
  SegmentationDraft,
  SegmentationPolicy,
} from './policy.js';
import { segmentationSchema } from './schema.js';

/** A fitted policy, and what the fit saw. */
export interface SegmentationFit<Policy> {
  /** Plain JSON: compile it, store it, compare it. Nothing of the base is needed to assign. */
  readonly policy: Policy;
  readonly report: FitReport;
}

/** What a fit saw: n records in = those used and those rejected. */
export interface FitReport {
  readonly records: number;
  readonly rejects: readonly Reject[];
  readonly fitted: readonly (FittedBandList | FittedClusters)[];
}

/** The policy that a draft becomes: the same but for what the base decided. */
export type FittedSegmentation<F extends Facts, L extends readonly DimensionShape[]> = PolicyHeader<'segmentation'> & {
  readonly facts: F;
  readonly dimensions: FittedDimensions<F, FactorIdsIn<L>, L>;
};

/** Options of a fit. */
export interface FitOptions {
  /** The fitted policy's version; the draft's own where absent. */
  readonly version?: string | null | undefined;
}

/**
 * Freezes what a draft leaves to the data: quantiles become cuts, clusters become centroids. The order of the records
 * changes nothing, and a record that the draft's facts refuse is a reject and not used.
 *
 * @param draft - a literal; quantiles name their Hyndman–Fan method, clusters their seed and starts
 * @param records - the base
 * @returns a policy for {@link compileSegmentation}, and what was seen
 * @throws PolicyError for a faulty draft; InputError where the base does not determine the fit: no known value, fewer
 * distinct records than clusters, quantiles that fall on one value
 * @example
 * const { policy } = fitSegmentation({
 *   kind: 'segmentation', id: 'usage', version: '1',
 *   facts: [{ id: 'usageGb', kind: 'number', min: 0 }],
 *   dimensions: [{
 *     id: 'usage', type: 'bands', fact: 'usageGb', whenUnknown: 'unknown',
 *     bands: [{ id: 'low', below: { quantile: 0.5, method: 7 } }, { id: 'high' }],
 *   }],
 * }, [{ usageGb: 10 }, { usageGb: 20 }, { usageGb: 60 }]);
 * policy.dimensions[0].bands[0] //=> { id: 'low', below: 20 }
 */
export function fitSegmentation<const F extends readonly FactDeclaration[], const L extends readonly DimensionShape[]>(
  draft: SegmentationDraft<F, L[number]['id'], SegmentIdsIn<L>, FactorIdsIn<L>> & { readonly dimensions: L },
  records: Iterable<FactsOf<F>>,
  options: FitOptions = {},
): SegmentationFit<FittedSegmentation<F, L>> {
  return freeze(draft, records, options) as unknown as SegmentationFit<FittedSegmentation<F, L>>;
}

/** {@link fitSegmentation} for a draft of unknown content: the same checks, wider types. */
export function fitSegmentationJson(
  json: unknown,
  records: Iterable<unknown>,
  options: FitOptions = {},
): SegmentationFit<SegmentationPolicy> {
  return freeze(json, records, options);
}

/** The issues of a draft as a list, for an editor; empty where it can be fitted. */
export function checkSegmentationDraft(json: unknown): readonly Issue[] {
  return checkPolicy(segmentationSchema, crossCheckDraft, json);
}

function freeze(json: unknown, records: Iterable<unknown>, options: FitOptions): SegmentationFit<SegmentationPolicy> {
  checkRecord(options, 'options', '{ version }');
  const version = options.version ?? undefined;
  if (version !== undefined && (typeof version !== 'string' || version === ''))
    throw new InputError([issue('type', ['options', 'version'], 'a text', version)]);
  const draft = parsePolicy(segmentationSchema, crossCheckDraft, json, 'segmentation draft');
  const table = createFactTable(draft.facts);
  const { rows, rejects } = readBase(table, records);
  const fitted: (FittedBandList | FittedClusters)[] = [];
  const dimensions = draft.dimensions.map((dimension, index) =>
    fitDimension(dimension, { table, rows, fitted, path: ['dimensions', index] }),
  );
  const policy: SegmentationPolicy = { ...draft, ...(version === undefined ? {} : { version }), dimensions };
  // Cuts that the base puts on one value leave a band empty; the check says which.
  const issues = crossCheckSegmentation(policy);
  if (issues.length > 0) throw new InputError(issues, 'records');
  return { policy, report: { records: rows.length + rejects.length, rejects, fitted } };
}

interface Base {
  readonly table: FactTable;
  readonly rows: readonly Float64Array[];
  readonly fitted: (FittedBandList | FittedClusters)[];
  readonly path: Path;
}

function readBase(table: FactTable, records: Iterable<unknown>): { rows: Float64Array[]; rejects: Reject[] } {
  const reader = compileFactReader(table);
  // What a fit adds up and squares must stay within doubles.
  const numbers = table.slots.filter(({ fact, role }) => fact.kind === 'number' && role === 'value');
  const read = (record: unknown): Float64Array => {
    const row = new Float64Array(table.slots.length);
    reader.read(record, row);
    const faults = numbers.flatMap(({ index, fact }) =>
      Math.abs(row[index]!) > largestMagnitude ? [issue('range', [fact.id], 'a number up to 1e150', row[index])] : [],
    );
    if (faults.length > 0) throw new InputError(faults, 'facts');
    return row;
  };
  const rows: Float64Array[] = [];
  const rejects: Reject[] = [];
  for (const row of decideEach(read, records, { asOf: '' })) {
    if (row.ok) rows.push(row.decision);
    else rejects.push({ index: row.index, issues: row.issues });
  }
  return { rows, rejects };
}

type AnyDraft = DraftDimension<Facts, string, string>;

function fitDimension(dimension: AnyDraft, base: Base): Dimension<Facts, string, string> {
  switch (dimension.type) {
    case 'bands':
      return { ...dimension, bands: fitList(dimension.bands, dimension.fact, { dimension: dimension.id }, base) };
    case 'scorecard': {
      const factors = dimension.factors.map((factor) => {
        if (factor.type === 'cases') return factor;
        const of = { dimension: dimension.id, factor: factor.id };
        return { ...factor, bands: fitList(factor.bands, factor.fact, of, base) };
      });
      return { ...dimension, factors };
    }
    case 'clusters': {
      const { table, rows, fitted, path } = base;
      const facts = dimension.axes.map((id) => table.fact(id)!);
      const slots = facts.map((fact) => table.valueSlot(fact.id)!.index);
      const units = facts.map((fact) => 10 ** scaleOf(fact));
      const known = rows.filter((row) => slots.every((slot) => !Number.isNaN(row[slot]!)));
      const columns = slots.map((slot, axis) => Float64Array.from(known, (row) => row[slot]! / units[axis]!));
      const frozen = fitClusters(dimension, toPoints({ columns }), path);
      fitted.push({ ...frozen.report, unknown: rows.length - known.length });
      return frozen.dimension;
    }
    default:
      return dimension;
  }
}

function fitList<B extends BandBound<QuantileCut>>(
  bands: readonly B[],
  id: string,
  of: { readonly dimension: string; readonly factor?: string },
  { table, rows, fitted, path }: Base,
): readonly (Omit<B, keyof BandBound> & BandBound)[] {
  const slot = table.valueSlot(id)!.index;
  const known = rows.map((row) => row[slot]!).filter((value) => !Number.isNaN(value));
  const frozen = fitBands(bands, table.fact(id)!, Float64Array.from(known), path);
  if (bands.some(({ upTo, below }) => isQuantile(upTo ?? below)))
    fitted.push({ type: 'bands', ...of, known: known.length, unknown: rows.length - known.length, cuts: frozen.cuts });
  return frozen.bands;
}
