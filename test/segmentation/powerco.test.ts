import { existsSync, readFileSync } from 'node:fs';
import { comparePolicies } from 'tenure/core';
import { segmentationQuery } from 'tenure/interop';
import {
  churnContrast,
  compileSegmentation,
  crosstab,
  findConcentration,
  fitSegmentation,
  segmentMigration,
} from 'tenure/segmentation';
import { describe, expect, it } from 'vitest';
import { duckdb } from '../interop/database.js';

const folder = '../shared/data/powerco';
const absent = !existsSync(`${folder}/client_data.csv`);
if (absent) console.warn(`SKIPPED: the PowerCo tests of segmentation need ${folder}, which is not there`);

interface Truth {
  readonly churn: { readonly n: number };
  readonly churn_by_nb_prod_act: Readonly<
    Record<string, { readonly n: number; readonly pos: number; readonly rate: number }>
  >;
  readonly net_margin: { readonly sum: number; readonly concentration: Readonly<Record<string, number>> };
}

/** The file has no quoted fields. */
function readClients() {
  const [header = '', ...lines] = readFileSync(`${folder}/client_data.csv`, 'utf8').trim().split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    const cell = (name: string): string => cells[names.indexOf(name)]!;
    return {
      id: cell('id'),
      consumption: Number(cell('cons_12m')),
      products: Number(cell('nb_prod_act')),
      gas: cell('has_gas') === 't',
      margin: { amount: Number(cell('net_margin')).toFixed(2), currency: 'EUR' } as const,
      churned: cell('churn') === '1',
    };
  });
}

const draft = {
  kind: 'segmentation',
  id: 'powerco',
  version: 'draft',
  facts: [
    { id: 'consumption', kind: 'number', min: 0 },
    { id: 'products', kind: 'integer', min: 1 },
    { id: 'gas', kind: 'flag' },
    { id: 'margin', kind: 'money', currency: 'EUR' },
  ],
  dimensions: [
    {
      id: 'need',
      type: 'rules',
      segments: [
        { id: 'dualFuel', when: { gas: true } },
        { id: 'severalProducts', when: { products: { $gte: 2 } } },
      ],
      otherwise: 'powerOnly',
      whenUnknown: 'needUnknown',
    },
    {
      id: 'usage',
      type: 'bands',
      fact: 'consumption',
      bands: [
        { id: 'low', below: { quantile: 1 / 3, method: 8 } },
        { id: 'medium', below: { quantile: 2 / 3, method: 8 } },
        { id: 'high' },
      ],
      whenUnknown: 'unmeasured',
    },
    { id: 'cell', type: 'grid', rows: 'need', columns: 'usage' },
    {
      id: 'kind',
      type: 'clusters',
      axes: ['consumption', 'margin'],
      search: { seed: 20160201, starts: 3, scale: 'robust', choose: { among: [2, 3, 4], by: 'calinskiHarabasz' } },
      whenUnknown: 'kindUnknown',
    },
  ],
} as const;

describe.skipIf(absent)('14,606 SME energy contracts', () => {
  const clients = absent ? [] : readClients();
  const truth: Truth = absent ? undefined : JSON.parse(readFileSync(`${folder}/truth.json`, 'utf8'));
  const context = { asOf: '2016-02-01' };
  const fitted = absent ? undefined : fitSegmentation(draft, clients, { version: '1' });
  const segment = absent ? undefined : compileSegmentation(fitted!.policy);
  const placed = clients.map((client) => ({ ...client, ...segment!.outcome(client, context) }));
  type Client = (typeof placed)[number];
  const measures = [
    { id: 'margin', kind: 'money', currency: 'EUR', rounding: 'halfUp', of: (row: Client) => row.margin },
    { id: 'churned', kind: 'flag', of: (row: Client) => row.churned },
  ] as const;

  it('churn by number of products as counted independently', () => {
    const products = Object.keys(truth.churn_by_nb_prod_act);
    const table = crosstab(
      placed,
      { rows: { ids: products, of: ({ products: count }) => String(count) }, columns: { ids: [], of: () => null } },
      measures,
    );
    for (const { row, count, figures } of table.rows.slice(0, -1)) {
      const expected = truth.churn_by_nb_prod_act[row!]!;
      const churned = figures[1]!;
      expect([row, count, churned.kind === 'flag' && churned.count]).toEqual([row, expected.n, expected.pos]);
      expect(churned.kind === 'flag' && churned.share.value).toBeCloseTo(expected.rate, 6);
    }
    expect(table.rows.at(-1)).toMatchObject({ row: null, count: 0 });
  });

  it('fall into a fitted need × usage grid that keeps every contract and every cent', () => {
    const usage = fitted!.report.fitted.find((entry) => entry.type === 'bands');
    expect([usage?.known, usage?.unknown, fitted!.report.rejects]).toEqual([14_606, 0, []]);
    const table = crosstab(
      placed,
      {
        rows: { ids: ['dualFuel', 'severalProducts', 'powerOnly'], of: ({ need }) => need },
        columns: { ids: ['low', 'medium', 'high'], of: ({ usage: band }) => band },
      },
      measures,
    );
    expect(table.cells.reduce((sum, { count }) => sum + count, 0)).toBe(14_606);
    const [margin, churned] = table.total.figures;
    expect(margin?.kind === 'money' && Number(margin.sum.amount)).toBe(truth.net_margin.sum);
    expect(churned?.kind === 'flag' && churned.count).toBe(truth.churn.n);
    // Thirds by number, as far as equal consumptions allow.
    for (const { count } of table.columns.slice(0, -1)) expect(Math.abs(count - 14_606 / 3)).toBeLessThan(30);
  });

  it('concentrate their margin as computed independently, and 80/20 does not hold', () => {
    const margins = clients.map(({ margin }) => Number(margin.amount));
    const found = findConcentration(margins, { top: 0.2, bring: 0.8, partial: 'roundUp' });
    const { gini, top20pct_share } = truth.net_margin.concentration;
    expect(found.gini.value).toBeCloseTo(gini!, 6);
    expect(found.topShare.value).toBeCloseTo(top20pct_share!, 5);
    expect(found.holds).toEqual({ value: false });
  });

  it('differ in churn by need, each segment held against the rest', () => {
    const counts = ['dualFuel', 'severalProducts', 'powerOnly'].map((id) => {
      const members = placed.filter(({ need }) => need === id);
      return { id, churned: members.filter(({ churned }) => churned).length, of: members.length };
    });
    const contrast = churnContrast(counts, { confidence: 0.95, significance: 0.05, correction: 'holm' });
    expect([contrast.base.churned, contrast.base.of]).toEqual([truth.churn.n, 14_606]);
    for (const { lift, rate } of contrast.segments)
      expect(lift.value).toBeCloseTo(rate.value! / (truth.churn.n / 14_606), 12);
  });

  it('move between two versions of the policy as comparePolicies says, and both ways of counting agree', () => {
    const [need, usage] = fitted!.policy.dimensions;
    const stricter = {
      ...need,
      segments: [need.segments[0], { id: 'severalProducts', when: { products: { $gte: 3 } } }],
    } as const;
    const next = compileSegmentation({ ...fitted!.policy, version: '2', dimensions: [stricter, usage] });
    const compared = comparePolicies(segment!, next, clients, context, {
      id: 'id',
      nameOf: ({ need: id }: { readonly need: string }) => id,
    });
    const dropped = clients.filter(({ gas, products }) => !gas && products === 2).length;
    expect(compared.flows).toEqual([{ from: 'severalProducts', to: 'powerOnly', count: dropped }]);
    expect(compared.compared).toBe(compared.unchanged + dropped);
    const before = placed.map(({ id, need: from }) => ({ id, segment: from }));
    const after = clients.map((client) => ({ id: client.id, segment: next.outcome(client, context).need }));
    const { stayers, stability } = segmentMigration(
      before,
      after,
      ['dualFuel', 'severalProducts', 'powerOnly'],
      'undefined',
    );
    expect(stayers.stayed).toBe(compared.unchanged);
    expect(stability.value).toBeGreaterThan(0);
  });

  it('are assigned by DuckDB as here, fitted centroids and all', { timeout: 60_000 }, async () => {
    const { policy } = fitted!;
    const table = await duckdb.tableOf(policy.facts, clients);
    const query = segmentationQuery(policy, { dialect: 'duckdb', from: 'base', keep: [] });
    expect(await table.ask(`${query} ORDER BY row`)).toEqual(
      placed.map(({ need, usage, cell, kind }) => [need, usage, cell, kind]),
    );
    await table.close();
  });
});
