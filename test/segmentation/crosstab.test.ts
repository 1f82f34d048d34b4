import fc from 'fast-check';
import { money, sumMoney } from 'tenure/core';
import { crosstab } from 'tenure/segmentation';
import { describe, expect, it } from 'vitest';

interface Customer {
  readonly need: string | null;
  readonly usage: string | null;
  readonly revenue: { readonly amount: string; readonly currency: string } | null;
  readonly left: boolean | null;
}

const needs = ['data', 'voice', 'mobility'];
const usages = ['low', 'medium', 'high'];
const sides = {
  rows: { ids: needs, of: (row: Customer) => row.need },
  columns: { ids: usages, of: (row: Customer) => row.usage },
};
const measures = [
  { id: 'revenue', kind: 'money', currency: 'CNY', rounding: 'halfUp', of: (row: Customer) => row.revenue },
  { id: 'churn', kind: 'flag', of: (row: Customer) => row.left },
] as const;

const customers = fc.array(
  fc.record({
    need: fc.constantFrom(...needs, null),
    usage: fc.constantFrom(...usages, null),
    revenue: fc.option(fc.integer({ min: -500, max: 90_000 }).map((cents) => money((cents / 100).toFixed(2), 'CNY'))),
    left: fc.option(fc.boolean()),
  }),
  { maxLength: 200 },
);

describe('need by usage', () => {
  it('keeps every customer and every cent, the unknown row and column included', () => {
    fc.assert(
      fc.property(customers, (base) => {
        const { cells, rows, columns, total } = crosstab(base, sides, measures);
        expect(cells).toHaveLength(16);
        const revenue = (groups: readonly { readonly figures: typeof total.figures }[]) =>
          sumMoney(
            groups.map(({ figures: [sum] }) => (sum?.kind === 'money' ? sum.sum : money('0', 'CNY'))),
            'CNY',
          );
        const known = base.flatMap((row) => (row.revenue === null ? [] : [row.revenue]));
        for (const groups of [cells, rows, columns, [total]]) {
          expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(base.length);
          expect(revenue(groups)).toEqual(sumMoney(known, 'CNY'));
        }
      }),
    );
  });

  it('shows revenue, ARPU and churn of each cell', () => {
    const base: Customer[] = [
      { need: 'data', usage: 'high', revenue: money('100.00', 'CNY'), left: true },
      { need: 'data', usage: 'high', revenue: money('50.01', 'CNY'), left: false },
      { need: 'data', usage: 'high', revenue: null, left: null },
    ];
    const cell = crosstab(base, sides, measures).cells.find(({ row, column }) => row === 'data' && column === 'high');
    expect(cell).toEqual({
      row: 'data',
      column: 'high',
      count: 3,
      figures: [
        // (100.00 + 50.01) / 2 = 75.005, half up.
        {
          id: 'revenue',
          kind: 'money',
          known: 2,
          unknown: 1,
          sum: money('150.01', 'CNY'),
          mean: { value: money('75.01', 'CNY') },
        },
        { id: 'churn', kind: 'flag', known: 2, unknown: 1, count: 1, share: { value: 0.5 } },
      ],
    });
  });

  it('has a figure for an empty cell too, undefined where there is nothing to divide by', () => {
    const { cells } = crosstab([], sides, measures);
    expect(cells[0]!.figures).toEqual([
      {
        id: 'revenue',
        kind: 'money',
        known: 0,
        unknown: 0,
        sum: money('0.00', 'CNY'),
        mean: { undefinedBecause: 'noObservations' },
      },
      { id: 'churn', kind: 'flag', known: 0, unknown: 0, count: 0, share: { undefinedBecause: 'noObservations' } },
    ]);
  });

  it.each<[string, Partial<Customer>]>([
    ['records.0.rows: expected one of data, voice, mobility, got "fax"', { need: 'fax' }],
    ['currency: expected CNY, as the other amount, got "USD"', { revenue: money('1', 'USD') }],
    ['revenue.amount', { revenue: { amount: 'much', currency: 'CNY' } }],
    ['churn: expected true or false, got "yes"', { left: 'yes' as never }],
  ])('is refused with %s', (expected, change) => {
    const row = { need: 'data', usage: 'low', revenue: null, left: null, ...change };
    expect(() => crosstab([row], sides, measures)).toThrow(expected);
  });
});
