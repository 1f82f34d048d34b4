import { fromDayNumber } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { checkMoney } from '../core/exact-amount.js';
import { type Issue, issue } from '../core/issue.js';
import { refuseFaults } from '../core/row-check.js';
import { withoutNulls } from '../core/without-nulls.js';
import { unopened } from './machine.js';
import type { FunnelCommand, OpportunityState } from './opportunity.js';
import { readDay } from './read-day.js';

const texts = ['by', 'role', 'technique', 'reason'] as const;

/** The input with a command that can be read; what a command lacks may be `null` too. @throws InputError with every fault */
export function readInput<Input extends { readonly command: FunnelCommand }>(input: Input): Input {
  const given = input?.command;
  if (typeof given !== 'object' || given === null || typeof given.type !== 'string') {
    throw new InputError([issue('type', ['type'], 'a command { type, … }', given)], 'command');
  }
  if (isPlain(given)) return input;
  const command = withoutNulls(given);
  refuseFaults(commandFaults(command), 'command');
  return command === given ? input : { ...input, command };
}

/** Whether all that a command says is of its kind, an amount apart: the quick way, as most are. */
function isPlain({ by, role, technique, reason, value, expectedRevision }: FunnelCommand): boolean {
  return (
    (by === undefined || typeof by === 'string') &&
    (role === undefined || typeof role === 'string') &&
    (technique === undefined || typeof technique === 'string') &&
    (reason === undefined || typeof reason === 'string') &&
    value === undefined &&
    (expectedRevision === undefined || Number.isSafeInteger(expectedRevision))
  );
}

function commandFaults(command: FunnelCommand): readonly Issue[] {
  const { value, expectedRevision } = command;
  return [
    ...texts.flatMap((key) =>
      command[key] === undefined || typeof command[key] === 'string'
        ? []
        : [issue('type', [key], 'a text', command[key])],
    ),
    ...(value === undefined ? [] : checkMoney(value, ['value'])),
    ...(expectedRevision === undefined || Number.isSafeInteger(expectedRevision)
      ? []
      : [issue('type', ['expectedRevision'], 'a whole number', expectedRevision)]),
  ];
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
