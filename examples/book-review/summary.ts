import { basename } from 'node:path';
import { auc, aucInterval, gini, type Measured, topShare } from 'tenure/statistics';
import type { Run } from './arguments.js';
import { gridTables } from './grids.js';
import type { Mapping } from './mapping.js';
import type { Pipeline } from './pipeline.js';
import type { Plans } from './plan.js';
import type { Policies } from './policies.js';
import type { Base } from './reviewed-base.js';

/** Everything that `summary.json` holds and the report shows; plain JSON. */
export function summarize(
  run: Run,
  mapping: Mapping,
  policies: Policies,
  base: Base,
  pipeline: Pipeline,
  plans: Plans,
  counts: { readonly rows: number; readonly rejected: number },
) {
  const value = known(base.value.values());
  return {
    title: mapping.title,
    synthetic: run.synthetic,
    book: basename(run.book),
    asOf: run.asOf,
    policies: [
      policies.segment,
      policies.classify,
      policies.assess,
      policies.quote,
      policies.retain,
      policies.funnel,
    ].flatMap((decider) => (decider === undefined ? [] : [decider.reference])),
    assumed: mapping.assumed ?? [],
    rows: { ...counts, decided: base.customers() },
    left: base.left(),
    totals: base.totals(),
    rates: base.rates().map(({ flag, by, rows }) => ({
      flag,
      by,
      rows: [...rows].map(([name, { n, yes, unknown }]) => ({
        [by]: name,
        n,
        yes,
        unknown,
        rate: n > unknown ? round(yes / (n - unknown)) : null,
      })),
    })),
    segments: [...base.dimensions].map(([dimension, column]) => ({ dimension, counts: listed(column.counts()) })),
    grids: gridTables(policies, mapping, base),
    tiers: listed(base.tiers.counts()),
    tierBySegment: crossTable(base),
    risk: listed(base.bands.counts()),
    concentration:
      mapping.summary?.value === undefined || value.length === 0
        ? null
        : {
            fact: mapping.summary.value,
            customers: value.length,
            unknown: base.customers() - value.length,
            gini: orReason(gini(value, 'none')),
            top10Share: orReason(topShare(value, 0.1, 'roundUp')),
            top20Share: orReason(topShare(value, 0.2, 'roundUp')),
          },
    backtest: backtest(mapping, base),
    missing: [...base.missing]
      .map(([fact, decisions]) => ({ fact, customers: decisions }))
      .sort((a, b) => b.customers - a.customers || (a.fact < b.fact ? -1 : 1)),
    comparisons: policies.comparisons.map(({ title }, index) => migrationOf(title, base.flows[index] ?? new Map())),
    quotes: base.quotes(),
    funnel:
      policies.funnel === undefined || pipeline.events === 0
        ? null
        : {
            events: pipeline.events,
            opportunities: pipeline.standings.length,
            rejected: pipeline.rejects.length,
            lapsed: pipeline.standings.filter(({ lapsed }) => lapsed).length,
            overdue: pipeline.standings.filter(({ nextTouch }) => nextTouch !== null && nextTouch < run.asOf).length,
            stages: policies.funnel.policy.stages.map(({ id, label }) => ({
              name: label?.en ?? id,
              count: pipeline.standings.filter(({ state }) => state.stage === id).length,
            })),
          },
    candidates: {
      offered: base.offers.line.length,
      customers: base.offers.subjects.length,
      byMeasure: listed(base.offers.byMeasure),
      rejected: listed(base.rejectedMeasures),
    },
    allocation: {
      budget: { amount: policies.plan.budget, currency: policies.plan.currency },
      chosen: plans.chosen.length,
      spent: plans.allocation.spent,
      value: plans.allocation.value,
      upperBound: plans.allocation.upperBound,
      gap: plans.allocation.gap,
      proof: plans.allocation.proof,
      shadowPrice: plans.allocation.shadowPrice,
    },
    expiry: { window: policies.plan.expiry.windowDays, ...plans.expiry.totals, outside: base.ends.outside() },
    schedule: {
      from: plans.schedule.from,
      until: plans.schedule.until,
      ...plans.schedule.counts,
      touches: plans.schedule.touches.length,
      approvals: plans.schedule.approvals.length,
      orphans: plans.schedule.orphans.length,
      unplacedBecause: tally(plans.schedule.unplaced.map(({ because }) => because)),
      /** What is wrong with people, calendar or actions; the rest is planned. */
      findings: plans.schedule.findings.map(({ message }) => message),
    },
  };
}

/** The content of `summary.json`. */
export type Summary = ReturnType<typeof summarize>;

const round = (value: number): number => Math.round(value * 1e6) / 1e6;
const known = (values: Float64Array): Float64Array => values.filter((value) => !Number.isNaN(value));

const orReason = (result: Measured): number | string => result.undefinedBecause ?? round(result.value);

function listed(counts: ReadonlyMap<string, number>): readonly { readonly name: string; readonly count: number }[] {
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

const tally = (names: readonly string[]): readonly { readonly name: string; readonly count: number }[] => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return listed(counts);
};

/** One comparison as a table: rows before, columns after, and how many move. */
function migrationOf(title: string, flows: ReadonlyMap<string, number>) {
  const cells = [...flows].map(([pair, count]) => {
    const [from, to] = JSON.parse(pair) as [string, string];
    return { from, to, count };
  });
  const names = [...new Set(cells.flatMap(({ from, to }) => [from, to]))].sort();
  const at = (from: string, to: string): number => flows.get(JSON.stringify([from, to])) ?? 0;
  return {
    title,
    customers: cells.reduce((sum, { count }) => sum + count, 0),
    moved: cells.reduce((sum, { from, to, count }) => sum + (from === to ? 0 : count), 0),
    names,
    counts: names.map((from) => names.map((to) => at(from, to))),
  };
}

/** Customers by tier and segment of the first dimension; every customer is in one cell. */
function crossTable({ dimensions, tiers, customers }: Base) {
  const [first] = dimensions;
  if (first === undefined) return null;
  const [dimension, column] = first;
  const cells = new Map<string, number>();
  for (let row = 0; row < customers(); row += 1) {
    const key = JSON.stringify([column.get(row), tiers.get(row)]);
    cells.set(key, (cells.get(key) ?? 0) + 1);
  }
  const cell = (segment: string, tier: string): number => cells.get(JSON.stringify([segment, tier])) ?? 0;
  return {
    dimension,
    segments: [...column.names],
    tiers: [...tiers.names],
    counts: column.names.map((segment) => tiers.names.map((tier) => cell(segment, tier))),
  };
}

/** How well the points rank those of whom the outcome came true; each band with its rate. */
function backtest(mapping: Mapping, base: Base) {
  if (mapping.summary?.outcome === undefined) return null;
  const [outcome, points] = [base.outcome.values(), base.points.values()];
  const rows = [...outcome.keys()].filter((row) => !Number.isNaN(outcome[row]));
  const bands = new Map<string, { n: number; yes: number }>();
  for (const row of rows) {
    const band = bands.get(base.bands.get(row) ?? 'unknown') ?? { n: 0, yes: 0 };
    band.n += 1;
    band.yes += outcome[row]!;
    bands.set(base.bands.get(row) ?? 'unknown', band);
  }
  const scored = { score: rows.map((row) => points[row]!), outcome: rows.map((row) => outcome[row]!) };
  return {
    outcome: mapping.summary.outcome,
    customers: rows.length,
    events: rows.reduce((sum, row) => sum + outcome[row]!, 0),
    auc: orReason(auc(scored)),
    interval95: aucInterval(scored, 0.95),
    bands: [...bands].map(([name, { n, yes }]) => ({ name, n, yes, rate: round(yes / n) })),
  };
}
