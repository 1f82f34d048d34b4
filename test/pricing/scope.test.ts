import { compilePricingJson } from 'tenure/pricing';
import { describe, expect, test } from 'vitest';
import { asOf, basePolicy } from './sme-catalogue.js';

/** 10 % off from 10 units on, counted by line, by site, or over the whole group. */
const volume = (by: 'lineQuantity' | 'siteQuantity' | 'groupQuantity', specifications?: readonly string[]) =>
  compilePricingJson({
    ...basePolicy,
    adjustments: [
      {
        id: 'volume',
        stage: 'volume',
        priority: 1,
        ...(specifications === undefined ? {} : { lines: { specifications } }),
        effect: { kind: 'scheduleOff', by, of: 'running', bands: [{ below: 10, percent: '0' }, { percent: '10' }] },
      },
    ],
  });

/** Six and four lines at the head office, nine at a branch in another province. */
const group = {
  lines: [
    { offering: 'fibre-100', quantity: 6, site: 'head office' },
    { offering: 'fibre-100', quantity: 4, site: 'head office' },
    { offering: 'fibre-100', quantity: 9, site: 'branch' },
  ],
};

describe('the scope in which a volume counts', () => {
  test.each([
    ['6000.00 4000.00 9000.00', 'lineQuantity'],
    ['5400.00 3600.00 9000.00', 'siteQuantity'],
    ['5400.00 3600.00 8100.00', 'groupQuantity'],
  ] as const)('leaves %s by %s', (amounts, by) => {
    const { lines } = volume(by)(group, asOf).outcome;
    expect(lines.map(({ invoice }) => invoice.amount).join(' ')).toBe(amounts);
  });

  test('keeps lines without a site together as a place of their own', () => {
    const lines = [6, 4].map((quantity) => ({ offering: 'fibre-100', quantity }));
    const at = (more: object) =>
      volume('siteQuantity')({ lines: [...lines, { offering: 'fibre-100', ...more }] }, asOf).outcome.total.amount;
    expect(at({ site: 'branch' })).toBe('10000.00'); // 9,000 for the ten, 1,000 at the branch
    expect(at({})).toBe('9900.00');
  });

  test('counts only the units that the adjustment is for', () => {
    const lines = [
      { offering: 'fibre-100', quantity: 6, site: 's' },
      { offering: 'router', quantity: 4, site: 's' },
    ];
    expect(volume('siteQuantity', ['fibre'])({ lines }, asOf).outcome.total.amount).toBe('6800.00');
    expect(volume('siteQuantity')({ lines }, asOf).outcome.total.amount).toBe('6120.00');
  });

  test('counts what a line has two prices for once: ten with rental and installation are ten', () => {
    const quote = compilePricingJson({
      ...basePolicy,
      prices: [
        { id: 'rental', priceType: 'recurring', charge: { model: 'perUnit', amount: '10' } },
        { id: 'installation', priceType: 'oneTime', charge: { model: 'perUnit', amount: '5' } },
      ],
      offerings: [
        { id: 'line', prices: ['rental', 'installation'] },
        {
          id: 'pair',
          prices: [],
          bundle: { components: [{ offering: 'line' }, { offering: 'line' }], priceTypes: ['recurring'] },
        },
      ],
      adjustments: ['groupQuantity', 'siteQuantity'].map((by, priority) => ({
        id: by,
        stage: 'volume',
        priority,
        effect: { kind: 'scheduleOff', by, of: 'list', bands: [{ below: 20, percent: '0' }, { percent: '10' }] },
      })),
    });
    const total = (...lines: readonly { readonly offering: string; readonly quantity: number }[]) =>
      quote({ lines }, asOf).outcome.total.amount;
    expect(total({ offering: 'line', quantity: 10 })).toBe('150.00');
    // twenty: 300 less 10 % twice, by group and by site
    expect(total({ offering: 'line', quantity: 10 }, { offering: 'line', quantity: 10 })).toBe('240.00');
    expect(total({ offering: 'pair', quantity: 10 })).toBe('240.00');
  });

  test('adds up parts of units before it counts started ones: 10.4 + 20.3 + 5.5 are 36.2, not 11 + 21 + 6', () => {
    const quote = compilePricingJson({
      ...basePolicy,
      prices: [
        {
          id: 'gb',
          priceType: 'usage',
          meters: ['gb'],
          quantityScale: 1,
          charge: { model: 'perUnit', amount: '1' },
        },
      ],
      offerings: [{ id: 'gb', prices: ['gb'] }],
      adjustments: [
        {
          id: 'volume',
          stage: 'volume',
          priority: 1,
          effect: {
            kind: 'scheduleOff',
            by: 'groupQuantity',
            of: 'list',
            bands: [{ upTo: 37, percent: '0' }, { percent: '10' }],
          },
        },
      ],
    });
    const total = (...used: readonly string[]) =>
      quote({ lines: used.map((gb) => ({ offering: 'gb', usage: { gb } })) }, asOf).outcome.total.amount;
    expect([total('10.4', '20.3', '5.5'), total('36.2')]).toEqual(['36.20', '36.20']);
    expect(total('10.4', '20.3', '6.4')).toBe('33.39'); // 37.1 are 38 started ones
  });

  test('gives a site in another province the group’s rate where a rule does not count by site', () => {
    const quote = compilePricingJson({
      ...basePolicy,
      adjustments: [
        {
          id: 'nationwide',
          stage: 'promotion',
          priority: 1,
          effect: { kind: 'percentOff', percent: '8', of: 'running' },
        },
      ],
    });
    const { lines } = quote(group, asOf).outcome;
    expect(lines.map(({ invoice }) => invoice.amount)).toEqual(['5520.00', '3680.00', '8280.00']);
  });
});
