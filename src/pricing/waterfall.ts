import type { Case } from './judgement.js';
import type { WaterfallStep } from './outcome.js';
import { orderOfWork, type PriceStage, type StepChange } from './price-step.js';
import { moneyOf } from './workings.js';

/** The step of the waterfall that a stage completes. */
function completedBy(stage: PriceStage): 'contract' | 'invoice' | 'pocket' | undefined {
  if (stage === 'volume') return 'contract';
  if (stage === 'commitment') return 'invoice';
  return stage === 'offInvoice' ? 'pocket' : undefined;
}

/** From list price to margin, each step following from the one before; `changes` are those of the priced steps. */
export function waterfallOf<N extends number | bigint>(
  { priced: { steps }, totals, workings }: Case<N>,
  changes: readonly (StepChange<N> | undefined)[],
  margin: N | undefined,
): readonly WaterfallStep[] {
  const { add, subtract, zero } = workings.arithmetic;
  const nothing = moneyOf(zero, workings);
  let reached = totals.list;
  let amount = moneyOf(reached, workings);
  const waterfall: WaterfallStep[] = [{ step: 'list', change: nothing, amount }];
  let before = reached;
  let at = 0;
  for (const stage of orderOfWork) {
    for (; at < steps.length && steps[at]?.stage === stage; at += 1) {
      const change = changes[at];
      if (change === undefined || change.units === zero) continue;
      reached = add(reached, change.units);
      amount = moneyOf(reached, workings);
      waterfall.push({ step: 'adjustment', id: steps[at]!.id, stage, change: change.money, amount });
    }
    const step = completedBy(stage);
    if (step === undefined) continue;
    const change = reached === before ? nothing : moneyOf(subtract(reached, before), workings);
    waterfall.push({ step, change, amount });
    before = reached;
  }
  const left = margin === undefined ? null : moneyOf(margin, workings);
  const cost = totals.cost === undefined ? null : moneyOf(subtract(zero, totals.cost), workings);
  waterfall.push({ step: 'cost', change: cost, amount: left });
  waterfall.push({ step: 'margin', change: left === null ? null : nothing, amount: left });
  return waterfall;
}
