import type { Item } from './item.js';

/**
 * The position from which the items of a request line stand, those of later lines where it has none. Items stand in the order of
 * their lines, so that one walk finds all of them.
 *
 * @param from - no further than that position, such as the one of an earlier line
 */
export function firstOfLine<N extends number | bigint>(items: readonly Item<N>[], line: number, from: number): number {
  let at = from;
  while (at < items.length && (items[at] as Item<N>).line < line) at += 1;
  return at;
}
