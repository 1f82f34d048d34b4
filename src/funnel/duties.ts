import { addDays } from '../core/calendar.js';
import { dayNumber } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import { checkIterable } from '../core/iterable.js';
import { stageOrder } from './history.js';
import type { OpportunityState } from './opportunity.js';
import type { FunnelPolicy, FunnelStage } from './policy.js';

/** Something due for an opportunity, for a scheduler to give to a person. */
export interface FunnelDuty {
  readonly opportunity: string;
  readonly account: string;
  /** `followUp` by the stage's cadence, `review` such as those for a second sale. */
  readonly kind: 'followUp' | 'review';
  readonly dueOn: string;
  /** 0 where it is not late. */
  readonly overdueDays: number;
}

/**
 * What the stage of an opportunity asks for: the next follow-up by its cadence, and reviews after entering it that were
 * not yet due when it was last touched.
 *
 * @param state - of the day: with the lapses that are due written into it (`dueEvents`)
 * @returns in order of the day
 * @throws InputError `unknownReference` for a stage that the policy does not know; `format` for a day that is none, `range` where a
 * duty would fall after the year 9999
 */
export function dutiesOf(
  state: OpportunityState,
  policy: Pick<FunnelPolicy, 'stages'>,
  asOf: string,
): readonly FunnelDuty[] {
  const { cadenceDays, reviewDays = [] } = stageOf(state, policy);
  const today = dayNumber(asOf, ['asOf']);
  const { opportunity, account } = state;
  const duty = (kind: FunnelDuty['kind'], dueOn: string): FunnelDuty => ({
    opportunity,
    account,
    kind,
    dueOn,
    overdueDays: Math.max(0, today - dayNumber(dueOn)),
  });
  const reviews = reviewDays
    .map((days) => addDays(state.enteredOn, days, ['enteredOn']))
    .filter((on) => on > state.touchedOn)
    .map((on) => duty('review', on));
  const followUps =
    cadenceDays === undefined ? [] : [duty('followUp', addDays(state.touchedOn, cadenceDays, ['touchedOn']))];
  return [...followUps, ...reviews].sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
}

function stageOf(state: OpportunityState, { stages }: Pick<FunnelPolicy, 'stages'>): FunnelStage {
  const found = stages.find(({ id }) => id === state.stage);
  if (found !== undefined) return found;
  const expected = `one of ${stages.map(({ id }) => id).join(', ')}`;
  throw new InputError([issue('unknownReference', ['stage'], expected, state.stage)], 'state');
}

/** An account as its opportunities make it. */
export interface AccountStage {
  readonly account: string;
  readonly stage: string;
  readonly openOpportunities: number;
  readonly wonOpportunities: number;
}

/**
 * The stage of each account, rolled up from its opportunities: won wherever one is, else the furthest open one, else
 * left, else lost. An account on net may hold open opportunities beside.
 *
 * @param states - of the day: with the lapses that are due written into them (`dueEvents`)
 * @returns by account, in the order of first appearance
 * @throws InputError `type` for what is no list, `unknownReference` for a stage that the policy does not know
 */
export function rollUpAccounts(
  states: Iterable<OpportunityState>,
  policy: Pick<FunnelPolicy, 'stages'>,
): readonly AccountStage[] {
  checkIterable(states, [], 'a list of states', 'states');
  const { kindOf, rankOf } = stageOrder(policy);
  const accounts = new Map<string, OpportunityState[]>();
  for (const state of states) accounts.set(state.account, [...(accounts.get(state.account) ?? []), state]);
  const weight = { lost: 0, left: 1, open: 2, won: 3 } as const;
  return [...accounts].map(([account, own]) => {
    const best = own.reduce((a, b) => {
      const by = weight[kindOf(b.stage)] - weight[kindOf(a.stage)] || rankOf(b.stage) - rankOf(a.stage);
      return by > 0 ? b : a;
    });
    const count = (kind: 'open' | 'won'): number => own.filter(({ stage }) => kindOf(stage) === kind).length;
    return { account, stage: best.stage, openOpportunities: count('open'), wonOpportunities: count('won') };
  });
}
