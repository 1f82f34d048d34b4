import { checkCount, checkList, checkValues, checkWord, type Values } from './checks.js';
import { ascendingOrder } from './order.js';

/** What tied values get: the lowest rank of the tie (SQL `rank`), the highest, their mean (Spearman), or ranks without gaps (SQL `dense_rank`). */
export type TiedRank = 'lowest' | 'highest' | 'mean' | 'dense';

/**
 * The rank of each value from 1, smallest first, in the order of the input.
 * @example
 * ranks([10, 20, 20, 30], 'mean'); //=> [1, 2.5, 2.5, 4]
 */
export function ranks(values: Values, ties: TiedRank): number[] {
  checkList(values, 'values');
  checkWord(ties, ['lowest', 'highest', 'mean', 'dense'], 'ties');
  const result = new Array<number>(values.length);
  let group = 0;
  forEachTie(values, (order, start, end) => {
    group++;
    const rank = { lowest: start + 1, highest: end, mean: (start + 1 + end) / 2, dense: group }[ties];
    for (let i = start; i < end; i++) result[order[i]!] = rank;
  });
  return result;
}

/**
 * SQL's `percent_rank`: (rank − 1) / (n − 1), the share of the other values that are smaller; 0 for a single value.
 * @example
 * percentRanks([1, 1, 2]); //=> [0, 0, 1]
 */
export function percentRanks(values: Values): number[] {
  return ranks(values, 'lowest').map((rank) => (values.length === 1 ? 0 : (rank - 1) / (values.length - 1)));
}

/**
 * SQL's `cume_dist`: the share of values that are no larger.
 * @example
 * cumulativeShares([1, 1, 2, 4]); //=> [0.5, 0.5, 0.75, 1]
 */
export function cumulativeShares(values: Values): number[] {
  return ranks(values, 'highest').map((rank) => rank / values.length);
}

/**
 * Scores from 1 (smallest values) to `buckets`, of equal size as far as ties allow.
 * @param ties `together`: equal values get equal scores, the score at which their tie begins, and so a bucket may stay empty.
 * `inOrder`: SQL's `ntile`, which splits a tie by position: order the values by id first.
 * @example
 * tiles([1, 1, 1, 2, 3, 4], 3, 'together'); //=> [1, 1, 1, 2, 3, 3]
 * @example
 * tiles([1, 1, 1, 2, 3, 4], 3, 'inOrder'); //=> [1, 1, 2, 2, 3, 3]
 */
export function tiles(values: Values, buckets: number, ties: 'together' | 'inOrder'): number[] {
  checkCount(buckets, 'buckets', 1);
  checkWord(ties, ['together', 'inOrder'], 'ties');
  checkList(values, 'values');
  const result = new Array<number>(values.length);
  forEachTie(values, (order, start, end) => {
    for (let i = start; i < end; i++)
      result[order[i]!] = tileAt(ties === 'together' ? start : i, values.length, buckets);
  });
  return result;
}

/** As SQL's `ntile` fills: the first n mod k buckets have one member more. */
function tileAt(place: number, n: number, buckets: number): number {
  const size = Math.floor(n / buckets);
  const larger = n % buckets;
  const inLarger = larger * (size + 1);
  return place < inLarger ? Math.floor(place / (size + 1)) + 1 : larger + Math.floor((place - inLarger) / size) + 1;
}

/** Visits each run of equal values in ascending order; within a run the input's order is kept. */
function forEachTie(values: Values, visit: (order: Uint32Array, start: number, end: number) => void): void {
  checkValues(values, 'values');
  const order = ascendingOrder(values);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    visit(order, start, end);
    start = end;
  }
}
