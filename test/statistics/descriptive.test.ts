import * as fc from 'fast-check';
import { exactSum, knownValues, mean, standardDeviation, total, undefinedText, variance } from 'tenure/statistics';
import { describe, expect, it } from 'vitest';

describe('sums', () => {
  it('are exact where a loop loses the small ones', () => {
    expect(total([1e16, 1, -1e16])).toBe(1);
    expect(total(new Array<number>(10).fill(0.1))).toBe(1);
    expect(exactSum(3, (i) => [1, 1e-16, 1e-16][i]!)).toBe(1.0000000000000002);
  });

  it('do not depend on the order of the terms', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true })), (terms) => {
        expect(total([...terms].sort((a, b) => a - b)) + 0).toBe(total(terms) + 0);
      }),
    );
  });
});

describe('descriptive figures', () => {
  it('name the denominator of the variance', () => {
    // Mean 5, squares 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32
    const values = [2, 4, 4, 4, 5, 5, 7, 9];
    expect(variance(values, 'population')).toEqual({ value: 4 });
    expect(variance(values, 'sample').value).toBeCloseTo(32 / 7, 14);
    expect(standardDeviation(values, 'population')).toEqual({ value: 2 });
  });

  it('are undefined with too few values', () => {
    expect(mean([])).toEqual({ undefinedBecause: 'noObservations' });
    expect(variance([1], 'sample')).toEqual({ undefinedBecause: 'tooFewObservations' });
    expect(variance([1], 'population')).toEqual({ value: 0 });
  });

  it('of a constant column are that constant, without any spread', () => {
    // 0.38 + 0.38 + 0.38 rounds to 1.1400000000000001, a third of which is no longer 0.38.
    expect(mean([0.38, 0.38, 0.38])).toEqual({ value: 0.38 });
    fc.assert(
      fc.property(
        fc.double({ min: -1e9, max: 1e9, noNaN: true, noDefaultInfinity: true }),
        fc.integer({ min: 1, max: 300 }),
        (value, members) => {
          const column = new Array<number>(members).fill(value);
          expect(mean(column).value! + 0).toBe(value + 0);
          expect(variance(column, 'population')).toEqual({ value: 0 });
        },
      ),
    );
  });

  it('keep unknown values apart instead of counting them as zero', () => {
    const { values, unknown } = knownValues([4, null, 8, undefined]);
    expect(mean(values)).toEqual({ value: 6 });
    expect(unknown).toBe(2);
  });

  it('say why a figure is missing in both languages', () => {
    expect(undefinedText('nobodyLeft', 'en')).toBe('nobody is left under observation');
    expect(undefinedText('nobodyLeft', 'zh')).toBe('已无人处于观察之中');
  });
});
