import { monthsBetween } from '../core/calendar.js';
import { fromDayNumber } from '../core/day-number.js';
import type { FactTable } from '../core/fact-table.js';
import { scaleOf } from '../core/fact-table.js';
import { nextDown } from '../core/interval.js';
import { isPossible, isTrue, type Program } from '../core/program.js';
import { powerOfTen } from '../core/scaled.js';
import { type AnyRiskPolicy, binIds, type Measure, type RiskTerm, readCut } from './risk-policy.js';
import { microPerPoint, microPoints, type Weight } from './weight.js';

// Kinds of term as the flat arrays hold them.
export const binsKind = 0;
export const codesKind = 1;
export const conditionKind = 2;
export const lineKind = 3;
export const interactionKind = 4;

/**
 * A scorecard as flat arrays: per term its kind, its slot, where its cuts and its points begin. Points are whole
 * micro-points, so that sums are exact and do not depend on the order of terms.
 */
export interface Scorecard {
  readonly size: number;
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

/** Lays out the terms of a checked policy; `table` has read all of its conditions. */
export function layOutScorecard(policy: AnyRiskPolicy, table: FactTable): Scorecard {
  const { terms, scale } = policy;
  const weigh = (weight: Weight): number => microPoints(weight, scale?.pointsToDouble);
  const size = terms.length;
  const card = {
    size,
    kind: new Uint8Array(size),
    slot: new Int32Array(size),
    measure: [] as Measure[],
    measured: new Uint8Array(size),
    cutsFrom: new Int32Array(size),
    pointsFrom: new Int32Array(size),
    binCount: new Int32Array(size),
    line: new Float64Array(size * 4),
    parts: [] as Int32Array[],
    condition: new Int32Array(size).fill(-1),
    span: new Float64Array(size),
  };
  const cuts: number[] = [];
  const points: number[] = [];
  let conditions = 0;
  terms.forEach((term, t) => {
    card.kind[t] = kindOf[term.kind];
    card.cutsFrom[t] = cuts.length;
    card.pointsFrom[t] = points.length;
    const measure = 'measure' in term ? (term.measure ?? 'value') : 'value';
    card.measure.push(measure);
    card.measured[t] = Number(measure !== 'value');
    card.parts.push(new Int32Array(0));
    if ('fact' in term) card.slot[t] = table.valueSlot(term.fact)!.index;
    if (term.kind === 'condition') {
      card.condition[t] = conditions;
      conditions += 1;
    }
    if (term.kind === 'categories') {
      for (const [index, { values }] of term.categories.entries())
        for (const value of values) cuts.push(table.codeOf(term.fact, value), index);
    }
    if (term.kind === 'bins') cuts.push(...cutLimits(term, table));
    if (term.kind === 'linear') layOutLine(term, table, card.line, t);
    if (term.kind === 'interaction') {
      card.parts[t] = Int32Array.from(term.of, (id) => terms.findIndex((one) => one.id === id));
    }
    const own = pointsOf(term, terms, weigh);
    points.push(...own);
    card.binCount[t] = own.length;
    card.span[t] = spanOf(term, own, card.line, t);
  });
  return {
    ...card,
    cuts: Float64Array.from(cuts),
    points: Float64Array.from(points),
    spanTotal: card.span.reduce((sum, span) => sum + span, 0),
  };
}

const kindOf: Readonly<Record<RiskTerm['kind'], number>> = {
  bins: binsKind,
  categories: codesKind,
  condition: conditionKind,
  linear: lineKind,
  interaction: interactionKind,
};

function cutLimits(term: RiskTerm & { readonly kind: 'bins' }, table: FactTable): readonly number[] {
  const fact = table.fact(term.fact)!;
  // The last bin is open: it has no cut.
  return term.bins.slice(0, -1).map(({ upTo, below }) => {
    if (upTo !== undefined) return readCut(fact, term.measure ?? 'value', upTo, []) as number;
    return nextDown(readCut(fact, term.measure ?? 'value', below, []) as number);
  });
}

function layOutLine(
  term: RiskTerm & { readonly kind: 'linear' },
  table: FactTable,
  line: Float64Array,
  t: number,
): void {
  const fact = table.fact(term.fact)!;
  const read = (limit: number | string): number => readCut(fact, term.measure ?? 'value', limit, []) as number;
  line[t * 4] = read(term.between[0]);
  line[t * 4 + 1] = read(term.between[1]);
  line[t * 4 + 2] = read(term.origin);
  line[t * 4 + 3] = (term.measure ?? 'value') === 'value' ? powerOfTen(scaleOf(fact)) : 1;
}

/** Micro-points by bin; a linear term holds those of one unit and of the unknown. */
function pointsOf(term: RiskTerm, terms: readonly RiskTerm[], weigh: (weight: Weight) => number): readonly number[] {
  switch (term.kind) {
    case 'bins':
      return [...term.bins.map(weigh), weigh(term.missing)];
    case 'categories':
      return [...term.categories.map(weigh), weigh(term.otherwise), weigh(term.missing)];
    case 'condition':
      return [0, weigh(term), weigh(term.missing)];
    case 'linear':
      return [weigh(term.perUnit), weigh(term.missing)];
    default: {
      const parts = term.of.map((id) => binIds(terms.find((one) => one.id === id)!));
      const table = new Array<number>(parts.reduce((product, bins) => product * bins.length, 1)).fill(0);
      for (const cell of term.cells) {
        const at = cell.bins.reduce(
          (index, bin, p) => index * parts[p]!.length + parts[p]!.findIndex(({ id }) => id === bin),
          0,
        );
        table[at] = weigh(cell);
      }
      return table;
    }
  }
}

function spanOf(term: RiskTerm, own: readonly number[], line: Float64Array, t: number): number {
  if (term.kind !== 'linear') return own.reduce((a, b) => Math.max(a, b)) - own.reduce((a, b) => Math.min(a, b));
  return Math.round((Math.abs(own[0]!) * (line[t * 4 + 1]! - line[t * 4]!)) / line[t * 4 + 3]!);
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
  const { kind, slot, measured, cutsFrom, cuts, pointsFrom, points, binCount } = card;
  let sum = 0;
  let missing = 0;
  for (let t = 0; t < card.size; t += 1) {
    let bin = 0;
    let micro = 0;
    switch (kind[t]) {
      case binsKind: {
        let value = row[slot[t]!]!;
        if (Number.isNaN(value)) bin = binCount[t]! - 1;
        else {
          if (measured[t] === 1) value = distance(card.measure[t]!, value, today);
          // Counted, not searched: nothing to mispredict.
          const first = cutsFrom[t]!;
          const end = first + binCount[t]! - 2;
          for (let at = first; at < end; at += 1) bin += Number(value > cuts[at]!);
        }
        micro = points[pointsFrom[t]! + bin]!;
        break;
      }
      case codesKind:
        bin = codeBin(card, t, row[slot[t]!]!);
        micro = points[pointsFrom[t]! + bin]!;
        break;
      case conditionKind: {
        const k = card.condition[t]!;
        bin = isTrue(program, row, k) ? 1 : isPossible(program, row, k) ? 2 : 0;
        micro = points[pointsFrom[t]! + bin]!;
        break;
      }
      case lineKind: {
        const value = row[slot[t]!]!;
        bin = Number.isNaN(value) ? 1 : 0;
        micro = bin === 1 ? points[pointsFrom[t]! + 1]! : along(card, t, value, today);
        break;
      }
      default: {
        const parts = card.parts[t]!;
        for (let p = 0; p < parts.length; p += 1) bin = bin * binCount[parts[p]!]! + marks.bin[parts[p]!]!;
        micro = points[pointsFrom[t]! + bin]!;
      }
    }
    marks.bin[t] = bin;
    marks.micro[t] = micro;
    sum += micro;
    if (bin === binCount[t]! - 1 && kind[t] !== interactionKind) missing += card.span[t]!;
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

/** Upper limits of bands in micro-points, the last one infinite: a score falls into the first that it does not exceed. */
export function bandLimits(bands: AnyRiskPolicy['bands']): Float64Array {
  return Float64Array.from(bands, ({ upTo, below }) => {
    if (upTo !== undefined) return microPoints({ points: upTo }, undefined);
    if (below !== undefined) return microPoints({ points: below }, undefined) - 1;
    return Number.POSITIVE_INFINITY;
  });
}

/** Probability of leaving within the scale's months, for display. */
export function probabilityOf(scale: NonNullable<AnyRiskPolicy['scale']>, micro: number): number {
  const hazard = hazardOf(scale, micro);
  return -Math.expm1(scale.months * Math.log1p(-hazard));
}

/** Monthly probability of leaving at a score. */
export function hazardOf(scale: NonNullable<AnyRiskPolicy['scale']>, micro: number): number {
  const shift = (micro / microPerPoint / scale.pointsToDouble) * Math.LN2;
  if (scale.link === 'logit') {
    const odds = Math.log(scale.hazardAtZero / (1 - scale.hazardAtZero)) + shift;
    return 1 / (1 + Math.exp(-odds));
  }
  return -Math.expm1(Math.log1p(-scale.hazardAtZero) * Math.exp(shift));
}
