import {
  checkCount,
  checkLength,
  checkPositive,
  checkProbability,
  checkRecord,
  checkValues,
  checkWord,
  type Values,
} from './checks.js';
import { checkOutcomes } from './discrimination.js';
import { type Measured, measured, unmeasured } from './measured.js';
import { exactMean, exactSum } from './sum.js';

/** What happened to each member, 1 or 0, and the probability it was given before. */
export interface Predicted {
  readonly outcome: Values;
  readonly probability: Values;
}

function checkPredicted(predicted: Predicted): void {
  checkRecord(predicted, 'predicted', '{ outcome, probability }');
  const { outcome, probability } = predicted;
  checkOutcomes(outcome, probability, 'probability');
  for (let i = 0; i < probability.length; i++) checkProbability(probability[i]!, `probability.${i}`);
}

/**
 * The Brier score: the mean squared distance of probability and outcome; 0 is perfect. Source: G. W. Brier, Monthly Weather Review 78 (1950).
 * @example
 * brier({ outcome: [1, 0], probability: [0.5, 0.5] }).value; //=> 0.25
 */
export function brier(predicted: Predicted): Measured {
  checkPredicted(predicted);
  const { outcome, probability } = predicted;
  const n = outcome.length;
  return n === 0
    ? unmeasured('noObservations')
    : measured(exactSum(n, (i) => (probability[i]! - outcome[i]!) ** 2) / n);
}

/**
 * The mean negative log likelihood of the outcomes in nats.
 * @returns undefined because `zeroProbability` where something happened that was called impossible (the loss is infinite).
 * @example
 * logLoss({ outcome: [1, 0], probability: [0.5, 0.5] }).value?.toFixed(4); //=> '0.6931'
 */
export function logLoss(predicted: Predicted): Measured {
  checkPredicted(predicted);
  const { outcome, probability } = predicted;
  const n = outcome.length;
  if (n === 0) return unmeasured('noObservations');
  const given = (i: number) => (outcome[i] === 1 ? probability[i]! : 1 - probability[i]!);
  for (let i = 0; i < n; i++) if (given(i) === 0) return unmeasured('zeroProbability');
  return measured(exactSum(n, (i) => -Math.log(given(i))) / n);
}

/** How probabilities are put into bins: of equal width on [0, 1], or of equal numbers of members (ties stay together). */
export type CalibrationBins = 'equalWidth' | 'equalCount';

/** Members of like probability: what was said and what came. */
export interface CalibrationBin {
  readonly members: number;
  readonly predicted: number;
  readonly observed: number;
}

/**
 * Do events come as often as said? Mean probability and event rate by bin; empty bins are left out.
 * @example
 * calibration({ outcome: [0, 0, 1, 1], probability: [0.1, 0.3, 0.7, 0.9] }, 2, 'equalWidth'); //=> [{ members: 2, predicted: 0.2, observed: 0 }, { members: 2, predicted: 0.8, observed: 1 }]
 */
export function calibration(predicted: Predicted, bins: number, by: CalibrationBins): CalibrationBin[] {
  checkPredicted(predicted);
  checkCount(bins, 'bins', 1);
  checkWord(by, ['equalWidth', 'equalCount'], 'by');
  const { outcome, probability } = predicted;
  const binOf = by === 'equalWidth' ? widthBin(bins) : countBin(probability, bins);
  const members = new Map<number, number[]>();
  for (let i = 0; i < outcome.length; i++) {
    const at = binOf(probability[i]!);
    const bin = members.get(at);
    if (bin === undefined) members.set(at, [i]);
    else bin.push(i);
  }
  return [...members]
    .sort(([a], [b]) => a - b)
    .map(([, bin]) => ({
      members: bin.length,
      predicted: exactMean(bin.length, (i) => probability[bin[i]!]!),
      observed: exactSum(bin.length, (i) => outcome[bin[i]!]!) / bin.length,
    }));
}

/** Bins closed above, as scikit-learn's: 0.5 of two bins belongs to the lower. */
function widthBin(bins: number): (p: number) => number {
  return (p) => Math.min(bins - 1, Math.max(0, Math.ceil(p * bins - 1e-12) - 1));
}

/** A tie belongs where it begins. */
function countBin(probability: Values, bins: number): (p: number) => number {
  const sorted = Float64Array.from(probability).sort();
  const firstPlace = new Map<number, number>();
  sorted.forEach((p, place) => {
    if (!firstPlace.has(p)) firstPlace.set(p, place);
  });
  return (p) => Math.floor((firstPlace.get(p)! * bins) / sorted.length);
}

/**
 * The expected calibration error: the mean gap between said and seen over the bins, weighted by members.
 * @example
 * calibrationError({ outcome: [0, 0, 1, 1], probability: [0.1, 0.3, 0.7, 0.9] }, 2, 'equalWidth').value?.toFixed(1); //=> '0.2'
 */
export function calibrationError(predicted: Predicted, bins: number, by: CalibrationBins): Measured {
  const found = calibration(predicted, bins, by);
  const n = predicted.outcome.length;
  if (n === 0) return unmeasured('noObservations');
  const gaps = found.map((bin) => bin.members * Math.abs(bin.predicted - bin.observed));
  return measured(gaps.reduce((a, b) => a + b, 0) / n);
}

/**
 * The closest column that never falls, by least squares (pool adjacent violators); what turns scores in ascending order into calibrated probabilities.
 * Source: M. Ayer et al., Ann. Math. Statist. 26 (1955) 641–647.
 * @param weights How much each value counts, above 0; each 1 when absent.
 * @example
 * isotonic([1, 3, 2, 4]); //=> [1, 2.5, 2.5, 4]
 */
export function isotonic(values: Values, weights?: Values): number[] {
  checkValues(values, 'values');
  if (weights !== undefined) {
    checkLength(weights, values.length, 'weights');
    for (let i = 0; i < weights.length; i++) checkPositive(weights[i]!, `weights.${i}`);
  }
  const blocks: { sum: number; weight: number; length: number }[] = [];
  for (let i = 0; i < values.length; i++) {
    const weight = weights?.[i] ?? 1;
    let block = { sum: values[i]! * weight, weight, length: 1 };
    for (
      let last = blocks.at(-1);
      last !== undefined && last.sum / last.weight > block.sum / block.weight;
      last = blocks.at(-1)
    ) {
      blocks.pop();
      block = { sum: last.sum + block.sum, weight: last.weight + block.weight, length: last.length + block.length };
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ sum, weight, length }) => new Array<number>(length).fill(sum / weight));
}
