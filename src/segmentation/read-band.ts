import { anyValue, type ConditionTree, readCondition } from '../core/condition-tree.js';
import type { FactTable } from '../core/fact-table.js';
import type { BandBound } from './policy.js';

/** The condition of a band: the comparison with its one bound; the open band asks for a value at all. */
export function readBand(fact: string, { upTo, below }: BandBound, table: FactTable): ConditionTree {
  if (upTo === undefined && below === undefined) return anyValue(table, fact);
  const test = upTo === undefined ? { $lt: below } : { $lte: upTo };
  return readCondition(Object.fromEntries([[fact, test]]), table, [], []);
}
