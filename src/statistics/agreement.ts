import { checkLabels, checkSameLength, type PartitionLabels } from './checks.js';
import { visitHypergeometric } from './hypergeometric.js';
import { type Measured, measured, unmeasured } from './measured.js';

export type { PartitionLabels };

/** How often labels of two partitions meet, and the sizes of the parts of each. */
interface Meeting {
  readonly members: number;
  readonly cells: readonly { readonly row: number; readonly column: number; readonly count: number }[];
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

function meet(a: PartitionLabels, b: PartitionLabels, names: readonly [string, string]): Meeting {
  checkSameLength(a, b, names);
  checkLabels(a, names[0]);
  checkLabels(b, names[1]);
  const rowOf = new Map<number | string, number>();
  const columnOf = new Map<number | string, number>();
  const rows: number[] = [];
  const columns: number[] = [];
  const counts = new Map<number, Map<number, number>>();
  const place = (label: number | string, places: Map<number | string, number>, sizes: number[]) => {
    const at = places.get(label) ?? sizes.push(0) - 1;
    places.set(label, at);
    sizes[at]!++;
    return at;
  };
  for (let i = 0; i < a.length; i++) {
    const row = place(a[i]!, rowOf, rows);
    const column = place(b[i]!, columnOf, columns);
    const inRow = counts.get(row) ?? new Map<number, number>();
    counts.set(row, inRow.set(column, (inRow.get(column) ?? 0) + 1));
  }
  const cells = [...counts].flatMap(([row, inRow]) => [...inRow].map(([column, count]) => ({ row, column, count })));
  return { members: a.length, cells, rows, columns };
}

const pairs = (n: number): number => (n * (n - 1)) / 2;
const sumOf = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/**
 * The adjusted Rand index of two partitions of the same members: 1 when they are the same under any names, about 0 for chance, below 0 for worse.
 * Source: L. Hubert & P. Arabie, Journal of Classification 2 (1985) 193–218.
 * @returns undefined because `noObservations`; 1 when both put all into one part, or each member into its own.
 * @example
 * adjustedRand([0, 0, 1, 2], [0, 0, 1, 1]).value?.toFixed(4); //=> '0.5714'
 */
export function adjustedRand(a: PartitionLabels, b: PartitionLabels): Measured {
  const { members, cells, rows, columns } = meet(a, b, ['a', 'b']);
  if (members === 0) return unmeasured('noObservations');
  const together = sumOf(cells.map(({ count }) => pairs(count)));
  const inRows = sumOf(rows.map(pairs));
  const inColumns = sumOf(columns.map(pairs));
  const most = (inRows + inColumns) / 2;
  const chance = members < 2 ? 0 : (inRows * inColumns) / pairs(members);
  // Both trivial in the same way: identical partitions.
  return measured(most === chance ? 1 : (together - chance) / (most - chance));
}

/**
 * The Fowlkes–Mallows index: the geometric mean of pairwise precision and recall; 0 when no two members are together in both.
 * Source: E. B. Fowlkes & C. L. Mallows, JASA 78 (1983) 553–569.
 * @returns undefined because `noObservations`, or `notEstimable` where neither partition puts two members together.
 * @example
 * fowlkesMallows([0, 0, 1, 1], ['x', 'x', 'y', 'y']).value; //=> 1
 */
export function fowlkesMallows(a: PartitionLabels, b: PartitionLabels): Measured {
  const { members, cells, rows, columns } = meet(a, b, ['a', 'b']);
  if (members === 0) return unmeasured('noObservations');
  const [inRows, inColumns] = [sumOf(rows.map(pairs)), sumOf(columns.map(pairs))];
  if (inRows === 0 && inColumns === 0) return unmeasured('notEstimable');
  const together = sumOf(cells.map(({ count }) => pairs(count)));
  return measured(together === 0 ? 0 : together / Math.sqrt(inRows * inColumns));
}

function entropyOf(sizes: readonly number[], members: number): number {
  return -sumOf(sizes.map((size) => (size / members) * Math.log(size / members)));
}

function mutualOf({ members, cells, rows, columns }: Meeting): number {
  const terms = cells.map(
    ({ row, column, count }) => (count / members) * Math.log((count * members) / (rows[row]! * columns[column]!)),
  );
  return Math.max(0, sumOf(terms));
}

/** The mutual information that two random partitions with parts of these sizes share on average. N. X. Vinh, J. Epps & J. Bailey, JMLR 11 (2010) 2837–2854. */
function expectedMutual({ members, rows, columns }: Meeting): number {
  // Parts of one size share alike, and n members have at most √(2n) parts of different sizes.
  const columnSizes = countBySize(columns);
  let sum = 0;
  for (const [row, times] of countBySize(rows))
    for (const [column, across] of columnSizes) sum += times * across * expectedCell(members, row, column);
  return sum;
}

function countBySize(sizes: readonly number[]): readonly (readonly [size: number, times: number])[] {
  const counts = new Map<number, number>();
  for (const size of sizes) counts.set(size, (counts.get(size) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a - b);
}

/** Weights fall faster than any power: what comes after one so small beside the largest is far below rounding. */
const negligible = 1e-30;

/** What a cell of a part of `row` and one of `column` members contributes on average. */
function expectedCell(n: number, row: number, column: number): number {
  let sum = 0;
  const all = visitHypergeometric({ n, row, column }, negligible, (k, weight) => {
    if (k > 0) sum += weight * k * Math.log((n * k) / (row * column));
  });
  return sum / all / n;
}

/** What one partition says about another, in nats and as shares of what there is to say. */
export interface Information {
  readonly mutual: number;
  /** What partitions of these sizes share by chance. */
  readonly expected: number;
  /** Mutual information over the mean of the entropies; 1 for two partitions without any division. */
  readonly normalized: number;
  /** The same with chance taken off. */
  readonly adjusted: number;
  /** Each part of `found` lies within one part of `truth`. */
  readonly homogeneity: number;
  /** Each part of `truth` lies within one part of `found`. */
  readonly completeness: number;
  /** Their harmonic mean, the V-measure; equals `normalized`. A. Rosenberg & J. Hirschberg, EMNLP-CoNLL 2007. */
  readonly vMeasure: number;
}

/**
 * Compares a partition found with the true one by information.
 * @example
 * partitionInformation([0, 0, 1, 1], ['x', 'x', 'y', 'y']).value?.vMeasure; //=> 1
 */
export function partitionInformation(truth: PartitionLabels, found: PartitionLabels): Measured<Information> {
  const meeting = meet(truth, found, ['truth', 'found']);
  if (meeting.members === 0) return unmeasured('noObservations');
  const [ofTruth, ofFound] = [entropyOf(meeting.rows, meeting.members), entropyOf(meeting.columns, meeting.members)];
  const [mutual, expected] = [mutualOf(meeting), expectedMutual(meeting)];
  const mean = (ofTruth + ofFound) / 2;
  const homogeneity = ofTruth === 0 ? 1 : mutual / ofTruth;
  const completeness = ofFound === 0 ? 1 : mutual / ofFound;
  const vMeasure =
    homogeneity + completeness === 0 ? 0 : (2 * homogeneity * completeness) / (homogeneity + completeness);
  const sameTriviality =
    meeting.rows.length === meeting.columns.length && [1, meeting.members].includes(meeting.rows.length);
  const adjusted =
    sameTriviality || Math.abs(mean - expected) < 1e-15
      ? sameTriviality
        ? 1
        : 0
      : (mutual - expected) / (mean - expected);
  return measured({
    mutual,
    expected,
    normalized: mean === 0 ? 1 : mutual / mean,
    adjusted,
    homogeneity,
    completeness,
    vMeasure,
  });
}
