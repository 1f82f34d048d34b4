import type { PackedColumns } from '../core/columns.js';
import { readCondition } from '../core/condition-tree.js';
import { createFactTable, type FactTable } from '../core/fact-table.js';
import type { FactDeclaration } from '../core/facts.js';
import { compileBands } from './bands.js';
import type { CompiledDimension, Trace } from './dimension.js';
import { compileFirstMatch } from './first-match.js';
import type { ScorecardDimension, ScoreFactor } from './policy.js';
import { readBand } from './read-band.js';

type Facts = readonly FactDeclaration[];
type Scorecard = ScorecardDimension<Facts, string, string, string>;
type Factor = ScoreFactor<Facts, string>;

/** The facts that a scorecard's conditions test: points by factor, and their weighted `total`. */
export function factorFacts(factors: readonly { readonly id: string }[]): readonly FactDeclaration[] {
  const ids = new Set([...factors.map(({ id }) => id), 'total']);
  return [...ids].map((id) => ({ id, kind: 'integer' }));
}

interface CompiledFactor {
  readonly id: string;
  readonly weight: number;
  readonly finder: CompiledDimension;
  /** Points by what the finder found; NaN where the answer is open. */
  readonly points: Float64Array;
}

/** Reads a scorecard's conditions; the function it returns compiles it once the whole policy has been read. */
export function readScorecard(dimension: Scorecard, table: FactTable): () => CompiledDimension {
  const builds = dimension.factors.map((factor) => readFactor(factor, table));
  return () =>
    compileScorecard(
      dimension,
      builds.map((build) => build()),
    );
}

function readFactor(factor: Factor, table: FactTable): () => CompiledFactor {
  const { id, weight } = factor;
  const whenUnknown = 'open';
  if (factor.type === 'bands') {
    const bands = factor.bands.map((band, k) => ({ id: String(k), within: readBand(factor.fact, band, table) }));
    const points = Float64Array.of(...factor.bands.map((band) => band.points), Number.NaN);
    return () => ({ id, weight, finder: compileBands({ id, bands, whenUnknown }), points });
  }
  const segments = factor.cases.map(({ when }, k) => ({ id: String(k), tree: readCondition(when, table, [], []) }));
  const match = { id, segments, otherwise: 'otherwise', whenUnknown, code: 'matched', alternatives: false } as const;
  const points = Float64Array.of(...factor.cases.map((entry) => entry.points), factor.otherwise, Number.NaN);
  return () => ({ id, weight, finder: compileFirstMatch(match, table), points });
}

function compileScorecard(dimension: Scorecard, factors: readonly CompiledFactor[]): CompiledDimension {
  const { id, otherwise, whenUnknown } = dimension;
  const inner = createFactTable(factorFacts(factors));
  const segments = dimension.segments.map((segment) => ({
    id: segment.id,
    tree: readCondition(segment.when, inner, [], []),
  }));
  const match = compileFirstMatch({ id, segments, otherwise, whenUnknown, code: 'scored', alternatives: true }, inner);
  const scores = new Float64Array(inner.slots.length);
  const existsSlots = inner.slots.filter(({ role }) => role === 'exists');
  const valueAt = factors.map((factor) => inner.valueSlot(factor.id)!.index);
  const totalAt = inner.valueSlot('total')!.index;
  const score = (row: Float64Array, assigned: Int32Array, record: object): void => {
    let total = 0;
    for (let k = 0; k < factors.length; k += 1) {
      const { finder, points, weight } = factors[k]!;
      const scored = points[finder.assign(row, assigned, record)]!;
      scores[valueAt[k]!] = scored;
      total += weight * scored;
    }
    scores[totalAt] = total;
    for (const slot of existsSlots) {
      scores[slot.index] = Number(!Number.isNaN(scores[inner.valueSlot(slot.fact.id)!.index]!));
    }
  };
  return {
    id,
    follows: false,
    segments: match.segments,
    assign: (row, assigned, record) => {
      score(row, assigned, record);
      return match.assign(scores, assigned, record);
    },
    decide: (row, assigned, record, complete, trace) => {
      score(row, assigned, record);
      const scored = factors.map(({ id: factor, weight, finder }, k) => {
        const points = scores[valueAt[k]!]!;
        const unknown: string[] = [];
        finder.decide(row, assigned, record, complete, { reasons: [], unknown });
        return Number.isNaN(points) ? { factor, weight, points: null, unknown } : { factor, weight, points };
      });
      const unknown = [...new Set(scored.flatMap((entry) => entry.unknown ?? []))];
      const total = scores[totalAt]!;
      const seen = Object.fromEntries([
        ...scored.map(({ factor, points, unknown: roots }) => [
          factor,
          roots === undefined ? points : { unknown: roots },
        ]),
        ['total', Number.isNaN(total) ? { unknown } : total],
      ]);
      const facts = { dimension: id, points: scored, total: Number.isNaN(total) ? null : total };
      const verdict: Trace = { reasons: [], unknown: trace.unknown };
      const found = match.decide(scores, assigned, seen, unknown.length === 0, verdict);
      const [first, ...others] = verdict.reasons;
      trace.reasons.push(first!, { code: 'points', rule: first!.rule ?? id, facts }, ...others);
      return found;
    },
    assignColumns: (packed, assigned, base) => {
      const slots = inner.slots.map(() => new Float64Array(packed.length));
      const total = slots[totalAt]!;
      for (const [k, { finder, points, weight }] of factors.entries()) {
        const found = finder.assignColumns(packed, assigned, base);
        const column = slots[valueAt[k]!]!;
        for (let row = 0; row < packed.length; row += 1) {
          column[row] = points[found[row]!]!;
          total[row] = total[row]! + weight * column[row]!;
        }
      }
      for (const slot of existsSlots) {
        const values = slots[inner.valueSlot(slot.fact.id)!.index]!;
        slots[slot.index] = values.map((value) => Number(!Number.isNaN(value)));
      }
      const complete = slots.map((slot) => !slot.some(Number.isNaN));
      const scored: PackedColumns = { length: packed.length, slots, complete };
      return match.assignColumns(scored, assigned, base);
    },
  };
}
