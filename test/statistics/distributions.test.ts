import {
  chiSquareTail,
  digamma,
  incompleteBeta,
  lnBeta,
  lnGamma,
  normalCdf,
  normalQuantile,
  normalTwoSided,
  studentTwoSided,
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
