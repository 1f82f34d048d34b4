import type { Money } from '../core/money.js';
import { type AdjustmentStage, stages } from './adjustment.js';
import type { Applied } from './effect-setting.js';
import type { Item } from './item.js';
import type { PriceChange } from './outcome.js';
import { moneyOf, type Workings } from './workings.js';

/** Every stage in which a price can change; `negotiation` holds the discounts that the request asks for. */
export type PriceStage = AdjustmentStage | 'negotiation';

/** The stages in their order: negotiation stands between promotion and commitment. */
export const orderOfWork: readonly PriceStage[] = stages.flatMap((stage): readonly PriceStage[] =>
  stage === 'commitment' ? ['negotiation', stage] : [stage],
);

/** The stages from list to contract. */
export const contractStages: ReadonlySet<PriceStage> = /* @__PURE__ */ new Set<PriceStage>([
  'bundle',
  'term',
  'volume',
]);

/** What became of one adjustment, bundle price or discount asked for. */
export type StepStatus = 'applied' | 'notMatched' | 'undecided' | 'noLine' | 'notTogether' | 'excluded' | 'noEffect';

/** What a step changed over all lines. */
export interface StepChange<N extends number | bigint> {
  /** Below 0 for a discount, a shortfall included. */
  readonly units: N;
  /** Written once: the waterfall and the reason both show it. */
  readonly money: Money;
  /** Whether a cap, a minimum price or the price itself cut the discount. */
  readonly limited: boolean;
  readonly shortfall: N;
}

/** One step of the order of work as it turned out. */
export interface PriceStep<N extends number | bigint> {
  readonly id: string;
  readonly stage: PriceStage;
  readonly status: StepStatus;
  readonly source: 'adjustment' | 'bundle' | 'request';
  /** Position of its condition in the rule set, −1 for none. */
  readonly condition: number;
  /** Undefined where it was not carried out. */
  readonly change: StepChange<N> | undefined;
  /** The adjustment that shut it out. */
  readonly by: string | undefined;
}

/** Notes on its items what a step changed, and sums it up. */
export function stepChange<N extends number | bigint>(
  id: string,
  stage: PriceStage,
  items: readonly Item<N>[],
  { changes, limited, shortfall }: Applied<N>,
  workings: Workings<N>,
): StepChange<N> {
  const { add } = workings.arithmetic;
  let units = shortfall;
  for (let at = 0; at < items.length; at += 1) {
    const change = changes[at] as N;
    noteChange(items[at] as Item<N>, id, stage, change, workings);
    units = add(units, change);
  }
  return { units, money: moneyOf(units, workings), limited, shortfall };
}

/** Notes what a step changed on one item; nothing where it kept its price. */
export function noteChange<N extends number | bigint>(
  item: Item<N>,
  id: string,
  stage: PriceStage,
  units: N,
  workings: Workings<N>,
): void {
  if (units === workings.arithmetic.zero) return;
  const change = { id, stage, change: moneyOf(units, workings) };
  const { changes } = item;
  // A spread list costs several times what these literals do, and hardly an item sees more than two steps.
  if (changes.length === 0) item.changes = [change];
  else item.changes = changes.length === 1 ? [changes[0] as PriceChange, change] : [...changes, change];
}
