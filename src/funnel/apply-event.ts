import type { FunnelEvent, OpportunityState } from './opportunity.js';

/** A state that is still being written. */
export type WrittenState<S extends string> = { -readonly [K in keyof OpportunityState<S>]: OpportunityState<S>[K] };

/** Applies an event that fits; the decider's own events need no second check. */
export function apply<S extends string>(state: OpportunityState<S> | null, event: FunnelEvent<S>): OpportunityState<S> {
  if (state === null) return opened(event);
  const next = copyOf(state);
  change(next, event);
  return next;
}

/** The state that an opening makes. */
export function opened<S extends string>(event: FunnelEvent<S>): WrittenState<S> {
  return {
    schema: 1,
    opportunity: event.opportunity,
    account: event.account!,
    product: event.product ?? null,
    follows: event.follows ?? null,
    stage: event.to,
    revision: event.revision,
    openedOn: event.on,
    enteredOn: event.on,
    touchedOn: event.on,
    lastOn: event.on,
    reason: event.reason ?? null,
    value: event.value ?? null,
  };
}

/** Writes an event into a state in place. */
export function change<S extends string>(state: WrittenState<S>, event: FunnelEvent<S>): void {
  state.stage = event.to;
  state.revision = event.revision;
  state.lastOn = event.on;
  if (event.type !== 'lapsed') state.touchedOn = event.on;
  if (event.type !== 'recorded') {
    state.enteredOn = event.on;
    state.reason = event.reason ?? null;
  }
  state.value = event.value ?? state.value;
}

/** A state to write into. Key by key, so that all states have one hidden class, wherever they come from. */
export function copyOf<S extends string>(state: OpportunityState<S>): WrittenState<S> {
  return {
    schema: 1,
    opportunity: state.opportunity,
    account: state.account,
    product: state.product,
    follows: state.follows,
    stage: state.stage,
    revision: state.revision,
    openedOn: state.openedOn,
    enteredOn: state.enteredOn,
    touchedOn: state.touchedOn,
    lastOn: state.lastOn,
    reason: state.reason,
    value: state.value,
  };
}
