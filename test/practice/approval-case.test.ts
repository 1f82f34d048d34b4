import fc from 'fast-check';
import { InputError, workingDays } from 'tenure/core';
import {
  type ApprovalCommand,
  type ApprovalState,
  type ApprovalTerms,
  approvalOn,
  approvalTimetable,
  decideApproval,
  evolveApproval,
  noApproval,
  whoSigns,
} from 'tenure/practice';
import { describe, expect, it } from 'vitest';

type Level = 'manager' | 'head' | 'city' | 'province';
type State = ApprovalState<Level>;

const terms: ApprovalTerms<Level> = {
  levels: [
    { id: 'manager', leadWorkingDays: 0 },
    { id: 'head', leadWorkingDays: 1 },
    { id: 'city', leadWorkingDays: 2 },
    { id: 'province' },
  ],
  skipping: 'inTurn',
  fourEyes: true,
  openDays: 10,
};
const skipping: ApprovalTerms<Level> = { ...terms, skipping: 'higherMaySign' };

type Step = readonly [on: string, command: ApprovalCommand<Level>];
const asked: Step = ['2013-03-01', { type: 'request', by: 'Li', chain: ['head', 'city'] }];
const approve = (on: string, level: Level, by = level as string): Step => [on, { type: 'approve', level, by }];

/** The state after a story whose every command has to be accepted. */
const stateAfter = (story: readonly Step[], under = terms): State =>
  story.reduce<State>((state, [on, command]) => {
    const { accepted, events } = decideApproval(under, state, command, on);
    expect(accepted).toBe(true);
    return events.reduce<State>(evolveApproval, state);
  }, noApproval);

describe('a request for approval', () => {
  it.each([
    ['none', null, []],
    ['requested', 'head', [asked]],
    ['pending', 'city', [asked, approve('2013-03-04', 'head')]],
    ['approved', null, [asked, approve('2013-03-04', 'head'), approve('2013-03-06', 'city')]],
    ['rejected', null, [asked, ['2013-03-04', { type: 'reject', level: 'head', by: 'Wang' }]]],
    ['withdrawn', null, [asked, approve('2013-03-04', 'head'), ['2013-03-05', { type: 'withdraw', by: 'Li' }]]],
  ] as const satisfies readonly (readonly [State['status'], Level | null, readonly Step[]])[])(
    'is %s and waits for %s',
    (status, level, story) => {
      expect(stateAfter(story)).toMatchObject({ status, level });
    },
  );

  it('keeps who signed and when, and since when the next one has it', () => {
    expect(stateAfter([asked, approve('2013-03-04', 'head', 'Wang')])).toEqual({
      status: 'pending',
      chain: ['head', 'city'],
      level: 'city',
      since: '2013-03-04',
      requestedBy: 'Li',
      openUntil: '2013-03-11',
      signed: [{ level: 'head', by: 'Wang', on: '2013-03-04' }],
      skipped: [],
    });
  });

  it('is open on its last day and expired on the next, whether anybody writes it down or not', () => {
    const state = stateAfter([asked]);
    expect(approvalOn(state, '2013-03-11').status).toBe('requested');
    expect(approvalOn(state, '2013-03-12')).toMatchObject({ status: 'expired', since: '2013-03-12', level: null });
    expect(decideApproval(terms, state, approve('', 'head')[1], '2013-03-15')).toEqual({
      accepted: false,
      refusal: 'expired',
      events: [{ type: 'expired', on: '2013-03-12' }],
    });
  });

  it('may be made anew once it came to its end; the expiry is told first', () => {
    const { events } = decideApproval(terms, stateAfter([asked]), asked[1], '2013-04-01');
    expect(events.map(({ type, on }) => [type, on])).toEqual([
      ['expired', '2013-03-12'],
      ['requested', '2013-04-01'],
    ]);
  });

  it('lets a higher level sign for those before it only where the terms say so, and names the skipped', () => {
    expect(stateAfter([asked, approve('2013-03-04', 'city')], skipping)).toMatchObject({
      status: 'approved',
      skipped: ['head'],
    });
    expect(decideApproval(terms, stateAfter([asked]), approve('', 'city')[1], '2013-03-04')).toMatchObject({
      accepted: false,
      refusal: 'notYourTurn',
    });
  });

  it.each([
    ['alreadyRequested', [asked], asked[1]],
    ['notOpen', [], { type: 'approve', level: 'head', by: 'Wang' }],
    ['notOpen', [asked, approve('2013-03-01', 'head'), approve('2013-03-01', 'city')], { type: 'withdraw', by: 'Li' }],
    ['notInChain', [asked], { type: 'approve', level: 'province', by: 'Zhao' }],
    ['notYourTurn', [asked, approve('2013-03-01', 'head')], { type: 'reject', level: 'head', by: 'Wang' }],
    ['ownRequest', [asked], { type: 'approve', level: 'head', by: 'Li' }],
    ['notRequester', [asked], { type: 'withdraw', by: 'Wang' }],
  ] as const satisfies readonly (readonly [string, readonly Step[], ApprovalCommand<Level>])[])(
    'refuses by code: %s',
    (refusal, story, command) => {
      expect(decideApproval(terms, stateAfter(story), command, '2013-03-02')).toEqual({
        accepted: false,
        refusal,
        events: [],
      });
    },
  );

  it('lets the requester sign where four eyes are not asked for', () => {
    expect(stateAfter([asked, approve('2013-03-02', 'head', 'Li')], { ...terms, fourEyes: false }).status).toBe(
      'pending',
    );
  });

  it.each([
    ['empty chain', []],
    ['unknownReference chain.0', ['mayor']],
    ['order chain.1', ['city', 'head']],
    ['order chain.1', ['city', 'city']],
  ])('takes a chain that does not climb the levels for a bad request: %s', (fault, chain) => {
    const [code, path] = fault.split(' ');
    const bad = { type: 'request', by: 'Li', chain } as unknown as ApprovalCommand<Level>;
    try {
      decideApproval(terms, noApproval, bad, '2013-03-01');
      expect.unreachable();
    } catch (error) {
      expect((error as InputError).issues[0]).toMatchObject({
        code,
        path: path!.split('.').map((k) => (k === '0' || k === '1' ? Number(k) : k)),
      });
    }
  });

  it('does not go back in time, nor onto days that are none', () => {
    expect(() => decideApproval(terms, stateAfter([asked]), approve('', 'head')[1], '2013-02-28')).toThrow(InputError);
    expect(() => decideApproval(terms, noApproval, asked[1], '2013-02-30')).toThrow('asOf: expected a calendar date');
  });

  it.each([
    ['command type unknownReference', { command: { type: 'cancel', by: 'Zhao', level: 'head' } }],
    ['command type unknownReference', { command: { type: '__proto__', by: 'Zhao', level: 'head' } }],
    ['command type unknownReference', { command: { by: 'Zhao', level: 'head' } }],
    ['command type unknownReference', { command: { type: 'approved', by: 'Zhao', level: 'head' }, state: noApproval }],
    ['command  type', { command: null }],
    ['command by type', { command: { type: 'approve', level: 'head' } }],
    ['command by type', { command: { type: 'request', chain: ['head'] }, state: noApproval }],
    ['command chain type', { command: { type: 'request', by: 'Li', chain: 'head' }, state: noApproval }],
    ['terms openDays range', { terms: { ...terms, openDays: -1 } }],
    ['terms openDays range', { terms: { ...terms, openDays: 1.5 } }],
    ['terms openDays range', { terms: { ...terms, openDays: Number.NaN } }],
    ['terms skipping unknownReference', { terms: { ...terms, skipping: 'never' } }],
    ['terms fourEyes type', { terms: { ...terms, fourEyes: undefined } }],
    ['state level unknownReference', { state: { ...noApproval, status: 'requested', since: '2013-03-01' } }],
    ['state openUntil format', { state: { ...noApproval, status: 'pending', chain: ['head'], level: 'head' } }],
  ])('is never approved by a slip: %s', (fault, more) => {
    const one = { terms, state: stateAfter([asked]), command: approve('', 'head')[1], ...more } as {
      readonly terms: ApprovalTerms<Level>;
      readonly state: State;
      readonly command: ApprovalCommand<Level>;
    };
    try {
      decideApproval(one.terms, one.state, one.command, '2013-03-02');
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      const { what, issues } = error as InputError;
      expect(`${what} ${issues[0]!.path.join('.')} ${issues[0]!.code}`).toBe(fault);
    }
  });

  it('is not looked up on a day that is none, nor folded from an event that is none', () => {
    expect(() => approvalOn(stateAfter([asked]), 'tomorrow')).toThrow('asOf: expected a calendar date');
    expect(() => approvalOn(noApproval, '2013-02-30')).toThrow('asOf: expected a calendar date');
    const event = { type: 'cancelled', on: '2013-03-02' } as never;
    expect(() => evolveApproval(stateAfter([asked]), event)).toThrow('type: expected');
  });

  it('is answered once: the same approval twice is out of turn, the last one twice is not open', () => {
    const signed = stateAfter([asked, approve('2013-03-04', 'head')]);
    expect(decideApproval(terms, signed, approve('', 'head')[1], '2013-03-04')).toMatchObject({
      refusal: 'notYourTurn',
    });
    const done = stateAfter([asked, approve('2013-03-04', 'head'), approve('2013-03-04', 'city')]);
    expect(decideApproval(terms, done, approve('', 'city')[1], '2013-03-04')).toMatchObject({ refusal: 'notOpen' });
  });

  it('never leaves an end but by a new request, and signs each level at most once', () => {
    const levels = ['manager', 'head', 'city', 'province'] as const;
    const command: fc.Arbitrary<ApprovalCommand<Level>> = fc.oneof(
      fc.subarray([...levels], { minLength: 1 }).map((chain) => ({ type: 'request' as const, by: 'Li', chain })),
      fc.record({
        type: fc.constantFrom('approve' as const, 'reject' as const),
        level: fc.constantFrom(...levels),
        by: fc.constantFrom('Li', 'Wang'),
      }),
      fc.record({ type: fc.constant('withdraw' as const), by: fc.constantFrom('Li', 'Wang') }),
    );
    const story = fc.array(fc.tuple(fc.nat(20), command), { maxLength: 20 });
    fc.assert(
      fc.property(story, fc.constantFrom(terms, skipping), (steps, under) => {
        let state: State = noApproval;
        let day = 1;
        for (const [later, asking] of steps) {
          day += later;
          const on = new Date(Date.UTC(2013, 0, day)).toISOString().slice(0, 10);
          const before = approvalOn(state, on);
          const { accepted, events } = decideApproval(under, state, asking, on);
          state = events.reduce<State>(evolveApproval, state);
          const open = before.status === 'requested' || before.status === 'pending';
          if (accepted) expect(open).toBe(asking.type !== 'request');
          else expect(state).toEqual(before);
          const answered = [...state.signed.map(({ level }) => level), ...state.skipped];
          expect(new Set(answered).size).toBe(answered.length);
          if (state.status === 'approved') expect([...answered].sort()).toEqual([...state.chain].sort());
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the timetable of a request', () => {
  // Friday 1 March 2013; Monday the 4th is a holiday.
  const days = workingDays({
    from: '2013-03-01',
    until: '2013-03-10',
    weekend: [6, 7],
    holidays: ['2013-03-04'],
    makeUpDays: [],
  });
  const told = (state: State, asOf: string) =>
    approvalTimetable(terms, state, days, asOf).map(({ level, dueOn, late }) => [
      level,
      dueOn === null ? null : dueOn.status === 'covered' ? dueOn.value : dueOn.status,
      late,
    ]);

  it('gives each level its working days one after the other, and says which is late', () => {
    expect(told(stateAfter([asked]), '2013-03-05')).toEqual([
      ['head', '2013-03-05', false],
      ['city', '2013-03-07', false],
    ]);
    expect(told(stateAfter([asked]), '2013-03-06')[0]).toEqual(['head', '2013-03-05', true]);
  });

  it('counts from the day on which the level before signed', () => {
    expect(told(stateAfter([asked, approve('2013-03-06', 'head')]), '2013-03-06')).toEqual([
      ['city', '2013-03-08', false],
    ]);
  });

  it('does not guess an unknown lead time, nor days beyond the calendar', () => {
    const far = stateAfter([['2013-03-07', { type: 'request', by: 'Li', chain: ['city', 'province'] }]]);
    expect(told(far, '2013-03-07')).toEqual([
      ['city', 'notCovered', null],
      ['province', null, null],
    ]);
  });

  it('is empty where nobody has to answer', () => {
    expect(told(noApproval, '2013-03-05')).toEqual([]);
    expect(told(stateAfter([asked]), '2013-03-12')).toEqual([]);
  });
});

describe('who signs', () => {
  it.each([
    [{ kind: 'within' }, 'single', 'head', 'head', false],
    [
      { kind: 'needs', level: 'city', chain: ['city'], skipped: ['head'], leadWorkingDays: 2 },
      'single',
      'city',
      'manager',
      false,
    ],
    [
      { kind: 'needs', level: 'city', chain: ['head', 'city'], skipped: [], leadWorkingDays: 3 },
      'sequential',
      'city',
      'manager',
      false,
    ],
    [
      { kind: 'needs', level: 'head', chain: ['head'], skipped: [], leadWorkingDays: 1 },
      'single',
      'manager',
      'manager',
      true,
    ],
    [
      { kind: 'needs', level: 'province', chain: ['province'], skipped: [], leadWorkingDays: null },
      'single',
      'province',
      'city',
      false,
    ],
    [{ kind: 'beyond' }, 'single', 'province', 'province', true],
    [{ kind: 'beyond' }, 'sequential', null, 'head', false],
  ] as const)(
    'is %j: %s, decided by %s, asked by %s, budget used up: %s',
    (answer, chain, level, requester, raised) => {
      expect(whoSigns({ levels: terms.levels, chain }, level, requester, raised)).toEqual(answer);
    },
  );
});
