import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { InputError } from 'tenure/core';
import { readTmf620, type Tmf620Catalogue, type Tmf620Resource, toTmf648 } from 'tenure/interop';
import { checkPricing, compilePricingJson } from 'tenure/pricing';
import { describe, expect, test } from 'vitest';

const folder = fileURLToPath(new URL('../../../shared/data/tmf/', import.meta.url));
const present = existsSync(folder);
if (!present) process.stderr.write(`skipped: no TM Forum examples at ${folder}\n`);
const read = (name: string): unknown => JSON.parse(readFileSync(`${folder}${name}`, 'utf8'));
const example = (name: string) =>
  read(`tmf620-v5.${name}_example_response.json`) as Tmf620Resource & readonly Tmf620Resource[];

/** What TM Forum's schema of quotes finds wrong; nothing where it accepts. */
function schemaFaults(schema: object, written: unknown): string {
  const definitions = read('tmf648-v4.schema-extract.json') as Record<string, unknown>;
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    formats: { 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, uri: true, float: true },
  });
  // The extract refers to types beyond it; those are left open.
  const named = [...JSON.stringify(definitions).matchAll(/#\/definitions\/(\w+)/g)].map(([, name]) => [
    name as string,
    {},
  ]);
  const validate = ajv.compile({ ...schema, definitions: { ...Object.fromEntries(named), ...definitions } });
  return validate(written) ? '' : JSON.stringify(validate.errors);
}

const policyOf = (imported: ReturnType<typeof readTmf620>) => {
  const { skipped: _, ...catalogue } = imported;
  return {
    kind: 'pricing',
    id: 'imported',
    version: '1',
    currency: 'EUR',
    rounding: { mode: 'halfUp' },
    allocation: 'largestRemainder',
    facts: [{ id: 'segment', kind: 'text' }],
    marketSegment: 'segment',
    ...catalogue,
  };
};

describe.skipIf(!present)('TM Forum’s own examples', () => {
  const imported = present
    ? readTmf620(
        {
          productSpecification: [example('ProductSpecification_retrieve')],
          productOffering: example('ProductOffering_list'),
          productOfferingPrice: example('ProductOfferingPrice_list'),
        },
        'EUR',
      )
    : undefined;

  test('are read: the firewall, its price and its discount; what has no price is skipped and said', () => {
    expect(imported?.offerings.map(({ id, prices }) => [id, prices])).toEqual([['7655', ['1747']]]);
    expect(imported?.prices[0]).toMatchObject({
      charge: { model: 'perUnit', amount: '50' },
      periodMonths: 1,
      validFor: { from: '2020-09-22', until: '2021-09-21' },
    });
    expect(imported?.skipped.some((line) => line.startsWith('offering 2909'))).toBe(true);
  });

  /** The firewall is for certain market segments only; the customer is of the first. */
  const request = () => ({
    lines: [{ offering: '7655', quantity: 2 }],
    facts: { segment: imported!.offerings[0]!.marketSegments![0] } as object,
  });

  test('quote: two firewalls at 50 a month, 10 per cent off', () => {
    const quote = compilePricingJson(policyOf(imported!));
    const decision = quote(request(), { asOf: '2021-01-15' });
    expect(decision.outcome.total).toEqual({ amount: '90.00', currency: 'EUR' });
  });

  test('go out again as a TMF648 quote that its schema accepts', () => {
    const quote = compilePricingJson(policyOf(imported!));
    const written = toTmf648(quote(request(), { asOf: '2021-01-15' }), 'q-1');
    const whole = { $ref: '#/definitions/Quote' };
    expect(schemaFaults(whole, written)).toBe('');
    expect(schemaFaults(whole, { ...written, quoteItem: 'none' })).not.toBe('');
    expect(written.quoteItem[0]?.quoteItemPrice[0]).toMatchObject({
      price: { dutyFreeAmount: { unit: 'EUR', value: 100 } },
      priceAlteration: [{ name: '1741', price: { dutyFreeAmount: { value: -10 } } }],
    });
    expect(written.state).toBe('approved');
  });
});

const monthly = { priceType: 'recurring', recurringChargePeriodType: 'month', recurringChargePeriodLength: 1 };
const rental = (id: string, more: object = {}): Tmf620Resource => ({
  id,
  ...monthly,
  price: { unit: 'EUR', value: 50 },
  ...more,
});
const offering = (id: string, prices: readonly string[], more: object = {}): Tmf620Resource => ({
  id,
  productOfferingPrice: prices.map((price) => ({ id: price })),
  ...more,
});
const part = (id: string, lower?: number, upper?: number, usual?: number) => ({
  id,
  bundledProductOfferingOption: {
    numberRelOfferLowerLimit: lower,
    numberRelOfferUpperLimit: upper,
    numberRelOfferDefault: usual,
  },
});
const bundle = (id: string, ...parts: readonly object[]) => offering(id, [], { bundledProductOffering: parts });
const readIn = (offerings: readonly Tmf620Resource[], prices: readonly Tmf620Resource[] = [rental('p')]) =>
  readTmf620({ productOffering: offerings, productOfferingPrice: prices }, 'EUR');
const readPrice = (more: object) => readIn([], [rental('p', more)]);
/** Usd is a price in another currency, which cannot be read. */
const usd = rental('usd', { price: { unit: 'USD', value: 1 } });

describe('a TMF620 catalogue', () => {
  test('never prices what it cannot read', () => {
    const { prices, skipped } = readIn(
      [offering('o', ['usd'])],
      [usd, { id: 'none', ...monthly }, { id: 'x', priceType: 'barter' }],
    );
    expect(prices).toEqual([]);
    expect(skipped).toEqual([
      'price usd: needs an amount of 0 or more in EUR, of at most 15 digits',
      'price none: needs an amount of 0 or more in EUR, of at most 15 digits',
      'price x: the price type "barter" is not read',
      'offering o: its price usd was not read',
    ]);
  });

  test.each([
    [1, 'month', undefined],
    [1, 'Monthly', 1],
    [6, 'months', 6],
    [3, 'quarter', 1],
    [6, 'quarterly', 2],
    [6, 'half-yearly', 1],
    [12, 'year', 1],
    [24, 'annually', 2],
    [undefined, 'week', 1],
    [undefined, 'day', 30],
    [undefined, 'lunar', 1],
    [undefined, '__proto__', 1],
    [undefined, undefined, 1],
    [undefined, 'month', 0],
    [undefined, 'month', -1],
    [undefined, 'month', 1.5],
    [undefined, 'month', '1'],
  ])('takes a period for %s months, or does not read it: %s × %s', (months, type, length) => {
    const { prices, skipped } = readPrice({ recurringChargePeriodType: type, recurringChargePeriodLength: length });
    expect(prices[0]?.periodMonths).toBe(months);
    expect(skipped).toHaveLength(months === undefined ? 1 : 0);
  });

  test.each([
    ['0.0000001', 1e-7],
    ['1000000000000000000000', 1e21],
    ['0', -0],
    ['19.99', 19.99],
    [undefined, 0.1 + 0.2], // 17 digits: no decimal that anybody wrote
    [undefined, 2 ** 64],
    [undefined, 1e300],
    [undefined, -1],
    [undefined, Number.NaN],
    [undefined, '50'],
  ])('reads the amount %s as it was written, or not at all', (amount, value) => {
    const { prices } = readPrice({ price: { unit: 'EUR', value } });
    expect(prices.map(({ charge }) => charge)).toEqual(amount === undefined ? [] : [{ model: 'perUnit', amount }]);
  });

  test.each([
    [true, { amount: 1, units: 'Month' }],
    [true, { units: 'Month' }],
    [true, null],
    [false, { amount: 100, units: 'minutes' }],
    [false, { amount: 0, units: 'minutes' }],
    [false, { amount: '1', units: 'minutes' }],
    [false, 'minutes'],
  ])('reads a price of one unit: %s for %j', (isRead, unitOfMeasure) => {
    expect(readPrice({ unitOfMeasure }).prices).toHaveLength(isRead ? 1 : 0);
    expect(readPrice({ priceType: 'usage', unitOfMeasure }).prices).toHaveLength(isRead ? 1 : 0);
  });

  test.each([
    [{ from: '2020-09-22', until: '2021-09-21' }, '2020-09-22T00:00:00Z', '2021-09-22T00:00:00.000Z'],
    [{ from: '2020-09-21', until: '2021-09-21' }, '2020-09-22T01:00:00+02:00', '2021-09-22T02:00+02:00'],
    [{ from: '2020-09-23' }, '2020-09-22T23:30:00-01:00', undefined],
    [{ from: '2017-08-23', until: '2018-03-25' }, '2017-08-23T00:00', '2018-03-25'],
    [undefined, '2020-02-30T00:00:00Z', undefined],
    [undefined, 'soon', undefined],
    [undefined, undefined, 20210922],
    [undefined, '2020-09-22T00:00:00Z', '2020-09-22T00:00:00Z'],
  ])(
    'counts validity in whole days of UTC, %j, and skips what it cannot date',
    (expected, startDateTime, endDateTime) => {
      const validFor = { startDateTime, endDateTime };
      expect(readPrice({ validFor }).prices.map((one) => one.validFor)).toEqual(
        expected === undefined ? [] : [expected],
      );
      expect(readIn([offering('o', ['p'], { validFor })]).offerings).toHaveLength(expected === undefined ? 0 : 1);
    },
  );

  test('does not sell an offering cheaper than it is: one price skipped skips it', () => {
    const { offerings, skipped } = readIn([offering('o', ['p', 'usd']), offering('whole', ['p'])], [rental('p'), usd]);
    expect(offerings.map(({ id }) => id)).toEqual(['whole']);
    expect(skipped.at(-1)).toBe('offering o: its price usd was not read');
    const unnamed = { id: 'o', productOfferingPrice: [{ id: 'p' }, { name: 'a price by value' }] };
    expect(readIn([unnamed]).skipped).toEqual(['offering o: its price without id was not read']);
  });

  test('skips a price of which one version could not be read: the others do not stand for it', () => {
    const read = readIn([offering('o', ['p'])], [rental('p'), { ...usd, id: 'p' }]);
    expect([read.prices, read.offerings]).toEqual([[], []]);
  });

  test('skips the bundles of what was skipped, however deep, and those that contain themselves', () => {
    const { offerings, skipped } = readIn(
      [
        bundle('outer', part('inner')),
        bundle('inner', part('sold'), part('lost')),
        bundle('again', part('round')),
        bundle('round', part('again')),
        offering('sold', ['p']),
        offering('lost', ['usd']),
        bundle('fine', part('sold', 2, 2), part('twin', undefined, undefined, 3)),
        bundle('twin', part('sold')),
        bundle('dangling', part('nowhere')),
      ],
      [rental('p'), usd],
    );
    expect(offerings.map(({ id }) => id)).toEqual(['sold', 'fine', 'twin']);
    expect(offerings[1]?.bundle?.components).toEqual([
      { offering: 'sold', quantity: 2 },
      { offering: 'twin', quantity: 3 },
    ]);
    expect(skipped.slice(2)).toEqual([
      'offering dangling: its part nowhere was not read',
      'offering inner: its part lost was not read',
      'offering outer: its part inner was not read',
      'offering again: contains itself, or a part that does',
      'offering round: contains itself, or a part that does',
    ]);
  });

  const channels = (more: object, id?: string) => ({
    id,
    name: 'Channels',
    bundledProductOffering: ['a', 'b', 'lost'].map((one) => ({ id: one })),
    bundledGroupProductOfferingOption: { numberRelOfferLowerLimit: 1, numberRelOfferUpperLimit: 2 },
    ...more,
  });
  const television = (...groups: readonly object[]) =>
    readIn(
      [
        ...['base', 'a', 'b', 'c'].map((id) => offering(id, ['p'])),
        offering('lost', ['usd']),
        offering('tv', [], {
          bundledProductOffering: [part('base'), part('c', 0, 1)],
          bundledGroupProductOffering: groups,
        }),
      ],
      [rental('p'), usd],
    );

  test('keeps choices: a part that may be left, and groups without the options that were skipped', () => {
    const { offerings } = television(channels({}, 'tv-channels'));
    expect(offerings.at(-1)?.bundle).toEqual({
      components: [{ offering: 'base' }],
      groups: [
        { id: 'c', min: 0, max: 1, options: ['c'] },
        { id: 'tv-channels', label: { en: 'Channels' }, min: 1, max: 2, options: ['a', 'b'] },
      ],
      priceTypes: ['recurring', 'usage', 'oneTime'],
    });
  });

  test.each([
    ['too few options of its group group 1', { bundledGroupProductOfferingOption: { numberRelOfferLowerLimit: 3 } }],
    ['how many options', { bundledGroupProductOfferingOption: {} }],
    [
      'how many options',
      { bundledGroupProductOfferingOption: { numberRelOfferLowerLimit: 2, numberRelOfferUpperLimit: 1 } },
    ],
    ['more than a list', { bundledGroupProductOffering: [channels({})] }],
    ['more than a list', { bundledProductOffering: [part('a', 0, 3)] }],
    ['more than a list', { bundledProductOffering: [{ name: 'a' }] }],
    ['the same id', { id: 'c' }],
  ])('does not guess at choices: %s', (because, more) => {
    const { offerings, skipped } = television(channels(more));
    expect(offerings.map(({ id }) => id)).not.toContain('tv');
    expect(skipped.at(-1)).toContain(`offering tv: `);
    expect(skipped.at(-1)).toContain(because);
  });

  test.each([
    ['1 or more', part('a', 1)],
    ['up to 5', part('a', 0, 5)],
    ['none', part('a', 0, 0)],
    ['half', part('a', undefined, undefined, 0.5)],
    ['a usual one of 1 to 3', part('a', 1, 3, 1)],
  ])('does not guess how often a part is taken: %s', (_, one) => {
    expect(readIn([offering('a', ['p']), bundle('b', one)]).offerings.map(({ id }) => id)).toEqual(['a']);
  });

  test('reads none of several versions that are valid on the same day, nor what is sold with them', () => {
    const from = (startDateTime: string, endDateTime?: string) => ({ validFor: { startDateTime, endDateTime } });
    const year = (n: number) => `${n}-01-01T00:00:00Z`;
    const apart = [rental('p', from(year(2020), year(2021))), rental('p', from(year(2021)))];
    expect(readIn([offering('a', ['p'])], apart).prices).toHaveLength(2);
    // The end at midnight of 2 January is the 1st, on which the second version begins.
    const twins = [rental('p', from(year(2020), '2021-01-02T00:00:00Z')), rental('p', from(year(2021)))];
    const { prices, offerings, skipped } = readIn([offering('a', ['p'])], twins);
    expect([prices, offerings]).toEqual([[], []]);
    expect(skipped).toEqual([
      'price p: two of its versions are valid at the same time',
      'offering a: its price p was not read',
    ]);
    const again = readIn([offering('a', ['q']), offering('a', ['q'])], [rental('q')]);
    expect(again.offerings).toEqual([]);
    expect(again.skipped).toEqual(['offering a: two of its versions are valid at the same time']);
  });

  test('takes an end that a zone puts after the last day of the calendar for that day', () => {
    const validFor = { startDateTime: '2020-01-01T00:00:00Z', endDateTime: '9999-12-31T23:59:59-05:00' };
    expect(readIn([], [rental('p', { validFor })]).prices[0]?.validFor).toEqual({
      from: '2020-01-01',
      until: '9999-12-31',
    });
  });

  test('prices a chosen option with the bundle, and refuses too many', () => {
    const quote = compilePricingJson(policyOf(television(channels({}, 'g'))));
    const choose = (...options: readonly string[]) =>
      quote(
        { lines: [{ offering: 'tv', choices: options.map((one) => ({ group: 'g', offering: one })) }] },
        {
          asOf: '2021-01-15',
        },
      ).outcome.total.amount;
    expect(choose('a', 'b')).toBe('150.00');
    expect(() => choose()).toThrow('1 to 2 options of g');
  });

  const discounted = (more: object, validFor?: object) =>
    readIn(
      [offering('o', ['p'])],
      [
        rental('p', {
          validFor: { startDateTime: '2020-01-01T00:00:00Z', endDateTime: '2021-01-01T00:00:00Z' },
          popRelationship: [{ id: 'd', relationshipType: 'discountedBy', validFor }],
        }),
        { id: 'd', priceType: 'discount', percentage: 10, ...more },
      ],
    );

  test.each([
    [1, {}, undefined],
    [1, { validFor: { endDateTime: '2022-01-01T00:00:00Z' } }, { startDateTime: '2020-01-02T00:00:00Z' }],
    [0, { validFor: { endDateTime: '2020-12-31T00:00:00Z' } }, undefined],
    [0, { validFor: { startDateTime: '2020-01-02T00:00:00Z' } }, undefined],
    [0, { validFor: { startDateTime: 'soon' } }, undefined],
    [0, {}, { endDateTime: '2020-06-01T00:00:00Z' }],
    [0, {}, { endDateTime: 'later' }],
    [0, { percentage: 0 }, undefined],
    [0, { percentage: 101 }, undefined],
    [0, { percentage: '10' }, undefined],
  ])('reads a discount that lasts as long as its price: %i for %j, referred to in %j', (count, more, validFor) => {
    const { adjustments, skipped, offerings } = discounted(more, validFor);
    expect(adjustments).toHaveLength(count);
    expect(skipped).toHaveLength(1 - count);
    expect(offerings).toHaveLength(1);
  });

  test('says which discount is not there', () => {
    const read = readIn([], [rental('p', { popRelationship: [{ id: 'd', relationshipType: 'discountedBy' }] })]);
    expect(read.skipped).toEqual(['price d: a discount that is not in the catalogue, though price p refers to it']);
  });

  test('of wrong types is refused as a whole or skipped in part, never half read', () => {
    const read = (one: unknown) => readTmf620(one as Tmf620Catalogue, 'EUR');
    expect(() => read(null)).toThrow('productOfferingPrice: expected a list');
    expect(() => read({ productOfferingPrice: [], productOffering: {} })).toThrow('productOffering: expected a list');
    expect(() => readTmf620({ productOfferingPrice: [], productOffering: [] }, 'euro')).toThrow(InputError);
    const junk = [null, 7, 'p', {}, { id: '' }, { id: 3 }];
    const { skipped, ...parts } = read({
      productSpecification: junk,
      productOfferingPrice: junk,
      productOffering: junk,
    });
    expect(parts).toEqual({ specifications: [], prices: [], offerings: [], adjustments: [] });
    expect(skipped).toHaveLength(18);
    expect(readIn([offering('o', ['p'], { marketSegment: [{ name: 'north' }] })]).offerings).toEqual([]);
  });

  test('keeps ids that objects know by other meanings', () => {
    for (const id of ['__proto__', 'constructor', 'toString']) {
      const imported = readIn([offering(id, [id])], [rental(id, { validFor: {} })]);
      const quote = compilePricingJson(policyOf(imported));
      expect(quote({ lines: [{ offering: id }] }, { asOf: '2021-01-15' }).outcome.total.amount).toBe('50.00');
    }
  });

  test('compiles, whatever was skipped', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd');
    const price = fc.record({
      id,
      priceType: fc.constantFrom('recurring', 'usage', 'oneTime', 'discount', 'other'),
      recurringChargePeriodType: fc.constantFrom('month', 'week', undefined),
      price: fc.record({ unit: fc.constantFrom('EUR', 'USD'), value: fc.oneof(fc.double(), fc.nat(100)) }),
      percentage: fc.constantFrom(10, undefined),
      popRelationship: fc.array(
        id.map((to) => ({ id: to, relationshipType: 'discountedBy' })),
        { maxLength: 1 },
      ),
    });
    const limit = fc.constantFrom(undefined, 0, 1, 2);
    const inside = fc.tuple(id, limit, limit, limit).map(([one, ...limits]) => part(one, ...limits));
    const sold = fc.record({
      id,
      productOfferingPrice: fc.array(
        id.map((one) => ({ id: one })),
        { maxLength: 2 },
      ),
      bundledProductOffering: fc.array(inside, { maxLength: 2 }),
      bundledGroupProductOffering: fc.array(
        fc.record({
          bundledProductOffering: fc.array(inside, { maxLength: 3 }),
          bundledGroupProductOfferingOption: fc.record({
            numberRelOfferLowerLimit: limit,
            numberRelOfferUpperLimit: limit,
          }),
        }),
        { maxLength: 1 },
      ),
    });
    const unique = { selector: ({ id: one }: { readonly id: string }) => one, maxLength: 4 };
    fc.assert(
      fc.property(fc.uniqueArray(price, unique), fc.uniqueArray(sold, unique), (prices, offerings) => {
        expect(checkPricing(policyOf(readIn(offerings, prices)))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a quote as TMF648', () => {
  const periods = { monthly: 1, quarterly: 3, yearly: 12, biennial: 24 };
  const quote = compilePricingJson({
    ...policyOf(readIn([])),
    facts: [],
    marketSegment: undefined,
    prices: [
      ...Object.entries(periods).map(([id, periodMonths]) => ({
        id,
        priceType: 'recurring',
        periodMonths,
        charge: { model: 'perUnit', amount: String(periodMonths * 10) },
      })),
      { id: 'plain', priceType: 'recurring', charge: { model: 'perUnit', amount: '7' } },
      { id: 'router', priceType: 'oneTime', charge: { model: 'perUnit', amount: '5' } },
    ],
    offerings: [...Object.keys(periods), 'plain', 'router'].map((id) => ({ id, prices: [id] })),
  });

  test('says how often each price recurs, and sums only what recurs alike', () => {
    const lines = [...Object.keys(periods), 'plain', 'router'].map((id) => ({ offering: id }));
    const written = toTmf648(quote({ lines }, { asOf: '2021-01-15' }), 'q');
    expect(written.quoteItem.map(({ quoteItemPrice: [one] }) => one?.recurringChargePeriod)).toEqual([
      'month',
      'quarter',
      'year',
      '24 months',
      'month',
      undefined,
    ]);
    expect(
      written.quoteTotalPrice.map((one) => [one.name, one.recurringChargePeriod, one.price.dutyFreeAmount.value]),
    ).toEqual([
      ['recurring', 'month', 17],
      ['recurring', 'quarter', 30],
      ['recurring', 'year', 120],
      ['recurring', '24 months', 240],
      ['oneTime', undefined, 5],
      ['total', undefined, 412],
    ]);
  });

  test('names a bundle by itself, its parts as items inside it, and a minimum that was not reached among the totals', () => {
    const pack = {
      id: 'pack',
      prices: ['router'],
      bundle: {
        components: [{ offering: 'plain', quantity: 3 }, { offering: 'monthly' }],
        price: { kind: 'percentOff', percent: '10' },
        priceTypes: ['recurring'],
      },
    };
    const { policy } = quote;
    const bundled = compilePricingJson({
      ...policy,
      offerings: [...policy.offerings, pack],
      adjustments: [{ id: 'least', stage: 'commitment', priority: 1, effect: { kind: 'atLeast', amount: '100' } }],
    });
    const decision = bundled({ lines: [{ offering: 'pack', quantity: 2 }] }, { asOf: '2021-01-15' });
    const { quoteItem, quoteTotalPrice } = toTmf648(decision, 'q');
    const told = ({ id, quantity, productOffering, quoteItemPrice }: (typeof quoteItem)[number]) => [
      id,
      quantity,
      productOffering.id,
      quoteItemPrice.map(({ name, price, priceAlteration = [] }) =>
        [name, price.dutyFreeAmount.value, ...priceAlteration.map((one) => one.price.dutyFreeAmount.value)].join(' '),
      ),
    ];
    expect(quoteItem.map(told)).toEqual([['1', 2, 'pack', ['router 10']]]);
    expect(quoteItem[0]?.quoteItem?.map(told)).toEqual([
      ['1.1', 6, 'plain', ['plain 42 -4.2']],
      ['1.2', 2, 'monthly', ['monthly 20 -2']],
    ]);
    // 37.80 + 18 + 10 = 65.80 of 100
    expect(quoteTotalPrice.map((one) => [one.name, one.price.dutyFreeAmount.value])).toEqual([
      ['recurring', 55.8],
      ['oneTime', 10],
      ['least', 34.2],
      ['total', 100],
    ]);
    const items = { $ref: '#/definitions/QuoteItem' };
    if (present) expect(schemaFaults({ type: 'array', items }, quoteItem)).toBe('');
  });
});
