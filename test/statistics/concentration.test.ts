import * as fc from 'fast-check';
import {
  atkinson,
  generalizedEntropy,
  gini,
  giniNormalized,
  herfindahl,
  hoover,
  lorenz,
  theil,
  topShare,
} from 'tenure/statistics';
import { describe, expect, it } from 'vitest';

const pareto = [40, 40, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5];
const positive = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 30 });

describe('concentration', () => {
  it('finds that the top 20 % hold 80 % where two of ten accounts bring 80', () => {
    expect(topShare(pareto, 0.2, 'roundUp').value).toBe(0.8);
  });

  it('counts a fraction of a member as that fraction of the next value', () => {
    // Top 25 % of ten members: 40 + 40 + half of 2.5 = 81.25.
    expect(topShare(pareto, 0.25, 'interpolate').value).toBeCloseTo(0.8125, 12);
  });

  it('or counts the member whole, where asked to round up', () => {
    // Top 25 % of ten: three members, 40 + 40 + 2.5.
    expect(topShare(pareto, 0.25, 'roundUp').value).toBeCloseTo(0.825, 12);
    // 0.07 · 100 is 7.000000000000001 in floating point and still seven of a hundred.
    expect(topShare(new Array<number>(100).fill(1), 0.07, 'roundUp').value).toBe(0.07);
  });

  it('holds nothing at 0 and all at 1', () => {
    expect(topShare(pareto, 0, 'interpolate').value).toBe(0);
    expect(topShare(pareto, 1, 'interpolate').value).toBe(1);
  });

  it('is not concentrated when all are equal', () => {
    expect(gini([7, 7, 7], 'none').value).toBe(0);
    expect(theil([7, 7, 7]).value).toBe(0);
    expect(atkinson([7, 7, 7], 0.5).value).toBeCloseTo(0, 15);
    expect(hoover([7, 7, 7]).value).toBe(0);
    expect(herfindahl([7, 7, 7, 7]).value).toBe(0.25);
  });

  it('is complete when one holds all: Gini (n − 1) / n, or 1 as a sample', () => {
    expect(gini([0, 0, 0, 5], 'none').value).toBe(0.75);
    expect(gini([0, 0, 0, 5], 'sample').value).toBe(1);
    expect(herfindahl([0, 0, 5]).value).toBe(1);
    expect(atkinson([0, 5], 1).value).toBe(1);
  });

  it('computes by hand: 1 and 3 have mean 2', () => {
    expect(gini([1, 3], 'none').value).toBe(0.25);
    expect(hoover([1, 3]).value).toBe(0.25);
    // ((0.5 ln 0.5) + (1.5 ln 1.5)) / 2
    expect(theil([1, 3]).value).toBeCloseTo((0.5 * Math.log(0.5) + 1.5 * Math.log(1.5)) / 2, 15);
    // −(ln 0.5 + ln 1.5) / 2
    expect(generalizedEntropy([1, 3], 0).value).toBeCloseTo(-(Math.log(0.5) + Math.log(1.5)) / 2, 15);
    // 1 − √3 / 2
    expect(atkinson([1, 3], 1).value).toBeCloseTo(1 - Math.sqrt(3) / 2, 15);
  });

  it('is never below zero by rounding, and exactly zero for equal values', () => {
    const indices = (values: readonly number[]) =>
      [
        theil(values),
        generalizedEntropy(values, 0),
        generalizedEntropy(values, 2),
        atkinson(values, 1),
        hoover(values),
      ].map(({ value }) => value);
    expect(indices(new Array<number>(1000).fill(1e-9))).toEqual([0, 0, 0, 0, 0]);
    expect(indices([0.38, 0.38, 0.38])).toEqual([0, 0, 0, 0, 0]);
    const alike = fc.array(fc.double({ min: 1, max: 1 + 1e-9, noNaN: true }), { minLength: 2 });
    fc.assert(fc.property(alike, (values) => indices(values).every((index) => index! >= 0)));
  });

  it('draws the Lorenz curve from the poorest up', () => {
    expect(lorenz([3, 1]).value).toEqual([
      { population: 0, held: 0 },
      { population: 0.5, held: 0.25 },
      { population: 1, held: 1 },
    ]);
  });
});

describe('concentration with customers below zero', () => {
  it('lets the curve dip and the top hold more than all', () => {
    // −10, 0, 30: total 20.
    expect(lorenz([-10, 30, 0]).value?.map(({ held }) => held)).toEqual([0, -0.5, -0.5, 1]);
    expect(topShare([-10, 30, 0], 1 / 3, 'roundUp').value).toBe(1.5);
    // Σ (2i − 4) x = −2·−10 + 0 + 2·30 = 80; 80 / (3 · 20)
    expect(gini([-10, 30, 0], 'none').value).toBeCloseTo(80 / 60, 15);
  });

  it('has a Gini within 0 and 1 by Raffinetti', () => {
    // 80 / (2 · 40)
    expect(giniNormalized([-10, 30, 0]).value).toBe(1);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 2 }), (values) => {
        const result = giniNormalized(values);
        if (values.every((value) => value === 0)) expect(result).toEqual({ undefinedBecause: 'totalIsZero' });
        else expect(result.value).toSatisfy((g: number) => g >= 0 && g <= 1 + 1e-12);
      }),
    );
  });

  it('says which measures have no meaning there', () => {
    for (const result of [theil([-1, 3]), atkinson([-1, 3], 1), herfindahl([-1, 3]), hoover([-1, 3])]) {
      expect(result).toEqual({ undefinedBecause: 'negativeValues' });
    }
  });

  it.each([
    ['noObservations', []],
    ['totalIsZero', [0, 0]],
    ['totalIsZero', [-2, 2]],
    ['totalIsNegative', [-3, 2]],
  ] as const)('is undefined because %s for %j', (undefinedBecause, values) => {
    expect(gini(values, 'none')).toEqual({ undefinedBecause });
    expect(lorenz(values)).toEqual({ undefinedBecause });
    expect(topShare(values, 0.2, 'roundUp')).toEqual({ undefinedBecause });
  });
});

describe('what always holds of concentration', () => {
  it('neither scale nor order matters', () => {
    fc.assert(
      fc.property(positive, (values) => {
        expect(gini([...values].reverse(), 'none')).toEqual(gini(values, 'none'));
        const doubled = values.map((value) => value * 2);
        expect(gini(doubled, 'none').value).toBeCloseTo(gini(values, 'none').value!, 12);
        expect(theil(doubled).value).toBeCloseTo(theil(values).value!, 12);
      }),
    );
  });

  it('is the area between the Lorenz curve and equality, doubled', () => {
    fc.assert(
      fc.property(positive, (values) => {
        const points = lorenz(values).value!;
        let area = 0;
        for (let i = 1; i < points.length; i++) area += (points[i]!.held + points[i - 1]!.held) / 2 / values.length;
        expect(gini(values, 'none').value).toBeCloseTo(1 - 2 * area, 10);
      }),
    );
  });
});
