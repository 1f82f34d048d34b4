import type { Measured } from 'tenure/statistics';
import type { VectorOutcome } from './adapter.js';

/** A figure as vectors write it: null where there is none. */
export function orNull<T>(result: Measured<T>): T | null {
  return result.value === undefined ? null : result.value;
}

/**
 * Where `actual` departs from `expected`: numbers by more than `tolerance` (absolute), anything else at all.
 * Every field of `expected` must be there; what `actual` has beyond is not judged.
 */
export function departures(expected: unknown, actual: unknown, tolerance: number, path = ''): string[] {
  const told = (): string[] => [
    `${path || 'result'}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`,
  ];
  if (typeof expected === 'number') {
    return typeof actual === 'number' && Math.abs(actual - expected) <= tolerance ? [] : told();
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return told();
    return expected.flatMap((cell, i) => departures(cell, actual[i], tolerance, `${path}[${i}]`));
  }
  if (expected !== null && typeof expected === 'object') {
    if (actual === null || typeof actual !== 'object') return told();
    return Object.entries(expected).flatMap(([key, cell]) =>
      departures(cell, (actual as Record<string, unknown>)[key], tolerance, path === '' ? key : `${path}.${key}`),
    );
  }
  return Object.is(expected, actual) ? [] : told();
}

/** Where an exact figure is not what a page printed: more than one unit of the last digit printed away (some pages cut, others round). */
export function misprints(printed: number, actual: number | null, what: string): string[] {
  const [mantissa = '', exponent = '0'] = String(printed).split('e');
  const unit = 10 ** (Number(exponent) - (mantissa.split('.')[1]?.length ?? 0));
  const agrees = actual !== null && Math.abs(actual - printed) <= unit * (1 + 1e-9);
  return agrees ? [] : [`${what}: printed ${printed}, got ${actual}`];
}

/** Passed when there is nothing to complain about. */
export function judged(id: string, complaints: readonly string[]): VectorOutcome {
  return complaints.length === 0
    ? { id, status: 'passed' }
    : { id, status: 'failed', why: complaints.slice(0, 5).join('; ') };
}

/** Not claimed, and why. */
export function unsupported(id: string, why: string): VectorOutcome {
  return { id, status: 'unsupported', why };
}

/** Runs one case's comparison; what it throws is a failure of that case alone. */
export function attempt(id: string, compare: () => VectorOutcome): VectorOutcome {
  try {
    return compare();
  } catch (error) {
    return { id, status: 'failed', why: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

/** A case of the files whose cases name a function. */
export interface FunctionCase {
  readonly id: string;
  readonly fn: string;
  // biome-ignore lint/suspicious/noExplicitAny: vector inputs have a shape for each function
  readonly input: any;
  // biome-ignore lint/suspicious/noExplicitAny: and so have their expected values
  readonly expected: any;
  readonly tolerance: number;
}

/** Judges the cases of such a file: `run` gives what the library answers, or undefined where it has no such function. */
export function judgeFunctions(file: unknown, run: (one: FunctionCase) => unknown): VectorOutcome[] {
  return (file as { readonly cases: readonly FunctionCase[] }).cases.map((one) =>
    attempt(one.id, () => {
      const actual = run(one);
      if (actual === undefined) return unsupported(one.id, `no method is called ${one.fn}`);
      return judged(one.id, departures(one.expected, actual, one.tolerance));
    }),
  );
}
