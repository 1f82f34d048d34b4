import { InputError } from '../core/errors.js';
import { type Issue, issue } from '../core/issue.js';
import {
  checkCount,
  checkLength,
  checkList,
  checkRecord,
  checkValues,
  checkWord,
  largestMagnitude,
  refuse,
  type Values,
} from './checks.js';
import { factor, inverse, times } from './linear.js';
import { type Measured, measured, unmeasured } from './measured.js';

/** Transition probabilities: `matrix[from][to]`, each row summing to 1. */
export type TransitionMatrix = readonly (readonly number[])[];

/** What is done with rows that don't sum to 1, as published matrices rounded to two digits have them. */
export type RowSums = 'refuse' | 'normalize';

/** How far from 1 a row may sum and still count as rounding of the floating-point kind. */
const rowTolerance = 1e-9;

/**
 * Checks a transition matrix: square, entries from 0 to 1, rows that sum to 1 within 1e-9.
 * @param rows `refuse` throws InputError `sum` naming every such row; `normalize` divides each by its sum, and refuses only rows of zeros.
 * @example
 * transitionMatrix([[0.42, 0.59], [0, 1]], 'normalize')[0][0].toFixed(4); //=> '0.4158'
 */
export function transitionMatrix(matrix: TransitionMatrix, rows: RowSums): TransitionMatrix {
  checkList(matrix, 'matrix');
  checkWord(rows, ['refuse', 'normalize'], 'rows');
  const issues = matrix.flatMap((row, i) => rowIssues(row, i, matrix.length, rows));
  if (matrix.length === 0) issues.push(issue('empty', ['matrix'], 'at least one state', matrix.length));
  if (issues.length > 0) throw new InputError(issues);
  return matrix.map((row) => {
    const sum = row.reduce((a, b) => a + b, 0);
    return row.map((p) => p / sum);
  });
}

function rowIssues(row: readonly number[], i: number, size: number, rows: RowSums): Issue[] {
  checkList(row, ['matrix', i]);
  if (row.length !== size) return [issue('range', ['matrix', i], `${size} entries`, row.length)];
  const [least, most] = rows === 'refuse' ? [0, 1 + rowTolerance] : [0, largestMagnitude];
  const expected = rows === 'refuse' ? 'a probability' : 'a finite number of at least 0';
  const bad = row.flatMap((p, j) =>
    typeof p === 'number' && p >= least && p <= most ? [] : [issue('range', ['matrix', i, j], expected, p)],
  );
  if (bad.length > 0) return bad;
  const sum = row.reduce((a, b) => a + b, 0);
  const fits = rows === 'refuse' ? Math.abs(sum - 1) <= rowTolerance : sum > 0;
  return fits
    ? []
    : [
        issue(
          'sum',
          ['matrix', i],
          rows === 'refuse' ? 'a row that sums to 1' : 'a row that is not all zero',
          Number(sum.toPrecision(12)),
        ),
      ];
}

/** Where an absorbing chain ends, and how long it takes. States are positions in the matrix. */
export interface AbsorbingChain {
  readonly transient: readonly number[];
  readonly absorbing: readonly number[];
  /** The fundamental matrix N = (I − Q)⁻¹: expected visits to a transient state (column) from each (row), the start counted. */
  readonly visits: readonly (readonly number[])[];
  /** Expected steps to absorption from each transient state. */
  readonly steps: readonly number[];
  /** The variance of those steps. */
  readonly stepsVariance: readonly number[];
  /** The probability of ending in an absorbing state (column) from each transient state (row). */
  readonly absorption: readonly (readonly number[])[];
}

/**
 * Solves an absorbing Markov chain. A state that it never leaves is absorbing.
 * Source: J. G. Kemeny & J. L. Snell, Finite Markov Chains (1960), 3.2–3.3.
 * @returns undefined because `notReached` where some state can never be absorbed (there the expected steps are infinite).
 * InputError `sum` for rows that don't sum to 1 unless `rows` is `normalize`.
 * @example
 * absorbingChain([[0.5, 0.5], [0, 1]], 'refuse').value?.steps; //=> [2]
 */
export function absorbingChain(matrix: TransitionMatrix, rows: RowSums): Measured<AbsorbingChain> {
  const p = transitionMatrix(matrix, rows);
  const states = p.map((_, i) => i);
  const absorbing = states.filter((i) => p[i]![i] === 1);
  const transient = states.filter((i) => p[i]![i] !== 1);
  if (!allReach(p, absorbing)) return unmeasured('notReached');
  const system = factor(transient.map((i) => transient.map((j) => (i === j ? leaving(p, i) : -p[i]![j]!))));
  if (system === undefined) return unmeasured('notReached');
  const visits = inverse(system, transient.length);
  const steps = system.solve(transient.map(() => 1));
  const toAbsorbing = absorbing.map((a) => system.solve(transient.map((i) => p[i]![a]!)));
  return measured({
    transient,
    absorbing,
    visits,
    steps,
    stepsVariance: times(visits, steps).map((twice, i) => Math.max(0, 2 * twice - steps[i]! - steps[i]! ** 2)),
    absorption: transient.map((_, i) => toAbsorbing.map((column) => column[i]!)),
  });
}

/** Whether every state has a way to one of `targets`. */
function allReach(p: TransitionMatrix, targets: readonly number[]): boolean {
  const reached = new Set(targets);
  const queue = [...targets];
  for (let to = queue.pop(); to !== undefined; to = queue.pop()) {
    for (let from = 0; from < p.length; from++) {
      if (p[from]![to]! > 0 && !reached.has(from)) {
        reached.add(from);
        queue.push(from);
      }
    }
  }
  return reached.size === p.length;
}

/** How far ahead a chain's value is counted: without end, or that many steps after now. */
export type ChainHorizon = 'infinite' | { readonly steps: number };

/**
 * What a member in each state is worth: the reward of the state now and the discounted rewards of the states it moves through, Σ (P / (1 + d))ᵗ r from t = 0.
 * Source: P. E. Pfeifer & R. L. Carraway, Modeling Customer Relationships as Markov Chains, Journal of Interactive Marketing 14 (2000) 43–55.
 * @param rewards What one period in each state earns, at the period's beginning; negative where it costs.
 * @param discountRate Per period, 0.2 for 20 %; at least 0.
 * @returns undefined because `notEstimable` where nothing is discounted and the infinite sum need not end.
 * @example
 * chainValue([[0.5, 0.5], [0, 1]], [10, 0], 0, { steps: 1 }).value; //=> [15, 0]
 */
export function chainValue(
  matrix: TransitionMatrix,
  rewards: Values,
  discountRate: number,
  horizon: ChainHorizon,
): Measured<readonly number[]> {
  const p = transitionMatrix(matrix, 'refuse');
  checkLength(rewards, p.length, 'rewards');
  checkValues(rewards, 'rewards');
  if (!(typeof discountRate === 'number' && discountRate >= 0 && discountRate < Number.POSITIVE_INFINITY))
    refuse('range', 'discountRate', 'a finite rate of at least 0', discountRate);
  if (horizon !== 'infinite') {
    checkRecord(horizon, 'horizon', "'infinite' or { steps }");
    const discounted = p.map((row) => row.map((cell) => cell / (1 + discountRate)));
    return measured(finiteValue(discounted, Array.from(rewards), horizon.steps));
  }
  // (I - P / (1 + d))⁻¹ r, both sides times 1 + d.
  const system = factor(p.map((row, i) => row.map((cell, j) => (i === j ? discountRate + leaving(p, i) : -cell))));
  if (discountRate === 0 || system === undefined) return unmeasured('notEstimable');
  const values = system.solve(Array.from(rewards, (reward) => (1 + discountRate) * reward));
  return values.every(Number.isFinite) ? measured(values) : unmeasured('notEstimable');
}

/** How likely a state is left: the sum of what leads away, which is no difference of nearly equal numbers as 1 - p is. */
function leaving(p: TransitionMatrix, state: number): number {
  return p[state]!.reduce((sum, cell, j) => (j === state ? sum : sum + cell), 0);
}

function finiteValue(discounted: TransitionMatrix, rewards: readonly number[], steps: number): number[] {
  checkCount(steps, 'horizon.steps');
  let value = [...rewards];
  for (let step = 0; step < steps; step++) value = times(discounted, value).map((later, i) => rewards[i]! + later);
  return value;
}

/**
 * The share of time that a chain spends in each state in the long run, from wherever it begins.
 * @returns undefined because `notEstimable` where it depends on the beginning (more than one closed class).
 * @example
 * stationaryShares([[0.9, 0.1], [0.3, 0.7]]).value?.map((s) => s.toFixed(2)); //=> ['0.75', '0.25']
 */
export function stationaryShares(matrix: TransitionMatrix): Measured<readonly number[]> {
  const p = transitionMatrix(matrix, 'refuse');
  // π (P − I) = 0 with the last equation replaced by Σ π = 1, transposed.
  const equations = p.map((_, j) => p.map((row, i) => (j === p.length - 1 ? 1 : row[j]! - (i === j ? 1 : 0))));
  const shares = factor(equations)?.solve(p.map((_, j) => (j === p.length - 1 ? 1 : 0)));
  return shares === undefined ? unmeasured('notEstimable') : measured(shares.map((s) => Math.max(0, s)));
}

/**
 * Where members are after some steps: `shares · Pⁿ`.
 * @example
 * forecastShares([[0.5, 0.5], [0, 1]], [1, 0], 2); //=> [0.25, 0.75]
 */
export function forecastShares(matrix: TransitionMatrix, shares: Values, steps: number): number[] {
  const p = transitionMatrix(matrix, 'refuse');
  checkLength(shares, p.length, 'shares');
  checkValues(shares, 'shares');
  checkCount(steps, 'steps');
  let now = Array.from(shares);
  for (let step = 0; step < steps; step++)
    now = p.map((_, j) => now.reduce((sum, share, i) => sum + share * p[i]![j]!, 0));
  return now;
}
