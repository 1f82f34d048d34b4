import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import { checkNamedList } from '../core/named-list.js';
import { checkList } from '../statistics/checks.js';
import type { Measured } from '../statistics/measured.js';
import { type EmptyCategory, type Migration, migration, stabilityIndex } from '../statistics/migration.js';

/** A customer and the segment they were in. */
export interface Placement {
  readonly id: string;
  readonly segment: string;
}

/** Members who were there on one side only, by segment. */
export interface OneSided {
  readonly segment: string;
  readonly count: number;
}

/** Who moved between two dates, or between two versions of a policy. */
export interface SegmentMigration {
  /** Customers who were there both times. */
  readonly stayers: Migration;
  /** There only after, and only before. */
  readonly joined: readonly OneSided[];
  readonly left: readonly OneSided[];
  /** Population stability index over all members before and after: 0 where the shares are the same. */
  readonly stability: Measured;
}

/**
 * Matches two assignments by customer id and counts the moves: rows sum to the sizes before, columns to those after,
 * once those who joined and left are added.
 *
 * @param segments - all segments in the order wanted; another one is an InputError
 * @param empty - what a segment without members on one side counts as in the stability index
 * @example
 * const [before, after] = [[{ id: 'x', segment: 'low' }], [{ id: 'x', segment: 'high' }]];
 * segmentMigration(before, after, ['low', 'high'], 'undefined').stayers.counts //=> [[0, 1], [0, 0]]
 */
export function segmentMigration(
  before: readonly Placement[],
  after: readonly Placement[],
  segments: readonly string[],
  empty: EmptyCategory,
): SegmentMigration {
  checkList(segments, 'segments');
  const known = new Set(segments);
  const from = byId(before, known, 'before');
  const to = byId(after, known, 'after');
  const both = before.filter(({ id }) => to.has(id));
  const stayers = migration(
    both.map(({ segment }) => segment),
    both.map(({ id }) => to.get(id)!),
    segments,
  );
  const joined = after.filter(({ id }) => !from.has(id));
  const left = before.filter(({ id }) => !to.has(id));
  return {
    stayers,
    joined: countOf(joined, segments),
    left: countOf(left, segments),
    stability: stabilityIndex(sizesOf(before, segments), sizesOf(after, segments), empty),
  };
}

function byId(
  placements: readonly Placement[],
  segments: ReadonlySet<string>,
  side: string,
): ReadonlyMap<string, string> {
  checkNamedList(placements, [side], 'every customer once');
  const at = placements.findIndex(({ segment }) => !segments.has(segment));
  if (at >= 0) {
    const expected = `one of ${[...segments].join(', ')}`;
    throw new InputError([issue('unknownReference', [side, at, 'segment'], expected, placements[at]!.segment)]);
  }
  return new Map(placements.map(({ id, segment }) => [id, segment]));
}

function sizesOf(placements: readonly Placement[], segments: readonly string[]): readonly number[] {
  const sizes = new Map(segments.map((segment) => [segment, 0]));
  for (const { segment } of placements) sizes.set(segment, sizes.get(segment)! + 1);
  return [...sizes.values()];
}

function countOf(placements: readonly Placement[], segments: readonly string[]): readonly OneSided[] {
  const sizes = sizesOf(placements, segments);
  return segments.map((segment, at) => ({ segment, count: sizes[at]! }));
}
