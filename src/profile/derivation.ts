import { readDayNumber } from '../core/day-number.js';
import type { UnknownFact } from '../core/facts.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import { readMonthNumber } from '../core/month.js';
import { canonicalJson } from '../core/policy.js';

/** What the parts of a derivation share: the day, the facts so far, and what is wrong with the record. */
export interface Derivation {
  /** Day number of `asOf`. */
  readonly today: number;
  /** Month number of the last complete month before `asOf`. */
  readonly lastMonth: number;
  readonly facts: Record<string, unknown>;
  readonly faults: Issue[];
}

/** Sets a fact whose id is user data: `__proto__` would otherwise set the prototype. */
export function setFact(facts: Record<string, unknown>, id: string, value: unknown): void {
  if (id === '__proto__') {
    Object.defineProperty(facts, id, { value, enumerable: true, configurable: true, writable: true });
  } else facts[id] = value;
}

/** A fact that is unknown for want of `root`. Made once and shared by all records wherever the reason is always the same. */
export function unknownFor(root: string, because?: string): UnknownFact {
  return Object.freeze({ unknown: Object.freeze([root]), ...(because === undefined ? {} : { because }) });
}

/** Where in a record a value stands: a key of it, or a key of an entry of one of its lists. */
export function pathOf(list: string, at?: number, key?: string): Path {
  return at === undefined ? [list] : key === undefined ? [list, at] : [list, at, key];
}

/** The day number of a date of the record; NaN with a fault where it is none, `undefined` where it is missing. */
export function dayOf(
  value: string | null | undefined,
  faults: Issue[],
  list: string,
  at?: number,
  key?: string,
): number | undefined {
  if (value === undefined || value === null) return undefined;
  const day = typeof value === 'string' ? readDayNumber(value) : Number.NaN;
  if (Number.isNaN(day)) faults.push(issue('format', pathOf(list, at, key), 'a calendar date YYYY-MM-DD', value));
  return day;
}

/** {@link dayOf} where the date has to be there: NaN with a fault where it is missing. */
export function neededDay(value: string | undefined, faults: Issue[], list: string, at: number, key: string): number {
  const day = dayOf(value, faults, list, at, key);
  if (day === undefined) faults.push(issue('missing', pathOf(list, at, key), 'a calendar date', value));
  return day ?? Number.NaN;
}

/** A validity in day numbers, both ends included. */
export interface DaySpan {
  readonly first: number;
  readonly last: number;
}

/** The validity of a list's entry, open where an end is missing; `undefined` with a fault where it is none. */
export function spanOf(
  from: string | null | undefined,
  until: string | null | undefined,
  faults: Issue[],
  list: string,
  at: number,
  keys: readonly [string, string] = fromUntil,
): DaySpan | undefined {
  const first = dayOf(from, faults, list, at, keys[0]) ?? Number.NEGATIVE_INFINITY;
  const last = dayOf(until, faults, list, at, keys[1]) ?? Number.POSITIVE_INFINITY;
  if (first <= last) return { first, last };
  if (first > last) faults.push(issue('order', pathOf(list, at, keys[1]), `${from} or later`, until));
  return undefined;
}

const fromUntil = ['from', 'until'] as const;

/** Whether an entry whose validity is none may hold on a day all the same: no date of it that can be read rules that out. */
export function mayHold(from: string | null | undefined, until: string | null | undefined, day: number): boolean {
  const first = readableDay(from) ?? Number.NEGATIVE_INFINITY;
  const last = readableDay(until) ?? Number.POSITIVE_INFINITY;
  // Of dates that contradict each other either may be the wrong one.
  return first > last || (first <= day && day <= last);
}

function readableDay(value: unknown): number | undefined {
  const day = typeof value === 'string' ? readDayNumber(value) : Number.NaN;
  return Number.isNaN(day) ? undefined : day;
}

/** Whether a span holds on a day. */
export function holds({ first, last }: DaySpan, day: number): boolean {
  return first <= day && day <= last;
}

/** Entries of a list that stand in it already, and whether entries of one id contradict each other. */
export interface Repeats {
  /** Positions of entries that are equal to an earlier one. */
  readonly positions: ReadonlySet<number>;
  /** Entries of one id differ, and no order among them would be the right one. */
  readonly differ: boolean;
}

const noRepeats: Repeats = { positions: new Set(), differ: false };

/**
 * Finds entries that stand in a list more than once and names them, so that nothing is counted twice.
 *
 * @param mayDiffer whether different entries may share an id, as a contract and its renewal do
 */
export function repeatsIn(
  list: readonly { readonly id: string }[],
  key: string,
  faults: Issue[],
  mayDiffer = false,
): Repeats {
  if (list.length < 2) return noRepeats;
  const earlier = new Map<string, string[]>();
  const positions = new Set<number>();
  let differ = false;
  if (new Set(list.map(({ id }) => id)).size === list.length) return noRepeats;
  list.forEach((entry, at) => {
    const text = canonicalJson(entry);
    const known = earlier.get(entry.id) ?? [];
    earlier.set(entry.id, [...known, text]);
    if (known.length === 0) return;
    const isEqual = known.includes(text);
    if (isEqual) positions.add(at);
    else differ ||= !mayDiffer;
    if (isEqual || !mayDiffer) faults.push(issue('duplicate', pathOf(key, at, 'id'), 'an id of its own', entry.id));
  });
  return { positions, differ };
}

/** The month number of a month of the record, NaN where it is none. */
export function monthOf(month: unknown): number {
  return typeof month === 'string' ? readMonthNumber(month) : Number.NaN;
}
