import { lossesAt, suffixSlopes } from './knapsack-core.js';
import { type Relaxed, relax, sums } from './knapsack-relaxation.js';
import { extend, type Layer, start, trace } from './knapsack-states.js';

/**
 * A multiple-choice knapsack: of every class at most one option, the sum of costs within the capacity, the sum of
 * values as large as possible. Values and costs are whole numbers (cents); options of class `c` stand at
 * `from[c] … from[c + 1] - 1`.
 */
export interface ChoiceProblem {
  readonly from: Int32Array;
  readonly value: Float64Array;
  readonly cost: Float64Array;
  readonly capacity: number;
}

/** An answer with how far it can be from the best. */
export interface ChoiceAnswer {
  /** Option of each class, -1 for none. */
  readonly choice: Int32Array;
  readonly value: number;
  readonly cost: number;
  /** No choice can be worth more. */
  readonly upperBound: number;
  /** Worth of one more unit of capacity in the linear relaxation. */
  readonly price: number;
  readonly proved: boolean;
}

/** States that the exact search may keep before it settles for a bound. */
const mostStates = 3_000_000;

/**
 * Solves a multiple-choice knapsack exactly where the search stays within its bound, else within a stated gap.
 *
 * The linear relaxation is solved by sorting the increments of every class's convex hull (Sinha and Zoltners 1979).
 * Its price gives each option a loss; the exact search goes over the classes in the order of their smallest loss,
 * keeps undominated states and drops those that no remaining class can lift above the best answer (Pisinger 1995).
 */
export function solveChoices(problem: ChoiceProblem): ChoiceAnswer {
  const relaxed = relax(problem);
  if (relaxed.price === 0) return { ...relaxed.answer, upperBound: relaxed.answer.value, proved: true };
  return search(problem, relaxed.answer, relaxed.price);
}

function search(problem: ChoiceProblem, greedy: Relaxed['answer'], price: number): ChoiceAnswer {
  const { capacity } = problem;
  const { base, core, baseSum, bound } = lossesAt(problem, price);
  const room = capacity - baseSum.cost;
  // Losses are sums of few small doubles: far below this; an answer is a whole number.
  const slack = Math.max(1e-3, bound * 1e-13);
  let best = greedy.value;
  const goal = (): number => best - baseSum.value + 1 - slack;
  core.sort((a, b) => a.smallestLoss - b.smallestLoss || a.c - b.c);
  const used = core.filter(({ smallestLoss }) => bound - smallestLoss >= best + 1 - slack);
  const slopes = suffixSlopes(used);
  let states: Layer = start();
  const layers: Layer[] = [];
  let winner: { readonly layer: number; readonly index: number } | undefined;
  let kept = 1;
  const consider = (layer: Layer, depth: number): void => {
    for (let s = 0; s < layer.cost.length && layer.cost[s]! <= room; s += 1) {
      if (layer.value[s]! + baseSum.value > best) {
        best = layer.value[s]! + baseSum.value;
        winner = { layer: depth, index: s };
      }
    }
  };
  consider(states, 0);
  layers.push(states);
  let depth = 0;
  for (const one of used) {
    // Classes come by rising loss: once the smallest is too large for the best answer, no later one can help.
    if (bound - one.smallestLoss < best + 1 - slack) break;
    states = extend(states, one, room, goal(), slopes.gain[depth + 1]!, slopes.relief[depth + 1]!);
    kept += states.cost.length;
    if (kept > mostStates) {
      const choice = winner === undefined ? greedy.choice : trace(base, used, layers, winner);
      return { choice, ...sums(problem, choice), upperBound: Math.floor(bound + slack), price, proved: false };
    }
    depth += 1;
    layers.push(states);
    consider(states, depth);
    if (states.cost.length === 0) break;
  }
  const choice = winner === undefined ? greedy.choice : trace(base, used, layers, winner);
  const answer = sums(problem, choice);
  return { choice, ...answer, upperBound: answer.value, price, proved: true };
}
