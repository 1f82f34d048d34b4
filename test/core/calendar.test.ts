import fc from 'fast-check';
import {
  addDays,
  addMonths,
  anniversaryIn,
  dateParts,
  dayNumber,
  daysInMonth,
  daysOfMonth,
  differenceInDays,
  endOfMonth,
  endOfQuarter,
  firstDayNumber,
  fromDayNumber,
  fromMonthNumber,
  InputError,
  isDate,
  isMonth,
  lastDayNumber,
  monthNumber,
  monthOf,
  monthsBetween,
  nextAnniversary,
  quarter,
  readDayNumber,
  readMonthNumber,
  shiftMonths,
  startOfMonth,
  startOfQuarter,
  startOfWeek,
  weekday,
} from 'tenure/core';
import { describe, expect, it } from 'vitest';

const anyDay = fc.integer({ min: firstDayNumber, max: lastDayNumber });
const anyDate = anyDay.map(fromDayNumber);
const usualDate = fc.integer({ min: dayNumber('1900-01-01'), max: dayNumber('2200-12-31') }).map(fromDayNumber);

/** The same day by the host's Date in UTC, which is right for the Gregorian calendar. */
function utc(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000;
}

describe('a calendar date', () => {
  it.each([['2012-02-29'], ['2000-02-29'], ['0001-01-01'], ['9999-12-31']])('%s is one', (text) => {
    expect(isDate(text)).toBe(true);
  });

  it.each([
    ['2013-02-30'],
    ['2013-02-29'],
    ['1900-02-29'],
    ['2013-04-31'],
    ['2013-00-10'],
    ['2013-13-01'],
    ['2013-01-00'],
    ['0000-01-01'],
    ['2013-1-01'],
    ['2013/01/01'],
    ['13-01-01'],
    ['2013-01-01T00:00'],
    [' 013-01-01'],
    ['2013-01-1٣'],
    ['+013-01-01'],
    ['2013--1-01'],
    ['__proto__'],
    [''],
    [null],
    [undefined],
    [20130101],
    [Number.NaN],
    [['2013-01-01']],
  ])('%s is none', (value) => {
    expect(isDate(value)).toBe(false);
    expect(() => dayNumber(value as string, ['ends'])).toThrow(InputError);
  });

  it('is named by path and shown short where it is wrong', () => {
    expect(() => dayNumber('2013-02-30', ['contract', 'ends'])).toThrow(
      'contract.ends: expected a calendar date YYYY-MM-DD, got "2013-02-30"',
    );
    expect(readDayNumber('2'.repeat(10_000_000))).toBeNaN();
  });
});

describe('day numbers', () => {
  it.each([
    [0, '1970-01-01'],
    [-1, '1969-12-31'],
    [11_016, '2000-02-29'],
    [firstDayNumber, '0001-01-01'],
    [lastDayNumber, '9999-12-31'],
  ])('%d is %s', (number, date) => {
    expect(dayNumber(date)).toBe(number);
    expect(fromDayNumber(number)).toBe(date);
  });

  it('come back from the text, count single days and agree with UTC', () => {
    fc.assert(
      fc.property(anyDay, (number) => {
        const date = fromDayNumber(number);
        expect(dayNumber(date)).toBe(number);
        expect(utc(date)).toBe(number);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([firstDayNumber - 1, lastDayNumber + 1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 1e308])(
    'refuse %d',
    (number) => {
      expect(() => fromDayNumber(number)).toThrow(InputError);
    },
  );
});

describe('days', () => {
  it('crosses the end of February in leap years only', () => {
    expect(addDays('2012-02-28', 1)).toBe('2012-02-29');
    expect(addDays('2013-02-28', 1)).toBe('2013-03-01');
    expect(differenceInDays('2013-01-01', '2013-03-02')).toBe(60);
    expect(differenceInDays('2013-03-02', '2013-01-01')).toBe(-60);
  });

  it('starts an event thirty days before the Spring Festival of 2013 on 11 January', () => {
    expect(addDays('2013-02-10', -30)).toBe('2013-01-11');
  });

  it('knows the weekday', () => {
    expect(weekday('2013-02-10')).toBe(7);
    expect(weekday('2013-02-08')).toBe(5);
    expect(weekday('0001-01-01')).toBe(1);
    expect(startOfWeek('2013-02-10')).toBe('2013-02-04');
    expect(startOfWeek('2013-02-04')).toBe('2013-02-04');
    fc.assert(
      fc.property(anyDate, (date) => {
        expect(weekday(date) % 7).toBe(new Date(`${date}T00:00:00Z`).getUTCDay());
      }),
    );
  });
});

describe('months', () => {
  it.each([
    ['2013-02-28', true, '2013-04-30', -2],
    ['2013-01-31', false, '2013-03-31', -2],
    ['2012-10-31', false, '2012-12-31', -2],
    ['2013-01-01', false, '2013-03-01', -2],
    ['2012-02-29', true, '2012-01-31', 1],
    ['2013-02-28', true, '2012-02-29', 12],
    ['2013-01-15', false, '2013-01-15', 0],
  ])('gives %s (clamped: %s) for %s and %d months', (date, clamped, from, months) => {
    expect(shiftMonths(from, months)).toEqual({ date, clamped });
  });

  it('adds as the host does in UTC, no later than the last day of the month', () => {
    fc.assert(
      fc.property(usualDate, fc.integer({ min: -1200, max: 1200 }), (date, months) => {
        const { year, month, day } = dateParts(date);
        const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
        const expected = new Date(Date.UTC(year, month - 1 + months, Math.min(day, last)));
        expect(addMonths(date, months)).toBe(expected.toISOString().slice(0, 10));
      }),
    );
  });

  it('counts the most months that do not pass the end', () => {
    expect(monthsBetween('2013-01-31', '2013-02-28')).toBe(1);
    expect(monthsBetween('2013-01-31', '2013-02-27')).toBe(0);
    expect(monthsBetween('2012-02-29', '2013-02-28')).toBe(12);
    expect(monthsBetween('2013-02-28', '2013-01-31')).toBe(-1);
    expect(Object.is(monthsBetween('2013-01-31', '2013-01-30'), 0)).toBe(true);
    fc.assert(
      fc.property(usualDate, fc.nat({ max: 4000 }), (from, days) => {
        const to = addDays(from, days);
        const months = monthsBetween(from, to);
        expect(addMonths(from, months) <= to).toBe(true);
        expect(addMonths(from, months + 1) > to).toBe(true);
        expect(monthsBetween(to, from)).toBe(0 - months);
      }),
    );
  });

  it('begins and ends', () => {
    expect(startOfMonth('2012-02-29')).toBe('2012-02-01');
    expect(endOfMonth('2012-02-01')).toBe('2012-02-29');
    expect(daysInMonth('2013-02-01')).toBe(28);
    expect(quarter('2013-05-05')).toBe(2);
    expect(startOfQuarter('2013-05-05')).toBe('2013-04-01');
    expect(endOfQuarter('2013-05-05')).toBe('2013-06-30');
    expect(endOfQuarter('2012-12-31')).toBe('2012-12-31');
  });

  it.each([0.5, Number.NaN, 1e9, -1e9])('refuses %d months', (months) => {
    expect(() => addMonths('2013-01-01', months)).toThrow(InputError);
  });

  it('have numbers and texts of their own', () => {
    expect(monthNumber('2013-02') - monthNumber('2012-11')).toBe(3);
    expect(monthOf('2012-02-29')).toBe('2012-02');
    expect(daysOfMonth('2012-02')).toEqual({ first: '2012-02-01', last: '2012-02-29' });
    fc.assert(
      fc.property(fc.integer({ min: 12, max: 119_999 }), (number) => {
        expect(monthNumber(fromMonthNumber(number))).toBe(number);
      }),
    );
    for (const bad of ['2013-13', '2013-00', '0000-12', '2013-1', '2013-02-01', '', '2013-02\n']) {
      expect(readMonthNumber(bad)).toBeNaN();
      expect(isMonth(bad)).toBe(false);
    }
    expect(() => monthNumber('2013-13', ['usage', 0])).toThrow('usage.0: expected a calendar month YYYY-MM');
    expect(() => fromMonthNumber(11)).toThrow(InputError);
  });
});

describe('anniversaries', () => {
  it('of a leap day follow the rule that is named', () => {
    expect(anniversaryIn('2012-02-29', 2013, 'february28')).toBe('2013-02-28');
    expect(anniversaryIn('2012-02-29', 2013, 'march1')).toBe('2013-03-01');
    expect(anniversaryIn('2012-02-29', 2016, 'march1')).toBe('2016-02-29');
    expect(nextAnniversary('2012-02-29', '2013-03-01', 'march1')).toBe('2013-03-01');
    expect(nextAnniversary('2012-02-29', '2013-03-01', 'february28')).toBe('2014-02-28');
    expect(nextAnniversary('2012-06-01', '2010-01-01', 'march1')).toBe('2012-06-01');
    expect(nextAnniversary('2012-06-01', '2013-06-02', 'march1')).toBe('2014-06-01');
  });

  it('refuses a year that dates do not reach', () => {
    expect(() => anniversaryIn('2012-06-01', 10_000, 'march1')).toThrow(InputError);
  });
});
