import { type InputError, PolicyError } from 'tenure/core';
import {
  type AssessmentScheme,
  assessmentSteps,
  checkAssessmentScheme,
  cohortBonus,
  type IndicatorStandard,
  incentive,
  resultSheet,
  scoreAgainst,
  withinBudget,
} from 'tenure/outreach';
import { describe, expect, it } from 'vitest';
import { retentionAssessment as scheme } from '../../examples/policies/assessment.js';

const cny = (amount: string) => ({ amount, currency: 'CNY' });
const statuses = (json: AssessmentScheme) => assessmentSteps(json).map(({ status }) => status);
const without = (key: 'department' | 'person' | 'standard', level?: string): AssessmentScheme => ({
  ...scheme,
  indicators: scheme.indicators.map((indicator) =>
    level === undefined || indicator.level === level ? { ...indicator, [key]: undefined } : indicator,
  ),
});

describe('the five steps', () => {
  it('are open one after the other', () => {
    expect(assessmentSteps(scheme).map(({ number, step, status }) => [number, step, status])).toEqual([
      [1, 'buildProcess', 'complete'],
      [2, 'setIndicators', 'complete'],
      [3, 'chooseObject', 'complete'],
      [4, 'setStandard', 'complete'],
      [5, 'produceResult', 'open'],
    ]);
    expect(assessmentSteps(scheme, true).at(-1)?.status).toBe('complete');
  });

  it('step 4 without step 3 is blocked by it', () => {
    const steps = assessmentSteps(without('person', 'manager'));
    expect(steps[2]).toMatchObject({ status: 'open' });
    expect(steps[2]?.issues[0]?.message).toBe('indicators.2.person: expected a person for ownCohort, got nothing');
    expect(steps[3]).toMatchObject({ status: 'blocked', blockedBy: 'chooseObject' });
    expect(resultSheet(without('person'), [])).toMatchObject({ produced: false, blockedBy: 'chooseObject' });
  });

  it.each([
    ['no document', { ...scheme, procedure: undefined }, ['open', 'blocked', 'blocked', 'blocked', 'blocked']],
    [
      'indicators of managers alone',
      { ...scheme, indicators: scheme.indicators.filter(({ level }) => level === 'manager') },
      ['complete', 'open', 'blocked', 'blocked', 'blocked'],
    ],
    ['no department', without('department'), ['complete', 'complete', 'open', 'blocked', 'blocked']],
    ['no standard', without('standard'), ['complete', 'complete', 'complete', 'open', 'blocked']],
  ] as const)('stop at the first that lacks something: %s', (_, json, expected) => {
    expect(statuses(json as AssessmentScheme)).toEqual(expected);
  });

  it('weights of 40, 30 and 20 make 90 and no scheme', () => {
    const [first] = scheme.indicators;
    const indicators = [
      ...[40, 30, 20].map((weight, at) => ({ ...first!, id: `i${at}`, weight })),
      ...scheme.indicators.filter(({ level }) => level === 'manager'),
    ];
    expect(assessmentSteps({ ...scheme, indicators })[1]?.issues.map(({ message }) => message)).toEqual([
      'indicators: expected weights of the unit level that sum to 100, got 90',
    ]);
  });

  it('a scheme of faulty form reports all', () => {
    const broken = {
      ...scheme,
      indicators: [...scheme.indicators, { ...scheme.indicators[0]!, weight: 0.5 }],
      extra: 1,
    };
    expect(
      checkAssessmentScheme(broken)
        .map(({ path }) => path.join('.'))
        .sort(),
    ).toEqual(['extra', 'indicators.4.weight']);
    expect(() => assessmentSteps(broken)).toThrow(PolicyError);
  });
});

const standard: IndicatorStandard = { target: '95.00', better: 'higher', perPointBetter: '1', perPointWorse: '2' };

describe('a standard', () => {
  it.each([
    ['-2.02', '1.01 points short at 2 each', '93.99', {}],
    ['1.00', 'one point over at 1 each', '96.00', {}],
    ['0.00', 'met exactly', '95.00', {}],
    ['-1.50', 'a loss that is bounded', '80', { mostLost: '1.5' }],
    ['0.50', 'a win that is bounded', '99', { mostWon: '0.5' }],
    ['2.00', 'two points fewer where fewer is better', '93', { better: 'lower' as const, perPointBetter: '1' }],
    ['-2.00', 'one point more where fewer is better', '96', { better: 'lower' as const }],
    ['-0.002', 'no rounding', '94.999', {}],
  ])('gives %s for %s', (expected, _, actual, more) => {
    expect(scoreAgainst({ ...standard, ...more }, actual)).toBe(expected);
  });
});

describe('a result sheet', () => {
  const county = (subject: string, kept: string | null, revenue: string | null) => [
    { indicator: 'countyRetention', subject, actual: kept },
    { indicator: 'countyRevenueRetention', subject, actual: revenue },
  ];
  const results = [
    ...county('Yijun', '96.00', '90.00'),
    ...county('Yaozhou', '93.99', '92.18'),
    ...county('Wangyi', '96.00', '90.00'),
    ...county('Yintai', '99.00', null),
  ];

  it('ranks by weighted points; equal ones share a rank, and without a result there is none', () => {
    const sheet = resultSheet(scheme, results);
    expect(sheet).toMatchObject({ produced: true, faults: [] });
    // 60 % of +1.00; 60 % of -2.02 and 40 % of +2.18 are -1.212 + 0.872.
    const rows = sheet.produced ? sheet.rows.map(({ subject, score, rank }) => [subject, score, rank]) : [];
    expect(rows).toEqual([
      ['Wangyi', '0.60', 1],
      ['Yijun', '0.60', 1],
      ['Yaozhou', '-0.34', 3],
      ['Yintai', null, null],
    ]);
  });

  it('is the same in any order', () => {
    expect(resultSheet(scheme, results.toReversed())).toEqual(resultSheet(scheme, results));
  });

  it('names what it cannot use and goes on', () => {
    const sheet = resultSheet(scheme, [
      ...results,
      { indicator: 'gossip', subject: 'Yijun', actual: '1' },
      { indicator: 'countyRetention', subject: 'Yijun', actual: '97' },
      { indicator: 'ownCohort', subject: 'wu', actual: 'good' },
    ]);
    expect(sheet.produced && sheet.faults.map(({ path }) => path.join('.'))).toEqual([
      'results.8.indicator',
      'results.9',
      'results.10.actual',
    ]);
    const row = sheet.produced && sheet.rows.find(({ subject }) => subject === 'Yijun');
    expect(row).toMatchObject({ score: null, missing: ['countyRetention'] });
  });
});

describe('rewards', () => {
  const terms = { fixed: cny('1000.00'), percentOfSales: 5, rounding: 'halfUp' } as const;

  it('1,000 and 5 per cent of 20,000 are 2,000, capped at 1,800', () => {
    expect(incentive(terms, cny('20000.00')).payment).toEqual(cny('2000.00'));
    expect(incentive({ ...terms, cap: cny('1800.00') }, cny('20000.00'))).toMatchObject({
      payment: cny('1800.00'),
      cut: cny('200.00'),
    });
  });

  it('what is clawed back comes off after the cap', () => {
    expect(incentive({ ...terms, cap: cny('1800.00') }, cny('20000.00'), cny('300.00')).payment).toEqual(
      cny('1500.00'),
    );
  });

  const bonus = { targetPercent: 95, perPoint: cny('1000.00'), rounding: 'halfUp' } as const;
  it.each([
    ['1000.00', '480 of 500 are one point over 95 per cent', 480, {}],
    ['0.00', 'exactly the target', 475, {}],
    ['0.00', 'below the target', 400, {}],
    ['5000.00', 'all of them', 500, {}],
    ['3000.00', 'all of them, capped', 500, { cap: cny('3000.00') }],
  ])('%s for %s', (expected, _, retained, more) => {
    expect(cohortBonus({ ...bonus, ...more }, { size: 500, retained })).toEqual(cny(expected));
  });

  it('a cohort cannot keep more than it had, nor be nobody', () => {
    expect(() => cohortBonus(bonus, { size: 10, retained: 11 })).toThrow('cohort.retained: expected 0 to 10');
    expect(() => cohortBonus(bonus, { size: 0, retained: 0 })).toThrow('cohort.size');
  });

  it('a sheet of managers becomes bonuses in its order: equal ranks earn alike, and all of them fit the budget', () => {
    const kept = [
      { subject: 'wu', size: 500, retained: 480 },
      { subject: 'li', size: 1000, retained: 960 },
      { subject: 'chen', size: 400, retained: 392 },
    ];
    const results = kept.flatMap(({ subject, size, retained }) =>
      scheme.indicators
        .filter(({ level }) => level === 'manager')
        .map(({ id }) => ({ indicator: id, subject, actual: ((retained * 100) / size).toFixed(2) })),
    );
    const sheet = resultSheet(scheme, results);
    const order = sheet.produced ? sheet.rows.map(({ subject, rank }) => [subject, rank]) : [];
    expect(order).toEqual([
      ['chen', 1],
      ['li', 2],
      ['wu', 2],
    ]);
    // 98, 96 and 96 per cent against 95: three, one and one points of 1,000 each, 5,000 in all.
    const earned = kept.map(({ subject, ...cohort }) => ({ id: subject, earned: cohortBonus(bonus, cohort) }));
    expect(withinBudget(earned, cny('2500.00'))).toEqual([
      { id: 'chen', earned: cny('3000.00'), paid: cny('1500.00') },
      { id: 'li', earned: cny('1000.00'), paid: cny('500.00') },
      { id: 'wu', earned: cny('1000.00'), paid: cny('500.00') },
    ]);
  });

  it('the budget is never exceeded, and no cent of it is left when it is short', () => {
    const earned = [
      { id: 'wu', earned: cny('1000.00') },
      { id: 'li', earned: cny('1000.00') },
      { id: 'chen', earned: cny('1000.00') },
    ];
    expect(withinBudget(earned, cny('100.00')).map(({ id, paid }) => [id, paid.amount])).toEqual([
      ['chen', '33.34'],
      ['li', '33.33'],
      ['wu', '33.33'],
    ]);
    expect(withinBudget(earned, cny('3000.00')).every(({ paid }) => paid.amount === '1000.00')).toBe(true);
    expect(withinBudget([], cny('1.00'))).toEqual([]);
    expect(withinBudget(earned, cny('0.00')).map(({ paid }) => paid.amount)).toEqual(['0.00', '0.00', '0.00']);
  });

  it('nobody is paid twice, and nobody pays in', () => {
    const bonuses = [
      { id: 'wu', earned: cny('1.00') },
      { id: 'wu', earned: cny('-2.00') },
    ];
    try {
      withinBudget(bonuses, cny('-1.00'));
      expect.unreachable();
    } catch (error) {
      expect((error as InputError).issues.map(({ message }) => message)).toEqual([
        'bonuses.1.id: expected each once, got "wu"',
        'bonuses.1.earned: expected 0 or more, got "-2.00"',
        'budget: expected 0 or more, got "-1.00"',
      ]);
    }
  });
});
