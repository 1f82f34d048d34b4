import { rootsOf, type Test, testOf } from '../core/comparison.js';
import type { Leaf } from '../core/condition-tree.js';
import { bandColumns } from '../core/match-columns.js';
import { type CompiledDimension, noteUnknown, unknownReason } from './dimension.js';

/** What a dimension of bands is made of: at least one, the last open, so that a known value falls into one of them. */
export interface Bands {
  readonly id: string;
  readonly bands: readonly { readonly id: string; readonly within: Leaf }[];
  readonly whenUnknown: string;
}

/** Compiles bands of one fact: counting the bounds below a value finds its band. */
export function compileBands({ id: dimension, bands, whenUnknown }: Bands): CompiledDimension {
  const { slot, fact } = bands[0]!.within;
  const limits = Float64Array.from(bands.slice(0, -1), ({ within }) => within.high);
  const segments = [...new Set([...bands.map(({ id }) => id), whenUnknown])];
  const open = segments.indexOf(whenUnknown);
  const bounds = bands.map(({ within }) => within);
  const last = bounds.length - 1;
  /** A value lies beyond the band before and within its own; the last has no bound of its own. */
  const testsOf = (band: number, row: Float64Array, record: object): readonly Test[] => {
    if (band === 0) return [testOf(bounds[0]!, row, record)];
    const beyond = testOf(bounds[band - 1]!, row, record);
    return band === last ? [beyond] : [beyond, testOf(bounds[band]!, row, record)];
  };
  return {
    id: dimension,
    follows: false,
    segments,
    assign: (row) => {
      const found = bandOf(row[slot]!, limits);
      return found < 0 ? open : found;
    },
    decide: (row, _, record, __, trace) => {
      const found = bandOf(row[slot]!, limits);
      if (found >= 0) {
        const tests = testsOf(found, row, record);
        trace.reasons.push({ code: 'inBand', rule: segments[found]!, facts: { dimension, tests } });
        return found;
      }
      const missing = rootsOf(record, fact);
      noteUnknown(trace, missing);
      trace.reasons.push(unknownReason(dimension, whenUnknown, missing));
      return open;
    },
    assignColumns: ({ slots, complete }) => bandColumns(slots[slot]!, complete[slot]!, limits, open),
  };
}

/** How many of the rising limits lie below a value; -1 for an unknown one. */
function bandOf(value: number, limits: Float64Array): number {
  if (Number.isNaN(value)) return -1;
  // All limits are asked: without a jump that depends on the value there is none to mispredict.
  let band = 0;
  for (let k = 0; k < limits.length; k += 1) band += Number(value > limits[k]!);
  return band;
}
