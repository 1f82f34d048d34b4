/** A closed interval on doubles, `[low, high]`. NaN lies in none, which is how an unknown stays out of every comparison. */
export type Interval = readonly [low: number, high: number];

const bits = new DataView(new ArrayBuffer(8));

/** The next double above `value`; turns `x > value` into the closed `x >= nextUp(value)`. */
function nextUp(value: number): number {
  if (value === Number.POSITIVE_INFINITY) return value;
  if (value === 0) return Number.MIN_VALUE;
  bits.setFloat64(0, value);
  bits.setBigInt64(0, bits.getBigInt64(0) + (value > 0 ? 1n : -1n));
  return bits.getFloat64(0);
}

/** The next double below `value`. */
export function nextDown(value: number): number {
  return -nextUp(-value);
}

export const everything: Interval = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
export const point = (value: number): Interval => [value, value];
export const atLeast = (value: number): Interval => [value, Number.POSITIVE_INFINITY];
export const atMost = (value: number): Interval => [Number.NEGATIVE_INFINITY, value];
export const above = (value: number): Interval => atLeast(nextUp(value));
export const below = (value: number): Interval => atMost(nextDown(value));

/** Sorted and merged; intervals merge where no double lies between them. */
export function union(intervals: readonly Interval[]): readonly Interval[] {
  const sorted = intervals.filter(([low, high]) => low <= high).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const merged: Interval[] = [];
  for (const interval of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && interval[0] <= nextUp(last[1])) {
      merged[merged.length - 1] = [last[0], Math.max(last[1], interval[1])];
    } else {
      merged.push(interval);
    }
  }
  return merged;
}

/** All doubles outside the given union. */
export function complement(intervals: readonly Interval[]): readonly Interval[] {
  const gaps: Interval[] = [];
  let low = Number.NEGATIVE_INFINITY;
  for (const [from, to] of union(intervals)) {
    if (from > low) gaps.push([low, nextDown(from)]);
    if (to === Number.POSITIVE_INFINITY) return gaps;
    low = nextUp(to);
  }
  gaps.push([low, Number.POSITIVE_INFINITY]);
  return gaps;
}

/** Does the value lie in one of the intervals? False for NaN. */
export function isInside(value: number, intervals: readonly Interval[]): boolean {
  for (let i = 0; i < intervals.length; i += 1) {
    const interval = intervals[i]!;
    if (value >= interval[0] && value <= interval[1]) return true;
  }
  return false;
}
