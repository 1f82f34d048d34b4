import { dayNumber, firstDayNumber, fromDayNumber, isDate, lastDayNumber } from './day-number.js';
import { InputError } from './errors.js';
import { issue, type Path } from './issue.js';
import { fromMinuteOfDay, isTimeOfDay, type LocalDateTime, minuteOfDay } from './time-of-day.js';

/** An instant in ISO 8601 with `Z` or an offset: `2026-03-29T06:00Z`, `2026-03-29T08:00:00.5+02:00`. */
export type Instant = string;

/** What to do with a local time that clocks skip (`gap`) or show twice (`overlap`) in a change of offset. */
export interface ClockChangeRule {
  /** A skipped time moves by the length of the gap to the earlier or the later side of it, or is refused. */
  readonly gap: 'earlier' | 'later' | 'refuse';
  /** Of a repeated time, the first or the second showing, or none. */
  readonly overlap: 'earlier' | 'later' | 'refuse';
}

/** The instant of a local time, and whether the clock shows that time once, never (`skipped`) or twice (`repeated`). */
export interface ResolvedInstant {
  readonly instant: Instant;
  readonly clock: 'once' | 'skipped' | 'repeated';
}

const minute = 60_000;
const day = 86_400_000;
const form = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)$/;

/**
 * Milliseconds since 1970-01-01T00:00Z of an instant; digits beyond milliseconds are cut.
 *
 * @throws InputError `format` for anything else, a date and time without offset included
 */
export function instantToMilliseconds(instant: Instant, path: Path = []): number {
  const match = typeof instant === 'string' && instant.length <= 40 ? form.exec(instant) : null;
  const [, date = '', time = '', seconds = '0', fraction = '', zone = ''] = match ?? [];
  const offset = zone === 'Z' ? '00:00' : zone.slice(1);
  if (!isDate(date) || !isTimeOfDay(time) || !isTimeOfDay(offset)) {
    throw new InputError([issue('format', path, 'an instant such as 2026-03-29T06:00Z or …+02:00', instant)]);
  }
  const local = dayNumber(date) * day + minuteOfDay(time) * minute;
  const shift = minuteOfDay(offset) * minute * (zone.startsWith('-') ? -1 : 1);
  return local - shift + Number(seconds) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
}

/**
 * The instant of whole seconds, in UTC: `2026-03-29T06:00:00Z`; fractions of a second are cut.
 *
 * @throws InputError `range` outside the years 1 to 9999
 */
export function instantFromMilliseconds(milliseconds: number, path: Path = []): Instant {
  const { date, time } = wallClock(milliseconds, path);
  const second = Math.floor((((milliseconds % minute) + minute) % minute) / 1000);
  return `${date}T${time}:${String(second).padStart(2, '0')}Z`;
}

/** The date and time that a clock running on UTC shows. @throws InputError `range` outside the years 1 to 9999 */
function wallClock(milliseconds: number, path: Path): LocalDateTime {
  const number = Math.floor(milliseconds / day);
  if (!(number >= firstDayNumber && number <= lastDayNumber))
    throw new InputError([issue('range', path, 'a time that falls in the years 1 to 9999', milliseconds)]);
  return {
    date: fromDayNumber(number),
    time: fromMinuteOfDay(Math.floor((milliseconds - number * day) / minute)),
  };
}

function formatOf(zone: string, path: Path): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset', year: 'numeric' });
  } catch {
    throw new InputError([issue('unknownReference', path, 'an IANA time zone such as Asia/Shanghai', zone)]);
  }
}

// Building a format takes longer than all the rest, and a base has few zones.
const formats = new Map<string, Intl.DateTimeFormat>();
const mostFormats = 500;

function zoneFormat(zone: string, path: Path): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  if (typeof zone !== 'string') throw new InputError([issue('type', path, 'an IANA time zone', zone)]);
  const format = formatOf(zone, path);
  if (formats.size >= mostFormats) formats.clear();
  formats.set(zone, format);
  return format;
}

/** Whether the host knows an IANA time zone. */
export function isTimeZone(zone: unknown): zone is string {
  if (typeof zone !== 'string' || zone === '') return false;
  try {
    zoneFormat(zone, []);
    return true;
  } catch {
    return false;
  }
}

/** How far local clocks are ahead of UTC at an instant, in milliseconds (zones before 1900 have odd seconds). */
function offsetAt(zone: string, milliseconds: number, path: Path): number {
  const parts = zoneFormat(zone, path).formatToParts(milliseconds);
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
  const match = /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(name);
  if (match === null) throw new InputError([issue('unknownReference', path, 'a zone with an offset', name)]);
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = match;
  const size = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -size : size;
}

/**
 * The date and time of day that clocks in a zone show at an instant; seconds are cut.
 *
 * @param zone IANA name; InputError `unknownReference` where the host does not know it
 * @example
 * toLocal('2026-11-21T10:00Z', 'Asia/Kathmandu') //=> { date: '2026-11-21', time: '15:45' }
 */
export function toLocal(instant: Instant, zone: string): LocalDateTime {
  const milliseconds = instantToMilliseconds(instant, ['instant']);
  return wallClock(milliseconds + offsetAt(zone, milliseconds, ['zone']), ['instant']);
}

/**
 * The instant at which clocks in a zone show a date and time. Times in a change of clocks follow the rule.
 *
 * @throws InputError `conflict` where the rule refuses; `unknownReference` for an unknown zone
 * @example
 * toInstant({ date: '2026-03-29', time: '08:00' }, 'Europe/Berlin', { gap: 'later', overlap: 'earlier' })
 * //=> { instant: '2026-03-29T06:00:00Z', clock: 'once' }
 */
export function toInstant(local: LocalDateTime, zone: string, rule: ClockChangeRule): ResolvedInstant {
  const shown = dayNumber(local.date, ['date']) * day + minuteOfDay(local.time, ['time']) * minute;
  const offsets = [offsetAt(zone, shown - day, ['zone']), offsetAt(zone, shown + day, ['zone'])] as const;
  const [early, late] = [shown - Math.max(...offsets), shown - Math.min(...offsets)];
  const fits = (milliseconds: number) => milliseconds + offsetAt(zone, milliseconds, ['zone']) === shown;
  const shows = [fits(early), fits(late)] as const;
  if (shows[0] !== shows[1] || early === late) {
    return { instant: instantFromMilliseconds(shows[0] ? early : late, ['date']), clock: 'once' };
  }
  const choice = shows[0] ? rule.overlap : rule.gap;
  if (choice === 'refuse') {
    const expected = shows[0] ? 'a time that clocks show once' : 'a time that clocks show';
    throw new InputError([issue('conflict', ['time'], `${expected} in ${zone}`, `${local.date} ${local.time}`)]);
  }
  return {
    instant: instantFromMilliseconds(choice === 'earlier' ? early : late, ['date']),
    clock: shows[0] ? 'repeated' : 'skipped',
  };
}
