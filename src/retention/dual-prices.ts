import { dualValue, type ManyLimits, priceOut, sampleOf } from './choice-problem.js';

/** Prices of the limits at which the Lagrangian bound is (nearly) lowest. */
export interface DualPrices {
  readonly prices: Float64Array;
  readonly bound: number;
}

const mostRounds = 250;
const closeEnough = 1e-9;
/** A sample is off by far more than this. */
const closeEnoughInSample = 1e-6;
/** Above so many customers prices are learnt on a sample and corrected on the whole. */
const sampleAbove = 60_000;
const sampleSize = 10_000;
const corrections = 3;

/**
 * Finds the limits' prices. Small bases: column generation (Dantzig and Wolfe 1960), the prices asked for being
 * smoothed towards the best so far (Wentges 1997). Large ones: the same on every n-th customer, whose limits are then
 * shifted by what the whole base used differently at those prices, a few times over.
 */
export function dualPrices(problem: ManyLimits): DualPrices {
  const customers = problem.from.length - 1;
  if (customers <= sampleAbove) return generate(problem, problem.limits, undefined, closeEnough).best;
  const stride = Math.ceil(customers / sampleSize);
  const sample = sampleOf(problem, stride);
  const share = (sample.from.length - 1) / customers;
  let columns: Columns | undefined;
  let limits = Float64Array.from(sample.limits);
  let best: DualPrices | undefined;
  for (let round = 0; round < corrections; round += 1) {
    const learnt = generate(sample, limits, columns, closeEnoughInSample);
    columns = learnt.columns;
    const { prices } = learnt.best;
    const whole = priceOut(problem, prices);
    const bound = dualValue(problem, prices, whole.reduced);
    if (best === undefined || bound < best.bound) best = { prices, bound };
    const { used } = priceOut(sample, prices);
    limits = sample.limits.map((limit, k) => Math.max(limit * 0.5, limit + used[k]! - whole.used[k]! * share));
  }
  return best!;
}

/** Answers of the relaxation so far: what each is worth and takes. */
interface Columns {
  readonly value: number[];
  readonly used: Float64Array[];
}

function generate(
  problem: ManyLimits,
  limits: Float64Array,
  known: Columns | undefined,
  close: number,
): { readonly best: DualPrices; readonly columns: Columns } {
  const size = limits.length;
  const columns: Columns = known ?? { value: [0], used: [new Float64Array(size)] };
  const master = createMaster(limits, columns);
  const boundAt = (prices: Float64Array, reduced: number): number => {
    let bound = reduced;
    for (let k = 0; k < size; k += 1) bound += prices[k]! * limits[k]!;
    return bound;
  };
  const free = priceOut(problem, new Float64Array(size));
  let best: DualPrices = { prices: new Float64Array(size), bound: free.reduced };
  add(columns, free);
  let towards = 0.5;
  for (let round = 0; round < mostRounds; round += 1) {
    const { prices, value } = master.solve();
    if (best.bound - value <= close * Math.max(1, Math.abs(best.bound))) break;
    const asked = prices.map((price, k) => towards * best.prices[k]! + (1 - towards) * price);
    const answer = priceOut(problem, asked);
    const bound = boundAt(asked, answer.reduced);
    if (bound < best.bound) best = { prices: asked, bound };
    // A column that the master cannot use means that the smoothing went too far.
    const helps = answer.value - weigh(prices, answer.used) > value - weigh(prices, limits) + 1e-9 * Math.abs(value);
    add(columns, answer);
    towards = helps ? 0.5 : towards === 0.5 ? 0.2 : 0;
    if (!helps && towards === 0 && asked.every((price, k) => price === prices[k])) break;
  }
  return { best, columns };
}

function add(columns: Columns, { value, used }: { readonly value: number; readonly used: Float64Array }): void {
  columns.value.push(value);
  columns.used.push(used);
}

function weigh(prices: Float64Array, amounts: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < prices.length; k += 1) sum += prices[k]! * amounts[k]!;
  return sum;
}

interface Master {
  solve(): { readonly prices: Float64Array; readonly value: number };
}

/**
 * The master problem: the mixture of answers so far that is worth most within the limits, by the revised simplex
 * method on one row per limit and one that adds the mixture up to 1. Rows are scaled by their limits.
 */
function createMaster(limits: Float64Array, columns: Columns): Master {
  const size = limits.length;
  const rows = size + 1;
  const scale = Float64Array.from(limits, (limit) => (limit > 0 ? limit : 1));
  // Basis: -1 - k is the slack of limit k, else a column. It starts from doing nothing.
  const basis = Array.from({ length: rows }, (_, k) => (k < size ? -1 - k : 0));
  const inverse = Array.from({ length: rows }, (_, i) => {
    const row = new Float64Array(rows);
    row[i] = 1;
    return row;
  });
  const right = Float64Array.from({ length: rows }, (_, k) => (k < size ? limits[k]! / scale[k]! : 1));
  const x = Float64Array.from(right);
  const costOf = (index: number): number => (index < 0 ? 0 : columns.value[index]!);
  const entry = (index: number, k: number): number => {
    if (index < 0) return k === -1 - index ? 1 : 0;
    return k === size ? 1 : columns.used[index]![k]! / scale[k]!;
  };
  const duals = new Float64Array(rows);
  const direction = new Float64Array(rows);

  const price = (): void => {
    duals.fill(0);
    for (let i = 0; i < rows; i += 1) {
      const cost = costOf(basis[i]!);
      if (cost !== 0) for (let k = 0; k < rows; k += 1) duals[k]! += cost * inverse[i]![k]!;
    }
  };
  const entering = (tolerance: number): number | undefined => {
    let pick: number | undefined;
    let most = tolerance;
    for (let index = -size; index < columns.value.length; index += 1) {
      let reduced = costOf(index);
      for (let k = 0; k < rows; k += 1) reduced -= duals[k]! * entry(index, k);
      if (reduced > most) {
        most = reduced;
        pick = index;
      }
    }
    return pick;
  };
  const pivot = (index: number): boolean => {
    let leave = -1;
    let step = Number.POSITIVE_INFINITY;
    for (let i = 0; i < rows; i += 1) {
      let sum = 0;
      for (let k = 0; k < rows; k += 1) sum += inverse[i]![k]! * entry(index, k);
      direction[i] = sum;
      if (sum > 1e-12 && Math.max(x[i]!, 0) / sum < step) {
        step = Math.max(x[i]!, 0) / sum;
        leave = i;
      }
    }
    if (leave < 0) return false;
    const chosen = inverse[leave]!;
    for (let k = 0; k < rows; k += 1) chosen[k]! /= direction[leave]!;
    for (let i = 0; i < rows; i += 1) {
      if (i === leave || direction[i] === 0) continue;
      const row = inverse[i]!;
      for (let k = 0; k < rows; k += 1) row[k]! -= direction[i]! * chosen[k]!;
    }
    for (let i = 0; i < rows; i += 1) {
      x[i] = 0;
      for (let k = 0; k < rows; k += 1) x[i]! += inverse[i]![k]! * right[k]!;
    }
    basis[leave] = index;
    return true;
  };
  return {
    solve: () => {
      const tolerance = 1e-10 * Math.max(1, ...columns.value);
      for (let pivots = 0; pivots < 500; pivots += 1) {
        price();
        const index = entering(tolerance);
        if (index === undefined || !pivot(index)) break;
      }
      price();
      let value = 0;
      for (let i = 0; i < rows; i += 1) value += costOf(basis[i]!) * x[i]!;
      const prices = Float64Array.from({ length: size }, (_, k) => Math.max(0, duals[k]! / scale[k]!));
      return { prices, value };
    },
  };
}
