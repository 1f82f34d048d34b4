import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compilePricing } from 'tenure/pricing';
import { describe, expect, test } from 'vitest';

const file = fileURLToPath(new URL('../../../shared/data/bigml-telecom/bigml_churn_3333.csv', import.meta.url));
const present = existsSync(file);
if (!present) process.stderr.write(`skipped: no data at ${file}\n`);

/** Per-minute rates that the published data set was made with. */
const rates = { day: '0.17', eve: '0.085', night: '0.045', intl: '0.27' } as const;
const bands = ['day', 'eve', 'night', 'intl'] as const;

const quote = compilePricing({
  kind: 'pricing',
  id: 'bigml',
  version: '1',
  currency: 'USD',
  rounding: { mode: 'halfUp' },
  allocation: 'largestRemainder',
  facts: [],
  specifications: [],
  prices: bands.map((band) => ({
    id: band,
    priceType: 'usage',
    meters: [band],
    quantityScale: 1,
    charge: { model: 'perUnit', amount: rates[band] },
  })),
  offerings: [{ id: 'plan', prices: bands }],
  adjustments: [],
});

describe.skipIf(!present)('the 3,333 telecom customers of the public data set', () => {
  const [header = '', ...lines] = present ? readFileSync(file, 'utf8').trim().split(/\r?\n/) : [];
  const columns = header.split(',').map((name) => name.trim().toLowerCase().replaceAll('"', ''));
  const column = (band: string, what: 'minutes' | 'charge') => columns.indexOf(`total ${band} ${what}`);
  const rows = lines.map((line) => line.split(','));
  const charged = rows.map((row) => {
    const usage = Object.fromEntries(bands.map((band) => [band, (row[column(band, 'minutes')] ?? '').trim()]));
    const { outcome } = quote({ lines: [{ offering: 'plan', usage }] }, { asOf: '2026-01-01' });
    return outcome.lines.map(({ invoice }) => Number(invoice.amount));
  });
  const right = (band: (typeof bands)[number]) =>
    rows.filter((row, at) => Number(row[column(band, 'charge')]) === charged[at]?.[bands.indexOf(band)]).length;

  test('are all charged to the cent for day, evening and international minutes', () => {
    expect(rows).toHaveLength(3333);
    expect([right('day'), right('eve'), right('intl')]).toEqual([3333, 3333, 3333]);
  });

  test('are charged to the cent for night minutes but in 34 ties, which binary fractions broke the other way', () => {
    expect(right('night')).toBe(3299);
    const off = rows.filter((row, at) => Number(row[column('night', 'charge')]) !== charged[at]?.[2]);
    // minutes × 0.045 ends in exactly half a cent: minutes in tenths × 45 leaves 50 of 100
    for (const row of off) {
      const tenths = Math.round(Number(row[column('night', 'minutes')]) * 10);
      expect((tenths * 45) % 100).toBe(50);
    }
    expect(off).toHaveLength(34);
  });
});
