import { kaplanMeier, restrictedMean, type SurvivalInterval, survivalAt, survivalQuantile } from 'tenure/statistics';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';
import { attempt, departures, judged, misprints, orNull } from '../judge.js';

interface Case {
  readonly id: string;
  readonly input: { readonly time: readonly number[]; readonly status: readonly number[] };
  readonly published?: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
}

const scales: { readonly [name: string]: SurvivalInterval } = { log: 'log', 'log-log': 'logLog', plain: 'plain' };

// R prints 13 significant digits.
const tolerance = 1e-10;

function judge({ id, input, published = {}, expected }: Case): VectorOutcome {
  const scale = scales[String(expected['conf.type'] ?? 'log')]!;
  const curve = orNull(kaplanMeier({ time: input.time, event: input.status }, 0.95, scale))!;
  const actual = {
    time: curve.map((point) => point.time),
    'n.risk': curve.map((point) => point.atRisk),
    'n.event': curve.map((point) => point.events),
    'n.censor': curve.map((point) => point.censored),
    surv: curve.map((point) => point.survival),
    'std.err.greenwood': curve.map((point) => orNull(point.standardError)),
    lower95: curve.map((point) => orNull(point.interval)?.lower ?? null),
    upper95: curve.map((point) => orNull(point.interval)?.upper ?? null),
    'conf.type': expected['conf.type'],
    median: orNull(survivalQuantile(curve, 0.5)),
    rmean_note: expected.rmean_note,
    rmean: orNull(restrictedMean(curve, curve.at(-1)!.time)),
  };
  const printed = Object.entries(published).flatMap(([key, value]) => {
    const at = /^surv_at_(.+)$/.exec(key)?.[1];
    if (at !== undefined) return misprints(value as number, orNull(survivalAt(curve, Number(at))), key);
    if (key === 'median') return misprints(value as number, actual.median, key);
    if (key === 'S') {
      return Object.entries(value as Record<string, number>).flatMap(([time, share]) =>
        misprints(share, orNull(survivalAt(curve, Number(time))), `S(${time})`),
      );
    }
    return [`published.${key} is not understood`];
  });
  const { rmean, ...rest } = expected;
  return judged(id, [
    ...departures(rest, actual, tolerance),
    ...(rmean === undefined ? [] : departures({ rmean }, actual, 1e-9)),
    ...printed,
  ]);
}

export const adapter: VectorAdapter = (file) =>
  (file as { readonly cases: readonly Case[] }).cases.map((one) => attempt(one.id, () => judge(one)));
