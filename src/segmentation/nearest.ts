import { rootsOf, seenIn } from '../core/comparison.js';
import { type FactTable, scaleOf } from '../core/fact-table.js';
import type { FactDeclaration } from '../core/facts.js';
import { createCodes } from '../core/match-columns.js';
import { type CompiledDimension, noteUnknown, unknownReason } from './dimension.js';
import type { NearestDimension } from './policy.js';

type Nearest = NearestDimension<readonly FactDeclaration[], string, string>;

/** Compiles the segment with the nearest centroid; of equally near ones the first declared. */
export function compileNearest(dimension: Nearest, table: FactTable): CompiledDimension {
  const { id, axes, whenUnknown } = dimension;
  const ids = dimension.segments.map((segment) => segment.id);
  const segments = [...new Set([...ids, whenUnknown])];
  const unknownAt = segments.indexOf(whenUnknown);
  const width = axes.length;
  const slots = Int32Array.from(axes, ({ fact }) => table.valueSlot(fact)!.index);
  // Packed amounts are whole units of their scale; centroids stand in the units of the fact.
  const units = Float64Array.from(axes, ({ fact }) => 10 ** scaleOf(table.fact(fact)!));
  const scales = Float64Array.from(axes, ({ scale }) => scale);
  const centroids = Float64Array.from(dimension.segments.flatMap(({ centroid }) => centroid));
  const point = new Float64Array(width);
  const distance = (segment: number): number => {
    let sum = 0;
    for (let axis = 0; axis < width; axis += 1) {
      const apart = (point[axis]! - centroids[segment * width + axis]!) / scales[axis]!;
      sum += apart * apart;
    }
    return sum;
  };
  const nearest = (): number => {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let segment = 0; segment < ids.length; segment += 1) {
      const apart = distance(segment);
      // Beyond the largest double all are infinitely far: the first declared.
      if (apart < least || (best < 0 && apart === least)) {
        best = segment;
        least = apart;
      }
    }
    // NaN is below nothing: an unknown coordinate leaves no nearest one.
    return best < 0 ? unknownAt : best;
  };
  const load = (row: Float64Array): void => {
    for (let axis = 0; axis < width; axis += 1) point[axis] = row[slots[axis]!]! / units[axis]!;
  };
  return {
    id,
    follows: false,
    segments,
    assign: (row) => {
      load(row);
      return nearest();
    },
    decide: (row, _, record, __, trace) => {
      load(row);
      const missing = axes.filter((_, axis) => Number.isNaN(point[axis])).map(({ fact }) => fact);
      if (missing.length > 0) {
        const unknown = [...new Set(missing.flatMap((fact) => rootsOf(record, fact)))];
        trace.reasons.push(unknownReason(id, whenUnknown, unknown));
        noteUnknown(trace, unknown);
        return unknownAt;
      }
      const own = nearest();
      // JSON has no infinity: what is farther than any number is as far as the largest.
      const away = (at: number): number => Math.min(Number.MAX_VALUE, Math.sqrt(distance(at)));
      const distances = ids.map((segment, at) => ({ segment, distance: away(at) }));
      const others = distances.filter((_, at) => at !== own);
      const next = others.reduce<(typeof others)[number] | undefined>(
        (best, entry) => (best === undefined || entry.distance < best.distance ? entry : best),
        undefined,
      );
      const seen = axes.map(({ fact }) => ({ fact, seen: seenIn(record, fact) }));
      const facts = { dimension: id, seen, distance: distances[own]!.distance, distances };
      trace.reasons.push({ code: 'nearest', rule: ids[own]!, facts });
      if (next === undefined) return own;
      trace.reasons.push({
        code: 'nextNearest',
        rule: next.segment,
        facts: { dimension: id, distance: next.distance },
      });
      return own;
    },
    assignColumns: ({ length, slots: columns }) => {
      const found = createCodes(length, segments.length);
      const own = Array.from(slots, (slot) => columns[slot]!);
      for (let row = 0; row < length; row += 1) {
        for (let axis = 0; axis < width; axis += 1) point[axis] = own[axis]![row]! / units[axis]!;
        found[row] = nearest();
      }
      return found;
    },
  };
}
