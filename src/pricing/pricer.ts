import { currencyScale } from '../core/currency.js';
import type { RuleSet } from '../core/rule-set.js';
import { powerOfTen, writeScaled } from '../core/scaled.js';
import { planAdjustments } from './adjustment-plan.js';
import type { Arithmetic } from './arithmetic.js';
import { runBundlePrices } from './bundle-price.js';
import type { Shortfall } from './effect-setting.js';
import type { Item } from './item.js';
import { compileLinewise } from './linewise.js';
import type { AnyPricing } from './policy.js';
import { compilePools, type PooledUnits } from './pool-run.js';
import { orderOfWork, type PriceStage, type PriceStep } from './price-step.js';
import { type CompiledOffering, compileCatalogue } from './product.js';
import { refuse } from './refuse.js';
import type { QuoteRequest } from './request.js';
import { runRequested } from './requested-discount.js';
import { type RunPlan, runAdjustment, startRun } from './run.js';
import { shareOfPercent } from './share.js';
import { openSheet, type Sheet } from './sheet.js';
import { createWorkings, type Workings } from './workings.js';

/** A request worked out: its items at their prices of every step, and what made them. */
export interface Priced<N extends number | bigint> {
  /** The pocket price of an item is the one it runs at in the end. */
  readonly sheet: {
    readonly items: readonly Item<N>[];
    readonly offerings: readonly CompiledOffering<N>[];
    readonly parts: readonly CompiledOffering<N>[];
    readonly pools: readonly PooledUnits<N>[];
  };
  /** What conditions were tested on; empty where the policy declares no facts. */
  readonly record: FactRecord;
  readonly steps: readonly PriceStep<N>[];
  /** Shortfalls to a minimum, each a line of its own on the invoice. */
  readonly shortfalls: readonly Shortfall<N>[];
}

/** A request's facts and what the quote itself brings. */
type FactRecord = { readonly [id: string]: unknown };

/** Reads them into the row of the policy's conditions. */
export type ReadFacts<N extends number | bigint> = (request: QuoteRequest, list: N) => FactRecord;

/** The order of work over one kind of numbers. */
export interface Pricer<N extends number | bigint> {
  readonly workings: Workings<N>;
  readonly price: (request: QuoteRequest, asOf: string) => Priced<N>;
  /** The invoice total alone. */
  readonly total: (request: QuoteRequest, asOf: string) => N;
}

/** The conditions of a policy, compiled together, and the row that a request's facts are read into. */
export interface Conditions {
  readonly rules: RuleSet;
  readonly row: Float64Array;
  /** By adjustment of the policy: position of its condition, −1 for none. */
  readonly ofAdjustment: readonly number[];
}

/** Compiles the order of work of a policy that checked without fault. */
export function createPricer<N extends number | bigint>(
  policy: AnyPricing,
  conditions: Conditions,
  arithmetic: Arithmetic<N>,
): Pricer<N> {
  const { rules, row, ofAdjustment } = conditions;
  const workings = createWorkings(policy.currency, policy.rounding, arithmetic);
  const catalogue = compileCatalogue(policy, workings.scale, arithmetic);
  const adjustments = planAdjustments(policy.adjustments, ofAdjustment, catalogue, workings);
  const stagesOfWork = orderOfWork.map((stage) => ({
    stage,
    adjustments: adjustments.filter(({ source }) => source.stage === stage),
  }));
  const plan: RunPlan<N> = {
    workings,
    allocation: policy.allocation,
    rules,
    row,
    caps: (policy.caps ?? []).map((cap) => ({ over: cap.stages, share: shareOfPercent(cap.percent, arithmetic) })),
    unitLimits: policy.adjustments.some(
      ({ effect }) => effect.kind === 'percentOff' && effect.maxQuantity !== undefined,
    ),
  };
  const pools = compilePools(policy.pools ?? [], policy.allocation, workings);
  const readFacts: ReadFacts<N> | undefined =
    policy.facts.length === 0 && rules.size === 0
      ? undefined
      : (request, list) => {
          const record = conditionFacts(request, list, workings);
          rules.read(record, row);
          return record;
        };
  const linewise =
    plan.caps.length > 0 || pools !== undefined
      ? undefined
      : compileLinewise(
          stagesOfWork.flatMap((one) => one.adjustments),
          { catalogue, conditions, readFacts, workings },
        );
  /** Works a request out: the total needs no more than the invoice, the full decision goes on to the pocket price. */
  const work = (request: QuoteRequest, asOf: string, until: PriceStage, steps: PriceStep<N>[] | undefined) => {
    const sheet = openSheet(request, asOf, catalogue, workings);
    checkTermMonths(request.termMonths);
    if (pools !== undefined) sheet.pools = pools(sheet, request);
    const record = readFacts === undefined ? {} : readFacts(request, listTotal(sheet, workings));
    const run = startRun(plan, sheet, request, steps);
    for (const { stage, adjustments } of stagesOfWork) {
      if (stage === 'bundle') runBundlePrices(run);
      if (stage === 'negotiation') runRequested(run);
      for (const adjustment of adjustments) runAdjustment(run, adjustment);
      if (stage === 'volume') for (const item of sheet.items) item.contract = item.running;
      if (stage === 'commitment') for (const item of sheet.items) item.invoice = item.running;
      if (stage === until) break;
    }
    return { sheet, record, shortfalls: run.shortfalls };
  };
  return {
    workings,
    price: (request, asOf) => {
      const known = linewise?.price(request);
      if (known !== undefined) return known;
      const steps: PriceStep<N>[] = [];
      const { sheet, record, shortfalls } = work(request, asOf, 'offInvoice', steps);
      return { sheet, record, steps, shortfalls };
    },
    total: (request, asOf) => {
      const known = linewise?.total(request);
      if (known !== undefined) return known;
      const { sheet, shortfalls } = work(request, asOf, 'commitment', undefined);
      let sum = arithmetic.zero;
      for (const { invoice } of sheet.items) sum = arithmetic.add(sum, invoice);
      for (const { amount } of shortfalls) sum = arithmetic.add(sum, amount);
      return sum;
    },
  };
}

function checkTermMonths(months: number | undefined): void {
  if (months === undefined || months === null || (Number.isSafeInteger(months) && months >= 1)) return;
  refuse('range', ['termMonths'], 'a whole number of months, 1 or more', months);
}

function listTotal<N extends number | bigint>({ items }: Sheet<N>, { arithmetic }: Workings<N>): N {
  let sum = arithmetic.zero;
  for (const { list } of items) sum = arithmetic.add(sum, list);
  return sum;
}

function conditionFacts<N extends number | bigint>(
  { facts, termMonths, lines }: QuoteRequest,
  list: N,
  { arithmetic, currency, scale, rounding }: Workings<N>,
): FactRecord {
  // Facts of money are packed at the currency's own scale, prices may be kept finer or coarser.
  const packedDigits = currencyScale(currency);
  const digits = Math.min(scale, packedDigits);
  const units = digits === scale ? list : arithmetic.divide(list, arithmetic.tenTo(scale - digits), rounding.mode);
  // Beyond safe integers no literal of a policy reaches, so that the largest one compares just as well.
  const most = Math.floor(Number.MAX_SAFE_INTEGER / powerOfTen(packedDigits - digits));
  const packable = units > most ? most : units;
  const total = { amount: writeScaled(packable, digits), currency };
  return { ...facts, termMonths, listTotal: total, lineCount: lines.length };
}
