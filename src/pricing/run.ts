import type { AllocationRule } from '../core/allocation.js';
import type { RuleSet } from '../core/rule-set.js';
import { type CompiledAdjustment, selectItems } from './adjustment-plan.js';
import { applyEffect } from './apply-effect.js';
import type { CompiledEffect } from './effect.js';
import type { Applied, RunningCap, Shortfall, TakenOff } from './effect-setting.js';
import type { Item } from './item.js';
import { contractStages, type PriceStage, type PriceStep, type StepStatus, stepChange } from './price-step.js';
import type { QuoteRequest } from './request.js';
import type { Share } from './share.js';
import { isPresent, type Sheet } from './sheet.js';
import type { Workings } from './workings.js';

/** What a policy brings to every run. */
export interface RunPlan<N extends number | bigint> {
  readonly workings: Workings<N>;
  readonly allocation: AllocationRule;
  readonly rules: RuleSet;
  readonly row: Float64Array;
  readonly caps: readonly { readonly over: readonly PriceStage[]; readonly share: Share<N> }[];
  /** Whether some adjustment is limited to a number of units. */
  readonly unitLimits: boolean;
}

/** One request on its way through the order of work. */
export interface Run<N extends number | bigint> {
  readonly plan: RunPlan<N>;
  readonly sheet: Sheet<N>;
  readonly request: QuoteRequest;
  readonly caps: readonly RunningCap<N>[];
  readonly taken: TakenOff<N> | undefined;
  /** Per name that adjustments share exclusively: the one that applies. */
  winners: Map<string, string> | undefined;
  readonly shortfalls: Shortfall<N>[];
  /** Kept for the full decision only. */
  readonly steps: PriceStep<N>[] | undefined;
}

export function startRun<N extends number | bigint>(
  plan: RunPlan<N>,
  sheet: Sheet<N>,
  request: QuoteRequest,
  steps: PriceStep<N>[] | undefined,
): Run<N> {
  return {
    plan,
    sheet,
    request,
    caps: plan.caps.map(({ share }) => ({ share, used: new Map() })),
    taken: plan.unitLimits ? new Map() : undefined,
    winners: undefined,
    shortfalls: [],
    steps,
  };
}

/** Applies an effect under the caps over its stage. */
export function apply<N extends number | bigint>(
  { plan, sheet, caps, taken, shortfalls, request }: Run<N>,
  stage: PriceStage,
  effect: CompiledEffect<N>,
  items: readonly Item<N>[],
  cap: N | undefined,
): Applied<N> {
  return applyEffect(effect, items, {
    sheet,
    workings: plan.workings,
    allocation: plan.allocation,
    request,
    caps: caps.length === 0 ? caps : caps.filter((_, at) => plan.caps[at]?.over.includes(stage)),
    cap,
    taken,
    shortfalls,
  });
}

/** From here on, `id` shuts out the other adjustments of an exclusive name. */
export function excludeOthers<N extends number | bigint>(run: Run<N>, exclusive: string, id: string): void {
  run.winners ??= new Map();
  run.winners.set(exclusive, id);
}

/** Applies one adjustment of the policy, or records why it does not apply. */
export function runAdjustment<N extends number | bigint>(run: Run<N>, adjustment: CompiledAdjustment<N>): void {
  const { status, items, applied, by } = attempt(run, adjustment);
  const { source, condition } = adjustment;
  const { id, stage, exclusive } = source;
  const { workings } = run.plan;
  run.steps?.push({
    id,
    stage,
    status,
    source: 'adjustment',
    condition,
    change: applied === undefined ? undefined : stepChange(id, stage, items, applied, workings),
    by,
  });
  if (status !== 'applied' || applied === undefined) return;
  if (exclusive !== undefined) excludeOthers(run, exclusive, id);
  if (applied.shortfall !== workings.arithmetic.zero)
    run.shortfalls.push({ id, amount: applied.shortfall, items, isContracted: contractStages.has(stage) });
}

/** What became of an adjustment. */
interface Attempt<N extends number | bigint> {
  readonly status: StepStatus;
  readonly items: readonly Item<N>[];
  readonly applied: Applied<N> | undefined;
  readonly by: string | undefined;
}

function attempt<N extends number | bigint>(run: Run<N>, adjustment: CompiledAdjustment<N>): Attempt<N> {
  const { source, condition, together } = adjustment;
  const { plan, sheet, winners } = run;
  const truth = condition < 0 ? true : plan.rules.truth(plan.row, condition);
  if (truth !== true) return idle(truth === false ? 'notMatched' : 'undecided');
  for (const offering of together) {
    if (!isPresent(sheet, offering)) return idle('notTogether');
  }
  const items = selectItems(adjustment, sheet);
  if (items.length === 0) return idle('noLine');
  const by = source.exclusive === undefined ? undefined : winners?.get(source.exclusive);
  if (by !== undefined) return idle('excluded', by);
  const applied = apply(run, source.stage, adjustment.effect, items, adjustment.cap);
  return { status: isIdle(applied, plan.workings) ? 'noEffect' : 'applied', items, applied, by };
}

function idle(status: StepStatus, by?: string): Attempt<never> {
  return { status, items: [], applied: undefined, by };
}

function isIdle<N extends number | bigint>(
  { changes, shortfall }: Applied<N>,
  { arithmetic: { zero } }: Workings<N>,
): boolean {
  for (const change of changes) if (change !== zero) return false;
  return shortfall === zero;
}
