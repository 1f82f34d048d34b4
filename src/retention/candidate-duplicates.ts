import { InputError } from '../core/errors.js';
import { isMoney } from '../core/exact-amount.js';
import { type Issue, issue } from '../core/issue.js';
import { moneyToDecimal } from '../core/money.js';
import { canonicalJson } from '../core/policy.js';
import type { Allocation, AllocationCandidate } from './allocation.js';

/** Candidates that count, with their position, and those that repeat another. */
export interface UniqueCandidates {
  readonly unique: readonly { readonly candidate: AllocationCandidate; readonly index: number }[];
  readonly repeats: readonly Allocation['rejected'][number][];
}

/** Amounts are equal however they are written: 5 is 5.00. */
const plain = (amount: unknown): unknown =>
  isMoney(amount) ? [moneyToDecimal(amount).toFixed(), amount.currency] : amount;

/** What is compared of two under one id. */
const contentOf = ({ gain, cost, uses, price }: Partial<AllocationCandidate>): string =>
  canonicalJson([plain(gain), plain(cost), uses ?? [], price ?? false]);

/** One of several equal candidates counts; where they differ under one id, nobody can say which is meant. */
export function withoutDuplicates(candidates: Iterable<AllocationCandidate>, faults: Issue[]): UniqueCandidates {
  const byId = new Map<
    string,
    { candidate: AllocationCandidate; index: number; content: string | undefined; differs: boolean; more: number }
  >();
  if (typeof candidates?.[Symbol.iterator] !== 'function')
    throw new InputError([issue('type', ['candidates'], 'a list of candidates', candidates)], 'allocation');
  let index = -1;
  for (const candidate of candidates) {
    index += 1;
    if (typeof candidate !== 'object' || candidate === null) {
      faults.push(issue('type', [index], 'a candidate', candidate));
      continue;
    }
    const { id, subject } = candidate as Partial<AllocationCandidate>;
    for (const [key, text] of [
      ['id', id],
      ['subject', subject],
    ] as const)
      if (typeof text !== 'string' || text === '') faults.push(issue('type', [index, key], 'a text', text));
    if (typeof id !== 'string' || typeof subject !== 'string') continue;
    const key = JSON.stringify([subject, id]);
    const known = byId.get(key);
    if (known === undefined) byId.set(key, { candidate, index, content: undefined, differs: false, more: 0 });
    else {
      known.more += 1;
      known.content ??= contentOf(known.candidate);
      known.differs ||= known.content !== contentOf(candidate);
    }
  }
  const unique: UniqueCandidates['unique'][number][] = [];
  const repeats: Allocation['rejected'][number][] = [];
  for (const { candidate, index: at, differs, more } of byId.values()) {
    const { id, subject } = candidate;
    if (!differs) unique.push({ candidate, index: at });
    for (let k = 0; k < (differs ? more + 1 : more); k += 1)
      repeats.push({ id, subject, because: differs ? 'conflictingDuplicate' : 'duplicate' });
  }
  return { unique, repeats };
}
