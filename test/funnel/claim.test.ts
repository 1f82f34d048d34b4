import { InputError } from 'tenure/core';
import {
  type ClaimCommand,
  type ClaimEvent,
  type ClaimLedger,
  checkClaims,
  compileClaims,
  compileClaimsJson,
  emptyLedger,
  evolveClaim,
  foldClaims,
  ownershipSpans,
} from 'tenure/funnel';
import { describe, expect, it } from 'vitest';
import { accountClaims } from '../../examples/policies/account-claims.js';

const room = Object.freeze({ capacityLeft: 5, quotaLeftToday: 2 });
const on = (asOf: string) => ({ asOf });
type Step = readonly [day: string, command: ClaimCommand];

/** Plays commands from an unclaimed account on; every one must be accepted. */
function play(steps: readonly Step[], claim = accountClaims as unknown as ReturnType<typeof compileClaimsJson>) {
  const events: ClaimEvent[] = [];
  for (const [day, command] of steps) {
    const { outcome } = claim({ ledger: foldClaims('a1', events), command, facts: room }, on(day));
    expect([day, command.type, outcome.accepted]).toEqual([day, command.type, true]);
    events.push(...outcome.events);
  }
  return { events, ledger: foldClaims('a1', events) };
}

const claimed: Step = ['2012-03-01', { type: 'claimTeam', team: 'grid7' }];
const li = { type: 'register', person: 'li', role: 'accountManager', team: 'grid7' } as const;
const wang = { type: 'register', person: 'wang', role: 'agent', team: 'grid7' } as const;
const zhang = { type: 'register', person: 'zhang', role: 'accountManager', team: 'grid7' } as const;
const visit = (person: string): ClaimCommand => ({ type: 'act', person, action: 'onSiteVisit', outcome: 'met' });
const ask = (ledger: ClaimLedger, command: ClaimCommand, asOf: string, facts: object = room) =>
  accountClaims({ ledger, command: command as never, facts }, on(asOf));

describe('registration makes an exclusive owner', () => {
  it('an account that the team claimed and nobody registered has no owner', () => {
    const { ledger } = play([claimed]);
    expect(ledger.owner).toBeNull();
    expect(accountClaims.statusOf(ledger, on('2012-03-02'))).toEqual({
      status: 'claimedOnly',
      team: 'grid7',
      since: '2012-03-01',
    });
  });

  it('a second team is told who holds the account and since when', () => {
    const { outcome, reasons } = ask(play([claimed]).ledger, { type: 'claimTeam', team: 'grid9' }, '2012-03-03');
    expect(outcome).toMatchObject({ accepted: false, refusal: 'held', unmet: ['free'] });
    expect(reasons[0]).toEqual({ code: 'heldByTeam', facts: { team: 'grid7', since: '2012-03-01' } });
  });

  it('nobody registers without the own team’s claim', () => {
    expect(ask(emptyLedger('a1'), li, '2012-03-01').outcome).toMatchObject({
      refusal: 'denied',
      unmet: ['teamClaimed'],
    });
    expect(ask(play([claimed]).ledger, { ...li, team: 'grid9' }, '2012-03-01').outcome).toMatchObject({
      refusal: 'held',
      unmet: ['teamClaimed'],
    });
  });

  it('capacity and daily quota are facts; every obstacle is named at once', () => {
    const { ledger } = play([claimed, ['2012-03-01', li]]);
    const { outcome } = ask(ledger, zhang, '2012-03-02', { capacityLeft: 0, quotaLeftToday: 0 });
    expect(outcome).toMatchObject({ refusal: 'held', unmet: ['free', 'capacity', 'quota'], retryOn: null });
    expect(ask(play([claimed]).ledger, li, '2012-03-02', {}).unknown).toEqual(['capacityLeft', 'quotaLeftToday']);
  });

  it('the manager who registered first keeps the account from the agent', () => {
    const { ledger } = play([claimed, ['2012-03-01', li]]);
    const { outcome, reasons } = ask(ledger, wang, '2012-03-05');
    expect(outcome).toMatchObject({ refusal: 'held', unmet: ['free'], retryOn: '2012-04-01' });
    expect(accountClaims.explain({ reasons }, 'en')[0]).toBe(
      'Registered to li since 2012-03-01, valid until 2012-03-31.',
    );
    expect(accountClaims.explain({ reasons }, 'zh')[0]).toContain('li');
  });

  it('the own manager goes before an agent of the same day, and not later', () => {
    const { ledger } = play([claimed, ['2012-03-01', wang]]);
    const sameDay = ask(ledger, li, '2012-03-01');
    expect(sameDay.outcome).toMatchObject({
      accepted: true,
      events: [{ type: 'transferred', person: 'li', reason: 'precedence' }],
    });
    expect(sameDay.reasons.map(({ code }) => code).slice(0, 2)).toEqual(['transferred', 'takenOver']);
    expect(ask(ledger, li, '2012-03-02').outcome).toMatchObject({ refusal: 'held' });
  });

  it('what a command or somebody on a roster lacks may be null: no role, no outcome, no revision seen', () => {
    const { ledger } = play([claimed]);
    const bare = { type: 'register', person: 'li', team: 'grid7' } as const;
    expect(ask(ledger, { ...bare, role: null, expectedRevision: null } as never, '2012-03-01')).toEqual(
      ask(ledger, bare, '2012-03-01'),
    );
    const { ledger: owned } = play([claimed, ['2012-03-01', li]]);
    const call = { type: 'act', person: 'li', action: 'effectiveCall', outcome: null } as never;
    expect(ask(owned, call, '2012-03-02').outcome).toMatchObject({ accepted: true, events: [{ type: 'noted' }] });
    const someone = { person: 'wu', role: null, team: null, facts: room } as never;
    expect(accountClaims.claimants(ledger, [someone], on('2012-03-01'))).toMatchObject([{ unmet: ['teamClaimed'] }]);
  });

  it('a transfer hands over on the day', () => {
    const { events } = play([
      claimed,
      ['2012-03-01', li],
      ['2012-03-10', { type: 'transfer', person: 'wang', team: 'grid7', reason: 'patch changed' }],
    ]);
    expect(ownershipSpans('a1', events, '2012-03-20')).toEqual([
      { person: 'li', from: '2012-03-01', until: '2012-03-10' },
      { person: 'wang', from: '2012-03-10', until: null },
    ]);
  });
});

describe('a registration lives by sales actions', () => {
  // 2012-03-01 + 30 = 03-31; 03-10 + 30 = 04-09; 04-05 + 30 = 05-05.
  const worked = play([
    claimed,
    ['2012-03-01', li],
    ['2012-03-10', visit('li')],
    ['2012-04-05', { type: 'act', person: 'li', action: 'effectiveCall', outcome: 'spoke' }],
  ]);
  const status = (asOf: string) => accountClaims.statusOf(worked.ledger, on(asOf));

  it.each([
    ['2012-05-05', { status: 'valid', daysLeft: 0, expiring: true }],
    ['2012-05-01', { status: 'valid', daysLeft: 4, expiring: true }],
    ['2012-04-10', { status: 'valid', daysLeft: 25, expiring: false }],
    ['2012-05-06', { status: 'lapsed', person: 'li', since: '2012-05-06' }],
    ['2012-06-30', { status: 'lapsed', person: 'li', since: '2012-05-06' }],
  ])('on %s it is %o', (asOf, expected) => {
    expect(status(asOf)).toMatchObject(expected);
  });

  it('a free-text note does not renew; an action without an outcome neither', () => {
    const { ledger } = play([claimed, ['2012-03-01', li]]);
    for (const [code, command] of [
      ['notInCatalogue', { type: 'act', person: 'li', action: 'note', outcome: 'met' }],
      ['noOutcome', { type: 'act', person: 'li', action: 'effectiveCall' }],
      ['noOutcome', { type: 'act', person: 'li', action: 'effectiveCall', outcome: 'voicemail' }],
    ] as const) {
      const { outcome, reasons } = ask(ledger, command, '2012-03-20');
      expect(outcome).toMatchObject({ accepted: true, events: [{ type: 'noted' }] });
      expect(reasons[1]?.code).toBe(code);
      expect(foldClaims('a1', outcome.events, { snapshot: ledger }).owner?.validUntil).toBe('2012-03-31');
    }
  });

  it('nobody else’s action renews', () => {
    const { ledger } = play([claimed, ['2012-03-01', li]]);
    expect(ask(ledger, visit('wang'), '2012-03-20').outcome).toMatchObject({ refusal: 'denied', unmet: ['owner'] });
  });

  it('an action after the lapse does not revive: the lapse holds though nobody wrote it down', () => {
    const { outcome } = ask(worked.ledger, visit('li'), '2012-05-06');
    expect(outcome).toMatchObject({
      accepted: false,
      unmet: ['owner'],
      events: [{ type: 'lapsed', person: 'li', on: '2012-05-06' }],
    });
  });

  it('a lapsed account is free for another on that day, for the former owner after the cool-down', () => {
    expect(ask(worked.ledger, zhang, '2012-05-06').outcome).toMatchObject({
      accepted: true,
      events: [{ type: 'lapsed' }, { type: 'registered', person: 'zhang', validUntil: '2012-06-05' }],
    });
    expect(ask(worked.ledger, li, '2012-05-19').outcome).toMatchObject({
      refusal: 'denied',
      unmet: ['coolDown'],
      retryOn: '2012-05-20',
    });
    expect(ask(worked.ledger, li, '2012-05-20').outcome.accepted).toBe(true);
  });

  it('a released account too', () => {
    const { ledger } = play([claimed, ['2012-03-01', li], ['2012-03-05', { type: 'release', person: 'li' }]]);
    expect(accountClaims.statusOf(ledger, on('2012-03-05'))).toEqual({
      status: 'released',
      person: 'li',
      since: '2012-03-05',
    });
    expect(ask(ledger, zhang, '2012-03-05').outcome.accepted).toBe(true);
    expect(ask(ledger, li, '2012-03-18').outcome).toMatchObject({ unmet: ['coolDown'], retryOn: '2012-03-19' });
  });

  it('and is out of the pool once another team has claimed it, though nobody owns it yet', () => {
    // Registered on 03-01 for 30 days, so lapsed since 04-01.
    const { ledger } = play([
      claimed,
      ['2012-03-01', li],
      ['2012-04-02', { type: 'releaseTeam', team: 'grid7' }],
      ['2012-04-03', { type: 'claimTeam', team: 'grid9' }],
    ]);
    expect(accountClaims.statusOf(ledger, on('2012-04-03'))).toEqual({
      status: 'claimedOnly',
      team: 'grid9',
      since: '2012-04-03',
    });
    const ends = compileClaimsJson({ ...accountClaims.policy, teamClaimAfterLapse: 'ends' });
    const sameDay = play(
      [
        claimed,
        ['2012-03-01', li],
        ['2012-03-01', { type: 'release', person: 'li' }],
        ['2012-03-01', { type: 'claimTeam', team: 'grid9' }],
      ],
      ends,
    );
    expect(ends.statusOf(sameDay.ledger, on('2012-03-01'))).toMatchObject({ status: 'claimedOnly', team: 'grid9' });
  });

  it('whether the team’s claim survives a personal lapse, the policy says', () => {
    expect(ask(worked.ledger, zhang, '2012-05-06').outcome.accepted).toBe(true);
    const strict = compileClaims({ ...accountClaims.policy, teamClaimAfterLapse: 'ends' });
    const { outcome } = strict({ ledger: worked.ledger, command: zhang, facts: room }, on('2012-05-06'));
    expect(outcome).toMatchObject({
      accepted: false,
      unmet: ['teamClaimed'],
      events: [{ type: 'lapsed' }, { type: 'teamReleased', team: 'grid7' }],
    });
  });

  it('a contract protects its owner until 90 days after its end', () => {
    const { ledger } = play([
      ['2026-06-01', { type: 'claimTeam', team: 'grid7' }],
      ['2026-06-01', li],
      ['2026-06-02', { type: 'protect', person: 'li', contractEnd: '2026-06-30' }],
    ]);
    expect(accountClaims.statusOf(ledger, on('2026-09-28'))).toMatchObject({ status: 'valid', daysLeft: 0 });
    expect(accountClaims.statusOf(ledger, on('2026-09-29'))).toMatchObject({ status: 'lapsed', since: '2026-09-29' });
  });
});

describe('a contract that turns out shorter', () => {
  it('ends the ownership today at the earliest, never in the past', () => {
    const { ledger } = play([
      ['2012-05-01', { type: 'claimTeam', team: 'grid7' }],
      ['2012-05-01', li],
      ['2012-05-01', { type: 'protect', person: 'li', contractEnd: '2012-05-01' }], // until 2012-07-30
    ]);
    // 2012-03-10 + 90 days is 06-08, before the day on which it becomes known; the registration ended on 05-31.
    const { outcome } = ask(ledger, { type: 'protect', person: 'li', contractEnd: '2012-03-10' }, '2012-06-28');
    const after = foldClaims('a1', outcome.events, { snapshot: ledger });
    expect(accountClaims.statusOf(after, on('2012-06-28'))).toMatchObject({ status: 'valid', daysLeft: 0 });
    expect(accountClaims.statusOf(after, on('2012-06-29'))).toMatchObject({ status: 'lapsed', since: '2012-06-29' });
    const past = { ...outcome.events[0]!, validUntil: '2012-06-08' };
    expect(() => foldClaims('a1', [past], { snapshot: ledger })).toThrow(/in the past/);
  });
});

describe('claimants', () => {
  it('says for each person yes, or no with why and the earliest day', () => {
    const { ledger } = play([
      claimed,
      ['2012-03-01', zhang],
      ['2012-03-10', { type: 'release', person: 'zhang' }],
      ['2012-03-11', li],
    ]);
    const roster = [
      { person: 'li', role: 'accountManager', team: 'grid7', facts: room },
      { person: 'wang', role: 'agent', team: 'grid7', facts: room },
      { person: 'zhang', role: 'accountManager', team: 'grid7', facts: room },
      { person: 'full', role: 'accountManager', team: 'grid7', facts: { capacityLeft: 0, quotaLeftToday: 1 } },
    ];
    const answers = accountClaims.claimants(ledger, roster, on('2012-03-12'));
    // li's registration holds until 04-10, and li could come again after a lapse on 04-11 and 14 days of cool-down; zhang's cool-down ends on 03-24, before that.
    expect(answers.map(({ person, possible, earliest, unmet }) => [person, possible, earliest, unmet])).toEqual([
      ['li', false, '2012-04-25', ['notOwner']],
      ['wang', false, '2012-04-11', ['free']],
      ['zhang', false, '2012-04-11', ['free', 'coolDown']],
      ['full', false, null, ['free', 'capacity']],
    ]);
    expect(accountClaims.claimants(ledger, roster, on('2012-04-11')).map(({ possible }) => possible)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe('a waiver lets one account pass a guard of claims', () => {
  const full = { capacityLeft: 0, quotaLeftToday: 2 };
  const waiver = (until: string, from?: string, waive: readonly string[] = ['capacity'], subject = 'a1') => ({
    subject,
    outcome: { waive },
    by: 'Director Wang',
    why: 'pilot',
    until,
    ...(from === undefined ? {} : { from }),
  });
  const ledger = play([claimed]).ledger;
  const under = (asOf: string, ...overrides: readonly ReturnType<typeof waiver>[]) =>
    accountClaims({ ledger, command: li, facts: full }, { asOf, overrides });

  it('the reasons say who waived it, why and until when', () => {
    const { outcome, reasons } = under('2012-03-02', waiver('2012-03-31'));
    expect(outcome.accepted).toBe(true);
    expect(accountClaims.explain({ reasons }, 'en')).toContain(
      'Room in the own list is waived by Director Wang until 2012-03-31: pilot.',
    );
    expect(accountClaims.outcome({ ledger, command: li, facts: full }, { asOf: '2012-03-02' }).accepted).toBe(false);
  });

  it('it holds for its own account and its own guards alone', () => {
    expect(under('2012-03-02', waiver('2012-03-31', undefined, ['capacity'], 'a2')).outcome).toMatchObject({
      unmet: ['capacity'],
    });
    expect(under('2012-03-02', waiver('2012-03-31', undefined, ['quota'])).outcome).toMatchObject({
      unmet: ['capacity'],
    });
  });

  // li owns the account until 10 April; whoever is full needs the waiver on the day of the lapse itself.
  const held = play([claimed, ['2012-03-11', li]]).ledger;
  it.each([
    ['2012-03-10', ledger, [waiver('2012-03-31', '2012-03-10')]],
    [null, ledger, [waiver('2012-03-01')]],
    ['2012-04-11', held, [waiver('2012-04-11')]],
    [null, held, [waiver('2012-04-10')]],
    ['2012-05-01', held, [waiver('2012-04-10'), waiver('2012-05-31', '2012-05-01')]],
  ])('%s is the day to try again under the waivers %#', (day, at, overrides) => {
    const register = { ...zhang, person: 'new' };
    const answer = (asOf: string) =>
      accountClaims.outcome({ ledger: at, command: register, facts: full }, { asOf, overrides });
    const today = at === held ? '2012-03-12' : '2012-03-02';
    expect(answer(today)).toMatchObject({ accepted: false, retryOn: day });
    if (day !== null) expect(answer(day).accepted).toBe(true);
    const [claimant] = accountClaims.claimants(at, [{ ...register, facts: full }], { asOf: today, overrides });
    expect(claimant?.earliest).toBe(day);
  });

  it.each(['capasity', 'coolDown'])('%s is no guard of the policy, so that it is refused with those that are', (id) => {
    expect(() => under('2012-03-02', waiver('2012-03-31', undefined, [id]))).toThrow(
      `outcome.waive: expected a list of guards out of capacity, quota, got "${id}"`,
    );
  });
});

describe('claim events', () => {
  const { events } = play([claimed, ['2012-03-01', li]]);
  const [team, registered] = events as [ClaimEvent, ClaimEvent];

  it('two owners at once are refused', () => {
    const second: ClaimEvent = { ...registered, revision: 3, person: 'wang', on: '2012-03-10' };
    expect(() => foldClaims('a1', [...events, second])).toThrow(/nobody while li owns it until 2012-03-31/);
    expect(foldClaims('a1', [...events, { ...second, on: '2012-04-01', validUntil: '2012-05-01' }]).owner?.person).toBe(
      'wang',
    );
  });

  it.each([
    ['duplicate', [team, team]],
    ['order', [registered]],
    ['conflict', [{ ...team, account: 'a2' }]],
    ['order', [team, { ...registered, on: '2012-02-01' }]],
    ['order', [team, registered, { ...registered, type: 'lapsed', revision: 3, on: '2012-03-31' }]],
    ['unknownReference', [{ ...team, schema: 9 }]],
    ['unknownReference', [{ ...team, type: 'stolen' }]],
    ['missing', [{ ...team, team: undefined }]],
    ['conflict', [team, { ...team, type: 'teamReleased', revision: 2, team: 'grid9' }]],
    ['conflict', [{ ...team, type: 'teamReleased' }]],
    ['conflict', [team, registered, { ...registered, type: 'transferred', revision: 3, on: '2012-03-10' }]],
  ])('that do not fit are refused (%s)', (code, faulty) => {
    try {
      foldClaims('a1', faulty as readonly ClaimEvent[]);
      expect.unreachable();
    } catch (error) {
      expect((error as InputError).issues[0]?.code).toBe(code);
    }
  });

  it('may hold null where nothing stands', () => {
    const row = { ...registered, action: null, outcome: null, reason: null, role: null } as never;
    expect(foldClaims('a1', [team, row]).owner).toEqual({ ...foldClaims('a1', events).owner, role: null });
    expect(foldClaims('a1', events, { snapshot: null as never })).toEqual(foldClaims('a1', events));
  });

  it.each([undefined, null, 7, {}])('are a list, and %o is none', (none) => {
    expect(() => foldClaims('a1', none as never)).toThrow(InputError);
    expect(() => ownershipSpans('a1', none as never, '2012-03-01')).toThrow('expected a list of events');
  });

  it('make spans up to a day, and to nothing else', () => {
    expect(() => ownershipSpans('a1', events, 'today')).toThrow('asOf: expected a calendar date');
  });

  it('of another account are refused even where a snapshot is further on, and so is what is no event', () => {
    const snapshot = Object.freeze(foldClaims('a1', events));
    expect(foldClaims('a1', events, { snapshot })).toEqual(snapshot);
    const odd: readonly unknown[] = [{ ...team, account: 'a2' }, { ...team, revision: 0 }, null];
    for (const event of odd) expect(() => foldClaims('a1', [event as ClaimEvent], { snapshot })).toThrow(InputError);
  });

  it('of an older version are upgraded by a pure function', () => {
    const old = { v: 0, who: 'grid7', day: '2012-03-01' };
    const upgrade = (event: unknown): ClaimEvent => {
      const { who, day } = event as typeof old;
      return { ...team, team: who, on: day };
    };
    expect(foldClaims('a1', [old as unknown as ClaimEvent], { upgrade })).toEqual(foldClaims('a1', [team]));
  });

  it('a stale revision is a conflict, an unknown command is one, and a day gone by is bad input', () => {
    const { ledger } = play([claimed, ['2012-03-01', li]]);
    expect(ask(ledger, { ...visit('li'), expectedRevision: 1 }, '2012-03-02').outcome).toMatchObject({
      refusal: 'conflict',
    });
    expect(ask(ledger, { type: 'steal', person: 'x' } as never, '2012-03-02').outcome).toMatchObject({
      refusal: 'unknownCommand',
    });
    expect(() => ask(ledger, visit('li'), '2012-02-28')).toThrow(InputError);
    expect(() => ask(ledger, { type: 'act', person: 'li' } as never, '2012-03-02')).toThrow(/action/);
    expect(() => evolveClaim(ledger, { ...registered, revision: 3 })).toThrow(InputError);
    const odd = { ...registered, revision: 3, person: 'wu', on: '2013-03-02', validUntil: '2013-04-01', role: 5 };
    expect(() => evolveClaim(ledger, odd as never)).toThrow('role: expected a text, got 5');
  });
});

describe('a ledger or command that cannot be right', () => {
  const { ledger } = play([claimed, ['2012-03-01', li]]);
  const owner = ledger.owner!;

  it.each<[string, object]>([
    ['revision: expected a whole number of 0 or more, got NaN', { revision: Number.NaN }],
    ['lastOn: expected a calendar date YYYY-MM-DD, got "March"', { lastOn: 'March' }],
    ['team: expected an entry, or null for none, got nothing', { team: undefined }],
    ['owner: expected an entry, or null for none, got nothing', { owner: undefined }],
    ['owner.role: expected a text, or null, got NaN', { owner: { ...owner, role: Number.NaN } }],
    ['owner.registeredOn: expected a calendar date', { owner: { ...owner, registeredOn: 'soon' } }],
    ['owner.protectedUntil: expected a calendar date', { owner: { ...owner, protectedUntil: 'for ever' } }],
    ['former: expected a list, got nothing', { former: undefined }],
    ['former.0.endedOn: expected a calendar date', { former: [{ person: 'wang', because: 'lapsed' }] }],
  ])('is refused and named: %s', (expected, fault) => {
    const odd = { ...ledger, ...fault } as ClaimLedger;
    expect(() => ask(odd, zhang, '2012-03-02')).toThrow(expected);
    expect(() => accountClaims.statusOf(odd, on('2012-03-02'))).toThrow(expected);
  });

  it('names every fault at once', () => {
    const odd = { ...ledger, revision: -1, owner: { ...owner, person: 5 } } as unknown as ClaimLedger;
    expect(() => ask(odd, zhang, '2012-03-02')).toThrow(
      expect.objectContaining({
        issues: [
          expect.objectContaining({ path: ['revision'] }),
          expect.objectContaining({ path: ['owner', 'person'] }),
        ],
      }),
    );
  });

  it('an input that is none is bad input', () => {
    for (const input of [null, undefined, 7])
      expect(() => accountClaims(input as never, on('2012-03-02'))).toThrow(
        'ledger: expected a ledger, see emptyLedger',
      );
  });

  it('an expected revision is a whole number', () => {
    for (const expectedRevision of [Number.NaN, '2', 1.5])
      expect(() => ask(ledger, { ...visit('li'), expectedRevision } as never, '2012-03-02')).toThrow(
        'expectedRevision: expected a whole number',
      );
  });
});

describe('a claims policy', () => {
  it('without faults has no issues; with five it has five', () => {
    expect(checkClaims(accountClaims.policy)).toEqual([]);
    const faulty = {
      ...accountClaims.policy,
      validity: { length: 0, unit: 'days' },
      coolDownDays: -1,
      actions: [],
      guards: [{ id: 'free', on: ['register'], when: { capactyLeft: { $gte: 1 } }, evidence: {} }],
    };
    expect(
      checkClaims(faulty)
        .map(({ path }) => path.join('.'))
        .sort(),
    ).toEqual(['actions', 'coolDownDays', 'guards.0.id', 'guards.0.when.capactyLeft', 'validity.length']);
  });

  it('counts in calendar months where it says so', () => {
    const monthly = compileClaimsJson({
      ...accountClaims.policy,
      validity: { length: 6, unit: 'months' },
      teamClaim: 'notNeeded',
    });
    const { ledger } = play([['2012-08-31', li]], monthly);
    // Six months after 31 August is 28 February 2013.
    expect(monthly.statusOf(ledger, on('2013-02-28'))).toMatchObject({ status: 'valid', daysLeft: 0 });
    expect(monthly.statusOf(ledger, on('2013-03-01'))).toMatchObject({ status: 'lapsed' });
  });
});
