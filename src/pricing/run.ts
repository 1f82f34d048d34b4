import type { AllocationRule } from '../core/allocation.js';
import type { RuleSet } from '../core/rule-set.js';
import { type CompiledAdjustment, selectItems } from './adjustment-plan.js';
import { applyEffect } from './apply-effect.js';
import type { CompiledEffect } from './effect.js';
import type { Applied, RunningCap, TakenOff } from './effect-setting.js';
import type { Item } from './item.js';
import type { PriceStage, PriceStep, StepStatus } from './price-step.js';
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
  readonly shortfalls: { readonly id: string; readonly amount: N }[];
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
  { plan, sheet, caps, taken, request }: Run<N>,
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
  });
}

/** From here on, `id` shuts out the other adjustments of an exclusive name. */
export function excludeOthers<N extends number | bigint>(run: Run<N>, exclusive: string, id: string): void {
  run.winners ??= new Map();
  run.winners.set(exclusive, id);
}

/** Applies one adjustment of the policy, or records why it does not apply. */
export function runAdjustment<N extends number | bigint>(run: Run<N>, adjustment: CompiledAdjustment<N>): void {
  const step = attempt(run, adjustment);
  run.steps?.push(step);
  if (step.status !== 'applied' || step.applied === undefined) return;
  const { id, exclusive } = adjustment.source;
  const { shortfall } = step.applied;
  if (exclusive !== undefined) excludeOthers(run, exclusive, id);
  if (shortfall !== run.plan.workings.arithmetic.zero) run.shortfalls.push({ id, amount: shortfall });
}

const none: readonly never[] = [];

function attempt<N extends number | bigint>(run: Run<N>, adjustment: CompiledAdjustment<N>): PriceStep<N> {
  const { source, condition, together } = adjustment;
  const { plan, sheet, winners } = run;
  const truth = condition < 0 ? true : plan.rules.truth(plan.row, condition);
  if (truth !== true) return stepOf(adjustment, truth === false ? 'notMatched' : 'undecided', none);
  for (const offering of together) {
    if (!isPresent(sheet, offering)) return stepOf(adjustment, 'notTogether', none);
  }
  const items = selectItems(adjustment, sheet);
  if (items.length === 0) return stepOf(adjustment, 'noLine', none);
  const by = source.exclusive === undefined ? undefined : winners?.get(source.exclusive);
  if (by !== undefined) return stepOf(adjustment, 'excluded', none, undefined, by);
  const applied = apply(run, source.stage, adjustment.effect, items, adjustment.cap);
  return stepOf(adjustment, isIdle(applied, plan.workings) ? 'noEffect' : 'applied', items, applied);
}

function stepOf<N extends number | bigint>(
  { source, condition }: CompiledAdjustment<N>,
  status: StepStatus,
  items: readonly Item<N>[],
  applied?: Applied<N>,
  by?: string,
): PriceStep<N> {
  return { id: source.id, stage: source.stage, status, source: 'adjustment', condition, items, applied, by };
}

function isIdle<N extends number | bigint>(
  { changes, shortfall }: Applied<N>,
  { arithmetic: { zero } }: Workings<N>,
): boolean {
  for (const change of changes) if (change !== zero) return false;
  return shortfall === zero;
}
