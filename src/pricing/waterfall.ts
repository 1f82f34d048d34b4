import type { Case } from './judgement.js';
import type { WaterfallStep } from './outcome.js';
import { orderOfWork, type PriceStage } from './price-step.js';
import { moneyOf } from './workings.js';

/** The step of the waterfall that a stage completes. */
function completedBy(stage: PriceStage): 'contract' | 'invoice' | 'pocket' | undefined {
  if (stage === 'volume') return 'contract';
  if (stage === 'commitment') return 'invoice';
  return stage === 'offInvoice' ? 'pocket' : undefined;
}

const stagesOfWork = /* @__PURE__ */ orderOfWork.map((stage) => ({ stage, completes: completedBy(stage) }));

/** List, contract, invoice, pocket, cost and margin, whatever was done in between. */
const fixedSteps = 6;

/** From list price to margin, each step following from the one before. */
export function waterfallOf<N extends number | bigint>(
  { priced: { steps }, totals, workings }: Case<N>,
  margin: N | undefined,
): readonly WaterfallStep[] {
  const { nothing, arithmetic } = workings;
  const { add, subtract, zero } = arithmetic;
  let length = fixedSteps;
  for (const { change } of steps) if (change !== undefined && change.units !== zero) length += 1;
  const waterfall = new Array<WaterfallStep>(length);
  let reached = totals.list;
  let amount = moneyOf(reached, workings);
  waterfall[0] = { step: 'list', change: nothing, amount };
  let before = reached;
  let next = 1;
  let at = 0;
  for (const { stage, completes } of stagesOfWork) {
    for (; at < steps.length && steps[at]?.stage === stage; at += 1) {
      const { id, change } = steps[at]!;
      if (change === undefined || change.units === zero) continue;
      reached = add(reached, change.units);
      amount = moneyOf(reached, workings);
      waterfall[next] = { step: 'adjustment', id, stage, change: change.money, amount };
      next += 1;
    }
    if (completes === undefined) continue;
    const change = reached === before ? nothing : moneyOf(subtract(reached, before), workings);
    waterfall[next] = { step: completes, change, amount };
    next += 1;
    before = reached;
  }
  const left = margin === undefined ? null : moneyOf(margin, workings);
  const cost = totals.cost === undefined ? null : moneyOf(subtract(zero, totals.cost), workings);
  waterfall[next] = { step: 'cost', change: cost, amount: left };
  waterfall[next + 1] = { step: 'margin', change: left === null ? null : nothing, amount: left };
  return waterfall;
}
