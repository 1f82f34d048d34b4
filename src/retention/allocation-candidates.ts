import { currencyScale, isCurrency } from '../core/currency.js';
import { InputError, LimitError } from '../core/errors.js';
import { checkMoney, type Money } from '../core/exact-amount.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import { minorUnits } from '../core/money.js';
import { multiplyDivideRounded } from '../core/rounding.js';
import { powerOfTen, readScaled, readScaledBig, scaledFromNumber } from '../core/scaled.js';
import type { Allocation, AllocationCandidate, AllocationLimits, AllocationRejection } from './allocation.js';
import { withoutDuplicates } from './candidate-duplicates.js';

/** A sound candidate in minor units. */
export interface AllocationOption {
  readonly id: string;
  readonly subject: string;
  readonly net: number;
  readonly cost: number;
  readonly price: boolean;
  readonly uses: ReadonlyMap<string, number>;
}

/** What can be chosen from, what cannot, and the budget. */
export interface AllocationReading {
  readonly options: readonly AllocationOption[];
  readonly rejected: Allocation['rejected'];
  readonly budget: number;
}

/** Reads candidates and limits. @throws InputError with every fault, LimitError beyond 2^53 minor units */
export function readCandidates(candidates: Iterable<AllocationCandidate>, limits: AllocationLimits): AllocationReading {
  const { currency } = (limits ?? {}) as AllocationLimits;
  const faults: Issue[] = [];
  if (!isCurrency(currency))
    throw new InputError([issue('currency', ['currency'], 'an ISO 4217 currency code', currency)]);
  const scale = currencyScale(currency);
  const units = (amount: unknown, path: Path, least: number): number => {
    const found = amountFaults(amount, currency, scale, least, path);
    faults.push(...found);
    return found.length > 0 ? 0 : minorUnits(amount as Money, scale);
  };
  const budget = units(limits.budget, ['budget'], 0);
  const caps = new Map<string, number>();
  entriesOf(limits.caps, 'caps', faults).forEach(({ subject, most }, index) => {
    if (typeof subject !== 'string') faults.push(issue('type', ['caps', index, 'subject'], 'a text', subject));
    else if (caps.has(subject))
      faults.push(issue('duplicate', ['caps', index, 'subject'], 'one cap a customer', subject));
    else caps.set(subject, units(most, ['caps', index, 'most'], 0));
  });
  const heldOut = new Set(listOf(limits.holdOut, 'holdOut', faults));
  const resources = readCapacities(limits, faults);
  const options: AllocationOption[] = [];
  const { unique, repeats } = withoutDuplicates(candidates, faults);
  const rejected = [...repeats];
  for (const { candidate, index } of unique) {
    const { id, subject, gain, cost } = candidate;
    const worth = isUnknown(gain) ? Number.NaN : units(gain, [index, 'gain'], Number.NEGATIVE_INFINITY);
    const spent = isUnknown(cost) ? Number.NaN : units(cost, [index, 'cost'], 0);
    const because = refusalOf(worth, spent, heldOut.has(subject), caps.get(subject));
    const uses = readUses(candidate, index, resources, faults);
    if (because === undefined)
      options.push({ id, subject, net: worth - spent, cost: spent, price: candidate.price === true, uses });
    else rejected.push({ id, subject, because });
  }
  if (faults.length > 0) throw new InputError(faults, 'allocation');
  const total = options.reduce((sum, { net, cost }) => sum + Math.abs(net) + cost, 0);
  if (total > Number.MAX_SAFE_INTEGER)
    throw new LimitError('minor units in all candidates', Number.MAX_SAFE_INTEGER, total);
  return { options, rejected, budget };
}

function readCapacities({ capacities, priceSharePercent }: AllocationLimits, faults: Issue[]): ReadonlySet<string> {
  const reserved = ['budget', 'priceShare'];
  const resources = new Set<string>(reserved);
  entriesOf(capacities, 'capacities', faults).forEach(({ resource, amount }, index) => {
    if (typeof resource !== 'string') {
      faults.push(issue('type', ['capacities', index, 'resource'], 'a text', resource));
      return;
    }
    if (resources.has(resource))
      faults.push(issue('duplicate', ['capacities', index, 'resource'], 'each limit once', resource));
    if (!(Number.isSafeInteger(amount) && amount! >= 0))
      faults.push(issue('range', ['capacities', index, 'amount'], 'a whole number of at least 0', amount));
    resources.add(resource);
  });
  if (
    priceSharePercent !== undefined &&
    !(typeof priceSharePercent === 'number' && priceSharePercent >= 0 && priceSharePercent <= 100)
  )
    faults.push(issue('range', ['priceSharePercent'], 'a percentage from 0 to 100', priceSharePercent));
  else if (priceSharePercent !== undefined && Number.isNaN(scaledFromNumber(priceSharePercent, shareScale)))
    faults.push(issue('format', ['priceSharePercent'], `at most ${shareScale} decimal places`, priceSharePercent));
  for (const id of reserved) resources.delete(id);
  return resources;
}

/** Decimal places that a price share may have. */
const shareScale = 6;

/** The most that price measures may take of a budget, in whole units: the checked share of it, rounded down. */
export function shareOf(budget: number, percent: number): number {
  return multiplyDivideRounded(budget, scaledFromNumber(percent, shareScale), 100 * powerOfTen(shareScale), 'down');
}

function listOf<T>(list: readonly T[] | undefined, name: string, faults: Issue[]): readonly T[] {
  if (list === undefined || list === null) return [];
  if (Array.isArray(list)) return list;
  faults.push(issue('type', [name], 'a list', list));
  return [];
}

/** A list whose entries can be asked for their keys: what is no object has none. */
function entriesOf<T extends object>(
  list: readonly T[] | undefined,
  name: string,
  faults: Issue[],
): readonly Partial<T>[] {
  return listOf(list, name, faults).map((entry) => entry ?? {});
}

const noUses: ReadonlyMap<string, number> = new Map();

function readUses(
  { uses }: AllocationCandidate,
  index: number,
  resources: ReadonlySet<string>,
  faults: Issue[],
): ReadonlyMap<string, number> {
  if (isUnknown(uses)) return noUses;
  const read = new Map<string, number>();
  if (!Array.isArray(uses)) {
    faults.push(issue('type', [index, 'uses'], 'a list of uses', uses));
    return read;
  }
  uses.forEach((use: { readonly resource: string; readonly amount: number } | null, position) => {
    const path = [index, 'uses', position];
    const { resource = '', amount = Number.NaN } = use ?? {};
    if (!resources.has(resource))
      faults.push(issue('unknownReference', [...path, 'resource'], `one of ${[...resources].join(', ')}`, resource));
    if (Number.isSafeInteger(amount) && amount >= 0) read.set(resource, (read.get(resource) ?? 0) + amount);
    else faults.push(issue('range', [...path, 'amount'], 'a whole number of at least 0', amount));
  });
  return read;
}

function refusalOf(
  gain: number,
  cost: number,
  heldOut: boolean,
  cap: number | undefined,
): AllocationRejection | undefined {
  if (heldOut) return 'heldOut';
  if (gain < 0) return 'sleepingDog';
  if (Number.isNaN(cost)) return 'costUnknown';
  if (Number.isNaN(gain)) return 'gainUnknown';
  return cap !== undefined && cost > cap ? 'aboveCap' : undefined;
}

const isUnknown = (amount: unknown): boolean => amount === null || amount === undefined;

function amountFaults(amount: unknown, currency: string, scale: number, least: number, path: Path): readonly Issue[] {
  const faults = checkMoney(amount, path);
  if (faults.length > 0) return faults;
  const { amount: text, currency: given } = amount as Money;
  if (given !== currency) return [issue('currency', [...path, 'currency'], currency, given)];
  const value = readScaled(text, scale);
  if (value < least) return [issue('range', path, 'an amount of at least 0', text)];
  // Too many digits before the point are for minorUnits to say.
  if (!Number.isNaN(value) || readScaledBig(text, scale) !== undefined) return [];
  return [issue('format', [...path, 'amount'], `at most ${scale} decimal places`, text)];
}
