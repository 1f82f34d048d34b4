import { dayNumber } from 'tenure/core';
import { evolve, type FunnelEvent, foldAll, type OpportunityState } from 'tenure/funnel';
import { telecomFunnel } from '../examples/policies/telecom-funnel.js';
import { defineBench, defineFigure } from './define.js';
import { asOf, columnsOf, distinct, type Facts, type Item, items, type StageId, stages } from './funnel-commands.js';
import { checkingSwitch, trustingSwitch } from './funnel-switch.js';

const context = { asOf };

/** Sums up the stage after every command, with its place: any wrong answer changes it. */
function tally(list: readonly Item[], size: number, next: (item: Item) => string): number {
  let sum = 0;
  for (let i = 0; i < size; i += 1) {
    const stage = next(list[i % distinct]!);
    sum = (Math.imul(sum, 31) + stage.charCodeAt(0) * 7 + stage.length) | 0;
  }
  return sum;
}

async function xstateMachine() {
  const { createMachine } = await import('xstate');
  type Event = { readonly type: string; readonly facts: Facts; readonly technique: string };
  const when =
    (test: (facts: Facts, technique: string) => boolean) =>
    ({ event }: { event: Event }) =>
      test(event.facts, event.technique);
  return createMachine({
    types: {} as { events: Event },
    id: 'funnel',
    initial: 'target',
    states: {
      target: {
        on: {
          list: {
            target: 'listed',
            guard: when((f) => f.customerFileId != null && f.claimedByTeam === true && f.registration === 'valid'),
          },
        },
      },
      listed: {
        on: {
          qualify: {
            target: 'potential',
            guard: when(
              (f, t) =>
                t === 'directVisit' &&
                f.registration === 'valid' &&
                f.needStatus !== 'none' &&
                f.needStatus != null &&
                f.ableToBuy === true,
            ),
          },
        },
      },
      potential: {
        on: {
          clarify: {
            target: 'intent',
            guard: when((f) => f.needStatus === 'unbearable' && f.customerAskedForSolution === true),
          },
        },
      },
      intent: { on: { cool: { target: 'potential' } } },
      order: { on: { activate: { target: 'onNet', guard: when((f) => f.provisioning === 'activated') } } },
      onNet: {},
    },
  });
}

/** Four events of each opportunity, in the order of time: as an event store gives them back. */
function history(opportunities: number): readonly FunnelEvent<StageId>[] {
  const path = ['target', 'listed', 'potential', 'intent'] as const;
  const days = ['2012-03-01', '2012-03-10', '2012-04-05', '2012-05-01'];
  const events: FunnelEvent<StageId>[] = [];
  for (let step = 0; step < 4; step += 1) {
    for (let i = 0; i < opportunities; i += 1) {
      events.push({
        schema: 1,
        type: step === 0 ? 'opened' : 'moved',
        opportunity: `o${i}`,
        revision: step + 1,
        on: days[step]!,
        move: 'm',
        from: step === 0 ? null : path[step - 1]!,
        to: path[step]!,
        ...(step === 0 ? { account: `a${i >> 1}` } : {}),
      });
    }
  }
  return events;
}

const foldSize = 250_000;

export const benches = [
  defineBench({
    name: 'funnel/transitions',
    size: 200_000,
    item: 'command',
    contenders: {
      // With the checks of 'state only'; the others below that are not ours check nothing.
      'hand-written switch': (size) => {
        const list = items();
        const today = dayNumber(asOf);
        return () =>
          tally(list, size, ({ state, command, facts }) => checkingSwitch(state, command, facts, asOf, today));
      },
      'switch that trusts its input': (size) => {
        const list = items();
        return () =>
          tally(list, size, ({ state, command, facts }) =>
            trustingSwitch(state.stage, command.type, command.technique, facts),
          );
      },
      'state only': (size) => {
        const list = items();
        return () => tally(list, size, (item) => telecomFunnel.nextStage(item, context)!);
      },
      'state only, columns': (size) => {
        const base = columnsOf(size);
        return () => {
          const { codes, values } = telecomFunnel.columns(base, context);
          let sum = 0;
          for (let i = 0; i < size; i += 1) {
            const stage = values[codes[i]!]!;
            sum = (Math.imul(sum, 31) + stage.charCodeAt(0) * 7 + stage.length) | 0;
          }
          return sum;
        };
      },
      events: (size) => {
        const list = items();
        return () =>
          tally(list, size, (item) => {
            const { events } = telecomFunnel.outcome(item, context);
            return events.length === 0 ? item.state.stage : events[events.length - 1]!.to;
          });
      },
      'with reasons': (size) => {
        const list = items();
        return () =>
          tally(list, size, (item) => {
            const { outcome, reasons } = telecomFunnel(item, context);
            if (reasons.length === 0) return 'nothing said';
            return outcome.accepted ? outcome.events[0]!.to : item.state.stage;
          });
      },
      robot3: {
        size: 50_000,
        prepare: async (size) => {
          const { createMachine, guard, interpret, state, transition } = await import('robot3');
          const list = items();
          type Sent = { readonly type: string; readonly facts: Facts; readonly technique: string };
          const when = (test: (facts: Facts, technique: string) => boolean) =>
            guard((_: object, event: Sent) => test(event.facts, event.technique));
          const machines = new Map(
            stages.map((initial) => {
              const machine = createMachine(initial, {
                target: state(
                  transition(
                    'list',
                    'listed',
                    when((f) => f.customerFileId != null && f.claimedByTeam === true && f.registration === 'valid'),
                  ),
                ),
                listed: state(
                  transition(
                    'qualify',
                    'potential',
                    when(
                      (f, t) =>
                        t === 'directVisit' &&
                        f.registration === 'valid' &&
                        f.needStatus !== 'none' &&
                        f.needStatus != null &&
                        f.ableToBuy === true,
                    ),
                  ),
                ),
                potential: state(
                  transition(
                    'clarify',
                    'intent',
                    when((f) => f.needStatus === 'unbearable' && f.customerAskedForSolution === true),
                  ),
                ),
                intent: state(transition('cool', 'potential')),
                order: state(
                  transition(
                    'activate',
                    'onNet',
                    when((f) => f.provisioning === 'activated'),
                  ),
                ),
                onNet: state(),
              } as never);
              const service = interpret(machine as never, () => {}) as unknown as {
                machine: { current: string };
                send: (event: Sent) => void;
              };
              return [initial as string, { service, start: service.machine }] as const;
            }),
          );
          return () =>
            tally(list, size, ({ state: { stage }, command, facts }) => {
              const { service, start } = machines.get(stage)!;
              service.machine = start;
              service.send({ type: command.type, facts, technique: command.technique });
              return service.machine.current;
            });
        },
      },
      'XState transition': {
        size: 20_000,
        prepare: async (size) => {
          const { transition } = await import('xstate');
          const machine = await xstateMachine();
          const list = items();
          const starts = new Map(
            stages.map((stage) => [stage as string, machine.resolveState({ value: stage, context: {} })]),
          );
          return () =>
            tally(list, size, ({ state: { stage }, command, facts }) => {
              const [next] = transition(machine, starts.get(stage)!, {
                type: command.type,
                facts,
                technique: command.technique,
              });
              return next.value as string;
            });
        },
      },
    },
    baseline: 'hand-written switch',
    aims: [
      { contender: 'state only, columns', ratio: { atMost: 5 } },
      { contender: 'state only', ratio: { atMost: 5 } },
      { contender: 'with reasons', ratio: { atMost: 80 } },
      { contender: 'with reasons', versus: 'XState transition', ratio: { atMost: 1 / 30 } },
    ],
  }),
  defineBench({
    name: 'funnel/fold',
    size: foldSize,
    item: 'opportunity',
    contenders: {
      // No check of any event: what a map of a quarter of a million ids costs alone.
      'hand-written loop': (size) => {
        const events = history(size);
        return () => {
          const states = new Map<string, { stage: StageId; revision: number; enteredOn: string; lastOn: string }>();
          for (const { opportunity, to, revision, on } of events) {
            const state = states.get(opportunity);
            if (state === undefined) states.set(opportunity, { stage: to, revision, enteredOn: on, lastOn: on });
            else {
              state.stage = to;
              state.revision = revision;
              state.enteredOn = on;
              state.lastOn = on;
            }
          }
          return [states.size, states.get('o7')!.stage, states.get('o7')!.revision];
        };
      },
      'one event at a time': (size) => {
        const events = history(size);
        return () => {
          const states = new Map<string, OpportunityState<StageId>>();
          for (const event of events)
            states.set(event.opportunity, evolve(states.get(event.opportunity) ?? null, event));
          return [states.size, states.get('o7')!.stage, states.get('o7')!.revision];
        };
      },
      foldAll: (size) => {
        const events = history(size);
        return () => {
          const states = foldAll(events);
          return [states.size, states.get('o7')!.stage, states.get('o7')!.revision];
        };
      },
    },
    baseline: 'hand-written loop',
  }),
  defineFigure({
    name: 'funnel/state of a million opportunities',
    unit: 'bytes/opportunity',
    measure: () => {
      const events = history(1_000_000);
      const collect = (globalThis as { gc?: () => void }).gc ?? (() => {});
      collect();
      const before = process.memoryUsage().heapUsed;
      const states = foldAll(events);
      collect();
      const after = process.memoryUsage().heapUsed;
      return states.size === 1_000_000 ? (after - before) / states.size : Number.NaN;
    },
  }),
];
