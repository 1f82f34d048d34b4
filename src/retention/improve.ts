import { seededRandom } from '../statistics/random.js';
import { eachReduced, type ManyLimits, priceOut } from './choice-problem.js';
import { type Draft, draftOf, fill, move, repair } from './polish.js';

/** A move to an option, by what it loses at the prices. */
interface CoreMove {
  readonly c: number;
  readonly to: number;
  readonly loss: number;
}

const mostMoves = 3000;

/** The moves that a better choice can be made of: none loses more than the gap that is left. */
function coreMoves(problem: ManyLimits, prices: ArrayLike<number>, gap: number): readonly CoreMove[] {
  const { from } = problem;
  const found: CoreMove[] = [];
  eachReduced(problem, prices, (first, last, start, reduced) => {
    for (let c = first; c < last; c += 1) {
      let best = 0;
      for (let j = from[c]!; j < from[c + 1]!; j += 1) best = Math.max(best, reduced[j - start]!);
      if (best <= gap) found.push({ c, to: -1, loss: best });
      for (let j = from[c]!; j < from[c + 1]!; j += 1) {
        const loss = best - reduced[j - start]!;
        if (loss <= gap) found.push({ c, to: j, loss });
      }
    }
  });
  found.sort((a, b) => a.loss - b.loss || a.c - b.c || a.to - b.to);
  return found.slice(0, mostMoves);
}

/** Improves a feasible choice by moving two customers at once, as long as that gains anything. */
function improvePairs(problem: ManyLimits, draft: Draft, moves: readonly CoreMove[]): void {
  const { value, uses, limits } = problem;
  const size = uses.length;
  for (;;) {
    const open = moves.filter(({ c, to }) => draft.choice[c] !== to);
    const gain = new Float64Array(open.length);
    const more = new Float64Array(open.length * size);
    const order = open
      .map(({ c, to }, m) => {
        const now = draft.choice[c]!;
        return { m, dv: (to < 0 ? 0 : value[to]!) - (now < 0 ? 0 : value[now]!) };
      })
      .sort((a, b) => b.dv - a.dv || a.m - b.m);
    const customer = new Int32Array(open.length);
    const target = new Int32Array(open.length);
    order.forEach(({ m, dv }, at) => {
      const { c, to } = open[m]!;
      const now = draft.choice[c]!;
      gain[at] = dv;
      customer[at] = c;
      target[at] = to;
      for (let k = 0; k < size; k += 1)
        more[at * size + k] = (to < 0 ? 0 : uses[k]![to]!) - (now < 0 ? 0 : uses[k]![now]!);
    });
    const slack = limits.map((limit, k) => limit - draft.used[k]!);
    const pair = bestPair(gain, more, customer, slack);
    if (pair === undefined) return;
    for (const at of pair) move(problem, draft, customer[at]!, target[at]!);
  }
}

function bestPair(
  gain: Float64Array,
  more: Float64Array,
  customer: Int32Array,
  slack: Float64Array,
): readonly number[] | undefined {
  const size = slack.length;
  let most = 0;
  let found: readonly number[] | undefined;
  for (let a = 0; a < gain.length; a += 1) {
    if (gain[a]! > most && within(more, a * size, -1, slack)) {
      most = gain[a]!;
      found = [a];
    }
    for (let b = a + 1; b < gain.length && gain[a]! + gain[b]! > most; b += 1) {
      if (customer[a] === customer[b] || !within(more, a * size, b * size, slack)) continue;
      most = gain[a]! + gain[b]!;
      found = [a, b];
    }
  }
  return found;
}

function within(more: Float64Array, a: number, b: number, slack: Float64Array): boolean {
  for (let k = 0; k < slack.length; k += 1) {
    if (more[a + k]! + (b < 0 ? 0 : more[b + k]!) > slack[k]!) return false;
  }
  return true;
}

/** Rounds by size of the base: small ones are cheap and have the larger gap. */
const roundsFor = (customers: number): number => (customers <= 500 ? 120 : customers <= 5000 ? 24 : 0);

/**
 * Looks for better choices than the first: the prices are shaken a little (by a seeded generator, so that the answer
 * is the same each time), the choice they give is repaired, filled and improved two customers at a time.
 */
export function improve(problem: ManyLimits, first: Draft, prices: Float64Array, bound: number): Draft {
  const customers = problem.from.length - 1;
  const rounds = roundsFor(customers);
  if (rounds === 0) return first;
  const random = seededRandom(1);
  let best = first;
  let moves = coreMoves(problem, prices, bound - best.value);
  improvePairs(problem, best, moves);
  for (let round = 0; round < rounds; round += 1) {
    if (best.value + 1 > bound) break;
    const reach = 0.02 * (1 + (round % 6));
    const shaken = prices.map((price) => price * (1 + reach * (2 * random.next() - 1)));
    const draft = draftOf(problem, priceOut(problem, shaken).choice);
    repair(problem, draft, prices);
    fill(problem, draft, prices);
    improvePairs(problem, draft, moves);
    if (draft.value > best.value) {
      best = draft;
      moves = coreMoves(problem, prices, bound - best.value);
    }
  }
  return best;
}
