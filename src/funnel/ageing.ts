import { dayNumber } from '../core/day-number.js';
import type { Funnel } from './advance.js';
import { apply } from './apply-event.js';
import { type OpportunityHistory, stageOrder } from './history.js';
import type { FunnelCommand, OpportunityState } from './opportunity.js';
import type { FunnelPolicy } from './policy.js';

/** How old a deal is in its stage, what holds it up and who has to act. */
export interface Ageing {
  readonly opportunity: string;
  readonly account: string;
  readonly stage: string;
  readonly daysInStage: number;
  /** Days beyond the stage's norm; 0 within it, `null` where the policy sets none. */
  readonly overNormDays: number | null;
  /** Days beyond the stage's cadence since the last touch; 0 within it, `null` where the policy sets none. */
  readonly overdueDays: number | null;
  readonly stalled: boolean;
  /** Every gate of the ways forward that is not met, with the role that has to act. */
  readonly blockers: readonly { readonly guard: string; readonly owner: string | null }[];
}

/**
 * Open deals with their age, the longest over its norm first: the work list of stalled deals. A lapse that is due has taken its deal on,
 * whether anybody wrote it down or not.
 *
 * @param deals - stored state and the facts that its guards test
 * @param context - with `command`, what a command would say (technique, role), so that only real gates count as blockers
 */
export function ageing<Facts>(
  funnel: Pick<Funnel<Facts>, 'movesFrom' | 'dueEvents'> & {
    readonly policy: Pick<FunnelPolicy, 'stages' | 'guards' | 'moves'>;
  },
  deals: readonly { readonly state: OpportunityState; readonly facts: Facts }[],
  context: { readonly asOf: string; readonly command?: Omit<FunnelCommand, 'type'> | undefined },
): readonly Ageing[] {
  const { policy } = funnel;
  const order = stageOrder(policy);
  const owners = new Map(policy.guards.map(({ id, owner }) => [id, owner ?? null]));
  const asOf = dayNumber(context.asOf, ['asOf']);
  const rows = deals
    .map(({ state, facts }) => ({ state: funnel.dueEvents(state, { asOf: context.asOf }).reduce(apply, state), facts }))
    .filter(({ state }) => order.kindOf(state.stage) === 'open')
    .map(({ state, facts }): Ageing => {
      const { normDays, cadenceDays } = policy.stages.find(({ id }) => id === state.stage)!;
      const daysInStage = asOf - dayNumber(state.enteredOn);
      const beyond = (days: number, norm: number | undefined) => (norm === undefined ? null : Math.max(0, days - norm));
      const overNormDays = beyond(daysInStage, normDays);
      const forward = new Set(
        policy.moves
          .filter(({ from, to }) => from?.includes(state.stage) && to !== undefined)
          .filter(({ to }) => order.rankOf(to!) > order.rankOf(state.stage))
          .map(({ on }) => on),
      );
      const unmet = funnel
        .movesFrom({ state, facts, command: context.command }, { asOf: context.asOf })
        .filter(({ command }) => forward.has(command))
        .flatMap(({ unmet: guards }) => guards);
      return {
        opportunity: state.opportunity,
        account: state.account,
        stage: state.stage,
        daysInStage,
        overNormDays,
        overdueDays: beyond(asOf - dayNumber(state.touchedOn), cadenceDays),
        stalled: overNormDays !== null && overNormDays > 0,
        blockers: [...new Set(unmet)].map((guard) => ({ guard, owner: owners.get(guard) ?? null })),
      };
    });
  return rows.sort(
    (a, b) => (b.overNormDays ?? -1) - (a.overNormDays ?? -1) || (a.opportunity < b.opportunity ? -1 : 1),
  );
}

/**
 * Open deals that are older than any deal that was ever closed: a sign that nobody keeps the record, or that the sale
 * is dead and nobody said so.
 */
export function olderThanAnyClosed(
  histories: readonly OpportunityHistory[],
  policy: Pick<FunnelPolicy, 'stages'>,
  asOf: string,
): { readonly longestClosedDays: number | null; readonly opportunities: readonly string[] } {
  const { kindOf } = stageOrder(policy);
  const end = dayNumber(asOf, ['asOf']);
  let longest: number | null = null;
  for (const { state, visits } of histories) {
    const closed = visits.find(({ stage }) => kindOf(stage) !== 'open');
    if (closed !== undefined) longest = Math.max(longest ?? 0, dayNumber(closed.from) - dayNumber(state.openedOn));
  }
  const limit = longest;
  const opportunities = histories
    .filter(({ state }) => limit !== null && kindOf(state.stage) === 'open' && end - dayNumber(state.openedOn) > limit)
    .map(({ state }) => state.opportunity);
  return { longestClosedDays: longest, opportunities };
}
