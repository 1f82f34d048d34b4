import type { CalendarDate } from '../core/day-number.js';
import { isDate } from '../core/day-number.js';
import { type Issue, issue } from '../core/issue.js';
import { textFaults, textListFaults } from './text-faults.js';

/**
 * Something that somebody should do for an account: a funnel duty, a retention action, an approval to fetch. The scheduler turns
 * the role into a person and the day into a working day.
 */
export interface OutreachAction {
  /** Names the action for good; the plan of tomorrow recognises it by this. */
  readonly id: string;
  readonly account: string;
  /** What it is about; same-day topics of an account become one touch. */
  readonly topic: string;
  readonly role: string;
  readonly channel: string;
  /** The day on which it is wanted. */
  readonly due: CalendarDate;
  /** Not before this day; from `asOf` where missing. */
  readonly earliest?: CalendarDate | undefined;
  /** Not after this day; open where missing, and then it is done late rather than never. */
  readonly latest?: CalendarDate | undefined;
  /** Whole number; the higher goes first where days are short. */
  readonly priority: number;
  /** Length; the channel's where missing. */
  readonly minutes?: number | undefined;
  /** Lowest level of the person. */
  readonly level?: number | undefined;
  readonly skills?: readonly string[] | undefined;
  /** Id of the policy's approval that has to be had first. */
  readonly approval?: string | undefined;
  /** The day on which that approval was asked for: the answer takes its lead time from then on, and is not asked for again. */
  readonly requestedOn?: CalendarDate | undefined;
  /** The day on which that approval was given. */
  readonly approvedOn?: CalendarDate | undefined;
  /** Id of the joint task that this is one owner's part of. Parts that are done stay in the list until the task is closed. */
  readonly partOf?: string | undefined;
  /** What to say first. */
  readonly opening?: string | undefined;
}

const optionalDates = ['earliest', 'latest', 'requestedOn', 'approvedOn'] as const;

/** The faults of one action; paths name it by its id, so that they don't depend on the order of the list. */
export function checkAction(action: OutreachAction): readonly Issue[] {
  const at = (key: string) => ['actions', typeof action.id === 'string' ? action.id : '', key];
  const issues: Issue[] = [];
  for (const key of ['id', 'account', 'topic', 'role', 'channel'] as const) {
    const text: unknown = action[key];
    if (typeof text !== 'string' || text === '') issues.push(issue('type', at(key), 'a text', text));
  }
  if (!isDate(action.due)) issues.push(issue('format', at('due'), 'a calendar date YYYY-MM-DD', action.due));
  for (const key of optionalDates) {
    const date = action[key];
    if (date !== undefined && !isDate(date)) issues.push(issue('format', at(key), 'a calendar date YYYY-MM-DD', date));
  }
  const { earliest, latest, priority, minutes, level, partOf } = action;
  if (earliest !== undefined && latest !== undefined && earliest > latest) {
    issues.push(issue('order', at('latest'), `${earliest} or later`, latest));
  }
  if (partOf !== undefined && (typeof partOf !== 'string' || partOf === '')) {
    issues.push(issue('type', at('partOf'), 'a text', partOf));
  }
  if (!Number.isSafeInteger(priority)) issues.push(issue('type', at('priority'), 'a whole number', priority));
  if (minutes !== undefined && !(Number.isSafeInteger(minutes) && minutes >= 1)) {
    issues.push(issue('range', at('minutes'), '1 minute or more', minutes));
  }
  if (level !== undefined && !Number.isSafeInteger(level)) {
    issues.push(issue('type', at('level'), 'a whole number', level));
  }
  if (action.opening !== undefined) issues.push(...textFaults(action.opening, at('opening')));
  if (action.skills !== undefined) issues.push(...textListFaults(action.skills, at('skills')));
  return issues;
}

const textOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The order in which actions get their days: priority, then due day, then id. */
export function compareActions(a: OutreachAction, b: OutreachAction): number {
  return b.priority - a.priority || textOrder(a.due, b.due) || textOrder(a.id, b.id);
}
