/** How many members two parts of `n` share by chance: one of `row` members and one of `column`. */
export interface Meeting {
  readonly n: number;
  readonly row: number;
  readonly column: number;
}

/**
 * Visits the numbers of members that the parts may share, with weights in proportion to their probabilities. Terms follow
 * from each other: started at the likeliest number, with weight 1, they need no factorials, whose logarithms would cost
 * digits where there are many members. Ends on either side where a weight is no more than `negligible`.
 *
 * @returns the sum of all weights, by which a weight becomes a probability
 */
export function visitHypergeometric(
  { n, row, column }: Meeting,
  negligible: number,
  visit: (shared: number, weight: number) => void,
): number {
  const [least, most] = [Math.max(0, row + column - n), Math.min(row, column)];
  const mode = Math.min(most, Math.floor(((row + 1) * (column + 1)) / (n + 2)));
  visit(mode, 1);
  let sum = 1;
  for (let k = mode, weight = 1; k < most && weight > negligible; k++) {
    weight *= ((row - k) / (k + 1)) * ((column - k) / (n - row - column + k + 1));
    visit(k + 1, weight);
    sum += weight;
  }
  for (let k = mode, weight = 1; k > least && weight > negligible; k--) {
    weight *= (k / (row - k + 1)) * ((n - row - column + k) / (column - k + 1));
    visit(k - 1, weight);
    sum += weight;
  }
  return sum;
}
