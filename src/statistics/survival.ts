import {
  checkList,
  checkPoint,
  checkPositive,
  checkProbability,
  checkRecord,
  checkSameLength,
  checkValues,
  checkWord,
  refuse,
  type Values,
} from './checks.js';
import { type Interval, type Measured, measured, unmeasured } from './measured.js';
import { ascendingOrder } from './order.js';
import { criticalValue } from './proportion.js';

/** How long each subject was observed, and whether the event came at the end (1) or observation merely ended (0, censored). */
export interface Lifetimes {
  readonly time: Values;
  readonly event: Values;
}

/** On which scale the interval of a survival share is symmetric: `log` (R's default), `logLog` (stays within 0 and 1), `plain`. */
export type SurvivalInterval = 'log' | 'logLog' | 'plain';

/** The survival curve from this time on until the next point. */
export interface SurvivalPoint {
  readonly time: number;
  /** Under observation just before; those censored at this time are among them. */
  readonly atRisk: number;
  readonly events: number;
  readonly censored: number;
  readonly survival: number;
  /** Greenwood's, of the survival share; undefined because `nobodyLeft` once it is 0. */
  readonly standardError: Measured;
  readonly interval: Measured<Interval>;
}

/** Times in ascending order with what happened at each. */
interface Tally {
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
  readonly censored: number;
}

/** Refuses negative times and states other than 0 and 1. */
export function checkLifetimes(lifetimes: Lifetimes): void {
  checkRecord(lifetimes, 'lifetimes', '{ time, event }');
  const { time, event } = lifetimes;
  checkSameLength(time, event, ['time', 'event']);
  checkValues(time, 'time');
  for (let i = 0; i < time.length; i++) {
    if (time[i]! < 0) refuse('range', ['time', i], 'a time of at least 0', time[i]);
    if (event[i] !== 0 && event[i] !== 1) refuse('range', ['event', i], '0 or 1', event[i]);
  }
}

/** Counts events and censorings by distinct time. */
function tally(lifetimes: Lifetimes): Tally[] {
  checkLifetimes(lifetimes);
  const { time, event } = lifetimes;
  const order = ascendingOrder(time);
  const result: Tally[] = [];
  for (let start = 0; start < order.length; ) {
    const at = time[order[start]!]!;
    let end = start;
    let events = 0;
    for (; end < order.length && time[order[end]!] === at; end++) events += event[order[end]!]!;
    result.push({ time: at, atRisk: order.length - start, events, censored: end - start - events });
    start = end;
  }
  return result;
}

/**
 * The Kaplan–Meier curve: the share not yet gone after each time, with subjects still under observation counted as long as they were.
 * Source: E. L. Kaplan & P. Meier, JASA 53 (1958) 457–481; variance by M. Greenwood (1926).
 * @param lifetimes Times of at least 0 in any unit; 1 for the event, 0 for censored. Else InputError.
 * @param confidence 0.95 for 95 %.
 * @returns one point a distinct time, censored-only times included. Undefined because `noObservations`.
 * @example
 * kaplanMeier({ time: [1, 2, 3, 4], event: [1, 0, 1, 0] }, 0.95, 'log').value?.map((point) => point.survival); //=> [0.75, 0.75, 0.375, 0.375]
 */
export function kaplanMeier(
  lifetimes: Lifetimes,
  confidence: number,
  scale: SurvivalInterval,
): Measured<readonly SurvivalPoint[]> {
  const z = criticalValue(confidence);
  checkWord(scale, ['log', 'logLog', 'plain'], 'scale');
  const counts = tally(lifetimes);
  if (counts.length === 0) return unmeasured('noObservations');
  let survival = 1;
  let greenwood = 0;
  return measured(
    counts.map((at) => {
      survival *= (at.atRisk - at.events) / at.atRisk;
      greenwood += at.events / (at.atRisk * (at.atRisk - at.events));
      if (survival === 0) {
        const none = unmeasured('nobodyLeft');
        return { ...at, survival, standardError: none, interval: none };
      }
      const relative = Math.sqrt(greenwood);
      return {
        ...at,
        survival,
        standardError: measured(survival * relative),
        interval: measured(bounds(survival, relative, z, scale)),
      };
    }),
  );
}

/** `relative` is the standard error of ln S. */
function bounds(survival: number, relative: number, z: number, scale: SurvivalInterval): Interval {
  if (relative === 0) return { lower: survival, upper: survival };
  if (scale === 'plain') {
    return { lower: Math.max(0, survival * (1 - z * relative)), upper: Math.min(1, survival * (1 + z * relative)) };
  }
  if (scale === 'log') {
    return { lower: survival * Math.exp(-z * relative), upper: Math.min(1, survival * Math.exp(z * relative)) };
  }
  const half = (z * relative) / Math.log(survival);
  return { lower: survival ** Math.exp(-half), upper: survival ** Math.exp(half) };
}

/**
 * The share surviving at a time: 1 before the first point. Undefined because `notReached` after the last time anyone was observed, unless nobody was left.
 * @example
 * survivalAt(kaplanMeier({ time: [1, 2, 3, 4], event: [1, 0, 1, 0] }, 0.95, 'log').value ?? [], 2.5).value; //=> 0.75
 */
export function survivalAt(curve: readonly SurvivalPoint[], time: number): Measured {
  checkList(curve, 'curve');
  checkPoint(time, 'time');
  const last = curve.at(-1);
  if (last === undefined) return unmeasured('noObservations');
  if (time > last.time && last.survival > 0) return unmeasured('notReached');
  let survival = 1;
  for (const point of curve) {
    if (point.time > time) break;
    survival = point.survival;
  }
  return measured(survival);
}

/**
 * The time by which the share `gone` has had the event: 0.5 for the median. Where the curve lies exactly on that level for a while, the middle of that while, as R and SAS have it.
 * @returns undefined because `notReached` when fewer had the event.
 * @example
 * survivalQuantile(kaplanMeier({ time: [1, 2, 3, 4], event: [1, 1, 1, 1] }, 0.95, 'log').value ?? [], 0.5).value; //=> 2.5
 */
export function survivalQuantile(curve: readonly SurvivalPoint[], gone: number): Measured {
  checkList(curve, 'curve');
  checkProbability(gone, 'gone');
  const level = 1 - gone;
  const slack = 1e-12;
  const first = curve.find((point) => point.survival <= level + slack);
  if (first === undefined) return unmeasured('notReached');
  const next = curve.find((point) => point.survival < level - slack);
  const onLevel = Math.abs(first.survival - level) <= slack;
  return measured(onLevel && next !== undefined ? (first.time + next.time) / 2 : first.time);
}

/**
 * The mean time to the event counted no further than `until`: the area under the curve.
 * @param until Above 0; after the last observed time the curve is held level.
 * @example
 * restrictedMean(kaplanMeier({ time: [1, 3], event: [1, 1] }, 0.95, 'log').value ?? [], 3).value; //=> 2
 */
export function restrictedMean(curve: readonly SurvivalPoint[], until: number): Measured {
  checkList(curve, 'curve');
  checkPositive(until, 'until');
  if (curve.length === 0) return unmeasured('noObservations');
  let [area, survival, from] = [0, 1, 0];
  for (const point of curve) {
    const to = Math.min(point.time, until);
    area += survival * (to - from);
    [survival, from] = [point.survival, to];
    if (to === until) break;
  }
  return measured(area + survival * (until - from));
}
