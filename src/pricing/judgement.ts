import type { Reason } from '../core/decision.js';
import { writeScaled } from '../core/scaled.js';
import type { Verdict } from './outcome.js';
import type { AnyPricing } from './policy.js';
import type { Conditions, Priced } from './pricer.js';
import type { PricingCode } from './reasons.js';
import type { QuoteRequest } from './request.js';
import type { Totals } from './totals.js';
import type { Workings } from './workings.js';

/** What is judged: the priced request, the facts it came with, and the policy. */
export interface Case<N extends number | bigint> {
  readonly policy: AnyPricing;
  readonly conditions: Conditions;
  readonly authorityConditions: readonly number[];
  readonly workings: Workings<N>;
  readonly request: QuoteRequest;
  readonly priced: Priced<N>;
  readonly totals: Totals<N>;
}

/** One judgement: what it adds to the outcome, the verdict it asks for, its reasons, and what is unknown. */
export interface Judgement<T> {
  readonly outcome: T;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason<PricingCode>[];
  readonly unknown: readonly string[];
}

/** What the policy does not ask. */
export const notJudged: Judgement<null> = { outcome: null, verdict: 'acceptable', reasons: [], unknown: [] };

const gravity = { acceptable: 0, needsApproval: 1, undecided: 2, refused: 3 } as const satisfies {
  readonly [V in Verdict]: number;
};

/** Every verdict, from the mildest to the gravest. */
export const verdicts: readonly string[] = /* @__PURE__ */ Object.keys(gravity);

/** The graver of two verdicts. */
export function graver(a: Verdict, b: Verdict): Verdict {
  return gravity[b] > gravity[a] ? b : a;
}

/** The gravest of several verdicts. */
export function gravest(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce(graver, 'acceptable');
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
}: Pick<Case<N>, 'priced' | 'request'>): string[] {
  const roots: string[] = [];
  for (const { cost, line, product } of priced.sheet.items) {
    if (cost !== undefined || request.lines[line]?.cost !== undefined) continue;
    if (!roots.includes(product.costRoot)) roots.push(product.costRoot);
  }
  return roots;
}
