import { decideAll } from 'tenure/core';
import { compileValueJson } from 'tenure/value';
import { describe, expect, it } from 'vitest';
import policy from '../../examples/book-review/sample/policies/value.json' with { type: 'json' };
import { compileLight } from './light.js';

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
