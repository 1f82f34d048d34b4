import { pooledRetention, revenueRetention } from 'tenure/value';
import type { VectorAdapter } from '../adapter.js';
import { attempt, departures, judged, orNull, unsupported } from '../judge.js';

interface MovementCase {
  readonly id: string;
  readonly input: Readonly<Record<string, number>>;
  readonly expected: Readonly<Record<string, number>>;
}

interface CohortRow {
  readonly start_mrr: number;
  readonly retained_pct: readonly number[];
}

interface MrrFile {
  readonly cases?: readonly MovementCase[];
  readonly cohort_table?: {
    readonly rows: readonly CohortRow[];
    readonly published_weighted_average?: readonly number[];
    readonly recomputed?: readonly number[];
  };
}

const usd = (value: number) => ({ amount: value.toFixed(2), currency: 'USD' });

/** Movements under the vendors' names; a day's end tells the sum of what is not new business. */
function movements(input: Readonly<Record<string, number>>) {
  const { day_start, day_end, new_business = 0 } = input;
  if (day_start !== undefined && day_end !== undefined) {
    const change = day_end - day_start - new_business;
    return { start: day_start, churn: Math.max(0, -change), contraction: 0, expansion: Math.max(0, change) };
  }
  return {
    start: input.start ?? Number.NaN,
    churn: input.churn ?? input.churned ?? 0,
    contraction: input.contraction ?? input.downgrade ?? 0,
    expansion: input.expansion ?? input.upgrade ?? 0,
    reactivation: input.reactivation ?? 0,
  };
}

const figures = {
  grr: 'gross',
  nrr: 'net',
  gross_mrr_churn: 'grossChurn',
  net_mrr_churn: 'netChurn',
} as const;

export const adapter: VectorAdapter = function* (file) {
  const { cases = [], cohort_table } = file as MrrFile;
  for (const { id, input, expected } of cases) {
    yield attempt(id, () => {
      const odd = Object.keys(expected).filter((name) => !(name in figures));
      if (odd.length > 0) return unsupported(id, `no figure is called ${odd.join(', ')}`);
      const { start, churn, contraction, expansion, reactivation = 0 } = movements(input);
      const rates = revenueRetention({
        start: usd(start),
        churn: usd(churn),
        contraction: usd(contraction),
        expansion: usd(expansion),
        reactivation: usd(reactivation),
      });
      const actual = Object.entries(figures).map(([name, rate]) => [name, orNull(rates[rate])]);
      return judged(id, departures(expected, Object.fromEntries(actual), 1e-9));
    });
  }
  if (cohort_table !== undefined) {
    const pooled = pooledRetention(
      cohort_table.rows.map((row) => ({ start: usd(row.start_mrr), retained: row.retained_pct })),
    ).map(orNull);
    for (const [name, within] of [
      ['recomputed', 1e-6],
      // Printed in whole per cent, some cut and some rounded.
      ['published_weighted_average', 1],
    ] as const) {
      const expected = cohort_table[name];
      if (expected !== undefined) yield judged(`cohort table ${name}`, departures(expected, pooled, within));
    }
  }
};
