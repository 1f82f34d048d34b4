import type { ConditionTree, Leaf } from './condition-tree.js';

/** Comparisons that must all hold. */
export type Term = readonly Leaf[];

/**
 * A condition as alternatives, true where one of them is (disjunctive normal form). Kleene's logic distributes, so an
 * unknown comparison leaves open what it left open before. "All of nothing" is one empty term, "any of nothing" none.
 *
 * @returns undefined where more than `most` alternatives would come out
 */
export function termsOf(tree: ConditionTree, most: number): readonly Term[] | undefined {
  if (tree.op === 'leaf') return most < 1 ? undefined : [[tree]];
  let terms: readonly Term[] = tree.op === 'all' ? [[]] : [];
  for (const child of tree.of) {
    const more = termsOf(child, most);
    if (more === undefined) return undefined;
    const size = tree.op === 'all' ? terms.length * more.length : terms.length + more.length;
    if (size > most) return undefined;
    terms = tree.op === 'all' ? terms.flatMap((term) => more.map((next) => [...term, ...next])) : [...terms, ...more];
  }
  return terms;
}
