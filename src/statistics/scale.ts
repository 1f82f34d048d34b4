import { checkLength, checkPositive, checkRecord, checkValues, checkWord, largestMagnitude, refuse } from './checks.js';
import { type Points, type PointsInput, toPoints } from './points.js';
import { quantiles } from './quantile.js';
import { average, exactSum } from './sum.js';

/** How columns are made comparable: by mean and standard deviation (of the whole), by range to 0…1, or by median and quartile range, which outliers don't move. */
export type ScaleMethod = 'zScore' | 'minMax' | 'robust';

/** A fitted scale, plain JSON: a value becomes (value − center) / spread. */
export interface Scale {
  readonly centers: readonly number[];
  readonly spreads: readonly number[];
  /** Columns without spread: every value becomes its distance to the center, 0 for those of the fit. */
  readonly constant: readonly number[];
}

/**
 * Fits a scale for each column.
 * @returns InputError `empty` for no points.
 * @example
 * fitScale([[0, 5], [10, 5]], 'minMax'); //=> { centers: [0, 5], spreads: [10, 1], constant: [1] }
 */
export function fitScale(input: PointsInput, method: ScaleMethod): Scale {
  checkWord(method, ['zScore', 'minMax', 'robust'], 'method');
  const points = toPoints(input);
  if (points.size === 0) refuse('empty', 'points', 'at least one point', points.size);
  const fitted = Array.from({ length: points.width }, (_, j) => fitColumn(columnOf(points, j), method));
  return {
    centers: fitted.map(([center]) => center),
    spreads: fitted.map(([, spread]) => (isSpread(spread) ? spread : 1)),
    constant: fitted.flatMap(([, spread], j) => (isSpread(spread) ? [] : [j])),
  };
}

/** A spread that values can be divided by. */
function isSpread(spread: number): boolean {
  return spread >= 1 / largestMagnitude;
}

function columnOf({ size, width, cells }: Points, j: number): Float64Array {
  return Float64Array.from({ length: size }, (_, i) => cells[i * width + j]!);
}

function fitColumn(column: Float64Array, method: ScaleMethod): readonly [number, number] {
  const n = column.length;
  const least = column.reduce((a, b) => Math.min(a, b));
  const most = column.reduce((a, b) => Math.max(a, b));
  // A constant column must not get a spread from rounding.
  if (least === most) return [least, 0];
  if (method === 'minMax') return [least, most - least];
  if (method === 'robust') {
    const [lower, median, upper] = quantiles(column, [0.25, 0.5, 0.75], 7).value!;
    return [median!, upper! - lower!];
  }
  const mean = average(column);
  return [mean, Math.sqrt(exactSum(n, (i) => (column[i]! - mean) ** 2) / n)];
}

function checkScale(scale: Scale, size: number, width: number): void {
  checkRecord(scale, 'scale', '{ centers, spreads, constant }');
  const { centers, spreads } = scale;
  checkValues(centers, 'scale.centers');
  checkLength(spreads, centers.length, 'scale.spreads');
  for (let j = 0; j < spreads.length; j++) checkPositive(spreads[j]!, `scale.spreads.${j}`);
  if (size > 0 && width !== centers.length) refuse('range', 'points', `${centers.length} coordinates`, width);
}

/**
 * Applies a fitted scale.
 * @example
 * toRows(applyScale([[5, 5]], { centers: [0, 5], spreads: [10, 1], constant: [1] })); //=> [[0.5, 0]]
 */
export function applyScale(input: PointsInput, scale: Scale): Points {
  const { size, width, cells } = toPoints(input);
  checkScale(scale, size, width);
  const { centers, spreads } = scale;
  return { size, width, cells: cells.map((cell, at) => (cell - centers[at % width]!) / spreads[at % width]!) };
}

/**
 * Turns scaled points back into the units of the data, as fitted centroids need it to be read.
 * @example
 * toRows(undoScale([[0.5, 0]], { centers: [0, 5], spreads: [10, 1], constant: [1] })); //=> [[5, 5]]
 */
export function undoScale(input: PointsInput, scale: Scale): Points {
  const { size, width, cells } = toPoints(input);
  checkScale(scale, size, width);
  const { centers, spreads } = scale;
  return { size, width, cells: cells.map((cell, at) => cell * spreads[at % width]! + centers[at % width]!) };
}
