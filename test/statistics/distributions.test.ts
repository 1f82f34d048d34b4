import { LimitError } from 'tenure';
import {
  atkinson,
  chiSquareTail,
  cohensH,
  digamma,
  gammaP,
  gammaQ,
  generalizedEntropy,
  incompleteBeta,
  lnBeta,
  lnGamma,
  normalCdf,
  normalQuantile,
  normalTwoSided,
  studentTwoSided,
  surveySize,
  trigamma,
} from 'tenure/statistics';
import { describe, expect, it } from 'vitest';

/** Equal to so many significant digits. */
const near =
  (expected: number, digits = 13) =>
  (actual: number) =>
    Math.abs(actual - expected) <= Math.abs(expected) * 10 ** -digits;

// Expected values: SciPy 1.17.1 (scipy.stats, scipy.special).
describe('distributions agree with SciPy', () => {
  it.each([
    [6.22096057427174e-16, -8],
    [0.0013498980316300933, -3],
    [0.15865525393145707, -1],
    [0.6179114221889526, 0.3],
    [0.9772498680518208, 2],
    [0.9999997133484281, 5],
  ])('%s lies below z = %s', (expected, z) => {
    expect(normalCdf(z)).toSatisfy(near(expected));
  });

  it.each([
    [-6.361340902404056, 1e-10],
    [-3.090232306167813, 0.001],
    [-0.8416212335729142, 0.2],
    [0.2533471031357997, 0.6],
    [1.959963984540054, 0.975],
    [5.199337582290661, 0.9999999],
  ])('z = %s has %s below it', (expected, p) => {
    expect(normalQuantile(p)).toSatisfy(near(expected));
  });

  it.each([
    [0.920344325445942, 0.01, 1],
    [4.1752751389197874e-5, 16.79, 1],
    [0.01240206071890054, 50, 30],
    [0.9814240637778593, 3, 10],
  ])('chi-square exceeds with probability %s the value %s at %s degrees of freedom', (expected, x, df) => {
    expect(chiSquareTail(x, df)).toSatisfy(near(expected));
  });

  it.each([
    [0.7048327646991335, 0.5, 1],
    [0.10193947882985835, 2, 5],
    [4.575251408229618e-11, 10, 30],
  ])("Student's t lies with probability %s beyond ± %s at %s degrees of freedom", (expected, t, df) => {
    expect(studentTwoSided(t, df)).toSatisfy(near(expected));
  });

  it.each([
    [0.3483, 0.3, 2, 3],
    [0.7951672353008665, 0.9, 0.5, 0.5],
    [0.9043820750088044, 0.99, 10, 1],
  ])('the incomplete beta function is %s at %s with (%s, %s)', (expected, x, a, b) => {
    expect(incompleteBeta(x, a, b)).toSatisfy(near(expected, 12));
  });

  it.each([
    [2.252712651734206, 0.1],
    [0.5723649429247, 0.5],
    [359.1342053695754, 100],
    [103959.18506616844, 12345.6],
  ])('ln Γ is %s at %s', (expected, x) => {
    expect(lnGamma(x)).toSatisfy(near(expected));
  });

  it('has the derivatives of ln Γ', () => {
    expect(digamma(0.1)).toSatisfy(near(-10.423754940411076));
    expect(digamma(50)).toSatisfy(near(3.9019896734278925));
    expect(trigamma(1)).toSatisfy(near(Math.PI ** 2 / 6, 12));
    expect(trigamma(3.7)).toSatisfy(near(0.31003785767003833));
  });

  it('has B(2, 3) = 1/12', () => {
    expect(lnBeta(2, 3)).toBeCloseTo(-Math.log(12), 13);
  });

  it('is symmetric', () => {
    expect(normalTwoSided(-1.5)).toBe(normalTwoSided(1.5));
    expect(normalTwoSided(0)).toBe(1);
    expect(normalQuantile(0.5)).toBe(0);
  });

  it.each([0, 1, Number.NaN])('has no quantile at %s', (p) => {
    expect(() => normalQuantile(p)).toThrow('p: expected a number between 0 and 1, both excluded');
  });
});

describe('what is close to its mean keeps its digits, however large the counts', () => {
  it.each([1e3, 1e9, 1e12])('half of a symmetric beta lies below ½, its shapes %s', (shape) => {
    expect(incompleteBeta(0.5, shape, shape)).toBeCloseTo(0.5, 12);
  });

  it('one shape may be of any size, the smaller up to 1e12', () => {
    // 1 − (1 − x)ᵇ is all of a beta with first shape 1: at x = 1 / b that is 1 − 1 / e.
    expect(incompleteBeta(1e-15, 1, 1e15)).toBeCloseTo(1 - Math.exp(-1), 12);
    expect(() => incompleteBeta(0.5, 1e13, 2e12)).toThrow(
      new LimitError('smaller shape of the incomplete beta function', 1e12, 2e12),
    );
  });

  it.each([0.001, 0.5, 1.7, 3, 7.5])(
    'Student at a trillion degrees of freedom is normal but for φ(t) (t³ + t) / 2 df: t = %s',
    (t) => {
      const density = Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI);
      const expected = normalTwoSided(t) + (density * (t ** 3 + t)) / 2e12;
      expect(studentTwoSided(t, 1e12)).toSatisfy(near(expected));
    },
  );

  it.each([1e-12, 1e-8, 1e-3, 1])('Student at one degree of freedom is 1 − 2 atan t / π: t = %s', (t) => {
    expect(studentTwoSided(t, 1)).toSatisfy(near(1 - (2 * Math.atan(t)) / Math.PI, 14));
  });

  it('the lower tail of a gamma far from its mean', () => {
    // P(a, x) = xᵃ e⁻ˣ / Γ(a + 1) · Σ xⁿ / (a + 1) … (a + n), summed with 40 digits.
    expect(gammaP(6929182.685576014, 6904060.885172274)).toSatisfy(near(6.180579046154556e-22, 12));
    expect(gammaP(1851734.0079250932, 1840138.4788380682)).toSatisfy(near(6.780162525085248e-18, 12));
    // DLMF 8.11.12; what follows is of the order of a^(−3/2).
    expect(gammaP(1e8, 1e8)).toBeCloseTo(0.5 + 1 / (3 * Math.sqrt(2 * Math.PI * 1e8)), 11);
  });

  it('the quotient of gamma functions with arguments far apart: B(1, b) is 1 / b', () => {
    for (const b of [1e-9, 3, 1e9, 1e140]) expect(lnBeta(1, b)).toSatisfy(near(-Math.log(b)));
    expect(lnBeta(1e140, 1)).toSatisfy(near(-Math.log(1e140)));
  });
});

describe('outside their domain', () => {
  it.each<[number, () => number]>([
    [0, () => normalCdf(Number.NEGATIVE_INFINITY)],
    [1, () => normalCdf(Number.POSITIVE_INFINITY)],
    [0, () => normalTwoSided(1e200)],
    [1, () => gammaP(2, Number.POSITIVE_INFINITY)],
    [0, () => gammaQ(2, Number.POSITIVE_INFINITY)],
    [0, () => chiSquareTail(Number.POSITIVE_INFINITY, 3)],
    [0, () => studentTwoSided(Number.NEGATIVE_INFINITY, 3)],
  ])('the ends give %d', (expected, run) => {
    expect(run()).toBe(expected);
  });

  it.each<[string, () => unknown]>([
    ['z: expected a number, got NaN', () => normalCdf(Number.NaN)],
    ['z: expected a number, got NaN', () => normalTwoSided(Number.NaN)],
    ['df: expected a finite number above 0, got 0', () => chiSquareTail(1, 0)],
    ['df: expected a finite number above 0, got -1', () => studentTwoSided(1, -1)],
    ['t: expected a number, got NaN', () => studentTwoSided(Number.NaN, 3)],
    ['x: expected a finite number above 0, got 0', () => lnGamma(0)],
    ['x: expected a finite number above 0, got -1', () => digamma(-1)],
    ['x: expected a finite number above 0, got NaN', () => trigamma(Number.NaN)],
    ['a: expected a finite number above 0, got NaN', () => gammaP(Number.NaN, 1)],
    ['b: expected a finite number above 0, got 0', () => incompleteBeta(0.5, 1, 0)],
    ['p: expected a number from 0 to 1, got 1.5', () => cohensH(1.5, 0.5)],
    [
      'margin: expected a margin that people can be counted for',
      () => surveySize({ population: 10, confidence: 0.95, margin: 1e-320, expected: 0.5 }),
    ],
  ])('%s', (message, run) => {
    expect(run).toThrow(message);
  });

  it('a measure of inequality that leaves the range of doubles is undefined', () => {
    expect(generalizedEntropy([1e150, 1e-150], -3)).toEqual({ undefinedBecause: 'notEstimable' });
    expect(atkinson([1e150, 1e-150], 2.5)).toEqual({ undefinedBecause: 'notEstimable' });
  });
});
