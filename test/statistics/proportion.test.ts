import * as fc from 'fast-check';
import {
  adjustPValues,
  compareShares,
  differenceInDifferences,
  riskRatio,
  share,
  shareInterval,
  shareTest,
} from 'tenure/statistics';
import { describe, expect, it } from 'vitest';

const proportion = fc
  .integer({ min: 1, max: 500 })
  .chain((of) => fc.record({ count: fc.integer({ min: 0, max: of }), of: fc.constant(of) }));

describe('a share', () => {
  it('of nobody is undefined, not zero', () => {
    expect(share({ count: 0, of: 0 })).toEqual({ undefinedBecause: 'emptyGroup' });
    expect(shareInterval({ count: 0, of: 0 }, 0.95, 'wilson')).toEqual({ undefinedBecause: 'emptyGroup' });
  });

  // SciPy 1.17.1: binomtest(…).proportion_ci(method='wilson').
  it.each([
    [0, 0.27753279986288926, 0, 10],
    [0.021093738828834696, 0.042503414147587126, 30, 1000],
  ])('has the Wilson interval %s to %s for %s of %s', (lower, upper, count, of) => {
    const interval = shareInterval({ count, of }, 0.95, 'wilson').value!;
    expect(interval.lower).toBeCloseTo(lower, 12);
    expect(interval.upper).toBeCloseTo(upper, 12);
  });

  it('lies within its Wilson interval, and that within 0 and 1', () => {
    fc.assert(
      fc.property(proportion, (of) => {
        const p = share(of).value!;
        const { lower, upper } = shareInterval(of, 0.95, 'wilson').value!;
        expect([0, lower, p, upper, 1]).toEqual([0, lower, p, upper, 1].sort((a, b) => a - b));
      }),
    );
  });

  it('has a Wald interval of no width at 0, which is why Wilson is there', () => {
    expect(shareInterval({ count: 0, of: 10 }, 0.95, 'wald').value).toEqual({ lower: 0, upper: 0 });
  });

  it.each([
    ['proportion.count: expected at most 10, got 11', { count: 11, of: 10 }],
    ['proportion.count: expected a whole number of at least 0, got -1', { count: -1, of: 10 }],
    ['proportion.of: expected a whole number of at least 0, got NaN', { count: 0, of: Number.NaN }],
  ])('refuses with "%s"', (message, bad) => {
    expect(() => share(bad)).toThrow(message);
  });
});

describe('two shares compared', () => {
  it('60 of 1,000 against 40 of 1,000 is two points', () => {
    const { difference, z } = compareShares({ count: 60, of: 1000 }, { count: 40, of: 1000 }, 0.95);
    expect(difference.value).toBeCloseTo(0.02, 15);
    // 0.02 / √(0.05 · 0.95 · 2 / 1000)
    expect(z.value).toBeCloseTo(0.02 / Math.sqrt((0.05 * 0.95 * 2) / 1000), 12);
  });

  it('says that no test is possible when nobody in either group has the property, but the difference is zero', () => {
    const result = compareShares({ count: 0, of: 50 }, { count: 0, of: 70 }, 0.95);
    expect(result.difference).toEqual({ value: 0 });
    expect(result.pValue).toEqual({ undefinedBecause: 'noVariation' });
    expect(result.newcombe.value!.upper).toBeGreaterThan(0);
  });

  it('cannot compare with an empty group', () => {
    const result = compareShares({ count: 1, of: 2 }, { count: 0, of: 0 }, 0.95);
    expect(result.first).toEqual({ value: 0.5 });
    for (const figure of [result.difference, result.z, result.pValue, result.wald, result.newcombe]) {
      expect(figure).toEqual({ undefinedBecause: 'emptyGroup' });
    }
  });

  it('turns its sign when the groups change places', () => {
    fc.assert(
      fc.property(proportion, proportion, (a, b) => {
        const [one, other] = [compareShares(a, b, 0.9), compareShares(b, a, 0.9)];
        expect(one.difference.value! + other.difference.value!).toBeCloseTo(0, 14);
        expect(one.newcombe.value!.lower).toBeCloseTo(-other.newcombe.value!.upper, 12);
        expect(one.pValue.value ?? null).toBe(other.pValue.value ?? null);
      }),
    );
  });

  it('knows the likelihood ratio: 60 against 30 of 1,000 is twice, from 1.30 to 3.07', () => {
    // NumPy: 2 · exp(±1.96 · √(1/60 − 1/1000 + 1/30 − 1/1000))
    const { ratio, interval } = riskRatio({ count: 60, of: 1000 }, { count: 30, of: 1000 }, 0.95);
    expect(ratio).toEqual({ value: 2 });
    expect(interval.value!.lower).toBeCloseTo(1.3017904499152522, 10);
    expect(interval.value!.upper).toBeCloseTo(3.072691154141132, 10);
  });

  it.each([
    ['zeroBase', { count: 1, of: 10 }, { count: 0, of: 10 }],
    ['emptyGroup', { count: 0, of: 0 }, { count: 1, of: 10 }],
  ])('has no ratio because %s', (undefinedBecause, a, b) => {
    expect(riskRatio(a, b, 0.95).ratio).toEqual({ undefinedBecause });
  });

  it('tests one share against a stated one', () => {
    expect(shareTest({ count: 5, of: 100 }, 0.05).z.value).toBeCloseTo(0, 12);
    expect(shareTest({ count: 0, of: 100 }, 0.05).z).toEqual({ undefinedBecause: 'noVariation' });
  });
});

describe('difference in differences', () => {
  const sample = (percent: number) => ({ count: percent * 10, of: 1000 });

  it('credits the programme with 1.5 points when treated rise from 92 to 94 and control from 92 to 92.5', () => {
    const result = differenceInDifferences(
      { before: sample(92), after: sample(94) },
      { before: sample(92), after: sample(92.5) },
      0.95,
    );
    expect(result.effect.value).toBeCloseTo(0.015, 12);
    const variance = (0.92 * 0.08 + 0.94 * 0.06 + 0.92 * 0.08 + 0.925 * 0.075) / 1000;
    expect(result.standardError.value).toBeCloseTo(Math.sqrt(variance), 12);
    expect(result.interval.value!.lower).toBeCloseTo(0.015 - 1.959963984540054 * Math.sqrt(variance), 12);
  });

  it('is undefined with an empty sample', () => {
    const none = { count: 0, of: 0 };
    const result = differenceInDifferences(
      { before: sample(92), after: sample(94) },
      { before: none, after: sample(92) },
      0.95,
    );
    expect(result.effect).toEqual({ undefinedBecause: 'emptyGroup' });
  });
});

describe('many tests at once', () => {
  // 0.005 · 4, 0.01 · 3, then 0.03 · 2 and 0.04 · 1 raised to what came before.
  it.each([
    [[0.03, 0.06, 0.06, 0.02], 'holm'],
    // SciPy 1.17.1: stats.false_discovery_control
    [[0.02, 0.04, 0.04, 0.02], 'benjaminiHochberg'],
    [[0.04, 0.16, 0.12, 0.02], 'bonferroni'],
    [[0.01, 0.04, 0.03, 0.005], 'none'],
  ] as const)('adjusts 0.01, 0.04, 0.03, 0.005 to %j by %s', (expected, correction) => {
    adjustPValues([0.01, 0.04, 0.03, 0.005], correction).forEach((p, i) => {
      expect(p).toBeCloseTo(expected[i]!, 14);
    });
  });

  it('never lowers a p-value, never leaves 1, and keeps their order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true })),
        fc.constantFrom('holm', 'benjaminiHochberg', 'bonferroni'),
        (ps, correction) => {
          const adjusted = adjustPValues(ps, correction as 'holm');
          ps.forEach((p, i) => {
            expect(adjusted[i]).toBeGreaterThanOrEqual(p);
            expect(adjusted[i]).toBeLessThanOrEqual(1);
            ps.forEach((q, j) => {
              if (p < q) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j]!);
            });
          });
        },
      ),
    );
  });
});
