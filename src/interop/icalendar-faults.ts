import { isDate } from '../core/day-number.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import { isTimeZone } from '../core/local-time.js';
import { isTimeOfDay } from '../core/time-of-day.js';
import type { CalendarEvent, CalendarPerson } from './icalendar.js';

/** What is wrong with a text that has to be there, or may be. */
export function textFaults(value: unknown, path: Path, needed: boolean): readonly Issue[] {
  if (typeof value === 'string' ? value !== '' || !needed : value === undefined && !needed) return [];
  return [issue(value === '' ? 'empty' : 'type', path, 'a text', value)];
}

function personFaults(person: CalendarPerson, path: Path): readonly Issue[] {
  if (typeof person !== 'object' || person === null) return [issue('type', path, '{ name, email }', person)];
  const isAddress = typeof person.email === 'string' && /^[^\s@<>"\\,;:]+@[^\s@<>"\\,;:]+$/.test(person.email);
  return [
    ...textFaults(person.name, [...path, 'name'], false),
    ...(isAddress ? [] : [issue('format', [...path, 'email'], 'an e-mail address', person.email)]),
  ];
}

/** What is wrong with a list that may be there, and with each of its entries. */
export function listFaults<T>(
  list: unknown,
  path: Path,
  check: (entry: T, path: Path) => readonly Issue[],
): readonly Issue[] {
  if (list === undefined) return [];
  if (!Array.isArray(list)) return [issue('type', path, 'a list', list)];
  return list.flatMap((entry: T, at) => check(entry, [...path, at]));
}

const choices: readonly unknown[] = ['earlier', 'later', 'refuse'];

/** What is wrong with the word on local times that a change of clocks skips or repeats. */
export function choiceFaults(value: unknown, path: Path): readonly Issue[] {
  return choices.includes(value) ? [] : [issue('unknownReference', path, 'earlier, later or refuse', value)];
}

const states: readonly unknown[] = ['confirmed', 'tentative', 'cancelled'] satisfies CalendarEvent['status'][];

/** All that is wrong with one entry; `seen` holds the ids of those before. */
export function eventFaults(event: CalendarEvent, path: Path, seen: Set<string>): readonly Issue[] {
  if (typeof event !== 'object' || event === null) return [issue('type', path, 'a calendar entry', event)];
  const { uid, date, time, minutes, zone, organizer, attendees, categories, status, sequence } = event;
  const at = (key: string): Path => [...path, key];
  const twice = seen.has(uid);
  seen.add(uid);
  return [
    ...textFaults(uid, at('uid'), true),
    ...(twice ? [issue('duplicate', at('uid'), 'an id of its own', uid)] : []),
    ...textFaults(event.title, at('title'), true),
    ...(isDate(date) ? [] : [issue('format', at('date'), 'a calendar date YYYY-MM-DD', date)]),
    ...(time === undefined || isTimeOfDay(time) ? [] : [issue('format', at('time'), 'a time of day HH:MM', time)]),
    ...(time === undefined || (Number.isSafeInteger(minutes) && minutes! >= 1)
      ? []
      : [issue('range', at('minutes'), 'a length of 1 minute or more', minutes)]),
    ...(zone === undefined || isTimeZone(zone)
      ? []
      : [issue('unknownReference', at('zone'), 'an IANA time zone such as Asia/Shanghai', zone)]),
    ...textFaults(event.description, at('description'), false),
    ...textFaults(event.location, at('location'), false),
    ...listFaults(categories, at('categories'), (one, where) => textFaults(one, where, false)),
    ...(organizer === undefined ? [] : personFaults(organizer, at('organizer'))),
    ...listFaults(attendees, at('attendees'), personFaults),
    ...(status === undefined || states.includes(status)
      ? []
      : [issue('unknownReference', at('status'), 'confirmed, tentative or cancelled', status)]),
    ...(sequence === undefined || (Number.isSafeInteger(sequence) && sequence >= 0)
      ? []
      : [issue('range', at('sequence'), 'a whole number of at least 0', sequence)]),
  ];
}
