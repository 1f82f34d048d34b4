import { type AdjustmentStage, stages } from './adjustment.js';
import type { Arithmetic } from './arithmetic.js';
import type { Applied } from './effect-setting.js';
import type { Item } from './item.js';

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
export function changeOf<N extends number | bigint>({ applied }: PriceStep<N>, { add, zero }: Arithmetic<N>): N {
  if (applied === undefined) return zero;
  let sum = applied.shortfall;
  for (const change of applied.changes) sum = add(sum, change);
  return sum;
}
