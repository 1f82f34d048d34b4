import { compilePricingJson, type QuoteRequest } from 'tenure/pricing';
import { describe, expect, test } from 'vitest';
import { barePolicy } from './bare-policy.js';
import { faultsOf } from './faults.js';

const asOf = { asOf: '2026-01-01' };
const rental = (id: string, amount: string) => ({
  id,
  priceType: 'recurring',
  charge: { model: 'perUnit', amount },
});
const bundle = (id: string, parts: readonly string[], more: object = {}) => ({
  id,
  prices: [],
  bundle: { components: parts.map((offering) => ({ offering })), priceTypes: ['recurring'], ...more },
});
const fixed = (amount: string) => ({ price: { kind: 'fixedPrice', amount } });
const percent = (off: string) => ({ price: { kind: 'percentOff', percent: off } });
const choice = (id: string, min: number, ...options: readonly string[]) => ({ id, min, max: 1, options });

/** Fibre at 60 and mobile at 80, together 100; television at 40. */
const catalogue = (offerings: readonly object[], more: object = {}) =>
  compilePricingJson({
    ...barePolicy,
    adjustments: [],
    prices: [rental('fibre', '60'), rental('mobile', '80'), rental('tv', '40')],
    offerings: [
      ...['fibre', 'mobile', 'tv'].map((id) => ({ id, prices: [id] })),
      bundle('duo', ['fibre', 'mobile'], fixed('100')),
      ...offerings,
    ],
    ...more,
  });
type Line = QuoteRequest['lines'][number];
const quoted = (quote: ReturnType<typeof catalogue>, ...lines: readonly Line[]) => {
  const request = { lines };
  const decision = quote(request, asOf);
  expect(quote.total(request, asOf)).toEqual(decision.outcome.total);
  return decision;
};
const totalOf = (quote: ReturnType<typeof catalogue>, ...lines: readonly Line[]) =>
  quoted(quote, ...lines).outcome.total.amount;

describe('a bundle inside a bundle', () => {
  test('keeps its own price: 100 + 40, not the 180 of its parts', () => {
    const { outcome, reasons } = quoted(catalogue([bundle('trio', ['duo', 'tv'])]), { offering: 'trio' });
    expect(outcome.total.amount).toBe('140.00');
    // 60 and 80 of 140: 42.857 and 57.143 of 100
    expect(outcome.lines.map(({ invoice }) => invoice.amount)).toEqual(['42.86', '57.14', '40.00']);
    expect(reasons.map(({ code, rule }) => [code, rule])).toEqual([['bundlePrice', 'duo']]);
  });

  test('is told on each line of its parts as what was asked for, and how many', () => {
    const { lines } = quoted(
      catalogue([bundle('trio', ['duo', 'tv'])]),
      { offering: 'trio', quantity: '2.0' },
      { offering: 'tv' },
    ).outcome;
    const partOf = { offering: 'trio', quantity: '2' };
    expect(lines.map((line) => line.partOf)).toEqual([partOf, partOf, partOf, undefined]);
  });

  test.each([
    ['126.00', percent('10')], // of 100 + 40
    ['130.00', fixed('130')],
  ])('is priced before what holds it: %s by %j', (total, own) => {
    const { outcome, reasons } = quoted(catalogue([bundle('trio', ['duo', 'tv'], own)]), { offering: 'trio' });
    expect(outcome.total.amount).toBe(total);
    expect(reasons.map(({ rule }) => rule)).toEqual(['duo', 'trio']);
  });

  test('is there as often as it is in the other: 2 × 3 × 100', () => {
    const double = {
      id: 'double',
      prices: [],
      bundle: { components: [{ offering: 'duo', quantity: 2 }], priceTypes: ['recurring'] },
    };
    expect(totalOf(catalogue([double]), { offering: 'double', quantity: 3 })).toBe('600.00');
  });

  test('asks for choices of its own, beside those of what holds it', () => {
    const quote = catalogue([
      bundle('pick', [], { groups: [choice('line', 1, 'fibre', 'mobile')] }),
      bundle('outer', ['pick', 'duo'], { groups: [choice('more', 0, 'tv')] }),
    ]);
    const line = { group: 'line', offering: 'mobile' };
    const more = { group: 'more', offering: 'tv' };
    expect(totalOf(quote, { offering: 'outer', choices: [line] })).toBe('180.00'); // 80 + 100
    expect(totalOf(quote, { offering: 'outer', choices: [more, line] })).toBe('220.00');
    const fault = (...choices: readonly (typeof line)[]) =>
      faultsOf(() => quote({ lines: [{ offering: 'outer', choices }] }, asOf));
    expect(fault(more)).toEqual(['range lines.0.choices']);
    expect(fault(line, { group: 'colour', offering: 'tv' })).toEqual(['unknownReference lines.0.choices.1.group']);
    expect(fault({ group: 'line', offering: 'tv' })).toEqual(['unknownReference lines.0.choices.0.offering']);
  });

  test('is in the quote for what requires it, excludes it or needs it together with another', () => {
    const trio = bundle('trio', ['duo']);
    const related = (type: string) => ({ id: 'box', prices: ['tv'], relationships: [{ type, offering: 'duo' }] });
    const box = [{ offering: 'trio' }, { offering: 'box' }];
    const verdict = (type: string) => quoted(catalogue([trio, related(type)]), ...box).outcome.verdict;
    expect([verdict('requires'), verdict('excludes')]).toEqual(['acceptable', 'refused']);
    const together = {
      id: 'both',
      stage: 'promotion',
      priority: 1,
      together: ['duo', 'tv'],
      effect: { kind: 'amountOff', amount: '10' },
    };
    const quote = catalogue([trio], { adjustments: [together] });
    expect(totalOf(quote, { offering: 'trio' }, { offering: 'tv' })).toBe('130.00');
    expect(quoted(quote, { offering: 'trio' }).reasons[1]?.facts.missing).toEqual(['tv']);
  });

  test('is sold to its own market segments only', () => {
    const quote = catalogue([], {
      facts: [{ id: 'segment', kind: 'text' }],
      marketSegment: 'segment',
      offerings: [
        ...['fibre', 'mobile'].map((id) => ({ id, prices: [id] })),
        { ...bundle('duo', ['fibre', 'mobile']), marketSegments: ['sme'] },
        bundle('outer', ['duo']),
      ],
    });
    const of = (segment: string) => {
      const { outcome, reasons } = quote({ lines: [{ offering: 'outer' }], facts: { segment } as object }, asOf);
      return [outcome.verdict, ...reasons.map(({ rule }) => rule)];
    };
    expect([of('sme'), of('residential')]).toEqual([['acceptable'], ['refused', 'duo']]);
  });
});

describe('a bundle for a part of the period', () => {
  const half = { proration: { days: 15, of: 30 } };

  test('costs the same part of its fixed price: 50 of 100, not 100 for parts that come to 70', () => {
    expect(totalOf(catalogue([]), { offering: 'duo', ...half })).toBe('50.00');
    expect(totalOf(catalogue([]), { offering: 'duo', quantity: 3, ...half })).toBe('150.00');
    // 100 × 1 ÷ 3, rounded once
    expect(totalOf(catalogue([]), { offering: 'duo', proration: { days: 10, of: 30 } })).toBe('33.33');
    expect(totalOf(catalogue([bundle('trio', ['duo', 'tv'])]), { offering: 'trio', ...half })).toBe('70.00');
  });

  test('prorates what falls to what recurs: of 120 for 100 a month and 50 once, 80 are for the month and 40 are not', () => {
    const mixed = {
      prices: [rental('fibre', '100'), { ...rental('tv', '50'), priceType: 'oneTime' }],
      offerings: [
        ...['fibre', 'tv'].map((id) => ({ id, prices: [id] })),
        bundle('kit', ['fibre', 'tv'], { ...fixed('120'), priceTypes: ['recurring', 'oneTime'] }),
      ],
    };
    const total = (days: number) => totalOf(catalogue([], mixed), { offering: 'kit', proration: { days, of: 30 } });
    expect([30, 15, 0].map(total)).toEqual(['120.00', '80.00', '40.00']);
  });

  test('costs its whole price where nothing of it recurs', () => {
    const once = { prices: ['fibre', 'mobile', 'tv'].map((id) => ({ ...rental(id, '70'), priceType: 'oneTime' })) };
    const quote = catalogue([bundle('kit', ['fibre', 'tv'], { ...fixed('100'), priceTypes: ['oneTime'] })], once);
    expect(totalOf(quote, { offering: 'kit', ...half })).toBe('100.00');
  });
});

test('choices for what is no bundle are refused, with usage beside them too; null chooses nothing', () => {
  const quote = catalogue([], {
    prices: [{ ...rental('fibre', '1'), priceType: 'usage', meters: ['gb'] }],
    offerings: [{ id: 'fibre', prices: ['fibre'] }],
  });
  const line = { offering: 'fibre', usage: { gb: 3 } };
  const choices = [{ group: 'line', offering: 'tv' }];
  for (const price of [quote, quote.total]) {
    expect(faultsOf(() => price({ lines: [{ ...line, choices }] }, asOf))).toEqual(['conflict lines.0.choices']);
  }
  expect(totalOf(quote, { ...line, choices: null as never })).toBe('3.00');
});
