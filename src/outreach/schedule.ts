import { type CalendarDate, dayNumber } from '../core/day-number.js';
import type { Issue } from '../core/issue.js';
import { referenceTo } from '../core/policy.js';
import { fromMinuteOfDay } from '../core/time-of-day.js';
import type { WorkingCalendar } from '../core/working-calendar.js';
import { compareActions, type OutreachAction } from './action.js';
import { changesBetween, nameTouches, placesOf } from './changes.js';
import { createContactLog } from './contact-log.js';
import type { DraftTouch } from './draft.js';
import { approvalsFor, escalationsFor, type LateAction, orphansOf } from './follow-up.js';
import { createHorizon, type Horizon } from './horizon.js';
import {
  entriesOf,
  type PastContact,
  takeAccounts,
  takeActions,
  takeHistory,
  takePrevious,
  takeRoster,
} from './intake.js';
import { checkJointTasks, jointTasksOf } from './joint-tasks.js';
import { type Open, placeAll, type Work } from './place-all.js';
import { createBoard } from './placement.js';
import type { PersonLoad, Schedule, Touch, TouchTopic, Unplaced } from './plan.js';
import { type ContactPolicy, parseContactPolicy } from './policy.js';
import { createReachable } from './quiet-hours.js';
import type { OutreachAccount, RosterPerson } from './roster.js';
import { createStaffing } from './staffing.js';

/** All that a plan is made from. Lists may be in any order. */
export interface ScheduleInput {
  readonly actions: readonly OutreachAction[];
  readonly accounts: readonly OutreachAccount[];
  readonly roster: readonly RosterPerson[];
  readonly calendar: WorkingCalendar;
  readonly contactPolicy: ContactPolicy;
  /** Contacts that took place: they count towards the caps, and the actions that they settled are done. */
  readonly history?: readonly PastContact[] | undefined;
  /** The plan in force, or its touches. */
  readonly previous?: Pick<Schedule, 'touches'> | undefined;
  readonly asOf: CalendarDate;
}

function topicOf({ action, lateWorkingDays }: DraftTouch['topics'][number]): TouchTopic {
  const { id, topic, due, opening, approval, requestedOn, approvedOn } = action;
  const waits = approval !== undefined && approvedOn === undefined;
  return {
    action: id,
    topic,
    due,
    lateWorkingDays,
    ...(opening === undefined ? {} : { opening }),
    ...(waits ? { approval } : {}),
    ...(waits && requestedOn !== undefined ? { requestedOn } : {}),
  };
}

function touchOf(draft: DraftTouch, id: string, { policy, horizon, staffing }: Work): Touch {
  const person = staffing.people[draft.person]!;
  const { standInFor } = draft;
  return {
    id,
    account: draft.account,
    person: person.id,
    ...(standInFor === undefined ? {} : { standInFor: staffing.people[standInFor]!.id }),
    date: horizon.dateAt(draft.day),
    time: fromMinuteOfDay(draft.start),
    zone: person.zone,
    minutes: draft.minutes,
    channel: policy.channels[draft.channel]!.id,
    topics: [...draft.topics].sort((a, b) => compareActions(a.action, b.action)).map(topicOf),
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function loadOf({ staffing, board, horizon }: Work): readonly PersonLoad[] {
  return staffing.people.flatMap((person, at) =>
    Array.from({ length: horizon.length }, (_, day) => ({
      person: person.id,
      date: horizon.dateAt(day),
      minutes: board.day(at, day).minutes,
      capacityMinutes: person.minutesPerDay,
    })).filter(({ minutes }) => minutes > 0),
  );
}

/**
 * Makes the working plan of a team: roles become people and dates become working days. Actions are placed by priority, wanted day
 * and id, on the wanted day, else the nearest earlier one, else the nearest later one that the action allows. Capacity, working hours,
 * caps and quiet hours hold always; what doesn't fit is listed with the reason and the first day that would do. Topics of one account
 * on one day with one person become one touch, also where only a touch placed later can take an action along. Touches of the previous plan keep their place, and their ids for good.
 *
 * @param input lists in any order; the order changes nothing. In JSON, what an entry leaves out may be `null`
 * @returns the plan, with every change against the previous one and every fault of the input, the rest being planned
 * @throws PolicyError for a faulty contact policy; InputError for a faulty calendar or one that has no working day from `asOf` on
 * @example
 * const plan = schedule({
 *   asOf: '2013-02-04',
 *   calendar: { from: '2013-02-01', until: '2013-02-28', weekend: [6, 7], holidays: [], makeUpDays: [] },
 *   contactPolicy: {
 *     kind: 'contact', id: 'spring', version: '1', horizonWorkingDays: 10, offDays: 'earlier', keepWorkingDays: 5, extraTopicMinutes: 5,
 *     channels: [{ id: 'phone', minutes: 15 }], caps: [], remits: [], approvals: [], escalation: [],
 *   },
 *   roster: [{ id: 'wu', roles: ['accountManager'], level: 1, patches: 'all', minutesPerDay: 120,
 *     hours: [{ from: '09:00', until: '17:00' }], zone: 'Asia/Shanghai' }],
 *   accounts: [{ id: 'hospital', owner: 'wu', zone: 'Asia/Shanghai' }],
 *   actions: [{ id: 'renewal-7', account: 'hospital', topic: 'renewal', role: 'accountManager', channel: 'phone',
 *     due: '2013-02-10', priority: 1 }],
 * });
 * plan.touches[0]?.date //=> '2013-02-08'
 */
export function schedule(input: ScheduleInput): Schedule {
  const { asOf } = input;
  const policy = parseContactPolicy(input.contactPolicy);
  const horizon = createHorizon(input.calendar, asOf, policy.horizonWorkingDays);
  const given = {
    roster: entriesOf(input.roster, 'roster'),
    accounts: entriesOf(input.accounts, 'accounts'),
    actions: entriesOf(input.actions, 'actions'),
    history: entriesOf(input.history ?? [], 'history'),
  };
  const earlier = takePrevious((input.previous ?? { touches: [] }).touches);
  const roster = takeRoster(given.roster.entries);
  const accounts = takeAccounts(given.accounts.entries);
  const actions = takeActions(given.actions.entries, accounts.sound, policy);
  const history = takeHistory(given.history.entries, asOf);
  const done = new Set(history.sound.flatMap((contact) => contact.actions ?? []));
  const open = [...actions.sound.values()].filter(({ id }) => !done.has(id));

  const channelAt = new Map(policy.channels.map(({ id }, at) => [id, at]));
  const staffing = createStaffing([...roster.sound.values()], policy, horizon);
  const reachable = createReachable(staffing.people, policy.channels, horizon);
  const log = createContactLog(policy.caps, channelAt);
  for (const { account, on, channel } of history.sound) log.add(account, dayNumber(on), channelAt.get(channel) ?? -1);
  const board = createBoard({ policy, horizon, staffing, reachable, log });
  const work: Work = { policy, horizon, staffing, board, accounts: accounts.sound };

  const touchOfAction = new Map(earlier.sound.flatMap((touch) => touch.topics.map(({ action }) => [action, touch])));
  const failures = placeAll(open.sort(compareActions), touchOfAction, work);

  const before = placesOf(earlier.sound);
  const names = nameTouches(
    board.drafts.map(({ topics }) => topics.map(({ action }) => action.id)),
    before,
  );
  const touches = board.drafts
    .map((draft, at) => touchOf(draft, names[at]!, work))
    .sort((a, b) => order(a.date, b.date) || order(a.person, b.person) || order(a.time, b.time) || order(a.id, b.id));
  const after = placesOf(touches);
  const unplaced = failures.map((failure) => unplacedOf(failure, horizon)).sort((a, b) => order(a.action, b.action));
  const findings: readonly Issue[] = [
    ...horizon.findings,
    ...[
      ...Object.values(given).flatMap(({ issues }) => issues),
      ...earlier.issues,
      ...roster.issues,
      ...accounts.issues,
      ...actions.issues,
      ...checkJointTasks(given.actions.entries),
      ...history.issues,
    ].sort((a, b) => order(a.message, b.message)),
  ];
  return {
    asOf,
    from: horizon.dateAt(0),
    until: horizon.dateAt(horizon.length - 1),
    policy: referenceTo(policy),
    touches,
    unplaced,
    approvals: approvalsFor(touches, accounts.sound, policy, staffing, horizon),
    escalations: escalationsFor(lateActions(board.drafts, failures, work), policy, staffing),
    jointTasks: jointTasksOf(given.actions.entries, done, after),
    orphans: orphansOf(accounts.sound, staffing),
    changes: changesBetween(before, after, done, actions.sound),
    load: loadOf(work),
    findings,
    counts: {
      actions: given.actions.total,
      placed: open.length - unplaced.length,
      unplaced: unplaced.length,
      done: actions.sound.size - open.length,
      rejected: given.actions.total - actions.sound.size,
    },
  };
}

function unplacedOf({ need: { action }, because, blockedDays, earliest }: Open, horizon: Horizon): Unplaced {
  const date = earliest === null ? null : horizon.dateAt(earliest);
  return { action: action.id, account: action.account, because, blockedDays, earliest: date };
}

/** Late actions by id; one without a place is as late as its first possible day, or the end of the plan. */
function lateActions(
  drafts: readonly DraftTouch[],
  failures: readonly Open[],
  { staffing, horizon }: Work,
): readonly LateAction[] {
  const placed = drafts.flatMap(({ person, standInFor, topics }) =>
    topics.map(({ action, lateWorkingDays }) => ({
      action,
      lateWorkingDays,
      person: staffing.people[standInFor ?? person]!.id,
    })),
  );
  const open = failures.map(({ need: { action, account, wanted }, earliest }) => ({
    action,
    lateWorkingDays: Math.max(0, (earliest ?? horizon.length) - Math.min(wanted, horizon.length)),
    person: account.owner ?? undefined,
  }));
  return [...placed, ...open]
    .filter(({ lateWorkingDays }) => lateWorkingDays > 0)
    .sort((a, b) => order(a.action.id, b.action.id));
}
