import { decideAll, InputError, PolicyError } from 'tenure/core';
import {
  checkFunnel,
  compileFunnel,
  compileFunnelJson,
  evolve,
  type FunnelEvent,
  fold,
  foldAll,
  historiesOf,
  type OpportunityState,
  rollUpAccounts,
} from 'tenure/funnel';
import { describe, expect, it } from 'vitest';
import { b2bPipeline } from '../../examples/policies/b2b-pipeline.js';
import { telecomFunnel } from '../../examples/policies/telecom-funnel.js';

type Stage = Parameters<typeof telecomFunnel.nextDeadline>[0]['stage'];
type TelecomInput = Parameters<typeof telecomFunnel>[0];

const opens = { opportunity: 'o1', account: 'a1', product: 'broadband' };
const stateIn = <S extends string>(stage: S, over: Partial<OpportunityState<S>> = {}): OpportunityState<S> =>
  Object.freeze({
    schema: 1,
    opportunity: 'o1',
    account: 'a1',
    product: 'broadband',
    follows: null,
    stage,
    revision: 3,
    openedOn: '2012-03-01',
    enteredOn: '2012-04-01',
    touchedOn: '2012-04-01',
    lastOn: '2012-04-01',
    reason: null,
    value: null,
    ...over,
  });
const on = (asOf: string) => ({ asOf });
const everything = Object.freeze({
  visitedOnSite: true,
  basicAttributesKnown: 6,
  customerFileId: 'F-1',
  claimedByTeam: true,
  registration: 'valid',
  needStatus: 'unbearable',
  ableToBuy: true,
  customerAskedForSolution: true,
  resourcesConfirmed: true,
  feasible: true,
  goalAgreed: true,
  costAgreed: true,
  priceAgreed: true,
  returnUnderstood: true,
  solutionAccepted: true,
  orderId: 'O-77',
  signedOn: '2012-04-02',
  promisesMissing: 0,
  provisioning: 'activated',
  accountOnNet: true,
  warning: 'none',
} as const);
const ask = (
  stage: Stage | null,
  command: TelecomInput['command'],
  facts: TelecomInput['facts'] = everything,
  asOf = '2012-04-10',
) => telecomFunnel({ state: stage === null ? null : stateIn(stage), command, facts }, on(asOf));

describe('the six-stage funnel', () => {
  it('leads from target to on net by five conversions', () => {
    const commands = [
      { type: 'find', opens },
      { type: 'list' },
      { type: 'qualify', technique: 'directVisit' },
      { type: 'clarify' },
      { type: 'sign' },
      { type: 'activate' },
    ] as const;
    const events: FunnelEvent<Stage>[] = [];
    for (const command of commands) {
      const { outcome } = telecomFunnel({ state: fold(events), command, facts: everything }, on('2012-04-10'));
      expect(outcome.accepted).toBe(true);
      events.push(...outcome.events);
    }
    expect(events.map(({ to }) => to)).toEqual(['target', 'listed', 'potential', 'intent', 'order', 'onNet']);
    expect(fold(events)).toMatchObject({ stage: 'onNet', revision: 6, account: 'a1', product: 'broadband' });
  });

  it('a jump from target to order is not allowed, and says what is', () => {
    const { outcome, reasons } = ask('target', { type: 'sign' });
    expect(outcome).toEqual({ accepted: false, refusal: 'notAllowed', unmet: [], retryOn: null, events: [] });
    expect(reasons[0]).toEqual({
      code: 'notAllowed',
      facts: { command: 'sign', stage: 'target', allowed: ['list', 'touch', 'lose'] },
    });
  });

  it('a telephone call is no visit, so the account is no target yet', () => {
    const { outcome, reasons } = ask(null, { type: 'find', opens }, { visitedOnSite: false, basicAttributesKnown: 6 });
    expect(outcome).toMatchObject({ accepted: false, refusal: 'denied', unmet: ['visited'] });
    expect(telecomFunnel.explain({ reasons }, 'en')[0]).toBe(
      'Visited on site is not met: visited on site = no. Needed: a visit report (a telephone call is none). To act: account manager.',
    );
    expect(telecomFunnel.explain({ reasons }, 'zh')[0]).toContain('实地拜访过 未满足');
  });

  it('an account of which five of six basic facts are known is no target', () => {
    expect(ask(null, { type: 'find', opens }, { ...everything, basicAttributesKnown: 5 }).outcome).toMatchObject({
      unmet: ['basicsKnown'],
    });
  });

  it.each([
    ['fileOpened', { ...everything, customerFileId: null }],
    ['claimed', { ...everything, claimedByTeam: false }],
    ['registered', { ...everything, registration: 'lapsed' as const }],
  ])('listing without %s is denied', (unmet, facts) => {
    expect(ask('target', { type: 'list' }, facts).outcome).toMatchObject({ refusal: 'denied', unmet: [unmet] });
  });

  it('a need without the ability to buy stays listed', () => {
    const facts = { ...everything, ableToBuy: false };
    expect(ask('listed', { type: 'qualify', technique: 'telemarketing' }, facts).outcome).toMatchObject({
      unmet: ['ability'],
    });
  });

  it('a latent need is no intent, nor is a pressing one without the customer’s own request', () => {
    expect(ask('potential', { type: 'clarify' }, { ...everything, needStatus: 'latent' }).outcome).toMatchObject({
      unmet: ['needUrgent'],
    });
    expect(
      ask('potential', { type: 'clarify' }, { ...everything, customerAskedForSolution: false }).outcome,
    ).toMatchObject({
      unmet: ['askedForSolution'],
    });
  });

  it('three of the four agreements are not an order: the missing one is named', () => {
    expect(ask('intent', { type: 'sign' }, { ...everything, returnUnderstood: false }).outcome).toMatchObject({
      unmet: ['returnUnderstood'],
    });
  });

  it('an order without a number, or with a promise missing from the contract, is refused', () => {
    expect(ask('intent', { type: 'sign' }, { ...everything, orderId: null, promisesMissing: 1 }).outcome).toMatchObject(
      {
        unmet: ['orderSigned', 'promisesKept'],
      },
    );
  });

  it('a contract before resources and feasibility are confirmed is refused', () => {
    const facts = { ...everything, resourcesConfirmed: false, feasible: false };
    expect(ask('intent', { type: 'sign' }, facts).outcome).toMatchObject({ unmet: ['resources', 'feasibility'] });
  });

  it('signed but not activated stays an order', () => {
    expect(ask('order', { type: 'activate' }, { ...everything, provisioning: 'scheduled' }).outcome).toMatchObject({
      unmet: ['activated'],
    });
  });

  it('leaving and losing need a reason; "unknown" is one', () => {
    expect(ask('onNet', { type: 'churn' }).outcome).toMatchObject({ refusal: 'denied', unmet: ['command.reason'] });
    expect(ask('onNet', { type: 'churn', reason: 'weather' }).outcome).toMatchObject({ unmet: ['command.reason'] });
    expect(ask('onNet', { type: 'churn', reason: 'unknown' }).outcome).toMatchObject({
      accepted: true,
      events: [{ to: 'churned', reason: 'unknown' }],
    });
  });

  it('a churned customer is won back as a potential one, history kept', () => {
    const { outcome } = ask('churned', { type: 'winBack' });
    const after = evolve(stateIn('churned'), outcome.events[0]!);
    expect(after).toMatchObject({ stage: 'potential', revision: 4, openedOn: '2012-03-01' });
  });

  it('a second sale opens as a potential of its own, beside the first', () => {
    const second = { opportunity: 'o2', account: 'a1', product: 'voice', follows: 'o1' };
    expect(ask(null, { type: 'openSecondSale', opens: second }).outcome).toMatchObject({
      events: [{ type: 'opened', opportunity: 'o2', from: null, to: 'potential', follows: 'o1' }],
    });
  });

  it('an account with a red warning takes no second sale; with an unknown one neither', () => {
    const second = { opportunity: 'o2', account: 'a1', follows: 'o1' };
    const red = ask(null, { type: 'openSecondSale', opens: second }, { ...everything, warning: 'red' });
    expect(red.outcome).toMatchObject({ unmet: ['noRedWarning'] });
    const unknown = ask(
      null,
      { type: 'openSecondSale', opens: second },
      { ...everything, warning: { unknown: ['usage'] } },
    );
    expect(unknown.outcome).toMatchObject({ unmet: ['noRedWarning'] });
    expect(unknown.unknown).toEqual(['usage']);
    expect(unknown.reasons[0]?.code).toBe('guardUnknown');
  });

  it('work is recorded and leaves the stage', () => {
    const { outcome, reasons } = ask('potential', { type: 'touch', technique: 'brochures' });
    expect(outcome.events).toMatchObject([
      { type: 'recorded', from: 'potential', to: 'potential', technique: 'brochures' },
    ]);
    const state = stateIn('potential');
    const after = evolve(state, outcome.events[0]!);
    expect([after.enteredOn, after.touchedOn]).toEqual(['2012-04-01', '2012-04-10']);
    expect(reasons[0]?.code).toBe('recorded');
  });
});

describe('the four kinds of no are different', () => {
  it('an unknown command', () => {
    const state = stateIn('target');
    const { outcome, reasons } = telecomFunnel(
      { state, command: { type: 'toString' as 'list' }, facts: {} },
      on('2012-04-10'),
    );
    expect(outcome).toMatchObject({ accepted: false, refusal: 'unknownCommand' });
    expect(reasons[0]).toEqual({ code: 'unknownCommand', facts: { command: 'toString' } });
  });

  it('a conflict with what somebody else did meanwhile', () => {
    const { outcome, reasons } = ask('target', { type: 'list', expectedRevision: 2 });
    expect(outcome).toMatchObject({ refusal: 'conflict', unmet: [] });
    expect(reasons[0]?.facts).toEqual({ revision: 3, expectedRevision: 2 });
    expect(ask('target', { type: 'list', expectedRevision: 3 }).outcome.accepted).toBe(true);
  });

  it('an opening of what is open already is not allowed', () => {
    expect(ask('target', { type: 'find', opens }).outcome).toMatchObject({ refusal: 'notAllowed' });
    expect(ask(null, { type: 'list' }).outcome).toMatchObject({ refusal: 'notAllowed' });
  });

  it('every unmet guard is named at once, with what was seen', () => {
    const { outcome, reasons } = ask('intent', { type: 'sign' }, { priceAgreed: false });
    expect(outcome).toMatchObject({
      refusal: 'denied',
      unmet: [
        'resources',
        'feasibility',
        'goalAgreed',
        'costAgreed',
        'priceAgreed',
        'returnUnderstood',
        'solutionAccepted',
        'orderSigned',
        'promisesKept',
      ],
    });
    expect(reasons.find(({ rule }) => rule === 'priceAgreed')).toEqual({
      code: 'guardUnmet',
      rule: 'priceAgreed',
      facts: {
        tests: [{ fact: 'priceAgreed', operator: '$eq', needed: true, seen: false, holds: false }],
        evidence: 'priceAgreed.evidence',
        owner: 'accountManager',
      },
    });
  });
});

describe('time is explicit', () => {
  const rest = (enteredOn: string, asOf: string) =>
    b2bPipeline({ state: stateIn('proposal', { enteredOn }), command: { type: 'negotiate' }, facts: {} }, on(asOf));

  it('a guard that only waits says from when it holds', () => {
    expect(rest('2012-04-01', '2012-04-02').outcome).toMatchObject({ unmet: ['rested'], retryOn: '2012-04-04' });
    expect(rest('2012-04-01', '2012-04-04').outcome.accepted).toBe(true);
  });

  it('where evidence is missing too, waiting alone does not help', () => {
    expect(ask('intent', { type: 'sign' }, {}).outcome).toMatchObject({ retryOn: null });
  });

  it('a listing untouched for 30 days is still one on day 30 and none on day 31, written down or not', () => {
    const state = stateIn('listed'); // touched 2012-04-01, so 2012-05-01 is day 30
    const command = { type: 'qualify', technique: 'directVisit' } as const;
    expect(telecomFunnel({ state, command, facts: everything }, on('2012-05-01')).outcome.accepted).toBe(true);
    const late = telecomFunnel({ state, command, facts: everything }, on('2012-05-20'));
    expect(late.outcome).toMatchObject({
      accepted: false,
      refusal: 'notAllowed',
      events: [{ type: 'lapsed', on: '2012-05-02', from: 'listed', to: 'target', revision: 4 }],
    });
    expect(late.reasons.at(-1)).toMatchObject({ code: 'lapsed', rule: 'listingLapses' });
    expect(telecomFunnel.nextDeadline(state)).toEqual({
      lapse: 'listingLapses',
      to: 'target',
      lastDay: '2012-05-01',
      from: '2012-05-02',
    });
    expect(telecomFunnel.dueEvents(state, on('2012-05-01'))).toEqual([]);
    expect(telecomFunnel.dueEvents(state, on('2012-05-02'))).toHaveLength(1);
  });

  it('after a lapse the command is judged from where the opportunity now stands', () => {
    const state = stateIn('listed');
    const { outcome } = telecomFunnel({ state, command: { type: 'list' }, facts: everything }, on('2012-06-01'));
    expect(outcome.accepted).toBe(true);
    expect(outcome.events.map(({ to, on: day }) => [to, day])).toEqual([
      ['target', '2012-05-02'],
      ['listed', '2012-06-01'],
    ]);
    expect(outcome.events.reduce(evolve, state as OpportunityState<Stage>).stage).toBe('listed');
  });

  it('a touch puts the lapse off', () => {
    const state = stateIn('listed', { touchedOn: '2012-04-20', lastOn: '2012-04-20' });
    expect(telecomFunnel.nextDeadline(state)?.lastDay).toBe('2012-05-20');
  });

  it('a command in the past is refused as bad input', () => {
    expect(() => ask('target', { type: 'list' }, everything, '2012-03-31')).toThrow(InputError);
  });

  it('movesFrom shows every command of the stage with what is missing', () => {
    const facts = { ...everything, registration: 'none' as const };
    const moves = telecomFunnel.movesFrom(
      { state: stateIn('target'), facts, command: { technique: 'brochures', reason: 'price' } },
      on('2012-04-10'),
    );
    expect(moves).toEqual([
      { command: 'list', possible: false, unmet: ['registered'], retryOn: null },
      { command: 'touch', possible: true, unmet: [], retryOn: null },
      { command: 'lose', possible: true, unmet: [], retryOn: null },
    ]);
  });
});

describe('a command with null where nothing stands', () => {
  const bare = { by: null, role: null, technique: null, reason: null, value: null, expectedRevision: null };

  it('is the command without it, in the decision, the outcome and the next stage', () => {
    const input = { state: stateIn('intent'), command: { type: 'sign' }, facts: everything } as const;
    const nulls = { ...input, command: { ...input.command, ...bare } } as never;
    expect(telecomFunnel(nulls, on('2012-04-10'))).toEqual(telecomFunnel(input, on('2012-04-10')));
    expect(telecomFunnel.outcome(nulls, on('2012-04-10'))).toMatchObject({ accepted: true });
    expect(telecomFunnel.nextStage(nulls, on('2012-04-10'))).toBe('order');
  });

  it('is still refused for what is of another kind', () => {
    const command = { type: 'sign', ...bare, by: 7 } as never;
    expect(() => telecomFunnel({ state: stateIn('intent'), command, facts: everything }, on('2012-04-10'))).toThrow(
      'command: by: expected a text, got 7',
    );
  });
});

describe('a waiver lets one opportunity pass a guard', () => {
  const overrides = [
    { subject: 'o1', outcome: { waive: ['returnUnderstood'] }, by: 'Director Wang', why: 'pilot', until: '2012-04-30' },
  ];
  const facts = { ...everything, returnUnderstood: false };
  const sign = (asOf: string) =>
    telecomFunnel({ state: stateIn('intent'), command: { type: 'sign' }, facts }, { asOf, overrides });

  it('until its last day, and says so', () => {
    const { outcome, reasons } = sign('2012-04-30');
    expect(outcome.accepted).toBe(true);
    expect(reasons).toContainEqual(expect.objectContaining({ code: 'waived', rule: 'returnUnderstood' }));
    expect(sign('2012-05-01').outcome.accepted).toBe(false);
  });

  // From June on (g1) and only when it is ready (g2), which it is not: what helps is a waiver that holds on the day.
  const summer = compileFunnelJson({
    kind: 'funnel',
    id: 'summer',
    version: '1',
    facts: [{ id: 'ready', kind: 'flag' }],
    stages: [
      { id: 'intent', kind: 'open' },
      { id: 'won', kind: 'won' },
    ],
    guards: [
      { id: 'june', when: { asOf: { $gte: '2012-06-01' } }, evidence: {} },
      { id: 'ready', when: { ready: true }, evidence: {} },
    ],
    moves: [
      { id: 'find', on: 'find', to: 'intent' },
      { id: 'sign', on: 'sign', from: ['intent'], to: 'won', guards: ['june', 'ready'] },
    ],
  });
  const waiver = (waive: readonly string[], from: string | undefined, until: string) => ({
    subject: 'o1',
    outcome: { waive },
    by: 'Director Wang',
    why: 'pilot',
    from,
    until,
  });
  it.each([
    [null, []],
    [null, [waiver(['ready'], undefined, '2012-05-31')]],
    ['2012-06-01', [waiver(['ready'], undefined, '2012-06-01')]],
    ['2012-06-10', [waiver(['ready'], '2012-06-10', '2012-06-20')]],
    ['2012-05-20', [waiver(['ready', 'june'], '2012-05-20', '2012-05-20')]],
    ['2012-06-05', [waiver(['june'], undefined, '2012-06-04'), waiver(['ready'], '2012-06-05', '2012-06-05')]],
    // Two waivers on one day are bad input; the second one stands alone from July on.
    ['2012-07-01', [waiver(['ready'], undefined, '2012-06-30'), waiver(['ready'], '2012-06-01', '2012-07-30')]],
  ])('%s is the day to try again under the waivers %#', (day, waivers) => {
    const state = stateIn('intent');
    const ask = (asOf: string) =>
      summer.outcome({ state, command: { type: 'sign' }, facts: { ready: false } }, { asOf, overrides: waivers });
    expect(ask('2012-05-02')).toMatchObject({ accepted: false, retryOn: day });
    if (day !== null) expect(ask(day).accepted).toBe(true);
  });

  it('of a guard that does not exist is bad input', () => {
    const wrong = [{ ...overrides[0]!, outcome: { waive: ['retrunUnderstood'] } }];
    expect(() =>
      telecomFunnel(
        { state: stateIn('intent'), command: { type: 'sign' }, facts },
        { asOf: '2012-04-10', overrides: wrong },
      ),
    ).toThrow(/waive/);
  });
});

describe('events build states', () => {
  it.each([undefined, null, 7, {}])('and are a list: %o is none', (none) => {
    for (const build of [fold, foldAll, historiesOf]) {
      expect(() => build(none as never)).toThrow(InputError);
      expect(() => build(none as never)).toThrow('expected a list of events');
    }
    expect(() => rollUpAccounts(none as never, telecomFunnel.policy)).toThrow('expected a list of states');
  });

  it('of no events are none, and that is the snapshot of all events', () => {
    const first = { ...events[0]! };
    expect(fold([first], { snapshot: fold([]) })).toEqual(fold([first]));
  });

  const events: readonly FunnelEvent[] = [
    {
      schema: 1,
      type: 'opened',
      opportunity: 'o1',
      account: 'a1',
      revision: 1,
      on: '2012-03-01',
      move: 'find',
      from: null,
      to: 'target',
    },
    {
      schema: 1,
      type: 'moved',
      opportunity: 'o1',
      revision: 2,
      on: '2012-03-01',
      move: 'list',
      from: 'target',
      to: 'listed',
    },
    {
      schema: 1,
      type: 'recorded',
      opportunity: 'o1',
      revision: 3,
      on: '2012-03-05',
      move: 'touch',
      from: 'listed',
      to: 'listed',
    },
  ];
  const [opened, moved, recorded] = events as [FunnelEvent, FunnelEvent, FunnelEvent];

  it('in order, two of the same day by their revision', () => {
    expect(fold(events)).toMatchObject({
      stage: 'listed',
      revision: 3,
      enteredOn: '2012-03-01',
      touchedOn: '2012-03-05',
    });
  });

  it('of many opportunities at once', () => {
    const other = events.map((event) => ({ ...event, opportunity: '__proto__' }));
    const states = foldAll([opened, other[0]!, moved, other[1]!, recorded]);
    expect([...states.keys()]).toEqual(['o1', '__proto__']);
    expect(states.get('__proto__')?.revision).toBe(2);
    expect(states.get('o1')).toEqual(fold(events));
  });

  it('from a snapshot on, passing over what it holds', () => {
    const snapshot = Object.freeze(fold(events.slice(0, 2))!);
    expect(fold(events, { snapshot })).toEqual(fold(events));
    expect(foldAll(events, { snapshots: [snapshot] }).get('o1')).toEqual(fold(events));
  });

  it('of an older version by a pure upgrade', () => {
    const old = { v: 0, what: 'target', day: '2012-03-01' };
    const upgrade = (event: unknown): FunnelEvent => {
      const { what, day } = event as typeof old;
      return { ...opened, to: what, on: day };
    };
    expect(fold([old as unknown as FunnelEvent], { upgrade })).toEqual(fold([opened]));
  });

  it.each([
    ['order', 'with a gap', [opened, recorded]],
    ['duplicate', 'twice', [opened, moved, moved]],
    ['order', 'earlier than the last', [opened, { ...moved, on: '2012-02-29' }]],
    ['conflict', 'of another opportunity', [opened, { ...moved, opportunity: 'o2' }]],
    ['conflict', 'from another stage', [opened, { ...moved, from: 'intent' }]],
    ['unknownReference', 'of an unknown version', [opened, { ...moved, schema: 2 as 1 }]],
    ['unknownReference', 'of an unknown type', [opened, { ...moved, type: 'deleted' as 'moved' }]],
    ['format', 'on 30 February', [opened, { ...moved, on: '2012-02-30' }]],
    ['order', 'before the opening', [{ ...moved, revision: 1, from: null }]],
  ])('are refused (%s) %s', (code, _, faulty) => {
    try {
      fold(faulty as readonly FunnelEvent[]);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      expect((error as InputError).issues[0]?.code).toBe(code);
    }
  });
});

describe('events that do not belong to a snapshot', () => {
  const [opened, listed] = [
    { type: 'opened', revision: 1, move: 'find', from: null, to: 'target', account: 'a1' },
    { type: 'moved', revision: 2, move: 'list', from: 'target', to: 'listed' },
  ].map((event) => ({ schema: 1, opportunity: 'o1', on: '2012-03-01', ...event }) as FunnelEvent);
  const snapshot = Object.freeze(fold([opened!, listed!])!);

  it.each([
    ['conflict', { ...opened, opportunity: 'o2' }],
    ['duplicate', { ...opened, revision: 0 }],
    ['type', null],
    ['type', undefined],
  ])('are refused (%s), though their revision is past: %j', (code, odd) => {
    try {
      fold([odd as FunnelEvent], { snapshot });
      expect.unreachable();
    } catch (error) {
      expect((error as InputError).issues[0]?.code).toBe(code);
    }
  });

  it('are no gap among many: the opening of another opportunity opens it', () => {
    const other = { ...opened!, opportunity: 'o2' };
    expect([...foldAll([opened!, other], { snapshots: [snapshot] }).keys()]).toEqual(['o1', 'o2']);
    expect(() => foldAll([null as never], { snapshots: [snapshot] })).toThrow(InputError);
    expect(() => foldAll([null as never])).toThrow(InputError);
  });

  it('leave the state as it was: nothing is half-applied', () => {
    const before = structuredClone(snapshot);
    expect(() => evolve(snapshot, { ...listed!, revision: 3, from: 'listed', to: 7 as never })).toThrow(InputError);
    expect(() => foldAll([listed!, { ...listed!, revision: 3 }], { snapshots: [snapshot] })).toThrow(InputError);
    expect(snapshot).toEqual(before);
  });
});

describe('a funnel policy with faults', () => {
  const sound = structuredClone(b2bPipeline.policy) as unknown as Record<string, unknown[]> & {
    moves: object[];
    stages: object[];
    guards: object[];
    lapses: object[];
  };
  const issuesOf = (change: (policy: typeof sound) => void) => {
    const policy = structuredClone(sound);
    change(policy);
    return checkFunnel(policy).map(({ message }) => message);
  };

  it('none for the examples', () => {
    expect(checkFunnel(b2bPipeline.policy)).toEqual([]);
    expect(checkFunnel(telecomFunnel.policy)).toEqual([]);
  });

  it.each([
    [
      'stages.6: expected a stage that some move leads to, got "island"',
      (p: typeof sound) => p.stages.push({ id: 'island', kind: 'open' }),
    ],
    [
      'stages.6: expected a way on to a won, lost or left stage (dead end), got "limbo"',
      (p: typeof sound) => {
        p.stages.push({ id: 'limbo', kind: 'open' });
        p.moves.push({ id: 'drift', on: 'drift', from: ['lead'], to: 'limbo' });
      },
    ],
    [
      'moves.8.on: expected a command that does nothing else from lead (moves.1 does), got "qualify"',
      (p: typeof sound) => p.moves.push({ id: 'skip', on: 'qualify', from: ['lead'], to: 'proposal' }),
    ],
    [
      'guards.5.when.budgt: expected a declared fact (budget, decisionMakerMet, proposalSentOn, contractSigned, state.stage, state.daysInStage, state.daysSinceTouch, state.daysOpen, command.by, command.role, command.technique, command.reason, asOf), got "budgt"',
      (p: typeof sound) => p.guards.push({ id: 'typo', when: { budgt: '1.00' }, evidence: {} }),
    ],
    [
      'moves.1.guards.0: expected one of budgetKnown, decisionMaker, proposalSent, rested, signed, got "budget"',
      (p: typeof sound) => (p.moves[1] = { ...p.moves[1], guards: ['budget'] }),
    ],
    [
      'moves.4.to: expected one of lead, qualified, proposal, negotiation, won, lost, got "victory"',
      (p: typeof sound) => (p.moves[4] = { ...p.moves[4], to: 'victory' }),
    ],
    [
      'lapses.0.afterDays: expected at least 1, got 0',
      (p: typeof sound) => (p.lapses[0] = { ...p.lapses[0], afterDays: 0 }),
    ],
    [
      'facts.4.id: expected an id that the funnel does not use itself, got "state.stage"',
      (p: typeof sound) => p.facts!.push({ id: 'state.stage', kind: 'flag' }),
    ],
    [
      'moves.1.id: expected an id not used at position 0, got "capture"',
      (p: typeof sound) => (p.moves[1] = { ...p.moves[1], id: 'capture' }),
    ],
  ])('%s', (message, change) => {
    expect(issuesOf(change)).toContain(message);
  });

  it('is refused with every fault at once', () => {
    const faulty = {
      ...sound,
      stages: [...sound.stages, { id: 'won', kind: 'victory' }],
      moves: [...sound.moves, { id: 'x', on: 'x', from: ['nowhere'], to: 'won' }],
    };
    expect(() => compileFunnelJson(faulty)).toThrow(PolicyError);
    expect(checkFunnel(faulty).map(({ path }) => path.join('.'))).toEqual(['stages.6.kind', 'moves.8.from.0']);
  });

  it('a policy from JSON decides like the literal', () => {
    const same = compileFunnelJson(JSON.parse(JSON.stringify(telecomFunnel.policy)));
    const input = { state: stateIn('intent'), command: { type: 'sign' }, facts: everything } as const;
    expect(same(input, on('2012-04-10'))).toEqual(telecomFunnel(input, on('2012-04-10')));
  });
});

describe('bad input', () => {
  const bad = (over: object) => () =>
    telecomFunnel(
      { state: stateIn('target'), command: { type: 'list' }, facts: everything, ...over } as TelecomInput,
      on('2012-04-10'),
    );

  it.each([
    ['state', { state: { ...stateIn('target'), stage: 'nirvana' } }],
    ['state', { state: { ...stateIn('target'), schema: 7 } }],
    ['state', { state: { ...stateIn('target'), lastOn: 'soon' } }],
    ['state', { state: 'target' }],
    ['command', { command: 'list' }],
    ['command', { command: { type: 'list', by: 7 } }],
    ['command', { command: { type: 'list', value: { amount: '1,5', currency: 'CNY' } } }],
    ['facts', { facts: { ...everything, claimedByTeam: 'yes' } }],
    ['facts', { facts: null }],
  ])('a faulty %s is an InputError, in both lanes', (what, over) => {
    expect(bad(over)).toThrow(InputError);
    try {
      bad(over)();
    } catch (error) {
      expect((error as InputError).what).toBe(what);
    }
    expect(() =>
      telecomFunnel.outcome(
        { state: stateIn('target'), command: { type: 'list' }, facts: everything, ...over } as TelecomInput,
        on('2012-04-10'),
      ),
    ).toThrow(InputError);
  });

  it.each([null, undefined, 7])('an input that is none, %s, is a reject of its batch and stops nothing', (input) => {
    const batch = decideAll(telecomFunnel, [input as never], on('2012-04-10'));
    expect(batch.rejects.map(({ issues }) => issues[0]?.message)).toEqual([
      'type: expected a command { type, … }, got nothing',
    ]);
    expect(() => telecomFunnel.nextStage(input as never, on('2012-04-10'))).toThrow(InputError);
    expect(() => telecomFunnel.movesFrom(input as never, on('2012-04-10'))).toThrow(InputError);
  });

  it('an opening names what it opens', () => {
    expect(() => ask(null, { type: 'find' })).toThrow(/opens.opportunity/);
  });

  it('stages called __proto__ and constructor work', () => {
    const odd = compileFunnel({
      kind: 'funnel',
      id: 'odd',
      version: '1',
      facts: [{ id: '__proto__', kind: 'flag' }],
      stages: [
        { id: '__proto__', kind: 'open' },
        { id: 'constructor', kind: 'won' },
      ],
      guards: [{ id: 'toString', when: { ['__proto__']: true }, evidence: {} }],
      moves: [
        { id: 'hasOwnProperty', on: 'hasOwnProperty', to: '__proto__' },
        { id: 'valueOf', on: 'valueOf', from: ['__proto__'], to: 'constructor', guards: ['toString'] },
      ],
    });
    const facts = JSON.parse('{"__proto__":true}');
    const state = stateIn('__proto__' as const);
    expect(odd({ state, command: { type: 'valueOf' }, facts }, on('2012-04-10')).outcome.accepted).toBe(true);
    expect(odd({ state, command: { type: 'valueOf' }, facts: {} }, on('2012-04-10')).outcome).toMatchObject({
      unmet: ['toString'],
    });
  });
});
