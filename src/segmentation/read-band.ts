import { anyValue, type Leaf, readCondition } from '../core/condition-tree.js';
import type { FactTable } from '../core/fact-table.js';
import type { BandBound } from './policy.js';

/** The comparison of a band with its one bound, of a policy that was checked; the open band asks for a value at all. */
export function readBand(fact: string, { upTo, below }: BandBound, table: FactTable): Leaf {
  if (upTo === undefined && below === undefined) return anyValue(table, fact);
  const test = upTo === undefined ? { $lt: below } : { $lte: upTo };
  return readCondition(Object.fromEntries([[fact, test]]), table, [], []) as Leaf;
}
