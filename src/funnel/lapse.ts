import { fromDayNumber, lastDayNumber } from '../core/day-number.js';
import { apply } from './fold.js';
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

/** The lapses of a policy, by stage. */
export interface Lapses {
  readonly next: (state: OpportunityState) => Due | undefined;
  /** The events that are due by a day, in order; a lapse may lead to the next one. */
  readonly due: <S extends string>(state: OpportunityState<S>, asOf: number) => readonly FunnelEvent<S>[];
}

const none: readonly never[] = Object.freeze([]);

/** Indexes the lapses by the stage they start from. */
export function indexLapses(policy: FunnelPolicy): Lapses {
  const byStage = new Map<string, FunnelLapse[]>();
  for (const lapse of policy.lapses ?? []) {
    for (const stage of lapse.from) byStage.set(stage, [...(byStage.get(stage) ?? []), lapse]);
  }
  const next = (state: OpportunityState): Due | undefined => {
    let first: Due | undefined;
    for (const lapse of byStage.get(state.stage) ?? none) {
      const entered = readDay(state.enteredOn, 'enteredOn');
      const since = lapse.since === 'entered' ? entered : Math.max(entered, readDay(state.touchedOn, 'touchedOn'));
      const day = since + lapse.afterDays + 1;
      // Of two on the same day the one declared first holds.
      if (first === undefined || day < first.day) first = { lapse, day };
    }
    return first !== undefined && first.day <= lastDayNumber ? first : undefined;
  };
  return {
    next,
    due: <S extends string>(state: OpportunityState<S>, asOf: number): readonly FunnelEvent<S>[] => {
      if (byStage.size === 0) return none;
      let events: FunnelEvent<S>[] | undefined;
      let current = state;
      for (let due = next(current); due !== undefined && due.day <= asOf; due = next(current)) {
        const event: FunnelEvent<S> = {
          schema: 1,
          type: 'lapsed',
          opportunity: current.opportunity,
          revision: current.revision + 1,
          on: fromDayNumber(due.day),
          move: due.lapse.id,
          from: current.stage,
          to: due.lapse.to as S,
        };
        if (events === undefined) events = [event];
        else events.push(event);
        current = apply(current, event);
      }
      return events ?? none;
    },
  };
}
