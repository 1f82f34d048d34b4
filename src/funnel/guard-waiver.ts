import { dayNumber, fromDayNumber } from '../core/day-number.js';
import { overrideOf } from '../core/decider.js';
import type { DecisionContext, Override } from '../core/decision.js';
import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import type { Excuse } from './requirement-set.js';

/** What an override in the funnel says: the guards that need not hold for one opportunity, or for claims on one account. */
export interface GuardWaiver {
  readonly waive: readonly string[];
}

/** `overrides` waive guards: subject is the opportunity (an opening's: the one to be opened), of a claim the account. */
export interface FunnelContext extends DecisionContext {
  readonly overrides?: readonly Override<GuardWaiver>[] | undefined;
}

/** The waiver that holds for a subject on the context's day. @throws InputError for one that waives no guard of the policy */
export function waiverOf(
  context: FunnelContext,
  subject: string | undefined,
  guards: ReadonlySet<string>,
): Override<GuardWaiver> | undefined {
  const found = overrideOf(context, subject);
  if (found === undefined) return undefined;
  const waive = (found.outcome as Partial<GuardWaiver> | null)?.waive;
  const odd = Array.isArray(waive) ? waive.find((id) => !guards.has(id)) : waive;
  if (Array.isArray(waive) && odd === undefined) return found as Override<GuardWaiver>;
  const expected = `a list of guards out of ${[...guards].join(', ')}`;
  const what = `override of ${subject} by ${found.by}`;
  throw new InputError([issue('unknownReference', ['outcome', 'waive'], expected, odd)], what);
}

/** Waivers as they come and go: one that holds today may have ended by the day on which the rest holds. */
export interface Waivers extends Excuse {
  /** The one that holds on a day; none where there are two, which are refused on their day. */
  readonly on: (day: number) => Override<GuardWaiver> | undefined;
}

/** The waivers of a subject on all days. */
export function waiversOf({ overrides = [] }: FunnelContext, subject: string | undefined): Waivers | undefined {
  const own = overrides.filter((override) => override.subject === subject);
  if (own.length === 0) return undefined;
  const on = (day: number): Override<GuardWaiver> | undefined => {
    const date = fromDayNumber(day);
    const holding = own.filter(({ from, until }) => (from === undefined || from <= date) && date <= until);
    return holding.length === 1 && Array.isArray(holding[0]!.outcome?.waive) ? holding[0] : undefined;
  };
  return {
    turns: own.flatMap(({ from, until }) => [...(from === undefined ? [] : [dayNumber(from)]), dayNumber(until) + 1]),
    covers: (requirement, day) => on(day)?.outcome.waive.includes(requirement) === true,
    on,
  };
}
