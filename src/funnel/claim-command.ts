import { isDate } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { type Issue, issue } from '../core/issue.js';
import { refuseFaults } from '../core/row-check.js';
import { withoutNulls } from '../core/without-nulls.js';

/** What a person or system asks for; in JSON, what it leaves out may be `null`. Only `act` with a catalogue action and one of its outcomes renews. */
export type ClaimCommand<A extends string = string> = {
  /** The revision that the person saw; refused as a conflict where the ledger has moved on. 0 for none. */
  readonly expectedRevision?: number | undefined;
} & (
  | { readonly type: 'claimTeam' | 'releaseTeam'; readonly team: string }
  | {
      readonly type: 'register';
      readonly person: string;
      readonly role?: string | undefined;
      readonly team?: string | undefined;
    }
  | {
      readonly type: 'act';
      readonly person: string;
      /** Of the catalogue, or anything else, which is noted and renews nothing. */
      readonly action: A | (string & {});
      readonly outcome?: string | undefined;
    }
  | { readonly type: 'release'; readonly person: string; readonly reason?: string | undefined }
  | {
      readonly type: 'transfer';
      /** Who takes over. */
      readonly person: string;
      readonly role?: string | undefined;
      readonly team?: string | undefined;
      readonly reason: string;
    }
  | { readonly type: 'protect'; readonly person: string; readonly contractEnd: string }
);

const neededTexts: Readonly<Record<ClaimCommand['type'], readonly string[]>> = {
  claimTeam: ['team'],
  releaseTeam: ['team'],
  register: ['person'],
  act: ['person', 'action'],
  release: ['person'],
  transfer: ['person', 'reason'],
  protect: ['person', 'contractEnd'],
};

/**
 * A command that can be read; one of unknown type is no fault but refused. What it lacks may be `null` too.
 *
 * @throws InputError with every fault
 */
export function readClaimCommand(given: ClaimCommand): ClaimCommand {
  if (typeof given !== 'object' || given === null || typeof given.type !== 'string')
    throw new InputError([issue('type', ['type'], 'a command { type, … }', given)], 'command');
  if (!Object.hasOwn(neededTexts, given.type)) return given;
  const command = withoutNulls(given);
  refuseFaults(commandFaults(command), 'command');
  return command;
}

function commandFaults(command: ClaimCommand): readonly Issue[] {
  const given = command as Readonly<Record<string, unknown>>;
  const faults = neededTexts[command.type].flatMap((key) =>
    typeof given[key] === 'string' && given[key] !== '' ? [] : [issue('missing', [key], 'a text', given[key])],
  );
  for (const key of ['role', 'team', 'outcome', 'reason']) {
    if (given[key] !== undefined && typeof given[key] !== 'string')
      faults.push(issue('type', [key], 'a text', given[key]));
  }
  if (command.type === 'protect' && faults.length === 0 && !isDate(command.contractEnd))
    faults.push(issue('format', ['contractEnd'], 'a calendar date YYYY-MM-DD', command.contractEnd));
  const { expectedRevision } = command;
  if (expectedRevision !== undefined && !Number.isSafeInteger(expectedRevision))
    faults.push(issue('type', ['expectedRevision'], 'a whole number', expectedRevision));
  return faults;
}
