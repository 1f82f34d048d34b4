import type { CoreClass } from './knapsack-core.js';

/** Undominated states after some classes, by rising cost. */
export interface Layer {
  readonly cost: Float64Array;
  readonly value: Float64Array;
  /** State of the layer before, and the option taken. */
  readonly parent: Int32Array;
  readonly option: Int32Array;
}

/** Before the first class: nothing taken. */
export const start = (): Layer => ({
  cost: new Float64Array(1),
  value: new Float64Array(1),
  parent: new Int32Array(1).fill(-1),
  option: new Int32Array(1),
});

/** The states after one more class: undominated, by rising cost, and still able to reach the goal. */
export function extend(layer: Layer, one: CoreClass, room: number, goal: number, gain: number, relief: number): Layer {
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

/** The choice that led to a state. */
export function trace(
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
