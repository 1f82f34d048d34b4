import { firstDayNumber, fromDayNumber } from '../core/day-number.js';
import { isTrue } from '../core/program.js';
import { probabilityOf } from './hazard.js';
import type { RiskLayout } from './risk-layout.js';
import type { RaisedWarning, Risk } from './risk-outcome.js';
import { confidenceOf, type Marks } from './scorecard.js';
import { microPerPoint } from './weight.js';

const noWarnings: readonly RaisedWarning[] = Object.freeze([]);

/** The first band that a score does not exceed. */
export function bandOf(limits: Float64Array, micro: number): number {
  let band = 0;
  while (micro > limits[band]!) band += 1;
  return band;
}

/** The outcome of a marked row. */
export function settleRisk(layout: RiskLayout, row: Float64Array, marks: Marks, micro: number, today: number): Risk {
  const { policy, card, limits } = layout;
  const { bands, scale } = policy;
  let band = bandOf(limits, micro);
  let raised: RaisedWarning[] | undefined;
  const count = layout.warningLevel.length;
  for (let w = 0; w < count; w += 1) {
    if (!holds(layout, row, today, w)) continue;
    const level = layout.warningLevel[w]!;
    const warning = policy.warnings![w]!;
    if (warning.lifts === true && level > band) band = level;
    raised ??= [];
    raised.push({ id: warning.id, level: bands[level]!.id, onset: onsetOf(layout, row, today, w) });
  }
  return {
    points: micro / microPerPoint,
    band: bands[band]!.id,
    probability: scale === undefined ? null : probabilityOf(scale, micro),
    confidence: confidenceOf(card, marks.missing),
    warnings: raised ?? noWarnings,
  };
}

function holds(layout: RiskLayout, row: Float64Array, today: number, w: number): boolean {
  const rule = layout.warningRule[w]!;
  if (rule >= 0 && !isTrue(layout.rules.program, row, rule)) return false;
  const slot = layout.expirySlot[w]!;
  if (slot < 0) return true;
  const left = row[slot]! - today;
  return left >= 0 && left <= layout.policy.warnings![w]!.expiry!.withinDays;
}

/** The named date; for an expiry the day on which it came into sight. */
function onsetOf(layout: RiskLayout, row: Float64Array, today: number, w: number): string | null {
  const slot = layout.onsetSlot[w]!;
  const named = slot < 0 ? Number.NaN : row[slot]!;
  if (!Number.isNaN(named) && named <= today) return fromDayNumber(named);
  const end = layout.expirySlot[w]!;
  return end < 0
    ? null
    : fromDayNumber(Math.max(row[end]! - layout.policy.warnings![w]!.expiry!.withinDays, firstDayNumber));
}
