import { type FactTable, scaleOf } from '../core/fact-table.js';
import type { FactDeclaration } from '../core/facts.js';
import { powerOfTen, readScaled } from '../core/scaled.js';
import { type ComplianceVerdict, checkBenefit } from '../practice/compliance.js';
import { type Amount, compileAmount } from './amount.js';
import type { AnyRetentionPolicy, RetentionMeasure } from './retention-policy.js';

type Measure = RetentionMeasure<readonly FactDeclaration[]>;

/** A measure laid out for packed rows. */
export interface MeasurePlan {
  readonly measure: Measure;
  /** Places of its causes in the policy; `none` for what is done where no cause holds. */
  readonly causes: readonly number[] | 'none';
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
    causes:
      measure.causes === 'none'
        ? 'none'
        : measure.causes.map((cause) => policy.causes.findIndex(({ id }) => id === cause)),
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
