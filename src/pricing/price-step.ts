import type { Money } from '../core/money.js';
import { type AdjustmentStage, stages } from './adjustment.js';
import type { Applied } from './effect-setting.js';
import type { Item } from './item.js';
import { moneyOf, type Workings } from './workings.js';

/** Every stage in which a price can change; `negotiation` holds the discounts that the request asks for. */
export type PriceStage = AdjustmentStage | 'negotiation';

/** The stages in their order: negotiation stands between promotion and commitment. */
export const orderOfWork: readonly PriceStage[] = stages.flatMap((stage): readonly PriceStage[] =>
  stage === 'commitment' ? ['negotiation', stage] : [stage],
);

/** What became of one adjustment, bundle price or discount asked for. */
export type StepStatus = 'applied' | 'notMatched' | 'undecided' | 'noLine' | 'notTogether' | 'excluded' | 'noEffect';

/** One step of the order of work as it turned out. */
export interface PriceStep<N extends number | bigint> {
  readonly id: string;
  readonly stage: PriceStage;
  readonly status: StepStatus;
  readonly source: 'adjustment' | 'bundle' | 'request';
  /** Position of its condition in the rule set, −1 for none. */
  readonly condition: number;
  readonly items: readonly Item<N>[];
  readonly applied: Applied<N> | undefined;
  /** The adjustment that shut it out. */
  readonly by: string | undefined;
}

/** What a step changed over all lines, a shortfall included. */
export interface StepChange<N extends number | bigint> {
  readonly units: N;
  /** Written once: the waterfall and the reason both show it. */
  readonly money: Money;
}

/** Of each step, undefined where it was not carried out. */
export function changesOf<N extends number | bigint>(
  steps: readonly PriceStep<N>[],
  workings: Workings<N>,
): readonly (StepChange<N> | undefined)[] {
  const { add } = workings.arithmetic;
  const all = new Array<StepChange<N> | undefined>(steps.length);
  for (let at = 0; at < steps.length; at += 1) {
    const { applied } = steps[at]!;
    if (applied === undefined) continue;
    let units = applied.shortfall;
    for (const change of applied.changes) units = add(units, change);
    all[at] = { units, money: moneyOf(units, workings) };
  }
  return all;
}
