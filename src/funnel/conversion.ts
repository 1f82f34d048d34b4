import { type Measured, measured, unmeasured } from '../statistics/measured.js';
import { share } from '../statistics/proportion.js';
import { furthestRank, type OpportunityHistory, stageOrder } from './history.js';
import type { FunnelPolicy } from './policy.js';

/** How many got from one stage of the path to the next. */
export interface StageConversion {
  readonly stage: string;
  /** The next stage of the path; `null` after the last. */
  readonly next: string | null;
  /** Ever reached it, or something further. */
  readonly reached: number;
  /** Of those, ever reached the next stage, or something further. */
  readonly converted: number;
  /** Of those that did not get on: ended as lost or left, and still open. Lost ones stay in the denominator. */
  readonly lost: number;
  readonly open: number;
  readonly conversion: Measured;
}

/** The funnel as ever-reached shares. */
export interface FunnelConversion {
  readonly opportunities: number;
  readonly stages: readonly StageConversion[];
  /** From the first stage of the path to the last. */
  readonly overall: Measured;
}

/**
 * Ever-reached conversion from stage to stage: of all opportunities that ever came as far as a stage, what share came
 * further? Lost deals stay in the denominator, open ones too: to leave open ones out, pass closed cohorts only.
 * A jump over a stage counts as having reached it. Source: the practice's 销售漏斗 (funnel) figures, FUN-38.
 *
 * @param histories - from `historiesOf`; filter them for a cohort, a grid, a manager
 * @param policy - the stages; open and won ones in declared order are the path
 * @example
 * funnelConversion([], { stages: [{ id: 'lead', kind: 'open' }, { id: 'won', kind: 'won' }] }).stages[0].reached //=> 0
 */
export function funnelConversion(
  histories: readonly OpportunityHistory[],
  policy: Pick<FunnelPolicy, 'stages'>,
): FunnelConversion {
  const order = stageOrder(policy);
  const ends = histories.map((history) => ({
    rank: furthestRank(history, order),
    kind: order.kindOf(history.state.stage),
  }));
  const reachedBy = (rank: number): number => ends.filter((end) => end.rank >= rank).length;
  const stages = order.path.map((stage, rank): StageConversion => {
    const next = order.path[rank + 1] ?? null;
    const stopped = ends.filter((end) => end.rank === rank);
    const reached = reachedBy(rank);
    const converted = next === null ? 0 : reachedBy(rank + 1);
    const lost = stopped.filter(({ kind }) => kind === 'lost' || kind === 'left').length;
    return {
      stage,
      next,
      reached,
      converted,
      lost,
      open: stopped.filter(({ kind }) => kind === 'open').length,
      conversion: next === null ? unmeasured('notEstimable') : share({ count: converted, of: reached }),
    };
  });
  return {
    opportunities: histories.length,
    stages,
    overall: share({ count: reachedBy(order.path.length - 1), of: reachedBy(0) }),
  };
}

/** How closed deals ended. */
export interface WinRate {
  readonly won: number;
  readonly lost: number;
  readonly open: number;
  /** Of those decided: won ÷ (won + lost). */
  readonly ofClosed: Measured;
  /** Of all opened, open ones counted as not won. */
  readonly ofOpened: Measured;
}

/** The share of deals won; a customer who left later had been won. */
export function winRate(histories: readonly OpportunityHistory[], policy: Pick<FunnelPolicy, 'stages'>): WinRate {
  const { kindOf } = stageOrder(policy);
  const kinds = histories.map(({ state, visits }) =>
    visits.some(({ stage }) => kindOf(stage) === 'won') ? 'won' : kindOf(state.stage),
  );
  const won = kinds.filter((kind) => kind === 'won').length;
  const open = kinds.filter((kind) => kind === 'open').length;
  const lost = kinds.length - won - open;
  return {
    won,
    lost,
    open,
    ofClosed: share({ count: won, of: won + lost }),
    ofOpened: kinds.length === 0 ? unmeasured('emptyGroup') : measured(won / kinds.length),
  };
}

/** A conversion of the path: the move from one stage to the next, with what it is done by and what it asks for. */
export interface Conversion {
  readonly move: string;
  readonly from: string;
  readonly to: string;
  readonly techniques: readonly string[];
  readonly guards: readonly string[];
}

/** The conversions of a funnel: between six stages there are five; the second sale opens anew and is none of them. */
export function conversionsOf(policy: Pick<FunnelPolicy, 'stages' | 'moves'>): readonly Conversion[] {
  const { path, rankOf } = stageOrder(policy);
  return policy.moves.flatMap(({ id, from = [], to, techniques = [], guards = [] }) =>
    from
      .filter((stage) => to !== undefined && rankOf(stage) >= 0 && path[rankOf(stage) + 1] === to)
      .map((stage) => ({ move: id, from: stage, to: to!, techniques, guards })),
  );
}
