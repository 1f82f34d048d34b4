import { currencyScale } from '../core/currency.js';
import type { RuleSet } from '../core/rule-set.js';
import { writeScaled } from '../core/scaled.js';
import type { AdjustmentStage } from './adjustment.js';
import { planAdjustments } from './adjustment-plan.js';
import type { Arithmetic } from './arithmetic.js';
import { shareOfPercent } from './effect.js';
import type { AnyPricing } from './policy.js';
import { compilePools } from './pool-run.js';
import { compileCatalogue } from './product.js';
import type { QuoteRequest } from './request.js';
import {
  orderOfWork,
  type PriceStage,
  type PriceStep,
  type RunPlan,
  runAdjustment,
  runBundlePrices,
  runRequested,
  startRun,
} from './run.js';
import { openSheet, refuse, type Sheet, tenTo, type Workings } from './sheet.js';

/** A request worked out: its items at their final prices, and every step. */
export interface Priced<N extends number | bigint> {
  readonly sheet: Sheet<N>;
  readonly steps: readonly PriceStep<N>[];
  /** Running price of every item when the contract, invoice and pocket steps were reached. */
  readonly contract: readonly N[];
  readonly invoice: readonly N[];
  readonly pocket: readonly N[];
  /** Shortfalls to a minimum, each a line of its own on the invoice. */
  readonly shortfalls: readonly { readonly id: string; readonly amount: N }[];
}

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
  { rules, row, ofAdjustment }: Conditions,
  arithmetic: Arithmetic<N>,
): Pricer<N> {
  const scale = policy.rounding.scale ?? currencyScale(policy.currency);
  const workings: Workings<N> = { arithmetic, currency: policy.currency, scale, rounding: policy.rounding };
  const catalogue = compileCatalogue(policy, scale, arithmetic);
  const adjustments = planAdjustments(policy.adjustments, ofAdjustment, catalogue, workings);
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
  const readsFacts = policy.facts.length > 0 || rules.size > 0;
  /** Works a request out up to a stage; `reached` sees the prices after each one. */
  const work = (
    request: QuoteRequest,
    asOf: string,
    until: PriceStage,
    steps?: PriceStep<N>[],
    reached?: (stage: PriceStage, sheet: Sheet<N>) => void,
  ) => {
    const sheet = openSheet(request, asOf, catalogue, workings);
    checkTermMonths(request.termMonths);
    if (pools !== undefined) sheet.pools = pools(sheet, request);
    if (readsFacts) rules.read(conditionFacts(request, listTotal(sheet, workings), workings), row);
    const run = startRun(plan, sheet, request, steps);
    for (const stage of orderOfWork) {
      if (stage === 'bundle') runBundlePrices(run);
      if (stage === 'negotiation') runRequested(run);
      else for (const adjustment of adjustments.get(stage) ?? []) runAdjustment(run, adjustment);
      reached?.(stage, sheet);
      if (stage === until) break;
    }
    return run;
  };
  return {
    workings,
    price: (request, asOf) => {
      const steps: PriceStep<N>[] = [];
      const marks = new Map<PriceStage, readonly N[]>();
      const { sheet, shortfalls } = work(request, asOf, 'offInvoice', steps, (stage, { items }) => {
        marks.set(
          stage,
          items.map(({ running }) => running),
        );
      });
      const at = (stage: AdjustmentStage) => marks.get(stage) as readonly N[];
      return { sheet, steps, contract: at('volume'), invoice: at('commitment'), pocket: at('offInvoice'), shortfalls };
    },
    total: (request, asOf) => {
      const { sheet, shortfalls } = work(request, asOf, 'commitment');
      let sum = arithmetic.zero;
      for (const { running } of sheet.items) sum = arithmetic.add(sum, running);
      for (const { amount } of shortfalls) sum = arithmetic.add(sum, amount);
      return sum;
    },
  };
}

function checkTermMonths(months: number | undefined): void {
  if (months === undefined || months === null || (Number.isSafeInteger(months) && months >= 1)) return;
  refuse('range', ['termMonths'], 'a whole number of months, 1 or more', months);
}

export function listTotal<N extends number | bigint>({ items }: Sheet<N>, { arithmetic }: Workings<N>): N {
  let sum = arithmetic.zero;
  for (const { list } of items) sum = arithmetic.add(sum, list);
  return sum;
}

/** The record that conditions are tested on: the request's facts and what the quote itself brings. */
export function conditionFacts<N extends number | bigint>(
  { facts, termMonths, lines }: QuoteRequest,
  list: N,
  { arithmetic, currency, scale, rounding }: Workings<N>,
): { readonly [id: string]: unknown } {
  // Facts of money are packed at the currency's own scale, prices may be kept finer.
  const digits = Math.min(scale, currencyScale(currency));
  const units = digits === scale ? list : arithmetic.divide(list, tenTo(scale - digits, arithmetic), rounding.mode);
  // Beyond safe integers no literal of a policy reaches, so that the largest one compares just as well.
  const packable = units > Number.MAX_SAFE_INTEGER ? Number.MAX_SAFE_INTEGER : units;
  const total = { amount: writeScaled(packable, digits), currency };
  return { ...facts, termMonths, listTotal: total, lineCount: lines.length };
}
