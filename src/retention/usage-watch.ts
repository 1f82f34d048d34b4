import * as z from 'zod';
import { createDecider, type Decider } from '../core/decider.js';
import type { DecisionContext, Reason } from '../core/decision.js';
import { InputError } from '../core/errors.js';
import type { ReasonTexts } from '../core/explain.js';
import { type Issue, issue } from '../core/issue.js';
import { labelLookup } from '../core/label.js';
import { fromMonthNumber, monthNumber, monthOf } from '../core/month.js';
import type { PolicyHeader } from '../core/policy.js';
import { checkPolicy, headerShape, idSchema, parsePolicy } from '../core/policy-check.js';
import { cusum } from '../statistics/cusum.js';
import type { MonthlyUsage } from './silent-stop.js';
import { percentOf, readSeries } from './usage-series.js';

/** When usage (or a bill) counts as dropping or as jumping up. No figure has a default. */
export interface UsageWatchPolicy extends PolicyHeader<'usageWatch'> {
  /** The last months before that of `asOf`, watched one after the other. */
  readonly watchMonths: number;
  /** Months before them that make the customer's own level. */
  readonly baselineMonths: number;
  /** Of these, so many must be known. */
  readonly knownMonths: number;
  /** Whether the same month of the year before shapes what is expected, where that year is known throughout. */
  readonly seasonal: boolean;
  /** Departures from what is expected that are let pass every month, in per cent of it. */
  readonly allowancePercent: number;
  /** Sum of departures beyond them that raises the alarm. */
  readonly limitPercent: number;
  /** A last month so many per cent above what is expected is a spike: advise the customer. */
  readonly spikePercent: number;
  /** What to advise then. */
  readonly spikeAdvice: string;
}

/** What a customer's usage does. */
export interface UsageFinding {
  readonly finding: 'drop' | 'spike' | 'steady' | 'undetermined';
  /** `YYYY-MM` in which the drop began, or of the spike. */
  readonly onset: string | null;
  /** Last month against what was expected of it. */
  readonly changePercent: number | null;
  /** In the customer's interest, for a spike. */
  readonly advice: string | null;
}

/** Everything that a usage watch can say. */
export type UsageWatchCode = 'dropped' | 'spiked' | 'steady' | 'tooFewKnown' | 'noBaselineUse' | 'seasonUnknown';

const schema: z.ZodType<UsageWatchPolicy> = /* @__PURE__ */ z.strictObject({
  ...headerShape('usageWatch'),
  watchMonths: z.int().min(1).max(60),
  baselineMonths: z.int().min(1).max(120),
  knownMonths: z.int().min(1).max(120),
  seasonal: z.boolean(),
  allowancePercent: z.number().min(0).max(1000),
  limitPercent: z.number().gt(0).max(10_000),
  spikePercent: z.number().gt(0).max(10_000),
  spikeAdvice: idSchema,
});

function crossCheck({ baselineMonths, knownMonths }: Partial<UsageWatchPolicy>): readonly Issue[] {
  return baselineMonths !== undefined && knownMonths !== undefined && knownMonths > baselineMonths
    ? [issue('range', ['knownMonths'], `at most baselineMonths ${baselineMonths}`, knownMonths)]
    : [];
}

/** The faults of a usage-watch policy as a list. */
export const checkUsageWatch = (json: unknown): readonly Issue[] => checkPolicy(schema, crossCheck, json);

/**
 * Compiles a policy that tells a lasting drop from noise and a spike from growth, each customer against their own
 * seasonal level: continuous tracking for early warning and for the customer's benefit (為其提供預警服務和其他有益建議).
 *
 * Expected is the mean of the known baseline months, times the month's share of the year before where the policy is
 * seasonal and that year is known. Drops are found by a CUSUM ({@link cusum}) over the watched months in per cent of
 * what was expected, as long as the last month departs by more than the allowance too; unknown months are left out, never
 * taken for zero.
 *
 * @throws PolicyError with every fault
 */
export function compileUsageWatch(
  policy: UsageWatchPolicy,
): Decider<readonly MonthlyUsage[], UsageFinding, UsageWatchCode, UsageWatchPolicy> {
  return compileUsageWatchJson(policy);
}

/** {@link compileUsageWatch} for a policy of unknown content. */
export function compileUsageWatchJson(
  json: unknown,
): Decider<readonly MonthlyUsage[], UsageFinding, UsageWatchCode, UsageWatchPolicy> {
  const policy = parsePolicy(schema, crossCheck, json, 'usage-watch policy');
  const decide = (series: readonly MonthlyUsage[], context: DecisionContext) => watch(policy, series, context.asOf);
  return createDecider<readonly MonthlyUsage[], UsageFinding, UsageWatchCode, UsageWatchPolicy, DecisionContext>({
    policy,
    decide,
    outcome: (series, context) => decide(series, context).outcome,
    checkOutcome: (outcome) =>
      ['drop', 'spike', 'steady', 'undetermined'].includes((outcome as Partial<UsageFinding> | null)?.finding ?? '')
        ? []
        : [issue('unknownReference', ['outcome', 'finding'], 'drop, spike, steady or undetermined', outcome)],
    texts,
    names: labelLookup([]),
  });
}

interface Draft {
  readonly outcome: UsageFinding;
  readonly reasons: readonly Reason<UsageWatchCode>[];
  readonly unknown: readonly string[];
}

function watch(policy: UsageWatchPolicy, series: readonly MonthlyUsage[], asOf: string): Draft {
  const faults: Issue[] = [];
  const used = readSeries(series, 'usage', faults);
  if (faults.length > 0) throw new InputError(faults, 'usage series');
  const current = monthNumber(monthOf(asOf));
  const firstWatched = current - policy.watchMonths;
  const before = monthsFrom(firstWatched - policy.baselineMonths, firstWatched).flatMap(
    (month) => used.get(month) ?? [],
  );
  const watched = monthsFrom(firstWatched, current).filter((month) => used.has(month));
  const level = before.reduce((sum, value) => sum + value, 0) / Math.max(1, before.length);
  const undetermined = { finding: 'undetermined', onset: null, changePercent: null, advice: null } as const;
  const enough = before.length >= policy.knownMonths;
  if (enough && level === 0)
    return {
      outcome: undetermined,
      reasons: [{ code: 'noBaselineUse', facts: { knownMonths: before.length } }],
      unknown: [],
    };
  if (!enough || !watched.includes(current - 1)) {
    const facts = { knownMonths: before.length, neededMonths: policy.knownMonths };
    return { outcome: undetermined, reasons: [{ code: 'tooFewKnown', facts }], unknown: ['usage'] };
  }
  const shape = policy.seasonal ? seasonOf(used, firstWatched) : undefined;
  const percent = watched.map((month) => percentOf(used.get(month)!, expectedOf(level, shape, month)));
  const changePercent = Math.round((percent.at(-1)! - 100) * 100) / 100 + 0;
  const season: readonly Reason<UsageWatchCode>[] =
    policy.seasonal && shape === undefined ? [{ code: 'seasonUnknown', facts: {} }] : [];
  const shown = { changePercent, expected: Math.round(expectedOf(level, shape, current - 1) * 100) / 100 };
  if (changePercent >= policy.spikePercent) {
    const onset = fromMonthNumber(current - 1);
    const outcome = { finding: 'spike', onset, changePercent, advice: policy.spikeAdvice } as const;
    return {
      outcome,
      reasons: [{ code: 'spiked', facts: { onset, advice: policy.spikeAdvice, ...shown } }, ...season],
      unknown: [],
    };
  }
  const { low } = cusum(percent, { target: 100, allowance: policy.allowancePercent, limit: policy.limitPercent });
  // A drop from which the customer has come back is none: the sum must stand above the limit and still rise.
  if (low.at(-1)! > policy.limitPercent && low.at(-1)! > (low.at(-2) ?? 0)) {
    const onset = fromMonthNumber(watched[low.lastIndexOf(0) + 1]!);
    const outcome = { finding: 'drop', onset, changePercent, advice: null } as const;
    return { outcome, reasons: [{ code: 'dropped', facts: { onset, ...shown } }, ...season], unknown: [] };
  }
  const outcome = { finding: 'steady', onset: null, changePercent, advice: null } as const;
  return { outcome, reasons: [{ code: 'steady', facts: shown }, ...season], unknown: [] };
}

const monthsFrom = (first: number, end: number): readonly number[] =>
  Array.from({ length: Math.max(0, end - first) }, (_, k) => first + k);

/** Each month of the year before the watch against that year's mean; `undefined` where a month of it is unknown. */
function seasonOf(used: ReadonlyMap<number, number>, firstWatched: number): readonly number[] | undefined {
  const shape = new Array<number>(12).fill(0);
  const year = monthsFrom(firstWatched - 12, firstWatched);
  const values = year.map((month) => used.get(month));
  if (values.includes(undefined)) return undefined;
  const mean = (values as readonly number[]).reduce((sum, value) => sum + value, 0) / 12;
  if (mean === 0 || (values as readonly number[]).includes(0)) return undefined;
  year.forEach((month, k) => {
    shape[monthOfYear(month)] = values[k]! / mean;
  });
  return shape;
}

const monthOfYear = (month: number): number => ((month % 12) + 12) % 12;

function expectedOf(level: number, shape: readonly number[] | undefined, month: number): number {
  return shape === undefined ? level : level * shape[monthOfYear(month)]!;
}

const texts: ReasonTexts<UsageWatchCode> = {
  dropped: {
    en: 'Usage has in sum been below what was expected since {onset}: {changePercent} % in the last month.',
    zh: '自 {onset} 起用量累计低于预期，最近一个月 {changePercent}%。',
  },
  spiked: {
    en: 'Usage jumped by {changePercent} % over what was expected ({expected}): advise {advice}.',
    zh: '用量高出预期（{expected}）{changePercent}%：建议 {advice}。',
  },
  steady: {
    en: 'No lasting drop and no jump: the last month is {changePercent} % off what was expected.',
    zh: '既无持续下降也无突增：最近一个月与预期相差 {changePercent}%。',
  },
  tooFewKnown: {
    en: 'Too few months are known: {knownMonths} of the {neededMonths} needed, or not the last one.',
    zh: '已知月份不足：需要 {neededMonths} 个月，现有 {knownMonths} 个月，或缺少最近一个月。',
  },
  noBaselineUse: {
    en: 'Nothing was used in the {knownMonths} months that are to be compared with.',
    zh: '作为比较基准的 {knownMonths} 个月均无用量。',
  },
  seasonUnknown: {
    en: 'The year before is not known throughout, so the season was not taken into account.',
    zh: '上一年数据不完整，未考虑季节因素。',
  },
};
