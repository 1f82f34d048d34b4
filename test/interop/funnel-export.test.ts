import { JSDOM } from 'jsdom';
import { Query } from 'mingo';
import { addDays } from 'tenure/core';
import { compileFunnel, type FunnelEvent, type FunnelPolicy, fold, type OpportunityState } from 'tenure/funnel';
import {
  eventColumns,
  eventRows,
  type FunnelGuardParams,
  funnelDiagram,
  funnelGuards,
  toXState,
  writeCsv,
} from 'tenure/interop';
import { seededRandom } from 'tenure/statistics';
import { beforeAll, describe, expect, it } from 'vitest';
import { type AnyMachineSnapshot, createMachine, initialTransition, transition } from 'xstate';
import { b2bPipeline } from '../../examples/policies/b2b-pipeline.js';
import { telecomFunnel } from '../../examples/policies/telecom-funnel.js';

const telecom = telecomFunnel.policy as unknown as FunnelPolicy;
const b2b = b2bPipeline.policy as unknown as FunnelPolicy;

const odd = compileFunnel({
  kind: 'funnel',
  id: 'odd',
  version: '1',
  facts: [],
  stages: [
    { id: '__proto__', kind: 'open', label: { en: 'a "quoted"; [odd]: name --> #35; <b>' } },
    { id: 'a.b', kind: 'open' },
    { id: 'constructor', kind: 'won' },
    { id: 'end', kind: 'lost' },
  ],
  guards: [],
  moves: [
    { id: 'toString', on: 'toString', to: '__proto__', label: { en: 'line\nbreak: %% comment' } },
    { id: 'go', on: 'go', from: ['__proto__'], to: 'a.b' },
    { id: 'win', on: 'win', from: ['a.b'], to: 'constructor' },
    { id: 'lose', on: 'lose', from: ['a.b'], to: 'end' },
  ],
}).policy as unknown as FunnelPolicy;

describe('the Mermaid diagram', () => {
  let parse: (text: string) => Promise<unknown>;

  beforeAll(async () => {
    const { window } = new JSDOM('<!DOCTYPE html><body></body>');
    Object.assign(globalThis, { window, document: window.document });
    const { default: mermaid } = await import('mermaid');
    parse = (text) => mermaid.parse(text);
  }, 60_000);

  it.each([
    ['the telecom funnel in English', telecom, 'en'],
    ['the telecom funnel in Chinese', telecom, 'zh'],
    ['a B2B pipeline', b2b, 'en'],
    ['hostile names', odd, 'en'],
  ] as const)('of %s is a state diagram to Mermaid', async (_, policy, language) => {
    for (const detail of ['moves', 'guards'] as const) {
      const text = funnelDiagram(policy, { language, detail, records: true });
      expect(await parse(text)).toMatchObject({ diagramType: 'stateDiagram' });
    }
  });

  it('is refused by the same parser when broken, so that the test can fail', async () => {
    await expect(parse(`${funnelDiagram(b2b, { language: 'en', detail: 'moves' })}  s0 -->\n`)).rejects.toThrow();
  });

  it('shows stages by name, what a move asks for, and lapses with their days', () => {
    const text = funnelDiagram(telecom, { language: 'zh', detail: 'guards' });
    expect(text).toContain('state "清单客户" as s1');
    expect(text).toContain('s0 --> s1: 目标客户转清单客户 [已建客户档案, 网格团队已认领, 已报备到人]');
    expect(text).toContain('s1 --> s0: 清单失效 (30 天后)');
    expect(text).not.toContain('跟进');
  });
});

/** The guard as somebody without this library would write it, on MongoDB queries run by mingo. */
function independentGuard({ guards, roles, techniques, reasons }: FunnelGuardParams, event: Sent): boolean {
  const stated = (list: readonly string[] | undefined, value: string | undefined) =>
    list === undefined || (value !== undefined && list.includes(value));
  if (!stated(roles, event.role) || !stated(techniques, event.technique) || !stated(reasons, event.reason))
    return false;
  const known = { ...event.facts, 'state.daysInStage': event.daysInStage };
  return guards.every((id) => {
    const { when } = [...telecom.guards, ...b2b.guards].find((guard) => guard.id === id)!;
    // Mingo reads a dotted key as a path, so the one counted fact is asked under a plain name.
    const query = JSON.parse(JSON.stringify(when).replaceAll('state.daysInStage', 'daysInStage'));
    return new Query(query).test({
      ...known,
      daysInStage: event.daysInStage,
      budget: Number((event.facts as { budget?: { amount: string } }).budget?.amount),
    });
  });
}

interface Sent {
  readonly type: string;
  readonly facts: { readonly [id: string]: unknown };
  readonly role?: string;
  readonly technique?: string;
  readonly reason?: string;
  readonly daysInStage?: number;
}

// XState types its events by the configuration's literal; ours comes from a policy at run time.
const begin = (machine: unknown): AnyMachineSnapshot =>
  (initialTransition as (machine: unknown, input?: unknown) => [AnyMachineSnapshot, unknown])(machine)[0];
const send = (machine: unknown, snapshot: AnyMachineSnapshot, event: object): AnyMachineSnapshot =>
  (transition as (machine: unknown, snapshot: unknown, event: unknown) => [AnyMachineSnapshot, unknown])(
    machine,
    snapshot,
    event,
  )[0];

describe('the XState machine', () => {
  it('reaches the same states as ours over 5,000 random commands, with guards of its own', () => {
    const machine = createMachine(toXState(telecom) as never).provide({
      guards: {
        requirements: ({ event }: { event: Sent }, params: FunnelGuardParams) => independentGuard(params, event),
      },
    } as never);
    const { next: random } = seededRandom(4);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
    const flag = () => pick([true, true, true, true, true, false, undefined]);
    const commands = [...new Set(telecom.moves.map(({ on }) => on)), 'nonsense'];
    const stageOf = (snapshot: AnyMachineSnapshot): string | null =>
      snapshot.value === 'unopened' ? null : (snapshot.value as string);
    const seen = new Map<string, number>();
    let snapshot = begin(machine);
    let events: FunnelEvent[] = [];
    let asOf = '2012-03-01';
    let taken = 0;
    for (let i = 0; i < 5000; i += 1) {
      const state = fold(events) as OpportunityState | null;
      asOf = addDays(asOf, Math.floor(random() * 12));
      // Mostly a command that leads somewhere from here; now and then any other.
      const known = telecom.moves
        .filter(({ from }) => (state === null ? from === undefined : from?.includes(state.stage)))
        .map(({ on }) => on);
      const type = random() < 0.8 ? pick(known) : pick(commands);
      const facts = Object.fromEntries(
        telecom.facts.map(({ id, kind, ...rest }) => {
          if (kind === 'flag') return [id, flag()];
          if (kind === 'integer')
            return [id, id === 'promisesMissing' ? pick([0, 0, 0, 1]) : pick([6, 6, 6, 5, undefined])];
          if (kind === 'date') return [id, '2012-02-02'];
          const { values } = rest as { values?: readonly string[] };
          if (id === 'registration') return [id, pick(['valid', 'valid', 'valid', 'lapsed'])];
          if (id === 'needStatus') return [id, pick(['unbearable', 'unbearable', 'latent', 'none'])];
          if (id === 'provisioning') return [id, pick(['activated', 'activated', 'failed'])];
          if (id === 'warning') return [id, pick(['none', 'yellow', 'red'])];
          return [id, values === undefined ? 'X-1' : pick(values)];
        }),
      );
      const details = {
        technique: pick(['directVisit', 'directVisit', 'astrology']),
        reason: pick(['price', 'weather']),
      };
      const command = { type, ...details, opens: { opportunity: 'o1', account: 'a1' } };
      // Time is the host's: whatever has lapsed is told to XState as an event of its own.
      for (const lapse of state === null ? [] : telecomFunnel.dueEvents(state as never, { asOf })) {
        snapshot = send(machine, snapshot, { type: `lapse.${lapse.move}` });
      }
      snapshot = send(machine, snapshot, { type, facts, ...details });
      const { events: more } = telecomFunnel.outcome({ state, command, facts } as never, { asOf });
      events = [...events, ...more];
      const next = fold(events);
      expect([i, type, stageOf(snapshot)]).toEqual([i, type, next?.stage ?? null]);
      taken += more.length;
      if (next !== null) seen.set(next.stage, (seen.get(next.stage) ?? 0) + 1);
      // A finished story makes room for a new one, so that every part of the graph is walked.
      if (i % 60 === 59) {
        events = [];
        snapshot = begin(machine);
      }
    }
    expect([...seen.keys()].sort()).toEqual(telecom.stages.map(({ id }) => id).sort());
    expect(taken).toBeGreaterThan(1000);
  });

  it('runs on the guards that come with it, counted days included', () => {
    const machine = createMachine(toXState(b2b) as never).provide({ guards: funnelGuards(b2b) } as never);
    const state: OpportunityState = {
      schema: 1,
      opportunity: 'o',
      account: 'a',
      product: null,
      follows: null,
      stage: 'proposal',
      revision: 3,
      openedOn: '2012-03-01',
      enteredOn: '2012-04-01',
      touchedOn: '2012-04-01',
      lastOn: '2012-04-01',
      reason: null,
      value: null,
    };
    const start = (machine as unknown as { resolveState(config: object): AnyMachineSnapshot }).resolveState({
      value: 'proposal',
      context: {},
    });
    const stageOn = (asOf: string) =>
      (
        transition(
          machine as never,
          start as never,
          { type: 'negotiate', asOf, facts: {}, state } as never,
        ) as unknown as [AnyMachineSnapshot]
      )[0].value;
    expect(stageOn('2012-04-03')).toBe('proposal');
    expect(stageOn('2012-04-04')).toBe('negotiation');
    expect(() =>
      funnelGuards(b2b).requirements({ event: { type: 'win', asOf: 'soon', facts: {} } }, { move: 'win', guards: [] }),
    ).toThrow(/asOf/);
  });

  it('has no delayed transition and spells hostile stages so that XState takes them', () => {
    expect(JSON.stringify(toXState(telecom))).not.toContain('"after"');
    const config = toXState(odd);
    expect(Object.keys(config.states)).toEqual(['unopened', 'stage___proto__', 'a_b', 'stage_constructor', 'end']);
    expect(config.states.a_b?.meta.stage).toBe('a.b');
    const machine = createMachine(config as never);
    let snapshot = begin(machine);
    for (const type of ['toString', 'go', 'win']) snapshot = send(machine, snapshot, { type });
    expect(snapshot.value).toBe('stage_constructor');
  });
});

it('the event table has a row per event, ordered within a day, in the words of the policy', () => {
  const events: FunnelEvent[] = [
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
      by: 'li',
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
      type: 'lapsed',
      opportunity: 'o1',
      revision: 75,
      on: '2012-04-01',
      move: 'listingLapses',
      from: 'listed',
      to: 'target',
    },
  ];
  const text = writeCsv(eventRows(events, telecom, 'zh'), eventColumns, { formulas: 'apostrophe' });
  expect(text.split('\r\n')).toEqual([
    'caseId,activity,timestamp,resource,account,from,to,type,role,technique,reason,amount,currency',
    'o1,发现目标客户,2012-03-01T00:00:01,li,a1,,target,opened,,,,,',
    'o1,目标客户转清单客户,2012-03-01T00:00:02,,a1,target,listed,moved,,,,,',
    'o1,清单失效,2012-04-01T00:01:15,,a1,listed,target,lapsed,,,,,',
    '',
  ]);
});
