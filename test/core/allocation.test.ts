import fc from 'fast-check';
import {
  type AllocationRule,
  allocateMoney,
  allocateUnits,
  allocationRules,
  compareMoney,
  InputError,
  money,
  moneyFromMinorUnits,
  sumMoney,
} from 'tenure/core';
import { describe, expect, it } from 'vitest';

// 10 units on ratios 1 : 2 : 4 are 1.43, 2.86 and 5.71: cut to 1, 2 and 5, with two units left over.
const table: readonly (readonly [AllocationRule, readonly bigint[]])[] = [
  ['largestRemainder', [1n, 3n, 6n]],
  ['largestRatio', [1n, 3n, 6n]],
  ['firstCome', [2n, 3n, 5n]],
];
// 11 units on 9 : 1 : 1 : 1 are 8.25 and three times 0.92: cut to 8, 0, 0 and 0, with three left over.
const skewed: readonly (readonly [AllocationRule, readonly bigint[]])[] = [
  ['largestRemainder', [8n, 1n, 1n, 1n]],
  ['largestRatio', [9n, 1n, 1n, 0n]],
  ['firstCome', [9n, 1n, 1n, 0n]],
];

const ratios = fc
  .array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 12 })
  .filter((list) => list.some((ratio) => ratio > 0n));
const total = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
const rule = fc.constantFrom(...allocationRules);

describe('allocation', () => {
  it.each(table)('by %s leaves no unit over', (named, shares) => {
    expect(allocateUnits(10n, [1n, 2n, 4n], named)).toEqual(shares);
    expect(allocateUnits(-10n, [1n, 2n, 4n], named)).toEqual(shares.map((share) => -share));
  });

  it.each(skewed)('by %s differs where one ratio is large', (named, shares) => {
    expect(allocateUnits(11n, [9n, 1n, 1n, 1n], named)).toEqual(shares);
  });

  it('sums exactly, stays within one unit of the exact share (two where shares are rounded first) and gives a zero ratio nothing', () => {
    fc.assert(
      fc.property(total, ratios, rule, (units, weights, named) => {
        const whole = weights.reduce((sum, weight) => sum + weight, 0n);
        const shares = allocateUnits(units, weights, named);
        expect(shares.reduce((sum, share) => sum + share, 0n)).toBe(units);
        shares.forEach((share, at) => {
          const weight = weights[at] as bigint;
          const off = share * whole - units * weight;
          const bound = named === 'roundedFirstCome' ? 2n * whole : whole;
          expect((off < 0n ? -off : off) < bound).toBe(true);
          expect(share === 0n || share < 0n === units < 0n).toBe(true);
          if (weight === 0n) expect(share).toBe(0n);
        });
      }),
    );
  });

  it('gives the same shares for ratios in other units', () => {
    fc.assert(
      fc.property(total, ratios, rule, (units, weights, named) => {
        const tripled = weights.map((weight) => weight * 3n);
        expect(allocateUnits(units, tripled, named)).toEqual(allocateUnits(units, weights, named));
      }),
    );
  });

  it('of money sums to the amount at the scale asked for', () => {
    const shares = allocateMoney(money('1.00', 'USD'), ['50.50', '49.5'], 'largestRatio', 4);
    expect(shares.map((share) => share.amount)).toEqual(['0.5050', '0.4950']);
    fc.assert(
      fc.property(total, ratios, rule, fc.integer({ min: 2, max: 5 }), (units, weights, named, scale) => {
        const amount = moneyFromMinorUnits(units, 'CNY');
        const parts = allocateMoney(amount, weights.map(String), named, scale);
        expect(compareMoney(sumMoney(parts, 'CNY'), amount)).toBe(0);
        expect(parts.every((part) => part.amount.split('.')[1]?.length === scale)).toBe(true);
      }),
    );
  });

  it.each([
    ['empty ratios', []],
    ['range ratios.1', [1, -1]],
    ['sum ratios', [0, '0.00']],
    ['format ratios.1', [1, 0.5]],
    ['format ratios.0', ['half', 1]],
  ])('says %s for ratios %j', (fault, given) => {
    const allocate = () => allocateMoney(money('1.00', 'CNY'), given, 'firstCome');
    expect(allocate).toThrow(InputError);
    try {
      allocate();
    } catch (error) {
      const [first] = (error as InputError).issues;
      expect(`${first?.code} ${first?.path.join('.')}`).toBe(fault);
    }
  });

  it('refuses an amount finer than the shares', () => {
    expect(() => allocateMoney({ amount: '0.005', currency: 'CNY' }, [1, 1], 'firstCome')).toThrow(InputError);
  });

  it('serves a list of a hundred thousand parts', () => {
    const parts = allocateMoney(money('12345.67', 'CNY'), new Array(100_000).fill(1), 'largestRemainder');
    expect(sumMoney(parts, 'CNY').amount).toBe('12345.67');
  });
});
