import { cusum } from 'tenure/statistics';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';
import { attempt, departures, judged } from '../judge.js';

interface Figures {
  readonly S_H: readonly number[];
  readonly S_L: readonly number[];
  readonly alarm?: number | null;
  readonly alarm_index?: number | null;
  readonly alarm_index_1based?: number | null;
}

interface Case {
  readonly id: string;
  readonly input: { readonly x: readonly number[]; readonly target: number; readonly K: number; readonly H: number };
  readonly published?: Figures;
  readonly expected: Figures;
}

// Sums of numbers with four decimals.
const tolerance = 1e-9;

function judge({ id, input, published, expected }: Case): VectorOutcome {
  const found = cusum(input.x, { target: input.target, allowance: input.K, limit: input.H });
  const at = found.alarm?.at ?? null;
  const actual: Figures = {
    S_H: found.high,
    S_L: found.low,
    alarm: at,
    alarm_index: at,
    alarm_index_1based: at === null ? null : at + 1,
  };
  return judged(id, [
    ...departures(expected, actual, tolerance),
    ...(published === undefined ? [] : departures(published, actual, tolerance, 'published')),
  ]);
}

export const adapter: VectorAdapter = (file) =>
  (file as { readonly cases: readonly Case[] }).cases.map((one) => attempt(one.id, () => judge(one)));
