import * as fc from 'fast-check';
import { PolicyError } from 'tenure/core';
import { checkRisk, compileRisk, compileRiskJson } from 'tenure/retention';
import { describe, expect, it } from 'vitest';

/** RET-25: expiry in 50 days 20, usage down 40 % 30, a complaint open 20: 70 points, orange from 60 to below 80. */
const earlyWarning = {
  kind: 'risk',
  id: 'early-warning',
  version: '1',
  target: 'hard',
  facts: [
    { id: 'contractEnd', kind: 'date' },
    { id: 'usageChangePercent', kind: 'number' },
    { id: 'complaintOpen', kind: 'flag' },
    { id: 'competitor', kind: 'text' },
    { id: 'arrears', kind: 'money', currency: 'CNY' },
  ],
  terms: [
    {
      kind: 'bins',
      id: 'expiryNear',
      label: { en: 'contract end', zh: '合约到期' },
      fact: 'contractEnd',
      measure: 'daysUntil',
      bins: [{ below: 0, points: 25 }, { upTo: 60, points: 20 }, { points: 0 }],
      missing: { points: 0 },
    },
    {
      kind: 'bins',
      id: 'usageDrop',
      fact: 'usageChangePercent',
      bins: [{ upTo: -40, points: 30 }, { upTo: -20, points: 10 }, { points: 0 }],
      missing: { points: 0 },
    },
    { kind: 'condition', id: 'complaint', when: { complaintOpen: true }, points: 20, missing: { points: 0 } },
    {
      kind: 'categories',
      id: 'rival',
      fact: 'competitor',
      categories: [{ values: ['broadband', 'fixed'], points: 5 }],
      otherwise: { points: 1 },
      missing: { points: 0 },
    },
    {
      kind: 'linear',
      id: 'owed',
      fact: 'arrears',
      perUnit: { points: 0.01 },
      origin: '0',
      between: ['0', '1000'],
      missing: { points: 0 },
    },
  ],
  bands: [{ id: 'green', below: 40 }, { id: 'yellow', below: 60 }, { id: 'orange', below: 80 }, { id: 'red' }],
} as const;

const asOf = '2013-01-01';
const inFiftyDays = '2013-02-20';
const signals = { contractEnd: inFiftyDays, usageChangePercent: -40, complaintOpen: true };

describe('a risk score', () => {
  const assess = compileRisk(earlyWarning);

  it('adds the points of its signals and bands them (RET-25)', () => {
    const { outcome } = assess(signals, { asOf });
    expect(outcome).toMatchObject({ points: 70, band: 'orange', probability: null, warnings: [] });
  });

  it.each([
    // 20 + 20 for the other two, then 10 or 30 for usage: the bounds 40, 60 and 80 belong to the band above
    ['yellow', { usageChangePercent: 0 }],
    ['yellow', { usageChangePercent: -39 }],
    ['orange', { usageChangePercent: -40 }],
    ['orange', { usageChangePercent: -40, competitor: 'fixed', arrears: { amount: '499.99', currency: 'CNY' } }],
    ['red', { usageChangePercent: -40, competitor: 'fixed', arrears: { amount: '500.00', currency: 'CNY' } }],
    ['green', { usageChangePercent: 0, complaintOpen: false }],
  ] as const)('is %s with %o', (band, change) => {
    expect(assess.outcome({ ...signals, ...change }, { asOf }).band).toBe(band);
  });

  it('keeps its points where a signal is unknown and says how sure it is', () => {
    const { outcome, unknown } = assess({ ...signals, competitor: null }, { asOf });
    // Reach: 25 + 30 + 20 + 5 + 10 = 90; the rival (5) and the arrears (10) are unknown: 75 / 90.
    expect(outcome).toMatchObject({ points: 70, confidence: 0.8333 });
    expect(unknown).toEqual(expect.arrayContaining(['competitor', 'arrears']));
    expect(assess.outcome({}, { asOf })).toMatchObject({ points: 0, band: 'green', confidence: 0 });
  });

  it.each([
    [25, '2012-12-31'],
    [20, '2013-01-01'],
    [20, '2013-03-02'],
    [0, '2013-03-03'],
  ])('gives %s points to a contract that ends on %s', (points, contractEnd) => {
    expect(assess.outcome({ contractEnd }, { asOf }).points).toBe(points);
  });

  it.each([
    [5, 'fixed'],
    [1, 'satellite'],
    [1, '__proto__'],
  ])('gives %s points to the category %s', (points, competitor) => {
    expect(assess.outcome({ competitor }, { asOf }).points).toBe(points);
  });

  it.each([
    [0.0001, '0.01'],
    [3.6512, '365.12'],
    [10, '99999.00'],
  ])('gives %s points along a line to %s owed', (points, amount) => {
    expect(assess.outcome({ arrears: { amount, currency: 'CNY' } }, { asOf }).points).toBe(points);
  });

  it('explains each contribution in English and Chinese', () => {
    const decision = assess(signals, { asOf });
    expect(assess.explain(decision, 'en').slice(0, 4)).toEqual([
      '70 points give orange; 83.33 % of what the score can see is known.',
      'Most weight: usageDrop ≤ -40, contract end ≤ 60, complaint yes.',
      'usageDrop ≤ -40: 30 points.',
      'contract end ≤ 60: 20 points.',
    ]);
    expect(assess.explain(decision, 'zh')[3]).toBe('合约到期 ≤ 60：20 分。');
  });

  it('turns factors on the hazard into points that multiply back', () => {
    const scaled = compileRisk({
      ...earlyWarning,
      scale: { pointsToDouble: 20, hazardAtZero: 0.01, link: 'complementaryLogLog', months: 1 },
      terms: [
        { kind: 'condition', id: 'complaint', when: { complaintOpen: true }, times: 2, missing: { times: 1 } },
        {
          kind: 'condition',
          id: 'noisy',
          when: { usageChangePercent: { $lt: 0 } },
          times: 1.8,
          missing: { points: 0 },
        },
      ],
    });
    const { points, probability } = scaled.outcome({ complaintOpen: true, usageChangePercent: -1 }, { asOf });
    // 20 × log2(2) + 20 × 0.8479969 = 20 + 16.959938; hazard 1 - 0.99^3.6 = 0.035533
    expect(points).toBe(36.959938);
    expect(probability).toBeCloseTo(1 - 0.99 ** 3.6, 8);
  });

  it.each([
    // 100 for the first year, 40 for the second, 10 after; at one month or less to the end 50 more; unknown has its own
    [100 + 0, '2012-01-02', '2014-01-01'],
    [40 + 0, '2012-01-01', '2014-01-01'],
    [40 + 50, '2011-01-02', '2013-02-28'],
    [10 + 0, '2011-01-01', '2013-03-01'],
    // Whole months: what ended yesterday ended 0 months ago
    [10 + 50, '2011-01-01', '2012-12-31'],
    [10 + 60, '2011-01-01', '2012-12-01'],
    [7 + 3, null, null],
  ])('takes %d points from tenure since %s and a contract to %s', (points, since, contractEnd) => {
    const baseline = compileRisk({
      ...earlyWarning,
      facts: [
        { id: 'since', kind: 'date' },
        { id: 'contractEnd', kind: 'date' },
      ],
      terms: [
        {
          kind: 'bins',
          id: 'tenure',
          fact: 'since',
          measure: 'monthsSince',
          bins: [{ below: 12, points: 100 }, { below: 24, points: 40 }, { points: 10 }],
          missing: { points: 7 },
        },
        {
          kind: 'bins',
          id: 'toEnd',
          fact: 'contractEnd',
          measure: 'monthsUntil',
          bins: [{ below: 0, points: 60 }, { upTo: 1, points: 50 }, { points: 0 }],
          missing: { points: 3 },
        },
      ],
    });
    expect(baseline.outcome({ since, contractEnd }, { asOf }).points).toBe(points);
  });

  it.each([
    ['hard', 'leave', '离网'],
    ['service', 'give up the service', '退订业务'],
    ['soft', 'stop using without cancelling', '软流失'],
  ] as const)('of %s churn says what it speaks of, and whether that was checked', (target, en, zh) => {
    const scale = { pointsToDouble: 20, hazardAtZero: 0.1, link: 'complementaryLogLog', months: 2 } as const;
    const sentence = (calibration: object, language: 'en' | 'zh') => {
      const decider = compileRisk({ ...earlyWarning, target, scale: { ...scale, ...calibration } });
      return decider.explain(decider({}, { asOf }), language).find((text) => text.includes('19'));
    };
    // Two months at 0.1: 1 - 0.9² = 19 %
    expect(sentence({}, 'en')).toBe(`19 % ${en} within 2 months (uncalibrated).`);
    expect(sentence({ calibration: { source: 'rows', rows: 9, events: 1 } }, 'zh')).toBe(
      `2 个月内${zh}概率 19%（已校准）。`,
    );
    expect(checkRisk({ ...earlyWarning, target: 'other' }).map(({ path }) => path)).toEqual([['target']]);
  });

  it('names a bin as its own term does, though another term or a band has one of the same id', () => {
    const cut = (
      id: string,
      fact: 'usageChangePercent' | 'calls',
      few?: { readonly en: string; readonly zh: string },
    ) =>
      ({
        kind: 'bins',
        id,
        fact,
        bins: [
          { upTo: 2, ...(few && { label: few }), points: 1 },
          { id: 'red', label: { en: 'many' }, points: 2 },
        ],
        missing: { points: 0 },
      }) as const;
    const named = compileRisk({
      ...earlyWarning,
      facts: [...earlyWarning.facts, { id: 'calls', kind: 'integer' }],
      terms: [
        cut('usage', 'usageChangePercent', { en: 'hardly grown', zh: '几乎没有增长' }),
        cut('calls', 'calls', { en: 'few', zh: '很少' }),
        cut('bare', 'calls'),
        { kind: 'interaction', id: 'both', of: ['usage', 'calls'], cells: [{ bins: ['≤ 2', 'red'], points: 3 }] },
      ],
      bands: [
        { id: 'green', below: 40 },
        { id: 'red', label: { en: 'red alert' } },
      ],
    });
    const say = (facts: object, language: 'en' | 'zh') => named.explain(named(facts, { asOf }), language);
    expect(say({ usageChangePercent: 1, calls: 1 }, 'en')).toEqual([
      '3 points give green; 100 % of what the score can see is known.',
      'Most weight: usage hardly grown, calls few, bare ≤ 2.',
      'usage hardly grown: 1 points.',
      'calls few: 1 points.',
      'bare ≤ 2: 1 points.',
      'both ≤ 2, ≤ 2: 0 points.',
    ]);
    expect(say({ usageChangePercent: 1, calls: 1 }, 'zh')[3]).toBe('calls 很少：1 分。');
    expect(say({ usageChangePercent: 1, calls: 9 }, 'en')).toContain('calls many: 2 points.');
  });

  it('adds a named interaction only where all of its bins meet', () => {
    const crossed = compileRisk({
      ...earlyWarning,
      terms: [
        ...earlyWarning.terms,
        {
          kind: 'interaction',
          id: 'angryAndFree',
          of: ['complaint', 'expiryNear'],
          cells: [
            { bins: ['yes', '≤ 60'], points: 15 },
            { bins: ['missing', '≤ 60'], points: 2 },
          ],
        },
      ],
    });
    expect(crossed.outcome(signals, { asOf }).points).toBe(85);
    expect(crossed.outcome({ ...signals, complaintOpen: false }, { asOf }).points).toBe(50);
    expect(crossed.outcome({ contractEnd: inFiftyDays }, { asOf }).points).toBe(22);
    const reason = crossed(signals, { asOf }).reasons.find(({ rule }) => rule === 'angryAndFree');
    expect(reason?.facts).toMatchObject({ bin: ['yes', '≤ 60'], points: 15 });
    // It is as known as its parts and has no reach of its own: nothing known is a confidence of 0, as without it.
    expect(crossed.outcome({}, { asOf }).confidence).toBe(0);
    expect(crossed.outcome({ ...signals, competitor: null }, { asOf }).confidence).toBe(0.8333);
  });
});

describe('warnings', () => {
  const assess = compileRisk({
    ...earlyWarning,
    facts: [...earlyWarning.facts, { id: 'redLeaders', kind: 'integer' }, { id: 'complainedOn', kind: 'date' }],
    warnings: [
      { id: 'expiry', level: 'yellow', expiry: { fact: 'contractEnd', withinDays: 60 } },
      { id: 'leaders', level: 'orange', lifts: true, when: { redLeaders: { $gte: 2 } } },
      { id: 'complaint', level: 'red', when: { complaintOpen: true }, onset: 'complainedOn' },
    ],
  });

  it('raise the expiry inside the window with the day it came into sight', () => {
    expect(assess.outcome({ contractEnd: '2013-03-02' }, { asOf }).warnings).toEqual([
      { id: 'expiry', level: 'yellow', onset: '2013-01-01' },
    ]);
    expect(assess.outcome({ contractEnd: '2013-03-03' }, { asOf }).warnings).toEqual([]);
    expect(assess.outcome({ contractEnd: '2012-12-31' }, { asOf }).warnings).toEqual([]);
  });

  it('lift a unit to orange when two of its leaders are red (RET-38)', () => {
    const decision = assess({ redLeaders: 2 }, { asOf });
    expect(decision.outcome).toMatchObject({ points: 0, band: 'orange' });
    expect(decision.reasons.map(({ code }) => code)).toContain('lifted');
    expect(assess.outcome({ redLeaders: 1 }, { asOf }).band).toBe('green');
  });

  it('name their onset and their evidence', () => {
    const { outcome, reasons } = assess({ complaintOpen: true, complainedOn: '2012-12-20' }, { asOf });
    expect(outcome.warnings).toEqual([{ id: 'complaint', level: 'red', onset: '2012-12-20' }]);
    expect(reasons.find(({ code }) => code === 'warned')?.facts.tests).toMatchObject([
      { fact: 'complaintOpen', seen: true },
    ]);
  });

  it('stay open, by name, where their fact is unknown', () => {
    const { outcome, reasons, unknown } = assess({}, { asOf });
    expect(outcome.warnings).toEqual([]);
    expect(reasons.filter(({ code }) => code === 'warningOpen').map(({ rule }) => rule)).toEqual([
      'expiry',
      'leaders',
      'complaint',
    ]);
    expect(unknown).toEqual(expect.arrayContaining(['contractEnd', 'redLeaders', 'complaintOpen']));
  });
});

const facts = fc.record(
  {
    contractEnd: fc
      .integer({ min: 0, max: 1000 })
      .map((days) => new Date(Date.UTC(2012, 0, 1 + days)).toISOString().slice(0, 10)),
    usageChangePercent: fc.double({ min: -100, max: 300, noNaN: true }),
    complaintOpen: fc.boolean(),
    competitor: fc.constantFrom('fixed', 'broadband', 'other', 'constructor'),
    arrears: fc
      .integer({ min: 0, max: 500_000 })
      .map((cents) => ({ amount: (cents / 100).toFixed(2), currency: 'CNY' })),
  },
  { requiredKeys: [] },
);

describe('always', () => {
  const assess = compileRisk(earlyWarning);

  it('contributions add up to the last millionth, and the fast lane gives the full decision’s outcome', () => {
    fc.assert(
      fc.property(facts, (record) => {
        const decision = assess(record, { asOf });
        const parts = decision.reasons.filter(({ code }) => code === 'contributes' || code === 'unknownSignal');
        const sum = parts.reduce((total, { facts: { microPoints } }) => total + (microPoints as number), 0);
        expect(sum).toBe(decision.reasons[0]!.facts.microPoints);
        expect(decision.outcome.points).toBe(sum / 1_000_000);
        expect(assess.outcome(record, { asOf })).toEqual(decision.outcome);
        expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
      }),
    );
  });

  it('a base by columns scores as its records do', () => {
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 40 }), (records) => {
        const number = (pick: (record: (typeof records)[number]) => number | undefined): Float64Array =>
          Float64Array.from(records, (record) => pick(record) ?? Number.NaN);
        const values = ['fixed', 'broadband', 'other', 'constructor'];
        const scores = assess.columns(
          {
            length: records.length,
            columns: {
              contractEnd: number(({ contractEnd }) =>
                contractEnd === undefined ? undefined : Date.parse(contractEnd) / 86_400_000,
              ),
              usageChangePercent: number(({ usageChangePercent }) => usageChangePercent),
              complaintOpen: number(({ complaintOpen }) =>
                complaintOpen === undefined ? undefined : Number(complaintOpen),
              ),
              competitor: {
                codes: Int8Array.from(records, ({ competitor }) => values.indexOf(competitor ?? '')),
                values,
              },
              arrears: number(({ arrears }) =>
                arrears === undefined ? undefined : Math.round(Number(arrears.amount) * 100),
              ),
            },
          },
          { asOf },
        );
        records.forEach((record, index) => {
          const { points, band, confidence } = assess.outcome(record, { asOf });
          expect(scores.points[index]).toBe(points);
          expect(scores.bands[scores.band[index]!]).toBe(band);
          expect(scores.confidence[index]).toBe(confidence);
        });
      }),
    );
  });
});

describe('a base by columns', () => {
  it('knows months, interactions, lines and what is unknown, as records do', () => {
    const assess = compileRisk({
      ...earlyWarning,
      terms: [
        {
          kind: 'bins',
          id: 'months',
          fact: 'contractEnd',
          measure: 'monthsUntil',
          bins: [
            { id: 'soon', upTo: 0, points: 9 },
            { id: 'next', upTo: 1, points: 5 },
            { id: 'later', upTo: 3, points: 3 },
            { id: 'far', points: 1 },
          ],
          missing: { points: 2 },
        },
        ...earlyWarning.terms,
        {
          kind: 'interaction',
          id: 'x',
          of: ['months', 'complaint'],
          cells: [
            { bins: ['missing', 'yes'], points: 100 },
            { bins: ['next', 'missing'], points: 200 },
          ],
        },
      ],
    });
    const days = (date: string) => Date.parse(date) / 86_400_000;
    const ends = ['2013-01-31', '2013-02-01', '2013-04-30', '2014-01-01', null, '2013-02-15'];
    const open = [true, false, null, true, true, null];
    const scores = assess.columns(
      {
        length: 6,
        columns: {
          contractEnd: Float64Array.from(ends, (end) => (end === null ? Number.NaN : days(end))),
          complaintOpen: Float64Array.from(open, (flag) => (flag === null ? Number.NaN : Number(flag))),
        },
      },
      { asOf },
    );
    ends.forEach((contractEnd, row) => {
      const { points, confidence } = assess.outcome({ contractEnd, complaintOpen: open[row]! }, { asOf });
      expect([scores.points[row], scores.confidence[row]]).toEqual([points, confidence]);
    });
    // 2 for the unknown month, 20 for the complaint, 100 for both
    expect(scores.points[4]).toBe(122);
  });
});

describe('a faulty risk policy', () => {
  it('names every fault with its path', () => {
    const issues = checkRisk({
      ...earlyWarning,
      terms: [
        { ...earlyWarning.terms[0], fact: 'contractend' },
        { ...earlyWarning.terms[1], bins: [{ upTo: -20, points: 1 }, { upTo: -40, points: 1 }, { points: 0.1234567 }] },
        { ...earlyWarning.terms[2], times: 2 },
        { ...earlyWarning.terms[3], fact: 'arrears' },
        { kind: 'interaction', id: 'x', of: ['complaint', 'nobody'], cells: [{ bins: ['perhaps', 'no'], points: 1 }] },
      ],
      bands: [{ id: 'low', below: 1 }, { id: 'low' }],
      warnings: [{ id: 'w', level: 'crimson', expiry: { fact: 'arrears', withinDays: 3 } }],
    });
    expect(issues.map(({ path }) => path.join('.'))).toEqual([
      'bands.1.id',
      'terms.0.fact',
      'terms.1.bins.1.upTo',
      'terms.1.bins.2.points',
      'terms.2.points',
      'terms.3.fact',
      'terms.4.of.1',
      'terms.4.cells.0.bins.0',
      'warnings.0.expiry.fact',
      'warnings.0.level',
    ]);
    expect(() => compileRiskJson({ kind: 'risk' })).toThrow(PolicyError);
  });

  it('cannot weigh by factors without a scale, nor bin a date as it stands', () => {
    const one = (term: object) => checkRisk({ ...earlyWarning, terms: [term] }).map(({ message }) => message);
    expect(
      one({ kind: 'condition', id: 'c', when: { complaintOpen: true }, times: 2, missing: { points: 0 } }),
    ).toEqual(['scale: expected pointsToDouble, because terms.0 is given as times, got nothing']);
    expect(one({ kind: 'bins', id: 'b', fact: 'contractEnd', bins: [{ points: 0 }], missing: { points: 0 } })).toEqual([
      'terms.0.measure: expected a distance such as daysUntil, because the fact is a date, got "date"',
    ]);
  });
});
