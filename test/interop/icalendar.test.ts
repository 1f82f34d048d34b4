import fc from 'fast-check';
import ICAL from 'ical.js';
import { InputError } from 'tenure/core';
import { type CalendarEvent, writeICalendar } from 'tenure/interop';
import { describe, expect, it } from 'vitest';

const options = { asOf: '2013-02-01', clockChange: { gap: 'later', overlap: 'earlier' } } as const;
const call: CalendarEvent = { uid: 'touch-1', title: 'Call', date: '2013-02-08', time: '09:30', minutes: 15 };

const read = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));

describe('an iCalendar file', () => {
  it('is read back with the same ids, titles and times', () => {
    const [event] = read(
      writeICalendar([{ ...call, zone: 'Asia/Shanghai', description: '续约; 两个议题,\n先问候\\' }], options),
    );
    expect(event).toMatchObject({ uid: 'touch-1', summary: 'Call', description: '续约; 两个议题,\n先问候\\' });
    // Shanghai is eight hours ahead of UTC.
    expect(event?.startDate.toString()).toBe('2013-02-08T01:30:00Z');
    expect(event?.endDate.toString()).toBe('2013-02-08T01:45:00Z');
  });

  it('stamps every entry with the day it speaks of, so that equal input gives an equal file', () => {
    expect(writeICalendar([call], options)).toContain('DTSTAMP:20130201T000000Z\r\n');
    expect(writeICalendar([call], options)).toBe(writeICalendar([{ ...call }], { ...options }));
  });

  it('knows whole days and times without a zone', () => {
    const [whole, floating] = read(writeICalendar([{ uid: 'd', title: 'Visit', date: '2013-02-28' }, call], options));
    expect([whole?.startDate.toString(), whole?.endDate.toString()]).toEqual(['2013-02-28', '2013-03-01']);
    expect(floating?.startDate.toString()).toBe('2013-02-08T09:30:00');
  });

  it('ends the next day where a touch runs past midnight', () => {
    const [late] = read(writeICalendar([{ ...call, time: '23:50' }], options));
    expect(late?.endDate.toString()).toBe('2013-02-09T00:05:00');
  });

  it('carries people, categories, status and sequence', () => {
    const [event] = read(
      writeICalendar(
        [
          {
            ...call,
            attendees: [{ name: 'Wu "Lily", Li; x^', email: 'wu@example.com' }],
            categories: ['a,b', 'renewal'],
            status: 'tentative',
            sequence: 3,
            location: 'Tongchuan',
          },
        ],
        options,
      ),
    );
    const attendee = event?.component.getFirstProperty('attendee');
    expect(attendee?.getFirstValue()).toBe('mailto:wu@example.com');
    expect(attendee?.getFirstParameter('cn')).toBe('Wu "Lily", Li; x^');
    expect(event?.component.getFirstProperty('categories')?.getValues()).toEqual(['a,b', 'renewal']);
    expect(event).toMatchObject({ sequence: 3, location: 'Tongchuan' });
    expect(event?.component.getFirstPropertyValue('status')).toBe('TENTATIVE');
  });

  it('folds at 75 octets and never inside a character', () => {
    const encoder = new TextEncoder();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (title) => {
        const text = writeICalendar([{ ...call, title: `题${title}` }], options);
        for (const line of text.split('\r\n')) expect(encoder.encode(line).length).toBeLessThanOrEqual(75);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: what the format forbids is taken out
        const expected = `题${title}`.replaceAll(/\r\n?/g, '\n').replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
        expect(read(text)[0]?.summary).toBe(expected);
      }),
    );
  });

  it('keeps a line break in a title from beginning a property', () => {
    expect(writeICalendar([{ ...call, title: 'x\r\nATTENDEE:mailto:evil@example.com' }], options)).not.toMatch(
      /^ATTENDEE/m,
    );
  });

  it('reports every fault', () => {
    const faulty = [
      call,
      { ...call, minutes: 0 },
      { ...call, uid: 'b', organizer: { name: 'x', email: 'a b@c\r\nX:1' } },
    ];
    const faults = () => writeICalendar(faulty, options);
    expect(faults).toThrow(InputError);
    expect(faults).toThrow('events.1.uid: expected an id of its own, got "touch-1" (and 2 more)');
    expect(() => writeICalendar([{ ...call, date: '2013-02-30' }], options)).toThrow('events.0.date');
    const strange = {
      ...call,
      title: 7,
      time: '25:00',
      zone: 'Mars',
      status: 'maybe',
      sequence: -1,
      attendees: [null],
    };
    try {
      writeICalendar([null, strange] as never, { ...options, clockChange: { gap: 'soon' } } as never);
      expect.unreachable();
    } catch (error) {
      expect((error as InputError).issues.map(({ path }) => path.join('.')).sort()).toEqual([
        'clockChange.gap',
        'clockChange.overlap',
        'events.0',
        'events.1.attendees.0',
        'events.1.sequence',
        'events.1.status',
        'events.1.time',
        'events.1.title',
        'events.1.zone',
      ]);
    }
    for (const events of [undefined, null, {}])
      expect(() => writeICalendar(events as never, options)).toThrow('events: expected a list');
  });

  it('names the entry whose time clocks skip', () => {
    const skipped = { ...call, date: '2013-03-31', time: '02:30', zone: 'Europe/Berlin' };
    expect(() =>
      writeICalendar([call, { ...skipped, uid: 's' }], {
        ...options,
        clockChange: { gap: 'refuse', overlap: 'refuse' },
      }),
    ).toThrow('events.1.time: expected a time that clocks show in Europe/Berlin');
  });
});
