import { createCodes } from '../core/match-columns.js';
import type { CompiledDimension } from './dimension.js';

/** Refines some segments of an earlier dimension by another one and leaves the rest: `high/data`, `low`. */
export function compileNested(
  id: string,
  earlier: readonly CompiledDimension[],
  of: string,
  refine: readonly { readonly segment: string; readonly by: string }[],
): CompiledDimension {
  const at = (dimension: string): number => earlier.findIndex((candidate) => candidate.id === dimension);
  const outerAt = at(of);
  const outer = earlier[outerAt]!.segments;
  const segments: string[] = [];
  const firsts = new Int32Array(outer.length);
  // -1 where a segment stays whole.
  const inners = new Int32Array(outer.length).fill(-1);
  for (const [index, segment] of outer.entries()) {
    const by = refine.find((entry) => entry.segment === segment)?.by;
    firsts[index] = segments.length;
    if (by === undefined) segments.push(segment);
    else {
      inners[index] = at(by);
      segments.push(...earlier[inners[index]]!.segments.map((inner) => `${segment}/${inner}`));
    }
  }
  const assign = (_: Float64Array, assigned: Int32Array): number => {
    const own = assigned[outerAt]!;
    const inner = inners[own]!;
    return firsts[own]! + (inner < 0 ? 0 : assigned[inner]!);
  };
  return {
    id,
    follows: true,
    segments,
    assign,
    decide: (row, assigned, _, __, { reasons }) => {
      const own = assigned[outerAt]!;
      const inner = inners[own]!;
      const segment = outer[own]!;
      const found = assign(row, assigned);
      const rule = segments[found]!;
      const facts = { dimension: id, segment };
      const by = inner < 0 ? undefined : earlier[inner]!;
      reasons.push(
        by === undefined
          ? { code: 'leftWhole', rule, facts }
          : { code: 'refined', rule, facts: { ...facts, by: by.id, inner: by.segments[assigned[inner]!] } },
      );
      return found;
    },
    assignColumns: ({ length }, assigned) => {
      const found = createCodes(length, segments.length);
      const own = assigned[outerAt]!;
      for (let row = 0; row < length; row += 1) {
        const inner = inners[own[row]!]!;
        found[row] = firsts[own[row]!]! + (inner < 0 ? 0 : assigned[inner]![row]!);
      }
      return found;
    },
  };
}
