import * as fc from 'fast-check';
import { cohensH, detectableEffect, marginOfError, surveySize, trialPower, trialSize } from 'tenure/statistics';
import { describe, expect, it } from 'vitest';

const survey = { confidence: 0.95, margin: 0.05, expected: 0.5 };
const aim = { significance: 0.05, power: 0.8, sides: 'twoSided' } as const;

describe('survey sample size', () => {
  it.each([
    [379, 26_702],
    [278, 1000],
    // 384.146 / (1 + 383.146 / 10) = 9.77
    [10, 10],
    [1, 1],
  ])('asks %s of %s at 95 %% ± 5 points', (expected, population) => {
    expect(surveySize({ ...survey, population })).toBe(expected);
  });

  it('asks 385 of any number: 1.96² · 0.25 / 0.0025 = 384.1', () => {
    expect(surveySize(survey)).toBe(385);
  });

  it('reaches the margin, and one answer fewer does not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 1_000_000 }), fc.constantFrom(0.02, 0.05, 0.1), (population, margin) => {
        const answers = surveySize({ ...survey, margin, population });
        const of = (n: number) => marginOfError({ population, answers: n, confidence: 0.95, expected: 0.5 }).value!;
        expect(of(answers)).toBeLessThanOrEqual(margin + 1e-9);
        if (answers > 1) expect(of(answers - 1)).toBeGreaterThan(margin - 1e-9);
      }),
    );
  });

  it('leaves no margin when all answered, and none at all when nobody did', () => {
    expect(marginOfError({ population: 500, answers: 500, confidence: 0.95, expected: 0.5 })).toEqual({ value: 0 });
    expect(marginOfError({ answers: 0, confidence: 0.95, expected: 0.5 })).toEqual({
      undefinedBecause: 'noObservations',
    });
  });

  it.each([
    ['margin: expected a number between 0 and 1, both excluded, got 0', { margin: 0 }],
    ['confidence: expected a number between 0 and 1, both excluded, got 95', { confidence: 95 }],
    ['population: expected a whole number of at least 1, got 0', { population: 0 }],
  ])('refuses with "%s"', (message, change) => {
    expect(() => surveySize({ ...survey, ...change })).toThrow(message);
  });
});

describe('trial size and detectable effect', () => {
  it('is the inverse of power', () => {
    const { exact, perGroup } = trialSize([0.08, 0.06], aim);
    expect(perGroup).toBe(Math.ceil(exact));
    expect(trialPower({ sizes: [perGroup, perGroup], shares: [0.08, 0.06] }, 0.05, 'twoSided')).toBeGreaterThanOrEqual(
      0.8,
    );
    expect(trialPower({ sizes: [perGroup - 1, perGroup - 1], shares: [0.08, 0.06] }, 0.05, 'twoSided')).toBeLessThan(
      0.8,
    );
  });

  it('detects from 2,554 a group what those are needed for: 6 % against 8 %', () => {
    expect(detectableEffect([2554, 2554], 0.06, 'rise', aim).value).toBeCloseTo(0.02, 5);
    expect(detectableEffect([2554, 2554], 0.08, 'fall', aim).value).toBeCloseTo(0.02, 5);
  });

  it('detects smaller effects with more members', () => {
    const effects = [200, 1000, 5000, 25_000].map((n) => detectableEffect([n, n], 0.1, 'rise', aim).value!);
    expect([...effects].sort((a, b) => b - a)).toEqual(effects);
  });

  it('detects nothing with two a group', () => {
    expect(detectableEffect([2, 2], 0.05, 'fall', aim)).toEqual({ undefinedBecause: 'notDetectable' });
  });

  it('needs two different shares', () => {
    expect(() => trialSize([0.1, 0.1], aim)).toThrow('shares: expected two different shares');
  });

  it('knows that h between 0 and 1 is π', () => {
    expect(cohensH(1, 0)).toBeCloseTo(Math.PI, 15);
  });
});
