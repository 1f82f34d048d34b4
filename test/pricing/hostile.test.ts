import { InputError } from 'tenure/core';
import { compilePricingJson, type QuoteRequest } from 'tenure/pricing';
import { describe, expect, test } from 'vitest';
import { smePriceList } from '../../examples/policies/sme-price-list.js';
import { barePolicy } from './bare-policy.js';

/** Everything a quote can judge: the starter price list with a compliance guard. */
const judged = compilePricingJson({
  ...smePriceList.policy,
  compliance: { influentialIndividual: 'blocked', otherIndividual: 'needsClearance', mustBeBooked: ['commission'] },
});
/** Lines each priced by itself: the short way. */
const linewise = compilePricingJson({
  ...barePolicy,
  prices: [
    { id: 'rent', priceType: 'recurring', charge: { model: 'perUnit', amount: '100' } },
    { id: 'calls', priceType: 'usage', meters: ['minutes'], charge: { model: 'perUnit', amount: '0.10' } },
    { id: '__proto__', priceType: 'usage', meters: ['__proto__'], charge: { model: 'perUnit', amount: '1' } },
  ],
  offerings: [
    { id: 'line', prices: ['rent', 'calls'] },
    { id: 'rental', prices: ['rent'], termMonths: [12, 24] },
    { id: 'constructor', prices: ['__proto__'] },
  ],
  adjustments: [
    { id: 'toString', stage: 'promotion', priority: 1, effect: { kind: 'percentOff', percent: '10', of: 'running' } },
  ],
});
const asOf = { asOf: '2013-03-01' };
const cny = (amount: string) => ({ amount, currency: 'CNY' });

/** What both lanes say to anything at all: the total, or the issues' codes and paths. */
const answers = (quote: typeof judged, asked: unknown): readonly unknown[] =>
  [
    () => quote(asked as QuoteRequest, asOf).outcome.total.amount,
    () => quote.total(asked as QuoteRequest, asOf).amount,
  ].map((run) => {
    try {
      return run();
    } catch (error) {
      if (error instanceof InputError) return error.issues.map(({ code, path }) => `${code} ${path.join('.')}`).join();
      throw error;
    }
  });

describe('a request that no honest caller makes', () => {
  const line = { offering: 'line', usage: { minutes: 10 } };
  test.each<readonly [string, unknown]>([
    ['empty lines', null],
    ['empty lines', []],
    ['empty lines', { lines: { 0: line, length: 1 } }],
    ['type lines.0', { lines: [null] }],
    ['type lines.1', { lines: [line, 'line'] }],
    ['type lines.0', { lines: [['line']] }],
    ['unknownReference lines.0.offering', { lines: [{ offering: ['line'] }] }],
    ['unknownReference lines.0.offering', { lines: [{ offering: '__proto__' }] }],
    ['type lines.0.usage', { lines: [{ ...line, usage: null }] }],
    ['type lines.0.usage', { lines: [{ ...line, usage: ['minutes'] }] }],
    ['missing lines.0.usage.minutes', { lines: [{ ...line, usage: { minutes: null } }] }],
    ['format lines.0.usage.minutes', { lines: [{ ...line, usage: { minutes: ['5'] } }] }],
    ['format lines.0.usage.minutes', { lines: [{ ...line, usage: { minutes: '5e3' } }] }],
    ['format lines.0.usage.minutes', { lines: [{ ...line, usage: { minutes: 1e21 } }] }],
    ['format lines.0.quantity', { lines: [{ ...line, quantity: null }] }],
    ['format lines.0.quantity', { lines: [{ ...line, quantity: ['5'] }] }],
    ['format lines.0.quantity', { lines: [{ ...line, quantity: { toString: () => '5' } }] }],
    ['format lines.0.quantity', { lines: [{ ...line, quantity: ' 5' }] }],
    ['format lines.0.quantity', { lines: [{ ...line, quantity: Number.NaN }] }],
    ['range lines.0.quantity', { lines: [{ ...line, quantity: '-0' }] }],
    ['type lines.0.proration', { lines: [{ ...line, proration: null }] }],
    ['type lines.0.choices', { lines: [{ ...line, choices: {} }] }],
    ['type lines.0.choices.0', { lines: [{ ...line, choices: [null] }] }],
    ['type lines.0.benefit', { lines: [{ ...line, benefit: [] }] }],
    ['type lines.0.id', { lines: [{ ...line, id: 5 }] }],
    ['type lines.0.site', { lines: [{ ...line, site: ['A'] }] }],
    ['unknownReference discount.kind', { lines: [line], discount: [] }],
    ['type requestedBy', { lines: [line], requestedBy: [] }],
    ['type payment', { lines: [line], payment: [] }],
    ['type payment.mode', { lines: [line], payment: {} }],
    ['range payment.termDays', { lines: [line], payment: { mode: 'prepaid', termDays: '30' } }],
    ['type payment.open', { lines: [line], payment: { mode: 'prepaid', open: {} } }],
    ['type benefits', { lines: [line], benefits: {} }],
    ['type benefits.0', { lines: [line], benefits: [[]] }],
    ['type facts', { lines: [line], facts: [] }],
    ['range termMonths', { lines: [line], termMonths: '12' }],
    ['range lines.0.offering', { lines: [{ offering: 'rental' }], termMonths: 7 }],
  ])('is refused by both lanes with its path: %s', (issue, asked) => {
    expect(answers(linewise, asked)).toEqual([issue, issue]);
  });

  test('is priced where it is merely odd: ids that objects have, equal ids, no months known', () => {
    const lines = [
      { offering: 'constructor', usage: JSON.parse('{"__proto__": 5}') as Record<string, number>, id: '__proto__' },
      { offering: 'rental', id: 'same' },
      { offering: 'rental', id: 'same' },
    ];
    // 5 + 100 + 100, 10 % off each
    expect(answers(linewise, { lines, termMonths: null })).toEqual(['184.50', '184.50']);
  });

  test('is priced exactly beyond safe integers, however many lines it has', () => {
    const lines = Array.from({ length: 10_000 }, (_, at) => ({
      offering: 'rental',
      id: `${at}`,
      quantity: '900719925474099',
    }));
    // 10,000 × 900,719,925,474,099 × 100.00 less 10 %
    expect(answers(linewise, { lines })).toEqual(['810647932926689100000.00', '810647932926689100000.00']);
  });

  const whole = {
    lines: [
      { id: 'a', offering: 'mobile-business', quantity: 3, usage: { minutes: 600, dataGb: '1.5' }, site: 'A' },
      {
        id: 'b',
        offering: 'backup',
        quantity: '2',
        cost: cny('500'),
        proration: { days: 10, of: 30 },
        discount: { kind: 'amount', amount: cny('5') },
        benefit: { benefit: 'discount', recipient: 'unit', user: { recipient: 'unit' } },
      },
    ],
    facts: { category: 'sme', churnRisk: '0.5', creditClass: 'A' },
    termMonths: 24,
    discount: { kind: 'percent', percent: '1' },
    requestedBy: { level: 'head', budgetLeft: cny('100') },
    payment: { mode: 'postpaid', termDays: 30, open: [cny('10'), null] },
    benefits: [{ id: 'banquet', benefit: 'hospitality', recipient: 'namedIndividual', hasInfluence: false }],
  };

  /** Paths of everything in the request. */
  const paths = (value: unknown, path: readonly string[] = []): readonly (readonly string[])[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, part]) => [[...path, key], ...paths(part, [...path, key])])
      : [];
  const replaced = (value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown => {
    if (key === undefined) return by;
    const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
    Object.assign(copy, { [key]: replaced((value as Record<string, unknown>)[key], rest, by) });
    return copy;
  };
  const hostile: readonly unknown[] = [
    null,
    undefined,
    [],
    {},
    ['5'],
    [null],
    [[]],
    '',
    ' 5',
    '5e3',
    '-0',
    '-1',
    '__proto__',
    'constructor',
    -0,
    -1,
    0.1,
    1e21,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    true,
    10n,
    { amount: '1e3', currency: 'CNY' },
    { amount: 5, currency: 'CNY' },
  ];

  test('is answered or refused as bad input whatever stands anywhere in it, and both lanes agree', () => {
    const [sound] = answers(judged, whole);
    expect(sound).toMatch(/^\d+\.\d\d$/);
    for (const path of paths(whole)) {
      for (const [at, value] of hostile.entries()) {
        const [full, total] = answers(judged, replaced(whole, path, value));
        expect([path.join('.'), at, total]).toEqual([path.join('.'), at, full]);
      }
    }
  });
});
