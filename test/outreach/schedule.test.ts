import { InputError, type PolicyError } from 'tenure/core';
import { type ContactPolicy, type RosterPerson, schedule } from 'tenure/outreach';
import { describe, expect, it } from 'vitest';
import { account, action, chen, contactPolicy, february, input, li, wu } from './book.js';

const policy = (more: Partial<ContactPolicy>) => ({ contactPolicy: { ...contactPolicy, ...more } });
const dates = (plan: ReturnType<typeof schedule>) =>
  plan.touches.map(({ date, topics }) => [date, topics.map((topic) => topic.action).join('+')]);

describe('days', () => {
  it.each([
    ['2013-02-08', 'Sunday the 10th, the festival', '2013-02-10'],
    ['2013-02-08', 'a holiday', '2013-02-13'],
    ['2013-02-16', 'a Saturday that is worked instead', '2013-02-16'],
    ['2013-02-06', 'an ordinary Wednesday', '2013-02-06'],
  ])('a reminder due on %s goes for %s', (expected, _, due) => {
    const plan = schedule(input({ actions: [action('x', { due })] }));
    expect(dates(plan)).toEqual([[expected, 'x']]);
  });

  it('off days go later where the policy says so', () => {
    const plan = schedule(input({ actions: [action('x', { due: '2013-02-10' })], ...policy({ offDays: 'later' }) }));
    expect(dates(plan)).toEqual([['2013-02-16', 'x']]);
  });

  it('what was due before today is done today, and is late', () => {
    // Thursday the 31st of January; Friday and Monday lie between: two working days.
    const plan = schedule(input({ actions: [action('x', { due: '2013-01-31' })] }));
    expect(plan.touches[0]).toMatchObject({ date: '2013-02-04', topics: [{ lateWorkingDays: 2 }] });
  });

  it('what is wanted after the planned days is listed and not squeezed in', () => {
    const plan = schedule(
      input({ actions: [action('x', { due: '2013-03-14' })], ...policy({ horizonWorkingDays: 5 }) }),
    );
    expect(plan).toMatchObject({ until: '2013-02-08', unplaced: [{ action: 'x', because: 'beyondHorizon' }] });
  });

  it('what may not begin before the planned days are over is listed as that, though it was due earlier', () => {
    const later = action('x', { due: '2013-02-06', earliest: '2013-02-18' });
    const plan = schedule(input({ actions: [later], ...policy({ horizonWorkingDays: 5 }) }));
    expect(plan.unplaced).toMatchObject([{ action: 'x', because: 'beyondHorizon', earliest: null }]);
  });

  it('says that the calendar ends before the horizon, and plans as far as it goes', () => {
    const plan = schedule(input(policy({ horizonWorkingDays: 60 })));
    expect(plan.findings.map(({ message }) => message)).toEqual([
      'calendar.until: expected 60 working days from 2013-02-04 on, got "27 to 2013-03-15"',
    ]);
    expect(plan.counts.placed).toBe(1);
  });

  it('has nothing to plan on a calendar that is over', () => {
    expect(() => schedule(input({ asOf: '2013-03-16' }))).toThrow('asOf: expected a day of the working calendar');
    expect(() => schedule(input({ asOf: '2013-03-16' }))).toThrow(InputError);
  });
});

describe('people', () => {
  it('an account belongs to its own manager', () => {
    expect(schedule(input()).touches[0]?.person).toBe('wu');
  });

  it('a duty of another role goes to whoever holds it for the patch, and least busy first', () => {
    const phone = { ...wu, roles: ['phoneAccountManager'] };
    const roster = [wu, { ...phone, id: 'p1' }, { ...phone, id: 'p2' }, { ...phone, id: 'p3', patches: ['south'] }];
    const actions = ['a1', 'a2'].map((id) => action(id, { account: id, role: 'phoneAccountManager' }));
    expect(schedule(input({ roster, actions })).touches.map(({ person }) => person)).toEqual(['p1', 'p2']);
  });

  it('a phone manager does not visit', () => {
    const actions = [action('x', { role: 'phoneAccountManager', channel: 'visit' })];
    expect(schedule(input({ actions })).unplaced).toMatchObject([{ action: 'x', because: 'notInRemit' }]);
  });

  it('nobody does what nobody has the level or the skills for', () => {
    const actions = [action('level', { level: 2 }), action('skill', { skills: ['adc'] })];
    expect(schedule(input({ actions })).unplaced.map(({ because }) => because)).toEqual(['noPerson', 'noPerson']);
  });

  it('a stand-in takes over while the manager is away', () => {
    const away = { ...wu, absences: [{ from: '2013-02-04', until: '2013-02-08' }] };
    const plan = schedule(input({ roster: [{ ...away, standIns: ['chen', 'li'] }, li, chen] }));
    // Chen is no account manager, so Li comes.
    expect(plan.touches).toMatchObject([{ person: 'li', standInFor: 'wu', date: '2013-02-06' }]);
  });

  it('without a stand-in the touch waits for the manager', () => {
    const roster = [{ ...wu, absences: [{ from: '2013-02-04', until: '2013-02-07' }] }, li, chen];
    expect(schedule(input({ roster })).touches).toMatchObject([{ person: 'wu', date: '2013-02-08' }]);
    const last = [action('x', { latest: '2013-02-07' })];
    expect(schedule(input({ roster, actions: last })).unplaced).toEqual([
      { action: 'x', account: 'a1', because: 'away', blockedDays: { away: 4 }, earliest: '2013-02-08' },
    ]);
  });

  it('names the accounts that nobody owns', () => {
    const accounts = [account('a1'), account('a2', { owner: null }), account('a3', { owner: 'gone' })];
    expect(schedule(input({ accounts })).orphans).toEqual([
      { account: 'a2', because: 'noOwner' },
      { account: 'a3', because: 'ownerNotOnRoster', owner: 'gone' },
    ]);
  });
});

describe('capacity', () => {
  const calls = (count: number, more = {}) =>
    Array.from({ length: count }, (_, at) => action(`x${at}`, { account: `b${at}`, ...more }));
  const accounts = Array.from({ length: 40 }, (_, at) => account(`b${at}`));

  it('is never exceeded: eight calls of 15 minutes fill 120 minutes, the ninth goes to the day before', () => {
    const plan = schedule(input({ accounts, actions: calls(9) }));
    expect(plan.load).toEqual([
      { person: 'wu', date: '2013-02-05', minutes: 15, capacityMinutes: 120 },
      { person: 'wu', date: '2013-02-06', minutes: 120, capacityMinutes: 120 },
    ]);
  });

  it('goes to the higher priority, and what does not fit is listed with the reason and the first day that would do', () => {
    const actions = [
      ...calls(8, { earliest: '2013-02-06', latest: '2013-02-06', priority: 1 }),
      action('y', { latest: '2013-02-06', earliest: '2013-02-06' }),
    ];
    expect(schedule(input({ accounts: [...accounts, account('a1')], actions })).unplaced).toEqual([
      { action: 'y', account: 'a1', because: 'capacity', blockedDays: { capacity: 1 }, earliest: '2013-02-07' },
    ]);
  });

  it('touches of one person never overlap and stay within the hours', () => {
    const plan = schedule(input({ accounts, actions: calls(40).map((one, at) => ({ ...one, minutes: 10 + at })) }));
    const minute = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
    expect(plan.counts.placed + plan.counts.unplaced).toBe(40);
    for (const [at, touch] of plan.touches.entries()) {
      const [start, end] = [minute(touch.time), minute(touch.time) + touch.minutes];
      expect((start >= 540 && end <= 720) || (start >= 810 && end <= 1080)).toBe(true);
      const next = plan.touches[at + 1];
      if (next?.date === touch.date) expect(minute(next.time)).toBeGreaterThanOrEqual(end);
    }
  });
});

describe('merging', () => {
  it('two actions for one customer on one day are one touch with two topics', () => {
    const actions = [action('x'), action('y', { topic: 'payment', priority: 1, opening: 'Happy new year' })];
    expect(schedule(input({ actions })).touches).toMatchObject([
      { minutes: 20, topics: [{ action: 'y', topic: 'payment', opening: 'Happy new year' }, { action: 'x' }] },
    ]);
  });

  it('a visit takes the call along, whichever comes first', () => {
    for (const priority of [-1, 1]) {
      const actions = [action('x'), action('y', { channel: 'visit', priority })];
      expect(schedule(input({ actions })).touches).toMatchObject([{ channel: 'visit', minutes: 65 }]);
    }
  });

  it('a visit takes the call along and leaves the text that only the call carries, today and when planned again', () => {
    const channels = [
      { id: 'visit', minutes: 60, carries: ['phone'] },
      { id: 'phone', minutes: 15, carries: ['sms'] },
      { id: 'sms', minutes: 1 },
    ];
    const actions = [
      action('text', { channel: 'sms', priority: 2 }),
      action('call', { priority: 1 }),
      action('visit', { channel: 'visit' }),
    ];
    const given = input({ actions, ...policy({ channels, remits: [] }) });
    const plan = schedule(given);
    expect(plan.touches).toMatchObject([
      { channel: 'phone', minutes: 20, topics: [{ action: 'text' }, { action: 'call' }] },
      { channel: 'visit', minutes: 60, topics: [{ action: 'visit' }] },
    ]);
    expect(schedule({ ...given, previous: plan })).toEqual({ ...plan, changes: [] });
  });

  it('a visit that comes last gathers the call and the text that had stood apart', () => {
    const channels = [
      { id: 'visit', minutes: 60, carries: ['phone', 'sms'] },
      { id: 'phone', minutes: 15 },
      { id: 'sms', minutes: 1 },
    ];
    const actions = [
      action('call', { priority: 2 }),
      action('text', { channel: 'sms', priority: 1 }),
      action('visit', { channel: 'visit' }),
    ];
    const plan = schedule(input({ actions, ...policy({ channels, remits: [] }) }));
    // 60 + 2 x 5
    expect(plan.touches).toMatchObject([{ channel: 'visit', minutes: 70 }]);
    expect(plan.load).toMatchObject([{ minutes: 70 }]);
  });

  it('an e-mail that nothing carries stays by itself', () => {
    const channels = [
      { id: 'visit', minutes: 60 },
      { id: 'phone', minutes: 15 },
    ];
    const actions = [action('x'), action('y', { channel: 'visit' })];
    expect(schedule(input({ actions, ...policy({ channels, remits: [] }) })).touches).toHaveLength(2);
  });
});

describe('caps and quiet hours', () => {
  const caps = [{ id: 'monthly', touches: 3, period: 'month' as const }];
  const fourDays = ['2013-02-05', '2013-02-06', '2013-02-07', '2013-02-08'];

  it('the fourth touch of a month goes to the next month, or is listed', () => {
    const actions = fourDays.map((due) => action(due, { due, earliest: due }));
    const plan = schedule(input({ actions, ...policy({ caps }) }));
    expect(plan.touches.map(({ date }) => date)).toEqual(['2013-02-05', '2013-02-06', '2013-02-07', '2013-03-01']);
    const bound = actions.map((one) => ({ ...one, latest: '2013-02-28' }));
    const [listed] = schedule(input({ actions: bound, ...policy({ caps }) })).unplaced;
    expect(listed).toMatchObject({ action: '2013-02-08', because: 'contactCap', earliest: '2013-03-01' });
  });

  it('or joins an earlier touch, where the action may be early', () => {
    const actions = fourDays.map((due) => action(due, { due }));
    expect(dates(schedule(input({ actions, ...policy({ caps }) }))).at(-1)).toEqual([
      '2013-02-07',
      '2013-02-07+2013-02-08',
    ]);
  });

  it('what took place counts', () => {
    const history = ['2013-02-01', '2013-02-02', '2013-02-04'].map((on) => ({ account: 'a1', on, channel: 'sms' }));
    const actions = [action('x', { latest: '2013-02-08' })];
    expect(schedule(input({ actions, history, ...policy({ caps }) })).unplaced).toMatchObject([
      { because: 'contactCap' },
    ]);
  });

  it.each([
    ['the quarter, which began in January', 'quarter', '2013-01-31', '2013-04-01'],
    ['the month', 'month', '2013-02-01', '2013-03-01'],
    ['the week, which begins on Monday', 'week', '2013-02-04', '2013-02-16'],
    ['the day', 'day', '2013-02-06', '2013-02-07'],
  ] as const)('is counted over %s', (_, period, on, next) => {
    const once = { caps: [{ id: 'once', touches: 1, period }], horizonWorkingDays: 60 };
    const history = [{ account: 'a1', on, channel: 'letter' }];
    const calendar = { ...february, until: '2013-05-31' };
    const asOf = on > '2013-02-04' ? on : '2013-02-04';
    const actions = [action('x', { earliest: '2013-02-06' })];
    const plan = schedule(input({ asOf, actions, history, calendar, ...policy(once) }));
    expect(plan.touches.map(({ date }) => date)).toEqual([next]);
  });

  it('a cap on one channel leaves the others alone', () => {
    const visits = [{ id: 'visits', channels: ['visit'], touches: 0, period: 'week' as const }];
    const actions = [action('x'), action('y', { channel: 'visit', account: 'a2' })];
    const plan = schedule(input({ actions, ...policy({ caps: visits }) }));
    expect([plan.touches.map(({ channel }) => channel), plan.unplaced.map(({ action: id }) => id)]).toEqual([
      ['phone'],
      ['y'],
    ]);
  });

  it('at most one touch in any seven days, weekends between weeks included', () => {
    const rolling = [{ id: 'gap', touches: 1, period: 'rolling' as const, days: 7 }];
    const actions = ['2013-02-08', '2013-02-16', '2013-02-18'].map((due) => action(due, { due, earliest: due }));
    // Eight days lie between the first two; from the 16th the next is free on the 23rd, a Saturday: Monday the 25th.
    expect(dates(schedule(input({ actions, ...policy({ caps: rolling }) })))).toEqual([
      ['2013-02-08', '2013-02-08'],
      ['2013-02-16', '2013-02-16'],
      ['2013-02-25', '2013-02-18'],
    ]);
  });

  it('what has no place of its own goes along with a touch that finds one after it', () => {
    const noTexts = [{ id: 'noTexts', channels: ['sms'], touches: 0, period: 'day' as const }];
    const actions = [action('text', { channel: 'sms', priority: 2 }), action('visit', { channel: 'visit' })];
    const plan = schedule(input({ actions, ...policy({ caps: noTexts }) }));
    expect([dates(plan), plan.unplaced]).toEqual([[['2013-02-06', 'text+visit']], []]);
  });

  it('a merged touch is one touch', () => {
    const daily = [{ id: 'daily', touches: 1, period: 'day' as const }];
    const plan = schedule(input({ actions: [action('x'), action('y')], ...policy({ caps: daily }) }));
    expect(plan.touches).toHaveLength(1);
  });

  it('a call waits for the end of quiet hours where the customer is', () => {
    // Nine in Shanghai is 06:45 in Kathmandu; quiet until eight there is 10:15 here.
    const accounts = [account('a1', { zone: 'Asia/Kathmandu' })];
    expect(schedule(input({ accounts })).touches[0]?.time).toBe('10:15');
  });

  it('no hour is left where the whole working day is quiet there', () => {
    const accounts = [account('a1', { zone: 'America/New_York' })];
    const roster = [{ ...wu, hours: [{ from: '11:00' as const, until: '18:00' as const }] }];
    // New York is thirteen hours behind: 11:00 to 18:00 is 22:00 to 05:00 there.
    expect(schedule(input({ accounts, roster })).unplaced).toMatchObject([{ because: 'quietHours', earliest: null }]);
  });

  it('keeps off a channel that the customer has refused', () => {
    const accounts = [account('a1', { refusedChannels: ['phone'] })];
    expect(schedule(input({ accounts })).unplaced).toMatchObject([{ because: 'channelRefused' }]);
  });
});

describe('approvals and escalation', () => {
  it('an approval is asked for early enough, of whoever holds the role', () => {
    const actions = [action('x', { due: '2013-02-08', approval: 'cityDiscount' })];
    expect(schedule(input({ actions })).approvals).toEqual([
      {
        id: 'approval-x',
        action: 'x',
        touch: 'touch-x',
        approval: 'cityDiscount',
        role: 'salesSupervisor',
        person: 'chen',
        requestOn: '2013-02-05',
        neededBy: '2013-02-08',
      },
    ]);
  });

  it('a touch waits for its approval, and is listed where it may not wait', () => {
    const asked = action('x', { due: '2013-02-05', approval: 'cityDiscount' });
    expect(dates(schedule(input({ actions: [asked] })))).toEqual([['2013-02-07', 'x']]);
    expect(schedule(input({ actions: [{ ...asked, latest: '2013-02-06' }] })).unplaced).toMatchObject([
      { because: 'approvalLead', earliest: '2013-02-07' },
    ]);
    const given = schedule(input({ actions: [{ ...asked, approvedOn: '2013-02-01' }] }));
    expect([dates(given), given.approvals]).toEqual([[['2013-02-05', 'x']], []]);
  });

  it('an approval that was asked for is not asked for again, and its touch does not move away from day to day', () => {
    const asked = action('x', { due: '2013-02-05', approval: 'cityDiscount' });
    const first = schedule(input({ actions: [asked] }));
    expect([dates(first), first.approvals[0]?.requestOn]).toEqual([[['2013-02-07', 'x']], '2013-02-04']);
    const next = { asOf: '2013-02-05', previous: first, actions: [{ ...asked, requestedOn: '2013-02-04' }] };
    const second = schedule(input(next));
    expect([dates(second), second.approvals, second.changes]).toEqual([[['2013-02-07', 'x']], [], []]);
    expect(second.touches[0]?.topics[0]).toMatchObject({ approval: 'cityDiscount', requestedOn: '2013-02-04' });
    // Three working days after the 4th are over on the 8th: it may take place, and the approval is still missing.
    expect(dates(schedule(input({ ...next, asOf: '2013-02-08' })))).toEqual([['2013-02-08', 'x']]);
  });

  it('an approval is asked of the stand-in while the one who gives it is away', () => {
    const actions = [action('x', { due: '2013-02-08', approval: 'cityDiscount' })];
    const away = { ...chen, absences: [{ from: '2013-02-05', until: '2013-02-05' }] };
    const deputy = { ...chen, id: 'deputy', patches: ['south'] };
    const personOf = (roster: readonly RosterPerson[]) => schedule(input({ actions, roster })).approvals[0]?.person;
    expect(personOf([wu, { ...away, standIns: ['wu', 'deputy'] }, deputy])).toBe('deputy');
    expect(personOf([wu, away, deputy])).toBe('chen');
    expect(personOf([wu])).toBeNull();
  });

  it('the later an action is, the higher it goes', () => {
    const escalation = [
      { lateWorkingDays: 1, level: 2 },
      { lateWorkingDays: 3, level: 3 },
    ];
    const roster = [{ ...wu, reportsTo: 'lead' }, { ...li, id: 'lead', level: 2, reportsTo: 'chen' }, chen];
    const actions = [
      action('three', { due: '2013-01-30' }),
      action('one', { due: '2013-02-01' }),
      action('none', { due: '2013-02-04' }),
    ];
    expect(schedule(input({ actions, roster, ...policy({ escalation }) })).escalations).toMatchObject([
      { action: 'one', lateWorkingDays: 1, level: 2, to: 'lead' },
      { action: 'three', lateWorkingDays: 3, level: 3, to: 'chen' },
    ]);
    expect(schedule(input({ actions, ...policy({ escalation }) })).escalations[0]).toMatchObject({ to: null });
  });
});

describe('what has no place', () => {
  it('goes to the owner\u2019s superior when it is late enough, counted to the first day that would do', () => {
    const escalation = [{ lateWorkingDays: 2, level: 3 }];
    const roster = [{ ...wu, minutesPerDay: 15, reportsTo: 'chen' }, li, chen];
    const actions = [
      action('first', { priority: 1, earliest: '2013-02-04', latest: '2013-02-04', due: '2013-02-04' }),
      action('second', { due: '2013-01-31', latest: '2013-02-04', account: 'a2' }),
    ];
    // The day is full, the next one would do: three working days after Thursday the 31st.
    const plan = schedule(input({ actions, roster, ...policy({ escalation }) }));
    expect(plan.unplaced).toMatchObject([{ action: 'second', because: 'capacity', earliest: '2013-02-05' }]);
    expect(plan.escalations).toEqual([{ action: 'second', account: 'a2', lateWorkingDays: 3, level: 3, to: 'chen' }]);
  });
});

describe('a task of two owners', () => {
  const publicity = [
    action('manager', { partOf: 'publicity' }),
    action('hall', { partOf: 'publicity', role: 'salesSupervisor', due: '2013-02-07' }),
  ];
  const told = (...actions: readonly string[]) => [{ account: 'a1', on: '2013-02-04', channel: 'phone', actions }];

  it('is planned part by part, each with its owner', () => {
    expect(schedule(input({ actions: publicity })).jointTasks).toEqual([
      {
        id: 'publicity',
        isClosed: false,
        parts: [
          { action: 'hall', isDone: false, person: 'chen', date: '2013-02-07' },
          { action: 'manager', isDone: false, person: 'wu', date: '2013-02-06' },
        ],
      },
    ]);
  });

  it('is closed only when both have done theirs', () => {
    const half = schedule(input({ actions: publicity, history: told('manager') }));
    expect(half.jointTasks).toMatchObject([
      {
        isClosed: false,
        parts: [
          { isDone: false, person: 'chen' },
          { isDone: true, person: null, date: null },
        ],
      },
    ]);
    expect(half.counts).toMatchObject({ placed: 1, done: 1 });
    expect(schedule(input({ actions: publicity, history: told('hall', 'manager') })).jointTasks).toMatchObject([
      { isClosed: true },
    ]);
  });

  it('stays open where a part has no place or is faulty, and a part without a partner is named', () => {
    const nobody = { ...publicity[1]!, role: 'hallManager' };
    const faulty = { ...publicity[1]!, due: 'soon' };
    for (const other of [nobody, faulty]) {
      const plan = schedule(input({ actions: [publicity[0]!, other], history: told('manager') }));
      expect(plan.jointTasks).toMatchObject([{ isClosed: false, parts: [{ action: 'hall', person: null }, {}] }]);
    }
    expect(schedule(input({ actions: [publicity[0]!] })).findings.map(({ message }) => message)).toEqual([
      'actions.manager.partOf: expected a second part of publicity, got nothing',
    ]);
  });
});

describe('bad input', () => {
  it('is named and located, and the rest goes on', () => {
    const plan = schedule(
      input({
        actions: [
          action('good'),
          action('date', { due: '2013-02-30' }),
          action('who', { account: 'nobody' }),
          action('how', { channel: 'pigeon' }),
          action('twice'),
          action('twice', { topic: 'other' }),
          action('same'),
          action('same'),
        ],
        roster: [
          { ...wu, patches: [] },
          { ...li, standIns: ['ghost'] },
          { ...chen, zone: 'Mars/Base' },
        ],
        history: [{ account: 'a1', on: '2013-02-05', channel: 'sms' }],
      }),
    );
    expect(plan.findings.map(({ message }) => message)).toEqual([
      'actions.date.due: expected a calendar date YYYY-MM-DD, got "2013-02-30"',
      'actions.how.channel: expected one of visit, phone, sms, got "pigeon"',
      'actions.same: expected each entry once, got "several equal ones"',
      'actions.twice: expected one entry of this id, got "several that differ"',
      'actions.who.account: expected an account of the list, got "nobody"',
      'history.a1.on: expected 2013-02-04 or earlier, got "2013-02-05"',
      'roster.chen.zone: expected an IANA time zone such as Asia/Shanghai, got "Mars/Base"',
      'roster.li.standIns.0: expected somebody on the roster, got "ghost"',
      'roster.wu.patches: expected at least one patch, got a list of 0',
    ]);
    expect(plan.counts).toEqual({ actions: 8, placed: 2, unplaced: 0, done: 0, rejected: 6 });
  });

  it('entries that are none, and what stands in them for a text or a list, stop nothing', () => {
    const plan = schedule(
      input({
        actions: [action('x'), null, 7, null, action('said', { opening: Number.NaN as never, skills: 'all' as never })],
        accounts: [account('a1'), undefined, account('a2', { owner: 5 as never, refusedChannels: 'phone' as never })],
        roster: [
          { ...wu, standIns: 'li' as never, absences: [null as never] },
          { ...li, id: Number.NaN as never },
          { ...chen, roles: [3 as never], absences: {} as never },
          wu,
        ],
        history: [
          null,
          { account: 7, on: '2013-02-01', channel: 'sms' },
          { account: 'a1', on: '2013-02-01', actions: 'x' },
        ],
        previous: { touches: [null, { id: 't', date: 'soon' }] },
      } as never),
    );
    expect(plan.findings.map(({ message }) => message)).toEqual([
      'accounts.a2.owner: expected a text, got 5',
      'accounts.a2.refusedChannels: expected a list of texts, got "phone"',
      'accounts: expected entries, got nothing',
      'actions.said.opening: expected a text, got NaN',
      'actions.said.skills: expected a list of texts, got "all"',
      'actions: expected entries, got 7',
      'actions: expected entries, got null',
      'history.a1.actions: expected a list of texts, got "x"',
      'history.account: expected a text, got 7',
      'history: expected entries, got null',
      'previous.t: expected a touch of an earlier plan, got "another thing"',
      'previous: expected entries, got null',
      'roster.chen.absences: expected a list of absences, got an object',
      'roster.chen.roles.0: expected a text, got 3',
      'roster.id: expected a text, got NaN',
      'roster.wu.absences.0: expected an absence { from, until }, got null',
      'roster.wu.standIns: expected a list of texts, got "li"',
    ]);
    expect(plan.touches.map(({ person, topics }) => [person, topics[0]?.action])).toEqual([['wu', 'x']]);
    expect(plan.counts).toEqual({ actions: 5, placed: 1, unplaced: 0, done: 0, rejected: 4 });
  });

  it('a list that is none is named', () => {
    const { findings, counts } = schedule(input({ actions: undefined as never }));
    expect(findings.map(({ message }) => message)).toEqual(['actions: expected a list, got nothing']);
    expect(counts.actions).toBe(0);
  });

  it('a fault of the calendar stands in the calendar', () => {
    const calendar = { ...february, weekend: [8], until: 'summer' } as never;
    expect(() => schedule(input({ calendar }))).toThrow('calendar.until: expected a calendar date');
  });

  it('a policy with several faults reports all', () => {
    const broken = {
      ...contactPolicy,
      channels: [...contactPolicy.channels, { id: 'sms', minutes: 0 }, { id: 'x', minutes: 1, carries: ['y'] }],
      caps: [{ id: 'c', touches: 1, period: 'rolling' as const }],
      escalation: [
        { lateWorkingDays: 3, level: 2 },
        { lateWorkingDays: 2, level: 3 },
      ],
    };
    try {
      schedule(input({ contactPolicy: broken }));
      expect.unreachable();
    } catch (error) {
      expect((error as PolicyError).issues.map(({ message }) => message)).toEqual([
        'channels.3.minutes: expected at least 1, got 0',
        'channels.4.carries.0: expected one of visit, phone, sms, x, got "y"',
        'caps.0.days: expected how many days in a row, got nothing',
        'escalation.1: expected more than 3 days and level 2, got "2 days, level 3"',
      ]);
    }
  });

  it.each(['__proto__', 'constructor', 'toString'])('%s is an ordinary id', (id) => {
    const plan = schedule(
      input({
        actions: [action(id, { account: id, role: id, channel: id, topic: id })],
        accounts: [account(id, { owner: id })],
        roster: [{ ...wu, id, roles: [id] }],
        ...policy({ channels: [{ id, minutes: 5 }], remits: [], approvals: [] }),
      }),
    );
    expect(plan.touches).toMatchObject([{ account: id, person: id, channel: id }]);
  });
});
