import { type Term, termsOf } from './condition-terms.js';
import { holdsFor } from './condition-tree.js';
import { nextDown } from './interval.js';
import type { Program } from './program.js';

/**
 * What one column says of a group of terms, a bit each: the terms that a value leaves standing depend only on how many
 * of the rising `limits` it exceeds.
 */
export interface ColumnMask {
  readonly slot: number;
  /** The first is minus infinity, which every known value exceeds. */
  readonly limits: Float64Array;
  /** One more than limits. The first holds for an unknown value: the terms that do not ask for this column. */
  readonly masks: Int32Array;
}

/** Up to 32 terms, decided together: those that stand after every column are true. The highest bit is the first term. */
export interface TermGroup {
  /** The bits in use. */
  readonly all: number;
  readonly columns: readonly ColumnMask[];
  /** The condition of each term. */
  readonly conditions: Int32Array;
}

/** Bits of a group. */
const bits = 32;

/** Terms of a program that are decided by masks; conditions that branch more widely are decided row by row. */
const mostTerms = 8 * bits;

/** The terms of a program's conditions in order, or undefined where they are too many. */
export function groupTerms({ conditions }: Program): readonly TermGroup[] | undefined {
  const terms: { readonly term: Term; readonly condition: number }[] = [];
  for (const [condition, tree] of conditions.entries()) {
    const own = termsOf(tree, mostTerms - terms.length);
    if (own === undefined) return undefined;
    for (const term of own) terms.push({ term, condition });
  }
  const groups: TermGroup[] = [];
  // One group at least: without a term nothing stands in any row.
  for (let from = 0; from === 0 || from < terms.length; from += bits) {
    const group = terms.slice(from, from + bits);
    groups.push({
      all: bitsWhere(group, () => true),
      columns: columnMasks(group.map(({ term }) => term)),
      conditions: Int32Array.from(group, ({ condition }) => condition),
    });
  }
  return groups;
}

function bitsWhere<T>(list: readonly T[], holds: (entry: T) => boolean): number {
  return list.reduce((set, entry, bit) => (holds(entry) ? set | (1 << (bits - 1 - bit)) : set), 0);
}

function columnMasks(terms: readonly Term[]): readonly ColumnMask[] {
  const slots = [...new Set(terms.flatMap((term) => term.map(({ slot }) => slot)))];
  return slots.map((slot) => {
    const asked = terms.map((term) => term.filter((leaf) => leaf.slot === slot));
    const limits = limitsOf(asked.flat());
    // A bin reaches up to its limit inclusive, so the limit stands for all of it.
    const masks = [...limits, Number.POSITIVE_INFINITY].map((value) =>
      bitsWhere(asked, (leaves) => leaves.every((leaf) => holdsFor(leaf, value))),
    );
    // A limit on whose two sides the same terms hold tells nothing.
    const telling = masks.map((mask, bin) => mask !== masks[bin + 1]);
    const unknown = bitsWhere(asked, (leaves) => leaves.length === 0);
    return {
      slot,
      limits: Float64Array.of(Number.NEGATIVE_INFINITY, ...limits.filter((_, bin) => telling[bin])),
      masks: Int32Array.of(unknown, ...masks.filter((_, bin) => bin === limits.length || telling[bin])),
    };
  });
}

/** The values above which something changes: just below every interval, and its end. */
function limitsOf(leaves: Term): readonly number[] {
  const ends = leaves.flatMap(({ inside }) => inside.flatMap(([low, high]) => [nextDown(low), high]));
  return [...new Set(ends)].filter(Number.isFinite).sort((a, b) => a - b);
}
