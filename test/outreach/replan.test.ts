import fc from 'fast-check';
import { type OutreachAction, schedule } from 'tenure/outreach';
import { describe, expect, it } from 'vitest';
import { account, action, contactPolicy, input, wu } from './book.js';

const three = [
  action('x', { account: 'a1' }),
  action('y', { account: 'a1', topic: 'payment' }),
  action('z', { account: 'a2' }),
];

describe('planning again', () => {
  it('with nothing new changes nothing', () => {
    const plan = schedule(input({ actions: three }));
    const again = schedule(input({ actions: three.toReversed(), previous: plan }));
    expect(again).toEqual({ ...plan, changes: [] });
  });

  it('a touch of somebody in their own right stays theirs, though it could be a stand-in’s as well', () => {
    // An has fifteen minutes on the 6th, so that Wu, who has none, comes first on the 8th, when An is away and Wu would stand in.
    const an = { ...wu, id: 'an', absences: [{ from: '2013-02-08', until: '2013-02-08' }], standIns: ['wu'] };
    const given = input({
      roster: [an, wu],
      accounts: [account('a1', { owner: 'an' }), account('a2', { owner: null })],
      actions: [
        action('x', { priority: 2 }),
        action('y', { account: 'a2', due: '2013-02-08' }),
        action('z', { account: 'a2', due: '2013-02-16', priority: -1 }),
      ],
    });
    const plan = schedule(given);
    expect(plan.touches.map(({ person, standInFor }) => [person, standInFor])).toEqual([
      ['an', undefined],
      ['wu', undefined],
      ['wu', undefined],
    ]);
    expect(schedule({ ...given, previous: plan })).toEqual({ ...plan, changes: [] });
    // Beyond the days that are kept Wu still goes on, who knows the account.
    const brief = { ...given, contactPolicy: { ...given.contactPolicy, keepWorkingDays: 6 } };
    expect(schedule({ ...brief, previous: plan }).touches).toEqual(plan.touches);
  });

  it('with one task done, nothing is created twice, ids hold, and the changes are exact', () => {
    const plan = schedule(input({ actions: three }));
    const history = [{ account: 'a1', on: '2013-02-04', channel: 'phone', actions: ['x'] }];
    const again = schedule(input({ actions: [three[2]!, three[0]!, three[1]!], previous: plan, history }));
    expect(again.changes).toEqual([
      {
        action: 'x',
        change: 'done',
        from: { touch: 'touch-x', person: 'wu', date: '2013-02-06', time: '09:00', channel: 'phone' },
      },
    ]);
    // y was a topic of x's touch and keeps its id.
    expect(again.touches.map(({ id, topics }) => [id, topics.map((topic) => topic.action)])).toEqual([
      ['touch-x', ['y']],
      ['touch-z', ['z']],
    ]);
    expect(again.counts).toMatchObject({ placed: 2, done: 1 });
  });

  it('says what was added, moved, withdrawn and dropped', () => {
    const plan = schedule(input({ actions: [...three, action('d', { account: 'a3' })] }));
    const actions = [
      { ...three[0]!, due: '2013-02-08' },
      three[1]!,
      action('n', { account: 'a3' }),
      action('d', { account: 'a3', role: 'nobody' }),
    ];
    const { changes } = schedule(input({ actions, previous: plan }));
    expect(changes.map(({ action: id, change }) => [id, change])).toEqual([
      ['d', 'dropped'],
      ['n', 'added'],
      ['x', 'moved'],
      ['y', 'moved'],
      ['z', 'withdrawn'],
    ]);
    // x takes the touch's id along; y stays where it was, after d's quarter of an hour, under a new id.
    expect(changes[3]).toMatchObject({
      from: { touch: 'touch-x', time: '09:15' },
      to: { touch: 'touch-y', time: '09:15' },
    });
  });

  it('keeps an agreed touch in its place against a newcomer of higher priority', () => {
    const full = { ...wu, minutesPerDay: 15 };
    const plan = schedule(input({ roster: [full], actions: [action('x')] }));
    const actions = [action('x'), action('boss', { account: 'a2', priority: 9 })];
    const kept = schedule(input({ roster: [full], actions, previous: plan }));
    expect(kept.touches.map(({ date, account: who }) => [who, date])).toEqual([
      ['a2', '2013-02-05'],
      ['a1', '2013-02-06'],
    ]);
    const free = { ...contactPolicy, keepWorkingDays: 0 };
    const moved = schedule(input({ roster: [full], actions, previous: plan, contactPolicy: free }));
    expect(moved.changes.map(({ action: id, change }) => [id, change])).toEqual([
      ['boss', 'added'],
      ['x', 'moved'],
    ]);
  });

  it('an agreed touch takes no topic for which it would have to be moved', () => {
    // x is at 09:00 for a quarter of an hour, and z after it: a visit of 65 minutes has no room there.
    const actions = [action('x'), action('z', { account: 'a2' })];
    const plan = schedule(input({ actions }));
    expect(plan.touches.map(({ time }) => time)).toEqual(['09:00', '09:15']);
    const again = schedule(
      input({ actions: [...actions, action('y', { channel: 'visit', priority: 9 })], previous: plan }),
    );
    expect(again.changes).toMatchObject([{ action: 'y', change: 'added', to: { date: '2013-02-05' } }]);
  });

  it('a text that may only go along keeps its place in the visit against a newcomer', () => {
    const noTexts = [{ id: 'noTexts', channels: ['sms'], touches: 0, period: 'day' as const }];
    const given = { contactPolicy: { ...contactPolicy, caps: noTexts } };
    const actions = [action('text', { channel: 'sms', priority: 2 }), action('visit', { channel: 'visit' })];
    const plan = schedule(input({ ...given, actions }));
    expect(plan.touches).toMatchObject([{ time: '09:00', minutes: 65 }]);
    const newcomer = action('n', { account: 'a2', priority: 9 });
    const again = schedule(input({ ...given, actions: [...actions, newcomer], previous: plan }));
    expect(again.changes).toMatchObject([{ action: 'n', change: 'added', to: { time: '10:05' } }]);
  });

  it('gives a touch to somebody else when its person leaves, and says so', () => {
    const plan = schedule(input());
    const again = schedule(input({ roster: [{ ...wu, id: 'new' }], previous: plan }));
    expect(again.changes).toMatchObject([
      { change: 'moved', from: { person: 'wu' }, to: { person: 'new', touch: 'touch-x' } },
    ]);
  });
});

const many = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 3 }),
    account: fc.constantFrom('a1', 'a2', 'a3'),
    channel: fc.constantFrom('visit', 'phone', 'sms'),
    day: fc.integer({ min: 1, max: 28 }),
    priority: fc.integer({ min: 0, max: 2 }),
    bound: fc.boolean(),
  }),
  { selector: ({ id }) => id, maxLength: 40 },
);

const toActions = (list: typeof many extends fc.Arbitrary<infer T> ? T : never): readonly OutreachAction[] =>
  list.map(({ day, bound, ...rest }) => {
    const due = `2013-02-${String(day).padStart(2, '0')}`;
    return action(rest.id, { ...rest, due, ...(bound ? { latest: due } : {}) });
  });

const caps = [
  { id: 'weekly', touches: 2, period: 'week' as const },
  // A text message goes along with a visit or call, never by itself.
  { id: 'noTexts', channels: ['sms'], touches: 0, period: 'day' as const },
];
const capped = { ...contactPolicy, caps, keepWorkingDays: 20 };
const tight = { ...wu, minutesPerDay: 70 };
const plan = (actions: readonly OutreachAction[], more = {}) =>
  schedule(input({ actions, contactPolicy: capped, roster: [tight], ...more }));

describe('whatever is asked', () => {
  it('the order of the lists changes nothing', () => {
    fc.assert(
      fc.property(many, (list) => {
        const actions = toActions(list);
        const accounts = ['a3', 'a1', 'a2'].map((id) => account(id));
        expect(plan(actions.toReversed(), { accounts })).toEqual(plan(actions));
      }),
      { numRuns: 50 },
    );
  });

  it('every action is placed or listed, once', () => {
    fc.assert(
      fc.property(many, (list) => {
        const { touches, unplaced } = plan(toActions(list));
        const found = [
          ...touches.flatMap(({ topics }) => topics.map((topic) => topic.action)),
          ...unplaced.map((one) => one.action),
        ];
        expect(found.sort()).toEqual(list.map(({ id }) => id).sort());
      }),
      { numRuns: 50 },
    );
  });

  it('capacity and caps hold, and no touch is after the last day allowed', () => {
    fc.assert(
      fc.property(many, (list) => {
        const { touches, load } = plan(toActions(list));
        for (const { minutes } of load) expect(minutes).toBeLessThanOrEqual(70);
        const perWeek = new Map<string, number>();
        for (const { account: who, date, topics } of touches) {
          // 2013-01-28 was a Monday.
          const week = Math.floor((Date.parse(date) - Date.parse('2013-01-28')) / (7 * 86_400_000));
          perWeek.set(`${who} ${week}`, (perWeek.get(`${who} ${week}`) ?? 0) + 1);
          const bound = list.filter(({ id, bound }) => bound && topics.some((topic) => topic.action === id));
          for (const { day } of bound)
            expect(Number(date.slice(8)) + (date > '2013-03' ? 28 : 0)).toBeLessThanOrEqual(day);
        }
        expect(Math.max(0, ...perWeek.values())).toBeLessThanOrEqual(2);
      }),
      { numRuns: 50 },
    );
  });

  it('planning again on the same day gives the same plan', () => {
    fc.assert(
      fc.property(many, (list) => {
        const first = plan(toActions(list));
        const again = plan(toActions(list), { previous: JSON.parse(JSON.stringify(first)) });
        expect(again.changes).toEqual([]);
        expect(again.touches).toEqual(first.touches);
      }),
      { numRuns: 50 },
    );
  });

  it('one done and all lists shuffled: nothing stands twice, and the changes lead from the one plan to the other', () => {
    const team = [tight, { ...tight, id: 'yu' }, { ...tight, id: 'ma', roles: ['phoneAccountManager'] }];
    const accounts = ['a1', 'a2', 'a3'].map((id, at) => account(id, at === 1 ? { owner: null } : {}));
    const past = ['a1', 'a2', 'a3'].map((who) => ({ account: who, on: '2013-01-30', channel: 'sms' }));
    fc.assert(
      fc.property(many, fc.nat(), fc.nat(), (list, pick, turn) => {
        const actions = toActions(list).map((one, at) =>
          at % 3 === 0 && one.channel !== 'visit' ? { ...one, role: 'phoneAccountManager' } : one,
        );
        const first = plan(actions, { roster: team, accounts, history: past });
        const finished = actions[pick % Math.max(1, actions.length)];
        const settled = finished
          ? [{ account: finished.account, on: '2013-02-04', channel: finished.channel, actions: [finished.id] }]
          : [];
        const turned = <T>(items: readonly T[]): readonly T[] => {
          const from = turn % Math.max(1, items.length);
          return [...items.slice(from), ...items.slice(0, from)].reverse();
        };
        const history = [...past, ...settled];
        const again = plan(actions, { roster: team, accounts, history, previous: first });
        const shuffled = plan(turned(actions), {
          roster: turned(team),
          accounts: turned(accounts),
          history: turned(history),
          previous: { touches: turned(first.touches) },
        });
        expect(shuffled).toEqual(again);

        const ids = again.touches.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        const placed = (touches: typeof again.touches) =>
          new Map(
            touches.flatMap(({ id, person, date, time, channel, topics }) =>
              topics.map((topic) => [topic.action, { touch: id, person, date, time, channel }] as const),
            ),
          );
        const led = new Map<string, object>(placed(first.touches));
        for (const { action: id, from, to } of again.changes) {
          expect(from).toEqual(led.get(id));
          expect(to).not.toEqual(from);
          if (to === undefined) led.delete(id);
          else led.set(id, to);
        }
        expect(led).toEqual(placed(again.touches));
      }),
      { numRuns: 60 },
    );
  });

  it('a day that is listed as the earliest is one on which it fits', () => {
    // The text fits into the call only where another call moves, which is agreed by the time that the day is told.
    const crowded = [
      { id: 'text', account: 'a2', channel: 'sms', day: 1, priority: 0, bound: true },
      { id: 'other', account: 'a1', channel: 'phone', day: 8, priority: 0, bound: false },
      { id: 'call', account: 'a2', channel: 'phone', day: 8, priority: 1, bound: false },
    ];
    fc.assert(
      fc.property(many, (list) => {
        const actions = toActions(list);
        const first = plan(actions);
        for (const { action: id, earliest } of first.unplaced) {
          if (earliest === null) continue;
          const wider = actions.map((one) => (one.id === id ? { ...one, latest: earliest } : one));
          expect(
            plan(wider, { previous: first }).touches.some(({ topics }) => topics.some((topic) => topic.action === id)),
          ).toBe(true);
        }
      }),
      { numRuns: 30, examples: [[crowded]] },
    );
  });
});
