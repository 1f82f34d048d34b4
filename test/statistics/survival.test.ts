import * as fc from 'fast-check';
import {
  aalenJohansen,
  incidenceQuantile,
  kaplanMeier,
  lifeTable,
  logRank,
  restrictedMean,
  survivalAt,
  survivalQuantile,
} from 'tenure/statistics';
import { describe, expect, it } from 'vitest';

const subjects = fc.array(fc.record({ time: fc.integer({ min: 0, max: 20 }), event: fc.constantFrom(0, 1) }), {
  minLength: 1,
  maxLength: 40,
});
const columns = (rows: readonly { readonly time: number; readonly event: number }[]) => ({
  time: rows.map(({ time }) => time),
  event: rows.map(({ event }) => event),
});
const curveOf = (time: readonly number[], event: readonly number[]) => kaplanMeier({ time, event }, 0.95, 'log').value!;

describe('Kaplan–Meier', () => {
  it('counts those censored at a time as still at risk there', () => {
    // At 2: one of three goes, one is censored. 1 · 2/3; at 3 the last one goes.
    expect(curveOf([2, 2, 3], [1, 0, 1]).map(({ atRisk, survival }) => [atRisk, survival])).toEqual([
      [3, 2 / 3],
      [1, 0],
    ]);
  });

  it('is the plain share left when nobody is censored', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (time) => {
        for (const point of curveOf(
          time,
          time.map(() => 1),
        )) {
          expect(point.survival).toBeCloseTo(time.filter((t) => t > point.time).length / time.length, 12);
        }
      }),
    );
  });

  it('never rises, stays within 0 and 1, and its interval holds it', () => {
    fc.assert(
      fc.property(subjects, fc.constantFrom('log', 'logLog', 'plain'), (rows, scale) => {
        let before = 1;
        for (const { survival, interval } of kaplanMeier(columns(rows), 0.9, scale as 'log').value!) {
          expect(survival).toBeLessThanOrEqual(before);
          before = survival;
          if (interval.value === undefined) expect(survival).toBe(0);
          else {
            expect(interval.value.lower).toBeLessThanOrEqual(survival + 1e-12);
            expect(interval.value.upper).toBeGreaterThanOrEqual(survival - 1e-12);
            expect(interval.value.lower).toBeGreaterThanOrEqual(0);
            expect(interval.value.upper).toBeLessThanOrEqual(1);
          }
        }
      }),
    );
  });

  it('does not depend on the order of the subjects', () => {
    fc.assert(
      fc.property(subjects, (rows) => {
        expect(kaplanMeier(columns([...rows].reverse()), 0.95, 'log')).toEqual(kaplanMeier(columns(rows), 0.95, 'log'));
      }),
    );
  });

  it('says that nobody is left instead of giving a standard error at 0', () => {
    expect(curveOf([5], [1])[0]).toMatchObject({ survival: 0, standardError: { undefinedBecause: 'nobodyLeft' } });
  });

  it('has a median only where half had the event', () => {
    expect(survivalQuantile(curveOf([1, 2, 3, 4], [1, 0, 0, 0]), 0.5)).toEqual({ undefinedBecause: 'notReached' });
    expect(survivalQuantile(curveOf([1, 2, 3], [1, 1, 1]), 0.5)).toEqual({ value: 2 });
  });

  it('takes the middle where the curve lies on one half for a while', () => {
    expect(survivalQuantile(curveOf([1, 2, 6, 8], [1, 1, 1, 1]), 0.5)).toEqual({ value: 4 });
  });

  it('claims nothing after the last observation unless all are gone', () => {
    expect(survivalAt(curveOf([1, 2], [1, 0]), 3)).toEqual({ undefinedBecause: 'notReached' });
    expect(survivalAt(curveOf([1, 2], [1, 1]), 3)).toEqual({ value: 0 });
    expect(survivalAt(curveOf([1, 2], [1, 0]), 0.5)).toEqual({ value: 1 });
  });

  it('has the mean time as the area under the curve', () => {
    // 1 · 2 + 0.5 · 2
    expect(restrictedMean(curveOf([2, 9], [1, 1]), 4)).toEqual({ value: 3 });
  });

  it.each([
    ['time.0: expected a time of at least 0, got -1', [-1], [1]],
    ['event.0: expected 0 or 1, got 2', [1], [2]],
    ['event: expected 1 entries, got 2', [1], [1, 1]],
  ])('refuses with "%s"', (message, time, event) => {
    expect(() => kaplanMeier({ time, event }, 0.95, 'log')).toThrow(message);
  });

  it('is undefined for nobody', () => {
    expect(kaplanMeier({ time: [], event: [] }, 0.95, 'log')).toEqual({ undefinedBecause: 'noObservations' });
  });
});

describe('competing ends: won and lost deals', () => {
  it('computes by hand', () => {
    // 4 at risk: one won → won 1/4, 3/4 left. 3 at risk: one lost → lost 3/4 · 1/3. 2 at risk, one censored. 1 at risk: won 1/2 · 1.
    const curve = aalenJohansen({ time: [1, 2, 3, 4], cause: ['won', 'lost', null, 'won'] }, ['won', 'lost']).value!;
    expect(curve.map(({ incidence }) => incidence)).toEqual([
      [0.25, 0],
      [0.25, 0.25],
      [0.25, 0.25],
      [0.75, 0.25],
    ]);
    expect(incidenceQuantile(curve, 0, 0.5)).toEqual({ value: 4 });
    expect(incidenceQuantile(curve, 1, 0.5)).toEqual({ undefinedBecause: 'notReached' });
  });

  it('accounts for everybody at every time', () => {
    const ends = fc.array(
      fc.record({ time: fc.integer({ min: 0, max: 20 }), cause: fc.constantFrom('won', 'lost', null) }),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(ends, (rows) => {
        const curve = aalenJohansen({ time: rows.map((r) => r.time), cause: rows.map((r) => r.cause) }, ['won', 'lost'])
          .value!;
        for (const { remaining, incidence } of curve)
          expect(remaining + incidence[0]! + incidence[1]!).toBeCloseTo(1, 12);
      }),
    );
  });

  it('is one minus Kaplan–Meier, with its standard error, where there is one cause', () => {
    fc.assert(
      fc.property(subjects, (rows) => {
        const km = kaplanMeier(columns(rows), 0.95, 'log').value!;
        const aj = aalenJohansen(
          { time: rows.map((r) => r.time), cause: rows.map((r) => (r.event === 1 ? 'gone' : null)) },
          ['gone'],
        ).value!;
        km.forEach(({ survival, standardError }, i) => {
          expect(aj[i]!.incidence[0]).toBeCloseTo(1 - survival, 12);
          if (standardError.value !== undefined) expect(aj[i]!.standardErrors[0]).toBeCloseTo(standardError.value, 8);
        });
      }),
    );
  });

  it('refuses a cause that was not declared', () => {
    expect(() => aalenJohansen({ time: [1], cause: ['stolen' as 'won'] }, ['won', 'lost'])).toThrow(
      'cause.0: expected a declared cause or null, got "stolen"',
    );
  });
});

describe('log-rank', () => {
  const time = [1, 2, 3, 4, 5, 6];
  const event = [1, 1, 1, 1, 1, 1];

  it('finds no difference between equal groups', () => {
    const found = logRank({ time: [1, 1, 2, 2], event: [1, 1, 1, 1] }, ['a', 'b', 'a', 'b'], 'logRank').value!;
    expect(found.chiSquare).toBeCloseTo(0, 14);
    expect(found.pValue).toBeCloseTo(1, 7);
  });

  it('compares three groups with two degrees of freedom', () => {
    expect(logRank({ time, event }, ['a', 'b', 'c', 'a', 'b', 'c'], 'gehan').value).toMatchObject({
      df: 2,
      groups: ['a', 'b', 'c'],
    });
  });

  it.each([
    ['noObservations', [], [], []],
    ['oneGroupOnly', [1], [1], ['a']],
    ['noEvents', [1, 2], [0, 0], ['a', 'b']],
    ['notEstimable', [1, 2], [0, 1], ['a', 'b']],
  ])('is undefined because %s', (undefinedBecause, times, events, group) => {
    expect(logRank({ time: times, event: events }, group, 'logRank')).toEqual({ undefinedBecause });
  });
});

describe('a life table by periods', () => {
  it('computes by hand', () => {
    // 10 of 100, then 9 of 90; with 20 lost in the second, half of them exposed: 9 of 80.
    const counts = [
      { events: 10, censored: 0 },
      { events: 9, censored: 20 },
    ];
    expect(lifeTable(100, counts, 'end')[1]!.survival.value).toBeCloseTo(0.81, 14);
    expect(lifeTable(100, counts, 'half')[1]).toMatchObject({ entering: 90, exposed: 80, hazard: { value: 9 / 80 } });
  });

  it('says nobody is left instead of dividing by zero', () => {
    const [, after] = lifeTable(
      2,
      [
        { events: 0, censored: 2 },
        { events: 0, censored: 0 },
      ],
      'end',
    );
    expect(after).toMatchObject({
      hazard: { undefinedBecause: 'nobodyLeft' },
      survival: { undefinedBecause: 'nobodyLeft' },
    });
    expect(
      lifeTable(
        2,
        [
          { events: 2, censored: 0 },
          { events: 0, censored: 0 },
        ],
        'end',
      )[1]!.survival,
    ).toEqual({ value: 0 });
  });

  it('refuses more than were left', () => {
    expect(() => lifeTable(5, [{ events: 4, censored: 2 }], 'end')).toThrow(
      'periods.0: expected at most 5, as many as were left, got 6',
    );
  });
});
