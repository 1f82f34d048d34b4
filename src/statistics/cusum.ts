import { checkNonNegative, checkPositive, checkRecord, checkValues, refuse, type Values } from './checks.js';

/** What a CUSUM watches for, in the unit of the values. */
export interface CusumPlan {
  /** The level that is normal: one for all values, or one for each (a seasonal baseline). */
  readonly target: number | Values;
  /** Departures up to this are let pass (K, often half of the shift to find). At least 0. */
  readonly allowance: number;
  /** The sum that raises the alarm when exceeded (H). Above 0. */
  readonly limit: number;
}

/** The sums after each value and the first time either exceeded the limit. */
export interface Cusum {
  readonly high: readonly number[];
  readonly low: readonly number[];
  /** From 0; `onset` is where the run began that led to it. Null when nothing did. */
  readonly alarm: { readonly at: number; readonly onset: number; readonly side: 'high' | 'low' } | null;
}

/**
 * A tabular CUSUM: finds a small lasting shift of a level that single values hide.
 * Source: E. S. Page, Biometrika 41 (1954) 100–115; D. C. Montgomery, Introduction to Statistical Quality Control, ch. 9.
 * @param values In the order of time, without gaps.
 * @example
 * cusum([10, 7, 7, 7], { target: 10, allowance: 1, limit: 3 }).alarm; //=> { at: 2, onset: 1, side: 'low' }
 */
export function cusum(values: Values, plan: CusumPlan): Cusum {
  checkRecord(plan, 'plan', '{ target, allowance, limit }');
  const { target, allowance, limit } = plan;
  checkValues(values, 'values');
  checkNonNegative(allowance, 'allowance');
  checkPositive(limit, 'limit');
  const targets = typeof target === 'number' ? Array.from(values, () => target) : target;
  checkValues(targets, 'target');
  if (targets.length !== values.length) refuse('range', 'target', `${values.length} entries`, targets.length);
  const high = accumulated(values.length, (i) => values[i]! - (targets[i]! + allowance));
  const low = accumulated(values.length, (i) => targets[i]! - allowance - values[i]!);
  const alarms = [firstAlarm(high, limit, 'high'), firstAlarm(low, limit, 'low')].filter((alarm) => alarm !== null);
  alarms.sort((a, b) => a.at - b.at);
  return { high, low, alarm: alarms[0] ?? null };
}

function accumulated(count: number, excess: (i: number) => number): number[] {
  let sum = 0;
  return Array.from({ length: count }, (_, i) => {
    sum = Math.max(0, excess(i) + sum);
    return sum;
  });
}

function firstAlarm<S extends 'high' | 'low'>(sums: readonly number[], limit: number, side: S) {
  const at = sums.findIndex((sum) => sum > limit);
  return at < 0 ? null : { at, onset: sums.lastIndexOf(0, at) + 1, side };
}
