import type { InputError } from 'tenure/core';
import { checkPricing, compilePricingJson, type QuoteRequest } from 'tenure/pricing';
import { describe, expect, test } from 'vitest';
import { asOf, basePolicy } from './sme-catalogue.js';

const messageOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return (error as InputError).issues.map(({ message }) => message).join('; ');
  }
  return 'accepted';
};

describe('offerings', () => {
  const [fibre, mobile, router] = basePolicy.offerings;

  test('are sold in the version of the day', () => {
    const quote = compilePricingJson({
      ...basePolicy,
      offerings: [
        { ...fibre, validFor: { until: '2026-12-31' } },
        { ...fibre, prices: ['fibre-rental', 'router'], validFor: { from: '2027-01-01' } },
      ],
    });
    const on = (day: string) => quote({ lines: [{ offering: 'fibre-100' }] }, { asOf: day }).outcome.total.amount;
    expect([on('2026-12-31'), on('2027-01-01')]).toEqual(['1000.00', '1200.00']);
  });

  test('name what replaces them once they are no longer sold', () => {
    const quote = compilePricingJson({
      ...basePolicy,
      offerings: [
        { ...fibre, validFor: { until: '2026-06-30' } },
        { id: 'fibre-500', prices: ['fibre-rental'], relationships: [{ type: 'replaces', offering: 'fibre-100' }] },
      ],
    });
    expect(messageOf(() => quote({ lines: [{ offering: 'fibre-100' }] }, asOf))).toBe(
      'lines.0.offering: expected an offering on sale on 2026-11-21, such as fibre-500, which replaces it, got "fibre-100"',
    );
  });

  test('are refused without what they require, and beside what they exclude', () => {
    const quote = compilePricingJson({
      ...basePolicy,
      offerings: [
        fibre,
        mobile,
        {
          ...router,
          relationships: [
            { type: 'requires', offering: 'fibre-100' },
            { type: 'excludes', offering: 'mobile-plan' },
          ],
        },
      ],
    });
    const ask = (...offerings: string[]) =>
      quote(
        {
          lines: offerings.map((offering) => ({
            offering,
            ...(offering === 'mobile-plan' ? { usage: { minutes: 0 } } : {}),
          })),
        },
        asOf,
      );
    expect(ask('fibre-100', 'router').outcome.verdict).toBe('acceptable');
    expect(ask('router')).toMatchObject({
      outcome: { verdict: 'refused' },
      reasons: [{ code: 'requires', facts: { missing: 'fibre-100' } }],
    });
    expect(ask('fibre-100', 'mobile-plan', 'router').reasons[0]).toMatchObject({ code: 'excludes', rule: 'router' });
  });

  test('are offered for certain terms', () => {
    const quote = compilePricingJson({ ...basePolicy, offerings: [{ ...fibre, termMonths: [12, 24] }] });
    const ask = (termMonths: number) => () => quote({ lines: [{ offering: 'fibre-100' }], termMonths }, asOf);
    expect(messageOf(ask(24))).toBe('accepted');
    expect(messageOf(ask(18))).toContain('lines.0.offering: expected a contract of 12, 24 months');
  });

  test('are offered for the terms of their parts where they name none of their own', () => {
    const pack = (more: object) => ({
      id: 'pack',
      prices: [],
      bundle: { components: [{ offering: 'fibre-100' }], priceTypes: ['recurring'] },
      ...more,
    });
    const ask = (termMonths: number, more: object = {}) =>
      messageOf(() =>
        compilePricingJson({ ...basePolicy, offerings: [{ ...fibre, termMonths: [24] }, pack(more)] })(
          { lines: [{ offering: 'pack' }], termMonths },
          asOf,
        ),
      );
    expect(ask(24)).toBe('accepted');
    expect(ask(6)).toContain('lines.0.offering: expected a contract of 24 months');
    expect(ask(6, { termMonths: [6] })).toBe('accepted');
  });

  test('let the customer choose within a bundle, two to three of five', () => {
    const extras = ['a', 'b', 'c', 'd', 'e'];
    const quote = compilePricingJson({
      ...basePolicy,
      prices: extras.map((id, at) => ({
        id,
        priceType: 'recurring',
        charge: { model: 'perUnit', amount: String(10 * (at + 1)) },
      })),
      offerings: [
        ...extras.map((id) => ({ id, prices: [id] })),
        {
          id: 'pick',
          prices: [],
          bundle: {
            components: [],
            groups: [{ id: 'extras', min: 2, max: 3, options: extras }],
            price: { kind: 'percentOff', percent: '10' },
            priceTypes: ['recurring'],
          },
        },
      ],
    });
    const pick = (...chosen: readonly object[]): QuoteRequest => ({
      lines: [{ offering: 'pick', quantity: 2, choices: chosen.map((one) => ({ group: 'extras', ...one })) as never }],
    });
    // 2 × (10 + 3 × 20) = 140, less 10 %
    expect(quote(pick({ offering: 'a' }, { offering: 'b', quantity: 3 }), asOf).outcome.total.amount).toBe('126.00');
    expect(messageOf(() => quote(pick({ offering: 'a' }), asOf))).toContain('2 to 3 options of extras');
    expect(messageOf(() => quote(pick(...extras.map((offering) => ({ offering }))), asOf))).toContain('got 5');
  });

  test('that contain themselves are refused, through others and through choices, not what merely contains them', () => {
    const bundle = (id: string, components: readonly string[], options: readonly string[] = []) => ({
      id,
      prices: [],
      bundle: {
        components: components.map((offering) => ({ offering, quantity: 1 })),
        ...(options.length === 0 ? {} : { groups: [{ id: 'group', min: 1, max: 1, options }] }),
        price: { kind: 'percentOff', percent: '0' },
        priceTypes: ['recurring'],
      },
    });
    const cycles = (...bundles: readonly object[]) =>
      checkPricing({ ...basePolicy, offerings: [fibre, ...bundles] }).map(({ code, path }) => [code, path[1]]);
    expect(cycles(bundle('__proto__', ['b']), bundle('b', ['fibre-100'], ['__proto__']), bundle('c', ['b']))).toEqual([
      ['cycle', 1],
      ['cycle', 2],
    ]);
    // the same part twice, and parts of parts, come to an end
    expect(cycles(bundle('b', ['fibre-100', 'fibre-100']), bundle('c', ['b', 'fibre-100'], ['b']))).toEqual([]);
  });

  test('that nest or grow beyond what a line can hold are refused where they first do, before any quote is asked for', () => {
    const bundle = (id: string, ...components: readonly string[]) => ({
      id,
      prices: [],
      bundle: {
        components: components.map((offering) => ({ offering, quantity: 1 })),
        price: { kind: 'percentOff', percent: '0' },
        priceTypes: ['recurring'],
      },
    });
    const faults = (...bundles: readonly object[]) =>
      checkPricing({ ...basePolicy, offerings: [fibre, ...bundles] }).map(({ message }) => message);
    const nest = (levels: number) =>
      Array.from({ length: levels }, (_, k) => bundle(`level${k + 1}`, k === 0 ? 'fibre-100' : `level${k}`));
    expect(faults(...nest(100))).toEqual([]);
    const deepest = compilePricingJson({ ...basePolicy, offerings: [fibre, ...nest(100)] });
    expect(deepest({ lines: [{ offering: 'level100' }] }, asOf).outcome.total.amount).toBe('1000.00');
    expect(faults(...nest(3000))).toEqual(['offerings.101.bundle: expected bundles nested at most 100 deep, got 101']);
    // Each holds the one before twice: 2^13 = 8192 prices are within 10,000, 2^14 = 16384 are not.
    const doubling = Array.from({ length: 20 }, (_, k) => {
      const part = k === 0 ? 'fibre-100' : `double${k}`;
      return bundle(`double${k + 1}`, part, part);
    });
    expect(faults(...doubling)).toEqual(['offerings.14.bundle: expected at most 10000 prices in all, got 16384']);
  });

  test('and prices are checked without comparing each with all: versions overlap only within one id', () => {
    const price = basePolicy.prices[0];
    const version = (id: string, from: string, until: string) => ({ ...price, id, validFor: { from, until } });
    const faults = checkPricing({
      ...basePolicy,
      prices: [
        ...basePolicy.prices,
        version('toString', '2013-01-01', '2013-06-30'),
        version('other', '2013-01-01', '2013-12-31'),
        version('toString', '2013-07-01', '2013-12-31'),
        version('toString', '2013-12-31', '2014-06-30'),
      ],
    });
    const first = basePolicy.prices.length;
    expect(faults.map(({ code, path }) => [code, ...path])).toEqual([['overlap', 'prices', first + 3, 'validFor']]);
    expect(faults[0]?.expected).toContain(`at position ${first + 2}`);
  });
});
