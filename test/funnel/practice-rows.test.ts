import type { Label } from 'tenure/core';
import { compileFunnel, type OpportunityState } from 'tenure/funnel';
import { checkOff, stepRates } from 'tenure/practice';
import { compileSegmentation } from 'tenure/segmentation';
import { describe, expect, it } from 'vitest';
import { telecomFunnel } from '../../examples/policies/telecom-funnel.js';

const context = { asOf: '2012-04-10' };
const stateIn = <S extends string>(stage: S): OpportunityState<S> => ({
  schema: 1,
  opportunity: 'o1',
  account: 'a1',
  product: 'broadband',
  follows: null,
  stage,
  revision: 1,
  openedOn: '2012-04-01',
  enteredOn: '2012-04-01',
  touchedOn: '2012-04-01',
  lastOn: '2012-04-01',
  reason: null,
  value: null,
});

describe('the starter funnel', () => {
  const { facts, stages, guards, moves, lapses = [], terms = [] } = telecomFunnel.policy;
  const labelled: readonly (readonly { readonly id: string; readonly label?: Label | undefined }[])[] = [
    facts,
    stages,
    guards,
    moves,
    lapses,
    terms,
    guards.map(({ id, evidence }) => ({ id: `${id}.evidence`, label: evidence })),
  ];

  it('names everything in English and in Chinese', () => {
    const bare = labelled.flat().filter(({ label }) => !label?.en || !label.zh);
    expect(bare.map(({ id }) => id)).toEqual([]);
  });

  it('names every role, technique and reason that its moves and guards speak of', () => {
    const spoken = [
      ...guards.flatMap(({ owner }) => owner ?? []),
      ...moves.flatMap(({ roles = [], techniques = [], reasons = [] }) => [...roles, ...techniques, ...reasons]),
    ];
    const known = new Set<string>(terms.map(({ id }) => id));
    expect(spoken.filter((id) => !known.has(id))).toEqual([]);
  });

  it('proposes the order where a signed contract lies with an intent', () => {
    const signed = {
      resourcesConfirmed: true,
      feasible: true,
      goalAgreed: true,
      costAgreed: true,
      priceAgreed: true,
      returnUnderstood: true,
      solutionAccepted: true,
      orderId: 'O-1',
      signedOn: '2012-04-05',
      promisesMissing: 0,
    } as const;
    const possible = (facts: object) =>
      telecomFunnel
        .movesFrom({ state: stateIn('intent'), facts } as never, context)
        .filter(({ possible: may }) => may)
        .map(({ command }) => command);
    expect(possible(signed)).toContain('sign');
    expect(possible({ ...signed, signedOn: null })).not.toContain('sign');
  });
});

describe('a move that is reserved', () => {
  const advance = compileFunnel({
    kind: 'funnel',
    id: 'reserved',
    version: '1',
    facts: [],
    stages: [
      { id: 'listed', kind: 'open' },
      { id: 'potential', kind: 'won' },
    ],
    guards: [],
    moves: [
      { id: 'find', on: 'find', to: 'listed' },
      {
        id: 'qualify',
        on: 'qualify',
        from: ['listed'],
        to: 'potential',
        roles: ['accountManager'],
        techniques: ['directVisit', 'telemarketing'],
      },
    ],
  });
  const ask = (command: { readonly role?: string; readonly technique?: string }) =>
    advance({ state: stateIn('listed'), command: { type: 'qualify', ...command }, facts: {} }, context).outcome;

  it.each([
    [['command.role'], { role: 'clerk', technique: 'directVisit' }],
    [['command.role'], { technique: 'directVisit' }],
    [['command.technique'], { role: 'accountManager', technique: 'astrology' }],
    [['command.role', 'command.technique'], {}],
  ])('is denied for want of %j: %j', (unmet, command) => {
    expect(ask(command)).toMatchObject({ accepted: false, refusal: 'denied', unmet, retryOn: null });
  });

  it('is open to the role by one of its techniques', () => {
    expect(ask({ role: 'accountManager', technique: 'telemarketing' }).accepted).toBe(true);
  });
});

describe('questions that are policies of another room', () => {
  const rules = <const S extends readonly { readonly id: string; readonly when: object }[]>(
    facts: readonly object[],
    segments: S,
    otherwise: string,
  ) =>
    compileSegmentation({
      kind: 'segmentation',
      id: 'row',
      version: '1',
      facts,
      dimensions: [{ id: 'found', type: 'rules', segments, otherwise, whenUnknown: 'unknown' }],
    } as never) as unknown as { outcome(facts: object, at: typeof context): { readonly found: string } };

  const difficulty = rules(
    [
      { id: 'incumbency', kind: 'text', values: ['ours', 'competitor', 'none'] },
      { id: 'aware', kind: 'flag' },
    ],
    [
      { id: 'level1', when: { incumbency: 'competitor' } },
      { id: 'level2', when: { incumbency: 'none', aware: false } },
      { id: 'level3', when: { incumbency: 'ours' } },
    ],
    'aware',
  );
  it.each([
    ['level1', { incumbency: 'competitor' }],
    ['level2', { incumbency: 'none', aware: false }],
    ['level3', { incumbency: 'ours' }],
    // On net for product A with us and with a rival for product B: the opportunity for B is of level 1.
    ['level1', { incumbency: 'competitor', aware: true }],
    ['unknown', {}],
  ])('the difficulty of an opportunity is %s for %j', (expected, facts) => {
    expect(difficulty.outcome(facts, context).found).toBe(expected);
  });

  const diagnosis = rules(
    [
      { id: 'contacts', kind: 'integer' },
      { id: 'needsRecorded', kind: 'integer' },
    ],
    [
      { id: 'tooLittleContact', when: { contacts: { $lt: 3 } } },
      { id: 'discoveryTooShallow', when: { needsRecorded: 0 } },
    ],
    'inProgress',
  );
  it.each([
    ['discoveryTooShallow', { contacts: 6, needsRecorded: 0 }],
    ['tooLittleContact', { contacts: 1, needsRecorded: 0 }],
    ['inProgress', { contacts: 6, needsRecorded: 2 }],
  ])('many contacts without progress are %s: %j', (expected, facts) => {
    expect(diagnosis.outcome(facts, context).found).toBe(expected);
  });
});

describe('checklists', () => {
  it.each([
    [2, 'accountManagementPlan', ['information', 'goal', 'accountManagementPlan'], ['information', 'goal']],
    [
      4,
      'dedicatedForm',
      ['flyers', 'staff', 'dedicatedForm', 'matchedOffers', 'eventInvitation'],
      ['flyers', 'staff', 'matchedOffers', 'eventInvitation'],
    ],
    [
      5,
      'afterSale',
      ['needs', 'firstProduct', 'whoToTalkTo', 'proposal', 'closing', 'afterSale'],
      ['needs', 'firstProduct', 'whoToTalkTo', 'proposal', 'closing'],
    ],
  ])('with %d done name %s as next', (done, next, required, present) => {
    expect(checkOff(required, present)).toMatchObject({ done, of: required.length, next });
  });

  it('of a pilot: 17 of 20 devices connected are 85 %, and 3 are left', () => {
    const [, connected] = stepRates([
      { id: 'supplied', count: 20 },
      { id: 'connected', count: 17 },
    ]);
    expect(connected).toMatchObject({ percentOfPrevious: 85, lost: 3 });
  });
});
