import type { Reason } from '../core/decision.js';
import type { Money } from '../core/money.js';
import { writeScaled } from '../core/scaled.js';
import type { Verdict } from './outcome.js';
import type { AnyPricing } from './policy.js';
import type { Conditions, Priced } from './pricer.js';
import type { PricingCode } from './reasons.js';
import type { QuoteRequest } from './request.js';
import type { Workings } from './sheet.js';

/** What is judged: the priced request, the facts it came with, and the policy. */
export interface Case<N extends number | bigint> {
  readonly policy: AnyPricing;
  readonly conditions: Conditions;
  readonly authorityConditions: readonly number[];
  readonly workings: Workings<N>;
  readonly request: QuoteRequest;
  readonly record: { readonly [id: string]: unknown };
  readonly priced: Priced<N>;
  readonly totals: Totals<N>;
}

/** Sums over the items at each step; shortfalls count from the invoice on. */
export interface Totals<N extends number | bigint> {
  readonly list: N;
  readonly contract: N;
  readonly invoice: N;
  readonly pocket: N;
  /** Undefined where a cost is unknown. */
  readonly cost: N | undefined;
}

/** One judgement: what it adds to the outcome, the verdict it asks for, its reasons, and what is unknown. */
export interface Judgement<T> {
  readonly outcome: T;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason<PricingCode>[];
  readonly unknown: readonly string[];
}

const order: readonly Verdict[] = ['acceptable', 'needsApproval', 'undecided', 'refused'];

/** The gravest of several verdicts. */
export function gravest(verdicts: readonly Verdict[]): Verdict {
  return order[Math.max(0, ...verdicts.map((verdict) => order.indexOf(verdict)))] as Verdict;
}

export function moneyOf<N extends number | bigint>(units: N, { currency, scale }: Workings<N>): Money {
  return { amount: writeScaled(units, scale), currency };
}

/** `part ÷ whole` in per cent with two decimal places, for display; `0.00` of nothing. */
export function percentText<N extends number | bigint>(part: N, whole: N, { arithmetic }: Workings<N>): string {
  if (whole === arithmetic.zero) return '0.00';
  return writeScaled(arithmetic.multiplyDivide(part, arithmetic.from(10000), whole, 'halfUp'), 2);
}

/** The prices whose cost is unknown, as roots: `<price>.cost`. */
export function unknownCosts<N extends number | bigint>({
  priced,
  request,
}: Pick<Case<N>, 'priced' | 'request'>): readonly string[] {
  const open = priced.sheet.items.filter(
    ({ cost, line }) => cost === undefined && request.lines[line]?.cost === undefined,
  );
  return [...new Set(open.map(({ product }) => `${product.price.id}.cost`))];
}
