import { type ByChoice, choose, earningsOf, pricesOf, worthOf } from './bundle-choice.js';

type Prices = readonly [first: number, second: number, bundle: number];

/**
 * What one option is tied to at the best prices, by option (nothing, the first good, the second, the bundle): of fixed choices
 * the profit rises with every price, so that each price stands where some consumer would as soon take another option, and
 * one after the other they lead to buying nothing. There are 16 such trees over four options (Cayley 1889).
 */
type Ties = readonly [nothing: number, first: number, second: number, bundle: number];

function trees(): readonly Ties[] {
  const all = [0, 2, 3].flatMap((first) =>
    [0, 1, 3].flatMap((second) => [0, 1, 2].map((bundle): Ties => [0, first, second, bundle])),
  );
  return all.filter((to) => to.every((tied) => to[to[tied]!] === 0));
}

/** From what is tied to nothing on. */
function outwards(to: Ties): readonly number[] {
  const depth = (option: number): number => (option === 0 ? 0 : 1 + depth(to[option]!));
  return [1, 2, 3].sort((a, b) => depth(a) - depth(b));
}

/**
 * The prices of two goods and their bundle that earn most; of equally good ones that of the lowest bundle, then of the
 * lowest first and second good.
 */
export function bestMixed(values: readonly (readonly [number, number])[], costs: readonly [number, number]): Prices {
  const worth = values.map(worthOf);
  const cost = worthOf(costs);
  let best: Prices = [0, 0, 0];
  let most = Number.NEGATIVE_INFINITY;
  const tryOut = (first: number, second: number, bundle: number): void => {
    // A bundle dearer than its goods sells no differently from one as dear.
    if (bundle > first + second) return;
    const profit = profitAt(pricesOf([first, second, bundle]), worth, cost);
    if (profit < most || (profit === most && !isLower([first, second, bundle], best))) return;
    most = profit;
    best = [first, second, bundle];
  };
  for (const to of trees()) {
    const [inner, middle, outer] = outwards(to) as [number, number, number];
    const price = [0, 0, 0, 0];
    const [near, between, far] = [inner, middle, outer].map((option) => steps(worth, option, to[option]!));
    for (const a of near!) {
      price[inner] = a;
      for (const b of between!) {
        price[middle] = price[to[middle]!]! + b;
        if (price[middle]! < 0) continue;
        for (const c of far!) {
          price[outer] = price[to[outer]!]! + c;
          if (price[outer]! >= 0) tryOut(price[1]!, price[2]!, price[3]!);
        }
      }
    }
  }
  return best;
}

/** By how much each consumer values one option above another; a bundle is worth what both goods are. */
function steps(worth: readonly ByChoice[], option: number, above: number): ReadonlySet<number> {
  return new Set(worth.map((of) => of[option]! - of[above]!));
}

function profitAt(prices: ByChoice, worth: readonly ByChoice[], costs: ByChoice): number {
  const earnings = earningsOf(prices, costs);
  let profit = 0;
  for (const of of worth) profit += earnings[choose(of, prices, earnings)]!;
  return profit;
}

const isLower = ([first, second, bundle]: Prices, than: Prices): boolean =>
  (bundle - than[2] || first - than[0] || second - than[1]) < 0;
