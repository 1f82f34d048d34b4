import { isDate } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import type { ClaimLedger } from './ledger.js';

/** What a person or system asks for. Only `act` with a catalogue action and one of its outcomes renews. */
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

/** Checks a stored ledger against the day. @throws InputError; `order` for a day already past */
export function checkLedger(ledger: ClaimLedger, asOf: string): void {
  if (typeof ledger !== 'object' || ledger === null || typeof ledger.account !== 'string')
    throw new InputError([issue('type', [], 'a ledger, see emptyLedger', ledger)], 'ledger');
  if (ledger.schema !== 1)
    throw new InputError([issue('unknownReference', ['schema'], 'version 1', ledger.schema)], 'ledger');
  const { lastOn, owner } = ledger;
  if (lastOn !== null && !isDate(lastOn))
    throw new InputError([issue('format', ['lastOn'], 'a calendar date YYYY-MM-DD', lastOn)], 'ledger');
  if (owner !== null && !isDate(owner.validUntil))
    throw new InputError(
      [issue('format', ['owner', 'validUntil'], 'a calendar date YYYY-MM-DD', owner.validUntil)],
      'ledger',
    );
  if (lastOn !== null && asOf < lastOn)
    throw new InputError([issue('order', ['asOf'], `${lastOn} or later, when it last changed`, asOf)], 'command');
}

const neededTexts: Readonly<Record<ClaimCommand['type'], readonly string[]>> = {
  claimTeam: ['team'],
  releaseTeam: ['team'],
  register: ['person'],
  act: ['person', 'action'],
  release: ['person'],
  transfer: ['person', 'reason'],
  protect: ['person', 'contractEnd'],
};

/** Checks the shape of a command; one of unknown type is no fault but refused. @throws InputError with every fault */
export function checkClaimCommand(command: ClaimCommand): void {
  if (typeof command !== 'object' || command === null || typeof command.type !== 'string')
    throw new InputError([issue('type', ['type'], 'a command { type, … }', command)], 'command');
  if (!Object.hasOwn(neededTexts, command.type)) return;
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
  if (faults.length > 0) throw new InputError(faults, 'command');
}
