import fc from 'fast-check';
import { InputError } from 'tenure/core';
import {
  churnEffect,
  type FixedRetention,
  fitRetention,
  lifetimeMultiple,
  lifetimeValue,
  presentValue,
  residualElasticity,
  residualLifetime,
  retentionElasticity,
  retentionLogLikelihood,
  retentionRate,
  survivalShare,
  survivalShares,
} from 'tenure/value';
import { describe, expect, it } from 'vitest';
import { yuan } from './tiers.js';

const base: FixedRetention = { retention: 0.8, discountRate: 0.1, payment: 'endIfRetained' };
const multiple = (change: Partial<FixedRetention>) => lifetimeMultiple({ ...base, ...change }).value;

describe('lifetime value at a fixed retention', () => {
  it.each([
    // r / (1 + i − r) = .8 / .3; (1 + i) / (1 + i − r) = 1.1 / .3; 1 / (1 + i − r) = 1 / .3
    [0.8 / 0.3, 'endIfRetained'],
    [1.1 / 0.3, 'start'],
    [1 / 0.3, 'end'],
  ] as const)('is %d margins when paid at the %s', (expected, payment) => {
    expect(multiple({ payment })).toBeCloseTo(expected, 12);
  });

  it.each([
    // .8/1.1 + (.8/1.1)², 1 + .8/1.1, 1/1.1 + .8/1.1²
    [0.8 / 1.1 + (0.8 / 1.1) ** 2, 'endIfRetained'],
    [1 + 0.8 / 1.1, 'start'],
    [1 / 1.1 + 0.8 / 1.21, 'end'],
  ] as const)('is %d margins over two periods when paid at the %s', (expected, payment) => {
    expect(multiple({ payment, periods: 2 })).toBeCloseTo(expected, 12);
  });

  it('is nothing over no periods, and counts periods that never end one by one', () => {
    expect(multiple({ periods: 0 })).toBe(0);
    expect(multiple({ retention: 1, discountRate: 0, periods: 7, payment: 'start' })).toBe(7);
  });

  it('of customers who all stay or all go is exact', () => {
    // (1 + i) / i for 10 %; i = 1e-9 leaves no digits over where 1 + i comes first. Who leaves at once pays the first margin alone.
    expect(multiple({ retention: 1, payment: 'start' })).toBeCloseTo(11, 14);
    expect(multiple({ retention: 1, discountRate: 1e-9, payment: 'end' })! / 1e9).toBeCloseTo(1, 14);
    expect([multiple({ retention: 0, payment: 'start' }), multiple({ retention: 0 })]).toEqual([1, 0]);
    expect(multiple({ retention: 0, payment: 'start', periods: 0 })).toBe(0);
    expect(multiple({ retention: 0, payment: 'start', periods: 5 })).toBe(1);
  });

  it('has no number for customers who never leave and rates that never discount', () => {
    expect(lifetimeMultiple({ retention: 1, discountRate: 0, payment: 'start' })).toEqual({
      undefinedBecause: 'notEstimable',
    });
  });

  it('keeps the sign of a margin below zero', () => {
    expect(lifetimeValue(yuan('-120.00'), lifetimeMultiple(base), { mode: 'halfUp' }).value).toEqual(yuan('-320.00'));
  });

  it.each([1.01, -0.01, Number.NaN])('refuses a retention of %d', (retention) => {
    expect(() => lifetimeMultiple({ ...base, retention })).toThrow(InputError);
  });

  it('approaches its endless value from below', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 400 }),
        (retention, discountRate, periods) => {
          for (const payment of ['start', 'end', 'endIfRetained'] as const) {
            const endless = lifetimeMultiple({ retention, discountRate, payment }).value!;
            expect(lifetimeMultiple({ retention, discountRate, payment, periods }).value!).toBeLessThanOrEqual(
              endless * (1 + 1e-12),
            );
          }
        },
      ),
    );
  });
});

describe('less churn', () => {
  it.each([
    ['0.2750', { points: 0.05 }, 0.85, true],
    ['0.0474', { share: 0.05 }, 0.81, false],
  ] as const)('is worth %s for %j at .80 and 10 %%', (uplift, reduction, after, within) => {
    const effect = churnEffect(base, reduction).value!;
    expect(effect.uplift.toFixed(4)).toBe(uplift);
    expect(effect.retentionAfter).toBeCloseTo(after, 12);
    expect(effect.withinCitedRange).toBe(within);
  });

  it('moves a margin of 100 from 266.67 to 340.00', () => {
    const { multipleBefore, multipleAfter } = churnEffect(base, { points: 0.05 }).value!;
    expect([multipleBefore * 100, multipleAfter * 100].map((value) => value.toFixed(2))).toEqual(['266.67', '340.00']);
  });

  it('says what it is of and what it is not', () => {
    expect(churnEffect(base, { points: 0.05 }).value).toMatchObject({
      of: 'lifetimeValuePerCustomer',
      isNot: 'companyProfit',
    });
  });

  it('cannot be more than there is, but all of it', () => {
    expect(() => churnEffect(base, { points: 0.21 })).toThrow(InputError);
    expect(churnEffect({ ...base, retention: 0.95 }, { points: 0.05 }).value?.retentionAfter).toBe(1);
  });

  it('has no percentage on a value of zero', () => {
    expect(churnEffect({ ...base, retention: 0 }, { points: 0.1 })).toEqual({ undefinedBecause: 'zeroBase' });
  });
});

describe('retention elasticity', () => {
  it.each(['start', 'end', 'endIfRetained'] as const)(
    'is what one more per mille of retention does, paid at the %s',
    (payment) => {
      const step = 1e-6;
      const now = multiple({ payment })!;
      const then = multiple({ payment, retention: 0.8 * (1 + step) })!;
      expect(retentionElasticity({ ...base, payment }).value).toBeCloseTo((then / now - 1) / step, 4);
    },
  );

  it('of a mixed cohort is that of its terms: with all alike, (1 + d) / (1 + d − r)', () => {
    // α = 2e6, β = 8e6: everybody renews with .8
    expect(residualElasticity({ alpha: 2e6, beta: 8e6 }, 0, 0.1).value).toBeCloseTo(1.1 / 0.3, 4);
  });
});

describe('the present value of amounts', () => {
  it('discounts each by its distance: -100 + 60 / 1.1 + 60 / 1.21 = 4.13', () => {
    expect(presentValue([-100, 60, 60], 0.1).toFixed(2)).toBe('4.13');
  });
});

const highEnd = [1000, 869, 743, 653, 593, 551, 517, 491];

describe('the shifted beta-geometric fit', () => {
  it('finds the published parameters, with standard errors', () => {
    const fit = fitRetention(highEnd).value!;
    expect(fit).toMatchObject({ converged: true });
    if (!fit.converged) return;
    expect([fit.alpha, fit.beta].map((p) => p.toFixed(3))).toEqual(['0.668', '3.806']);
    expect(fit.logLikelihood).toBeCloseTo(-1611.158, 3);
    // The curvature of the likelihood by differences: H = [[aa, ab], [ab, bb]], errors from −H⁻¹.
    const at = (a: number, b: number) => retentionLogLikelihood(highEnd, { alpha: fit.alpha + a, beta: fit.beta + b });
    const h = 1e-3;
    const aa = (at(h, 0) - 2 * at(0, 0) + at(-h, 0)) / h ** 2;
    const bb = (at(0, h) - 2 * at(0, 0) + at(0, -h)) / h ** 2;
    const ab = (at(h, h) - at(h, -h) - at(-h, h) + at(-h, -h)) / (4 * h ** 2);
    const determinant = aa * bb - ab ** 2;
    expect(fit.standardErrors.alpha).toBeCloseTo(Math.sqrt(-bb / determinant), 3);
    expect(fit.standardErrors.beta).toBeCloseTo(Math.sqrt(-aa / determinant), 2);
  });

  it('is the top: no step to a side is higher', () => {
    const survivors = fc
      .array(fc.double({ min: 0.5, max: 0.99, noNaN: true }), { minLength: 3, maxLength: 12 })
      .map((rates) => {
        const sorted = [...rates].sort((a, b) => a - b);
        let left = 10_000;
        return [left, ...sorted.map((rate) => (left = Math.round(left * rate)))];
      });
    fc.assert(
      fc.property(survivors, (series) => {
        const fit = fitRetention(series).value;
        if (fit === undefined || !fit.converged) return;
        for (const [a, b] of [
          [1.001, 1],
          [0.999, 1],
          [1, 1.001],
          [1, 0.999],
          [1.001, 1.001],
          [0.999, 0.999],
        ] as const) {
          const aside = retentionLogLikelihood(series, { alpha: fit.alpha * a, beta: fit.beta * b });
          expect(aside).toBeLessThanOrEqual(fit.logLikelihood + 1e-6);
        }
      }),
    );
  });

  it('pools cohorts of different age: twice the same cohort is the same point with smaller errors', () => {
    const one = fitRetention(highEnd).value!;
    const two = fitRetention([highEnd, highEnd]).value!;
    if (!one.converged || !two.converged) throw new Error('both converge');
    expect(two.alpha).toBeCloseTo(one.alpha, 8);
    expect(two.standardErrors.beta).toBeCloseTo(one.standardErrors.beta / Math.SQRT2, 6);
  });

  it.each([
    // All alike at 90 %; quicker churn with age; nobody goes; whoever goes, goes at once.
    ['noHeterogeneity', [1000, 900, 810, 729]],
    ['noHeterogeneity', [1000, 990, 970, 940, 900]],
    ['noHeterogeneity', [100, 50, 0]],
    ['noLosses', [100, 100, 100]],
    ['allAtOnce', [100, 50, 50]],
    ['allAtOnce', [100, 0, 0]],
  ])('gives the best point and %s for %j', (because, survivors) => {
    const fit = fitRetention(survivors).value!;
    expect(fit).toMatchObject({ converged: false, because });
    if (fit.converged) return;
    for (const figure of Object.values(fit.best)) expect(Number.isFinite(figure)).toBe(true);
  });

  it('knows the churn even where it cannot know the spread', () => {
    const alike = fitRetention([1000, 900, 810, 729]).value!;
    expect(alike.converged ? 0 : alike.best.meanChurn).toBeCloseTo(0.1, 4);
  });

  it.each([
    ['zeroBase', [0, 0, 0]],
    ['zeroBase', []],
    ['tooFewObservations', [100, 50]],
  ])('is undefined because %s for %j', (because, survivors) => {
    expect(fitRetention(survivors)).toEqual({ undefinedBecause: because });
  });

  it('refuses a survivor series that rises, and names the place', () => {
    const rising = () => fitRetention([100, 60, 61]);
    expect(rising).toThrow('survivors.2: expected at most the 60 of the period before, got 61');
    expect(() => survivalShares([100, 60, 61])).toThrow(InputError);
    expect(() => fitRetention([100, -1])).toThrow(InputError);
    expect(() => fitRetention([100, Number.NaN])).toThrow(InputError);
  });
});

describe('a projection', () => {
  const model = { alpha: 0.668, beta: 3.806 };

  it('has retention rates that rise with age and multiply to survival', () => {
    let survival = 1;
    for (let period = 1; period <= 30; period += 1) {
      survival *= retentionRate(model, period);
      expect(survivalShare(model, period)).toBeCloseTo(survival, 12);
      if (period > 1) expect(retentionRate(model, period)).toBeGreaterThan(retentionRate(model, period - 1));
    }
  });

  it('agrees between products and gamma functions', () => {
    expect(survivalShare({ ...model, shape: 1 + 1e-13 }, 12)).toBeCloseTo(survivalShare(model, 12), 10);
    // With α = β = 1 the share after an age of a is 1 / (1 + a), here after 10^6, 10^12 and 10^16; no gamma function is that exact.
    const even = { alpha: 1, beta: 1 };
    for (const [periods, shape, age] of [
      [1e6, 1, 1e6],
      [1e6, 2, 1e12],
      [1e8, 2, 1e16],
    ] as const)
      expect(survivalShare({ ...even, shape }, periods) * (1 + age)).toBeCloseTo(1, 8);
    // β / (β + age): (99 / 100)^50 of those there after 99 periods are there after 100.
    expect(retentionRate({ alpha: 1, beta: 1e-3, shape: 50 }, 100)).toBeCloseTo(0.99 ** 50, 8);
    // Far out it is ((t − 1) / t)^(αc), also where the shares of both periods are too small for a number, or their ages too large.
    expect(retentionRate({ alpha: 1000, beta: 1e-3, shape: 5 }, 100_000)).toBeCloseTo((1 - 1e-5) ** 5000, 10);
    expect(retentionRate({ alpha: 300, beta: 2, shape: 60 }, 1_000_000)).toBeCloseTo((1 - 1e-6) ** 18_000, 10);
  });

  it.each([0, 1, 2, 5])('values what is left after %d renewals as the discounted chances of paying', (renewals) => {
    let [sum, chance] = [0, 1];
    for (let t = 0; t < 4000; t += 1) {
      chance *= retentionRate(model, renewals + t + 1);
      sum += chance / 1.1 ** t;
    }
    expect(residualLifetime(model, renewals, 0.1).value).toBeCloseTo(sum, 9);
  });

  it('without discounting is finite only where α exceeds 1: (β + n) / (α − 1)', () => {
    expect(residualLifetime({ alpha: 3, beta: 10 }, 2, 0).value).toBe(6);
    expect(residualLifetime({ alpha: 3, beta: 10 }, 2, 1e-6).value).toBeCloseTo(6, 3);
    expect(residualLifetime({ alpha: 1, beta: 10 }, 2, 0)).toEqual({ undefinedBecause: 'notEstimable' });
  });

  it.each([
    { alpha: 0, beta: 1 },
    { alpha: 1, beta: -1 },
    { alpha: Number.NaN, beta: 1 },
  ])('refuses %j', (odd) => {
    expect(() => residualLifetime(odd, 0, 0.1)).toThrow(InputError);
  });
});
