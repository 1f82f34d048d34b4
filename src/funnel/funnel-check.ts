import { readCondition } from '../core/condition-tree.js';
import { checkFacts, createFactTable } from '../core/fact-table.js';
import { type Issue, issue } from '../core/issue.js';
import { guardFacts, isReservedFact } from './guard-fact.js';
import type { FunnelLapse, FunnelMove, FunnelPolicy } from './policy.js';

/** Checks what the shape of a funnel policy cannot: references, collisions, stages that cannot be reached or left. */
export function crossCheckFunnel(policy: Partial<FunnelPolicy>): readonly Issue[] {
  const facts = policy.facts ?? [];
  const issues: Issue[] = [...checkFacts(facts, ['facts'])];
  facts.forEach(({ id }, index) => {
    if (isReservedFact(id))
      issues.push(issue('duplicate', ['facts', index, 'id'], 'an id that the funnel does not use itself', id));
  });
  const { stages, guards = [], moves = [], lapses = [] } = policy;
  checkDuplicates('stages', stages ?? [], issues);
  checkDuplicates('guards', guards, issues);
  checkDuplicates('moves', [...moves], issues);
  checkDuplicates('lapses', lapses, issues);
  const table = createFactTable([...facts, ...guardFacts((stages ?? []).map(({ id }) => id))]);
  guards.forEach(({ when }, index) => {
    readCondition(when, table, ['guards', index, 'when'], issues);
  });
  if (policy.guards !== undefined) checkGuardReferences(moves, new Set(guards.map(({ id }) => id)), issues);
  if (stages === undefined) return issues;
  const known = new Set(stages.map(({ id }) => id));
  checkStageReferences('moves', moves, known, issues);
  checkStageReferences('lapses', lapses, known, issues);
  if (policy.moves === undefined) return issues;
  checkMoves(moves, issues);
  // Whether a stage can be reached means something only where every reference holds.
  if (issues.length === 0) checkReach(stages, moves, lapses, issues);
  return issues;
}

function checkDuplicates(list: string, entries: readonly { readonly id: string }[], issues: Issue[]): void {
  const first = new Map<string, number>();
  entries.forEach(({ id }, index) => {
    const earlier = first.get(id);
    if (earlier === undefined) first.set(id, index);
    else issues.push(issue('duplicate', [list, index, 'id'], `an id not used at position ${earlier}`, id));
  });
}

function checkGuardReferences(moves: readonly FunnelMove[], known: ReadonlySet<string>, issues: Issue[]): void {
  moves.forEach((move, index) => {
    move.guards?.forEach((id, position) => {
      if (!known.has(id))
        issues.push(issue('unknownReference', ['moves', index, 'guards', position], `one of ${list(known)}`, id));
    });
  });
}

function checkStageReferences(
  kind: 'moves' | 'lapses',
  entries: readonly (FunnelMove | FunnelLapse)[],
  known: ReadonlySet<string>,
  issues: Issue[],
): void {
  entries.forEach(({ from, to }, index) => {
    from?.forEach((id, position) => {
      if (!known.has(id))
        issues.push(issue('unknownReference', [kind, index, 'from', position], `one of ${list(known)}`, id));
    });
    if (to !== undefined && !known.has(to))
      issues.push(issue('unknownReference', [kind, index, 'to'], `one of ${list(known)}`, to));
  });
}

const list = (ids: ReadonlySet<string>): string => [...ids].join(', ') || 'none';

/** One command may do one thing in one stage. */
function checkMoves(moves: readonly FunnelMove[], issues: Issue[]): void {
  const taken = new Map<string, number>();
  moves.forEach(({ on, from, to }, index) => {
    if (from === undefined && to === undefined) {
      issues.push(issue('missing', ['moves', index, 'to'], 'the stage in which the opportunity opens', to));
    }
    for (const stage of from ?? [null]) {
      const key = JSON.stringify([on, stage]);
      const earlier = taken.get(key);
      if (earlier === undefined) taken.set(key, index);
      else {
        const where = stage === null ? 'opens an opportunity' : `from ${stage}`;
        issues.push(
          issue(
            'conflict',
            ['moves', index, 'on'],
            `a command that does nothing else ${where} (moves.${earlier} does)`,
            on,
          ),
        );
      }
    }
  });
  if (!moves.some(({ from }) => from === undefined)) {
    issues.push(issue('missing', ['moves'], 'at least one move without from, which opens an opportunity', moves));
  }
}

function checkReach(
  stages: FunnelPolicy['stages'],
  moves: readonly FunnelMove[],
  lapses: readonly FunnelLapse[],
  issues: Issue[],
): void {
  const edges = [...moves, ...lapses].flatMap(({ from, to }) =>
    from === undefined || to === undefined ? [] : from.map((stage) => [stage, to] as const),
  );
  const openings = moves.flatMap(({ from, to }) => (from === undefined && to !== undefined ? [to] : []));
  const reached = closure(openings, edges);
  const closing = stages.filter(({ kind }) => kind !== 'open').map(({ id }) => id);
  const closable = closure(
    closing,
    edges.map(([from, to]) => [to, from] as const),
  );
  stages.forEach(({ id, kind }, index) => {
    if (!reached.has(id)) issues.push(issue('unreachable', ['stages', index], 'a stage that some move leads to', id));
    else if (kind === 'open' && !closable.has(id)) {
      issues.push(issue('unreachable', ['stages', index], 'a way on to a won, lost or left stage (dead end)', id));
    }
  });
}

function closure(starts: readonly string[], edges: readonly (readonly [string, string])[]): ReadonlySet<string> {
  const reached = new Set(starts);
  const queue = [...reached];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const [from, to] of edges) {
      if (from !== at || reached.has(to)) continue;
      reached.add(to);
      queue.push(to);
    }
  }
  return reached;
}
