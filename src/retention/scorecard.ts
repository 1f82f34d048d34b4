import { monthsBetween } from '../core/calendar.js';
import { fromDayNumber } from '../core/day-number.js';
import { isPossible, isTrue, type Program } from '../core/program.js';
import type { Measure } from './risk-policy.js';

// Kinds of term as the flat arrays hold them.
export const binsKind = 0;
export const codesKind = 1;
export const conditionKind = 2;
export const lineKind = 3;
export const interactionKind = 4;

/** Figures of one term in a scorecard's plan. */
export const planWidth = 6;

/**
 * A scorecard as flat arrays: per term its kind, its slot, where its cuts and its points begin. Points are whole
 * micro-points, so that sums are exact and do not depend on the order of terms.
 */
export interface Scorecard {
  readonly size: number;
  /** What {@link mark} asks of a term, side by side: kind, slot, first cut, first points, unknown bin, measured. */
  readonly plan: Int32Array;
  readonly kind: Uint8Array;
  readonly slot: Int32Array;
  readonly measure: readonly Measure[];
  /** Whether the measure is anything but the packed value itself. */
  readonly measured: Uint8Array;
  readonly cutsFrom: Int32Array;
  readonly cuts: Float64Array;
  readonly pointsFrom: Int32Array;
  readonly points: Float64Array;
  /** How many bins a term has, the unknown one included, which is the last. */
  readonly binCount: Int32Array;
  /** Linear terms: low, high, origin and divisor. */
  readonly line: Float64Array;
  /** Interactions: the terms taken part in. */
  readonly parts: readonly Int32Array[];
  /** Condition terms: their number in the policy's rule set. */
  readonly condition: Int32Array;
  /** Most minus least micro-points of a term: what knowing its fact could have moved. */
  readonly span: Float64Array;
  readonly spanTotal: number;
}

/** Scratch of one run: the bin of each term and its micro-points. */
export interface Marks {
  readonly bin: Int32Array;
  readonly micro: Float64Array;
  /** Micro-points of reach whose facts are unknown. */
  missing: number;
}

export const createMarks = (card: Scorecard): Marks => ({
  bin: new Int32Array(card.size),
  micro: new Float64Array(card.size),
  missing: 0,
});

/** Marks every term for a packed row and returns the sum of micro-points. */
export function mark(card: Scorecard, program: Program, row: Float64Array, today: number, marks: Marks): number {
  const { plan, cuts, points, binCount } = card;
  let sum = 0;
  let missing = 0;
  for (let t = 0; t < card.size; t += 1) {
    const at = t * planWidth;
    const kind = plan[at]!;
    const value = row[plan[at + 1]!]!;
    const first = plan[at + 2]!;
    const pointsFrom = plan[at + 3]!;
    const unknown = plan[at + 4]!;
    let bin = 0;
    let micro = 0;
    switch (kind) {
      case binsKind:
        if (Number.isNaN(value)) bin = unknown;
        else {
          const compared = plan[at + 5] === 1 ? distance(card.measure[t]!, value, today) : value;
          // Counted, not searched: nothing to mispredict.
          const end = first + unknown - 1;
          for (let cut = first; cut < end; cut += 1) bin += Number(compared > cuts[cut]!);
        }
        micro = points[pointsFrom + bin]!;
        break;
      case codesKind:
        bin = codeBin(card, t, value);
        micro = points[pointsFrom + bin]!;
        break;
      case conditionKind: {
        const k = card.condition[t]!;
        bin = isTrue(program, row, k) ? 1 : isPossible(program, row, k) ? 2 : 0;
        micro = points[pointsFrom + bin]!;
        break;
      }
      case lineKind:
        bin = Number.isNaN(value) ? 1 : 0;
        micro = bin === 1 ? points[pointsFrom + 1]! : along(card, t, value, today);
        break;
      default: {
        const parts = card.parts[t]!;
        for (let p = 0; p < parts.length; p += 1) bin = bin * binCount[parts[p]!]! + marks.bin[parts[p]!]!;
        micro = points[pointsFrom + bin]!;
      }
    }
    marks.bin[t] = bin;
    marks.micro[t] = micro;
    sum += micro;
    if (bin === unknown && kind !== interactionKind) missing += card.span[t]!;
  }
  marks.missing = missing;
  return sum;
}

export function codeBin(card: Scorecard, t: number, code: number): number {
  if (Number.isNaN(code)) return card.binCount[t]! - 1;
  const end = t + 1 < card.size ? card.cutsFrom[t + 1]! : card.cuts.length;
  for (let at = card.cutsFrom[t]!; at < end; at += 2) if (card.cuts[at] === code) return card.cuts[at + 1]!;
  return card.binCount[t]! - 2;
}

/** How far along its line a known fact stands: units above the origin, held inside the bounds. */
export function lineAt(card: Scorecard, t: number, packed: number, today: number): number {
  const { line } = card;
  const value = card.measured[t] === 1 ? distance(card.measure[t]!, packed, today) : packed;
  const held = Math.min(Math.max(value, line[t * 4]!), line[t * 4 + 1]!);
  return (held - line[t * 4 + 2]!) / line[t * 4 + 3]!;
}

/** Points along a line, rounded once to a whole micro-point. */
export function along(card: Scorecard, t: number, packed: number, today: number): number {
  return Math.round(card.points[card.pointsFrom[t]!]! * lineAt(card, t, packed, today)) + 0;
}

/** A date as its distance from today. */
export function distance(measure: Measure, day: number, today: number): number {
  switch (measure) {
    case 'daysUntil':
      return day - today;
    case 'daysSince':
      return today - day;
    case 'monthsUntil':
      return monthsBetween(fromDayNumber(today), fromDayNumber(day));
    case 'monthsSince':
      return monthsBetween(fromDayNumber(day), fromDayNumber(today));
    default:
      return day;
  }
}

/** Whether a term could be read; an interaction is as known as its parts and carries no confidence of its own. */
export function isMissing(card: Scorecard, marks: Marks, t: number): boolean {
  return card.kind[t] !== interactionKind && marks.bin[t] === card.binCount[t]! - 1;
}

/** Share of the score's reach whose facts are known, 0 to 1 at four decimal places, where so many micro-points are not. */
export function confidenceOf(card: Scorecard, missing: number): number {
  if (missing === 0 || card.spanTotal === 0) return 1;
  return Math.round((1 - missing / card.spanTotal) * 10_000) / 10_000;
}
