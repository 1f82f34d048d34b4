import fc from 'fast-check';
import {
  afterWindow,
  checkTimeWindow,
  compareTimes,
  fromMinuteOfDay,
  InputError,
  isInWindow,
  isTimeOfDay,
  minuteOfDay,
} from 'tenure/core';
import { describe, expect, it } from 'vitest';

const night = Object.freeze({ from: '21:00', until: '08:00' });
const noon = Object.freeze({ from: '12:00', until: '14:00' });
const anyTime = fc.integer({ min: 0, max: 1439 }).map(fromMinuteOfDay);

describe('a time of day', () => {
  it('is a minute of the day', () => {
    expect(minuteOfDay('00:00')).toBe(0);
    expect(minuteOfDay('23:59')).toBe(1439);
    expect(compareTimes('09:05', '10:00')).toBe(-1);
    fc.assert(
      fc.property(anyTime, (time) => {
        expect(fromMinuteOfDay(minuteOfDay(time))).toBe(time);
      }),
    );
  });

  it.each(['24:00', '9:00', '09:60', '0900', '09:00:00', '', '09:00\n', '-1:00', null, 540])('is not %s', (value) => {
    expect(isTimeOfDay(value)).toBe(false);
    expect(() => minuteOfDay(value as string)).toThrow(InputError);
  });

  it.each([-1, 1440, 0.5, Number.NaN])('has no minute %d', (minute) => {
    expect(() => fromMinuteOfDay(minute)).toThrow(InputError);
  });
});

describe('a daily window', () => {
  it.each([
    [false, '20:59', night],
    [true, '21:00', night],
    [true, '00:00', night],
    [true, '07:59', night],
    [false, '08:00', night],
    [true, '12:00', noon],
    [false, '14:00', noon],
    [true, '23:59', { from: '22:00', until: '24:00' }],
    [false, '00:00', { from: '22:00', until: '24:00' }],
    [true, '00:00', { from: '00:00', until: '24:00' }],
  ])('holds: %s at %s', (expected, time, window) => {
    expect(isInWindow(time, window)).toBe(expected);
  });

  it.each([
    ['2026-11-21', '20:59', '2026-11-21', '20:59', night],
    ['2026-11-22', '08:00', '2026-11-21', '21:00', night],
    ['2026-11-21', '08:00', '2026-11-21', '05:00', night],
    ['2027-01-01', '08:00', '2026-12-31', '23:59', night],
    ['2026-11-21', '14:00', '2026-11-21', '12:30', noon],
    ['2026-11-22', '00:00', '2026-11-21', '23:00', { from: '22:00', until: '24:00' }],
    ['2026-11-22', '00:00', '2026-11-21', '23:00', { from: '22:00', until: '00:00' }],
  ])('is over on %s at %s for %s %s', (date, time, today, now, window) => {
    expect(afterWindow({ date: today, time: now }, window)).toEqual({ date, time });
  });

  it('that is the whole day is never over', () => {
    expect(afterWindow({ date: '2026-11-21', time: '12:00' }, { from: '00:00', until: '24:00' })).toBeUndefined();
  });

  it('is left for a time outside it, the first one from now', () => {
    const window = fc.tuple(anyTime, anyTime).filter(([from, until]) => from !== until);
    fc.assert(
      fc.property(anyTime, window, (time, [from, until]) => {
        const quiet = { from, until };
        const next = afterWindow({ date: '2026-11-21', time }, quiet);
        expect(next).toBeDefined();
        expect(isInWindow(next?.time ?? '', quiet)).toBe(false);
        if (isInWindow(time, quiet)) expect(next?.time).toBe(until);
        expect(`${next?.date}${next?.time}` >= `2026-11-21${time}`).toBe(true);
      }),
    );
  });

  it('is checked in full', () => {
    const codes = (value: unknown) =>
      checkTimeWindow(value, ['quiet']).map(({ code, path }) => `${code} ${path.join('.')}`);
    expect(codes({ from: '24:00', until: 8 })).toEqual(['format quiet.from', 'format quiet.until']);
    expect(codes({ from: '08:00', until: '08:00' })).toEqual(['order quiet.until']);
    expect(codes(null)).toEqual(['type quiet']);
    expect(() => isInWindow('08:00', { from: '08:00', until: '08:00' })).toThrow(InputError);
  });
});
