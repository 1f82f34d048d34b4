import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import type { FunnelCommand, FunnelEvent, OpportunityState } from './opportunity.js';
import type { FunnelMove } from './policy.js';

/** The event of an accepted command. */
export function eventOf(
  move: FunnelMove,
  state: OpportunityState | null,
  command: FunnelCommand,
  on: string,
): FunnelEvent {
  const event: Draft<FunnelEvent> = {
    schema: 1,
    type: state === null ? 'opened' : move.to === undefined ? 'recorded' : 'moved',
    opportunity: state === null ? command.opens!.opportunity : state.opportunity,
    revision: state === null ? 1 : state.revision + 1,
    on,
    move: move.id,
    from: state === null ? null : state.stage,
    to: move.to ?? state!.stage,
  };
  if (state === null) {
    const { account, product, follows } = command.opens!;
    event.account = account;
    if (product !== undefined) event.product = product;
    if (follows !== undefined) event.follows = follows;
  }
  // One by one, because spreading optional keys costs more than the rest of the decision.
  if (command.by !== undefined) event.by = command.by;
  if (command.role !== undefined) event.role = command.role;
  if (command.technique !== undefined) event.technique = command.technique;
  if (command.reason !== undefined) event.reason = command.reason;
  if (command.value !== undefined) event.value = command.value;
  return event;
}

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** An opening has to name what it opens. @throws InputError `missing` */
export function checkOpening({ opens }: FunnelCommand): void {
  for (const key of ['opportunity', 'account'] as const) {
    if (typeof opens?.[key] !== 'string')
      throw new InputError([issue('missing', ['opens', key], 'the id of what is opened', opens?.[key])], 'command');
  }
}
