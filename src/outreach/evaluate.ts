import { Decimal } from '../core/decimal.js';
import { checkMoney } from '../core/exact-amount.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import { type Money, moneyFromDecimal, moneyToDecimal } from '../core/money.js';
import type { RoundingMode } from '../core/rounding.js';
import { checkUnits, refuseFaults } from '../core/row-check.js';
import { differenceInDifferences } from '../statistics/difference-in-differences.js';
import type { Interval, Measured } from '../statistics/measured.js';
import { mapMeasured, measured, unmeasured } from '../statistics/measured.js';
import { adjustPValues, type PValueCorrection } from '../statistics/multiplicity.js';
import { compareShares, type Proportion, share } from '../statistics/proportion.js';

/** Who acted in a group after the programme and, where it was counted, before it. */
export interface GroupResult {
  readonly after: Proportion;
  readonly before?: Proportion | undefined;
}

/** The counts of a programme, or of one segment of it. */
export interface ProgrammeResult {
  readonly treated: GroupResult;
  /** Those who were left alone; without them no effect is told from what would have happened anyway. */
  readonly control?: GroupResult | undefined;
}

/** A programme to evaluate. */
export interface Programme extends ProgrammeResult {
  readonly cost?: Money | undefined;
  readonly segments?: readonly ({ readonly id: string } & ProgrammeResult)[] | undefined;
}

/** How to read it. */
export interface EvaluationOptions {
  /** 0.95 for 95 per cent intervals. */
  readonly confidence: number;
  /** Rounding of the cost per incremental order. */
  readonly rounding: RoundingMode;
  /** Correction for looking at many segments. */
  readonly correction: PValueCorrection;
}

/** How an effect was told from what would have happened anyway. */
export type EffectAdjustment = 'control' | 'differenceInDifferences' | 'unadjusted';

/** What a programme changed. */
export interface ProgrammeEffect {
  readonly adjustment: EffectAdjustment;
  /** In percentage points. Unadjusted: the change from before to after, or none where nothing was counted before. */
  readonly points: Measured;
  /** Of {@link points}; none where unadjusted. */
  readonly interval: Measured<Interval>;
  readonly pValue: Measured;
  /** Those who acted because of the programme: the effect times the treated; none where unadjusted. */
  readonly incremental: Measured;
}

/** What {@link evaluate} found. */
export interface Evaluation extends ProgrammeEffect {
  /** Treated after. */
  readonly share: Measured;
  readonly costPerIncremental: Money | { readonly undefinedBecause: 'noCost' | 'noControl' | 'noIncrease' };
  readonly segments: readonly ({
    readonly id: string;
    /** The p-value corrected for the number of segments; undefined as the segment's own. */
    readonly adjustedPValue: Measured;
  } & ProgrammeEffect)[];
}

/** A share in per cent, exact wherever per cents are. */
const percent = ({ count, of }: Proportion): number => (count * 100) / of;

function effectOf(result: ProgrammeResult, confidence: number): ProgrammeEffect {
  const { treated } = result;
  const control = result.control ?? undefined;
  const [before, beforeControl] = [treated.before ?? undefined, control?.before ?? undefined];
  const isCounted = [treated.after, before, control?.after, beforeControl].every((one) => one?.of !== 0);
  if (!isCounted) return nothing(control === undefined ? 'unadjusted' : 'control', 'emptyGroup');
  if (control === undefined) {
    const points = before === undefined ? unmeasured('zeroBase') : measured(percent(treated.after) - percent(before));
    return { ...nothing('unadjusted', 'notEstimable'), points };
  }
  const scale = (interval: Interval): Interval => ({ lower: interval.lower * 100, upper: interval.upper * 100 });
  const { of } = treated.after;
  if (before !== undefined && beforeControl !== undefined) {
    const found = differenceInDifferences(
      { before, after: treated.after },
      { before: beforeControl, after: control.after },
      confidence,
    );
    const points = percent(treated.after) - percent(before) - (percent(control.after) - percent(beforeControl));
    return {
      adjustment: 'differenceInDifferences',
      points: measured(points),
      interval: mapMeasured(found.interval, scale),
      pValue: found.pValue,
      incremental: measured((points * of) / 100),
    };
  }
  const found = compareShares(treated.after, control.after, confidence);
  return {
    adjustment: 'control',
    points: measured(percent(treated.after) - percent(control.after)),
    interval: mapMeasured(found.newcombe, scale),
    pValue: found.pValue,
    incremental: measured(treated.after.count - (control.after.count * of) / control.after.of),
  };
}

function resultFaults({ treated, control }: ProgrammeResult, path: Path): readonly Issue[] {
  return Object.entries({ treated, control }).flatMap(([group, result]) =>
    group === 'control' && (result ?? undefined) === undefined ? [] : groupFaults(result, [...path, group]),
  );
}

function groupFaults(result: GroupResult | undefined, path: Path): readonly Issue[] {
  const { after, before } = result ?? ({} as Partial<GroupResult>);
  return Object.entries({ after, before }).flatMap(([time, counted]) => {
    if (time === 'before' && (counted ?? undefined) === undefined) return [];
    const { count, of } = counted ?? ({} as Partial<Proportion>);
    const at = [...path, time];
    const faults = [...checkUnits(of, [...at, 'of']), ...checkUnits(count, [...at, 'count'])];
    return faults.length === 0 && count! > of! ? [issue('range', [...at, 'count'], `at most ${of}`, count)] : faults;
  });
}

function nothing(adjustment: EffectAdjustment, because: 'emptyGroup' | 'notEstimable'): ProgrammeEffect {
  const none = unmeasured(because);
  return { adjustment, points: none, interval: none, pValue: none, incremental: none };
}

function costPer(
  cost: Money | undefined,
  { adjustment, incremental }: ProgrammeEffect,
  rounding: RoundingMode,
): Evaluation['costPerIncremental'] {
  if (!cost) return { undefinedBecause: 'noCost' };
  if (adjustment === 'unadjusted') return { undefinedBecause: 'noControl' };
  if (incremental.value === undefined || incremental.value <= 0) return { undefinedBecause: 'noIncrease' };
  return moneyFromDecimal(moneyToDecimal(cost).div(new Decimal(incremental.value)), cost.currency, { mode: rounding });
}

/**
 * Evaluates a programme: what it changed beyond what would have happened anyway. Against a control group where there is one; against the
 * control's own change where both groups were counted before; else the bare change, marked `unadjusted` and never turned into orders.
 *
 * @throws InputError with every fault: counts that are none or above their base, a cost that is no money
 * @example
 * evaluate({ treated: { after: { count: 60, of: 1000 } }, control: { after: { count: 40, of: 1000 } }, cost: { amount: '4000.00', currency: 'CNY' } },
 *   { confidence: 0.95, rounding: 'halfUp', correction: 'holm' }).costPerIncremental //=> { amount: '200.00', currency: 'CNY' }
 */
export function evaluate(programme: Programme, options: EvaluationOptions): Evaluation {
  refuseFaults([
    ...resultFaults(programme, []),
    ...(programme.segments ?? []).flatMap((segment, at) => resultFaults(segment, ['segments', at])),
    ...((programme.cost ?? undefined) === undefined ? [] : checkMoney(programme.cost, ['cost'])),
  ]);
  const effect = effectOf(programme, options.confidence);
  const segments = (programme.segments ?? []).map(({ id, ...result }) => ({
    id,
    ...effectOf(result, options.confidence),
  }));
  const tested = segments.flatMap(({ pValue }) => (pValue.value === undefined ? [] : [pValue.value]));
  const adjusted = adjustPValues(tested, options.correction);
  let next = 0;
  return {
    ...effect,
    share: share(programme.treated.after),
    costPerIncremental: costPer(programme.cost, effect, options.rounding),
    segments: segments.map((segment) => ({
      ...segment,
      adjustedPValue: segment.pValue.value === undefined ? segment.pValue : measured(adjusted[next++]!),
    })),
  };
}
