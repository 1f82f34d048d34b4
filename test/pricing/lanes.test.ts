import fc from 'fast-check';
import { InputError } from 'tenure/core';
import type { QuoteRequest } from 'tenure/pricing';
import { describe, expect, test } from 'vitest';
import { smePriceList as quote } from '../../examples/policies/sme-price-list.js';

type Request = Parameters<typeof quote>[0];

const quantity = fc.oneof(fc.integer({ min: 1, max: 500 }), fc.constantFrom(0, -1, 2.5, '7', '9007199254740993', 'x'));
const usage = fc.record(
  { minutes: fc.nat(5000), dataGb: fc.nat(900_000).map((units) => (units / 1000).toFixed(3)), sms: fc.nat(9) },
  { requiredKeys: [] },
);
const discount = fc.oneof(
  fc.constant(undefined),
  fc.integer({ min: 0, max: 101 }).map((percent) => ({ kind: 'percent' as const, percent: String(percent) })),
  fc.nat(9_999).map((amount) => ({ kind: 'amount' as const, amount: { amount: String(amount), currency: 'CNY' } })),
);
const line = fc.record(
  {
    offering: fc.constantFrom('fibre-100', 'mobile-business', 'switchboard', 'backup', 'office-pack', 'nothing'),
    quantity,
    usage,
    discount,
  },
  { requiredKeys: ['offering'] },
);
const request = fc.record(
  {
    lines: fc.array(line, { minLength: 1, maxLength: 5 }),
    termMonths: fc.constantFrom(1, 12, 24, 36, 7),
    discount,
    facts: fc.record(
      { churnRisk: fc.constantFrom('0.1', '0.5', 'high'), category: fc.constantFrom('sme', 'group', 'other') },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['lines'] },
) as fc.Arbitrary<QuoteRequest>;

const answer = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    if (error instanceof InputError) return error.issues;
    throw error;
  }
};

describe('the lanes of a quote', () => {
  const asOf = { asOf: '2013-03-01' };

  test('agree: the total alone is the total of the decision, and the same requests are refused by the same issues', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const full = answer(() => quote(asked as Request, asOf).outcome.total);
        expect(answer(() => quote.total(asked as Request, asOf))).toEqual(full);
        expect(answer(() => quote.outcome(asked as Request, asOf).total)).toEqual(full);
      }),
      { numRuns: 400 },
    );
  });

  test('hold together: lines and shortfalls sum to the total, each waterfall step follows from the one before', () => {
    const cents = ({ amount }: { readonly amount: string }) => BigInt(amount.replace('.', ''));
    fc.assert(
      fc.property(request, (asked) => {
        const decided = answer(() => quote(asked as Request, asOf).outcome);
        if (Array.isArray(decided)) return;
        const { lines, shortfalls, total, waterfall } = decided as ReturnType<typeof quote>['outcome'];
        const sum = [...lines.map(({ invoice }) => invoice), ...shortfalls.map(({ amount }) => amount)].reduce(
          (all, one) => all + cents(one),
          0n,
        );
        expect(sum).toBe(cents(total));
        let reached = cents(waterfall[0]!.amount!);
        for (const { step, change, amount } of waterfall) {
          if (step === 'adjustment') reached += cents(change!);
          if (amount !== null && step !== 'cost' && step !== 'margin') expect(cents(amount)).toBe(reached);
        }
        for (const { list, invoice } of lines) expect(cents(invoice) >= 0n && cents(invoice) <= cents(list)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test('do not change what they are given', () => {
    const frozen = Object.freeze({ lines: Object.freeze([Object.freeze({ offering: 'fibre-100' as const })]) });
    expect(quote(frozen, asOf).outcome.total.amount).toBe('1180.00');
  });

  test('refuse the same date', () => {
    const asked = { lines: [{ offering: 'fibre-100' as const }] };
    expect(() => quote.total(asked, { asOf: '2013-02-30' })).toThrow(InputError);
    expect(() => quote(asked, { asOf: '2013-02-30' })).toThrow(InputError);
  });
});
