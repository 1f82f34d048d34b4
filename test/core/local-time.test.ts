import fc from 'fast-check';
import {
  type ClockChangeRule,
  InputError,
  instantFromMilliseconds,
  instantToMilliseconds,
  isTimeZone,
  toInstant,
  toLocal,
} from 'tenure/core';
import { describe, expect, it } from 'vitest';

const early: ClockChangeRule = Object.freeze({ gap: 'earlier', overlap: 'earlier' });
const late: ClockChangeRule = Object.freeze({ gap: 'later', overlap: 'later' });
const refuse: ClockChangeRule = Object.freeze({ gap: 'refuse', overlap: 'refuse' });

const zones = [
  'UTC',
  'Asia/Shanghai',
  'Asia/Kathmandu',
  'Europe/Berlin',
  'America/St_Johns',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Chatham',
] as const;
const anyMinute = fc.integer({ min: Date.UTC(1975, 0) / 60_000, max: Date.UTC(2037, 0) / 60_000 });

describe('an instant', () => {
  it.each([
    ['2026-03-29T06:00:00Z', '2026-03-29T06:00Z'],
    ['2026-03-29T06:00:00Z', '2026-03-29T08:00+02:00'],
    ['2026-03-28T20:15:00Z', '2026-03-29T02:00:00.25+05:45'],
    ['2026-03-29T02:30:07Z', '2026-03-28T23:00:07-03:30'],
    ['1969-12-31T23:59:59Z', '1969-12-31T23:59:59.999Z'],
  ])('is %s for %s', (expected, given) => {
    expect(instantFromMilliseconds(instantToMilliseconds(given))).toBe(expected);
  });

  it.each([
    '2026-03-29',
    '2026-03-29T06:00',
    '2026-02-30T06:00Z',
    '2026-03-29T24:00Z',
    '2026-03-29T06:00:60Z',
    '2026-03-29 06:00Z',
    '2026-03-29T06:00z',
    '2026-03-29T06:00+2',
    '',
    null,
    0,
  ])('is not %s', (value) => {
    expect(() => instantToMilliseconds(value as string, ['at'])).toThrow(InputError);
  });

  it('agrees with the host on any minute', () => {
    fc.assert(
      fc.property(anyMinute, (minute) => {
        const text = new Date(minute * 60_000).toISOString();
        expect(instantToMilliseconds(text)).toBe(minute * 60_000);
        expect(instantFromMilliseconds(minute * 60_000)).toBe(text.replace('.000Z', 'Z'));
      }),
    );
  });
});

describe('local time', () => {
  it.each([
    ['2026-11-21', '15:45', '2026-11-21T10:00Z', 'Asia/Kathmandu'],
    ['2026-11-21', '18:00', '2026-11-21T10:00Z', 'Asia/Shanghai'],
    ['2026-11-20', '20:30', '2026-11-21T00:00Z', 'America/St_Johns'],
    ['2026-03-29', '01:59', '2026-03-29T00:59:59Z', 'Europe/Berlin'],
    ['2026-03-29', '03:00', '2026-03-29T01:00Z', 'Europe/Berlin'],
  ])('is %s %s at %s in %s', (date, time, instant, zone) => {
    expect(toLocal(instant, zone)).toEqual({ date, time });
  });

  it.each([
    ['skipped, earlier', '2026-03-29T00:30:00Z', '2026-03-29', '02:30', 'Europe/Berlin', early],
    ['skipped, later', '2026-03-29T01:30:00Z', '2026-03-29', '02:30', 'Europe/Berlin', late],
    ['repeated, earlier', '2026-10-25T00:30:00Z', '2026-10-25', '02:30', 'Europe/Berlin', early],
    ['repeated, later', '2026-10-25T01:30:00Z', '2026-10-25', '02:30', 'Europe/Berlin', late],
    // Samoa had no 30 December 2011: it went from 10 hours behind UTC to 14 ahead.
    ['skipped, earlier', '2011-12-29T22:00:00Z', '2011-12-30', '12:00', 'Pacific/Apia', early],
    ['skipped, later', '2011-12-30T22:00:00Z', '2011-12-30', '12:00', 'Pacific/Apia', late],
    // Lord Howe moves by half an hour.
    ['skipped, later', '2026-10-03T15:45:00Z', '2026-10-04', '02:15', 'Australia/Lord_Howe', late],
  ])('%s: %s for %s %s in %s', (what, instant, date, time, zone, rule) => {
    const [clock] = what.split(',');
    expect(toInstant({ date, time }, zone, rule)).toEqual({ instant, clock });
    expect(() => toInstant({ date, time }, zone, refuse)).toThrow(InputError);
  });

  it('comes back from the instant, and the other way round where clocks show it once', () => {
    fc.assert(
      fc.property(anyMinute, fc.constantFrom(...zones), (minute, zone) => {
        const instant = instantFromMilliseconds(minute * 60_000);
        const local = toLocal(instant, zone);
        const found = [toInstant(local, zone, early).instant, toInstant(local, zone, late).instant];
        expect(found).toContain(instant);
        for (const back of found) expect(toLocal(back, zone)).toEqual(local);
      }),
    );
  });

  it.each(['Mars/Olympus', '', '__proto__', 'Europe/Berlin\n', null, undefined, {}])('refuses the zone %s', (zone) => {
    expect(isTimeZone(zone)).toBe(false);
    if (typeof zone === 'string' && zone !== '') expect(() => toLocal('2026-11-21T10:00Z', zone)).toThrow(InputError);
  });

  it('refuses dates and times that are none', () => {
    expect(() => toInstant({ date: '2026-02-30', time: '10:00' }, 'UTC', refuse)).toThrow('date: expected');
    expect(() => toInstant({ date: '2026-02-28', time: '24:00' }, 'UTC', refuse)).toThrow('time: expected');
  });
});
