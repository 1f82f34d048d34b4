import { branch } from './branch.js';
import { type ManyLimits, priceOut, totalsOf } from './choice-problem.js';
import { dualPrices } from './dual-prices.js';
import { improve } from './improve.js';
import { solveChoices } from './knapsack.js';
import { draftOf, fill, repair } from './polish.js';

/** The answer under any number of limits. */
export interface LimitsAnswer {
  /** Option of each customer, -1 for none. */
  readonly choice: Int32Array;
  readonly value: number;
  readonly used: Float64Array;
  /** No choice within the limits is worth more. */
  readonly upperBound: number;
  readonly prices: Float64Array;
  readonly proved: boolean;
}

/** Options that the exact search of a single limit takes on. */
const exactOptions = 600_000;
/** Customers whose choice the exhaustive search tries to prove. */
const branchCustomers = 400;

/**
 * Solves the choice: a single limit by the exact search, several by the limits' prices, whose choice is repaired,
 * filled and improved; small bases are then searched to the end where that is short.
 */
export function solveLimits(problem: ManyLimits): LimitsAnswer {
  const { from, value, uses, limits } = problem;
  const customers = from.length - 1;
  if (limits.length === 1 && value.length <= exactOptions) {
    const single = solveChoices({
      from,
      value: new Float64Array(value),
      cost: new Float64Array(uses[0]!),
      capacity: limits[0]!,
    });
    const { choice, upperBound, proved, price } = single;
    return { choice, ...totalsOf(problem, choice), upperBound, proved, prices: Float64Array.of(price) };
  }
  const { prices, bound } = dualPrices(problem);
  const draft = draftOf(problem, priceOut(problem, prices).choice);
  repair(problem, draft, prices);
  fill(problem, draft, prices);
  const best = improve(problem, draft, prices, bound);
  const slack = Math.max(1e-3, Math.abs(bound) * 1e-13);
  let upperBound = Math.floor(bound + slack);
  let { choice } = best;
  let proved = best.value >= upperBound;
  if (!proved && customers <= branchCustomers) {
    const searched = branch(problem, best, prices, bound);
    choice = searched.choice;
    proved = searched.complete;
    if (proved) upperBound = searched.value;
  }
  return { choice, ...totalsOf(problem, choice), upperBound, prices, proved };
}
