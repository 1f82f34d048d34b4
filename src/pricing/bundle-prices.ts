import { writeScaled } from '../core/scaled.js';
import { type BundleChoice, bundleChoices, choose, earningsOf, pricesOf, worthOf } from './bundle-choice.js';
import { type BundleSample, checkPair, checkPrice, readSample } from './bundle-sample.js';
import { bestMixed } from './bundle-search.js';
import { exactText } from './rate.js';
import { refuse } from './refuse.js';

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
  at: readonly [number, number, number],
  values: readonly (readonly [number, number])[],
  costs: readonly [number, number],
  scale: number,
): Pick<MixedBundle, 'profit' | 'choices'> {
  const prices = pricesOf(at);
  const earnings = earningsOf(prices, worthOf(costs));
  const chosen = values.map((value) => choose(worthOf(value), prices, earnings));
  const profit = chosen.reduce((sum, choice) => sum + earnings[choice]!, 0);
  return { profit: text(profit, scale), choices: chosen.map((choice) => bundleChoices[choice]!) };
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
 * bundle, or both ways (Stigler 1963; Adams & Yellen 1976). A consumer buys at zero surplus, ties go to the seller. Exact: at
 * an optimum each price stands where some consumer is indifferent between two options, and all such prices are tried. Of
 * equally good prices the lowest, the bundle's first; they do not depend on the order of the consumers.
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
