import type { CompiledDimension } from './dimension.js';

/** Most combinations of segments that are kept as shared outcomes; beyond it outcomes are made anew. */
const sharedOutcomes = 65_536;

/** One frozen outcome per combination of segments, made when first met. */
export function internSegments<Outcome>(dimensions: readonly CompiledDimension[]): (assigned: Int32Array) => Outcome {
  // A grid follows from its two sides, so only independent dimensions count.
  const independent = dimensions.flatMap(({ follows }, index) => (follows ? [] : [index]));
  const sizes = dimensions.map(({ segments }) => segments.length);
  const make = (assigned: Int32Array): Outcome =>
    Object.freeze(
      Object.fromEntries(dimensions.map(({ id, segments }, index) => [id, segments[assigned[index]!]!])),
    ) as Outcome;
  if (independent.reduce((product, index) => product * sizes[index]!, 1) > sharedOutcomes) return make;
  const known: Outcome[] = [];
  return (assigned) => {
    let key = 0;
    for (const index of independent) key = key * sizes[index]! + assigned[index]!;
    const shared = known[key] ?? make(assigned);
    known[key] = shared;
    return shared;
  };
}
