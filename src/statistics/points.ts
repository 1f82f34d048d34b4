import { InputError } from '../core/errors.js';
import { type Issue, issue } from '../core/issue.js';
import { checkLength, checkList, checkRecord, largestMagnitude, refuse, type Values } from './checks.js';

/** Points in a space, packed row after row: the cell of point i in dimension j is `cells[i * width + j]`. */
export interface Points {
  readonly size: number;
  readonly width: number;
  readonly cells: Float64Array;
}

/** Points as rows (`[[1, 2], [3, 4]]`), as columns of equal length, or packed already. */
export type PointsInput = readonly Values[] | { readonly columns: readonly Values[] } | Points;

const mostIssues = 10;

/** Packs and checks points: rows of one length, every cell finite; else InputError naming the first ten cells. */
export function toPoints(input: PointsInput, name = 'points'): Points {
  if (typeof input !== 'object' || input === null) refuse('type', name, 'points as rows, columns or packed', input);
  const points =
    'cells' in input ? input : 'columns' in input ? packColumns(input.columns, name) : packRows(input, name);
  const { cells, width } = points;
  if (points.size > 0 && width === 0) refuse('empty', name, 'at least one coordinate', width);
  for (let i = 0; i < cells.length; i++)
    if (!(Math.abs(cells[i]!) <= largestMagnitude)) refuseCells(cells, width, name);
  return points;
}

function packRows(rows: readonly Values[], name: string): Points {
  checkList(rows, name);
  const width = rows[0]?.length ?? 0;
  const cells = new Float64Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    checkList(row, [name, i]);
    if (row.length !== width) refuse('range', [name, i], `${width} coordinates`, row.length);
    for (let j = 0; j < width; j++) cells[i * width + j] = cellOf(row[j]);
  }
  return { size: rows.length, width, cells };
}

function packColumns(columns: readonly Values[], name: string): Points {
  checkList(columns, [name, 'columns']);
  const size = columns[0]?.length ?? 0;
  const width = columns.length;
  const cells = new Float64Array(size * width);
  columns.forEach((column, j) => {
    checkLength(column, size, [name, 'columns', j]);
    for (let i = 0; i < size; i++) cells[i * width + j] = cellOf(column[i]);
  });
  return { size, width, cells };
}

/** A missing coordinate must not become 0 as `Number(null)` would. */
function cellOf(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN;
}

function refuseCells(cells: Float64Array, width: number, name: string): never {
  const issues: Issue[] = [];
  for (let i = 0; i < cells.length && issues.length < mostIssues; i++) {
    if (!(Math.abs(cells[i]!) <= largestMagnitude)) {
      issues.push(issue('range', [name, Math.floor(i / width), i % width], 'a finite number up to 1e150', cells[i]));
    }
  }
  throw new InputError(issues);
}

/** Between point i and a centroid of a packed list. */
export function squaredDistance({ width, cells }: Points, i: number, centroids: Float64Array, cluster: number): number {
  let distance = 0;
  for (let j = 0; j < width; j++) {
    const difference = cells[i * width + j]! - centroids[cluster * width + j]!;
    distance += difference * difference;
  }
  return distance;
}

/** The points as rows again. */
export function toRows(points: Points): number[][] {
  checkRecord(points, 'points', '{ size, width, cells }');
  const { size, width, cells } = points;
  return Array.from({ length: size }, (_, i) => Array.from(cells.subarray(i * width, (i + 1) * width)));
}

/** The points in another order: `order[i]` is the position that the i-th had. */
export function rearranged({ size, width, cells }: Points, order: Uint32Array): Points {
  const sorted = new Float64Array(cells.length);
  for (let i = 0; i < size; i++) {
    const from = order[i]! * width;
    for (let j = 0; j < width; j++) sorted[i * width + j] = cells[from + j]!;
  }
  return { size, width, cells: sorted };
}

/** Distinct rows among sorted ones, counted no further than `enough`. */
export function countDistinct({ size, width, cells }: Points, enough: number): number {
  let distinct = size === 0 ? 0 : 1;
  for (let i = 1; i < size && distinct < enough; i++) {
    for (let j = 0; j < width; j++) {
      if (cells[i * width + j] !== cells[(i - 1) * width + j]) {
        distinct++;
        break;
      }
    }
  }
  return distinct;
}

/** The points with more coordinates, a column each. */
export function withColumns({ size, width, cells }: Points, columns: readonly Values[]): Points {
  const wide = width + columns.length;
  const all = new Float64Array(size * wide);
  for (let i = 0; i < size; i++) {
    all.set(cells.subarray(i * width, (i + 1) * width), i * wide);
    columns.forEach((column, k) => {
      all[i * wide + width + k] = column[i]!;
    });
  }
  return { size, width: wide, cells: all };
}
