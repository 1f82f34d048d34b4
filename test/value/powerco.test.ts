import { existsSync, readFileSync } from 'node:fs';
import { gini, topShare } from 'tenure/statistics';
import { compileValue, tierMigration } from 'tenure/value';
import { describe, expect, it } from 'vitest';

const file = '../shared/data/powerco/client_data.csv';
const absent = !existsSync(file);
if (absent) console.warn(`SKIPPED: the PowerCo tests need ${file}, which is not there`);

/** The file has no quoted fields. */
function readClients(): readonly Readonly<Record<string, string>>[] {
  const [header = '', ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i]!, cell])));
}

const eur = { kind: 'money', currency: 'EUR' } as const;

describe.skipIf(absent)('value tiers of 14,606 SME energy contracts', () => {
  const clients = absent ? [] : readClients();
  const cents = clients.map(({ net_margin }) => Math.round(Number(net_margin) * 100));
  const classify = compileValue({
    kind: 'value',
    id: 'powerco-net-margin',
    version: '1',
    facts: [{ id: 'netMargin', ...eur }],
    figures: [],
    hitPolicy: 'first',
    // Bounds for this test: at about the top tenth, and at half of the mean.
    tiers: [
      { id: 'BZ', when: { netMargin: { $lt: '0' } } },
      { id: 'MVC', when: { netMargin: { $gte: '365' } } },
      { id: 'MGC', when: { netMargin: { $gte: '95' } } },
      { id: 'LVC', when: { netMargin: { $gte: '0' } } },
    ],
    otherwise: 'UNRATED',
    whenUnknown: { result: 'unrated' },
  });

  it('are those of a count by hand, by record and by columns; nobody is below zero', () => {
    const byHand = { BZ: 0, MVC: 0, MGC: 0, LVC: 0, UNRATED: 0 };
    for (const margin of cents) {
      byHand[margin < 0 ? 'BZ' : margin >= 36_500 ? 'MVC' : margin >= 9_500 ? 'MGC' : 'LVC'] += 1;
    }
    const found = { BZ: 0, MVC: 0, MGC: 0, LVC: 0, UNRATED: 0 };
    for (const { net_margin = '' } of clients) {
      const netMargin = { amount: net_margin, currency: 'EUR' };
      found[classify.outcome({ netMargin }, { asOf: '2016-02-01' }).tier] += 1;
    }
    expect(found).toEqual(byHand);
    expect(found.BZ).toBe(0);
    expect(Object.values(found).reduce((a, b) => a + b, 0)).toBe(14_606);
    const { tiers, codes } = classify.columns({
      length: cents.length,
      columns: { netMargin: Float64Array.from(cents) },
    });
    const columns = { BZ: 0, MVC: 0, MGC: 0, LVC: 0, UNRATED: 0 };
    for (const code of codes) columns[tiers[code]!] += 1;
    expect(columns).toEqual(byHand);
  });

  it('concentrate: the top tenth holds 37.3 %, the top fifth 57.1 %, Gini .538', () => {
    expect(topShare(cents, 0.1, 'roundUp').value).toBeCloseTo(0.373331, 6);
    expect(topShare(cents, 0.2, 'roundUp').value).toBeCloseTo(0.57063, 5);
    expect(gini(cents, 'none').value).toBeCloseTo(0.537868, 4);
  });

  it('migrate from tiers by actual to tiers by forecast consumption, every client counted once', () => {
    // Fifths of the base: the two columns are on different scales, so tiers go by rank and id.
    const tiersBy = (name: string): ReadonlyMap<string, string> => {
      const ranked = [...clients].sort((a, b) => Number(b[name]) - Number(a[name]) || (a.id! < b.id! ? -1 : 1));
      return new Map(
        ranked.map(({ id = '' }, rank) => [
          id,
          ['MVC', 'MGC', 'LVC', 'LVC', 'LVC'][Math.floor((rank * 5) / ranked.length)]!,
        ]),
      );
    };
    const moved = tierMigration(tiersBy('cons_12m'), tiersBy('forecast_cons_12m'), ['LVC', 'MGC', 'MVC']);
    expect(moved.table.fromTotals).toEqual(moved.table.toTotals);
    expect(moved.table.members).toBe(14_606);
    expect(moved.table.stayed + moved.up.length + moved.down.length).toBe(14_606);
    expect(moved.table.stayed).toBeGreaterThan(moved.up.length);
    expect([moved.other, moved.joined, moved.left]).toEqual([[], [], []]);
  });
});
