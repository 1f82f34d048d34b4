import type { AllocationRule } from '../core/allocation.js';
import type { RuleSet } from '../core/rule-set.js';
import { type AdjustmentStage, stages } from './adjustment.js';
import { type CompiledAdjustment, selects } from './adjustment-plan.js';
import { type BundlePrice, isPercent } from './catalogue.js';
import {
  type Applied,
  amountAt,
  applyEffect,
  type CompiledEffect,
  compileEffect,
  type RunningCap,
  type Share,
  shareOfPercent,
  shareOfZhe,
} from './effect.js';
import type { QuoteRequest, RequestedDiscount } from './request.js';
import { type Item, readMoney, refuse, type Sheet, tenTo, type Workings, wholeScale } from './sheet.js';

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
  readonly by?: string;
}

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
  readonly taken: Map<Item<N>, { readonly amount: N; readonly units: N }[]> | undefined;
  readonly winners: Map<string, string>;
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
    winners: new Map(),
    shortfalls: [],
    steps,
  };
}

function apply<N extends number | bigint>(
  run: Run<N>,
  stage: PriceStage,
  effect: CompiledEffect<N>,
  items: readonly Item<N>[],
  cap?: N,
): Applied<N> {
  const { plan, sheet, caps, taken, request } = run;
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

/** Applies one adjustment of the policy, or records why it does not apply. */
export function runAdjustment<N extends number | bigint>(run: Run<N>, adjustment: CompiledAdjustment<N>): void {
  const step = stepOf(run, adjustment);
  if (step.status === 'applied') settle(run, adjustment, step.applied);
  run.steps?.push(step);
}

function stepOf<N extends number | bigint>(run: Run<N>, adjustment: CompiledAdjustment<N>): PriceStep<N> {
  const { source, condition } = adjustment;
  const { id, stage } = source;
  const idle = (status: StepStatus): PriceStep<N> => ({
    id,
    stage,
    status,
    source: 'adjustment',
    condition,
    items: [],
    applied: undefined,
  });
  const truth = condition < 0 ? true : run.plan.rules.truth(run.plan.row, condition);
  if (truth !== true) return idle(truth === false ? 'notMatched' : 'undecided');
  if (!adjustment.together.every((offering) => run.sheet.present.includes(offering))) return idle('notTogether');
  const items = run.sheet.items.filter((item) => selects(adjustment, item));
  if (items.length === 0) return idle('noLine');
  const by = source.exclusive === undefined ? undefined : run.winners.get(source.exclusive);
  if (by !== undefined) return { ...idle('excluded'), by };
  const applied = apply(run, stage, adjustment.effect, items, adjustment.cap);
  const { zero } = run.plan.workings.arithmetic;
  const changed = applied.shortfall !== zero || applied.changes.some((change) => change !== zero);
  return { ...idle(changed ? 'applied' : 'noEffect'), items, applied };
}

function settle<N extends number | bigint>(
  { winners, shortfalls, plan }: Run<N>,
  { source }: CompiledAdjustment<N>,
  applied: Applied<N> | undefined,
): void {
  if (source.exclusive !== undefined) winners.set(source.exclusive, source.id);
  if (applied === undefined || applied.shortfall === plan.workings.arithmetic.zero) return;
  shortfalls.push({ id: source.id, amount: applied.shortfall });
}

/** Applies the prices of the bundles that lines ask for, line by line. */
export function runBundlePrices<N extends number | bigint>(run: Run<N>): void {
  const { sheet, plan } = run;
  for (const [line, { offering }] of sheet.offerings.entries()) {
    const { bundle } = offering;
    if (bundle?.price === undefined) continue;
    const items = sheet.items.filter(
      (item) => item.line === line && bundle.priceTypes.includes(item.product.price.priceType),
    );
    if (items.length === 0) continue;
    const effect = bundleEffect(bundle.price, sheet.quantities[line] as N, plan.workings);
    const applied = apply(run, 'bundle', effect, items);
    if (bundle.exclusive !== undefined) run.winners.set(bundle.exclusive, offering.id);
    run.steps?.push({
      id: offering.id,
      stage: 'bundle',
      status: 'applied',
      source: 'bundle',
      condition: -1,
      items,
      applied,
    });
  }
}

function bundleEffect<N extends number | bigint>(
  price: BundlePrice,
  quantity: N,
  workings: Workings<N>,
): CompiledEffect<N> {
  if (price.kind === 'percentOff') return compileEffect({ ...price, of: 'running' }, workings);
  const { arithmetic, rounding } = workings;
  const one = amountAt(price.amount, workings);
  const amount = arithmetic.multiplyDivide(one, quantity, tenTo(wholeScale, arithmetic), rounding.mode);
  return { kind: 'fixedPrice', amount };
}

/** Applies the discounts that the request asks for: those of its lines, then that of the whole. */
export function runRequested<N extends number | bigint>(run: Run<N>): void {
  const { request, sheet } = run;
  const negotiate = (
    id: string,
    discount: RequestedDiscount,
    items: readonly Item<N>[],
    path: readonly (string | number)[],
  ) => {
    const effect = requestedEffect(discount, path, run.plan.workings);
    const applied = apply(run, 'negotiation', effect, items);
    run.steps?.push({ id, stage: 'negotiation', status: 'applied', source: 'request', condition: -1, items, applied });
  };
  for (const [at, { discount, id }] of request.lines.entries()) {
    if (discount === undefined) continue;
    const items = sheet.items.filter(({ line }) => line === at);
    negotiate(id ?? `line ${at + 1}`, discount, items, ['lines', at, 'discount']);
  }
  if (request.discount !== undefined) negotiate('discount', request.discount, sheet.items, ['discount']);
}

function requestedEffect<N extends number | bigint>(
  discount: RequestedDiscount,
  path: readonly (string | number)[],
  workings: Workings<N>,
): CompiledEffect<N> {
  switch (discount?.kind) {
    case 'percent':
      if (!isPercent(discount.percent)) {
        refuse('range', [...path, 'percent'], 'a percentage from 0 to 100 as a decimal text', discount.percent);
      }
      return { kind: 'percentOff', share: shareOfPercent(discount.percent, workings.arithmetic), of: 'running' };
    case 'zhe':
      return { kind: 'percentOff', share: shareOfZhe(discount.zhe, workings.arithmetic), of: 'running' };
    case 'amount':
      return { kind: 'amountOff', amount: readMoney(discount.amount, [...path, 'amount'], workings) };
    case 'price':
      return { kind: 'fixedPrice', amount: readMoney(discount.price, [...path, 'price'], workings) };
    default:
      refuse(
        'unknownReference',
        [...path, 'kind'],
        'percent, zhe, amount or price',
        (discount as { kind?: unknown })?.kind,
      );
  }
}
