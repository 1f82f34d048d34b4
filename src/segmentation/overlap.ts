import { InputError, LimitError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import { checkNamedList } from '../core/named-list.js';
import { type Measured, measured, unmeasured } from '../statistics/measured.js';

/** A named set of customers by how many there are. */
export interface SizedSet {
  readonly id: string;
  readonly size: number;
}

/** How two sets overlap (重合度). A rate always says of which set it is a share. */
export interface PairOverlap {
  readonly sets: readonly [SizedSet, SizedSet];
  readonly both: number;
  readonly onlyIn: readonly [number, number];
  readonly union: number;
  /** Both, as a share of the first set and of the second; undefined because `emptyGroup` for an empty one. */
  readonly rates: readonly [OverlapRate, OverlapRate];
  /** Both, as a share of the union. Source: P. Jaccard (1901). */
  readonly jaccard: Measured;
}

/** A share of a named set. */
export interface OverlapRate {
  readonly of: string;
  readonly share: Measured;
}

/**
 * How two sets overlap, from counts alone.
 *
 * @param first - and `second`: id and size
 * @param both - how many are in both; InputError `range` above either size
 * @example
 * overlapOfCounts({ id: 'midHighEnd', size: 55324 }, { id: 'groupMembers', size: 107948 }, 26702).rates[0]
 * //=> { of: 'midHighEnd', share: { value: 26702 / 55324 } }
 */
export function overlapOfCounts(first: SizedSet, second: SizedSet, both: number): PairOverlap {
  for (const [path, count] of [
    [['first', 'size'], first?.size],
    [['second', 'size'], second?.size],
    [['both'], both],
  ] as const) {
    if (!(Number.isSafeInteger(count) && count >= 0))
      throw new InputError([issue('range', path, 'a whole number of at least 0', count)]);
  }
  const least = Math.min(first.size, second.size);
  if (both > least) throw new InputError([issue('range', ['both'], `at most ${least}`, both)]);
  const union = first.size + second.size - both;
  const rate = ({ id, size }: SizedSet): OverlapRate => ({ of: id, share: shareOf(both, size) });
  return {
    sets: [first, second],
    both,
    onlyIn: [first.size - both, second.size - both],
    union,
    rates: [rate(first), rate(second)],
    jaccard: shareOf(both, union),
  };
}

/** Customers who are in exactly these sets and in no other. */
export interface OverlapRegion {
  readonly in: readonly string[];
  readonly count: number;
}

/** How any number of sets overlap. */
export interface Overlap {
  readonly sets: readonly SizedSet[];
  /** How many customers there are in all, each counted once; the sizes may add up to more. */
  readonly union: number;
  /** Every region with members, by the sets' order; counts add up to `union`. */
  readonly regions: readonly OverlapRegion[];
  readonly pairs: readonly PairOverlap[];
}

/** Regions are told apart by one bit a set. */
const mostSets = 30;

/**
 * How any number of sets overlap. A member named twice in a set counts once.
 *
 * @param sets - at most 30, with differing ids; members by id
 * @example
 * overlapOf([{ id: 'a', members: ['x', 'y'] }, { id: 'b', members: ['y'] }]).regions
 * //=> [{ in: ['a'], count: 1 }, { in: ['a', 'b'], count: 1 }]
 */
export function overlapOf(sets: readonly { readonly id: string; readonly members: Iterable<string> }[]): Overlap {
  if (sets?.length > mostSets) throw new LimitError('sets in an overlap', mostSets, sets.length);
  checkNamedList(sets, ['sets'], 'an id not used before');
  const ids = sets.map(({ id }) => id);
  const masks = new Map<string, number>();
  for (const [at, { members }] of sets.entries()) {
    if (typeof members?.[Symbol.iterator] !== 'function' || typeof members === 'string')
      throw new InputError([issue('type', ['sets', at, 'members'], 'a list or set of ids', members)]);
    for (const member of members) masks.set(member, (masks.get(member) ?? 0) | (1 << at));
  }
  const counts = new Map<number, number>();
  for (const mask of masks.values()) counts.set(mask, (counts.get(mask) ?? 0) + 1);
  const countOf = (wanted: number): number =>
    [...counts].reduce((sum, [mask, count]) => ((mask & wanted) === wanted ? sum + count : sum), 0);
  const sized = ids.map((id, at) => ({ id, size: countOf(1 << at) }));
  const regions = [...counts]
    .sort(([a], [b]) => a - b)
    .map(([mask, count]) => ({ in: ids.filter((_, at) => (mask & (1 << at)) !== 0), count }));
  const pairs = sized.flatMap((first, a) =>
    sized.slice(a + 1).map((second, b) => overlapOfCounts(first, second, countOf((1 << a) | (1 << (a + 1 + b))))),
  );
  return { sets: sized, union: masks.size, regions, pairs };
}

function shareOf(count: number, of: number): Measured {
  return of === 0 ? unmeasured('emptyGroup') : measured(count / of);
}
