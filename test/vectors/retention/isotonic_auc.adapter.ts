import { auc, aucInterval, compareAuc, isotonic } from 'tenure/statistics';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';
import { attempt, departures, judged, misprints, orNull, unsupported } from '../judge.js';

type Column = readonly number[];

interface Case {
  readonly id: string;
  readonly input: { readonly y: Column; readonly w?: Column; readonly [score: string]: Column | undefined };
  readonly published?: {
    readonly auc?: number;
    readonly ci?: readonly number[];
    readonly [other: string]: number | readonly number[] | undefined;
  };
  readonly expected: Readonly<Record<string, unknown>>;
}

const tolerance = 1e-9;

/** The first column besides y is the score; a second one has its figures under `auc_<name>` and is compared with the first. */
function rocFigures({ y, w: _, ...scores }: Case['input']): Readonly<Record<string, unknown>> {
  const columns = Object.entries(scores).filter((entry): entry is [string, Column] => Array.isArray(entry[1]));
  const [first, second] = columns;
  const interval = first && orNull(aucInterval({ outcome: y, score: first[1] }, 0.95));
  const compared = first && second && orNull(compareAuc(y, first[1], second[1]));
  return {
    ...Object.fromEntries(columns.map(([name, score]) => [`auc_${name}`, orNull(auc({ outcome: y, score }))])),
    auc: first && orNull(auc({ outcome: y, score: first[1] })),
    ci: interval && [interval.lower, interval.upper],
    delong_z: compared?.z,
    delong_p: compared?.pValue,
  };
}

function judge({ id, input, published = {}, expected }: Case): VectorOutcome {
  if (expected.yf !== undefined)
    return judged(id, departures(expected.yf, isotonic(input.y, input.w), tolerance, 'yf'));
  const actual = rocFigures(input);
  const unknown = Object.keys(expected).find((name) => actual[name] === undefined);
  if (unknown !== undefined) return unsupported(id, `expected.${unknown} has no counterpart`);
  const printed = Object.entries(published).flatMap(([key, figure]) => {
    const figures = [actual[key]].flat() as number[];
    return ([figure].flat() as number[]).flatMap((one, i) => misprints(one, figures[i] ?? null, key));
  });
  return judged(id, [...departures(expected, actual, tolerance), ...printed]);
}

export const adapter: VectorAdapter = (file) =>
  (file as { readonly cases: readonly Case[] }).cases.map((one) => attempt(one.id, () => judge(one)));
