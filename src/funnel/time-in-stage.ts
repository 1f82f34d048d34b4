import { dayNumber } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import { aalenJohansen, type IncidencePoint } from '../statistics/competing-risks.js';
import { mean } from '../statistics/descriptive.js';
import type { Measured } from '../statistics/measured.js';
import { kaplanMeier, type SurvivalInterval, type SurvivalPoint, survivalQuantile } from '../statistics/survival.js';
import { type OpportunityHistory, stageOrder } from './history.js';
import type { FunnelPolicy } from './policy.js';

/** How a stay in a stage can end. */
export type StageExit = 'advanced' | 'wentBack' | 'lost';

/** The stays in a stage as lifetimes: days, and how each ended; `null` for one that goes on and is only known so far. */
export interface StageTimes {
  readonly days: readonly number[];
  readonly exits: readonly (StageExit | null)[];
}

/** How long opportunities stay in a stage. */
export interface TimeInStage extends StageTimes {
  readonly visits: number;
  /** Still there on the day, so their time is a lower bound. */
  readonly censored: number;
  /** Days by which half have left, by whatever way; undefined where half have not. */
  readonly medianDays: Measured;
  /** Share still there by days. */
  readonly staying: Measured<readonly SurvivalPoint[]>;
  /** Share that has advanced, gone back and been lost by days: losses compete, a lost deal cannot advance. */
  readonly leaving: Measured<readonly IncidencePoint[]>;
}

const exits: readonly StageExit[] = ['advanced', 'wentBack', 'lost'];

/**
 * Time in a stage with open deals censored and losses competing: counting finished stays alone would make every stage
 * look faster than it is.
 *
 * @param asOf - the day up to which the histories are known; events after it are refused
 * @param options - `confidence` as 0.95, and the scale of the interval
 * @throws InputError `range` for a stay that begins or ends after `asOf`
 */
export function timeInStage(
  histories: readonly OpportunityHistory[],
  policy: Pick<FunnelPolicy, 'stages'>,
  stage: string,
  asOf: string,
  options: { readonly confidence: number; readonly scale: SurvivalInterval },
): TimeInStage {
  const times = stageTimes(histories, policy, stage, asOf);
  const { days: time, exits: cause } = times;
  const staying = kaplanMeier(
    { time, event: cause.map((exit) => Number(exit !== null)) },
    options.confidence,
    options.scale,
  );
  return {
    ...times,
    visits: time.length,
    censored: cause.filter((exit) => exit === null).length,
    medianDays: staying.value === undefined ? staying : survivalQuantile(staying.value, 0.5),
    staying,
    leaving: aalenJohansen({ time, cause }, exits),
  };
}

/**
 * The stays in a stage, to compare groups with a log-rank test or feed another estimator.
 *
 * @throws InputError as {@link timeInStage}
 */
export function stageTimes(
  histories: readonly OpportunityHistory[],
  policy: Pick<FunnelPolicy, 'stages'>,
  stage: string,
  asOf: string,
): StageTimes {
  const { rankOf, kindOf } = stageOrder(policy);
  kindOf(stage);
  const end = dayNumber(asOf, ['asOf']);
  const visits = histories.flatMap((history) => history.visits.filter((visit) => visit.stage === stage));
  const last = visits.reduce((day, { from, until }) => ((until ?? from) > day ? (until ?? from) : day), asOf);
  if (last > asOf) throw new InputError([issue('range', ['asOf'], `${last} or later, the last event`, asOf)]);
  return {
    days: visits.map(({ from, until }) => (until === null ? end : dayNumber(until)) - dayNumber(from)),
    exits: visits.map(({ leftTo }) => {
      if (leftTo === null) return null;
      const kind = kindOf(leftTo);
      if (kind === 'lost' || kind === 'left') return 'lost';
      return rankOf(leftTo) > rankOf(stage) ? 'advanced' : 'wentBack';
    }),
  };
}

/** Days from opening to the end of a deal. */
export interface CycleTime {
  readonly deals: number;
  readonly meanDays: Measured;
}

/** How long deals of one ending took, from opening to that ending. Say which: won deals take longer than lost ones. */
export function cycleTime(
  histories: readonly OpportunityHistory[],
  policy: Pick<FunnelPolicy, 'stages'>,
  ending: 'won' | 'lost' | 'closed',
): CycleTime {
  const { kindOf } = stageOrder(policy);
  const days = histories.flatMap(({ state, visits }) => {
    const last = visits.find(({ stage }) => {
      const kind = kindOf(stage);
      return ending === 'closed' ? kind !== 'open' : kind === ending;
    });
    return last === undefined ? [] : [dayNumber(last.from) - dayNumber(state.openedOn)];
  });
  return { deals: days.length, meanDays: mean(days) };
}
