import type { AllocationRule } from '../core/allocation.js';
import type { Item } from './item.js';
import type { QuoteRequest } from './request.js';
import type { Share } from './share.js';
import type { Sheet } from './sheet.js';
import type { Workings } from './workings.js';

/** A cap over several stages, with what it has let through so far. */
export interface RunningCap<N extends number | bigint> {
  readonly share: Share<N>;
  /** Per item: taken off so far under this cap. */
  readonly used: Map<Item<N>, N>;
}

/** What earlier discounts took off an item, and from how many of its units; below 0 for what was added. */
export type TakenOff<N extends number | bigint> = Map<Item<N>, { readonly amount: N; readonly units: N }[]>;

/** Notes what was taken off an item, where that is kept. */
export function noteOff<N extends number | bigint>(
  taken: TakenOff<N> | undefined,
  item: Item<N>,
  amount: N,
  units: N,
): void {
  const earlier = taken?.get(item);
  if (earlier === undefined) taken?.set(item, [{ amount, units }]);
  else earlier.push({ amount, units });
}

/** What lacked to a minimum of some items. */
export interface Shortfall<N extends number | bigint> {
  readonly id: string;
  readonly amount: N;
  readonly items: readonly Item<N>[];
  /** Whether it was found on the way from list to contract. */
  readonly isContracted: boolean;
}

/** What an effect works with beside the items it changes. */
export interface EffectSetting<N extends number | bigint> {
  readonly sheet: Sheet<N>;
  readonly workings: Workings<N>;
  readonly allocation: AllocationRule;
  readonly request: QuoteRequest;
  readonly caps: readonly RunningCap<N>[];
  /** The most that may be taken off in all. */
  readonly cap: N | undefined;
  /** Kept where some adjustment is limited to a number of units. */
  readonly taken: TakenOff<N> | undefined;
  /** Found so far. */
  readonly shortfalls: readonly Shortfall<N>[];
}

/** What an effect came to. */
export interface Applied<N extends number | bigint> {
  /** Change of each item, below 0 for a discount, in the order of the items given. */
  readonly changes: readonly N[];
  /** Whether a cap, a minimum price or the price itself cut the discount. */
  readonly limited: boolean;
  /** What the selected lines lack to a minimum: it becomes a line of its own. */
  readonly shortfall: N;
}
