import { addMonths, anniversaryIn } from '../core/calendar.js';
import { rootsOf } from '../core/comparison.js';
import {
  dateParts,
  dayNumber,
  firstDayNumber,
  fromDayNumber,
  lastDayNumber,
  partsOfDayNumber,
  readDayNumber,
} from '../core/day-number.js';
import type { FactDeclaration } from '../core/facts.js';
import type { RuleSet } from '../core/rule-set.js';
import type { AnyReminderPolicy, Reminder } from './reminder-policy.js';
import { shiftedDay } from './shifted-day.js';

/** A reminder with its day. */
export interface DueReminder {
  readonly reminder: string;
  readonly anchor: string;
  readonly due: string;
  /** Days since it was due; 0 where it is still to come. */
  readonly overdueDays: number;
  /** Whether month arithmetic had to take the month's last day. */
  readonly clamped: boolean;
  readonly owner: string;
  readonly channel: string;
}

/** Why a reminder is not due. */
export type ReminderSkip = 'notConcerned' | 'concernUnknown' | 'dateUnknown' | 'over' | 'notYetDue';

/** What is to be done for a customer, by day, and what is not, each with its reason. */
export interface Reminders {
  readonly due: readonly DueReminder[];
  readonly skipped: readonly { readonly reminder: string; readonly because: ReminderSkip }[];
}

/** Finds the day of one reminder, or why there is none; unknown roots are added. */
export function judgeReminder(
  policy: AnyReminderPolicy,
  reminder: Reminder<readonly FactDeclaration[]>,
  rule: number,
  rules: RuleSet,
  row: Float64Array,
  record: object,
  asOf: string,
  unknown: Set<string>,
): DueReminder | { readonly code: ReminderSkip; readonly facts: { readonly [key: string]: unknown } } {
  const truth = rule < 0 ? true : rules.truth(row, rule);
  if (truth !== true) {
    for (const root of rules.unknownRoots(row, record, rule)) unknown.add(root);
    return {
      code: truth === false ? 'notConcerned' : 'concernUnknown',
      facts: { tests: rules.tests(row, record, rule) },
    };
  }
  const { anchor, whenPast, owner, channel } = reminder;
  const today = dayNumber(asOf);
  const given = anchor.kind === 'days' ? 0 : row[rules.table.valueSlot(anchor.fact)!.index]!;
  if (Number.isNaN(given) && anchor.kind !== 'days') {
    for (const root of rootsOf(record, anchor.fact)) unknown.add(root);
    return { code: 'dateUnknown', facts: { fact: anchor.fact } };
  }
  const place = anchor.kind === 'days' ? ['reminders', reminder.id] : [anchor.fact];
  const candidates = anchorsOf(reminder, given, today).map((date) => ({
    date,
    ...shiftedDay(readDayNumber(date), reminder.offset ?? {}, place),
  }));
  // What comes next, or the last one where all are past.
  const next = candidates.find(({ day }) => day >= today) ?? candidates.at(-1)!;
  if (next.day > today + policy.horizonDays) return { code: 'notYetDue', facts: { due: fromDayNumber(next.day) } };
  if (next.day < today && whenPast === 'over') return { code: 'over', facts: { due: fromDayNumber(next.day) } };
  return {
    reminder: reminder.id,
    anchor: next.date,
    due: fromDayNumber(next.day),
    overdueDays: Math.max(0, today - next.day),
    clamped: next.clamped,
    owner,
    channel,
  };
}

/** The days that a reminder may hang on, in order; at least one. */
function anchorsOf(
  { anchor, offset = {} }: Reminder<readonly FactDeclaration[]>,
  given: number,
  today: number,
): readonly string[] {
  if (anchor.kind === 'days') return anchor.days;
  const date = fromDayNumber(given);
  if (anchor.kind === 'date') return [date];
  const { year } = dateParts(date);
  if (anchor.kind === 'onceAYear') return [`${addMonths(date, 12, [anchor.fact]).slice(0, 4)}-12-31`];
  // The anniversary whose reminder comes next may lie years from today: before it by what the reminder waits, after it by
  // how far ahead it announces.
  const waits = ((offset.months ?? 0) * daysInYear) / 12 + (offset.days ?? 0);
  const reached = Math.min(Math.max(Math.floor(today - waits), firstDayNumber), lastDayNumber);
  const first = Math.max(year, partsOfDayNumber(reached).year - 1);
  const years = [first, first + 1, first + 2].filter((one) => one <= lastYear);
  return years.map((one) => anniversaryIn(date, one, anchor.leapDay));
}

const daysInYear = 365.2425;
const lastYear = 9999;
