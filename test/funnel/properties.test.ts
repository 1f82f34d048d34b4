import fc from 'fast-check';
import { addDays } from 'tenure/core';
import {
  type ClaimCommand,
  type ClaimEvent,
  compileClaimsJson,
  compileFunnelJson,
  evolve,
  type FunnelCommand,
  foldClaims,
  ownershipSpans,
} from 'tenure/funnel';
import { describe, expect, it } from 'vitest';
import { accountClaims } from '../../examples/policies/account-claims.js';
import { b2bPipeline } from '../../examples/policies/b2b-pipeline.js';
import { telecomFunnel } from '../../examples/policies/telecom-funnel.js';

type Input = Parameters<typeof telecomFunnel>[0];
type State = NonNullable<Input['state']>;

const flag = fc.option(fc.boolean(), { nil: undefined });
const facts = fc.record(
  {
    visitedOnSite: flag,
    basicAttributesKnown: fc.integer({ min: 0, max: 6 }),
    customerFileId: fc.constantFrom('F-1', null),
    claimedByTeam: flag,
    registration: fc.constantFrom('none', 'valid', 'lapsed'),
    needStatus: fc.constantFrom('none', 'latent', 'explicit', 'unbearable'),
    ableToBuy: flag,
    customerAskedForSolution: flag,
    provisioning: fc.constantFrom('scheduled', 'activated'),
  },
  { requiredKeys: [] },
);
const agreed = {
  resourcesConfirmed: true,
  feasible: true,
  goalAgreed: true,
  costAgreed: true,
  priceAgreed: true,
  returnUnderstood: true,
  solutionAccepted: true,
  orderId: 'O',
  signedOn: '2012-01-01',
  promisesMissing: 0,
};
const types = [...new Set(telecomFunnel.policy.moves.map(({ on }) => on))];
const command = fc.record(
  {
    type: fc.constantFrom(...types, 'nonsense' as 'find'),
    technique: fc.constantFrom('directVisit', 'brochures', 'astrology'),
    reason: fc.constantFrom('price', 'unknown', 'weather'),
    expectedRevision: fc.integer({ min: 0, max: 4 }),
  },
  { requiredKeys: ['type'] },
);
const step = fc.tuple(fc.integer({ min: 0, max: 20 }), command, facts);

describe('whatever is asked of a funnel', () => {
  it('the outcome alone, the full decision and the next stage agree, and the events fold to it', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let state: State | null = null;
        let asOf = '2012-03-01';
        for (const [wait, given, known] of steps) {
          asOf = addDays(asOf, wait);
          const opens = { opportunity: 'o1', account: 'a1' };
          const input = Object.freeze({
            state,
            command: { ...given, opens } as FunnelCommand,
            facts: { ...agreed, ...known },
          }) as Input;
          const decision = telecomFunnel(input, { asOf });
          expect(telecomFunnel.outcome(input, { asOf })).toEqual(decision.outcome);
          const before: State | null = state;
          for (const event of decision.outcome.events) state = evolve(state, event);
          expect(telecomFunnel.nextStage(input, { asOf })).toBe((state as State | null)?.stage ?? null);
          expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
          if (!decision.outcome.accepted && decision.outcome.events.length === 0) expect(state).toEqual(before);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('a listing untouched for 30 days is due to lapse on day 31 and on no day before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), (wait) => {
        const due = telecomFunnel.dueEvents(listedOn('2012-03-01'), { asOf: addDays('2012-03-01', wait) });
        expect(due.length).toBe(wait > 30 ? 1 : 0);
      }),
    );
  });

  const days = fc.integer({ min: 0, max: 40 });
  const waiting = fc.oneof(
    days.map((least) => ({ 'state.daysInStage': { $gte: least } })),
    days.map((most) => ({ 'state.daysInStage': { $lte: most } })),
    fc
      .tuple(days, days)
      .map(([a, b]) => ({ 'state.daysSinceTouch': { $not: { $between: [Math.min(a, b), Math.max(a, b)] } } })),
    days.map((wait) => ({ asOf: { $gte: addDays('2012-03-01', wait) } })),
    days.map((wait) => ({ $or: [{ ready: true }, { asOf: { $lt: addDays('2012-03-01', wait) } }] })),
    fc.constant({ ready: true }),
  );

  it('a refused command is refused until its retry day and possible on it, or by waiting never', () => {
    fc.assert(
      fc.property(
        fc.array(waiting, { minLength: 1, maxLength: 3 }),
        fc.option(fc.integer({ min: 1, max: 50 })),
        fc.record({ ready: flag }),
        (conditions, afterDays, given) => {
          const guards = conditions.map((when, at) => ({ id: `g${at}`, when, evidence: {} }));
          const advance = compileFunnelJson({
            kind: 'funnel',
            id: 'waiting',
            version: '1',
            facts: [{ id: 'ready', kind: 'flag' }],
            stages: [
              { id: 'listed', kind: 'open' },
              { id: 'won', kind: 'won' },
              { id: 'lost', kind: 'lost' },
            ],
            guards,
            moves: [
              { id: 'find', on: 'find', to: 'listed' },
              { id: 'lose', on: 'lose', from: ['listed'], to: 'lost' },
              { id: 'win', on: 'win', from: ['listed'], to: 'won', guards: guards.map(({ id }) => id) },
            ],
            ...(afterDays === null
              ? {}
              : { lapses: [{ id: 'late', from: ['listed'], to: 'lost', afterDays, since: 'entered' }] }),
          });
          const input = { state: listedOn('2012-03-01'), command: { type: 'win' }, facts: given };
          const { outcome } = advance(input, { asOf: '2012-03-01' });
          if (outcome.accepted) return;
          const later = Array.from({ length: 120 }, (_, k) => addDays('2012-03-01', k + 1));
          const first = later.find((day) => advance.outcome(input, { asOf: day }).accepted);
          expect(outcome.retryOn).toBe(first ?? null);
        },
      ),
      { numRuns: 500 },
    );
  });
});

const listedOn = (day: string): State => ({
  schema: 1,
  opportunity: 'o',
  account: 'a',
  product: null,
  follows: null,
  stage: 'listed',
  revision: 1,
  openedOn: day,
  enteredOn: day,
  touchedOn: day,
  lastOn: day,
  reason: null,
  value: null,
});

describe('a base by columns', () => {
  const { policy } = b2bPipeline;
  const stages = policy.stages.map(({ id }) => id);
  const types = [...policy.moves.map(({ on }) => on), 'nonsense'];
  const row = fc.record({
    stage: fc.constantFrom(...stages),
    type: fc.constantFrom(...types),
    daysInStage: fc.integer({ min: 0, max: 120 }),
    daysSinceTouch: fc.integer({ min: 0, max: 120 }),
    budget: fc.constantFrom(100, 100_000, 250_000, null),
    decisionMakerMet: fc.constantFrom(true, false, null),
    contractSigned: fc.constantFrom(true, false, null),
    reason: fc.constantFrom('price', 'weather', null),
  });

  it('goes to the same stages as its rows one by one, lapses included', () => {
    const asOf = '2012-09-01';
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
        const flags = (key: 'decisionMakerMet' | 'contractSigned') =>
          Float64Array.from(rows, (one) => (one[key] === null ? Number.NaN : Number(one[key])));
        const texts = (values: readonly string[], list: readonly (string | null)[]) => ({
          values,
          codes: Int32Array.from(list, (value) => (value === null ? -1 : values.indexOf(value))),
        });
        const { codes, values, accepted } = b2bPipeline.columns(
          {
            length: rows.length,
            columns: {
              'state.stage': texts(
                stages,
                rows.map(({ stage }) => stage),
              ),
              'command.type': texts(
                types,
                rows.map(({ type }) => type),
              ),
              'command.reason': texts(
                ['price', 'weather'],
                rows.map(({ reason }) => reason),
              ),
              'state.daysInStage': Int32Array.from(rows, ({ daysInStage }) => daysInStage),
              'state.daysSinceTouch': Int32Array.from(rows, ({ daysSinceTouch }) => daysSinceTouch),
              budget: Float64Array.from(rows, ({ budget }) => budget ?? Number.NaN),
              decisionMakerMet: flags('decisionMakerMet'),
              contractSigned: flags('contractSigned'),
            },
          },
          { asOf },
        );
        rows.forEach(({ stage, type, daysInStage, daysSinceTouch, budget, reason, ...known }, at) => {
          const day = (ago: number) => addDays(asOf, -ago);
          const touchedOn = day(daysSinceTouch);
          const enteredOn = day(daysInStage);
          const lastOn = touchedOn > enteredOn ? touchedOn : enteredOn;
          const state = {
            schema: 1,
            opportunity: 'o',
            account: 'a',
            product: null,
            follows: null,
            stage,
            revision: 3,
            openedOn: '2012-01-01',
            enteredOn,
            touchedOn,
            lastOn,
            reason: null,
            value: null,
          } as const;
          const facts = {
            ...known,
            budget: budget === null ? null : { amount: (budget / 100).toFixed(2), currency: 'EUR' },
          };
          const command = { type, ...(reason === null ? {} : { reason }) };
          const input = { state, command, facts } as Parameters<typeof b2bPipeline>[0];
          expect([at, values[codes[at]!]]).toEqual([at, b2bPipeline.nextStage(input, { asOf })]);
          expect(Boolean(accepted[at])).toBe(b2bPipeline.outcome(input, { asOf }).accepted);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('is refused where the stage, the command or the days of a lapse are missing', () => {
    const text = (value: string) => ({ values: [value], codes: Int32Array.of(0) });
    const base = (columns: object) => () =>
      b2bPipeline.columns({ length: 1, columns: columns as never }, { asOf: '2012-09-01' });
    expect(base({ 'command.type': text('qualify') })).toThrow(/state.stage.0/);
    expect(base({ 'state.stage': text('lead') })).toThrow(/command.type/);
    expect(base({ 'state.stage': text('lead'), 'command.type': text('qualify') })).toThrow(/state.daysInStage.0/);
    expect(base({ 'state.stage': text('nirvana'), 'command.type': text('qualify') })).toThrow(/nirvana/);
    const days = { 'state.daysInStage': Float64Array.of(1), 'state.daysSinceTouch': Float64Array.of(1) };
    const command = (values: unknown, ...codes: readonly number[]) =>
      base({ ...days, 'state.stage': text('lead'), 'command.type': { values, codes: Int32Array.from(codes) } });
    expect(command(['qualify'], -1)).toThrow('command.type.0: expected a known value');
    expect(command(['qualify'], 1)).toThrow('command.type.0: expected a code below 1, got 1');
    expect(command(undefined, 0)).toThrow('command.type: expected a column of 1 codes and their values');
    expect(base({ ...days, 'state.stage': text('lead'), 'command.type': null })).toThrow('command.type: expected');
  });
});

const person = fc.constantFrom('li', 'wang', 'zhang');
const team = fc.constantFrom('grid7', 'grid9');
const claimCommand: fc.Arbitrary<ClaimCommand> = fc.oneof(
  fc.record({ type: fc.constantFrom('claimTeam' as const, 'releaseTeam' as const), team }),
  fc.record({ type: fc.constant('register' as const), person, team, role: fc.constantFrom('accountManager', 'agent') }),
  fc.record({
    type: fc.constant('act' as const),
    person,
    action: fc.constantFrom('onSiteVisit', 'note'),
    outcome: fc.constantFrom('met', 'absent'),
  }),
  fc.record({ type: fc.constant('release' as const), person }),
  fc.record({ type: fc.constant('transfer' as const), person, team, reason: fc.constant('patch') }),
  fc.record({
    type: fc.constant('protect' as const),
    person,
    contractEnd: fc.constantFrom('2012-03-10', '2012-05-01'),
  }),
);

describe('whatever is asked of claims', () => {
  it('an account never has two owners on one instant, and a lapse nobody wrote down is in the events', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 25 }), claimCommand, fc.integer({ min: 0, max: 2 })), {
          maxLength: 40,
        }),
        (steps) => {
          const events: ClaimEvent[] = [];
          let asOf = '2012-03-01';
          for (const [wait, given, capacityLeft] of steps) {
            asOf = addDays(asOf, wait);
            const ledger = foldClaims('a1', events);
            const input = { ledger, command: given as never, facts: { capacityLeft, quotaLeftToday: 1 } };
            const { outcome } = accountClaims(input, { asOf });
            expect(accountClaims.outcome(input, { asOf })).toEqual(outcome);
            events.push(...outcome.events);
            const status = accountClaims.statusOf(foldClaims('a1', events), { asOf });
            if (status.status === 'valid') expect(status.daysLeft).toBeGreaterThanOrEqual(0);
          }
          const spans = ownershipSpans('a1', events, asOf);
          spans.forEach(({ from, until }, index) => {
            if (until !== null) expect(from <= until).toBe(true);
            const next = spans[index + 1];
            if (next !== undefined) expect(until !== null && until <= next.from).toBe(true);
          });
          expect(foldClaims('a1', events, { snapshot: foldClaims('a1', events.slice(0, 3)) })).toEqual(
            foldClaims('a1', events),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  const spring = {
    id: 'spring',
    on: ['register'],
    when: { asOf: { $between: ['2012-04-01', '2012-05-31'] } },
    evidence: {},
  };
  const { policy } = accountClaims;
  it.each([
    ['survives a lapse', policy],
    ['ends with a lapse', { ...policy, teamClaimAfterLapse: 'ends' }],
    ['is not needed', { ...policy, teamClaim: 'notNeeded' }],
    ['ends, and registration waits for spring', { ...policy, teamClaimAfterLapse: 'ends', guards: [spring] }],
  ])('a refusal names the very day on which waiting alone helps, or none: the team’s claim %s', (_, json) => {
    const claim = compileClaimsJson(json);
    const facts = { capacityLeft: 1, quotaLeftToday: 1 };
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 25 }), claimCommand), { minLength: 1, maxLength: 8 }),
        (steps) => {
          const events: ClaimEvent[] = [];
          let asOf = '2012-03-01';
          for (const [wait, command] of steps) {
            asOf = addDays(asOf, wait);
            const input = { ledger: foldClaims('a1', events), command, facts };
            const { outcome } = claim(input, { asOf });
            if (!outcome.accepted) {
              // A contract of 2012-05-01 protects until 2012-07-30, 151 days on; then a cool-down of 14.
              const days = Array.from({ length: 200 }, (__, k) => addDays(asOf, k + 1));
              const first = days.find((day) => claim.outcome(input, { asOf: day }).accepted);
              expect([command, outcome.retryOn]).toEqual([command, first ?? null]);
            }
            events.push(...outcome.events);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
