import * as fc from 'fast-check';
import { type QuantileMethod, quantile, quantiles } from 'tenure/statistics';
import { describe, expect, it } from 'vitest';

const methods: readonly QuantileMethod[] = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const column = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 40 });

describe('quantiles by Hyndman and Fan', () => {
  // n = 4, p = 0.3. Positions from the paper: 4p = 1.2, 4p + 0.5 = 1.7, 5p = 1.5, 1 + 3p = 1.9, 13p/3 + 1/3 = 1.6333, 4.25p + 3/8 = 1.65.
  it.each([
    [20, 1],
    [20, 2],
    [10, 3],
    [12, 4],
    [17, 5],
    [15, 6],
    [19, 7],
    [10 + 10 * (13 * 0.1 + 1 / 3 - 1), 8],
    [16.5, 9],
  ] as const)('is %s of 10, 20, 30, 40 at p = 0.3 by type %s', (expected, method) => {
    expect(quantile([10, 20, 30, 40], 0.3, method).value).toBeCloseTo(expected, 10);
  });

  it('averages at a jump by type 2 and takes the even observation by type 3', () => {
    expect(quantile([10, 20, 30, 40], 0.5, 2).value).toBe(25);
    expect(quantile([10, 20, 30, 40], 0.625, 3).value).toBe(20);
    expect(quantile([10, 20, 30, 40], 0.375, 3).value).toBe(20);
  });

  it('takes n p for the whole number that it means: 0.07 of 100 is the seventh', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
    expect(quantile(hundred, 0.07, 1).value).toBe(7);
  });

  it('has no quantile of nothing', () => {
    expect(quantile([], 0.5, 7)).toEqual({ undefinedBecause: 'noObservations' });
  });

  it('answers every quantile of one value with that value', () => {
    for (const method of methods) expect(quantile([5], 0.3, method).value).toBe(5);
  });

  it('refuses a share above one', () => {
    expect(() => quantiles([1], [0.5, 1.5], 7)).toThrow('ps.1: expected a number from 0 to 1, got 1.5');
  });

  it.each([
    ['values.1: expected a finite number up to 1e150, got NaN', [1, Number.NaN]],
    ['values.0: expected a finite number up to 1e150, got Infinity', [Number.POSITIVE_INFINITY]],
    ['values.0: expected a number, got null', [null as unknown as number]],
  ])('refuses with "%s"', (message, values) => {
    expect(() => quantile(values, 0.5, 7)).toThrow(message);
  });

  it('leaves its input alone', () => {
    const values = Object.freeze([3, 1, 2]);
    expect(quantile(values, 0.5, 7).value).toBe(2);
    expect(values).toEqual([3, 1, 2]);
  });

  it('selects the same order statistics from many values as a sort finds', () => {
    const many = Float64Array.from({ length: 5000 }, (_, i) => (i * 7919) % 4999);
    const sorted = many.slice().sort();
    for (const p of [0, 0.001, 0.2, 0.5, 0.8, 0.999, 1]) {
      expect(quantile(many, p, 1).value).toBe(sorted[Math.max(0, Math.ceil(p * 5000 - 1e-9) - 1)]);
    }
  });

  it('lies within the values, never falls as p rises, and does not depend on their order', () => {
    fc.assert(
      fc.property(
        column,
        fc.constantFrom(...methods),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, method, a, b) => {
          const [low, high] = quantiles(values, [Math.min(a, b), Math.max(a, b)], method).value!;
          expect(low).toBeLessThanOrEqual(high! + 1e-9);
          expect(low).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
          expect(high).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
          expect(quantile([...values].reverse(), a, method)).toEqual(quantile(values, a, method));
        },
      ),
    );
  });
});
