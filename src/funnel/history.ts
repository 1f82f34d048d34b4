import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import { checkIterable } from '../core/iterable.js';
import { apply } from './apply-event.js';
import { positionChecker } from './fold.js';
import type { FunnelEvent, OpportunityState } from './opportunity.js';
import type { FunnelPolicy, FunnelStage, StageKind } from './policy.js';

/** One stay of an opportunity in a stage. */
export interface StageVisit<S extends string = string> {
  readonly stage: S;
  readonly from: string;
  /** Day of leaving; `null` while it is there. */
  readonly until: string | null;
  readonly leftTo: S | null;
}

/** Everything that happened to one opportunity. */
export interface OpportunityHistory<S extends string = string> {
  readonly state: OpportunityState<S>;
  readonly visits: readonly StageVisit<S>[];
  readonly events: readonly FunnelEvent<S>[];
}

/**
 * Groups events into one history per opportunity: what every figure of the funnel is counted from.
 *
 * @param events - each opportunity's own in order; opportunities may interleave
 * @returns in the order of first appearance
 * @throws InputError as `foldAll`
 */
export function historiesOf<S extends string>(events: Iterable<FunnelEvent<S>>): readonly OpportunityHistory<S>[] {
  interface Growing {
    state: OpportunityState<S>;
    readonly visits: StageVisit<S>[];
    readonly events: FunnelEvent<S>[];
  }
  checkIterable(events, [], 'a list of events', 'events');
  const histories = new Map<string, Growing>();
  const check = positionChecker();
  let position = 0;
  for (const event of events) {
    const known = histories.get(event?.opportunity);
    check(known?.state ?? null, event, position);
    position += 1;
    const state = apply(known?.state ?? null, event);
    const visit = { stage: event.to, from: event.on, until: null, leftTo: null };
    if (known === undefined) histories.set(event.opportunity, { state, visits: [visit], events: [event] });
    else {
      known.state = state;
      known.events.push(event);
      if (event.type === 'recorded') continue;
      known.visits.push({ ...known.visits.pop()!, until: event.on, leftTo: event.to }, visit);
    }
  }
  return [...histories.values()];
}

/** The stages of a policy as figures need them: the way from the first to the furthest, and what each stage means. */
export interface StageOrder {
  /** Open and won stages in declared order. */
  readonly path: readonly string[];
  readonly kindOf: (stage: string) => StageKind;
  /** Position on the path; -1 beside it. */
  readonly rankOf: (stage: string) => number;
}

/** Reads the order of stages. @throws InputError, from `kindOf`, for a stage that the policy does not know */
export function stageOrder({ stages }: Pick<FunnelPolicy, 'stages'>): StageOrder {
  const byId = new Map<string, FunnelStage>(stages.map((stage) => [stage.id, stage]));
  const path = stages.filter(({ kind }) => kind === 'open' || kind === 'won').map(({ id }) => id);
  const ranks = new Map(path.map((id, rank) => [id, rank]));
  return {
    path,
    kindOf: (stage) => {
      const kind = byId.get(stage)?.kind;
      if (kind !== undefined) return kind;
      throw new InputError(
        [issue('unknownReference', ['stage'], `one of ${[...byId.keys()].join(', ')}`, stage)],
        'events',
      );
    },
    rankOf: (stage) => ranks.get(stage) ?? -1,
  };
}

/** The furthest place on the path that the opportunity ever reached; -1 for none. */
export function furthestRank({ visits }: OpportunityHistory, { rankOf }: StageOrder): number {
  return visits.reduce((furthest, { stage }) => Math.max(furthest, rankOf(stage)), -1);
}
