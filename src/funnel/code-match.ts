import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';

/** A code that a data set uses and its list does not know. */
export interface UnmatchedCode {
  readonly code: string;
  readonly rows: number;
  /** The known code that differs only in spaces, signs and case: a suggestion to confirm, never applied by itself. */
  readonly nearest: string | null;
}

/** How the codes of a data set fit a list. */
export interface CodeMatch {
  readonly matched: number;
  readonly blank: number;
  readonly unmatched: readonly UnmatchedCode[];
  /** Known codes that no row uses. */
  readonly unused: readonly string[];
}

const bare = (code: string): string => code.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/**
 * Compares the codes of rows (products, sellers, accounts) with the list they should come from, so that a misspelt one
 * is reported and not silently dropped by a join.
 *
 * @param codes - one per row; empty, `null` and `undefined` count as blank
 * @returns counts that add up to the rows; unmatched codes by number of rows, then by code
 * @throws InputError `type` for a code that is no text
 * @example
 * matchCodes(['GTXPro'], ['GTX Pro']).unmatched //=> [{ code: 'GTXPro', rows: 1, nearest: 'GTX Pro' }]
 */
export function matchCodes(codes: Iterable<string | null | undefined>, known: readonly string[]): CodeMatch {
  const list = new Set(known);
  const nearest = new Map(known.map((code) => [bare(code), code]));
  const strange = new Map<string, number>();
  const used = new Set<string>();
  let [matched, blank] = [0, 0];
  let row = -1;
  for (const code of codes) {
    row += 1;
    if (code !== null && code !== undefined && typeof code !== 'string')
      throw new InputError([issue('type', ['codes', row], 'a text, or nothing', code)]);
    if (code === null || code === undefined || code === '') blank += 1;
    else if (list.has(code)) {
      matched += 1;
      used.add(code);
    } else strange.set(code, (strange.get(code) ?? 0) + 1);
  }
  const unmatched = [...strange]
    .map(([code, rows]) => ({ code, rows, nearest: nearest.get(bare(code)) ?? null }))
    .sort((a, b) => b.rows - a.rows || (a.code < b.code ? -1 : 1));
  return { matched, blank, unmatched, unused: known.filter((code) => !used.has(code)) };
}
