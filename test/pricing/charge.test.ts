import { InputError, PolicyError } from 'tenure/core';
import { rateCharge } from 'tenure/pricing';
import { describe, expect, test } from 'vitest';

// The table of Stripe's page on tiered prices: 7 up to 5 units, 6.5 up to 10, 6 beyond.
const tiers = [{ upTo: 5, unit: '7' }, { upTo: 10, unit: '6.5' }, { unit: '6' }] as const;
const fees = [
  { upTo: 10, unit: '1', flat: '5' },
  { unit: '2', flat: '3' },
] as const;

describe('a charge', () => {
  test.each([
    ['35', 'graduated', 5],
    ['41.5', 'graduated', 6],
    ['157.5', 'graduated', 25],
    ['7', 'volume', 1],
    ['39', 'volume', 6],
    ['150', 'volume', 25],
  ] as const)('costs %s by %s tiers for %i units', (amount, model, quantity) => {
    expect(rateCharge({ model, tiers }, quantity).amount).toBe(amount);
  });

  test.each([
    ['0', 5, 0],
    ['10', 5, 3],
    ['10', 5, 5],
    ['20', 5, 6],
  ])('costs %s in packages of %i for %i units, the started one included', (amount, size, quantity) => {
    expect(rateCharge({ model: 'package', size, amount: '10' }, quantity).amount).toBe(amount);
  });

  test('charges a package only once it is full where part packages round down', () => {
    expect(rateCharge({ model: 'package', size: 5, amount: '10', partPackage: 'down' }, 9).amount).toBe('10');
  });

  test('charges at least the minimum number of packages', () => {
    const charge = { model: 'package', size: 10, amount: '1.25', minimumPackages: 3 } as const;
    expect([0, 30, 31].map((quantity) => rateCharge(charge, quantity).amount)).toEqual(['3.75', '3.75', '5']);
  });

  test('charges the fixed fee and only the units beyond the allowance', () => {
    const plan = { model: 'allowance', fixed: '59.99', included: 500, unit: '0.50' } as const;
    expect([0, 500, 600].map((minutes) => rateCharge(plan, minutes).amount)).toEqual(['59.99', '59.99', '109.99']);
  });

  test('counts started blocks beyond an allowance', () => {
    const plan = { model: 'allowance', included: 500, unit: '2.00', block: 100 } as const;
    expect(rateCharge(plan, 800).amount).toBe('6');
    expect(rateCharge(plan, 801).amount).toBe('8');
  });

  test('gives a two-part tariff its fixed part and its price per unit', () => {
    expect(rateCharge({ model: 'twoPart', fixed: '30', unit: '0.10' }, 250).amount).toBe('55');
  });

  test('puts the boundary of `upTo` into the tier and that of `below` into the next', () => {
    const at = (bound: object) =>
      rateCharge({ model: 'volume', tiers: [{ ...bound, unit: '2' }, { unit: '1' }] }, 10).amount;
    expect([at({ upTo: 10 }), at({ below: 10 })]).toEqual(['20', '10']);
  });

  test('bills a tier’s flat fee on entering it, and at zero usage only where the policy says so', () => {
    const at = (atZero: 'firstTierFlat' | 'nothing', quantity: number) =>
      rateCharge({ model: 'graduated', atZero, tiers: fees }, quantity).amount;
    expect([at('nothing', 0), at('firstTierFlat', 0), at('nothing', 10), at('nothing', 11)]).toEqual([
      '0',
      '5',
      '15',
      '20',
    ]);
  });

  test('does not guess what zero usage costs', () => {
    expect(() => rateCharge({ model: 'graduated', tiers: fees }, 0)).toThrow(PolicyError);
  });

  test('shows what each tier contributed, and the parts add up', () => {
    expect(rateCharge({ model: 'graduated', tiers }, 12).tiers).toEqual([
      { tier: 1, quantity: '5', amount: '35' },
      { tier: 2, quantity: '5', amount: '32.5' },
      { tier: 3, quantity: '2', amount: '12' },
    ]);
  });

  test('rates further units where earlier ones left off', () => {
    expect(rateCharge({ model: 'graduated', tiers }, 6, 4)).toEqual({
      amount: '39.5', // one at 7 and five at 6.5
      tiers: [
        { tier: 1, quantity: '1', amount: '7' },
        { tier: 2, quantity: '5', amount: '32.5' },
      ],
    });
  });

  test('is exact for quantities and prices of many digits, and beyond safe integers', () => {
    expect(rateCharge({ model: 'perUnit', amount: '0.0008' }, '0.05').amount).toBe('0.00004');
    expect(rateCharge({ model: 'perUnit', amount: '9007199254740993.01' }, '3').amount).toBe('27021597764222979.03');
  });

  test.each([
    ['a bound that does not rise', [{ upTo: 5, unit: '1' }, { upTo: 5, unit: '2' }, { unit: '3' }]],
    ['a last tier that ends', [{ upTo: 5, unit: '1' }]],
    ['an open tier in the middle', [{ unit: '1' }, { unit: '2' }]],
    ['two bounds at once', [{ upTo: 5, below: 6, unit: '1' }, { unit: '2' }]],
  ])('refuses %s', (_, wrong) => {
    expect(() => rateCharge({ model: 'graduated', tiers: wrong }, 1)).toThrow(PolicyError);
  });

  test.each([
    ['format', 'ten'],
    ['format', '1e3'],
    ['format', Number.NaN],
    ['format', 0.1 + 0.2],
    ['range', -1],
  ])('refuses by %s the quantity %s', (code, quantity) => {
    try {
      rateCharge({ model: 'perUnit', amount: '1' }, quantity);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      expect((error as InputError).issues[0]?.code).toBe(code);
    }
  });
});
