import { fromDayNumber, lastDayNumber } from '../core/day-number.js';
import { apply } from './apply-event.js';
import type { FunnelEvent, OpportunityState } from './opportunity.js';
import type { FunnelLapse, FunnelPolicy } from './policy.js';
import { readDay } from './read-day.js';

/** The lapse that comes next if nobody acts, and the day from which it holds. */
export interface LapseDeadline {
  readonly lapse: string;
  readonly to: string;
  /** Last good day. */
  readonly lastDay: string;
  /** First day on which it has lapsed. */
  readonly from: string;
}

interface Due {
  readonly lapse: FunnelLapse;
  readonly day: number;
}

/** The lapses of a policy, by the stage's position. */
export interface Lapses {
  readonly next: (state: OpportunityState, at: number) => Due | undefined;
  /** The events that are due by a day, in order; a lapse may lead to the next one. */
  readonly due: <S extends string>(state: OpportunityState<S>, at: number, asOf: number) => readonly FunnelEvent<S>[];
}

const none: readonly never[] = Object.freeze([]);

/** Indexes the lapses by the stage they start from. */
export function indexLapses({ lapses = [] }: FunnelPolicy, stages: ReadonlyMap<string, number>): Lapses {
  const byStage = [...stages.keys()].map((stage) => lapses.filter(({ from }) => from.includes(stage)));
  const next = (state: OpportunityState, at: number): Due | undefined => {
    const waiting = byStage[at]!;
    if (waiting.length === 0) return undefined;
    const entered = readDay(state.enteredOn, 'enteredOn');
    let first: FunnelLapse = waiting[0]!;
    let day = Number.POSITIVE_INFINITY;
    for (const lapse of waiting) {
      const since = lapse.since === 'entered' ? entered : Math.max(entered, readDay(state.touchedOn, 'touchedOn'));
      // Of two on the same day the one declared first holds.
      if (since + lapse.afterDays + 1 >= day) continue;
      first = lapse;
      day = since + lapse.afterDays + 1;
    }
    return day <= lastDayNumber ? { lapse: first, day } : undefined;
  };
  return {
    next,
    due: <S extends string>(given: OpportunityState<S>, at: number, asOf: number): readonly FunnelEvent<S>[] => {
      let due = next(given, at);
      if (due === undefined || due.day > asOf) return none;
      const events: FunnelEvent<S>[] = [];
      for (let state = given; due !== undefined && due.day <= asOf; ) {
        const event = lapseEvent(state, due);
        events.push(event);
        state = apply(state, event);
        due = next(state, stages.get(state.stage)!);
      }
      return events;
    },
  };
}

function lapseEvent<S extends string>(state: OpportunityState<S>, { lapse, day }: Due): FunnelEvent<S> {
  return {
    schema: 1,
    type: 'lapsed',
    opportunity: state.opportunity,
    revision: state.revision + 1,
    on: fromDayNumber(day),
    move: lapse.id,
    from: state.stage,
    to: lapse.to as S,
  };
}
