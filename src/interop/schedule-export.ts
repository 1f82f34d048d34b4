import type { TimeOfDay } from '../core/time-of-day.js';
import type { Schedule, Touch } from '../outreach/plan.js';
import type { CsvColumn } from './csv.js';
import type { CalendarEvent } from './icalendar.js';

/** How a plan's ids are shown to people; an id without a name stands for itself. */
export interface PlanNames {
  /** Who is contacted. */
  readonly account?: ((id: string) => string) | undefined;
  /** What about. */
  readonly topic?: ((id: string) => string) | undefined;
  /** By which way. */
  readonly channel?: ((id: string) => string) | undefined;
  /** Who does it. */
  readonly person?: ((id: string) => string) | undefined;
}

const same = (id: string): string => id;

/** A touch's openings, one per line, and the approvals that it waits for. */
function describe({ topics }: Touch): string | undefined {
  const lines = topics.flatMap(({ opening, approval }) => [
    ...(opening === undefined ? [] : [opening]),
    ...(approval === undefined ? [] : [`! ${approval}`]),
  ]);
  return lines.length === 0 ? undefined : lines.join('\n');
}

/**
 * A plan's touches as calendar entries: the touch's id makes the entry's, so that importing tomorrow's plan updates the entries. A
 * touch that still waits for an approval is tentative. A touch that the previous plan had and this one has not is cancelled, unless it took place.
 *
 * @param domain makes ids unique in the world: `plan.example.com`
 */
export function calendarOf(plan: Schedule, domain: string, names: PlanNames = {}): readonly CalendarEvent[] {
  const { account = same, topic = same, channel = same, person = same } = names;
  const uidOf = (touch: string): string => `${touch}@${domain}`;
  const events = plan.touches.map((touch): CalendarEvent => {
    const waits = touch.topics.some(({ approval }) => approval !== undefined);
    return {
      uid: uidOf(touch.id),
      title: `${account(touch.account)}: ${touch.topics.map((entry) => topic(entry.topic)).join(', ')}`,
      date: touch.date,
      time: touch.time,
      minutes: touch.minutes,
      zone: touch.zone,
      description: describe(touch),
      categories: [channel(touch.channel), person(touch.person)],
      status: waits ? 'tentative' : 'confirmed',
    };
  });
  const kept = new Set(plan.touches.map(({ id }) => id));
  for (const { change, from } of plan.changes) if (change === 'done' && from !== undefined) kept.add(from.touch);
  const gone = new Map(
    plan.changes.flatMap(({ from }) => (from === undefined || kept.has(from.touch) ? [] : [[from.touch, from]])),
  );
  const cancelled = [...gone].map(
    ([id, { date }]): CalendarEvent => ({ uid: uidOf(id), title: id, date, status: 'cancelled' }),
  );
  return [...events, ...cancelled];
}

/** One line of a plan for a spreadsheet: one topic of one touch. */
export interface PlanRow {
  readonly date: string;
  readonly time: TimeOfDay;
  readonly person: string;
  readonly standInFor: string | undefined;
  readonly account: string;
  readonly channel: string;
  readonly minutes: number;
  readonly topic: string;
  readonly due: string;
  readonly lateWorkingDays: number;
  readonly opening: string | undefined;
  readonly approval: string | undefined;
  /** The day on which the approval is to be asked for, or was. */
  readonly requestOn: string | undefined;
  readonly touch: string;
  readonly action: string;
}

/** A plan's topics in the order of its touches, with the names that people read. */
export function planRows(plan: Schedule, names: PlanNames = {}): readonly PlanRow[] {
  const { account = same, topic = same, channel = same, person = same } = names;
  const requests = new Map(plan.approvals.map(({ action, requestOn }) => [action, requestOn]));
  return plan.touches.flatMap((touch) =>
    touch.topics.map((entry) => ({
      date: touch.date,
      time: touch.time,
      person: person(touch.person),
      standInFor: touch.standInFor === undefined ? undefined : person(touch.standInFor),
      account: account(touch.account),
      channel: channel(touch.channel),
      minutes: touch.minutes,
      topic: topic(entry.topic),
      due: entry.due,
      lateWorkingDays: entry.lateWorkingDays,
      opening: entry.opening,
      approval: entry.approval,
      requestOn: requests.get(entry.action) ?? entry.requestedOn,
      touch: touch.id,
      action: entry.action,
    })),
  );
}

const headers = [
  'date',
  'time',
  'person',
  'standInFor',
  'account',
  'channel',
  'minutes',
  'topic',
  'due',
  'lateWorkingDays',
  'opening',
  'approval',
  'requestOn',
  'touch',
  'action',
] as const satisfies readonly (keyof PlanRow)[];

/** The columns of {@link planRows}, headed by their keys. */
export const planColumns: readonly CsvColumn<PlanRow>[] = headers.map((header) => ({
  header,
  value: (row) => row[header],
}));
