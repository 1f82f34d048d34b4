import { churnEffect, lifetimeMultiple, presentValue } from 'tenure/value';
import type { VectorAdapter } from '../adapter.js';
import { attempt, departures, judged, orNull, unsupported } from '../judge.js';

interface GridRow {
  readonly churn: number;
  readonly discount: number;
  readonly value_before: number;
  readonly value_after: number;
  readonly uplift: number;
}

interface ReichheldFile {
  readonly flat_margin_grid?: readonly GridRow[];
  readonly credit_card?: {
    readonly profit: readonly number[];
    readonly published: Readonly<Record<string, number>>;
    readonly recomputed_fixed_life: Readonly<Record<string, number>> & { readonly discount: number };
  };
  readonly published_industry_uplifts?: object;
}

/** The grid's values are sums cut off after many years: seven digits agree. */
const gridDigits = 1e-6;

export const adapter: VectorAdapter = function* (file) {
  const { flat_margin_grid = [], credit_card, published_industry_uplifts } = file as ReichheldFile;
  for (const { churn, discount, value_before, value_after, uplift } of flat_margin_grid) {
    yield attempt(`churn ${churn} discount ${discount}`, () => {
      const base = { retention: 1 - churn, discountRate: discount, payment: 'start' } as const;
      const before = orNull(lifetimeMultiple(base));
      const effect = churnEffect(base, { points: 0.05 });
      // Without churn and discount the value has no end, and there is nothing to compare with.
      const after = effect.value?.multipleAfter ?? null;
      return judged(`churn ${churn} discount ${discount}`, [
        ...departures(value_before, before, value_before * gridDigits, 'value_before'),
        ...departures(value_after, after, value_after * gridDigits, 'value_after'),
        ...departures(uplift, effect.value?.uplift ?? null, gridDigits, 'uplift'),
      ]);
    });
  }
  if (credit_card !== undefined) {
    const { profit, published, recomputed_fixed_life: fixed } = credit_card;
    for (const name of Object.keys(published)) {
      const years = Number(/\d+$/.exec(name)?.[0]);
      const yearly = Array.from({ length: years + 1 }, (_, year) => profit[Math.min(year, profit.length - 1)]!);
      const value = presentValue(yearly, fixed.discount);
      yield attempt(`credit card ${name}`, () =>
        judged(`credit card ${name}`, [
          ...departures(fixed[name], value, 1e-6, 'recomputed'),
          ...departures(published[name], value, published[name]! * 0.03, 'published'),
        ]),
      );
    }
  }
  if (published_industry_uplifts !== undefined) {
    yield unsupported('published industry uplifts', 'results recalled without the margins and rates behind them');
  }
};
