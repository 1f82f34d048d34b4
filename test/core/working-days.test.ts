import fc from 'fast-check';
import {
  addDays,
  addWorkingDays,
  type CalendarDate,
  type Covered,
  checkWorkingCalendar,
  InputError,
  isWorkingDay,
  nextWorkingDay,
  previousWorkingDay,
  type WorkingCalendar,
  weekday,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
  workingDays,
  workingDaysBetween,
} from 'tenure/core';
import { describe, expect, it } from 'vitest';

// The Spring Festival of 2013 as announced: off from 9 to 15 February, worked on Saturday 16 and Sunday 17.
const spring: WorkingCalendar = Object.freeze({
  from: '2013-01-01',
  until: '2013-03-31',
  weekend: Object.freeze([6, 7] as const),
  holidays: Object.freeze([
    '2013-02-09',
    '2013-02-10',
    '2013-02-11',
    '2013-02-12',
    '2013-02-13',
    '2013-02-14',
    '2013-02-15',
  ]),
  makeUpDays: Object.freeze(['2013-02-16', '2013-02-17']),
});
const days = workingDays(spring);
const inside = fc.integer({ min: 0, max: 89 }).map((at) => addDays(spring.from, at));

const value = <T>(answer: Covered<T>): T | string =>
  answer.status === 'covered' ? answer.value : `not covered: ${answer.side}`;

/** What the calendar says, by reading it. */
function worked(date: CalendarDate): boolean {
  if (spring.makeUpDays.includes(date)) return true;
  return !spring.holidays.includes(date) && weekday(date) < 6;
}

describe('working days', () => {
  it.each([
    [false, '2013-02-10'],
    [true, '2013-02-08'],
    [true, '2013-02-17'],
    [false, '2013-02-23'],
    ['not covered: before', '2012-12-31'],
    ['not covered: after', '2013-04-01'],
  ])('is worked: %s on %s', (expected, date) => {
    expect(value(isWorkingDay(days, date))).toBe(expected);
  });

  it('moves the Spring Festival, Sunday 10 February 2013, back to Friday 8 and on to Saturday 16', () => {
    expect(value(previousWorkingDay(days, '2013-02-10'))).toBe('2013-02-08');
    expect(value(workingDayOnOrBefore(days, '2013-02-10'))).toBe('2013-02-08');
    expect(value(nextWorkingDay(days, '2013-02-10'))).toBe('2013-02-16');
    expect(value(workingDayOnOrAfter(days, '2013-02-10'))).toBe('2013-02-16');
  });

  it('leaves a working day where it is, unless the next or the previous one is asked for', () => {
    expect(value(workingDayOnOrBefore(days, '2013-02-08'))).toBe('2013-02-08');
    expect(value(workingDayOnOrAfter(days, '2013-02-08'))).toBe('2013-02-08');
    expect(value(previousWorkingDay(days, '2013-02-08'))).toBe('2013-02-07');
    expect(value(nextWorkingDay(days, '2013-02-08'))).toBe('2013-02-16');
  });

  it('counts across holidays and make-up days', () => {
    expect(value(addWorkingDays(days, '2013-02-07', 4))).toBe('2013-02-18');
    expect(value(workingDaysBetween(days, '2013-02-07', '2013-02-18'))).toBe(4);
    expect(value(workingDaysBetween(days, '2013-02-18', '2013-02-07'))).toBe(-4);
    expect(value(addWorkingDays(days, '2013-02-10', 0))).toBe('2013-02-10');
  });

  it('never guesses beyond the days that it covers', () => {
    const after = { status: 'notCovered', side: 'after', from: '2013-01-01', until: '2013-03-31' };
    expect(nextWorkingDay(days, '2013-03-29')).toEqual(after);
    expect(workingDayOnOrAfter(days, '2013-03-30')).toEqual(after);
    expect(addWorkingDays(days, '2013-01-01', 1000)).toEqual(after);
    expect(value(previousWorkingDay(days, '2013-01-01'))).toBe('not covered: before');
    expect(value(addWorkingDays(days, '2013-03-31', -1000))).toBe('not covered: before');
    expect(value(workingDaysBetween(days, '2013-01-01', '2013-04-01'))).toBe('not covered: after');
    expect(value(workingDaysBetween(days, '2012-12-01', '2013-01-01'))).toBe('not covered: before');
    expect(value(addWorkingDays(days, '2013-04-01', 0))).toBe('not covered: after');
  });

  it('agrees with going day by day', () => {
    fc.assert(
      fc.property(inside, fc.integer({ min: -12, max: 12 }), (start, count) => {
        let at = start;
        let left = Math.abs(count);
        while (left > 0 && at >= spring.from && at <= spring.until) {
          at = addDays(at, Math.sign(count));
          if (worked(at)) left--;
        }
        const expected = at < spring.from ? 'not covered: before' : at > spring.until ? 'not covered: after' : at;
        expect(value(addWorkingDays(days, start, count))).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('adds what lies between', () => {
    fc.assert(
      fc.property(inside, inside.filter(worked), (from, to) => {
        const between = value(workingDaysBetween(days, from, to)) as number;
        if (between > 0) expect(value(addWorkingDays(days, from, between))).toBe(to);
        expect(value(workingDaysBetween(days, to, from))).toBe(0 - between);
      }),
    );
  });

  it('may be none at all', () => {
    const never = workingDays({ ...spring, weekend: [1, 2, 3, 4, 5, 6, 7], makeUpDays: [] });
    expect(value(nextWorkingDay(never, '2013-02-10'))).toBe('not covered: after');
    expect(value(previousWorkingDay(never, '2013-02-10'))).toBe('not covered: before');
  });

  it.each([1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuse to count %d days', (count) => {
    expect(() => addWorkingDays(days, '2013-02-10', count)).toThrow(InputError);
  });

  it('refuse a date that is none', () => {
    expect(() => isWorkingDay(days, '2013-02-30')).toThrow(InputError);
  });
});

describe('a working calendar', () => {
  it('is checked in full', () => {
    const broken = {
      ...spring,
      weekend: [0, 6, 6],
      holidays: ['2013-02-30', '2013-02-16', '2013-04-01'],
      makeUpDays: ['2013-02-16', '2013-02-16'],
    };
    const found = checkWorkingCalendar(broken, ['calendar']).map(({ code, path }) => `${code} ${path.join('.')}`);
    expect(found).toEqual([
      'range calendar.weekend.0',
      'duplicate calendar.weekend.2',
      'format calendar.holidays.0',
      'range calendar.holidays.2',
      'duplicate calendar.makeUpDays.1',
      'conflict calendar.makeUpDays.0',
      'conflict calendar.makeUpDays.1',
    ]);
    expect(() => workingDays(broken as unknown as WorkingCalendar)).toThrow(InputError);
  });

  it('ends no earlier than it begins', () => {
    expect(checkWorkingCalendar({ ...spring, until: '2012-12-31' }).map(({ message }) => message)).toEqual([
      'until: expected 2013-01-01 or later, got "2012-12-31"',
    ]);
  });

  it.each([null, undefined, 'weekdays', 5])('is not %s', (given) => {
    expect(checkWorkingCalendar(given)).toHaveLength(1);
  });

  it('names every missing part', () => {
    expect(checkWorkingCalendar({}).map(({ path }) => path.join('.'))).toEqual([
      'from',
      'until',
      'weekend',
      'holidays',
      'makeUpDays',
    ]);
  });
});
