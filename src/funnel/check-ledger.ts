import { InputError } from '../core/errors.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import { checkDay, checkUnits } from '../core/row-check.js';
import type { ClaimLedger, Ownership } from './ledger.js';

/** Checks a stored ledger against the day. @throws InputError with every fault; `order` for a day already past */
export function checkLedger(ledger: ClaimLedger, asOf: string): void {
  if (typeof ledger !== 'object' || ledger === null || typeof ledger.account !== 'string')
    throw new InputError([issue('type', [], 'a ledger, see emptyLedger', ledger)], 'ledger');
  if (ledger.schema !== 1)
    throw new InputError([issue('unknownReference', ['schema'], 'version 1', ledger.schema)], 'ledger');
  const { revision, lastOn, team, owner, former } = ledger;
  const faults = [
    ...checkUnits(revision, ['revision']),
    ...(lastOn === null ? [] : checkDay(lastOn, ['lastOn'])),
    ...(team === null ? [] : entryIssues(['team'], team, ['id'], ['since'])),
    ...(owner === null ? [] : ownerIssues(owner)),
    ...(Array.isArray(former)
      ? former.flatMap((one, at) => entryIssues(['former', at], one, ['person', 'because'], ['endedOn']))
      : [issue('type', ['former'], 'a list', former)]),
  ];
  if (faults.length > 0) throw new InputError(faults, 'ledger');
  if (lastOn !== null && asOf < lastOn)
    throw new InputError([issue('order', ['asOf'], `${lastOn} or later, when it last changed`, asOf)], 'command');
}

function ownerIssues(owner: Ownership): readonly Issue[] {
  const faults = entryIssues(['owner'], owner, ['person'], ['registeredOn', 'validUntil']);
  const { protectedUntil: until = null, role = null } = owner ?? {};
  return [
    ...faults,
    ...(role === null || typeof role === 'string' ? [] : [issue('type', ['owner', 'role'], 'a text, or null', role)]),
    ...(until === null ? [] : checkDay(until, ['owner', 'protectedUntil'])),
  ];
}

function entryIssues(path: Path, entry: unknown, texts: readonly string[], dates: readonly string[]): readonly Issue[] {
  if (typeof entry !== 'object' || entry === null) return [issue('type', path, 'an entry, or null for none', entry)];
  const given = entry as Readonly<Record<string, unknown>>;
  return [
    ...texts.flatMap((key) =>
      typeof given[key] === 'string' ? [] : [issue('type', [...path, key], 'a text', given[key])],
    ),
    ...dates.flatMap((key) => checkDay(given[key], [...path, key])),
  ];
}
