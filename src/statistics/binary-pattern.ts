import { checkLength, checkPositive, checkRecord, checkValues, refuse, type Values } from './checks.js';
import { lexicographicOrder } from './order.js';
import { type Points, type PointsInput, toPoints, withColumns } from './points.js';

/** What is fitted. One row a member and period, with a column of ones where an intercept is wanted. */
export interface BinaryData {
  readonly rows: PointsInput;
  /** 1 where the event came, else 0. */
  readonly outcome: Values;
  /** How much each row counts, above 0; each 1 when absent. */
  readonly weights?: Values;
  /** A known part of each score, e.g. the log of its exposure; each 0 when absent. */
  readonly offset?: Values;
}

/** Rows that are alike, counted once. */
export interface Pattern {
  readonly rows: Points;
  readonly offset: Float64Array;
  readonly events: Float64Array;
  readonly weight: Float64Array;
}

/** Sorts rows and adds up those alike, so that sums come in one order and binned data cost little. */
export function patternOf(data: BinaryData, width: number): Pattern {
  checkRecord(data, 'data', '{ rows, outcome }');
  const { rows, outcome, weights, offset } = data;
  const points = toPoints(rows, 'rows');
  const n = points.size;
  if (n > 0 && points.width !== width)
    refuse('range', 'rows', `${width} coordinates, one for each coefficient`, points.width);
  for (const [name, column] of [
    ['outcome', outcome],
    ['weights', weights],
    ['offset', offset],
  ] as const) {
    if (column === undefined && name !== 'outcome') continue;
    checkLength(column!, n, name);
    checkValues(column!, name);
  }
  for (let i = 0; i < n; i++) {
    if (outcome[i] !== 0 && outcome[i] !== 1) refuse('range', ['outcome', i], '0 or 1', outcome[i]);
    if (weights !== undefined) checkPositive(weights[i]!, `weights.${i}`);
  }
  const keyed = withColumns(points, [offset ?? new Float64Array(n), outcome, weights ?? new Float64Array(n)]);
  const order = lexicographicOrder(keyed);
  const alike = (a: number, b: number) => {
    // The features and the offset, which stands right after them.
    for (let j = 0; j <= width; j++)
      if (keyed.cells[a * keyed.width + j] !== keyed.cells[b * keyed.width + j]) return false;
    return true;
  };
  const cells = new Float64Array(n * width);
  const [known, events, weight] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  let size = 0;
  for (let place = 0; place < n; place++) {
    const at = order[place]!;
    if (place === 0 || !alike(at, order[place - 1]!)) {
      cells.set(points.cells.subarray(at * width, (at + 1) * width), size * width);
      known[size++] = offset?.[at] ?? 0;
    }
    const counts = weights?.[at] ?? 1;
    weight[size - 1]! += counts;
    if (outcome[at] === 1) events[size - 1]! += counts;
  }
  return { rows: { size, width, cells }, offset: known, events, weight };
}
