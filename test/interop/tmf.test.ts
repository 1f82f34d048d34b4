import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { readTmf620, type Tmf620Resource, toTmf648 } from 'tenure/interop';
import { compilePricingJson } from 'tenure/pricing';
import { describe, expect, test } from 'vitest';

const folder = fileURLToPath(new URL('../../../shared/data/tmf/', import.meta.url));
const present = existsSync(folder);
if (!present) process.stderr.write(`skipped: no TM Forum examples at ${folder}\n`);
const read = (name: string): unknown => JSON.parse(readFileSync(`${folder}${name}`, 'utf8'));
const example = (name: string) =>
  read(`tmf620-v5.${name}_example_response.json`) as Tmf620Resource & readonly Tmf620Resource[];

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
    const validate = ajv.compile({
      $ref: '#/definitions/Quote',
      definitions: { ...Object.fromEntries(named), ...definitions },
    });
    expect(validate(written), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...written, quoteItem: 'none' })).toBe(false);
    expect(written.quoteItem[0]?.quoteItemPrice[0]).toMatchObject({
      price: { dutyFreeAmount: { unit: 'EUR', value: 100 } },
      priceAlteration: [{ name: '1741', price: { dutyFreeAmount: { value: -10 } } }],
    });
    expect(written.state).toBe('approved');
  });
});

describe('a TMF620 catalogue', () => {
  test('never prices what it cannot read', () => {
    const price = (id: string, more: object): Tmf620Resource => ({ id, priceType: 'recurring', ...more });
    const { prices, skipped } = readTmf620(
      {
        productOffering: [{ id: 'o', productOfferingPrice: [{ id: 'usd' }] }],
        productOfferingPrice: [
          price('usd', { price: { unit: 'USD', value: 1 } }),
          price('none', {}),
          { id: 'x', priceType: 'barter' },
        ],
      },
      'EUR',
    );
    expect(prices).toEqual([]);
    expect(skipped).toHaveLength(4);
  });
});
