import { type WeightedDeal, weightedForecast } from 'tenure/funnel';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';
import { attempt, departures, judged, misprints, unsupported } from '../judge.js';

interface Case {
  readonly id: string;
  readonly values?: readonly string[];
  readonly probability?: string;
  readonly value?: string;
  readonly p?: string;
  readonly weighted?: string;
  readonly printed?: { readonly total?: number; readonly weighted?: number };
  readonly exact?: { readonly total?: string; readonly weighted?: string };
  readonly formula?: string;
}

interface Trap {
  readonly id: string;
  readonly ours: string;
}

const deal = (id: string, amount: string, probability: string): WeightedDeal => ({
  id,
  value: { amount, currency: 'USD' },
  probability,
});
const forecast = (deals: readonly WeightedDeal[]) => weightedForecast(deals, 'USD', { mode: 'halfUp' });

/** The formula itself, on amounts and chances that are easy to do by hand. */
function formulaHolds(id: string): VectorOutcome {
  const { expected, standardDeviation } = forecast([deal('a', '100', '0.5'), deal('b', '200', '0.25')]);
  // E = 50 + 50; Var = 100² × 0.25 + 200² × 0.1875 = 2,500 + 7,500.
  return judged(id, [
    ...departures(100, Number(expected.amount), 0, 'E'),
    ...departures(100, standardDeviation, 1e-9, 'SD'),
  ]);
}

function judge(one: Case): VectorOutcome {
  const values = one.values ?? (one.value === undefined ? undefined : [one.value]);
  const chance = one.probability ?? one.p;
  if (values === undefined || chance === undefined)
    return one.formula === undefined ? unsupported(one.id, 'neither amounts nor a formula') : formulaHolds(one.id);
  const { total, expected } = forecast(values.map((amount, at) => deal(String(at), amount, chance)));
  const [sum, weighted] = [Number(total.amount), Number(expected.amount)];
  return judged(one.id, [
    ...(one.exact?.total === undefined ? [] : departures(Number(one.exact.total), sum, 0, 'total')),
    ...(one.exact?.weighted === undefined ? [] : departures(Number(one.exact.weighted), weighted, 0, 'weighted')),
    ...(one.weighted === undefined ? [] : departures(Number(one.weighted), weighted, 0, 'weighted')),
    ...(one.printed?.total === undefined ? [] : misprints(one.printed.total, sum, 'total')),
    ...(one.printed?.weighted === undefined ? [] : misprints(one.printed.weighted, weighted, 'weighted')),
  ]);
}

function judgeTrap({ id, ours }: Trap): VectorOutcome {
  if (ours === 'Lost contributes 0') {
    const { expected } = forecast([deal('open', '1000', '0.5'), deal('lost', '800', '0')]);
    return judged(id, departures(500, Number(expected.amount), 0, 'expected'));
  }
  // The chance stands on the deal: two deals of one stage may carry the chances of their own times.
  const { expected } = forecast([deal('old', '100', '0.30'), deal('new', '100', '0.50')]);
  return judged(id, departures(80, Number(expected.amount), 0, 'expected'));
}

export const adapter: VectorAdapter = (file) => {
  const { cases, traps = [] } = file as { readonly cases: readonly Case[]; readonly traps?: readonly Trap[] };
  return [
    ...cases.map((one) => attempt(one.id, () => judge(one))),
    ...traps.map((one) => attempt(one.id, () => judgeTrap(one))),
  ];
};
