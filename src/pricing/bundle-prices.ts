import { writeScaled } from '../core/scaled.js';
import { type BundleSample, checkPair, checkPrice, readSample } from './bundle-sample.js';
import { exactText } from './rate.js';
import { refuse } from './refuse.js';

/** What one consumer does at given prices. */
export type BundleChoice = 'first' | 'second' | 'both' | 'bundle' | 'nothing';

/** Prices of the two goods alone. */
export interface SeparatePrices {
  readonly prices: readonly [first: string, second: string];
  readonly profit: string;
}

/** One price for both together. */
export interface PureBundle {
  readonly price: string;
  readonly profit: string;
}

/** Prices of each good and of both together, with what every consumer does. */
export interface MixedBundle {
  readonly prices: readonly [first: string, second: string];
  readonly bundlePrice: string;
  readonly profit: string;
  readonly choices: readonly BundleChoice[];
}

/** What one consumer does: the most surplus, and of equal surplus what earns the seller more. */
function choose(
  [first, second]: readonly [number, number],
  prices: readonly [number, number, number],
  costs: readonly [number, number],
): { readonly choice: BundleChoice; readonly profit: number } {
  const options: readonly (readonly [BundleChoice, number, number])[] = [
    ['nothing', 0, 0],
    ['first', first - prices[0], prices[0] - costs[0]],
    ['second', second - prices[1], prices[1] - costs[1]],
    ['both', first + second - prices[0] - prices[1], prices[0] + prices[1] - costs[0] - costs[1]],
    ['bundle', first + second - prices[2], prices[2] - costs[0] - costs[1]],
  ];
  let best = options[0]!;
  for (const option of options) {
    const better = option[1] > best[1] || (option[1] === best[1] && option[2] > best[2]);
    if (better || (option[0] === 'bundle' && option[1] === best[1] && option[2] === best[2])) best = option;
  }
  return { choice: best[0], profit: best[2] };
}

/**
 * What consumers do at given prices of two goods and their bundle (mixed bundling), and what it earns.
 *
 * @param sample at most 25 consumers (LimitError beyond); decimal texts of 0 or more, as the prices
 * @param bundlePrice leave it at the sum of both prices to see separate sale
 * @throws InputError with every fault and its path; LimitError where a sum could leave the safe integers
 * @example
 * evaluateMixedBundle({ reservationPrices: [['10', '90'], ['50', '50']], marginalCost: ['20', '30'] }, ['89.95', '89.95'], '100').choices //=> ['second', 'bundle']
 */
export function evaluateMixedBundle(
  sample: BundleSample,
  prices: readonly [first: string, second: string],
  bundlePrice: string,
): MixedBundle {
  const faults = [...checkPair(prices, ['prices']), ...checkPrice(bundlePrice, ['bundlePrice'])];
  const asked = { texts: faults.length > 0 ? [] : [...prices, bundlePrice], faults };
  const { values, costs, prices: units, scale } = readSample(sample, asked);
  return { prices, bundlePrice, ...outcomeAt(units as [number, number, number], values, costs, scale) };
}

function outcomeAt(
  prices: readonly [number, number, number],
  values: readonly (readonly [number, number])[],
  costs: readonly [number, number],
  scale: number,
): Pick<MixedBundle, 'profit' | 'choices'> {
  const results = values.map((value) => choose(value, prices, costs));
  const profit = results.reduce((sum, result) => sum + result.profit, 0);
  return { profit: text(profit, scale), choices: results.map(({ choice }) => choice) };
}

const text = (units: number, scale: number): string => exactText(BigInt(units), scale);

/** The price of one thing that earns most, of equal ones the lowest: some consumer's own reservation price. */
function bestPrice(values: readonly number[], cost: number): { readonly price: number; readonly profit: number } {
  let best = { price: Number.POSITIVE_INFINITY, profit: 0 };
  for (const price of new Set(values)) {
    const profit = values.filter((value) => value >= price).length * (price - cost);
    if (profit > best.profit || (profit === best.profit && price < best.price)) best = { price, profit };
  }
  return Number.isFinite(best.price) ? best : { price: Math.max(0, ...values), profit: 0 };
}

/**
 * The prices that earn most on a sample of consumers who each want at most one of two goods: sold separately, only as a
 * bundle, or both ways (Stigler 1963; Adams & Yellen 1976). A consumer buys at zero surplus, ties go to the seller. Exact: an
 * optimum stands where some consumer is indifferent, and all such prices are tried.
 *
 * @param sample one to 25 consumers (LimitError beyond); decimal texts of 0 or more
 * @throws InputError with every fault and its path; LimitError where a sum could leave the safe integers
 * @example
 * optimalBundlePrices({ reservationPrices: [['8000', '2500'], ['7000', '3000']], marginalCost: ['0', '0'] }).pure //=> { price: '10000', profit: '20000' }
 */
export function optimalBundlePrices(sample: BundleSample): {
  readonly separate: SeparatePrices;
  readonly pure: PureBundle;
  readonly mixed: MixedBundle;
} {
  const { values, costs, scale } = readSample(sample);
  if (values.length === 0) refuse('empty', ['sample', 'reservationPrices'], 'at least one consumer', values);
  const firsts = bestPrice(
    values.map(([first]) => first),
    costs[0],
  );
  const seconds = bestPrice(
    values.map(([, second]) => second),
    costs[1],
  );
  const both = bestPrice(
    values.map(([first, second]) => first + second),
    costs[0] + costs[1],
  );
  const mixed = bestMixed(values, costs);
  const [first, second, bundle] = mixed.map((price) => writeScaled(price, scale)) as [string, string, string];
  return {
    separate: {
      prices: [text(firsts.price, scale), text(seconds.price, scale)],
      profit: text(firsts.profit + seconds.profit, scale),
    },
    pure: { price: text(both.price, scale), profit: text(both.profit, scale) },
    mixed: { prices: [first, second], bundlePrice: bundle, ...outcomeAt(mixed, values, costs, scale) },
  };
}

function bestMixed(
  values: readonly (readonly [number, number])[],
  costs: readonly [number, number],
): readonly [number, number, number] {
  let best: readonly [number, number, number] = [0, 0, 0];
  let most = Number.NEGATIVE_INFINITY;
  const bundles = new Set(values.map(([first, second]) => first + second));
  for (const bundle of bundles) {
    const candidates = (own: 0 | 1): ReadonlySet<number> =>
      new Set(values.flatMap((value) => [value[own], bundle - value[1 - own]!]).filter((price) => price >= 0));
    const seconds = candidates(1);
    for (const first of candidates(0)) {
      for (const second of seconds) {
        let profit = 0;
        for (const value of values) profit += choose(value, [first, second, bundle], costs).profit;
        if (profit > most) {
          most = profit;
          best = [first, second, bundle];
        }
      }
    }
  }
  return best;
}
