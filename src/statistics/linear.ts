/** A square matrix, factored once so that systems with it can be solved many times. */
export interface Factored {
  /** The x with A x = b. */
  solve(b: readonly number[]): number[];
}

/**
 * Factors a square matrix by Gaussian elimination with row pivoting; undefined when it is singular to working precision.
 * Source: G. H. Golub & C. F. Van Loan, Matrix Computations (2013), 3.4.
 */
export function factor(matrix: readonly (readonly number[])[]): Factored | undefined {
  const n = matrix.length;
  const lu = matrix.map((row) => Float64Array.from(row));
  const order = matrix.map((_, i) => i);
  const scale = Math.max(0, ...matrix.map((row) => Math.max(0, ...row.map(Math.abs))));
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(lu[i]![k]!) > Math.abs(lu[pivot]![k]!)) pivot = i;
    if (Math.abs(lu[pivot]![k]!) <= scale * n * Number.EPSILON) return undefined;
    [lu[k], lu[pivot]] = [lu[pivot]!, lu[k]!];
    [order[k], order[pivot]] = [order[pivot]!, order[k]!];
    for (let i = k + 1; i < n; i++) {
      const ratio = lu[i]![k]! / lu[k]![k]!;
      lu[i]![k] = ratio;
      for (let j = k + 1; j < n; j++) lu[i]![j]! -= ratio * lu[k]![j]!;
    }
  }
  return { solve: (b) => substitute(lu, order, b) };
}

function substitute(lu: readonly Float64Array[], order: readonly number[], b: readonly number[]): number[] {
  const n = lu.length;
  const x = order.map((at) => b[at]!);
  for (let i = 1; i < n; i++) for (let j = 0; j < i; j++) x[i]! -= lu[i]![j]! * x[j]!;
  for (let i = n - 1; i >= 0; i--) {
    for (let j = i + 1; j < n; j++) x[i]! -= lu[i]![j]! * x[j]!;
    x[i]! /= lu[i]![i]!;
  }
  return x;
}

/** The inverse by columns of a factored matrix of size n. */
export function inverse(factored: Factored, n: number): number[][] {
  const columns = Array.from({ length: n }, (_, j) =>
    factored.solve(Array.from({ length: n }, (_, i) => (i === j ? 1 : 0))),
  );
  return Array.from({ length: n }, (_, i) => columns.map((column) => column[i]!));
}

/** Matrix times vector. */
export function times(matrix: readonly (readonly number[])[], vector: readonly number[]): number[] {
  return matrix.map((row) => row.reduce((sum, cell, j) => sum + cell * vector[j]!, 0));
}
