import { addDays, type WorkingCalendar } from 'tenure/core';
import type { OutreachAccount, OutreachAction, RosterPerson, Schedule, ScheduleInput } from 'tenure/outreach';
import { schedule } from 'tenure/outreach';
import { contactPolicy } from '../examples/policies/contact.js';
import { defineBench, defineFigure } from './define.js';

const people = 200;
const accounts = 40_000;
const asOf = '2013-01-02';

const calendar: WorkingCalendar = {
  from: '2013-01-01',
  until: '2013-12-31',
  weekend: [6, 7],
  holidays: [],
  makeUpDays: [],
};

/** A whole number from 0 up to `below` that only the two numbers determine. */
function hashed(row: number, column: number, below: number): number {
  let h = Math.imul(row + 1, 0x9e3779b1) ^ Math.imul(column + 1, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return ((h ^ (h >>> 12)) >>> 0) % below;
}

const roster: readonly RosterPerson[] = Array.from({ length: people }, (_, at) => ({
  id: `p${at}`,
  roles: at % 4 === 0 ? ['phoneAccountManager'] : ['accountManager'],
  level: 1,
  patches: [`patch${at >> 2}`],
  minutesPerDay: 300,
  hours: [
    { from: '09:00', until: '12:00' },
    { from: '13:30', until: '18:00' },
  ],
  zone: 'Asia/Shanghai',
}));

const base: readonly OutreachAccount[] = Array.from({ length: accounts }, (_, at) => {
  const patch = at % (people >> 2);
  return { id: `a${at}`, owner: `p${patch * 4 + 1 + hashed(at, 0, 3)}`, patch: `patch${patch}`, zone: 'Asia/Shanghai' };
});

const channels = ['phone', 'phone', 'visit', 'email'] as const;

function actionsOf(size: number): readonly OutreachAction[] {
  return Array.from({ length: size }, (_, at) => {
    const channel = channels[hashed(at, 1, 4)]!;
    return {
      id: `x${at}`,
      account: `a${hashed(at, 2, accounts)}`,
      topic: `t${hashed(at, 3, 8)}`,
      role: channel === 'visit' || hashed(at, 4, 3) > 0 ? 'accountManager' : 'phoneAccountManager',
      channel,
      due: addDays(asOf, hashed(at, 5, 80)),
      priority: hashed(at, 6, 10),
    };
  });
}

const inputOf = (size: number, more: Partial<ScheduleInput> = {}): ScheduleInput => ({
  actions: actionsOf(size),
  accounts: base,
  roster,
  calendar,
  contactPolicy,
  asOf,
  ...more,
});

const answerOf = ({ counts, touches, load }: Schedule) => ({
  counts,
  touches: touches.length,
  late: touches.reduce((sum, { topics }) => sum + topics.reduce((late, topic) => late + topic.lateWorkingDays, 0), 0),
  minutes: load.reduce((sum, { minutes }) => sum + minutes, 0),
});

export const benches = [
  defineFigure({
    name: 'outreach/schedule 100,000 actions, 200 people, 60 days',
    unit: 's',
    measure: () => {
      const input = inputOf(100_000);
      const start = performance.now();
      const plan = schedule(input);
      return plan.counts.actions === 100_000 ? (performance.now() - start) / 1000 : Number.NaN;
    },
    aim: { atMost: 15 },
  }),
  defineBench({
    name: 'outreach/schedule in any order',
    size: 10_000,
    item: 'action',
    contenders: {
      'as given': (size) => {
        const input = inputOf(size);
        return () => answerOf(schedule(input));
      },
      reversed: (size) => {
        const input = inputOf(size);
        const reversed = { ...input, actions: input.actions.toReversed(), roster: roster.toReversed() };
        return () => answerOf(schedule(reversed));
      },
    },
    baseline: 'as given',
  }),
  defineFigure({
    name: 'outreach/schedule again, one action done',
    unit: 'changes',
    measure: () => {
      const previous = schedule(inputOf(100_000));
      const [first] = previous.touches;
      const done = first!.topics.map(({ action }) => action);
      const history = [{ account: first!.account, on: asOf, channel: first!.channel, actions: done }];
      return schedule(inputOf(100_000, { previous, history })).changes.length - done.length;
    },
  }),
];
