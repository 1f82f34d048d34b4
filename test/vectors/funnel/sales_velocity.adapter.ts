import { salesVelocity } from 'tenure/funnel';
import type { VectorAdapter } from '../adapter.js';
import { attempt, departures, judged, misprints } from '../judge.js';

interface Case {
  readonly id: string;
  readonly opportunities: number;
  readonly avgDealValue: string;
  readonly winRate: string;
  readonly cycleDays: number;
  /** A fraction. */
  readonly perDay_exact: string;
  readonly printed?: { readonly perDay?: number; readonly perMonth30?: number };
}

export const adapter: VectorAdapter = (file) =>
  (file as { readonly cases: readonly Case[] }).cases.map(
    ({ id, opportunities, avgDealValue, winRate, cycleDays, perDay_exact, printed }) =>
      attempt(id, () => {
        const factors = { opportunities, averageValue: { amount: avgDealValue, currency: 'USD' }, winRate, cycleDays };
        const per = (days: number): number => Number(salesVelocity(factors, days, { mode: 'halfUp' }).value?.amount);
        const [top, bottom = '1'] = perDay_exact.split('/');
        return judged(id, [
          // Money is rounded to the cent once.
          ...departures(Number(top) / Number(bottom), per(1), 0.005, 'perDay'),
          ...(printed?.perDay === undefined ? [] : misprints(printed.perDay, per(1), 'perDay')),
          ...(printed?.perMonth30 === undefined ? [] : misprints(printed.perMonth30, per(30), 'perMonth30')),
        ]);
      }),
  );
