import type { ChoiceAnswer, ChoiceProblem } from './knapsack.js';

/** The linear relaxation's price and the greedy answer that it stops at. */
export interface Relaxed {
  readonly price: number;
  readonly answer: Omit<ChoiceAnswer, 'upperBound' | 'proved'>;
}

/** Options of a class on its upper convex hull from (0, 0), by rising cost. */
function hullOf({ from, value, cost, capacity }: ChoiceProblem, c: number): readonly number[] {
  const options: number[] = [];
  for (let j = from[c]!; j < from[c + 1]!; j += 1) if (value[j]! > 0 && cost[j]! <= capacity) options.push(j);
  options.sort((a, b) => cost[a]! - cost[b]! || value[b]! - value[a]! || a - b);
  const hull: number[] = [];
  const costOf = (j: number): number => (j < 0 ? 0 : cost[j]!);
  const worthOf = (j: number): number => (j < 0 ? 0 : value[j]!);
  const slope = (a: number, b: number): number => {
    const run = costOf(b) - costOf(a);
    return run === 0 ? Number.POSITIVE_INFINITY : (worthOf(b) - worthOf(a)) / run;
  };
  for (const j of options) {
    if (worthOf(j) <= worthOf(hull.at(-1) ?? -1)) continue;
    while (hull.length > 0 && slope(hull.at(-2) ?? -1, hull.at(-1)!) <= slope(hull.at(-1)!, j)) hull.pop();
    hull.push(j);
  }
  return hull;
}

/** The greedy answer along the hulls, and the price at which it stops. */
export function relax(problem: ChoiceProblem): Relaxed {
  const { from, value, cost, capacity } = problem;
  const classes = from.length - 1;
  const steps: { readonly c: number; readonly j: number; readonly slope: number; readonly cost: number }[] = [];
  for (let c = 0; c < classes; c += 1) {
    let before = -1;
    for (const j of hullOf(problem, c)) {
      const run = cost[j]! - (before < 0 ? 0 : cost[before]!);
      const rise = value[j]! - (before < 0 ? 0 : value[before]!);
      steps.push({ c, j, slope: run === 0 ? Number.POSITIVE_INFINITY : rise / run, cost: run });
      before = j;
    }
  }
  steps.sort((a, b) => (a.slope === b.slope ? a.c - b.c || a.j - b.j : b.slope - a.slope));
  const choice = new Int32Array(classes).fill(-1);
  const stopped = new Uint8Array(classes);
  let used = 0;
  let price = 0;
  for (const step of steps) {
    if (stopped[step.c] === 1) continue;
    if (used + step.cost <= capacity) {
      choice[step.c] = step.j;
      used += step.cost;
    } else {
      // The first step that does not fit sets the price; smaller ones behind it still fill the rest.
      if (price === 0) price = step.slope;
      stopped[step.c] = 1;
    }
  }
  return { price, answer: { choice, ...sums(problem, choice), price } };
}

/** Value and cost of a choice. */
export function sums(
  { value, cost }: ChoiceProblem,
  choice: Int32Array,
): { readonly value: number; readonly cost: number } {
  let worth = 0;
  let used = 0;
  for (const j of choice) {
    if (j < 0) continue;
    worth += value[j]!;
    used += cost[j]!;
  }
  return { value: worth, cost: used };
}
