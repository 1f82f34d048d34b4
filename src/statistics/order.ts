import type { Values } from './checks.js';
import type { Points } from './points.js';

/**
 * The positions of the points in lexicographic order of their coordinates, equal points in input order. Methods that run in this order
 * give the same result for every order of input.
 */
export function lexicographicOrder(points: Points): Uint32Array {
  const order = Uint32Array.from({ length: points.size }, (_, i) => i);
  sortRange(points, order, 0);
  return order;
}

/** The positions of the values from the smallest to the largest, equal ones in input order. */
export function ascendingOrder(values: Values): Uint32Array {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i);
  if (order.length < smallRange) order.sort((a, b) => values[a]! - values[b]! || a - b);
  else radixSort(order, (at) => values[at]!);
  return order;
}

/** Below this many, comparing is cheaper than a radix sort's buckets. */
const smallRange = 4096;

/** Sorts positions by one column with a radix sort, then each run of ties by the next; a comparison sort alone takes longer than the clustering. */
function sortRange(points: Points, order: Uint32Array, column: number): void {
  if (order.length < 2 || column >= points.width) return;
  if (order.length < smallRange) {
    order.sort((a, b) => compareRows(points, a, b, column));
    return;
  }
  const { cells, width } = points;
  radixSort(order, (at) => cells[at * width + column]!);
  for (let start = 0; start < order.length; ) {
    const value = cells[order[start]! * width + column]!;
    let end = start + 1;
    while (end < order.length && cells[order[end]! * width + column] === value) end++;
    if (end - start > 1) sortRange(points, order.subarray(start, end), column + 1);
    start = end;
  }
}

function compareRows({ cells, width }: Points, a: number, b: number, from: number): number {
  for (let j = from; j < width; j++) {
    const difference = cells[a * width + j]! - cells[b * width + j]!;
    if (difference !== 0) return difference;
  }
  return a - b;
}

/** Stable sort of positions by a number each, on the bits of the doubles, 16 at a time. */
function radixSort(order: Uint32Array, valueAt: (position: number) => number): void {
  const n = order.length;
  let [low, high, at] = [new Uint32Array(n), new Uint32Array(n), order.slice()];
  let [spareLow, spareHigh, spareAt] = [new Uint32Array(n), new Uint32Array(n), new Uint32Array(n)];
  const asDouble = new Float64Array(1);
  const bits = new Uint32Array(asDouble.buffer);
  const [lowWord, highWord] = littleEndian ? [0, 1] : [1, 0];
  for (let i = 0; i < n; i++) {
    // + 0 makes one zero of the two. Flipped signs make the bit patterns ascend as the numbers do.
    asDouble[0] = valueAt(at[i]!) + 0;
    const negative = bits[highWord]! >>> 31 === 1;
    low[i] = negative ? ~bits[lowWord]! : bits[lowWord]!;
    high[i] = negative ? ~bits[highWord]! : bits[highWord]! | 0x80000000;
  }
  const starts = new Uint32Array(0x10000);
  for (let digit = 0; digit < 4; digit++) {
    const word = digit < 2 ? low : high;
    const shift = (digit & 1) << 4;
    if (!bucketStarts(word, shift, starts)) continue;
    for (let i = 0; i < n; i++) {
      const to = starts[(word[i]! >>> shift) & 0xffff]!++;
      spareLow[to] = low[i]!;
      spareHigh[to] = high[i]!;
      spareAt[to] = at[i]!;
    }
    [low, high, at, spareLow, spareHigh, spareAt] = [spareLow, spareHigh, spareAt, low, high, at];
  }
  order.set(at);
}

const littleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** Where each digit's bucket begins; false when all share one digit and nothing has to move. */
function bucketStarts(word: Uint32Array, shift: number, starts: Uint32Array): boolean {
  starts.fill(0);
  for (let i = 0; i < word.length; i++) starts[(word[i]! >>> shift) & 0xffff]!++;
  if (starts[(word[0]! >>> shift) & 0xffff] === word.length) return false;
  let start = 0;
  for (let bucket = 0; bucket < starts.length; bucket++) {
    const size = starts[bucket]!;
    starts[bucket] = start;
    start += size;
  }
  return true;
}
