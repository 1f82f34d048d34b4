import { compileValue, fitRetention } from 'tenure/value';
import { defineBench, defineFigure } from './define.js';

const cny = { kind: 'money', currency: 'CNY' } as const;

const classify = () =>
  compileValue({
    kind: 'value',
    id: 'tiers',
    version: '1',
    facts: [
      { id: 'revenue', ...cny },
      { id: 'costToServe', ...cny },
      { id: 'potential', ...cny },
    ],
    figures: [
      { id: 'current', ...cny, terms: [{ fact: 'revenue' }, { fact: 'costToServe', times: '-1' }] },
      { id: 'gap', ...cny, terms: [{ fact: 'potential' }, { fact: 'current', times: '-1' }] },
    ],
    hitPolicy: 'first',
    tiers: [
      { id: 'BZ', when: { current: { $lt: '0' } } },
      { id: 'MVC', when: { current: { $gte: '3000' } } },
      { id: 'MGC', when: { gap: { $gte: '2000' } } },
      { id: 'LVC', when: { current: { $gte: '0' }, gap: { $lt: '2000' } } },
    ],
    otherwise: 'UNRATED',
    whenUnknown: { result: 'unrated' },
  });

type Tier = 'BZ' | 'MVC' | 'MGC' | 'LVC' | 'UNRATED';
const tierNames: readonly Tier[] = ['BZ', 'MVC', 'MGC', 'LVC', 'UNRATED'];

/** A 32-bit integer hash: the same rows in every process. */
function hash(value: number): number {
  let h = Math.imul(value ^ 0x9e3779b9, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Cents by row: revenue up to 6,000, costs up to 3,000, unknown for one in fifty, potential up to 8,000. */
const revenueOf = (i: number): number => hash(3 * i) % 600_000;
const costOf = (i: number): number | null => (hash(i) % 50 === 0 ? null : hash(3 * i + 1) % 300_000);
const potentialOf = (i: number): number => hash(3 * i + 2) % 800_000;

interface Row {
  readonly revenue: { readonly amount: string; readonly currency: string };
  readonly costToServe: { readonly amount: string; readonly currency: string } | null;
  readonly potential: { readonly amount: string; readonly currency: string };
}

const money = (cents: number) => ({ amount: (cents / 100).toFixed(2), currency: 'CNY' });

function rowsOf(size: number): readonly Row[] {
  return Array.from({ length: size }, (_, i) => {
    const cost = costOf(i);
    return {
      revenue: money(revenueOf(i)),
      costToServe: cost === null ? null : money(cost),
      potential: money(potentialOf(i)),
    };
  });
}

const format = /^-?\d{1,13}(\.\d{1,2})?$/;

/** What the library checks of a money fact, by hand: shape, currency, digits, exact range. */
function centsOf(
  value: { readonly amount: unknown; readonly currency: unknown } | null | undefined,
  name: string,
): number {
  if (value === null || value === undefined) return Number.NaN;
  if (typeof value !== 'object' || typeof value.amount !== 'string') throw new Error(`${name}: not money`);
  if (value.currency !== 'CNY') throw new Error(`${name}: not in CNY`);
  if (!format.test(value.amount)) throw new Error(`${name}: not a decimal of two places`);
  const cents = Math.round(Number(value.amount) * 100);
  if (!Number.isSafeInteger(cents)) throw new Error(`${name}: too large`);
  return cents;
}

function byHand(rows: readonly Row[], tally: (tier: number) => void): void {
  for (const row of rows) {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) throw new Error('not a record');
    const current = centsOf(row.revenue, 'revenue') - centsOf(row.costToServe, 'costToServe');
    const gap = centsOf(row.potential, 'potential') - current;
    if (Math.abs(current) > Number.MAX_SAFE_INTEGER || Math.abs(gap) > Number.MAX_SAFE_INTEGER)
      throw new Error('too large');
    if (current < 0) tally(0);
    else if (current >= 300_000) tally(1);
    else if (gap >= 200_000) tally(2);
    else if (current >= 0 && gap < 200_000) tally(3);
    else tally(4);
  }
}

/** Counts per tier and a checksum over every row's tier, in order. */
function makeTally() {
  const counts = [0, 0, 0, 0, 0];
  let sum = 0;
  return {
    add: (tier: number): void => {
      counts[tier]! += 1;
      sum = (Math.imul(sum, 31) + tier) | 0;
    },
    answer: () => ({ counts, sum }),
  };
}

/** Twelve periods with churn rates that fall with age, of cohorts that differ. */
function cohortOf(i: number): readonly number[] {
  const survivors = [1000 + (hash(i) % 9000)];
  const alpha = 0.5 + (hash(i + 7) % 100) / 100;
  const beta = 1 + (hash(i + 13) % 400) / 100;
  for (let t = 0; t < 12; t += 1) survivors.push(Math.round((survivors[t]! * (beta + t)) / (alpha + beta + t)));
  return survivors;
}

export const benches = [
  defineBench({
    name: 'value/tiers',
    size: 1_000_000,
    item: 'customer',
    contenders: {
      'hand-written loop': (size) => {
        const rows = rowsOf(size);
        return () => {
          const tally = makeTally();
          byHand(rows, tally.add);
          return tally.answer();
        };
      },
      objects: (size) => {
        const rows = rowsOf(size);
        const { outcome } = classify();
        const context = { asOf: '2026-11-21' } as const;
        const place = new Map(tierNames.map((tier, at) => [tier, at]));
        return () => {
          const tally = makeTally();
          for (const row of rows) tally.add(place.get(outcome(row, context).tier)!);
          return tally.answer();
        };
      },
      columns: (size) => {
        const { columns } = classify();
        const column = (of: (i: number) => number | null) =>
          Float64Array.from({ length: size }, (_, i) => of(i) ?? Number.NaN);
        const base = {
          length: size,
          columns: { revenue: column(revenueOf), costToServe: column(costOf), potential: column(potentialOf) },
        };
        return () => {
          const tally = makeTally();
          const { codes } = columns(base);
          for (const code of codes) tally.add(code);
          return tally.answer();
        };
      },
    },
    baseline: 'hand-written loop',
    aims: [
      { contender: 'objects', ratio: { atMost: 1 / 0.35 } },
      { contender: 'columns', ratio: { atMost: 1 } },
    ],
  }),
  defineFigure({
    name: 'value/sBG fit of a 12-period cohort, median',
    unit: 'µs',
    measure: () => {
      const cohorts = Array.from({ length: 2000 }, (_, i) => cohortOf(i));
      for (const cohort of cohorts) fitRetention(cohort);
      const times = cohorts.map((cohort) => {
        const start = performance.now();
        fitRetention(cohort);
        return (performance.now() - start) * 1000;
      });
      return times.sort((a, b) => a - b)[1000]!;
    },
  }),
];
