import { rootsOf } from '../core/comparison.js';
import { fromDayNumber } from '../core/day-number.js';
import type { Candidate } from './candidate.js';
import { type MeasureCase, type MeasureContext, type Refusal, refuse } from './measure-case.js';
import type { MeasurePlan } from './measure-plan.js';
import { timeOf } from './measure-timing.js';
import { worthOf } from './measure-worth.js';
import type { PricedOffer } from './quoted-offer.js';

/** A candidate, its net worth in minor units (NaN where unknown) and the facts that are missing in it. */
export interface Proposal {
  readonly candidate: Candidate;
  readonly net: number;
  readonly unknown: readonly string[];
}

/** Judges one measure that its causes call for, or one quoted offer of it. */
export function judgeMeasure(
  context: MeasureContext,
  plan: MeasurePlan,
  offer: PricedOffer | undefined,
  causes: readonly string[],
  one: MeasureCase,
): Refusal | Proposal {
  const { policy, rules } = context;
  const { row, record } = one;
  const { measure } = plan;
  if (plan.rule >= 0) {
    const truth = rules.truth(row, plan.rule);
    if (truth !== true) {
      return refuse(
        truth === false ? 'notEligible' : 'eligibilityUnknown',
        () => ({ tests: rules.tests(row, record, plan.rule) }),
        () => rules.unknownRoots(row, record, plan.rule),
      );
    }
  }
  const { compliance } = plan;
  if (compliance?.verdict === 'blocked') return refuse('complianceBlocked', () => ({ because: compliance.because }));
  const timing = timeOf(context, plan, offer === undefined ? measure.approval : offer.approval, one);
  if ('code' in timing) return timing;
  const channel = channelFor(context, plan, one);
  if (typeof channel !== 'string') return channel;
  const worth = worthOf(context, plan, offer, one);
  if ('code' in worth) return worth;
  const owner = Math.max(plan.ownerIndex, attackLevel(context, row));
  return {
    net: worth.net,
    unknown: worth.unknown,
    candidate: {
      measure: measure.id,
      offer: offer?.id ?? null,
      causes,
      lever: measure.lever,
      price: measure.price,
      anchor: { fact: measure.anchor ?? null, date: fromDayNumber(timing.anchor) },
      offset: { months: measure.offset.months ?? 0, days: measure.offset.days ?? 0 },
      due: fromDayNumber(timing.due),
      deadline: timing.deadline === Number.POSITIVE_INFINITY ? null : fromDayNumber(timing.deadline),
      late: timing.late,
      clamped: timing.clamped,
      owner: policy.owners[owner]!.id,
      escalated: owner > plan.ownerIndex,
      channel,
      cost: worth.cost,
      value: worth.value,
      approval: timing.approval,
      needsClearance: compliance?.verdict === 'needsClearance',
      success: measure.success,
      uses: measure.uses ?? [],
    },
  };
}

/** Place of the attack's level among the owners, -1 where there is none. */
function attackLevel({ attackLevelSlot, ownerOfCode }: MeasureContext, row: Float64Array): number {
  const code = attackLevelSlot < 0 ? Number.NaN : row[attackLevelSlot]!;
  return Number.isNaN(code) ? -1 : (ownerOfCode[code] ?? -1);
}

/** The first channel with consent. */
function channelFor(
  { policy, consentSlot }: MeasureContext,
  { channelIndexes, measure }: MeasurePlan,
  { row, record }: MeasureCase,
): Refusal | string {
  const open: string[] = [];
  for (const index of channelIndexes) {
    const slot = consentSlot[index]!;
    const { id, consent } = policy.channels[index]!;
    if (slot < 0 || row[slot] === 1) return id;
    if (Number.isNaN(row[slot]!)) open.push(...rootsOf(record, consent!));
  }
  return refuse(
    open.length > 0 ? 'consentUnknown' : 'noConsent',
    () => ({ channels: measure.channels }),
    () => open,
  );
}
