import type { Case } from './judgement.js';
import type { WaterfallStep } from './outcome.js';
import { changeOf, orderOfWork, type PriceStage } from './price-step.js';
import { moneyOf } from './workings.js';

/** The step of the waterfall that a stage completes. */
function completedBy(stage: PriceStage): 'contract' | 'invoice' | 'pocket' | undefined {
  if (stage === 'volume') return 'contract';
  if (stage === 'commitment') return 'invoice';
  return stage === 'offInvoice' ? 'pocket' : undefined;
}

/** From list price to margin, each step following from the one before. */
export function waterfallOf<N extends number | bigint>(
  { priced, totals, workings }: Case<N>,
  margin: N | undefined,
): readonly WaterfallStep[] {
  const { arithmetic } = workings;
  const nothing = moneyOf(arithmetic.zero, workings);
  const waterfall: WaterfallStep[] = [{ step: 'list', change: nothing, amount: moneyOf(totals.list, workings) }];
  let amount = totals.list;
  let before = totals.list;
  let at = 0;
  for (const stage of orderOfWork) {
    for (let step = priced.steps[at]; step?.stage === stage; step = priced.steps[at]) {
      at += 1;
      const change = changeOf(step, arithmetic);
      if (change === arithmetic.zero) continue;
      amount = arithmetic.add(amount, change);
      waterfall.push({
        step: 'adjustment',
        id: step.id,
        stage,
        change: moneyOf(change, workings),
        amount: moneyOf(amount, workings),
      });
    }
    const completed = completedBy(stage);
    if (completed === undefined) continue;
    const change = moneyOf(arithmetic.subtract(amount, before), workings);
    waterfall.push({ step: completed, change, amount: moneyOf(amount, workings) });
    before = amount;
  }
  const left = margin === undefined ? null : moneyOf(margin, workings);
  const cost = totals.cost === undefined ? null : moneyOf(arithmetic.subtract(arithmetic.zero, totals.cost), workings);
  waterfall.push({ step: 'cost', change: cost, amount: left });
  waterfall.push({ step: 'margin', change: left === null ? null : nothing, amount: left });
  return waterfall;
}
