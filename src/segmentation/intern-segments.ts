import type { CompiledDimension } from './dimension.js';

/** Most combinations of segments that are kept as shared outcomes; beyond it outcomes are made anew. */
const sharedOutcomes = 65_536;

/** One frozen outcome per combination of segments, made when first met. */
export function internSegments<Outcome>(dimensions: readonly CompiledDimension[]): (assigned: Int32Array) => Outcome {
  // A grid follows from its two sides, so only independent dimensions count.
  let combinations = 1;
  const weights = Int32Array.from(dimensions, ({ follows, segments }) => {
    if (follows) return 0;
    const weight = combinations;
    combinations *= segments.length;
    return weight;
  });
  const make = (assigned: Int32Array): Outcome =>
    Object.freeze(
      Object.fromEntries(dimensions.map(({ id, segments }, index) => [id, segments[assigned[index]!]!])),
    ) as Outcome;
  if (combinations > sharedOutcomes) return make;
  const known: Outcome[] = [];
  return (assigned) => {
    let key = 0;
    for (let index = 0; index < weights.length; index += 1) key += weights[index]! * assigned[index]!;
    const shared = known[key];
    if (shared !== undefined) return shared;
    const made = make(assigned);
    known[key] = made;
    return made;
  };
}
