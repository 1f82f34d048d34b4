import { readFileSync } from 'node:fs';
import { differenceInDays } from 'tenure/core';
import { compileSegmentationJson } from 'tenure/segmentation';
import { quantiles } from 'tenure/statistics';
import type { VectorAdapter } from '../adapter.js';
import { type FunctionCase, judgeFunctions } from '../judge.js';

type Order = readonly [customer: number, date: string, revenue: number];

interface Buyer {
  readonly recency: number;
  readonly frequency: number;
  readonly monetary: number;
}

const factors = ['recency', 'frequency', 'monetary'] as const;

export const adapter: VectorAdapter = (file) => {
  const { cases } = file as { readonly cases: readonly FunctionCase[] };
  // The package's tests all look at the orders from one day, which only the case of the thresholds repeats.
  const day = cases.map(({ input }) => input.analysisDate).find((date) => date !== undefined);
  return judgeFunctions(file, ({ fn, input }) => {
    const orders = ordersIn(input.data);
    if (fn === 'rfm.sumTransactionCount')
      return buyersOf(orders, day).reduce((sum, { frequency }) => sum + frequency, 0);
    if (fn === 'rfm.thresholds') return thresholds(buyersOf(orders, input.analysisDate), input.bins);
    return fn.startsWith('rfm.segment') ? segmented(buyersOf(orders, day), input.rules) : undefined;
  });
};

function ordersIn(name: string): readonly Order[] {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')).rows;
}

function buyersOf(orders: readonly Order[], day: string): readonly Buyer[] {
  const buyers = new Map<number, Buyer>();
  for (const [customer, date, revenue] of orders) {
    const before = buyers.get(customer);
    const recency = differenceInDays(date, day);
    buyers.set(customer, {
      recency: Math.min(recency, before?.recency ?? recency),
      frequency: (before?.frequency ?? 0) + 1,
      monetary: (before?.monetary ?? 0) + revenue,
    });
  }
  return [...buyers.values()];
}

/** The package adds 1 to its quantiles and takes what is below: bands with exclusive bounds. */
function cuts(buyers: readonly Buyer[], factor: keyof Buyer, bins: number): readonly number[] {
  const shares = Array.from({ length: bins - 1 }, (_, k) => (k + 1) / bins);
  const values = buyers.map((buyer) => buyer[factor]);
  return quantiles(values, shares, 7).value!.map((cut) => cut + 1);
}

function thresholds(buyers: readonly Buyer[], bins: number) {
  const [recencyUpper, frequencyUpper, monetaryUpper] = factors.map((factor) => cuts(buyers, factor, bins));
  const rule = 'inner type-7 quintiles + 1; score i if lower<=x<upper; recency reversed';
  return { recencyUpper, frequencyUpper, monetaryUpper, rule };
}

interface Rules {
  readonly names: readonly string[];
  readonly r: readonly (readonly [number, number])[];
  readonly f: readonly (readonly [number, number])[];
  readonly m: readonly (readonly [number, number])[];
}

/** Points from 1 to 5 by factor, and the first segment whose ranges hold them: one scorecard. */
function segmented(buyers: readonly Buyer[], rules: Rules) {
  const bins = 5;
  const segment = compileSegmentationJson({
    kind: 'segmentation',
    id: 'rfm',
    version: '1',
    facts: factors.map((id) => ({ id, kind: 'number' })),
    dimensions: [
      {
        id: 'rfm',
        type: 'scorecard',
        factors: factors.map((id) => {
          const bounds = [...cuts(buyers, id, bins).map((below) => ({ below })), {}];
          const points = (at: number): number => (id === 'recency' ? bins - at : at + 1);
          return {
            id,
            type: 'bands',
            weight: 1,
            fact: id,
            bands: bounds.map((bound, at) => ({ ...bound, points: points(at) })),
          };
        }),
        segments: rules.names.map((id, k) => ({
          id,
          when: {
            recency: { $between: rules.r[k] },
            frequency: { $between: rules.f[k] },
            monetary: { $between: rules.m[k] },
          },
        })),
        otherwise: 'Others',
        whenUnknown: 'Unknown',
      },
    ],
  });
  const found = buyers.map((buyer) => ({
    ...buyer,
    segment: segment.outcome({ ...buyer }, { asOf: '2007-01-01' }).rfm!,
  }));
  const counts: Record<string, number> = {};
  for (const { segment: id } of found) counts[id] = (counts[id] ?? 0) + 1;
  const described = [...rules.names, 'Others'].map((id) => {
    const members = found.filter((buyer) => buyer.segment === id);
    const sum = (pick: (buyer: Buyer) => number): number => members.reduce((total, buyer) => total + pick(buyer), 0);
    return [
      id,
      {
        customers: members.length,
        orders: sum(({ frequency }) => frequency),
        revenue: sum(({ monetary }) => monetary),
      },
    ];
  });
  return { counts, ...Object.fromEntries(described) };
}
