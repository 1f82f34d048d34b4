import { kaplanMeier, type SurvivalPoint } from 'tenure/statistics';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';
import { attempt, departures, judged, misprints, orNull } from '../judge.js';

interface Case {
  readonly id: string;
  readonly input: { readonly time: readonly number[]; readonly event: readonly number[] | 'all 1' };
  readonly printed?: {
    readonly time?: readonly number[];
    readonly surv?: readonly number[];
    readonly nRisk?: readonly number[];
  };
  readonly R: { readonly time: readonly number[] };
}

// R's output is given to ten digits.
const tolerance = 1e-9;

function columns(points: readonly SurvivalPoint[]) {
  return {
    time: points.map((point) => point.time),
    nRisk: points.map((point) => point.atRisk),
    nEvent: points.map((point) => point.events),
    surv: points.map((point) => point.survival),
    stdErr: points.map((point) => orNull(point.standardError)),
    lower: points.map((point) => orNull(point.interval)?.lower ?? null),
    upper: points.map((point) => orNull(point.interval)?.upper ?? null),
  };
}

function judge({ id, input, printed, R }: Case): VectorOutcome {
  const event = input.event === 'all 1' ? input.time.map(() => 1) : input.event;
  const curve = orNull(kaplanMeier({ time: input.time, event }, 0.95, 'log'))!;
  const actual = columns(curve.filter((point) => point.events > 0));
  const inTable =
    printed?.surv === undefined
      ? []
      : printed.surv.flatMap((share, i) =>
          misprints(share, actual.surv[i] ?? null, `printed S at ${printed.time?.[i]}`),
        );
  return judged(id, [
    ...departures(R, actual, tolerance),
    ...inTable,
    ...(printed?.nRisk === undefined ? [] : departures(printed.nRisk, actual.nRisk, 0, 'printed.nRisk')),
  ]);
}

export const adapter: VectorAdapter = (file) =>
  (file as { readonly cases: readonly Case[] }).cases.map((one) => attempt(one.id, () => judge(one)));
