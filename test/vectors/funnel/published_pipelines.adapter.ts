import { checkFunnel, compileFunnelJson, type FunnelEvent, fold, type OpportunityState } from 'tenure/funnel';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';
import { attempt, departures, judged } from '../judge.js';

type StageRow = string | readonly [name: string, probability: number, kind?: string];

interface Pipeline {
  readonly id: string;
  readonly stages?: readonly StageRow[];
  readonly states?: readonly string[];
}

const lostNames = /lost|fail|reject|cancel/i;
const wonNames = /won|success|accepted$|established/i;

function kindOf(row: StageRow): 'open' | 'won' | 'lost' {
  const [name, probability] = typeof row === 'string' ? [row, undefined] : row;
  if (probability !== undefined) return probability === 100 ? 'won' : probability === 0 ? 'lost' : 'open';
  return lostNames.test(name) ? 'lost' : wonNames.test(name) ? 'won' : 'open';
}

/** A published list of stages as a definition: forward one by one, won from the last open one, lost from any. */
function definitionOf({ id, stages = [], states = [] }: Pipeline) {
  const rows = stages.length > 0 ? stages : states;
  const list = rows.map((row) => ({ id: typeof row === 'string' ? row : row[0], kind: kindOf(row) }));
  const open = list.filter(({ kind }) => kind === 'open').map((stage) => stage.id);
  const forward = open.slice(1).map((to, at) => ({ id: `to ${to}`, on: `to ${to}`, from: [open[at]!], to }));
  const closing = list
    .filter(({ kind }) => kind !== 'open')
    .map(({ id: to, kind }) => ({ id: `to ${to}`, on: `to ${to}`, from: kind === 'won' ? open.slice(-1) : open, to }));
  return {
    open,
    list,
    definition: {
      kind: 'funnel',
      id,
      version: '1',
      facts: [],
      stages: list,
      guards: [],
      moves: [{ id: 'open', on: 'open', to: open[0]! }, ...forward, ...closing],
    },
  };
}

function judge(pipeline: Pipeline): VectorOutcome {
  const { open, list, definition } = definitionOf(pipeline);
  const issues = checkFunnel(definition);
  if (issues.length > 0)
    return judged(
      pipeline.id,
      issues.map(({ message }) => message),
    );
  const advance = compileFunnelJson(definition);
  const walk = (last: string): readonly string[] => {
    let state: OpportunityState | null = null;
    const events: FunnelEvent[] = [];
    for (const type of ['open', ...[...open.slice(1), last].map((to) => `to ${to}`)]) {
      const opens = { opportunity: 'o', account: 'a' };
      const { outcome } = advance({ state, command: { type, opens }, facts: {} }, { asOf: '2026-01-05' });
      events.push(...outcome.events);
      state = fold(events);
    }
    return events.map(({ to }) => to);
  };
  return judged(
    pipeline.id,
    list.filter(({ kind }) => kind !== 'open').flatMap(({ id }) => departures([...open, id], walk(id), 0, id)),
  );
}

export const adapter: VectorAdapter = (file) =>
  (file as { readonly pipelines: readonly Pipeline[] }).pipelines.map((one) => attempt(one.id, () => judge(one)));
