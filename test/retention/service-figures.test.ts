import { InputError } from 'tenure/core';
import { admit, coverageGaps, measuredRate, measureMix, spendForecast, winBack } from 'tenure/retention';
import { describe, expect, it } from 'vitest';

describe('what is still missing', () => {
  it.each([
    [['c'], ['a', 'b', 'c'], ['a', 'b']],
    [[], ['a', 'b'], ['b', 'a']],
    [['food'], ['shopping', 'life', 'entertainment', 'food'], ['shopping', 'life', 'entertainment']],
    [['director-senior'], ['manager-supervisor', 'director-senior'], ['manager-supervisor']],
    [['broadband', 'fixed'], ['mobile', 'broadband', 'fixed'], ['mobile']],
    [['fixed'], ['fixed', 'broadband', 'mobile'], ['broadband', 'mobile']],
  ])('%o of %o with %o (RET-12, RET-16, RET-41, PRC-48, CMP-23)', (gap, required, covered) => {
    expect(coverageGaps(required, covered)).toEqual(gap);
  });
});

describe('rates over what was measured', () => {
  it.each([
    ['97.96 98.00', { met: 96, measured: 98, all: 100 }],
    ['75.00 100.00', { met: 60, measured: 80, all: 80 }],
    ['87.50 100.00', { met: 35, measured: 40, all: 40 }],
    ['98.00 100.00', { met: 980, measured: 1000, all: 1000 }],
  ])('%s per cent for %o (RET-34, RET-18, RET-28, RET-10)', (expected, counts) => {
    const { rate, coverage } = measuredRate(counts);
    expect([rate, coverage].map(({ value }) => (value! * 100).toFixed(2)).join(' ')).toBe(expected);
  });

  it('are undefined, because, where nothing was measured, and refuse counts that do not nest', () => {
    expect(measuredRate({ met: 0, measured: 0, all: 9 })).toEqual({
      rate: { undefinedBecause: 'noObservations' },
      coverage: { value: 0 },
    });
    expect(() => measuredRate({ met: 3, measured: 2, all: 9 })).toThrow(InputError);
  });
});

describe('over-reliance on price (RET-36, PRC-19)', () => {
  it.each([
    [true, 8, 10],
    [true, 3, 4],
    [false, 5, 10],
    [false, 0, 0],
  ])('is %s with %d price measures of %d where half is allowed', (exceeds, price, all) => {
    const plan = Array.from({ length: all }, (_, k) => ({ price: k < price }));
    expect(measureMix(plan, 50).exceeds).toBe(exceeds);
  });

  it.each([Number.NaN, -1, 101])('has no share of %d', (mostPercent) => {
    expect(() => measureMix([{ price: true }], mostPercent)).toThrow('mostPercent: expected a percentage');
  });
});

describe('places in a club (RET-15)', () => {
  it('go to 40 of 45 by tier, then by the time they applied', () => {
    const applicants = Array.from({ length: 45 }, (_, k) => ({
      id: `${k}`,
      tier: k % 3 === 0 ? 'gold' : 'silver',
      appliedAt: `2013-01-${String(31 - (k % 28)).padStart(2, '0')}T10:00`,
    }));
    const { admitted, waiting } = admit(applicants, ['gold', 'silver'], 40);
    expect([admitted.length, waiting.length]).toEqual([40, 5]);
    expect(admitted.slice(0, 15).every(({ tier }) => tier === 'gold')).toBe(true);
    const lastIn = admitted.at(-1)!.appliedAt;
    expect(waiting.every(({ tier, appliedAt }) => tier === 'silver' && appliedAt >= lastIn)).toBe(true);
    expect(admit(applicants.toReversed(), ['gold', 'silver'], 40)).toEqual({ admitted, waiting });
  });
});

describe('whether a potential account will be promoted (RET-40)', () => {
  it('5,000, 6,500 and 8,000 lead to 9,500 and after twelve months to 26,000, short of 50,000', () => {
    const { months, reachedIn } = spendForecast([5000, 6500, 8000], 50_000, 12);
    expect([months[0], months[11], reachedIn]).toEqual([9500, 26_000, null]);
    expect(spendForecast([5000, 6500, 8000], 11_000, 12).reachedIn).toBe(2);
  });

  it('reaches a threshold in the month in which the line meets it, not one later', () => {
    // Mean 11,700 / 7; slope 6 × 22,600 / 336 a month. The 19th month ahead is 22 after the middle one:
    // 11,700 / 7 + 22 × 6 × 22,600 / 336 = 3,544,800 / 336 = 10,550
    const past = [100, 700, 2800, 700, 2800, 800, 3800];
    expect(spendForecast(past, 10_550, 24).reachedIn).toBe(19);
    expect(spendForecast(past, 10_551, 24).reachedIn).toBe(20);
  });

  it('needs two finite figures', () => {
    expect(() => spendForecast([5000], 1, 1)).toThrow('at least two finite figures');
    expect(() => spendForecast([5000, Number.NaN], 1, 1)).toThrow('past.1');
    // Their mean would be infinite, and its line no number.
    expect(() => spendForecast([1.7e308, 1.7e308], 1, 1)).toThrow('past.0');
  });

  it.each<[string, number, number]>([
    ['threshold: expected a finite figure, got NaN', Number.NaN, 12],
    ['horizonMonths: expected a whole number from 0 to 1200, got Infinity', 1, Number.POSITIVE_INFINITY],
    ['horizonMonths: expected a whole number from 0 to 1200, got -1', 1, -1],
    ['horizonMonths: expected a whole number from 0 to 1200, got 1.5', 1, 1.5],
  ])('%s', (message, threshold, horizonMonths) => {
    expect(() => spendForecast([5000, 6500], threshold, horizonMonths)).toThrow(message);
  });
});

describe('winning back (RET-43)', () => {
  const windows = [{ reason: 'tariff', fromMonths: 1, toMonths: 12 }] as const;
  it.each([
    ['reasonNotWonBack', false, 'closure', '2012-10-01'],
    ['inWindow', true, 'tariff', '2012-10-01'],
    ['tooEarly', false, 'tariff', '2012-12-15'],
    ['tooLate', false, 'tariff', '2011-12-01'],
    ['dateUnknown', false, 'tariff', null],
    ['reasonNotWonBack', false, null, '2012-10-01'],
  ] as const)('%s: %s for %s on %s', (because, eligible, reason, leftOn) => {
    expect(winBack({ reason, leftOn }, windows, '2013-01-01')).toMatchObject({ because, eligible });
  });

  it('a date that the record leaves out is unknown', () => {
    expect(winBack({ reason: 'tariff', leftOn: undefined }, windows, '2013-01-01').because).toBe('dateUnknown');
  });

  it.each<[string, object, string]>([
    ['windows.0.fromMonths: expected a whole number of at least 0, got NaN', { fromMonths: Number.NaN }, '2013-01-01'],
    ['windows.0.toMonths: expected a whole number of at least 1, got NaN', { toMonths: Number.NaN }, '2013-01-01'],
    [
      'windows.0.toMonths: expected a whole number of at least 12, got 1',
      { fromMonths: 12, toMonths: 1 },
      '2013-01-01',
    ],
    ['asOf: expected a calendar date YYYY-MM-DD, got "2013-02-30"', {}, '2013-02-30'],
  ])('%s', (message, change, asOf) => {
    expect(() => winBack({ reason: 'tariff', leftOn: null }, [{ ...windows[0], ...change }], asOf)).toThrow(message);
  });

  it('two windows for one reason are refused', () => {
    expect(() => winBack({ reason: 'tariff', leftOn: null }, [...windows, ...windows], '2013-01-01')).toThrow(
      'windows.1.reason: expected each reason once',
    );
  });
});
