import { checkCount, checkLength, checkList, checkValues, checkWord, type Values } from './checks.js';
import { chiSquareTail, normalTwoSided } from './distributions.js';
import { visitHypergeometric } from './hypergeometric.js';
import { type Measured, mapMeasured, measured, unmeasured } from './measured.js';
import { checkProportion, type Proportion } from './proportion.js';

/** Counts by two characteristics: `table[row][column]`. */
export type CountTable = readonly (readonly number[])[];

/** Pearson's test of independence. */
export interface ChiSquareTest {
  readonly chiSquare: number;
  readonly df: number;
  readonly pValue: number;
  /** The least count expected; below 5 the p-value is rough (W. G. Cochran, Biometrics 10 (1954)). */
  readonly leastExpected: number;
}

interface Margins {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly all: number;
}

/** The margins of the table without its empty rows and columns, which say nothing about association. */
function filled(table: CountTable): { readonly cells: CountTable; readonly margins: Margins } {
  checkList(table, 'table');
  const width = table[0]?.length ?? 0;
  table.forEach((row, i) => {
    checkLength(row, width, ['table', i]);
    row.forEach((count, j) => {
      checkCount(count, `table.${i}.${j}`);
    });
  });
  const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);
  const kept = table.filter((row) => sum(row) > 0);
  const columns = Array.from({ length: width }, (_, j) => sum(kept.map((row) => row[j]!)));
  const cells = kept.map((row) => row.filter((_, j) => columns[j]! > 0));
  const rows = cells.map(sum);
  return { cells, margins: { rows, columns: columns.filter((count) => count > 0), all: sum(rows) } };
}

/**
 * Are two characteristics independent? Pearson's chi-square without continuity correction. Empty rows and columns are left out.
 * Source: K. Pearson (1900).
 * @returns undefined because `noObservations`, or `noVariation` where only one row or column has members.
 * @example
 * chiSquareTest([[83, 3], [90, 3], [129, 7], [70, 12]]).value?.pValue.toFixed(6); //=> '0.005585'
 */
export function chiSquareTest(table: CountTable): Measured<ChiSquareTest> {
  const { cells, margins } = filled(table);
  const { rows, columns, all } = margins;
  if (all === 0) return unmeasured('noObservations');
  const df = (rows.length - 1) * (columns.length - 1);
  if (df === 0) return unmeasured('noVariation');
  let chiSquare = 0;
  let leastExpected = Number.POSITIVE_INFINITY;
  cells.forEach((row, i) => {
    row.forEach((count, j) => {
      const expected = (rows[i]! * columns[j]!) / all;
      leastExpected = Math.min(leastExpected, expected);
      chiSquare += (count - expected) ** 2 / expected;
    });
  });
  return measured({ chiSquare, df, pValue: chiSquareTail(chiSquare, df), leastExpected });
}

/**
 * Cramér's V: how strongly two characteristics go together, from 0 to 1. Source: H. Cramér (1946).
 * @param correction `none`, or `bergsma` for the bias-corrected V of W. Bergsma, J. Korean Stat. Soc. 42 (2013) 323–328, fit for small tables.
 * @example
 * cramersV([[10, 0], [0, 10]], 'none').value; //=> 1
 */
export function cramersV(table: CountTable, correction: 'none' | 'bergsma'): Measured {
  checkWord(correction, ['none', 'bergsma'], 'correction');
  const { rows, columns, all } = filled(table).margins;
  const test = chiSquareTest(table);
  if (correction === 'bergsma' && all === 1) return unmeasured('tooFewObservations');
  return mapMeasured(test, ({ chiSquare, df }) => {
    const phi = chiSquare / all;
    if (correction === 'none') return Math.min(1, Math.sqrt(phi / (Math.min(rows.length, columns.length) - 1)));
    const shrunk = (size: number) => size - (size - 1) ** 2 / (all - 1);
    const room = Math.min(shrunk(rows.length), shrunk(columns.length)) - 1;
    return room <= 0 ? 0 : Math.sqrt(Math.max(0, phi - df / (all - 1)) / room);
  });
}

/** A linear trend of a share over ordered groups. */
export interface TrendTest {
  /** Change of the share by one unit of score. */
  readonly slope: number;
  readonly z: number;
  readonly pValue: number;
}

/**
 * Does a share rise or fall over ordered groups? Source: W. G. Cochran (1954), P. Armitage, Biometrics 11 (1955) 375–386.
 * @param groups In their order. Empty ones weigh nothing.
 * @param scores Where each group stands; 1, 2, 3 … for equal steps.
 * @returns undefined because `noObservations`, or `noVariation` where all or none have the property, or only one score has members.
 * @example
 * trendTest([{ count: 110, of: 1000 }, { count: 60, of: 1000 }, { count: 30, of: 1000 }], [1, 2, 3]).value?.slope.toFixed(2); //=> '-0.04'
 */
export function trendTest(groups: readonly Proportion[], scores: Values): Measured<TrendTest> {
  checkList(groups, 'groups');
  groups.forEach((group, i) => {
    checkProportion(group, `groups.${i}`);
  });
  checkLength(scores, groups.length, 'scores');
  checkValues(scores, 'scores');
  const members = groups.reduce((sum, { of }) => sum + of, 0);
  if (members === 0) return unmeasured('noObservations');
  const p = groups.reduce((sum, { count }) => sum + count, 0) / members;
  // Weighed by share, so that counts and scores of any size stay within doubles.
  const center = groups.reduce((sum, { of }, i) => sum + (of / members) * scores[i]!, 0);
  const spread = groups.reduce((sum, { of }, i) => sum + (of / members) * (scores[i]! - center) ** 2, 0);
  if (p === 0 || p === 1 || spread === 0) return unmeasured('noVariation');
  const covariance = groups.reduce(
    (sum, { count, of }, i) => sum + ((count - of * p) / members) * (scores[i]! - center),
    0,
  );
  const z = (Math.sqrt(members) * covariance) / Math.sqrt(p * (1 - p) * spread);
  return measured({ slope: covariance / spread, z, pValue: normalTwoSided(z) });
}

/** What counts as more extreme: more in the first cell than expected, fewer, or any table no likelier than the one seen. */
export type TestAlternative = 'greater' | 'less' | 'twoSided';

/**
 * Fisher's exact p-value of a 2 × 2 table, for counts too small for chi-square. Source: R. A. Fisher, The Design of Experiments (1935); two-sided as in R.
 * @example
 * fisherExact([[3, 1], [1, 3]], 'greater').toFixed(4); //=> '0.2429'
 */
export function fisherExact(
  table: readonly [readonly [number, number], readonly [number, number]],
  alternative: TestAlternative,
): number {
  checkLength(table, 2, 'table');
  checkLength(table[0], 2, ['table', 0]);
  checkLength(table[1], 2, ['table', 1]);
  checkWord(alternative, ['greater', 'less', 'twoSided'], 'alternative');
  const [[a, b], [c, d]] = table;
  [a, b, c, d].forEach((count, i) => {
    checkCount(count, `table.${i >> 1}.${i & 1}`);
  });
  const meeting = { n: a + b + c + d, row: a + b, column: a + c };
  const found: { readonly shared: number; readonly weight: number }[] = [];
  const all = visitHypergeometric(meeting, 0, (shared, weight) => {
    found.push({ shared, weight });
  });
  // A table that is not among them is too unlikely for any double.
  const seen = found.find(({ shared }) => shared === a)?.weight ?? 0;
  const extreme = found.filter(
    ({ shared, weight }) =>
      ({ greater: shared >= a, less: shared <= a, twoSided: weight <= seen * (1 + 1e-7) })[alternative],
  );
  return Math.min(1, extreme.reduce((sum, { weight }) => sum + weight, 0) / all);
}
