import { fromDayNumber } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { checkMoney } from '../core/exact-amount.js';
import { type Issue, issue } from '../core/issue.js';
import { unopened } from './machine.js';
import type { FunnelCommand, OpportunityState } from './opportunity.js';
import { readDay } from './read-day.js';

const texts = ['by', 'role', 'technique', 'reason'] as const;

/** Checks the shape of a command. @throws InputError with every fault */
export function checkCommand(command: FunnelCommand): void {
  if (typeof command !== 'object' || command === null || typeof command.type !== 'string') {
    throw new InputError([issue('type', ['type'], 'a command { type, … }', command)], 'command');
  }
  const { by, role, technique, reason, value, expectedRevision } = command;
  if (
    (by === undefined || typeof by === 'string') &&
    (role === undefined || typeof role === 'string') &&
    (technique === undefined || typeof technique === 'string') &&
    (reason === undefined || typeof reason === 'string') &&
    value === undefined &&
    (expectedRevision === undefined || Number.isSafeInteger(expectedRevision))
  )
    return;
  const faults: Issue[] = texts.flatMap((key) =>
    command[key] === undefined || typeof command[key] === 'string'
      ? []
      : [issue('type', [key], 'a text', command[key])],
  );
  if (value !== undefined) faults.push(...checkMoney(value, ['value']));
  if (expectedRevision !== undefined && !Number.isSafeInteger(expectedRevision))
    faults.push(issue('type', ['expectedRevision'], 'a whole number', expectedRevision));
  if (faults.length > 0) throw new InputError(faults, 'command');
}

/**
 * Checks a stored state against the policy's stages and the day.
 *
 * @returns the position of its stage; {@link unopened} for no state
 * @throws InputError; `order` for a day already past
 */
export function checkState(state: OpportunityState | null, stages: ReadonlyMap<string, number>, asOf: number): number {
  if (state === null) return unopened;
  if (typeof state !== 'object')
    throw new InputError([issue('type', [], 'a state, or null before the opportunity is opened', state)], 'state');
  if (state.schema !== 1)
    throw new InputError([issue('unknownReference', ['schema'], 'version 1', state.schema)], 'state');
  const at = stages.get(state.stage);
  if (at === undefined) {
    const expected = `one of ${[...stages.keys()].join(', ')}`;
    throw new InputError([issue('unknownReference', ['stage'], expected, state.stage)], 'state');
  }
  if (!Number.isSafeInteger(state.revision) || state.revision < 1)
    throw new InputError([issue('type', ['revision'], 'a whole number from 1', state.revision)], 'state');
  const lastOn = readDay(state.lastOn, 'lastOn');
  if (asOf < lastOn) {
    const expected = `${state.lastOn} or later, when it last changed`;
    throw new InputError([issue('order', ['asOf'], expected, fromDayNumber(asOf))], 'command');
  }
  return at;
}
