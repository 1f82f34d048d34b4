import { shiftMonths } from '../core/calendar.js';
import { currencyScale } from '../core/currency.js';
import { fromDayNumber, readDayNumber } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { type FactTable, scaleOf } from '../core/fact-table.js';
import type { FactDeclaration } from '../core/facts.js';
import { issue } from '../core/issue.js';
import { type Money, moneyFromMinorUnits } from '../core/money.js';
import { multiplyDivideRounded } from '../core/rounding.js';
import { type RuleSet, rootsOf } from '../core/rule-set.js';
import { powerOfTen, readScaled, writeScaled } from '../core/scaled.js';
import { type ComplianceVerdict, checkBenefit } from '../practice/compliance.js';
import { type Amount, compileAmount, workOut, workOutCost } from './amount.js';
import type { Candidate, CandidateValue, RejectionCode } from './candidate.js';
import type { AnyRetentionPolicy, RetentionMeasure } from './retention-policy.js';

type Measure = RetentionMeasure<readonly FactDeclaration[]>;

/** A measure laid out for packed rows. */
export interface MeasurePlan {
  readonly measure: Measure;
  /** Number of its condition in the policy's rule set, -1 without one. */
  readonly rule: number;
  readonly anchorSlot: number;
  readonly ownerIndex: number;
  readonly channelIndexes: readonly number[];
  readonly cost: Amount;
  readonly atStake: Amount;
  readonly upliftSlot: number;
  /** Units of the uplift's fact to a whole; 1 for a number. */
  readonly upliftDivisor: number;
  /** The stated uplift in millionths, NaN without one. */
  readonly upliftMicro: number;
  readonly cap: Amount | undefined;
  /** What the compliance guard says of the gift. */
  readonly compliance: ComplianceVerdict | undefined;
}

/** What all measures of a policy share. */
export interface MeasureContext {
  readonly policy: AnyRetentionPolicy;
  readonly attackLevelSlot: number;
  readonly attackClosesSlot: number;
  readonly ownerOfCode: readonly number[];
  readonly consentSlot: readonly number[];
}

/** Why a measure is no candidate. */
export interface Refusal {
  readonly code: RejectionCode;
  readonly facts: { readonly [key: string]: unknown };
  readonly unknown: readonly string[];
}

/** A candidate, its net worth in minor units (NaN where unknown) and the facts that are missing in it. */
export interface Proposal {
  readonly candidate: Candidate;
  readonly net: number;
  readonly unknown: readonly string[];
}

const whole = 1_000_000;

/** Lays out a checked measure. */
export function compileMeasure(
  policy: AnyRetentionPolicy,
  measure: Measure,
  table: FactTable,
  rule: number,
): MeasurePlan {
  const { currency, rounding, spendingCap } = policy;
  const upliftFact = measure.uplift?.fact === undefined ? undefined : table.fact(measure.uplift.fact);
  const share = measure.uplift?.share;
  return {
    measure,
    rule,
    anchorSlot: measure.anchor === undefined ? -1 : table.valueSlot(measure.anchor)!.index,
    ownerIndex: policy.owners.findIndex(({ id }) => id === measure.owner),
    channelIndexes: measure.channels.map((channel) => policy.channels.findIndex(({ id }) => id === channel)),
    cost: compileAmount(measure.cost, table, currency, rounding),
    atStake: compileAmount(measure.atStake, table, currency, rounding),
    upliftSlot: upliftFact === undefined ? -1 : table.valueSlot(upliftFact.id)!.index,
    upliftDivisor: upliftFact === undefined ? 1 : powerOfTen(scaleOf(upliftFact)),
    upliftMicro: share === undefined ? Number.NaN : readScaled(share, 6),
    compliance: measure.gift === undefined ? undefined : checkBenefit(measure.gift, policy.compliance!),
    cap:
      spendingCap === undefined
        ? undefined
        : compileAmount([{ fact: spendingCap.fact, percent: spendingCap.percent }], table, currency, 'floor'),
  };
}

/** Judges one measure that its causes call for. */
export function judgeMeasure(
  context: MeasureContext,
  plan: MeasurePlan,
  causes: readonly string[],
  rules: RuleSet,
  row: Float64Array,
  today: number,
  record: object,
): Refusal | Proposal {
  const { policy } = context;
  const { measure } = plan;
  if (plan.rule >= 0) {
    const truth = rules.truth(row, plan.rule);
    if (truth !== true) {
      const tests = rules.tests(row, record, plan.rule);
      const code = truth === false ? 'notEligible' : 'eligibilityUnknown';
      return { code, facts: { tests }, unknown: rules.unknownRoots(row, record, plan.rule) };
    }
  }
  if (plan.compliance?.verdict === 'blocked')
    return { code: 'complianceBlocked', facts: { because: plan.compliance.because }, unknown: [] };
  const timing = timeOf(context, plan, row, today, record);
  if ('code' in timing) return timing;
  const channel = channelFor(context, plan, row, record);
  if (typeof channel !== 'string') return channel;
  const worth = worthOf(policy, plan, row, record);
  if ('code' in worth) return worth;
  const attackCode = context.attackLevelSlot < 0 ? Number.NaN : row[context.attackLevelSlot]!;
  const attackLevel = Number.isNaN(attackCode) ? -1 : (context.ownerOfCode[attackCode] ?? -1);
  const owner = Math.max(plan.ownerIndex, attackLevel);
  const { leadDays, by } = measure.approval ?? { leadDays: 0, by: '' };
  return {
    net: worth.net,
    unknown: worth.unknown,
    candidate: {
      measure: measure.id,
      causes,
      lever: measure.lever,
      price: measure.price,
      anchor: { fact: measure.anchor ?? null, date: fromDayNumber(timing.anchor) },
      due: fromDayNumber(timing.due),
      deadline: timing.deadline === Number.POSITIVE_INFINITY ? null : fromDayNumber(timing.deadline),
      late: timing.late,
      clamped: timing.clamped,
      owner: policy.owners[owner]!.id,
      escalated: owner > plan.ownerIndex,
      channel,
      cost: worth.cost,
      value: worth.value,
      approval:
        measure.approval === undefined ? null : { by, leadDays, requestBy: fromDayNumber(timing.due - leadDays) },
      needsClearance: plan.compliance?.verdict === 'needsClearance',
      uses: measure.uses ?? [],
    },
  };
}

interface Timing {
  readonly anchor: number;
  readonly due: number;
  readonly deadline: number;
  readonly late: boolean;
  readonly clamped: boolean;
}

function timeOf(
  context: MeasureContext,
  { measure, anchorSlot }: MeasurePlan,
  row: Float64Array,
  today: number,
  record: object,
): Refusal | Timing {
  const anchor = anchorSlot < 0 ? today : row[anchorSlot]!;
  if (Number.isNaN(anchor)) {
    return { code: 'anchorUnknown', facts: { anchor: measure.anchor }, unknown: rootsOf(record, measure.anchor!) };
  }
  const anchored = anchorSlot >= 0;
  if (anchored && anchor < today) {
    return { code: 'horizonOver', facts: { anchor: measure.anchor, date: fromDayNumber(anchor) }, unknown: [] };
  }
  const shifted = shiftMonths(fromDayNumber(anchor), measure.offset.months ?? 0);
  const planned = readDayNumber(shifted.date) + (measure.offset.days ?? 0);
  const horizon = today + context.policy.horizonDays;
  if (planned > horizon) {
    return { code: 'notYetDue', facts: { due: fromDayNumber(planned), horizon: fromDayNumber(horizon) }, unknown: [] };
  }
  const closes = context.attackClosesSlot < 0 ? Number.NaN : row[context.attackClosesSlot]!;
  const earliest = today + (measure.approval?.leadDays ?? 0);
  const due = Math.max(planned, earliest);
  const ownDeadline = anchored ? Math.max(anchor, planned) : Number.POSITIVE_INFINITY;
  if (due > ownDeadline) {
    const facts = { by: measure.approval?.by, earliest: fromDayNumber(earliest), deadline: fromDayNumber(ownDeadline) };
    return { code: 'approvalTooLate', facts, unknown: [] };
  }
  if (due > closes) {
    return {
      code: 'attackClosed',
      facts: { closes: fromDayNumber(closes), earliest: fromDayNumber(due) },
      unknown: [],
    };
  }
  const deadline = Number.isNaN(closes) ? ownDeadline : Math.min(ownDeadline, closes);
  return { anchor, due, deadline, late: planned < today, clamped: shifted.clamped };
}

/** The first channel with consent. */
function channelFor(
  { policy, consentSlot }: MeasureContext,
  { channelIndexes, measure }: MeasurePlan,
  row: Float64Array,
  record: object,
): Refusal | string {
  const open: string[] = [];
  for (const index of channelIndexes) {
    const slot = consentSlot[index]!;
    const { id, consent } = policy.channels[index]!;
    if (slot < 0 || row[slot] === 1) return id;
    if (Number.isNaN(row[slot]!)) open.push(...rootsOf(record, consent!));
  }
  return {
    code: open.length > 0 ? 'consentUnknown' : 'noConsent',
    facts: { channels: measure.channels },
    unknown: open,
  };
}

interface Worth {
  readonly cost: Money | null;
  readonly value: CandidateValue;
  readonly net: number;
  readonly unknown: readonly string[];
}

function worthOf(policy: AnyRetentionPolicy, plan: MeasurePlan, row: Float64Array, record: object): Refusal | Worth {
  const scale = currencyScale(policy.currency);
  const show = (units: number): Money => moneyFromMinorUnits(units, policy.currency, scale);
  const cost = workOutCost(plan.cost, row);
  const cap = checkCap(policy, plan, cost, row, record, show);
  if (cap !== undefined) return cap;
  const atStake = workOut(plan.atStake, row);
  const uplift = upliftOf(plan, row);
  const shownCost = Number.isNaN(cost) ? null : show(cost);
  if (uplift < 0) return { code: 'sleepingDog', facts: { uplift: writeScaled(uplift, 6) }, unknown: [] };
  const missing = [
    ...(Number.isNaN(cost) ? unknownIn(plan.cost, row, record) : []),
    ...(Number.isNaN(atStake) ? unknownIn(plan.atStake, row, record) : []),
  ];
  if (missing.length > 0) {
    return { cost: shownCost, value: { kind: 'unknown', unknown: missing }, net: Number.NaN, unknown: missing };
  }
  if (Number.isNaN(uplift)) {
    if (cost > atStake) return { code: 'cannotPay', facts: { cost: shownCost, atStake: show(atStake) }, unknown: [] };
    const least = cost === 0 ? 0 : multiplyDivideRounded(cost, whole, atStake, 'ceiling');
    const unknown = plan.upliftSlot < 0 ? [] : rootsOf(record, plan.measure.uplift!.fact!);
    const value: CandidateValue = { kind: 'breakEven', atStake: show(atStake), uplift: writeScaled(least, 6) };
    return { cost: shownCost, value, net: Number.NaN, unknown };
  }
  const gain = multiplyDivideRounded(atStake, uplift, whole, policy.rounding);
  const net = gain - cost;
  if (net < 0) return { code: 'costsMoreThanItKeeps', facts: { cost: shownCost, gain: show(gain) }, unknown: [] };
  const value: CandidateValue = {
    kind: 'incremental',
    gain: show(gain),
    net: show(net),
    atStake: show(atStake),
    uplift: writeScaled(uplift, 6),
  };
  return { cost: shownCost, value, net, unknown: [] };
}

function checkCap(
  { spendingCap }: AnyRetentionPolicy,
  { cap }: MeasurePlan,
  cost: number,
  row: Float64Array,
  record: object,
  show: (units: number) => Money,
): Refusal | undefined {
  if (cap === undefined || spendingCap === undefined || !(cost > 0)) return undefined;
  const most = Math.max(workOut(cap, row), 0);
  if (Number.isNaN(most)) {
    return spendingCap.whenUnknown === 'reject'
      ? { code: 'capUnknown', facts: {}, unknown: rootsOf(record, spendingCap.fact) }
      : undefined;
  }
  if (cost <= most) return undefined;
  return { code: 'aboveCap', facts: { cost: show(cost), cap: show(most), over: show(cost - most) }, unknown: [] };
}

/** The uplift in millionths; NaN where unknown. */
function upliftOf({ upliftSlot, upliftDivisor, upliftMicro, measure }: MeasurePlan, row: Float64Array): number {
  if (upliftSlot < 0) return upliftMicro;
  const value = row[upliftSlot]! / upliftDivisor;
  if (Math.abs(value) > 1) {
    throw new InputError([issue('range', [measure.uplift!.fact!], 'an uplift between -1 and 1', value)], 'facts');
  }
  return Math.round(value * whole) + 0;
}

function unknownIn(amount: Amount, row: Float64Array, record: object): readonly string[] {
  return amount.parts.flatMap(({ slot, fact }) => (slot >= 0 && Number.isNaN(row[slot]!) ? rootsOf(record, fact) : []));
}
