import type { ChoiceProblem } from './knapsack.js';

/** A class of the core: how its options differ from its best one at the price. */
export interface CoreClass {
  readonly c: number;
  readonly options: readonly number[];
  readonly dCost: readonly number[];
  readonly dValue: readonly number[];
  readonly smallestLoss: number;
}

/** The best option of every class at the price, the others as losses, and the Lagrangian bound. */
export function lossesAt({ from, value, cost, capacity }: ChoiceProblem, price: number) {
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
export function suffixSlopes(core: readonly CoreClass[]): {
  readonly gain: Float64Array;
  readonly relief: Float64Array;
} {
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
