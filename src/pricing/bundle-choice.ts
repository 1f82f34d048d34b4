/** What one consumer does at given prices. */
export type BundleChoice = 'first' | 'second' | 'both' | 'bundle' | 'nothing';

/** What a consumer may do, in the order in which the columns below count it. */
export const bundleChoices = [
  'nothing',
  'first',
  'second',
  'both',
  'bundle',
] as const satisfies readonly BundleChoice[];

const bundleAt = 4;

/** A number for each of {@link bundleChoices}. */
export type ByChoice = readonly [nothing: number, first: number, second: number, both: number, bundle: number];

/** What each choice is worth to a consumer of these reservation prices; also what it costs us of these costs. */
export function worthOf([first, second]: readonly [number, number]): ByChoice {
  return [0, first, second, first + second, first + second];
}

/** What each choice is sold at. */
export function pricesOf([first, second, bundle]: readonly [number, number, number]): ByChoice {
  return [0, first, second, first + second, bundle];
}

/** What each choice earns us. */
export function earningsOf(prices: ByChoice, costs: ByChoice): ByChoice {
  return prices.map((price, at) => price - costs[at]!) as unknown as ByChoice;
}

/** The choice of most surplus, and of equal surplus the one that earns the seller more; the bundle where nothing tells. */
export function choose(worth: ByChoice, prices: ByChoice, earnings: ByChoice): number {
  let best = 0;
  let surplus = 0;
  for (let at = 1; at <= bundleAt; at += 1) {
    const left = worth[at]! - prices[at]!;
    if (left < surplus) continue;
    const more = earnings[at]! - earnings[best]!;
    if (left === surplus && !(more > 0 || (more === 0 && at === bundleAt))) continue;
    best = at;
    surplus = left;
  }
  return best;
}
