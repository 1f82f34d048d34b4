import { addDays } from '../core/calendar.js';
import { type CalendarDate, dayNumber } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import { type ClockChangeRule, instantFromMilliseconds, instantToMilliseconds, toInstant } from '../core/local-time.js';
import type { TimeOfDay } from '../core/time-of-day.js';
import { within } from '../core/within.js';
import { choiceFaults, eventFaults, listFaults, textFaults } from './icalendar-faults.js';
import { escapeText, foldLine, quoteParameter } from './icalendar-text.js';

/** Somebody in a calendar entry. */
export interface CalendarPerson {
  readonly name: string;
  readonly email: string;
}

/** One entry of a calendar. */
export interface CalendarEvent {
  /** Names the entry for good: a calendar that imports the file again updates this entry and makes no second one. */
  readonly uid: string;
  readonly title: string;
  readonly date: CalendarDate;
  /** Local start; without it the entry is for the whole day. */
  readonly time?: TimeOfDay | undefined;
  /** Length of an entry with a start, at least 1. */
  readonly minutes?: number | undefined;
  /** Zone of the start; without it the time is wherever the reader is. */
  readonly zone?: string | undefined;
  readonly description?: string | undefined;
  readonly location?: string | undefined;
  readonly categories?: readonly string[] | undefined;
  readonly organizer?: CalendarPerson | undefined;
  readonly attendees?: readonly CalendarPerson[] | undefined;
  readonly status?: 'confirmed' | 'tentative' | 'cancelled' | undefined;
  /** How often the entry has changed; readers take the highest. 0 unless given. */
  readonly sequence?: number | undefined;
}

/** What stands above all entries. */
export interface CalendarOptions {
  /** The day the file speaks of; every entry is stamped with its midnight, so that equal input gives an equal file. */
  readonly asOf: CalendarDate;
  readonly name?: string | undefined;
  /** What to do with local times that a change of clocks skips or repeats. */
  readonly clockChange: ClockChangeRule;
}

const compact = (text: string): string => text.replaceAll(/[-:]/g, '');

function times(event: CalendarEvent, clockChange: ClockChangeRule): readonly string[] {
  const { date, time, zone, minutes = 0 } = event;
  if (time === undefined) {
    const end = addDays(date, 1, ['date']);
    return [`DTSTART;VALUE=DATE:${compact(date)}`, `DTEND;VALUE=DATE:${compact(end)}`];
  }
  // A floating time has no instant; it is reckoned as if on UTC and written without the Z.
  const start = zone === undefined ? `${date}T${time}:00Z` : toInstant({ date, time }, zone, clockChange).instant;
  const end = instantFromMilliseconds(instantToMilliseconds(start) + minutes * 60_000, ['minutes']);
  const write = (instant: string): string => compact(zone === undefined ? instant.slice(0, -1) : instant);
  return [`DTSTART:${write(start)}`, `DTEND:${write(end)}`];
}

function personLine(property: string, { name, email }: CalendarPerson): string {
  return `${property};CN=${quoteParameter(name)}:mailto:${email}`;
}

function eventLines(event: CalendarEvent, { asOf, clockChange }: CalendarOptions, at: number): readonly string[] {
  const { description, location, categories = [], organizer, attendees = [], status, sequence } = event;
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(event.uid)}`,
    `DTSTAMP:${compact(asOf)}T000000Z`,
    ...within(
      (path) => ['events', at, ...path],
      'calendar',
      () => times(event, clockChange),
    ),
    `SUMMARY:${escapeText(event.title)}`,
    ...(description === undefined ? [] : [`DESCRIPTION:${escapeText(description)}`]),
    ...(location === undefined ? [] : [`LOCATION:${escapeText(location)}`]),
    ...(categories.length === 0 ? [] : [`CATEGORIES:${categories.map(escapeText).join(',')}`]),
    ...(organizer === undefined ? [] : [personLine('ORGANIZER', organizer)]),
    ...attendees.map((person) => personLine('ATTENDEE', person)),
    ...(status === undefined ? [] : [`STATUS:${status.toUpperCase()}`]),
    ...(sequence === undefined ? [] : [`SEQUENCE:${sequence}`]),
    'END:VEVENT',
  ];
}

/**
 * Writes calendar entries as an iCalendar file that calendar programs import.
 * Source: RFC 5545; names of people as RFC 6868 has them.
 *
 * @param events any number, in the order to write
 * @returns the file's text: CRLF lines of at most 75 octets; times with a zone in UTC
 * @throws InputError with every fault: an id used twice, a start without a length, a malformed date, time or address; `range`
 * where an entry ends after the year 9999
 * @example
 * writeICalendar([{ uid: 'call-7', title: 'Call Wu', date: '2013-02-08' }],
 *   { asOf: '2013-02-01', clockChange: { gap: 'later', overlap: 'earlier' } }).includes('DTSTART;VALUE=DATE:20130208') //=> true
 */
export function writeICalendar(events: readonly CalendarEvent[], options: CalendarOptions): string {
  dayNumber(options?.asOf, ['asOf']);
  const seen = new Set<string>();
  const issues = [
    ...(events === undefined ? [issue('type', ['events'], 'a list', events)] : []),
    ...(['gap', 'overlap'] as const).flatMap((key) => choiceFaults(options.clockChange?.[key], ['clockChange', key])),
    ...listFaults(events, ['events'], (event: CalendarEvent, path) => eventFaults(event, path, seen)),
    ...textFaults(options.name, ['name'], false),
  ];
  if (issues.length > 0) throw new InputError(issues, 'calendar');
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//tenure//outreach//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...(options.name === undefined ? [] : [`X-WR-CALNAME:${escapeText(options.name)}`]),
    ...events.flatMap((event, at) => eventLines(event, options, at)),
    'END:VCALENDAR',
  ];
  return lines.map(foldLine).join('');
}
