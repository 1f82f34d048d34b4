import type { Aim, Bench, Bound, Figure } from './define.js';

/** One line of the result; `--json` prints these. */
interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly versus: string | null;
  readonly ratio: number | null;
  readonly aim: string | null;
  readonly met: boolean | null;
}

/** A row with what the table shows beside it: the lowest and highest round. */
export interface Measured {
  readonly row: Row;
  readonly low: number;
  readonly high: number;
}

/** Nanoseconds per item, one number a round, rounds in the same order for every contender. */
export type Rounds = Readonly<Record<string, readonly number[]>>;

/** The middle value; of an even count, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('no values to take the median of');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

const within = (value: number, { atMost = Infinity, atLeast = -Infinity }: Bound): boolean =>
  value <= atMost && value >= atLeast;

function sayBound(what: string, { atMost, atLeast }: Bound): string {
  const parts = [
    ...(atMost === undefined ? [] : [`${what} <= ${atMost}`]),
    ...(atLeast === undefined ? [] : [`${what} >= ${atLeast}`]),
  ];
  return parts.join(' and ');
}

/** Rounds are paired, so that a slow minute of the machine hits both sides of a ratio. */
function ratioOf(rounds: Rounds, contender: string, versus: string): number {
  const theirs = rounds[versus]!;
  return median(rounds[contender]!.map((time, round) => time / theirs[round]!));
}

function reached(aim: Aim | undefined, value: number, ratio: number): Pick<Row, 'aim' | 'met'> {
  if (aim === undefined) return { aim: null, met: null };
  return 'ratio' in aim
    ? { aim: sayBound('ratio', aim.ratio), met: within(ratio, aim.ratio) }
    : { aim: sayBound('value', aim.value), met: within(value, aim.value) };
}

function contenderRow(bench: Bench, rounds: Rounds, contender: string, aim: Aim | undefined): Measured {
  const versus = aim?.versus ?? bench.baseline;
  const against = contender === versus ? null : versus;
  const times = rounds[contender]!;
  const value = median(times);
  const ratio = ratioOf(rounds, contender, versus);
  const row = {
    name: `${bench.name}: ${contender}`,
    value,
    unit: `ns/${bench.item}`,
    versus: against,
    ratio: against === null ? null : ratio,
    ...reached(aim, value, ratio),
  };
  return { row, low: Math.min(...times), high: Math.max(...times) };
}

/** One row per contender against the baseline, and one per aim beyond that. */
export function benchRows(bench: Bench, rounds: Rounds): readonly Measured[] {
  return Object.keys(bench.contenders).flatMap((contender) => {
    const aims: readonly (Aim | undefined)[] = bench.aims.filter((aim) => aim.contender === contender);
    return (aims.length === 0 ? [undefined] : aims).map((aim) => contenderRow(bench, rounds, contender, aim));
  });
}

/** The row of a single number, measured once a round. */
export function figureRow({ name, unit, aim }: Figure, values: readonly number[]): Measured {
  const value = median(values);
  const said = aim === undefined ? { aim: null, met: null } : { aim: sayBound('value', aim), met: within(value, aim) };
  const row = { name, value, unit, versus: null, ratio: null, ...said };
  return { row, low: Math.min(...values), high: Math.max(...values) };
}
