import type { Operator } from './condition.js';
import { holdsFor, type Leaf } from './condition-tree.js';
import { isUnknownFact } from './facts.js';

/** One comparison as it turned out: what the policy needed and what the record showed. */
export interface Test {
  readonly fact: string;
  readonly operator: Operator;
  readonly needed: unknown;
  /** The fact as given; `null` where it is unknown. */
  readonly seen: unknown;
  readonly holds: boolean | 'unknown';
  /** Present where the comparison stands under a `$not` or `$nor`: it holds when the comparison fails. */
  readonly denied?: true;
}

/** A condition's value in Kleene's logic. */
export type Truth = true | false | 'unknown';

/** A comparison as it turned out for a packed record. */
export function testOf(leaf: Leaf, row: Float64Array, record: object): Test {
  const { fact, operator, needed } = leaf;
  const value = row[leaf.slot]!;
  const seen = seenBy(leaf, value, record);
  const holds = Number.isNaN(value) ? 'unknown' : holdsFor(leaf, value);
  return leaf.denied ? { fact, operator, needed, seen, holds, denied: true } : { fact, operator, needed, seen, holds };
}

/** {@link testOf} of a comparison that is known not to hold: most are of numbers, which go a short way. */
export function failedTest(leaf: Leaf, row: Float64Array, record: object): Test {
  const value = row[leaf.slot]!;
  if (leaf.packed !== 'number' || leaf.denied || Number.isNaN(value)) return testOf(leaf, row, record);
  return { fact: leaf.fact, operator: leaf.operator, needed: leaf.needed, seen: value + 0, holds: false };
}

/** What a comparison saw. Numbers and flags stand in the row as the record gives them, and are read there several times faster. */
function seenBy({ fact, packed }: Leaf, value: number, record: object): unknown {
  if (packed === 'otherwise') return seenIn(record, fact);
  if (Number.isNaN(value)) return null;
  if (packed === 'flag') return value === 1;
  // Minus zero becomes 0, because JSON does not keep it.
  return value + 0;
}

/** The fact as the record gives it, own keys only; `null` where unknown, and no minus zero, which JSON does not know. */
export function seenIn(record: object, fact: string): unknown {
  const value = (record as Readonly<Record<string, unknown>>)[fact];
  // What every object inherits is functions and objects, so a plain value is the record's own.
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  // Minus zero is shown as 0, because JSON does not keep it.
  if (typeof value === 'number') return value === 0 ? 0 : value;
  if (value === undefined || value === null || isUnknownFact(value)) return null;
  return fact in Object.prototype && !Object.hasOwn(record, fact) ? null : value;
}

/** What a missing fact goes back to: the roots handed on with it, or itself. */
export function rootsOf(record: object, fact: string): readonly string[] {
  const value = Object.hasOwn(record, fact) ? (record as Readonly<Record<string, unknown>>)[fact] : undefined;
  return isUnknownFact(value) && value.unknown.length > 0 ? value.unknown : [fact];
}
