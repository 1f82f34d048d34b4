import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import {
  cycleTime,
  type FunnelEvent,
  funnelConversion,
  historiesOf,
  matchCodes,
  olderThanAnyClosed,
  rankRates,
  timeInStage,
  winRate,
} from 'tenure/funnel';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../../shared/data/maven-crm/', import.meta.url));
const present = existsSync(folder);
if (!present) console.warn(`SKIPPED: figures on maven-crm, because ${folder} is absent`);

type Row = Readonly<
  Record<
    'opportunity_id' | 'sales_agent' | 'product' | 'deal_stage' | 'engage_date' | 'close_date' | 'close_value',
    string
  >
>;
const read = (name: string) => parse(readFileSync(`${folder}${name}`, 'utf8'), { columns: true }) as readonly Row[];

const policy = {
  stages: [
    { id: 'engaging', kind: 'open' },
    { id: 'won', kind: 'won' },
    { id: 'lost', kind: 'lost' },
  ],
} as const;

/** A row as events; a deal that was only prospected has no date and so no history. */
function eventsOf(row: Row): FunnelEvent[] {
  if (row.engage_date === '') return [];
  const opened: FunnelEvent = {
    schema: 1,
    type: 'opened',
    opportunity: row.opportunity_id,
    account: row.opportunity_id,
    revision: 1,
    on: row.engage_date,
    move: 'engage',
    from: null,
    to: 'engaging',
    by: row.sales_agent,
  };
  if (row.close_date === '') return [opened];
  const to = row.deal_stage === 'Won' ? 'won' : 'lost';
  const value = { amount: row.close_value, currency: 'USD' };
  return [
    opened,
    {
      schema: 1,
      type: 'moved',
      opportunity: row.opportunity_id,
      revision: 2,
      on: row.close_date,
      move: to,
      from: 'engaging',
      to,
      by: row.sales_agent,
      value,
    },
  ];
}

describe.skipIf(!present)('a hardware vendor’s pipeline of 8,800 opportunities', () => {
  const rows = present ? read('sales_pipeline.csv') : [];
  const histories = historiesOf(rows.flatMap(eventsOf));
  // Independent of the library: straight from the rows.
  const days = (row: Row) => (Date.parse(row.close_date) - Date.parse(row.engage_date)) / 86_400_000;
  const closed = rows.filter(({ close_date }) => close_date !== '');

  it('adds up: 8,300 with a history and 500 that were only prospected', () => {
    expect([rows.length, histories.length]).toEqual([8800, 8300]);
  });

  it('4,238 won, 2,473 lost, 1,589 open; 63.15 % of the closed ones won', () => {
    const rate = winRate(histories, policy);
    expect(rate).toMatchObject({ won: 4238, lost: 2473, open: 1589 });
    expect(rate.ofClosed.value).toBeCloseTo(0.631501, 6);
    const [engaging] = funnelConversion(histories, policy).stages;
    expect(engaging).toMatchObject({ reached: 8300, converted: 4238, lost: 2473, open: 1589 });
  });

  it('won deals took 51.78 days on average, lost ones 41.48, all closed ones 47.99', () => {
    const mean = (ending: 'won' | 'lost' | 'closed') => cycleTime(histories, policy, ending).meanDays.value;
    expect(mean('won')).toBeCloseTo(51.781973, 6);
    expect(mean('lost')).toBeCloseTo(41.479175, 6);
    expect(mean('closed')).toBeCloseTo(47.985397, 6);
  });

  it('no closed deal took longer than 138 days, and every older open one is flagged', () => {
    const { longestClosedDays, opportunities } = olderThanAnyClosed(histories, policy, '2017-12-31');
    expect(longestClosedDays).toBe(Math.max(...closed.map(days)));
    expect(longestClosedDays).toBe(138);
    const older = rows.filter(
      (row) =>
        row.engage_date !== '' &&
        row.close_date === '' &&
        Date.parse('2017-12-31') - Date.parse(row.engage_date) > 138 * 86_400_000,
    );
    expect(older.length).toBeGreaterThan(0);
    expect([...opportunities].sort()).toEqual(older.map(({ opportunity_id }) => opportunity_id).sort());
  });

  it('open deals hold the median time up: counting closed ones alone would make it 45 days', () => {
    const time = timeInStage(histories, policy, 'engaging', '2017-12-31', { confidence: 0.95, scale: 'log' });
    expect(time).toMatchObject({ visits: 8300, censored: 1589 });
    expect(time.medianDays.value!).toBeGreaterThan(45);
    const end = time.leaving.value!.at(-1)!;
    expect(end.remaining + end.incidence.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
  });

  it('reports GTXPro, which the product list spells GTX Pro, with its 1,480 rows', () => {
    const match = matchCodes(
      rows.map(({ product }) => product),
      read('products.csv').map(({ product }) => product),
    );
    expect(match.unmatched).toEqual([{ code: 'GTXPro', rows: 1480, nearest: 'GTX Pro' }]);
    expect(match.unused).toEqual(['GTX Pro']);
    expect(match.matched + 1480).toBe(8800);
  });

  it('the sellers’ win rates differ no more than chance makes them', () => {
    const sellers = [...new Set(closed.map(({ sales_agent }) => sales_agent))].map((id) => {
      const own = closed.filter(({ sales_agent }) => sales_agent === id);
      return { id, count: own.filter(({ deal_stage }) => deal_stage === 'Won').length, of: own.length };
    });
    const ranking = rankRates(sellers, 0.95);
    expect(ranking.groups).toHaveLength(30);
    expect(ranking.verdict).toBe('chance');
    expect(ranking.groups.filter(({ aboveNext }) => aboveNext === true)).toEqual([]);
  });
});
