import * as z from 'zod';
import { rootsOf } from '../core/comparison.js';
import { isCurrency, readCurrencyScale } from '../core/currency.js';
import { InputError } from '../core/errors.js';
import { readFactor } from '../core/exact-amount.js';
import type { FactTable } from '../core/fact-table.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import { idSchema } from '../core/policy-check.js';
import { multiplyDivideRounded, type RoundingMode } from '../core/rounding.js';
import { readScaled, readUnscaled } from '../core/scaled.js';

/**
 * A part of an amount: a fixed sum, or a money fact times a percentage and a number of times (months, lines). Parts
 * are rounded one by one and added.
 */
export type AmountPart<Fact extends string = string> =
  | { readonly amount: string; readonly fact?: undefined; readonly percent?: undefined; readonly times?: undefined }
  | {
      readonly amount?: undefined;
      readonly fact: Fact;
      readonly percent?: string | undefined;
      readonly times?: string | number | undefined;
    };

/** The shape of an amount; {@link checkAmount} sees to it that a part is either fixed or of a fact. */
export const amountSchema: z.ZodType<readonly AmountPart[]> = /* @__PURE__ */ z.array(
  z.strictObject({
    amount: z.string().optional(),
    fact: idSchema.optional(),
    percent: z.string().optional(),
    times: z.union([z.string(), z.int()]).optional(),
  }) as unknown as z.ZodType<AmountPart>,
);

/** Digits that the two factors may have together, so that their product stays a safe integer. */
const mostDigits = 12;

/** Checks an amount's parts against the facts and the currency. */
export function checkAmount(
  parts: readonly AmountPart[],
  table: FactTable,
  currency: string | undefined,
  at: Path,
  issues: Issue[],
): void {
  parts.forEach((part, index) => {
    checkPart(part, table, currency, [...at, index], issues);
  });
}

/** Checks one part. */
export function checkPart(
  part: AmountPart,
  table: FactTable,
  currency: string | undefined,
  path: Path,
  issues: Issue[],
): void {
  const scale = readCurrencyScale(currency ?? '') ?? 2;
  const loose: { readonly [key in 'amount' | 'fact' | 'percent' | 'times']?: unknown } = part;
  if ((loose.amount === undefined) === (loose.fact === undefined)) {
    issues.push(issue('conflict', path, 'either an amount or a fact', loose));
    return;
  }
  if (part.amount !== undefined) {
    if (loose.percent !== undefined || loose.times !== undefined)
      issues.push(
        issue('conflict', [...path, 'amount'], 'no percent and no times beside a fixed amount', loose.amount),
      );
    if (!(readScaled(part.amount, scale) >= 0))
      issues.push(
        issue(
          'format',
          [...path, 'amount'],
          `an amount of at least 0 with at most ${scale} decimal places`,
          part.amount,
        ),
      );
    return;
  }
  const fact = table.fact(part.fact);
  if (fact === undefined)
    issues.push(
      issue('unknownFact', [...path, 'fact'], `one of ${table.facts.map(({ id }) => id).join(', ')}`, part.fact),
    );
  else if (fact.kind !== 'money') issues.push(issue('type', [...path, 'fact'], 'a money fact', fact.kind));
  else if (fact.currency !== currency && isCurrency(currency) && isCurrency(fact.currency))
    issues.push(issue('currency', [...path, 'fact'], `a fact in ${currency}`, fact.currency));
  let digits = 0;
  for (const key of ['percent', 'times'] as const) {
    const factor = part[key];
    if (factor === undefined) continue;
    const units = typeof factor === 'string' ? readUnscaled(factor)?.units : BigInt(factor);
    if (units === undefined || units < 0n)
      issues.push(issue('format', [...path, key], 'a decimal of at least 0', factor));
    digits += String(factor).length;
  }
  if (digits > mostDigits)
    issues.push(issue('limit', path, `at most ${mostDigits} digits in percent and times`, digits));
}

interface CompiledPart {
  readonly slot: number;
  readonly fact: string;
  readonly fixed: number;
  readonly numerator: number;
  readonly divisor: number;
}

/** An amount ready to be worked out for a packed row. */
export interface Amount {
  readonly parts: readonly CompiledPart[];
  readonly facts: readonly string[];
  readonly mode: RoundingMode;
}

/** Compiles checked parts. */
export function compileAmount(
  parts: readonly AmountPart[],
  table: FactTable,
  currency: string,
  mode: RoundingMode,
): Amount {
  const scale = readCurrencyScale(currency) ?? 2;
  return {
    mode,
    facts: parts.flatMap((part) => (part.fact === undefined ? [] : [part.fact])),
    parts: parts.map((part) => {
      if (part.amount !== undefined) {
        return { slot: -1, fact: '', fixed: readScaled(part.amount, scale), numerator: 1, divisor: 1 };
      }
      const percent = readFactor(part.percent ?? 100);
      const times = readFactor(part.times ?? 1);
      const numerator = Number(percent.units * times.units);
      const divisor = Number(100n * 10n ** BigInt(percent.scale + times.scale));
      return { slot: table.valueSlot(part.fact)!.index, fact: part.fact, fixed: 0, numerator, divisor };
    }),
  };
}

/** The amount in minor units; NaN where one of its facts is unknown. */
export function workOut({ parts, mode }: Amount, row: Float64Array): number {
  let sum = 0;
  for (const { slot, fixed, numerator, divisor } of parts) {
    if (slot < 0) sum += fixed;
    else {
      const units = row[slot]!;
      if (Number.isNaN(units)) return Number.NaN;
      sum += multiplyDivideRounded(units, numerator, divisor, mode);
    }
  }
  return sum;
}

/** {@link workOut} for an amount that cannot be negative, such as a cost. */
export function workOutCost(amount: Amount, row: Float64Array): number {
  const units = workOut(amount, row);
  if (units < 0)
    throw new InputError([issue('range', [amount.facts[0] ?? ''], 'a cost of at least 0', units)], 'facts');
  return units;
}

/** The root facts that are missing in an amount. */
export function unknownIn({ parts }: Amount, row: Float64Array, record: object): readonly string[] {
  return parts.flatMap(({ slot, fact }) => (slot >= 0 && Number.isNaN(row[slot]!) ? rootsOf(record, fact) : []));
}
