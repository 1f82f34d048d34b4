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

interface Relaxed {
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
function relax(problem: ChoiceProblem): Relaxed {
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

function sums({ value, cost }: ChoiceProblem, choice: Int32Array): { readonly value: number; readonly cost: number } {
  let worth = 0;
  let used = 0;
  for (const j of choice) {
    if (j < 0) continue;
    worth += value[j]!;
    used += cost[j]!;
  }
  return { value: worth, cost: used };
}

/** A class of the core: how its options differ from its best one at the price. */
interface CoreClass {
  readonly c: number;
  readonly options: readonly number[];
  readonly dCost: readonly number[];
  readonly dValue: readonly number[];
  readonly smallestLoss: number;
}

interface Layer {
  readonly cost: Float64Array;
  readonly value: Float64Array;
  /** State of the layer before, and the option taken. */
  readonly parent: Int32Array;
  readonly option: Int32Array;
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

const start = (): Layer => ({
  cost: new Float64Array(1),
  value: new Float64Array(1),
  parent: new Int32Array(1).fill(-1),
  option: new Int32Array(1),
});

/** The best option of every class at the price, the others as losses, and the Lagrangian bound. */
function lossesAt({ from, value, cost, capacity }: ChoiceProblem, price: number) {
  const classes = from.length - 1;
  const base = new Int32Array(classes).fill(-1);
  const core: CoreClass[] = [];
  let baseValue = 0;
  let baseCost = 0;
  let reduced = 0;
  let carry = 0;
  for (let c = 0; c < classes; c += 1) {
    let best = -1;
    let worth = 0;
    for (let j = from[c]!; j < from[c + 1]!; j += 1) {
      if (cost[j]! > capacity || value[j]! <= 0) continue;
      const at = value[j]! - price * cost[j]!;
      if (at > worth || (at === worth && best >= 0 && cost[j]! < cost[best]!)) {
        worth = at;
        best = j;
      }
    }
    base[c] = best;
    const bestValue = best < 0 ? 0 : value[best]!;
    const bestCost = best < 0 ? 0 : cost[best]!;
    baseValue += bestValue;
    baseCost += bestCost;
    // Neumaier's sum: the bound must not lose what the proof needs.
    const next = reduced + worth;
    carry += Math.abs(reduced) >= Math.abs(worth) ? reduced - next + worth : worth - next + reduced;
    reduced = next;
    core.push(coreClass(c, from, value, cost, capacity, price, best, bestValue, bestCost));
  }
  return {
    base,
    core: core.filter(({ options }) => options.length > 0),
    baseSum: { value: baseValue, cost: baseCost },
    bound: reduced + carry + price * capacity,
  };
}

function coreClass(
  c: number,
  from: Int32Array,
  value: Float64Array,
  cost: Float64Array,
  capacity: number,
  price: number,
  best: number,
  bestValue: number,
  bestCost: number,
): CoreClass {
  const options: number[] = [];
  const dCost: number[] = [];
  const dValue: number[] = [];
  let smallestLoss = Number.POSITIVE_INFINITY;
  const add = (option: number, worth: number, price2: number): void => {
    const gained = worth - bestValue;
    const spent = price2 - bestCost;
    // Neither cheaper nor worth more: never better than the best at the price.
    if (gained <= 0 && spent >= 0) return;
    options.push(option);
    dCost.push(spent);
    dValue.push(gained);
    smallestLoss = Math.min(smallestLoss, price * spent - gained);
  };
  if (best >= 0) add(-1, 0, 0);
  for (let j = from[c]!; j < from[c + 1]!; j += 1) {
    if (j !== best && cost[j]! <= capacity && value[j]! > 0) add(j, value[j]!, cost[j]!);
  }
  return { c, options, dCost, dValue, smallestLoss };
}

/** For every depth, the best value per unit still to be gained and the least still to be given up, of later classes. */
function suffixSlopes(core: readonly CoreClass[]): { readonly gain: Float64Array; readonly relief: Float64Array } {
  const gain = new Float64Array(core.length + 1);
  const relief = new Float64Array(core.length + 1).fill(Number.POSITIVE_INFINITY);
  for (let d = core.length - 1; d >= 0; d -= 1) {
    const { dCost, dValue } = core[d]!;
    gain[d] = gain[d + 1]!;
    relief[d] = relief[d + 1]!;
    for (let o = 0; o < dCost.length; o += 1) {
      if (dCost[o]! > 0) gain[d] = Math.max(gain[d]!, dValue[o]! / dCost[o]!);
      else if (dCost[o]! < 0) relief[d] = Math.min(relief[d]!, dValue[o]! / dCost[o]!);
    }
  }
  return { gain, relief };
}

/** The states after one more class: undominated, by rising cost, and still able to reach the goal. */
function extend(layer: Layer, one: CoreClass, room: number, goal: number, gain: number, relief: number): Layer {
  const lists = one.options.length + 1;
  const at = new Int32Array(lists);
  const size = layer.cost.length;
  const costs: number[] = [];
  const values: number[] = [];
  const parents: number[] = [];
  const options: number[] = [];
  let bestValue = Number.NEGATIVE_INFINITY;
  for (;;) {
    let pick = -1;
    let cost = Number.POSITIVE_INFINITY;
    let value = Number.NEGATIVE_INFINITY;
    for (let o = 0; o < lists; o += 1) {
      const s = at[o]!;
      if (s >= size) continue;
      const ownCost = layer.cost[s]! + (o === 0 ? 0 : one.dCost[o - 1]!);
      if (ownCost > cost) continue;
      const ownValue = layer.value[s]! + (o === 0 ? 0 : one.dValue[o - 1]!);
      if (ownCost < cost || ownValue > value) {
        pick = o;
        cost = ownCost;
        value = ownValue;
      }
    }
    if (pick < 0) break;
    const from = at[pick]!;
    at[pick] = from + 1;
    if (value <= bestValue) continue;
    const left = room - cost;
    const reach =
      left >= 0
        ? value + left * gain
        : relief === Number.POSITIVE_INFINITY
          ? Number.NEGATIVE_INFINITY
          : value + left * relief;
    if (reach < goal) continue;
    bestValue = value;
    costs.push(cost);
    values.push(value);
    parents.push(from);
    options.push(pick === 0 ? -2 : one.options[pick - 1]!);
  }
  return {
    cost: Float64Array.from(costs),
    value: Float64Array.from(values),
    parent: Int32Array.from(parents),
    option: Int32Array.from(options),
  };
}

function trace(
  base: Int32Array,
  core: readonly CoreClass[],
  layers: readonly Layer[],
  winner: { readonly layer: number; readonly index: number },
): Int32Array {
  const choice = Int32Array.from(base);
  let index = winner.index;
  for (let depth = winner.layer; depth > 0; depth -= 1) {
    const layer = layers[depth]!;
    if (layer.option[index] !== -2) choice[core[depth - 1]!.c] = layer.option[index]!;
    index = layer.parent[index]!;
  }
  return choice;
}
