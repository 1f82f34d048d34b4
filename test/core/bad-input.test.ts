import {
  decideAll,
  decideEach,
  decideStream,
  InputError,
  type Issue,
  minorUnits,
  money,
  moneyFromMinorUnits,
  multiplyMoney,
  parseDecimal,
  policyInEffect,
  roundApprox,
  roundDecimal,
} from 'tenure/core';
import { checkSegmentation } from 'tenure/segmentation';
import { compileValueJson } from 'tenure/value';
import { describe, expect, it } from 'vitest';
import policy from '../../examples/book-review/sample/policies/value.json' with { type: 'json' };
import { packColumns } from '../../src/core/columns.js';
import { createFactTable } from '../../src/core/fact-table.js';
import { checkLight, compileLight } from './light.js';

const light = compileLight({
  kind: 'light',
  id: 'contracts',
  version: '1',
  facts: [
    { id: 'fee', kind: 'money', currency: 'CNY', min: '0' },
    { id: 'end', kind: 'date' },
    { id: 'share', kind: 'decimal', scale: 2 },
    { id: 'lines', kind: 'integer' },
    { id: 'needs', kind: 'textList', values: ['voice', 'data'] },
  ],
  lamps: [
    { id: 'red', when: { end: { $lt: '2013-03-01' } } },
    { id: 'green', when: { fee: { $gte: '100.00' } } },
  ],
  otherwise: 'green',
  whenUnknown: 'red',
});
const context = { asOf: '2013-01-04' };
const good = Object.freeze({ fee: { amount: '100.00', currency: 'CNY' }, end: '2013-02-28', share: '0.25', lines: 3 });

describe('a bad row among good ones', () => {
  it.each<[string, object]>([
    ['fee: expected an amount in CNY, got "XXQ"', { fee: { amount: '1.00', currency: 'XXQ' } }],
    ['fee: expected an amount in CNY, got "EUR"', { fee: { amount: '1.00', currency: 'EUR' } }],
    ["fee: expected money { amount, currency: 'CNY' }, got 100", { fee: 100 }],
    ['fee: expected at least 0, got "-0.01"', { fee: { amount: '-0.01', currency: 'CNY' } }],
    [
      'fee: expected a decimal with at most 2 decimal places and below 2^53 units, got "1e308"',
      { fee: { amount: '1e308', currency: 'CNY' } },
    ],
    ['end: expected a calendar date YYYY-MM-DD, got "2013-02-30"', { end: '2013-02-30' }],
    ['end: expected a calendar date YYYY-MM-DD, got 1357257600000', { end: 1357257600000 }],
    ['share: expected a decimal with at most 2 decimal places and below 2^53 units, got "0.255"', { share: '0.255' }],
    ['lines: expected a whole number, got 9007199254740992', { lines: 2 ** 53 }],
    ['lines: expected a whole number, got 1e+308', { lines: 1e308 }],
    ['lines: expected a whole number, got "3"', { lines: '3' }],
    ['needs: expected texts out of voice, data, got "gas"', { needs: ['voice', 'gas'] }],
    ['needs: expected a list of texts, got "voice"', { needs: 'voice' }],
  ])('is a reject that says %s', (expected, change) => {
    const rows = [good, { ...good, ...change }, good] as readonly (typeof good)[];
    const { decided, rejects } = decideAll(light, rows, context);
    expect(decided.map(({ outcome }) => outcome)).toEqual(['red', 'red']);
    expect(rejects.map(({ index, issues }) => [index, issues[0]?.message])).toEqual([[1, expected]]);
  });

  it('names every fault of the row, not only the first', () => {
    const { rejects } = decideAll(
      light,
      [{ ...good, fee: 1, end: 'soon', lines: 0.5 } as unknown as typeof good],
      context,
    );
    expect(rejects[0]?.issues.map(({ path }) => path.join('.'))).toEqual(['fee', 'end', 'lines']);
  });
});

describe('a base that is no list', () => {
  it.each([null, undefined, { 0: good }, 7])('is refused as such, not row by row: %j', async (records) => {
    const base = records as unknown as readonly (typeof good)[];
    expect(() => decideAll(light, base, context)).toThrow('records: expected a list of records, got ');
    expect(() => [...decideEach(light, base, context)]).toThrow(InputError);
    await expect(decideStream(light, base as never, context).next()).rejects.toThrow(InputError);
  });
});

describe('a policy from a JSON file', () => {
  it('compiles through the Json function', () => {
    const classify = compileValueJson(policy);
    const facts = {
      annualRevenue: { amount: '9000.00', currency: 'CNY' },
      costToServe: { amount: '1000.00', currency: 'CNY' },
    };
    expect(classify(facts, context).outcome.tier).toBe('MVC');
  });
});

describe('a figure beyond a stated bound', () => {
  it('rejects its own record and no other', () => {
    const decide = ({ units }: { readonly units: number }) => moneyFromMinorUnits(units, 'CNY').amount;
    const { decided, rejects } = decideAll(decide, [{ units: 1 }, { units: 2 ** 60 }, { units: 3 }], context);
    expect(decided).toEqual(['0.01', '0.03']);
    expect(rejects.map(({ index, issues }) => [index, issues[0]?.message])).toEqual([
      [1, 'expected safe integer amount, at most 9007199254740991, got 1152921504606847000'],
    ]);
  });
});

describe('a rounding that is none', () => {
  const misspelt = 'half-up' as 'halfUp';
  it.each<[string, () => unknown]>([
    ['mode: expected one of up, down, ceiling', () => multiplyMoney(money('1.55', 'CNY'), '0.5', { mode: misspelt })],
    ['mode: expected one of up, down, ceiling', () => roundDecimal(parseDecimal('1.5'), 0, misspelt)],
    ['mode: expected one of up, down, ceiling', () => roundDecimal(parseDecimal('1.5'), 0, 'toString' as 'up')],
    [
      'scale: expected a whole number of digits from 0 to 40, got -1',
      () => roundDecimal(parseDecimal('1.5'), -1, 'up'),
    ],
    [
      'scale: expected a whole number of digits from 0 to 40, got 0.5',
      () => roundApprox({ value: '1.5', qualifier: 'exact' }, 0.5),
    ],
  ])('is refused, never taken for another: %s', (expected, round) => {
    expect(round).toThrow(expected);
  });
});

it('minor units at a fine scale are those of a safe integer wherever they fit', () => {
  expect(minorUnits(money('0', 'CNY'), 20)).toBe(0);
  expect(minorUnits({ amount: '-0.00000000000000000007', currency: 'CNY' }, 20)).toBe(-7);
});

describe('overrides that are none', () => {
  const override = { subject: 'A1', outcome: 'red', by: 'Li Wei', why: 'agreed', until: '2013-12-31' } as const;
  it.each<[string, unknown]>([
    ['overrides.1: expected an override, got null', null],
    [
      'overrides.1.until: expected 2013-02-01 or later, got "2013-01-31"',
      { ...override, from: '2013-02-01', until: '2013-01-31' },
    ],
    ['overrides.1.subject: expected whom it is for, got nothing', { ...override, subject: undefined }],
    ['overrides.1.subject: expected whom it is for, got ""', { ...override, subject: '' }],
  ])('stop the batch: %s', (expected, entry) => {
    const overrides = [override, entry] as (typeof override)[];
    expect(() => decideAll(light, [good], { ...context, subject: 'A1', overrides })).toThrow(expected);
  });
});

describe('what only follows from a fault that is named', () => {
  const said = (issues: readonly Issue[]) => issues.map(({ message }) => message);
  const waited = { id: 'waited', kind: 'integer' };
  const lamps = [
    { id: 'red', when: { waited: { $gte: 30 } } },
    { id: 'amber', when: { waited: { $gte: 10 } } },
  ];
  const whole = { ...light.policy, facts: [waited], lamps, otherwise: 'red', whenUnknown: 'amber' };

  it.each<[string, object]>([
    ['facts.0.min: expected a number, got "none"', { facts: [{ ...waited, min: 'none' }] }],
    ['facts.0.id: expected a string, got 3', { facts: [{ ...waited, id: 3 }] }],
    ['facts: expected a list, got nothing', { facts: undefined }],
    [
      'lamps.0.when: expected a condition, an object of tests, got "on"',
      { lamps: [{ id: 'red', when: 'on' }, lamps[1]] },
    ],
    ['lamps.1.id: expected a string, got null', { lamps: [lamps[0], { ...lamps[1], id: null }] }],
    ['lamps: expected a list, got "red"', { lamps: 'red' }],
    ['lamps.0: expected an object, got "red"', { lamps: ['red', lamps[1]] }],
  ])('is not reported with it: %s', (expected, change) => {
    expect(said(checkLight({ ...whole, ...change }))).toEqual([expected]);
  });

  it('hides no other fault', () => {
    const change = {
      facts: [{ ...waited, min: 'none' }],
      lamps: [lamps[0], { id: 'amber', when: { wated: 3 } }],
      otherwise: 'rde',
    };
    expect(said(checkLight({ ...whole, ...change }))).toEqual([
      'facts.0.min: expected a number, got "none"',
      'lamps.1.when.wated: expected a declared fact (none), got "wated"',
      'otherwise: expected one of red, amber, got "rde"',
    ]);
  });

  const bands = (id: string, list: readonly object[]) => ({
    id,
    type: 'bands',
    fact: 'waited',
    bands: list,
    whenUnknown: 'open',
  });
  const segmentation = (dimensions: readonly object[]) =>
    said(checkSegmentation({ kind: 'segmentation', id: 's', version: '1', facts: [waited], dimensions }));

  it('is not reported with it: that a band is last', () => {
    expect(
      segmentation([
        bands('by', [
          { id: 'short', below: 9 },
          { id: 'long', label: 'Long' },
        ]),
      ]),
    ).toEqual(['dimensions.0.bands.1.label: expected an object, got "Long"']);
  });

  it('leaves other faults their places, in whatever lists something is missing', () => {
    expect(
      segmentation([
        { id: 'none', type: 'unheard' },
        bands('by', [{ id: 'short', below: 9 }, { id: null, below: 20 }, { id: 'longer', below: 5 }, { id: 'long' }]),
      ]),
    ).toEqual([
      expect.stringMatching(/^dimensions\.0\.type: /),
      'dimensions.1.bands.1.id: expected a string, got null',
      'dimensions.1.bands.2.below: expected more than 9, got 5',
    ]);
  });
});

describe('a policy whose days in effect are reversed', () => {
  it('does not compile', () => {
    const { policy: sound } = light;
    expect(checkLight({ ...sound, effectiveFrom: '2013-02-01', effectiveUntil: '2013-02-01' })).toEqual([]);
    expect(
      checkLight({ ...sound, effectiveFrom: '2013-02-01', effectiveUntil: '2013-01-31' }).map(({ message }) => message),
    ).toEqual(['effectiveUntil: expected 2013-02-01 or later, got "2013-01-31"']);
  });

  it('is not asked for on a day that is none', () => {
    expect(() => policyInEffect([light.policy], '2013-02-30')).toThrow('asOf: expected a calendar date');
  });
});

it('a day outside the calendar is refused in a column as its text is in a record', () => {
  const table = createFactTable([{ id: 'end', kind: 'date' }]);
  const pack = (day: number) =>
    packColumns({ table }, { length: 2, columns: { end: Float64Array.of(Number.NaN, day) } });
  expect(pack(2_932_896).slots[0]).toEqual(Float64Array.of(Number.NaN, 2_932_896));
  expect(() => pack(2_932_897)).toThrow('end.1: expected a value between -719162 and 2932896, got 2932897');
});
