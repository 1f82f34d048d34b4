import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import { checkUnits, refuseFaults } from '../core/row-check.js';
import { type ChiSquareTest, chiSquareTest } from '../statistics/contingency.js';
import type { Interval, Measured } from '../statistics/measured.js';
import { adjustPValues } from '../statistics/multiplicity.js';
import { compareShares, share, shareInterval } from '../statistics/proportion.js';
import { type OpportunityHistory, stageOrder } from './history.js';
import type { FunnelPolicy } from './policy.js';

/** Successes of one group: a technique, a seller, a grid. */
export interface GroupCount {
  readonly id: string;
  readonly count: number;
  readonly of: number;
}

/** One group in the ranking. */
export interface RankedRate extends GroupCount {
  readonly rate: Measured;
  readonly interval: Measured<Interval>;
  /**
   * Whether the difference to the next group is more than chance, after correcting for the number of comparisons
   * (Holm). `false` means that the two places could as well be the other way round.
   */
  readonly aboveNext: boolean | null;
}

/** A ranking, and whether it is one at all. */
export interface RateRanking {
  readonly groups: readonly RankedRate[];
  readonly test: Measured<ChiSquareTest>;
  /** `chance`: such differences come about by chance alone; `different`: at least one group differs. */
  readonly verdict: 'different' | 'chance' | 'undecidable';
}

/**
 * Ranks success rates of groups and says whether the ranking is noise.
 *
 * @param groups - successes of trials; ids unique
 * @param confidence - between 0 and 1: 0.95
 * @throws InputError `duplicate` for an id given twice, `range` for a count that is none or above its total
 * @example
 * rankRates([{ id: 'telemarketing', count: 12, of: 200 }, { id: 'directVisit', count: 10, of: 50 }], 0.95).groups[0].id //=> 'directVisit'
 */
export function rankRates(groups: readonly GroupCount[], confidence: number): RateRanking {
  groups.forEach(checkGroup);
  const rateOf = ({ count, of }: GroupCount): number => share({ count, of }).value ?? -1;
  const ranked = [...groups].sort((a, b) => rateOf(b) - rateOf(a) || (a.id < b.id ? -1 : 1));
  const neighbours = ranked.slice(1).map((next, place) => compareShares(ranked[place]!, next, confidence).pValue);
  const adjusted = adjustPValues(
    neighbours.map(({ value }) => value ?? 1),
    'holm',
  );
  const test = chiSquareTest(ranked.map(({ count, of }) => [count, of - count]));
  return {
    groups: ranked.map(({ id, count, of }, place) => ({
      id,
      count,
      of,
      rate: share({ count, of }),
      interval: shareInterval({ count, of }, confidence, 'wilson'),
      aboveNext: neighbours[place]?.value === undefined ? null : adjusted[place]! < 1 - confidence,
    })),
    test,
    verdict: test.value === undefined ? 'undecidable' : test.value.pValue < 1 - confidence ? 'different' : 'chance',
  };
}

function checkGroup({ id, count, of }: GroupCount, index: number, groups: readonly GroupCount[]): void {
  const at = ['groups', index];
  const first = groups.findIndex((group) => group.id === id);
  if (first < index)
    throw new InputError([issue('duplicate', [...at, 'id'], `an id not used at position ${first}`, id)]);
  refuseFaults(checkUnits(of, [...at, 'of']));
  if (!(Number.isSafeInteger(count) && count >= 0 && count <= of))
    throw new InputError([issue('range', [...at, 'count'], `a whole number from 0 to ${of}`, count)]);
}

/**
 * Counts by technique: of the opportunities that were worked with a technique while in a stage, how many then moved
 * forward from it with that technique as the last one used. One opportunity counts once per technique.
 */
export function techniqueCounts(
  histories: readonly OpportunityHistory[],
  policy: Pick<FunnelPolicy, 'stages'>,
  stage: string,
): readonly GroupCount[] {
  const { rankOf, kindOf } = stageOrder(policy);
  kindOf(stage);
  const counts = new Map<string, { count: number; of: number }>();
  const entry = (technique: string) => {
    const known = counts.get(technique) ?? { count: 0, of: 0 };
    counts.set(technique, known);
    return known;
  };
  for (const { events } of histories) {
    const used = new Set<string>();
    let last: string | undefined;
    let success: string | undefined;
    for (const { from, to, technique } of events) {
      if (from !== stage) continue;
      if (typeof technique === 'string') {
        used.add(technique);
        last = technique;
      }
      if (rankOf(to) > rankOf(stage)) success ??= last;
    }
    for (const technique of used) entry(technique).of += 1;
    if (success !== undefined) entry(success).count += 1;
  }
  return [...counts].map(([id, group]) => ({ id, ...group })).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** How a person's touches split between new customers and those on net. */
export interface EffortSplit {
  readonly by: string;
  readonly touches: number;
  readonly onNet: number;
  readonly share: Measured;
  /** Below the policy's floor: the effort goes to hunting, and customers are left alone. */
  readonly belowFloor: boolean;
}

/**
 * The split of recorded work between new opportunities and customers on net, per person.
 *
 * @param onNetFloor - least share of touches that customers on net should get, from 0 to 1
 * @throws InputError `range` for another floor
 */
export function effortSplit(
  histories: readonly OpportunityHistory[],
  policy: Pick<FunnelPolicy, 'stages'>,
  onNetFloor: number,
): readonly EffortSplit[] {
  if (!(typeof onNetFloor === 'number' && onNetFloor >= 0 && onNetFloor <= 1))
    throw new InputError([issue('range', ['onNetFloor'], 'from 0 to 1', onNetFloor)]);
  const { kindOf } = stageOrder(policy);
  const people = new Map<string, { touches: number; onNet: number }>();
  for (const { type, by, to } of histories.flatMap(({ events }) => events)) {
    if (type !== 'recorded' || typeof by !== 'string') continue;
    const known = people.get(by) ?? { touches: 0, onNet: 0 };
    known.touches += 1;
    if (kindOf(to) === 'won') known.onNet += 1;
    people.set(by, known);
  }
  return [...people]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([by, { touches, onNet }]) => {
      const part = share({ count: onNet, of: touches });
      return { by, touches, onNet, share: part, belowFloor: part.value! < onNetFloor };
    });
}
