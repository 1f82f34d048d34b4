import { checkRecord, checkSameLength, checkValues, refuse, type Values } from './checks.js';
import { variance } from './descriptive.js';
import { normalTwoSided } from './distributions.js';
import { type Interval, type Measured, mapMeasured, measured, unmeasured } from './measured.js';
import { criticalValue } from './proportion.js';
import { ranks } from './rank.js';
import { total } from './sum.js';

/** What happened to each member, 1 or 0, and the score it was given before; higher means likelier. */
export interface Scored {
  readonly outcome: Values;
  readonly score: Values;
}

/** Refuses outcomes other than 0 and 1; returns how many had each. */
export function checkOutcomes(
  outcome: Values,
  score: Values,
  name = 'score',
): { readonly ones: number; readonly zeros: number } {
  checkSameLength(outcome, score, ['outcome', name]);
  checkValues(score, name);
  let ones = 0;
  for (let i = 0; i < outcome.length; i++) {
    if (outcome[i] !== 0 && outcome[i] !== 1) refuse('range', ['outcome', i], '0 or 1', outcome[i]);
    ones += outcome[i]!;
  }
  return { ones, zeros: outcome.length - ones };
}

function checkScored(scored: Scored): ReturnType<typeof checkOutcomes> {
  checkRecord(scored, 'scored', '{ outcome, score }');
  return checkOutcomes(scored.outcome, scored.score);
}

function lacking({ ones, zeros }: { readonly ones: number; readonly zeros: number }): Measured<never> | undefined {
  if (ones + zeros === 0) return unmeasured('noObservations');
  return ones === 0 || zeros === 0 ? unmeasured('oneOutcomeOnly') : undefined;
}

/**
 * The area under the ROC curve: the probability that a member with the outcome scores higher than one without; ties count half.
 * Source: J. A. Hanley & B. J. McNeil, Radiology 143 (1982) 29–36 (the Mann–Whitney form).
 * @returns undefined because `noObservations` or `oneOutcomeOnly`.
 * @example
 * auc({ outcome: [0, 0, 1, 1], score: [0.1, 0.4, 0.35, 0.8] }).value; //=> 0.75
 */
export function auc(scored: Scored): Measured {
  const sizes = checkScored(scored);
  const { outcome, score } = scored;
  const lack = lacking(sizes);
  if (lack !== undefined) return lack;
  let rankSum = 0;
  ranks(score, 'mean').forEach((rank, i) => {
    rankSum += outcome[i]! * rank;
  });
  return measured((rankSum - (sizes.ones * (sizes.ones + 1)) / 2) / (sizes.ones * sizes.zeros));
}

/**
 * Average precision: the precision at each score that finds members with the outcome, weighted by how many it adds. Ties are taken together.
 * @example
 * averagePrecision({ outcome: [0, 0, 1, 1], score: [0.1, 0.4, 0.35, 0.8] }).value?.toFixed(4); //=> '0.8333'
 */
export function averagePrecision(scored: Scored): Measured {
  const { ones, zeros } = checkScored(scored);
  const { outcome, score } = scored;
  if (ones + zeros === 0) return unmeasured('noObservations');
  if (ones === 0) return unmeasured('noEvents');
  const order = Uint32Array.from({ length: score.length }, (_, i) => i).sort((a, b) => score[b]! - score[a]!);
  let [found, sum] = [0, 0];
  for (let start = 0; start < order.length; ) {
    let end = start;
    let added = 0;
    for (; end < order.length && score[order[end]!] === score[order[start]!]; end++) added += outcome[order[end]!]!;
    found += added;
    sum += (added / ones) * (found / end);
    start = end;
  }
  return measured(sum);
}

/** How many of the other outcome each member places above or below, a tie half; their variances give the variance of the AUC. */
interface Placements {
  readonly ones: readonly number[];
  readonly zeros: readonly number[];
}

/** By mid-ranks: X. Sun & W. Xu, IEEE Signal Processing Letters 21 (2014) 1389–1393. */
function placements({ outcome, score }: Scored): Placements {
  const among = (kind: number) => Array.from(score).filter((_, i) => outcome[i] === kind);
  const [ones, zeros] = [among(1), among(0)];
  const all = ranks([...ones, ...zeros], 'mean');
  const [inOnes, inZeros] = [ranks(ones, 'mean'), ranks(zeros, 'mean')];
  return {
    ones: ones.map((_, i) => all[i]! - inOnes[i]!),
    zeros: zeros.map((_, i) => ones.length - (all[ones.length + i]! - inZeros[i]!)),
  };
}

/** The share of pairs of a one and a zero that the ones win. */
function pairsWon({ ones, zeros }: Placements): number {
  return total(ones) / ones.length / zeros.length;
}

function wonVariance({ ones, zeros }: Placements): number {
  const [ofOnes, ofZeros] = [variance(ones, 'sample').value!, variance(zeros, 'sample').value!];
  return ofOnes / zeros.length / zeros.length / ones.length + ofZeros / ones.length / ones.length / zeros.length;
}

function twoOfEach(scored: Scored): Measured<Placements> {
  const sizes = checkScored(scored);
  const lack = lacking(sizes);
  if (lack !== undefined) return lack;
  return sizes.ones < 2 || sizes.zeros < 2 ? unmeasured('tooFewObservations') : measured(placements(scored));
}

/**
 * A confidence interval of the AUC.
 * Source: E. R. DeLong, D. M. DeLong & D. L. Clarke-Pearson, Biometrics 44 (1988) 837–845.
 * @returns undefined as {@link auc}, and because `tooFewObservations` with fewer than two of either outcome.
 */
export function aucInterval(scored: Scored, confidence: number): Measured<Interval> {
  const z = criticalValue(confidence);
  return mapMeasured(twoOfEach(scored), (placed) => {
    const [won, half] = [pairsWon(placed), z * Math.sqrt(wonVariance(placed))];
    return { lower: Math.max(0, won - half), upper: Math.min(1, won + half) };
  });
}

/** Two scores of the same members compared. */
export interface AucComparison {
  readonly difference: number;
  readonly z: number;
  readonly pValue: number;
}

/**
 * Does one score tell outcomes apart better than another, on the same members? DeLong's paired test.
 * @returns undefined as {@link aucInterval}, and because `noVariation` where both place all members alike.
 */
export function compareAuc(outcome: Values, first: Values, second: Values): Measured<AucComparison> {
  const a = twoOfEach({ outcome, score: first });
  const b = twoOfEach({ outcome, score: second });
  if (a.value === undefined) return a;
  if (b.value === undefined) return b;
  // The variance of the differences, not what the variances leave over: scores nearly alike would leave rounding only.
  const apart: Placements = {
    ones: a.value.ones.map((won, i) => won - b.value.ones[i]!),
    zeros: a.value.zeros.map((won, i) => won - b.value.zeros[i]!),
  };
  const difference = pairsWon(apart);
  const spread = wonVariance(apart);
  if (spread === 0) return unmeasured('noVariation');
  const z = difference / Math.sqrt(spread);
  return measured({ difference, z, pValue: normalTwoSided(z) });
}

/** What the best-scored share of the members holds. */
export interface Lift {
  /** How many members that is. */
  readonly members: number;
  readonly events: number;
  /** Their event rate over that of all. */
  readonly lift: number;
  /** The share of all events found among them. */
  readonly captured: number;
}

/**
 * How much likelier is the outcome among the best-scored `top` of the members than among all? Where the cut falls into a tie, its members count in proportion.
 * @param top Above 0, up to 1: 0.1 for the top tenth.
 * @returns undefined because `noObservations` or `noEvents`.
 * @example
 * lift({ outcome: [1, 0, 0, 0], score: [0.9, 0.5, 0.4, 0.1] }, 0.25).value?.lift; //=> 4
 */
export function lift(scored: Scored, top: number): Measured<Lift> {
  if (!(typeof top === 'number' && top > 0 && top <= 1)) refuse('range', 'top', 'a share above 0, up to 1', top);
  const { ones, zeros } = checkScored(scored);
  const { outcome, score } = scored;
  const all = ones + zeros;
  if (all === 0) return unmeasured('noObservations');
  if (ones === 0) return unmeasured('noEvents');
  const members = Math.max(1, Math.round(top * all));
  const cut = Float64Array.from(score).sort()[all - members]!;
  let [above, eventsAbove, tied, eventsTied] = [0, 0, 0, 0];
  for (let i = 0; i < all; i++) {
    if (score[i]! > cut) {
      above++;
      eventsAbove += outcome[i]!;
    } else if (score[i] === cut) {
      tied++;
      eventsTied += outcome[i]!;
    }
  }
  const events = eventsAbove + (eventsTied * (members - above)) / tied;
  return measured({ members, events, lift: (events * all) / (members * ones), captured: events / ones });
}
