import { InputError } from '../core/errors.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import { checkNamedList } from '../core/named-list.js';
import { checkFraction, checkRecord } from '../statistics/checks.js';
import { chiSquareTest, cramersV } from '../statistics/contingency.js';
import { type Interval, type Measured, measured, unmeasured } from '../statistics/measured.js';
import { adjustPValues, type PValueCorrection } from '../statistics/multiplicity.js';
import { compareShares, share, shareInterval } from '../statistics/proportion.js';

/** How many of a group left (离网). */
export interface ChurnCount {
  readonly id: string;
  readonly churned: number;
  readonly of: number;
}

/** How a contrast is judged. */
export interface ContrastOptions {
  /** Of the intervals: 0.95. */
  readonly confidence: number;
  /** The adjusted p-value below which a difference counts: 0.05. */
  readonly significance: number;
  /** For asking about many segments at once. */
  readonly correction: PValueCorrection;
}

/** One segment's churn against the rest. */
export interface SegmentChurn extends ChurnCount {
  readonly rate: Measured;
  /** Wilson's. */
  readonly interval: Measured<Interval>;
  /** The rate over the whole base's; above 1 is worse than average. */
  readonly lift: Measured;
  /** Against all others together, two-sided, before correction. */
  readonly pValue: Measured;
  readonly adjusted: Measured;
  readonly verdict: 'higher' | 'lower' | 'notDistinguishable' | 'undefined';
}

/** Whether segments differ in churn. */
export interface ChurnContrast {
  readonly base: ChurnCount & { readonly rate: Measured };
  readonly segments: readonly SegmentChurn[];
  /** Of the whole table; undefined with its reason where only one segment has members or all or none left. */
  readonly pValue: Measured;
  /** How strongly segment and churn go together, from 0 to 1. */
  readonly cramersV: Measured;
  /** Keep the split only where this is true. */
  readonly separates: Measured<boolean>;
}

/**
 * Do these segments differ in churn (离网行为区别)? Each against the others, corrected for how many there are.
 *
 * @param segments - disjoint, so that together they are the base
 * @example
 * churnContrast([{ id: 'a', churned: 30, of: 1000 }, { id: 'b', churned: 60, of: 1000 }], {
 *   confidence: 0.95, significance: 0.05, correction: 'holm',
 * }).segments[1].lift //=> { value: 0.06 / 0.045 }
 */
export function churnContrast(segments: readonly ChurnCount[], options: ContrastOptions): ChurnContrast {
  checkChurnCounts(segments, ['segments']);
  checkRecord(options, 'options', '{ confidence, significance, correction }');
  checkFraction(options.significance, 'significance');
  const churned = segments.reduce((sum, segment) => sum + segment.churned, 0);
  const of = segments.reduce((sum, segment) => sum + segment.of, 0);
  const baseRate = share({ count: churned, of });
  const pValues = segments.map((segment) => againstRest(segment, churned, of, options.confidence));
  const adjusted = adjustKnown(pValues, options.correction);
  const table = tableOf(segments);
  const overall = chiSquareTest(table);
  return {
    base: { id: 'base', churned, of, rate: baseRate },
    segments: segments.map((segment, at) => {
      const proportion = { count: segment.churned, of: segment.of };
      const rate = share(proportion);
      return {
        ...segment,
        rate,
        interval: shareInterval(proportion, options.confidence, 'wilson'),
        lift: liftOf(rate, baseRate),
        pValue: pValues[at]!,
        adjusted: adjusted[at]!,
        verdict: verdictOf(adjusted[at]!, rate, baseRate, options.significance),
      };
    }),
    pValue: overall.value === undefined ? overall : measured(overall.value.pValue),
    cramersV: cramersV(table, 'none'),
    separates: overall.value === undefined ? overall : measured(overall.value.pValue < options.significance),
  };
}

/** Refuses counts that are none, and one id for two groups. */
export function checkChurnCounts(groups: readonly ChurnCount[], path: Path): void {
  checkNamedList(groups, path, 'an id of its own');
  const faults = groups.flatMap(({ churned, of }, at): readonly Issue[] => {
    return [
      ...(Number.isSafeInteger(of) && of >= 0
        ? []
        : [issue('range', [...path, at, 'of'], 'a whole number of customers', of)]),
      ...(Number.isSafeInteger(churned) && churned >= 0 && !(churned > of)
        ? []
        : [issue('range', [...path, at, 'churned'], `a whole number of at most ${of}`, churned)]),
    ];
  });
  if (faults.length > 0) throw new InputError(faults);
}

/** The two-way table of left and stayed. */
export function tableOf(groups: readonly ChurnCount[]): readonly (readonly number[])[] {
  return groups.map(({ churned, of }) => [churned, of - churned]);
}

function againstRest(segment: ChurnCount, churned: number, of: number, confidence: number): Measured {
  const rest = { count: churned - segment.churned, of: of - segment.of };
  return compareShares({ count: segment.churned, of: segment.of }, rest, confidence).pValue;
}

/** Corrects the tests that could be made; those that could not do not count as tests. */
export function adjustKnown(pValues: readonly Measured[], correction: PValueCorrection): readonly Measured[] {
  const known = pValues.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const adjusted = adjustPValues(known, correction).values();
  return pValues.map((pValue) => (pValue.value === undefined ? pValue : measured(adjusted.next().value!)));
}

function liftOf(rate: Measured, base: Measured): Measured {
  if (rate.value === undefined || base.value === undefined) return rate.value === undefined ? rate : base;
  return base.value === 0 ? unmeasured('zeroBase') : measured(rate.value / base.value);
}

function verdictOf(adjusted: Measured, rate: Measured, base: Measured, significance: number): SegmentChurn['verdict'] {
  if (adjusted.value === undefined || rate.value === undefined || base.value === undefined) return 'undefined';
  if (adjusted.value >= significance) return 'notDistinguishable';
  return rate.value > base.value ? 'higher' : 'lower';
}
