import { compileSilentStop, type MonthlyUsage } from 'tenure/retention';
import { describe, expect, it } from 'vitest';

const terms = {
  kind: 'silentStop',
  id: 'broadband',
  version: '1',
  baselineMonths: 6,
  knownMonths: 3,
  recentMonths: 2,
  stoppedAtMostPercent: 5,
  substituteRisePercent: 50,
  windingFallPercent: 70,
} as const;
const classify = compileSilentStop(terms);

/** Six months at `before`, then November and December at `after`. */
const series = (before: number, after: number | null): readonly MonthlyUsage[] => [
  ...['05', '06', '07', '08', '09', '10'].map((month) => ({ month: `2012-${month}`, used: before })),
  { month: '2012-11', used: after },
  { month: '2012-12', used: after },
];

const context = { asOf: '2013-01-15' };

describe('who has stopped using broadband without cancelling it (RET-03)', () => {
  it.each([
    ['stoppedAndSubstituted', series(60, 0), series(100, 300)],
    ['accountWindingDown', series(60, 12), series(100, 20)],
    ['accountWindingDown', series(60, 0), series(100, 10)],
    ['stoppedWithoutSubstitute', series(60, 0), series(100, 100)],
    ['stoppedWithoutSubstitute', series(60, 3), series(100, 149)],
    ['stoppedAndSubstituted', series(60, 3), series(100, 150)],
    ['stoppedAndSubstituted', series(60, 0), series(0, 40)],
    ['active', series(60, 40), series(100, 300)],
    ['active', series(60, 12), series(100, 100)],
    ['undetermined', series(60, 0), []],
    ['undetermined', series(60, 0), series(100, null)],
    ['undetermined', series(60, null), series(100, 300)],
    ['undetermined', series(0, 0), series(100, 300)],
  ] as const)('%s', (expected, service, substitute) => {
    const input = { service, substitute, billed: true };
    expect(classify(input, context).outcome).toBe(expected);
    expect(classify.outcome(input, context)).toBe(expected);
  });

  it('a boundary in per cent is met exactly, whatever the percentage', () => {
    const base = 100;
    for (let percent = 1; percent <= 99; percent += 1) {
      const bounds = compileSilentStop({
        ...terms,
        stoppedAtMostPercent: percent,
        substituteRisePercent: percent,
        windingFallPercent: percent,
      });
      const outcome = (service: number, substitute: number) =>
        bounds.outcome({ service: series(base, service), substitute: series(base, substitute) }, context);
      // Up by the percentage itself, and by one part in a hundred less
      expect(outcome(0, base + percent)).toBe('stoppedAndSubstituted');
      expect(outcome(0, base + percent - 1)).toBe('stoppedWithoutSubstitute');
      // Both down by it, the substitute down by less
      expect(outcome(base - percent, base - percent)).toBe('accountWindingDown');
      expect(outcome(0, base - percent + 1)).toBe('stoppedWithoutSubstitute');
      // Used no more than it, and one part more
      expect(outcome(percent, base)).toBe('stoppedWithoutSubstitute');
      expect(outcome(percent + 1, base)).toBe('active');
    }
  });

  it('shows baselines, recent use and the change, in both languages', () => {
    const decision = classify({ service: series(60, 0), substitute: series(100, 300) }, context);
    expect(classify.explain(decision, 'en')).toEqual([
      'Stopped since 2012-11 and taken up elsewhere, while still paid for.',
      'Service: 0 a month against 60 before (-100 %).',
      'Substitute: 300 a month against 100 before (200 %).',
    ]);
    expect(classify.explain(decision, 'zh')[0]).toBe('自 2012-11 起停用并已转用替代业务，但仍在计费。');
  });

  it('names the series that is too short, in both languages', () => {
    const decision = classify({ service: series(60, 0), substitute: [] }, context);
    expect(classify.explain(decision, 'en')[1]).toBe(
      'Too few known months of the substitute: 2 recent and 3 before are needed.',
    );
    expect(classify.explain(decision, 'zh')[1]).toBe('替代业务的已知月份不足：需要最近 2 个月及此前 3 个月。');
  });

  it('a month without data is not a month without usage', () => {
    const gap = series(60, 0).filter(({ month }) => month !== '2012-11');
    expect(classify({ service: gap, substitute: series(100, 300) }, context)).toMatchObject({
      outcome: 'undetermined',
      unknown: ['service'],
    });
  });

  it('a service no longer billed was cancelled, not left silently', () => {
    const decision = classify({ service: series(60, 0), substitute: series(100, 300), billed: false }, context);
    expect(decision.reasons.map(({ code }) => code)).toEqual(['undetermined', 'cancelled']);
  });

  it('refuses a series with a month twice or a use below zero, saying where', () => {
    const service = [
      { month: '2012-13', used: 1 },
      { month: '2012-10', used: -1 },
      { month: '2012-10', used: 1 },
    ];
    expect(() => classify({ service, substitute: [] }, context)).toThrow('service.0.month: expected a month YYYY-MM');
  });

  it('the order of months never matters', () => {
    const shuffled = { service: series(60, 0).toReversed(), substitute: series(100, 300).toReversed() };
    expect(classify.outcome(shuffled, context)).toBe('stoppedAndSubstituted');
  });
});
