import * as fc from 'fast-check';
import {
  auc,
  aucInterval,
  averagePrecision,
  binaryProbability,
  brier,
  calibration,
  calibrationError,
  compareAuc,
  cusum,
  fitBinary,
  isotonic,
  lift,
  logLoss,
} from 'tenure/statistics';
import { describe, expect, it } from 'vitest';

const scored = fc.array(fc.record({ outcome: fc.constantFrom(0, 1), score: fc.integer({ min: 0, max: 5 }) }), {
  minLength: 1,
  maxLength: 30,
});

describe('how well a score tells outcomes apart', () => {
  it('is the share of pairs in the right order, ties half', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const ones = rows.filter((row) => row.outcome === 1);
        const zeros = rows.filter((row) => row.outcome === 0);
        const result = auc({ outcome: rows.map((r) => r.outcome), score: rows.map((r) => r.score) });
        if (ones.length === 0 || zeros.length === 0) expect(result).toEqual({ undefinedBecause: 'oneOutcomeOnly' });
        else {
          const wins = ones.flatMap((a) =>
            zeros.map((b) => (a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0) as number),
          );
          expect(result.value).toBeCloseTo(wins.reduce((x, y) => x + y, 0) / wins.length, 12);
        }
      }),
    );
  });

  it('is one half for a score that says nothing', () => {
    const outcome = [1, 0, 1, 0];
    expect(auc({ outcome, score: [3, 3, 3, 3] })).toEqual({ value: 0.5 });
    expect(averagePrecision({ outcome, score: [3, 3, 3, 3] })).toEqual({ value: 0.5 });
    expect(compareAuc(outcome, [3, 3, 3, 3], [1, 1, 1, 1])).toEqual({ undefinedBecause: 'noVariation' });
  });

  it('tells scores apart that differ in one pair of a hundred thousand members', () => {
    // Of 50,000 × 50,000 pairs one is lost, by one event and one other: each of the two variances is
    // (1 / 50,000)² / 50,000 / 50,000, so that z = 1 / √2.
    const outcome = Array.from({ length: 100_000 }, (_, i) => i % 2);
    const first = outcome.map((_, i) => i);
    const second = first.map((score) => (score === 50 ? 51 : score === 51 ? 50 : score));
    const found = compareAuc(outcome, first, second).value!;
    expect(found.difference).toBeCloseTo(1 / 2.5e9, 20);
    expect(found.z).toBeCloseTo(Math.SQRT1_2, 4);
  });

  it('has no interval from one event', () => {
    expect(aucInterval({ outcome: [1, 0, 0], score: [3, 2, 1] }, 0.95)).toEqual({
      undefinedBecause: 'tooFewObservations',
    });
  });

  it('lifts four times where the best quarter holds the one event', () => {
    expect(lift({ outcome: [0, 0, 1, 0], score: [0.2, 0.1, 0.9, 0.3] }, 0.25).value).toEqual({
      members: 1,
      events: 1,
      lift: 4,
      captured: 1,
    });
  });

  it('counts a tie at the cut in proportion', () => {
    // All tie: the best half holds half of the event.
    expect(lift({ outcome: [1, 0, 0, 0], score: [1, 1, 1, 1] }, 0.5).value).toEqual({
      members: 2,
      events: 0.5,
      lift: 1,
      captured: 0.5,
    });
  });

  it('has no lift without events', () => {
    expect(lift({ outcome: [0, 0], score: [1, 2] }, 0.5)).toEqual({ undefinedBecause: 'noEvents' });
  });

  it('refuses outcomes other than 0 and 1', () => {
    expect(() => auc({ outcome: [2], score: [1] })).toThrow('outcome.0: expected 0 or 1, got 2');
  });
});

describe('how true probabilities are', () => {
  it('is punished without bound for a certainty that fails, and says so', () => {
    expect(logLoss({ outcome: [1], probability: [0] })).toEqual({ undefinedBecause: 'zeroProbability' });
    expect(brier({ outcome: [1], probability: [0] })).toEqual({ value: 1 });
  });

  it('shows by bins of equal width, the bound in the lower', () => {
    expect(calibration({ outcome: [0, 1, 1], probability: [0.5, 0.51, 1] }, 2, 'equalWidth')).toEqual([
      { members: 1, predicted: 0.5, observed: 0 },
      { members: 2, predicted: 0.755, observed: 1 },
    ]);
  });

  it('keeps ties together in bins of equal count', () => {
    const bins = calibration({ outcome: [0, 0, 0, 1], probability: [0.1, 0.1, 0.1, 0.9] }, 2, 'equalCount');
    expect(bins.map(({ members }) => members)).toEqual([3, 1]);
  });

  it('loses nobody in the bins', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }),
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom('equalWidth', 'equalCount'),
        (probability, bins, by) => {
          const found = calibration({ outcome: probability.map(() => 1), probability }, bins, by as 'equalWidth');
          expect(found.reduce((sum, bin) => sum + bin.members, 0)).toBe(probability.length);
          expect(found.length).toBeLessThanOrEqual(bins);
        },
      ),
    );
  });

  it('is perfect where events come as often as said', () => {
    expect(calibrationError({ outcome: [1, 0], probability: [0.5, 0.5] }, 10, 'equalWidth')).toEqual({ value: 0 });
  });
});

describe('isotonic regression', () => {
  // Tenths, three of which rounding would not give back: 0.1 + 0.1 + 0.1 by 3 is 0.10000000000000002.
  const tenth = fc.integer({ min: -50, max: 50 }).map((number) => number / 10);
  const values = fc.array(tenth, { minLength: 1, maxLength: 30 });

  it('never falls, keeps the sum, and leaves a rising column alone', () => {
    fc.assert(
      fc.property(values, (column) => {
        const fitted = isotonic(column);
        for (let i = 1; i < fitted.length; i++) expect(fitted[i]).toBeGreaterThanOrEqual(fitted[i - 1]!);
        const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
        expect(sum(fitted)).toBeCloseTo(sum(column), 8);
        const rising = [...column].sort((a, b) => a - b);
        expect(isotonic(rising)).toEqual(rising);
      }),
    );
  });
});

describe('CUSUM', () => {
  it('finds a lasting small drop and when it began', () => {
    // Below 9 by 0.5 each from the third on: 0.5, 1.0, 1.5 > 1.2
    expect(cusum([10, 10, 8.5, 8.5, 8.5], { target: 10, allowance: 1, limit: 1.2 }).alarm).toEqual({
      at: 4,
      onset: 2,
      side: 'low',
    });
  });

  it('takes a seasonal baseline', () => {
    expect(cusum([5, 10, 5, 10], { target: [5, 10, 5, 10], allowance: 0, limit: 1 }).alarm).toBeNull();
  });

  it.each([
    ['limit: expected a finite number above 0, got 0', { target: 1, allowance: 0, limit: 0 }],
    ['allowance: expected a finite number of at least 0, got NaN', { target: 1, allowance: Number.NaN, limit: 1 }],
    ['target: expected 2 entries, got 1', { target: [1], allowance: 0, limit: 1 }],
  ])('refuses with "%s"', (message, plan) => {
    expect(() => cusum([1, 2], plan)).toThrow(message);
  });
});

describe('binary regression with a prior', () => {
  const rows = [0, 1, 2, 3, 4, 5].map((x) => [1, x]);
  const outcome = [0, 0, 1, 0, 1, 1];
  const prior = { mean: [0, 0.5], precision: [0.1, 1] };

  // SciPy 1.17.1: optimize.root of the penalised score equations; errors from the inverse expected information plus the prior.
  it.each([
    [[-1.7945527124447878, 0.7857993182763373], [1.454533817066073, 0.5139118176574158], 'logit'],
    [[-1.958862934979375, 0.6484816733373215], [1.3130401990667522, 0.3926677082846512], 'cloglog'],
  ] as const)('finds %j with errors %j by %s', (coefficients, errors, link) => {
    const fit = fitBinary({ rows, outcome }, link, prior).value!;
    expect(fit.converged).toBe(true);
    coefficients.forEach((expected, j) => {
      expect(fit.coefficients[j]).toBeCloseTo(expected, 7);
      expect(fit.standardErrors[j]).toBeCloseTo(errors[j]!, 6);
    });
  });

  it('returns the prior where there are no data', () => {
    const fit = fitBinary({ rows: [], outcome: [] }, 'cloglog', prior).value!;
    expect(fit).toMatchObject({ coefficients: [0, 0.5], converged: true, logLikelihood: 0 });
    // 1 / √0.1 and 1
    expect(fit.standardErrors[0]).toBeCloseTo(Math.sqrt(10), 12);
    expect(fit.standardErrors[1]).toBeCloseTo(1, 12);
  });

  it.each(['logit', 'cloglog'] as const)('survives separation, no events and nothing but events by %s', (link) => {
    for (const outcomes of [
      [0, 0, 0, 1, 1, 1],
      [0, 0, 0, 0, 0, 0],
      [1, 1, 1, 1, 1, 1],
    ]) {
      const fit = fitBinary({ rows, outcome: outcomes, weights: outcomes.map(() => 1e6) }, link, prior).value!;
      expect(fit.converged).toBe(true);
      for (const b of [...fit.coefficients, ...fit.standardErrors]) expect(Number.isFinite(b)).toBe(true);
    }
  });

  it('does not depend on the order of the rows, to the last bit', () => {
    const members = fc.array(
      fc.record({
        x: fc.integer({ min: -3, max: 3 }),
        z: fc.double({ min: -1, max: 1, noNaN: true }),
        y: fc.constantFrom(0, 1),
      }),
    );
    fc.assert(
      fc.property(members, fc.constantFrom('logit', 'cloglog'), (list, link) => {
        const fitted = (ordered: typeof list) =>
          fitBinary(
            { rows: ordered.map(({ x, z }) => [1, x, z]), outcome: ordered.map(({ y }) => y) },
            link as 'logit',
            {
              mean: [-1, 0, 0.2],
              precision: [0.5, 1, 2],
            },
          );
        expect(fitted([...list].reverse())).toEqual(fitted(list));
      }),
    );
  });

  it('counts weights as repetitions', () => {
    const twice = fitBinary({ rows: [...rows, ...rows], outcome: [...outcome, ...outcome] }, 'logit', prior).value!;
    const weighted = fitBinary({ rows, outcome, weights: outcome.map(() => 2) }, 'logit', prior).value!;
    expect(weighted.coefficients).toEqual(twice.coefficients);
  });

  it('takes a known part of the score', () => {
    // An offset of 1 on every row is an intercept lower by 1 under the same prior around it.
    const shifted = fitBinary({ rows, outcome, offset: outcome.map(() => 1) }, 'logit', { ...prior, mean: [-1, 0.5] })
      .value!;
    const plain = fitBinary({ rows, outcome }, 'logit', prior).value!;
    expect(shifted.coefficients[0]! + 1).toBeCloseTo(plain.coefficients[0]!, 7);
    expect(shifted.coefficients[1]).toBeCloseTo(plain.coefficients[1]!, 7);
  });

  it('refuses a precision of zero, which separation could break', () => {
    expect(() => fitBinary({ rows, outcome }, 'logit', { mean: [0, 0], precision: [0, 1] })).toThrow(
      'prior.precision.0: expected a finite number above 0, got 0',
    );
  });

  it('turns scores into probabilities', () => {
    expect(binaryProbability(0, 'logit')).toBe(0.5);
    expect(binaryProbability(Math.log(Math.log(2)), 'cloglog')).toBeCloseTo(0.5, 14);
    expect(binaryProbability(-800, 'cloglog')).toBe(0);
  });
});
