import type { FactTable } from '../core/fact-table.js';
import { scaleOf } from '../core/fact-table.js';
import { nextDown } from '../core/interval.js';
import { powerOfTen } from '../core/scaled.js';
import { binIds, readCut } from './risk-bins.js';
import type { AnyRiskPolicy, Measure, RiskTerm } from './risk-policy.js';
import {
  binsKind,
  codesKind,
  conditionKind,
  interactionKind,
  lineKind,
  planWidth,
  type Scorecard,
} from './scorecard.js';
import { microPoints, type Weight } from './weight.js';

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
  const plan = Int32Array.from({ length: size * planWidth }, (_, at) => {
    const t = Math.floor(at / planWidth);
    const { kind, slot, cutsFrom, pointsFrom, binCount, measured } = card;
    return [kind[t]!, slot[t]!, cutsFrom[t]!, pointsFrom[t]!, binCount[t]! - 1, measured[t]!][at % planWidth]!;
  });
  return {
    ...card,
    plan,
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
  // An interaction is as known as its parts: with a reach of its own, a customer of whom nothing is known would seem half known.
  if (term.kind === 'interaction') return 0;
  if (term.kind !== 'linear') return own.reduce((a, b) => Math.max(a, b)) - own.reduce((a, b) => Math.min(a, b));
  return Math.round((Math.abs(own[0]!) * (line[t * 4 + 1]! - line[t * 4]!)) / line[t * 4 + 3]!);
}

/** Upper limits of bands in micro-points, the last one infinite: a score falls into the first that it does not exceed. */
export function bandLimits(bands: AnyRiskPolicy['bands']): Float64Array {
  return Float64Array.from(bands, ({ upTo, below }) => {
    if (upTo !== undefined) return microPoints({ points: upTo }, undefined);
    if (below !== undefined) return microPoints({ points: below }, undefined) - 1;
    return Number.POSITIVE_INFINITY;
  });
}
