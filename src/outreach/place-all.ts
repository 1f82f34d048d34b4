import { readMinuteOfDay } from '../core/time-of-day.js';
import type { OutreachAction } from './action.js';
import type { DraftTouch } from './draft.js';
import type { Horizon } from './horizon.js';
import type { Board, Need } from './placement.js';
import type { Touch } from './plan.js';
import type { ContactPolicy } from './policy.js';
import type { OutreachAccount } from './roster.js';
import { earliestDay, type Failure, findPlace, windowOf } from './search.js';
import type { Staffing } from './staffing.js';

/** What a plan is worked out on. */
export interface Work {
  readonly policy: ContactPolicy;
  readonly horizon: Horizon;
  readonly staffing: Staffing;
  readonly board: Board;
  readonly accounts: ReadonlyMap<string, OutreachAccount>;
}

/** An action without a place. */
export interface Open extends Failure {
  readonly need: Need;
  /** Position of the first day on which it would fit into the finished plan. */
  readonly earliest: number | null;
}

/**
 * Gives every action its day, in order; returns those that have none. Touches of the previous plan come first, and what
 * found no place in its turn is asked once more at the end: a touch that came after it may take it along.
 */
export function placeAll(
  actions: readonly OutreachAction[],
  previous: ReadonlyMap<string, Touch>,
  work: Work,
): readonly Open[] {
  const { policy, horizon, staffing, board } = work;
  const channelAt = new Map(policy.channels.map(({ id }, at) => [id, at]));
  const needs = actions.map((action) => needOf(action, work, channelAt));
  const familiar = new Map<string, number>();
  const place = (need: Need): Failure | undefined => {
    const window = windowOf(need, policy, horizon);
    const found = findPlace(need, window, board, staffing, horizon, familiar.get(need.account.id));
    if ('because' in found) return found;
    familiar.set(need.account.id, board.commit(need, found).person);
    return undefined;
  };

  const kept = keepAll(needs, previous, work);
  const fresh = needs.filter((need) => {
    const touch = kept.get(need);
    if (touch !== undefined) familiar.set(need.account.id, touch.person);
    return touch === undefined;
  });
  let open = fresh.flatMap((need) => {
    const failure = place(need);
    return failure === undefined ? [] : [{ ...failure, need }];
  });
  for (let before = -1; open.length !== before; ) {
    before = open.length;
    open = open.filter(({ need }) => !board.hasTouchOf(need.account.id) || place(need) !== undefined);
  }
  // Asked for by the time that the plan is in force, when its touches are moved no more.
  for (const draft of board.drafts) draft.isKept ||= draft.day < policy.keepWorkingDays;
  return open.map((failure) => ({
    ...failure,
    earliest: earliestDay(failure.need, windowOf(failure.need, policy, horizon), board, staffing, horizon),
  }));
}

function needOf(
  action: OutreachAction,
  { policy, horizon, accounts }: Work,
  channelAt: ReadonlyMap<string, number>,
): Need {
  const channel = channelAt.get(action.channel)!;
  const wanted = policy.offDays === 'earlier' ? horizon.onOrBefore(action.due) : horizon.onOrAfter(action.due);
  return {
    action,
    account: accounts.get(action.account)!,
    channel,
    minutes: action.minutes ?? policy.channels[channel]!.minutes,
    wanted,
  };
}

/** Gives actions the places that they had. What a touch takes along comes after what it is made for, and may not stand without it. */
function keepAll(
  needs: readonly Need[],
  previous: ReadonlyMap<string, Touch>,
  work: Work,
): ReadonlyMap<Need, DraftTouch> {
  const had = needs.flatMap((need) => {
    const touch = previous.get(need.action.id);
    return touch?.account === need.action.account
      ? [{ need, touch, isOwn: touch.channel === need.action.channel }]
      : [];
  });
  const places = new Map<Need, DraftTouch>();
  const again = new Map<Touch, DraftTouch>();
  for (const { need, touch } of had.sort((a, b) => Number(b.isOwn) - Number(a.isOwn))) {
    const kept = keep(need, touch, again.get(touch), work);
    if (kept === undefined) continue;
    places.set(need, kept);
    again.set(touch, kept);
  }
  return places;
}

/** Gives an action the place that it had, if its wanted day is the same and the place is still possible. */
function keep(need: Need, previous: Touch, touch: DraftTouch | undefined, work: Work): DraftTouch | undefined {
  const { policy, horizon, staffing, board } = work;
  const { action } = need;
  const day = horizon.onOrAfter(previous.date);
  const limit = Math.min(policy.keepWorkingDays, horizon.length);
  if (day < 0 || day >= limit || horizon.dateAt(day) !== previous.date) return undefined;
  if (previous.topics.find((topic) => topic.action === action.id)?.due !== action.due) return undefined;
  const window = windowOf(need, policy, horizon);
  if (day < window.first || day > window.last) return undefined;
  const candidates = staffing.candidates(action, need.account);
  const person = staffing.positionOf.get(previous.person);
  if (typeof candidates === 'string' || person === undefined) return undefined;
  // Whom a stand-in stood in for is asked first, so that nothing but the world changes what a plan says.
  const asked = staffing.positionOf.get(previous.standInFor ?? previous.person)!;
  const isThere = (one: number): boolean => staffing.present(one, day, action) === person;
  const candidate = candidates.includes(asked) && isThere(asked) ? asked : candidates.find(isThere);
  if (candidate === undefined) return undefined;
  const place = board.fit(need, candidate, day, { start: readMinuteOfDay(previous.time), touch });
  if (typeof place === 'string') return undefined;
  return board.commit(need, place);
}
