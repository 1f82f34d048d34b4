import fc from 'fast-check';
import { InputError } from 'tenure/core';
import { compilePricing } from 'tenure/pricing';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { openSheet } from '../../src/pricing/sheet.js';

// Every function of the module still does its work, and counts: who prices the short way opens no sheet.
vi.mock('../../src/pricing/sheet.js', { spy: true });
const sheets = vi.mocked(openSheet);

/** Every adjustment looks at one line alone; one offering has a validity and is priced the long way. */
const quote = compilePricing({
  kind: 'pricing',
  id: 'linewise',
  version: '1',
  currency: 'CNY',
  rounding: { mode: 'halfEven' },
  allocation: 'firstCome',
  facts: [{ id: 'churnRisk', kind: 'decimal', scale: 2 }],
  specifications: [],
  prices: [
    {
      id: 'rent',
      priceType: 'recurring',
      charge: { model: 'twoPart', fixed: '9.90', unit: '12.345' },
      cost: { model: 'perUnit', amount: '7.775' },
    },
    {
      id: 'calls',
      priceType: 'usage',
      meters: ['minutes', 'sms'],
      charge: { model: 'allowance', included: 100, unit: '0.15' },
    },
    {
      id: 'data',
      priceType: 'usage',
      meters: ['dataGb'],
      quantityScale: 3,
      charge: { model: 'graduated', tiers: [{ upTo: '1.5', unit: '10' }, { unit: '3.333' }] },
    },
  ],
  offerings: [
    { id: 'backup', prices: ['rent'], termMonths: [12, 24, 36] },
    { id: 'mobile-business', prices: ['rent', 'calls', 'data'] },
    { id: 'fibre-100', prices: ['rent'], validFor: { until: '2013-12-31' } },
  ],
  adjustments: [
    {
      id: 'size',
      stage: 'volume',
      priority: 1,
      lines: { priceTypes: ['recurring'] },
      effect: {
        kind: 'scheduleOff',
        by: 'lineQuantity',
        of: 'list',
        bands: [{ upTo: 10, percent: '0' }, { percent: '80' }],
      },
    },
    {
      // Declared after the volume discount and of a later priority: the stage alone puts it first.
      id: 'term',
      stage: 'term',
      priority: 9,
      effect: {
        kind: 'scheduleOff',
        by: 'termMonths',
        of: 'list',
        bands: [{ below: 12, percent: '0' }, { percent: '33.3' }],
      },
    },
    {
      id: 'risk',
      stage: 'promotion',
      priority: 1,
      when: { $or: [{ churnRisk: { $gt: '0.4' } }, { listTotal: { $gte: '5000' } }] },
      effect: { kind: 'zhe', zhe: '8.5', of: 'running' },
    },
    {
      id: 'fee',
      stage: 'promotion',
      priority: 2,
      lines: { prices: ['calls'] },
      effect: { kind: 'percentOn', percent: '7.5', of: 'running' },
    },
    { id: 'rebate', stage: 'offInvoice', priority: 1, effect: { kind: 'percentOff', percent: '2.5', of: 'list' } },
  ],
  floor: { minimumMargin: { percent: '10', of: 'price' }, basis: 'pocket', per: 'line' },
  taxes: [{ id: 'vat', percent: '6' }],
});

type Request = Parameters<typeof quote>[0];
const asOf = { asOf: '2013-03-01' };

const quantity = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom('7', '1', 9_000_000_000));
const usage = fc.record({
  minutes: fc.nat(5000),
  sms: fc.nat(9),
  dataGb: fc.nat(900_000).map((units) => (units / 1000).toFixed(3)),
});
const id = fc.constantFrom('first', '__proto__', undefined);
const plainLine = fc.oneof(
  fc.record({ offering: fc.constant('backup' as const), quantity, id }, { requiredKeys: ['offering'] }),
  fc.record(
    { offering: fc.constant('mobile-business' as const), quantity, usage, id },
    { requiredKeys: ['offering', 'usage'] },
  ),
);
const oddLine = fc.constantFrom(
  { offering: 'fibre-100' as const, quantity: 2 },
  { offering: 'backup' as const, quantity: '90071992547409910' },
  { offering: 'backup' as const, quantity: 0 },
  { offering: 'backup' as const, quantity: '2.5' },
  { offering: 'mobile-business' as const, usage: { minutes: 5, sms: 1 } },
  { offering: 'backup' as const, usage: { minutes: 5 } },
);
const request = (line: fc.Arbitrary<Request['lines'][number]>): fc.Arbitrary<Request> =>
  fc.record(
    {
      lines: fc.array(line, { minLength: 1, maxLength: 6 }),
      termMonths: fc.constantFrom(12, 24, 36),
      facts: fc.record({ churnRisk: fc.constantFrom('0.1', '0.5') }, { requiredKeys: [] }),
    },
    { requiredKeys: ['lines'] },
  );

/** The same request with a key that says nothing, but that the short way does not know. */
const longWay = ({ lines: [first, ...others], ...asked }: Request): Request => ({
  ...asked,
  lines: [{ ...first!, index: undefined }, ...others],
});

const answer = <T>(run: () => T): T | readonly unknown[] => {
  try {
    return run();
  } catch (error) {
    if (error instanceof InputError) return error.issues;
    throw error;
  }
};

describe('lines that are each priced by themselves', () => {
  beforeEach(() => {
    sheets.mockClear();
  });

  test('are decided without a sheet, as the sheet decides them: reasons, tiers, waterfall, floor and total', () => {
    fc.assert(
      fc.property(request(plainLine), (asked) => {
        sheets.mockClear();
        const short = quote(asked, asOf);
        const total = quote.total(asked, asOf);
        expect(sheets).not.toHaveBeenCalled();
        const long = quote(longWay(asked), asOf);
        expect(sheets).toHaveBeenCalled();
        expect(short).toEqual(long);
        expect(total).toEqual(long.outcome.total);
        expect(quote.total(longWay(asked), asOf)).toEqual(total);
      }),
      { numRuns: 600 },
    );
  });

  test('are refused by the sheet among others that have a fault, by the same issues in both lanes', () => {
    fc.assert(
      fc.property(request(fc.oneof(plainLine, plainLine, oddLine)), (asked) => {
        const long = answer(() => quote(longWay(asked), asOf));
        expect(answer(() => quote(asked, asOf))).toEqual(long);
        const total = Array.isArray(long) ? long : (long as ReturnType<typeof quote>).outcome.total;
        expect(answer(() => quote.total(asked, asOf))).toEqual(total);
      }),
      { numRuns: 400 },
    );
  });

  test('keep nothing of the quote before: a shorter request is priced as if it were the first', () => {
    const five = quote({ lines: Array.from({ length: 5 }, () => ({ offering: 'backup', quantity: 30 })) }, asOf);
    const kept = structuredClone(five);
    const one = quote({ lines: [{ offering: 'backup' }] }, asOf);
    // 9.90 + 12.345 = 22.245, to the even cent 22.24; a contract of unknown months has no term discount.
    expect(one.outcome.lines.map(({ invoice }) => invoice.amount)).toEqual(['22.24']);
    expect(one.outcome.total.amount).toBe('22.24');
    expect(five).toEqual(kept);
  });
});
