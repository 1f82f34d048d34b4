import { rootsOf } from '../core/comparison.js';
import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import { type Money, moneyFromMinorUnits } from '../core/money.js';
import { multiplyDivideRounded } from '../core/rounding.js';
import { writeScaled } from '../core/scaled.js';
import { unknownIn, workOut, workOutCost } from './amount.js';
import type { CandidateValue } from './candidate.js';
import { type MeasureCase, type MeasureContext, type Refusal, refuse } from './measure-case.js';
import type { MeasurePlan } from './measure-plan.js';
import type { PricedOffer } from './quoted-offer.js';
import type { AnyRetentionPolicy } from './retention-policy.js';

/** Millionths, in which uplifts are counted. */
const whole = 1_000_000;

/** What a measure costs and is worth. */
export interface Worth {
  readonly cost: Money | null;
  readonly value: CandidateValue;
  /** In minor units, NaN where unknown. */
  readonly net: number;
  readonly unknown: readonly string[];
}

/** Works out cost and worth of a measure, or of a quoted offer of it, or says why it does not pay. */
export function worthOf(
  { policy, scale }: MeasureContext,
  plan: MeasurePlan,
  offer: PricedOffer | undefined,
  { row, record }: MeasureCase,
): Refusal | Worth {
  const show = (units: number): Money => moneyFromMinorUnits(units, policy.currency, scale);
  const cost = workOutCost(plan.cost, row) + (offer?.cost ?? 0);
  const cap = checkCap(policy, plan, cost, row, record, show);
  if (cap !== undefined) return cap;
  const atStake = offer?.atStake ?? workOut(plan.atStake, row);
  const uplift = offer?.uplift ?? upliftOf(plan, row);
  const shownCost = Number.isNaN(cost) ? null : show(cost);
  if (uplift < 0) return refuse('sleepingDog', () => ({ uplift: writeScaled(uplift, 6) }));
  const missing = [
    ...(Number.isNaN(cost) ? unknownIn(plan.cost, row, record) : []),
    ...(Number.isNaN(offer?.cost ?? 0) ? [`offers.${offer!.id}.cost`] : []),
    ...(Number.isNaN(atStake) ? unknownIn(plan.atStake, row, record) : []),
  ];
  if (missing.length > 0) {
    return { cost: shownCost, value: { kind: 'unknown', unknown: missing }, net: Number.NaN, unknown: missing };
  }
  if (Number.isNaN(uplift)) {
    if (cost > atStake) return refuse('cannotPay', () => ({ cost: shownCost, atStake: show(atStake) }));
    const least = cost === 0 ? 0 : multiplyDivideRounded(cost, whole, atStake, 'ceiling');
    const unknown = plan.upliftSlot < 0 ? [] : rootsOf(record, plan.measure.uplift!.fact!);
    const value: CandidateValue = { kind: 'breakEven', atStake: show(atStake), uplift: writeScaled(least, 6) };
    return { cost: shownCost, value, net: Number.NaN, unknown };
  }
  const gain = multiplyDivideRounded(atStake, uplift, whole, policy.rounding);
  const net = gain - cost;
  if (net < 0) return refuse('costsMoreThanItKeeps', () => ({ cost: shownCost, gain: show(gain) }));
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
    if (spendingCap.whenUnknown === 'allow') return undefined;
    return refuse(
      'capUnknown',
      () => ({}),
      () => rootsOf(record, spendingCap.fact),
    );
  }
  if (cost <= most) return undefined;
  return refuse('aboveCap', () => ({ cost: show(cost), cap: show(most), over: show(cost - most) }));
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
