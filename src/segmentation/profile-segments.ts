import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import type { Language } from '../core/label.js';
import { checkNamedList } from '../core/named-list.js';
import { checkList, checkRecord } from '../statistics/checks.js';
import { mean, variance } from '../statistics/descriptive.js';
import { type Measured, mapMeasured, measured, unmeasured } from '../statistics/measured.js';

/** A figure by which segments are described. */
export interface ProfileVariable<Row> {
  readonly id: string;
  /** The figure of a record; unknown where it has none. */
  readonly of: (row: Row) => number | null | undefined;
}

/** A variable within one segment. */
export interface VariableProfile {
  readonly id: string;
  readonly known: number;
  readonly unknown: number;
  readonly mean: Measured;
  /** The segment's mean in per cent of the base's: 100 is average. Undefined because `zeroBase`. */
  readonly index: Measured;
  /** The share of the base's variance that is gone within the segment: 1 where all members agree; below 0 where they differ more than the base. */
  readonly homogeneity: Measured;
}

/** What makes a segment what it is. */
export interface SegmentProfile {
  /** `null` for records that are in no segment. */
  readonly segment: string | null;
  readonly size: number;
  /** Of the whole base. */
  readonly share: Measured;
  /** Fewer members than the analyst calls enough; the figures stand, and say little. */
  readonly tooSmall: boolean;
  readonly variables: readonly VariableProfile[];
}

/** How segments are described. */
export interface ProfileOptions<Row> {
  readonly segments: readonly string[];
  /** The segment of a record; unknown where it has none. */
  readonly segmentOf: (row: Row) => string | null | undefined;
  readonly variables: readonly ProfileVariable<Row>[];
  /** Members below which a segment is called too small; a whole number from 1. */
  readonly smallest: number;
}

/**
 * Describes each segment against the whole base (细分市场描述): size, share, index per variable, and how alike its
 * members are.
 *
 * @returns one profile a segment in the order given, then that of the records in none, if any
 * @throws InputError for a segment that is not listed, or a value that is not a finite number
 * @example
 * profileSegments([{ s: 'a', fee: 168 }, { s: 'b', fee: 72 }], {
 *   segments: ['a', 'b'], segmentOf: (row) => row.s, smallest: 2, variables: [{ id: 'fee', of: (row) => row.fee }],
 * })[0].variables[0].index //=> { value: 140 }
 */
export function profileSegments<Row>(records: readonly Row[], options: ProfileOptions<Row>): readonly SegmentProfile[] {
  checkList(records, 'records');
  checkRecord(options, 'options', '{ segments, segmentOf, variables, smallest }');
  const { segments, segmentOf, variables, smallest } = options;
  checkList(segments, 'segments');
  checkNamedList(variables, ['variables'], 'every variable once');
  if (!Number.isSafeInteger(smallest) || smallest < 1)
    throw new InputError([issue('range', ['smallest'], 'a whole number of at least 1', smallest)]);
  const members = new Map<string | null, number[]>(segments.map((segment) => [segment, []]));
  const none: number[] = [];
  for (const [index, record] of records.entries()) {
    const segment = segmentOf(record) ?? null;
    const own = segment === null ? none : members.get(segment);
    if (own === undefined) {
      const expected = `one of ${segments.join(', ')}`;
      throw new InputError([issue('unknownReference', ['records', index], expected, segment)]);
    }
    own.push(index);
  }
  if (none.length > 0) members.set(null, none);
  const columns = variables.map(({ id, of }) => ({ id, values: records.map((record) => checked(of(record), id)) }));
  return [...members].map(([segment, own]) => ({
    segment,
    size: own.length,
    share: records.length === 0 ? unmeasured('noObservations') : measured(own.length / records.length),
    tooSmall: own.length < smallest,
    variables: columns.map(({ id, values }) =>
      profileOf(
        id,
        own.map((at) => values[at]!),
        values,
      ),
    ),
  }));
}

function checked(value: number | null | undefined, id: string): number | null {
  if (value === null || value === undefined) return null;
  if (!Number.isFinite(value)) throw new InputError([issue('type', [id], 'a finite number', value)]);
  return value;
}

const isKnown = (value: number | null): value is number => value !== null;

function profileOf(id: string, values: readonly (number | null)[], base: readonly (number | null)[]): VariableProfile {
  const own = values.filter(isKnown);
  const all = base.filter(isKnown);
  const average = mean(own);
  return {
    id,
    known: own.length,
    unknown: values.length - own.length,
    mean: average,
    index: ratioOf(average, mean(all), (of, to) => (100 * of) / to, 'zeroBase'),
    homogeneity:
      own.length < 2
        ? unmeasured('tooFewObservations')
        : ratioOf(variance(own, 'population'), variance(all, 'population'), (of, to) => 1 - of / to, 'noVariation'),
  };
}

function ratioOf(
  of: Measured,
  to: Measured,
  ratio: (of: number, to: number) => number,
  because: 'zeroBase' | 'noVariation',
): Measured {
  if (of.value === undefined || to.value === undefined) return of.value === undefined ? of : to;
  return to.value === 0 ? unmeasured(because) : mapMeasured(of, (value) => ratio(value, to.value));
}

/**
 * Says in words what stands out in a segment: the variables furthest from the base, furthest first.
 *
 * @param options - `from`: how many index points from 100 stand out; `language` of the sentences
 * @example
 * describeSegment({ segment: 'a', size: 40, share: { value: 0.4 }, tooSmall: false, variables: [
 *   { id: 'fee', known: 40, unknown: 0, mean: { value: 168 }, index: { value: 140 }, homogeneity: { value: 0.8 } },
 * ] }, { from: 20, language: 'en' }) //=> ['fee is 40 % above the base']
 */
export function describeSegment(
  profile: SegmentProfile,
  options: { readonly from: number; readonly language: Language },
): readonly string[] {
  return profile.variables
    .flatMap(({ id, index }) => (index.value === undefined ? [] : [{ id, off: index.value - 100 }]))
    .filter(({ off }) => Math.abs(off) >= options.from)
    .sort((a, b) => Math.abs(b.off) - Math.abs(a.off))
    .map(({ id, off }) => {
      const points = Math.round(Math.abs(off));
      if (options.language === 'zh') return `${id} ${off > 0 ? '高于' : '低于'}平均 ${points}%`;
      return `${id} is ${points} % ${off > 0 ? 'above' : 'below'} the base`;
    });
}
