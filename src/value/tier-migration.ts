import { checkProbability, refuse } from '../statistics/checks.js';
import { type Measured, measured, unmeasured } from '../statistics/measured.js';
import { type Migration, migration } from '../statistics/migration.js';

/** One customer whose tier changed. */
export interface TierMove {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

/** Who moved between tiers from one period to the next. */
export interface TierMigration {
  /** Counts by tier before (row) and after (column); rows sum to the sizes before. */
  readonly table: Migration;
  /** Moves to a better tier, by id; `UNRATED` is neither better nor worse. */
  readonly up: readonly TierMove[];
  readonly down: readonly TierMove[];
  /** Moves into or out of a tier outside the order. */
  readonly other: readonly TierMove[];
  /** Customers of the later period only, and of the earlier one only. */
  readonly joined: readonly string[];
  readonly left: readonly string[];
}

/**
 * Compares the tiers of two periods. Practice: 对客户价值不断优化.
 *
 * @param before - tier by customer id; `after` the same later
 * @param order - tiers from worst to best, such as `['BZ', 'LVC', 'MGC', 'MVC']`
 * @param unordered - tiers outside the order, such as `['UNRATED']`
 * @throws InputError `unknownReference` for a tier in neither list
 */
export function tierMigration(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  order: readonly string[],
  unordered: readonly string[] = [],
): TierMigration {
  const both = [...before.keys()].filter((id) => after.has(id)).sort();
  const table = migration(
    both.map((id) => before.get(id)!),
    both.map((id) => after.get(id)!),
    [...order, ...unordered],
  );
  const moves = both
    .map((id) => ({ id, from: before.get(id)!, to: after.get(id)! }))
    .filter(({ from, to }) => from !== to);
  const rank = (tier: string): number => order.indexOf(tier);
  const ordered = moves.filter(({ from, to }) => rank(from) >= 0 && rank(to) >= 0);
  return {
    table,
    up: ordered.filter(({ from, to }) => rank(to) > rank(from)),
    down: ordered.filter(({ from, to }) => rank(to) < rank(from)),
    other: moves.filter((move) => !ordered.includes(move)),
    joined: [...after.keys()].filter((id) => !before.has(id)).sort(),
    left: [...before.keys()].filter((id) => !after.has(id)).sort(),
  };
}

/** How much of the revenue a group of customers brings. */
export interface GroupConcentration {
  readonly customerShare: number;
  readonly revenueShare: number;
  /** Revenue per customer of the group over that of all: 2.80 for 10.26 % of customers with 28.77 % of revenue. */
  readonly index: number;
  /** Revenue per customer of the group over that of the others: 3.53. */
  readonly versusOthers: Measured;
}

/**
 * The concentration of revenue in a group from its two shares. Practice: 10.26%的中高端客户创造了28.77%的收入.
 *
 * @param shares - each from 0 to 1, or above 1 for revenue where the others cost
 * @returns undefined because `emptyGroup`
 * @example
 * groupConcentration({ customers: 0.1026, revenue: 0.2877 }).value?.index.toFixed(2) //=> '2.80'
 */
export function groupConcentration(shares: {
  readonly customers: number;
  readonly revenue: number;
}): Measured<GroupConcentration> {
  const { customers, revenue } = shares;
  checkProbability(customers, 'customers');
  if (!Number.isFinite(revenue)) refuse('range', 'revenue', 'a finite share', revenue);
  if (customers === 0) return unmeasured('emptyGroup');
  const others = (1 - revenue) / (1 - customers);
  return measured({
    customerShare: customers,
    revenueShare: revenue,
    index: revenue / customers,
    versusOthers:
      customers === 1
        ? unmeasured('emptyGroup')
        : others === 0
          ? unmeasured('zeroBase')
          : measured(revenue / customers / others),
  });
}
