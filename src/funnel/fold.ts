import { isDate } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import { checkIterable } from '../core/iterable.js';
import { apply, change, copyOf, opened, type WrittenState } from './apply-event.js';
import type { FunnelEvent, OpportunityState } from './opportunity.js';

/**
 * The state after one more event.
 *
 * @param state - the state before, or `null` before the first event
 * @param event - the next event: `revision` one higher, not earlier than the last one
 * @throws InputError `order` out of order or with a gap; `duplicate` already applied; `conflict` for another
 * opportunity or from another stage; `unknownReference` for an unknown type or version. Nothing is half-applied.
 * @example
 * const opened = { schema: 1, type: 'opened', opportunity: 'o1', account: 'a1', revision: 1, on: '2012-03-01', move: 'find', from: null, to: 'target' } as const;
 * evolve(null, opened).stage //=> 'target'
 */
export function evolve<S extends string>(
  state: OpportunityState<S> | null,
  event: FunnelEvent<S>,
): OpportunityState<S> {
  const fault = faultOf(state, event, undefined, isDate);
  if (fault !== undefined) throw new InputError([fault], 'event');
  return apply(state, event);
}

/** Options of a fold. */
export interface FoldOptions<S extends string> {
  /** A state built from the first events; those it already holds are passed over. `null`, the state of no events, is none. */
  readonly snapshot?: OpportunityState<S> | null | undefined;
  /** Turns an event of an earlier version into today's: a pure function, called for every event. */
  readonly upgrade?: ((event: unknown) => FunnelEvent<S>) | undefined;
}

/**
 * Builds one opportunity's state from its events, which must be in order.
 *
 * @returns the state; `null` where there are neither events nor a snapshot
 * @throws InputError as {@link evolve}, with the position of the event; `type` for what is no list
 * @example
 * fold([]) //=> null
 */
export function fold<S extends string>(
  events: Iterable<FunnelEvent<S>>,
  options: FoldOptions<S> = {},
): OpportunityState<S> | null {
  const { snapshot = null, upgrade } = options;
  checkIterable(events, [], 'a list of events', 'events');
  const check = positionChecker();
  let state: WrittenState<S> | null = snapshot === null ? null : copyOf(snapshot);
  let position = 0;
  for (const given of events) {
    const event = upgrade === undefined ? given : upgrade(given);
    if (snapshot === null || !isHeld(snapshot, event)) {
      check(state, event, position);
      if (state === null) state = opened(event);
      else change(state, event);
    }
    position += 1;
  }
  return state;
}

/**
 * Builds the states of many opportunities from one stream of events; each opportunity's own events must be in order.
 *
 * @returns states by opportunity, in the order of first appearance
 * @throws InputError as {@link evolve}, with the position of the event
 */
export function foldAll<S extends string>(
  events: Iterable<FunnelEvent<S>>,
  options: Pick<FoldOptions<S>, 'upgrade'> & {
    readonly snapshots?: Iterable<OpportunityState<S>> | undefined;
  } = {},
): Map<string, OpportunityState<S>> {
  checkIterable(events, [], 'a list of events', 'events');
  const states = new Map<string, WrittenState<S>>();
  const held = new Map<string, OpportunityState<S>>();
  for (const snapshot of options.snapshots ?? []) {
    states.set(snapshot.opportunity, copyOf(snapshot));
    held.set(snapshot.opportunity, snapshot);
  }
  const check = positionChecker();
  let position = 0;
  for (const given of events) {
    const event = options.upgrade === undefined ? given : options.upgrade(given);
    const snapshot = held.size === 0 ? undefined : held.get(event?.opportunity);
    if (snapshot === undefined || !isHeld(snapshot, event)) {
      const state = states.get(event?.opportunity);
      check(state ?? null, event, position);
      // The states are this fold's own until it returns them, so each is written in place, not once per event.
      if (state === undefined) states.set(event.opportunity, opened(event));
      else change(state, event);
    }
    position += 1;
  }
  return states;
}

/** Whether a snapshot holds an event already; what is no event of its opportunity is left to the check. */
function isHeld({ opportunity, revision }: OpportunityState, event: FunnelEvent): boolean {
  return event?.opportunity === opportunity && event.revision >= 1 && event.revision <= revision;
}

/** Refuses the event at a position of a list that does not come next. Dates repeat in it, so the last is remembered. */
export function positionChecker(): (state: OpportunityState | null, event: FunnelEvent, position: number) => void {
  let last: unknown;
  const isKnownDate = (on: unknown): boolean => {
    if (on === last && last !== undefined) return true;
    if (!isDate(on)) return false;
    last = on;
    return true;
  };
  return (state, event, position) => {
    const fault = faultOf(state, event, position, isKnownDate);
    if (fault !== undefined) throw new InputError([fault], 'events');
  };
}

const eventTypes: readonly unknown[] = ['opened', 'moved', 'recorded', 'lapsed'] satisfies FunnelEvent['type'][];

function faultOf(
  state: OpportunityState | null,
  event: FunnelEvent,
  position: number | undefined,
  isDay: (on: unknown) => boolean,
): Issue | undefined {
  const at = (...keys: readonly string[]): Path => (position === undefined ? keys : [position, ...keys]);
  if (typeof event !== 'object' || event === null) return issue('type', at(), 'an event', event);
  if (event.schema !== 1) return issue('unknownReference', at('schema'), 'version 1, or an upgrade', event.schema);
  if (!eventTypes.includes(event.type)) {
    return issue('unknownReference', at('type'), `one of ${eventTypes.join(', ')}`, event.type);
  }
  if (typeof event.opportunity !== 'string') return issue('type', at('opportunity'), 'an id', event.opportunity);
  const sequence = state?.revision ?? 0;
  if (state !== null && event.opportunity !== state.opportunity) {
    return issue('conflict', at('opportunity'), `an event of ${state.opportunity}`, event.opportunity);
  }
  if (event.revision !== sequence + 1) {
    const code = event.revision <= sequence ? 'duplicate' : 'order';
    return issue(code, at('revision'), `revision ${sequence + 1} next`, event.revision);
  }
  if (!isDay(event.on)) return issue('format', at('on'), 'a calendar date YYYY-MM-DD', event.on);
  if (state !== null && event.on < state.lastOn) return issue('order', at('on'), `${state.lastOn} or later`, event.on);
  if (event.from !== (state?.stage ?? null)) {
    return issue('conflict', at('from'), `the present stage, ${state?.stage ?? 'none'}`, event.from);
  }
  if (typeof event.to !== 'string') return issue('type', at('to'), 'a stage', event.to);
  if ((event.type === 'opened') !== (state === null)) {
    return issue('order', at('type'), state === null ? 'opened first' : 'opened only once', event.type);
  }
  if (state === null && typeof event.account !== 'string') {
    return issue('missing', at('account'), 'the account that the opportunity is of', event.account);
  }
  return undefined;
}
