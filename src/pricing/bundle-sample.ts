import { LimitError } from '../core/errors.js';
import type { Issue } from '../core/issue.js';
import { issue } from '../core/issue.js';
import { type Check, checkDecimal, checkRow, checkRows, refuseFaults } from '../core/row-check.js';
import { readScaledBig } from '../core/scaled.js';
import { digitsOf } from './arithmetic.js';

/** What each consumer of a sample would pay at most for the first good and for the second (reservation prices). */
export interface BundleSample {
  readonly reservationPrices: readonly (readonly [first: string, second: string])[];
  /** What one more of each good costs us. */
  readonly marginalCost: readonly [first: string, second: string];
}

/** A sample in whole units of the finest digit that it or the prices asked about show. */
export interface ScaledSample {
  readonly values: readonly (readonly [number, number])[];
  readonly costs: readonly [number, number];
  /** Of the prices asked about. */
  readonly prices: readonly number[];
  readonly scale: number;
}

/** Prices asked about, with their faults. */
export interface AskedPrices {
  readonly texts: readonly string[];
  readonly faults: readonly Issue[];
}

const mostConsumers = 25;

/**
 * Reads a sample, so that every sum that can come of it is a safe integer.
 *
 * @throws InputError with every fault and its path; LimitError beyond 25 consumers, or where a sum could leave the safe integers
 */
export function readSample(sample: BundleSample, asked: AskedPrices = { texts: [], faults: [] }): ScaledSample {
  refuseFaults([...checkSample(sample, ['sample']), ...asked.faults]);
  const { reservationPrices, marginalCost } = sample;
  if (reservationPrices.length > mostConsumers)
    throw new LimitError('consumers of a bundle sample', mostConsumers, reservationPrices.length);
  const texts = [...reservationPrices.flat(), ...marginalCost, ...asked.texts];
  const scale = Math.max(0, ...texts.map(digitsOf));
  const units = texts.map((text) => readScaledBig(String(text), scale) as bigint);
  const largest = units.reduce((most, each) => (each > most ? each : most), 0n);
  // Nobody pays more than for two goods at their prices or for the bundle: profits sum to less than that times the consumers.
  if (largest > mostUnits)
    throw new LimitError('units of a price in a bundle sample', Number(mostUnits), Number(largest));
  const numbers = units.map(Number);
  const values = reservationPrices.map((_, at) => [numbers[2 * at], numbers[2 * at + 1]] as [number, number]);
  const rest = numbers.slice(2 * values.length);
  return { values, costs: [rest[0], rest[1]] as [number, number], prices: rest.slice(2), scale };
}

const mostUnits = /* @__PURE__ */ BigInt(/* @__PURE__ */ Math.floor(Number.MAX_SAFE_INTEGER / (4 * mostConsumers)));

/** A price or cost of 0 or more. */
export const checkPrice: Check = /* @__PURE__ */ checkDecimal(0);

/** One for each of two goods. */
export const checkPair: Check = (value, path) => {
  if (Array.isArray(value) && value.length !== 2) return [issue('range', path, 'one for each of two goods', value)];
  return checkRows('one for each of two goods', checkPrice)(value, path);
};

const checkSample = /* @__PURE__ */ checkRow<BundleSample>('a sample { reservationPrices, marginalCost }', {
  reservationPrices: /* @__PURE__ */ checkRows('a list of consumers', checkPair),
  marginalCost: checkPair,
});
