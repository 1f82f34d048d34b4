import {
  checkList,
  checkProbability,
  checkRecord,
  checkSameLength,
  checkValues,
  refuse,
  type Values,
} from './checks.js';
import { type Measured, measured, unmeasured } from './measured.js';
import { ascendingOrder } from './order.js';

/** How long each subject was observed and what ended it: the name of a cause, or null where observation merely ended. */
export interface CompetingLifetimes<C extends string = string> {
  readonly time: Values;
  readonly cause: ArrayLike<C | null>;
}

/** The state of all after a time: still there, or gone by each cause. The shares sum to 1. */
export interface IncidencePoint {
  readonly time: number;
  readonly atRisk: number;
  readonly remaining: number;
  /** By cause, in the declared order: events at this time, share gone since the start, and its standard error. */
  readonly events: readonly number[];
  readonly incidence: readonly number[];
  readonly standardErrors: readonly number[];
}

/**
 * The Aalen–Johansen estimate: what share has left by each cause up to each time, where one cause keeps others from happening (a lost deal can't be won).
 * One minus Kaplan–Meier of a single cause would overstate it.
 * Source: O. O. Aalen & S. Johansen, Scand. J. Statist. 5 (1978) 141–150; variance of the Greenwood type, E. Marubini & M. G. Valsecchi (1995), 10.3.
 * @param causes All causes in the order wanted; another in the data: InputError `unknownReference`.
 * @returns one point a distinct time; undefined because `noObservations`.
 * @example
 * aalenJohansen({ time: [1, 2, 3, 4], cause: ['won', 'lost', null, 'won'] }, ['won', 'lost']).value?.at(-1)?.incidence; //=> [0.75, 0.25]
 */
export function aalenJohansen<C extends string>(
  lifetimes: CompetingLifetimes<C>,
  causes: readonly C[],
): Measured<readonly IncidencePoint[]> {
  checkRecord(lifetimes, 'lifetimes', '{ time, cause }');
  const steps = tallyByCause(lifetimes, causes);
  if (steps.length === 0) return unmeasured('noObservations');
  const accumulated = causes.map(() => 0);
  const variances = causes.map(runningVariance);
  let remaining = 1;
  return measured(
    steps.map(({ at, atRisk, events }) => {
      const gone = events.reduce((a, b) => a + b, 0);
      causes.forEach((_, k) => {
        accumulated[k]! += (remaining * events[k]!) / atRisk;
        variances[k]!.add(accumulated[k]!, remaining, atRisk, gone, events[k]!);
      });
      remaining *= (atRisk - gone) / atRisk;
      return {
        time: at,
        atRisk,
        remaining,
        events,
        incidence: [...accumulated],
        standardErrors: variances.map((variance, k) => Math.sqrt(variance.at(accumulated[k]!))),
      };
    }),
  );
}

interface Variance {
  add(incidence: number, before: number, atRisk: number, gone: number, events: number): void;
  /** The variance once the incidence has reached a value. */
  at(incidence: number): number;
}

/**
 * The variance of one incidence I: Σ (I − Iⱼ)² a + Σ b − 2 Σ (I − Iⱼ) c over the times so far, kept as coefficients of a
 * polynomial in I, so that a long curve costs one step a time.
 */
function runningVariance(): Variance {
  let [a, aI, aII, b, c, cI] = [0, 0, 0, 0, 0, 0];
  return {
    add(incidence, before, atRisk, gone, events) {
      // Once nobody is left the incidence no longer changes: I = Iⱼ, and the infinite term has weight 0.
      const newA = gone === atRisk ? 0 : gone / (atRisk * (atRisk - gone));
      const newC = (before * events) / atRisk ** 2;
      a += newA;
      aI += newA * incidence;
      aII += newA * incidence ** 2;
      b += (before ** 2 * events * (atRisk - events)) / atRisk ** 3;
      c += newC;
      cI += newC * incidence;
    },
    at: (incidence) => Math.max(0, incidence ** 2 * a - 2 * incidence * aI + aII + b - 2 * (incidence * c - cI)),
  };
}

interface Step {
  readonly at: number;
  readonly atRisk: number;
  readonly events: readonly number[];
}

function tallyByCause<C extends string>({ time, cause }: CompetingLifetimes<C>, causes: readonly C[]): Step[] {
  checkSameLength(time, cause, ['time', 'cause']);
  checkValues(time, 'time');
  checkList(causes, 'causes');
  const placeOf = new Map(causes.map((name, k) => [name, k]));
  if (placeOf.size < causes.length)
    refuse(
      'duplicate',
      'causes',
      'every cause once',
      causes.find((name, k) => placeOf.get(name) !== k),
    );
  for (let i = 0; i < time.length; i++) {
    if (time[i]! < 0) refuse('range', ['time', i], 'a time of at least 0', time[i]);
    const name = cause[i];
    if (name !== null && !placeOf.has(name!))
      refuse('unknownReference', ['cause', i], 'a declared cause or null', name);
  }
  const order = ascendingOrder(time);
  const steps: Step[] = [];
  for (let start = 0; start < order.length; ) {
    const at = time[order[start]!]!;
    const events = causes.map(() => 0);
    let end = start;
    for (; end < order.length && time[order[end]!] === at; end++) {
      const name = cause[order[end]!]!;
      if (name !== null) events[placeOf.get(name)!]!++;
    }
    steps.push({ at, atRisk: order.length - start, events });
    start = end;
  }
  return steps;
}

/**
 * By when had the share `gone` left by the cause at this place? Undefined because `notReached` when fewer did.
 * @example
 * incidenceQuantile(aalenJohansen({ time: [1, 2, 3, 4], cause: ['won', 'lost', null, 'won'] }, ['won', 'lost']).value ?? [], 0, 0.5).value; //=> 4
 */
export function incidenceQuantile(curve: readonly IncidencePoint[], cause: number, gone: number): Measured {
  checkList(curve, 'curve');
  checkProbability(gone, 'gone');
  const causes = curve[0]?.incidence.length;
  if (causes !== undefined && !(Number.isInteger(cause) && cause >= 0 && cause < causes))
    refuse('range', 'cause', `the place of one of ${causes} causes`, cause);
  const point = curve.find(({ incidence }) => incidence[cause]! >= gone - 1e-12);
  return point === undefined ? unmeasured('notReached') : measured(point.time);
}
