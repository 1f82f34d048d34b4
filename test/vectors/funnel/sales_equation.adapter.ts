import { salesEquation } from 'tenure/funnel';
import type { VectorAdapter } from '../adapter.js';
import { attempt, departures, judged, misprints, orNull } from '../judge.js';

interface Case {
  readonly id: string;
  readonly start: string;
  /** Name, ratio to the step before, count: fractions. */
  readonly steps: readonly (readonly [string, string, string])[];
  readonly printed?: {
    readonly counts?: readonly number[];
    readonly rates?: readonly string[];
    readonly overall?: string;
  };
}

const decimal = (fraction: string): number => {
  const [top, bottom = '1'] = fraction.split('/');
  return Number(top) / Number(bottom);
};

const percent = (text: string): number => Number(text.replace('%', ''));

export const adapter: VectorAdapter = (file) =>
  (file as { readonly cases: readonly Case[] }).cases.map(({ id, start, steps, printed }) =>
    attempt(id, () => {
      const counts = [
        { id: 'start', count: decimal(start) },
        ...steps.map(([name, , count]) => ({ id: name, count: decimal(count) })),
      ];
      const { ratios, share } = salesEquation(counts);
      const product = steps.reduce((all, [, ratio]) => all * decimal(ratio), 1);
      return judged(id, [
        ...departures(
          steps.map(([, ratio]) => decimal(ratio)),
          ratios.map(({ ratio }) => orNull(ratio)),
          1e-12,
          'ratios',
        ),
        ...departures(product, orNull(share), 1e-12, 'share'),
        ...(printed?.counts ?? []).flatMap((count, at) => misprints(count, counts[at + 1]!.count, `counts[${at}]`)),
        ...(printed?.rates ?? []).flatMap((rate, at) =>
          misprints(percent(rate), (orNull(ratios[at]!.ratio) ?? Number.NaN) * 100, `rates[${at}]`),
        ),
        ...(printed?.overall === undefined
          ? []
          : misprints(percent(printed.overall), (orNull(share) ?? Number.NaN) * 100, 'overall')),
      ]);
    }),
  );
