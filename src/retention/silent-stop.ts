import * as z from 'zod';
import { createDecider, type Decider } from '../core/decider.js';
import type { DecisionContext, Reason } from '../core/decision.js';
import { InputError } from '../core/errors.js';
import type { ReasonTexts } from '../core/explain.js';
import { type Issue, issue } from '../core/issue.js';
import { labelLookup } from '../core/label.js';
import { fromMonthNumber, monthNumber, monthOf } from '../core/month.js';
import type { PolicyHeader } from '../core/policy.js';
import { checkPolicy, headerShape, parsePolicy } from '../core/policy-check.js';
import { percentOf, readSeries } from './usage-series.js';

/** Usage of one service in one calendar month; a month that is missing or `null` is unknown, not zero. */
export interface MonthlyUsage {
  /** `YYYY-MM` */
  readonly month: string;
  /** In the service's own unit: 0, or from 10⁻⁹ to 10¹⁵. */
  readonly used: number | null;
}

/** What is compared: a service that may have been left, and what a customer who left it would use instead. */
export interface ServiceComparison {
  readonly service: readonly MonthlyUsage[];
  readonly substitute: readonly MonthlyUsage[];
  /** Whether the service is still billed; one that was cancelled has not stopped silently. */
  readonly billed?: boolean | null | undefined;
}

/** When a service counts as stopped, a substitute as taken up, an account as winding down. No figure has a default. */
export interface SilentStopPolicy extends PolicyHeader<'silentStop'> {
  /** Months before the recent ones whose mean is the customer's own normal use. */
  readonly baselineMonths: number;
  /** Of these, so many must be known. */
  readonly knownMonths: number;
  /** The last months before that of `asOf`, each of which is compared with the baseline. */
  readonly recentMonths: number;
  /** Stopped: every recent month at most this percentage of the baseline. */
  readonly stoppedAtMostPercent: number;
  /** Substituted: the recent mean of the substitute up by at least this percentage. */
  readonly substituteRisePercent: number;
  /** Winding down: the recent means of both down by at least this percentage. */
  readonly windingFallPercent: number;
}

/** What became of a service that is still paid for. */
export type SilentStop =
  | 'stoppedAndSubstituted'
  | 'stoppedWithoutSubstitute'
  | 'accountWindingDown'
  | 'active'
  | 'undetermined';

/** Everything that a silent-stop decision can say. */
export type SilentStopCode = SilentStop | 'serviceUse' | 'substituteUse' | 'cancelled' | 'neverUsed' | 'tooFewMonths';

const schema: z.ZodType<SilentStopPolicy> = /* @__PURE__ */ z.strictObject({
  ...headerShape('silentStop'),
  baselineMonths: z.int().min(1).max(120),
  knownMonths: z.int().min(1).max(120),
  recentMonths: z.int().min(1).max(24),
  stoppedAtMostPercent: z.number().min(0).max(100),
  substituteRisePercent: z.number().gt(0),
  windingFallPercent: z.number().gt(0).max(100),
});

function crossCheck({ baselineMonths, knownMonths }: Partial<SilentStopPolicy>): readonly Issue[] {
  return baselineMonths !== undefined && knownMonths !== undefined && knownMonths > baselineMonths
    ? [issue('range', ['knownMonths'], `at most baselineMonths ${baselineMonths}`, knownMonths)]
    : [];
}

/** The faults of a silent-stop policy as a list. */
export const checkSilentStop = (json: unknown): readonly Issue[] => checkPolicy(schema, crossCheck, json);

/**
 * Compiles a policy that tells who has stopped using a service without cancelling it, by comparing it with its
 * substitute (宽带使用量作比较来判断用户是否停止), before any order to cancel.
 *
 * Each service is compared with the customer's own baseline: the mean of the known months before the recent ones. An
 * unknown recent month leaves the case undetermined; it is never taken for a month without use.
 *
 * @returns a decider over monthly series; every decision shows baselines, recent use and the change in percent
 * @throws PolicyError with every fault
 */
export function compileSilentStop(
  policy: SilentStopPolicy,
): Decider<ServiceComparison, SilentStop, SilentStopCode, SilentStopPolicy> {
  return compileSilentStopJson(policy);
}

/** {@link compileSilentStop} for a policy of unknown content. */
export function compileSilentStopJson(
  json: unknown,
): Decider<ServiceComparison, SilentStop, SilentStopCode, SilentStopPolicy> {
  const policy = parsePolicy(schema, crossCheck, json, 'silent-stop policy');
  const decide = (input: ServiceComparison, context: DecisionContext) => classify(policy, input, context.asOf);
  return createDecider<ServiceComparison, SilentStop, SilentStopCode, SilentStopPolicy, DecisionContext>({
    policy,
    decide,
    outcome: (input, context) => decide(input, context).outcome,
    checkOutcome: (outcome) =>
      outcomes.includes(outcome as SilentStop)
        ? []
        : [issue('unknownReference', ['outcome'], `one of ${outcomes.join(', ')}`, outcome)],
    texts,
    names: labelLookup([series]),
  });
}

const outcomes: readonly SilentStop[] = [
  'stoppedAndSubstituted',
  'stoppedWithoutSubstitute',
  'accountWindingDown',
  'active',
  'undetermined',
];

/** One service against its own baseline. */
interface Change {
  readonly baseline: number;
  readonly recent: number;
  readonly stopped: boolean;
  /** Of the recent mean against the baseline; 0 where that is 0. */
  readonly changePercent: number;
  /** First recent month at the stopped level or below. */
  readonly onset: string;
}

interface Draft {
  readonly outcome: SilentStop;
  readonly reasons: readonly Reason<SilentStopCode>[];
  readonly unknown: readonly string[];
}

function classify(policy: SilentStopPolicy, input: ServiceComparison, asOf: string): Draft {
  const current = monthNumber(monthOf(asOf));
  const faults: Issue[] = [];
  const service = readSeries(input?.service, 'service', faults);
  const substitute = readSeries(input?.substitute, 'substitute', faults);
  if (faults.length > 0) throw new InputError(faults, 'usage series');
  const undetermined = (reason: Reason<SilentStopCode>, unknown: readonly string[]): Draft => ({
    outcome: 'undetermined',
    reasons: [{ code: 'undetermined', facts: {} }, reason],
    unknown,
  });
  if (input.billed === false) return undetermined({ code: 'cancelled', facts: { billed: false } }, []);
  const own = changeOf(policy, service, current);
  if (own === undefined)
    return undetermined({ code: 'tooFewMonths', facts: { series: 'service', ...need(policy) } }, ['service']);
  const evidence: Reason<SilentStopCode>[] = [{ code: 'serviceUse', facts: { ...shown(own) } }];
  if (own.baseline === 0 && own.recent === 0) return { ...undetermined({ code: 'neverUsed', facts: {} }, []) };
  const falling = -own.changePercent >= policy.windingFallPercent;
  if (!own.stopped && !falling)
    return { outcome: 'active', reasons: [{ code: 'active', facts: {} }, ...evidence], unknown: [] };
  const other = changeOf(policy, substitute, current);
  if (other === undefined) {
    const draft = undetermined({ code: 'tooFewMonths', facts: { series: 'substitute', ...need(policy) } }, [
      'substitute',
    ]);
    return { ...draft, reasons: [...draft.reasons, ...evidence] };
  }
  const outcome = compare(policy, own.stopped, falling, other);
  const onset = outcome === 'active' ? {} : { onset: own.onset };
  const substituteUse: Reason<SilentStopCode> = { code: 'substituteUse', facts: { ...shown(other) } };
  return { outcome, reasons: [{ code: outcome, facts: onset }, ...evidence, substituteUse], unknown: [] };
}

function compare(policy: SilentStopPolicy, stopped: boolean, falling: boolean, other: Change): SilentStop {
  if (falling && -other.changePercent >= policy.windingFallPercent) return 'accountWindingDown';
  if (!stopped) return 'active';
  const risen = other.baseline === 0 ? other.recent > 0 : other.changePercent >= policy.substituteRisePercent;
  return risen ? 'stoppedAndSubstituted' : 'stoppedWithoutSubstitute';
}

const need = ({ knownMonths, recentMonths }: SilentStopPolicy) => ({ knownMonths, recentMonths });

const round = (value: number): number => Math.round(value * 100) / 100;

const shown = ({ baseline, recent, changePercent }: Change) => ({
  baseline: round(baseline),
  recent: round(recent),
  changePercent: baseline === 0 ? null : round(changePercent) + 0,
});

/** A series against its baseline; `undefined` where too few months are known. */
function changeOf(policy: SilentStopPolicy, series: ReadonlyMap<number, number>, current: number): Change | undefined {
  const { baselineMonths, knownMonths, recentMonths } = policy;
  const recent = Array.from({ length: recentMonths }, (_, k) => current - recentMonths + k);
  const used = recent.map((month) => series.get(month));
  const before = Array.from({ length: baselineMonths }, (_, k) => series.get(current - recentMonths - 1 - k));
  const known = before.filter((value) => value !== undefined);
  if (used.includes(undefined) || known.length < knownMonths) return undefined;
  const values = used as readonly number[];
  const mean = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;
  const baseline = mean(known);
  const now = mean(values);
  const hasStopped = (value: number): boolean =>
    value === 0 || (baseline > 0 && percentOf(value, baseline) <= policy.stoppedAtMostPercent);
  return {
    baseline,
    recent: now,
    stopped: values.every(hasStopped),
    changePercent: baseline > 0 ? percentOf(now - baseline, baseline) : 0,
    onset: fromMonthNumber(recent[Math.max(values.findIndex(hasStopped), 0)]!),
  };
}

const series = [
  { id: 'service', label: { en: 'service', zh: '本业务' } },
  { id: 'substitute', label: { en: 'substitute', zh: '替代业务' } },
] as const;

const texts: ReasonTexts<SilentStopCode> = {
  stoppedAndSubstituted: {
    en: 'Stopped since {onset} and taken up elsewhere, while still paid for.',
    zh: '自 {onset} 起停用并已转用替代业务，但仍在计费。',
  },
  stoppedWithoutSubstitute: {
    en: 'Stopped since {onset} without a substitute, while still paid for.',
    zh: '自 {onset} 起停用且无替代业务，但仍在计费。',
  },
  accountWindingDown: { en: 'The whole account is winding down.', zh: '整个账户用量都在萎缩。' },
  active: { en: 'The service is in use.', zh: '业务正常使用。' },
  undetermined: { en: 'It cannot be told.', zh: '无法判断。' },
  serviceUse: {
    en: 'Service: {recent} a month against {baseline} before ({changePercent} %).',
    zh: '本业务：月均 {recent}，此前 {baseline}（{changePercent}%）。',
  },
  substituteUse: {
    en: 'Substitute: {recent} a month against {baseline} before ({changePercent} %).',
    zh: '替代业务：月均 {recent}，此前 {baseline}（{changePercent}%）。',
  },
  cancelled: {
    en: 'The service is no longer billed, so nothing stopped silently.',
    zh: '业务已停止计费，不属于静默停用。',
  },
  neverUsed: {
    en: 'The service was not used in any of the months looked at.',
    zh: '所考察的月份内该业务均无使用。',
  },
  tooFewMonths: {
    en: 'Too few known months of the {series}: {recentMonths} recent and {knownMonths} before are needed.',
    zh: '{series}的已知月份不足：需要最近 {recentMonths} 个月及此前 {knownMonths} 个月。',
  },
};
