import { type CalendarDate, isDate } from '../core/day-number.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import { isTimeZone } from '../core/local-time.js';
import { checkTimeWindow, type TimeWindow } from '../core/time-of-day.js';
import { textFaults, textListFaults } from './text-faults.js';

/** Days off, both ends included. */
export interface Absence {
  readonly from: CalendarDate;
  readonly until: CalendarDate;
}

/** Somebody who contacts customers. */
export interface RosterPerson {
  readonly id: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly roles: readonly string[];
  /** Whole number; higher is more senior. */
  readonly level: number;
  /** The patches, grids or counties that the person covers. */
  readonly patches: readonly string[] | 'all';
  readonly skills?: readonly string[] | undefined;
  /** Time that goes to contacts on a working day. */
  readonly minutesPerDay: number;
  /** When contacts can take place, in the person's own zone; windows within one day. */
  readonly hours: readonly TimeWindow[];
  /** IANA zone. */
  readonly zone: string;
  readonly absences?: readonly Absence[] | undefined;
  /** Who takes over while the person is away, in this order. */
  readonly standIns?: readonly string[] | undefined;
  /** The superior, for escalations. */
  readonly reportsTo?: string | undefined;
}

/** An account as the scheduler sees it. */
export interface OutreachAccount {
  readonly id: string;
  readonly name?: string | undefined;
  /** Id of the account's own manager. */
  readonly owner?: string | null | undefined;
  readonly patch?: string | null | undefined;
  /** Zone of the customer, for quiet hours. */
  readonly zone: string;
  /** Channels that the customer has refused. */
  readonly refusedChannels?: readonly string[] | undefined;
}

function checkHours(hours: readonly TimeWindow[], path: Path): readonly Issue[] {
  if (hours.length === 0) return [issue('empty', path, 'at least one window', hours)];
  return hours.flatMap((window, at) => {
    const issues = checkTimeWindow(window, [...path, at]);
    if (issues.length > 0) return issues;
    if (window.until < window.from) {
      return [issue('order', [...path, at, 'until'], `a time after ${window.from}`, window.until)];
    }
    const before = at === 0 ? undefined : hours[at - 1];
    return before !== undefined && window.from < before.until
      ? [issue('overlap', [...path, at, 'from'], `${before.until} or later`, window.from)]
      : [];
  });
}

function checkAbsences(absences: readonly Absence[], path: Path): readonly Issue[] {
  if (!Array.isArray(absences)) return [issue('type', path, 'a list of absences', absences)];
  return absences.flatMap((absence: Absence, at) => {
    if (typeof absence !== 'object' || absence === null)
      return [issue('type', [...path, at], 'an absence { from, until }', absence)];
    const { from, until } = absence;
    if (!isDate(from)) return [issue('format', [...path, at, 'from'], 'a calendar date YYYY-MM-DD', from)];
    if (!isDate(until)) return [issue('format', [...path, at, 'until'], 'a calendar date YYYY-MM-DD', until)];
    return from > until ? [issue('order', [...path, at, 'until'], `${from} or later`, until)] : [];
  });
}

/** What makes a person unusable for planning; paths name the person by id. */
export function checkPerson(person: RosterPerson): readonly Issue[] {
  const path = ['roster', person.id];
  const issues: Issue[] = [];
  if (!Array.isArray(person.roles) || person.roles.length === 0) {
    issues.push(issue('empty', [...path, 'roles'], 'at least one role', person.roles));
  }
  if (!Number.isSafeInteger(person.level)) {
    issues.push(issue('type', [...path, 'level'], 'a whole number', person.level));
  }
  if (!(Number.isSafeInteger(person.minutesPerDay) && person.minutesPerDay >= 0)) {
    issues.push(issue('range', [...path, 'minutesPerDay'], '0 or more minutes', person.minutesPerDay));
  }
  if (!isTimeZone(person.zone)) {
    issues.push(issue('unknownReference', [...path, 'zone'], 'an IANA time zone such as Asia/Shanghai', person.zone));
  }
  const hours = Array.isArray(person.hours) ? checkHours(person.hours, [...path, 'hours']) : undefined;
  return [
    ...issues,
    ...(hours ?? [issue('type', [...path, 'hours'], 'a list of windows', person.hours)]),
    ...checkAbsences(person.absences ?? [], [...path, 'absences']),
    ...textListFaults(Array.isArray(person.roles) ? person.roles : undefined, [...path, 'roles']),
    ...textListFaults(person.skills, [...path, 'skills']),
    ...textListFaults(person.standIns, [...path, 'standIns']),
    ...textFaults(person.reportsTo, [...path, 'reportsTo']),
  ];
}

/** What leaves a person usable and still has to be told: a patch that nobody wrote down, a stand-in who is not there. */
export function noticePerson(person: RosterPerson, known: ReadonlyMap<string, unknown>): readonly Issue[] {
  const path = ['roster', person.id];
  const missing = (id: string, at: Path) =>
    known.has(id) ? [] : [issue('unknownReference', [...path, ...at], 'somebody on the roster', id)];
  return [
    ...(person.patches !== 'all' && !(Array.isArray(person.patches) && person.patches.length > 0)
      ? [issue('empty', [...path, 'patches'], 'at least one patch', person.patches)]
      : []),
    ...(person.standIns ?? []).flatMap((id, at) => missing(id, ['standIns', at])),
    ...(person.reportsTo === undefined ? [] : missing(person.reportsTo, ['reportsTo'])),
  ];
}
