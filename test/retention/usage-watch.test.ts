import { compileUsageWatch, type MonthlyUsage } from 'tenure/retention';
import { describe, expect, it } from 'vitest';

const policy = {
  kind: 'usageWatch',
  id: 'watch',
  version: '1',
  watchMonths: 6,
  baselineMonths: 12,
  knownMonths: 6,
  seasonal: true,
  allowancePercent: 10,
  limitPercent: 40,
  spikePercent: 100,
  spikeAdvice: 'changePlan',
} as const;
const watch = compileUsageWatch(policy);
const context = { asOf: '2013-01-10' };

/** Eighteen months to December 2012: July 2011 to June 2012 make the baseline, July to December 2012 are watched. */
const series = (
  baseline: (calendarMonth: number) => number,
  watched: readonly (number | null)[],
): readonly MonthlyUsage[] =>
  Array.from({ length: 18 }, (_, k) => {
    const year = k < 6 ? 2011 : 2012;
    const month = ((k + 6) % 12) + 1;
    return { month: `${year}-${String(month).padStart(2, '0')}`, used: k < 12 ? baseline(month) : watched[k - 12]! };
  });
const flat = () => 100;

describe('usage against the customer’s own level', () => {
  it.each([
    ['steady', null, 0, [100, 100, 100, 100, 100, 100]],
    // Each month 20 below; less the allowance of 10 the sum is 10, 20, 30, 40, 50: above 40 in the fifth month
    ['drop', '2012-08', -20, [100, 80, 80, 80, 80, 80]],
    ['steady', null, -20, [100, 100, 80, 80, 80, 80]],
    // 19 + 21 = 40 is not above 40, 19 + 22 is
    ['steady', null, -31, [100, 100, 100, 100, 71, 69]],
    ['drop', '2012-11', -32, [100, 100, 100, 100, 71, 68]],
    ['drop', '2012-11', -60, [100, 100, 100, 100, 40, 40]],
    ['spike', '2012-12', 120, [100, 100, 100, 100, 100, 220]],
    // 50 + 50 + 50 - 10 - 10 - 10 = 120 is still above 40, but the customer has been back for three months
    ['steady', null, 0, [40, 40, 40, 100, 100, 100]],
    ['drop', '2012-07', -60, [40, 40, 40, 100, 100, 40]],
    // Back to normal and more: 50 + 0 - 40 - … the sum has come down again
    ['steady', null, 50, [40, 100, 150, 150, 150, 150]],
  ] as const)('is a %s since %s (%d %%): %o', (finding, onset, changePercent, watched) => {
    expect(watch(series(flat, watched), context).outcome).toMatchObject({ finding, onset, changePercent });
  });

  it('advises a change of plan when the bill doubles, in the customer’s interest (RET-24)', () => {
    const decision = watch(series(flat, [100, 100, 100, 100, 100, 220]), context);
    expect(decision.outcome.advice).toBe('changePlan');
    expect(watch.explain(decision, 'en')).toEqual([
      'Usage jumped by 120 % over what was expected (100): advise changePlan.',
    ]);
  });

  it('does not call a single bad month as expected', () => {
    expect(watch.explain(watch(series(flat, [100, 100, 100, 100, 100, 60]), context), 'en')).toEqual([
      'No lasting drop and no jump: the last month is -40 % off what was expected.',
    ]);
  });

  it('a season that comes every year is no drop', () => {
    const school = (month: number) => (month === 7 || month === 8 ? 20 : 100);
    const summer = [20, 20, 100, 100, 100, 100];
    expect(watch(series(school, summer), context).outcome.finding).toBe('steady');
    const unseasonal = compileUsageWatch({ ...policy, seasonal: false, watchMonths: 4 });
    expect(unseasonal(series(school, summer), { asOf: '2012-09-10' }).outcome.finding).toBe('drop');
  });

  it('says so where the year before is not known throughout', () => {
    const gap = series(flat, [100, 100, 100, 100, 100, 100]).filter(({ month }) => month !== '2011-09');
    const { outcome, reasons } = watch(gap, context);
    expect(outcome.finding).toBe('steady');
    expect(reasons.map(({ code }) => code)).toEqual(['steady', 'seasonUnknown']);
  });

  it('where nothing was used before there is nothing to compare with, and it says so', () => {
    const decision = watch(
      series(() => 0, [0, 0, 0, 100, 100, 100]),
      context,
    );
    expect(decision).toMatchObject({ outcome: { finding: 'undetermined', changePercent: null }, unknown: [] });
    expect(watch.explain(decision, 'en')).toEqual(['Nothing was used in the 12 months that are to be compared with.']);
    expect(watch.explain(decision, 'zh')).toEqual(['作为比较基准的 12 个月均无用量。']);
  });

  it.each([1e16, 1e-300, -1, Number.NaN])('a use of %d is refused, so that no percentage is infinite', (used) => {
    expect(() => watch(series(flat, [100, 100, 100, 100, 100, used]), context)).toThrow(
      'usage.17.used: expected 0, or a number from 1e-9 to 1000000000000000',
    );
  });

  it('a month without data is not a month without usage', () => {
    expect(watch(series(flat, [100, 100, null, null, 100, 100]), context).outcome.finding).toBe('steady');
    expect(watch(series(flat, [100, 100, 100, 100, 100, null]), context)).toMatchObject({
      outcome: { finding: 'undetermined' },
      unknown: ['usage'],
    });
    expect(watch([], context).outcome.finding).toBe('undetermined');
    expect(
      watch(
        series(() => 0, [0, 0, 0, 0, 0, 0]),
        context,
      ).outcome.finding,
    ).toBe('undetermined');
  });
});
