import { readDayNumber } from '../core/day-number.js';
import type { UnknownFact } from '../core/facts.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import { readMonthNumber } from '../core/month.js';

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

const interned = new Map<string, UnknownFact>();
const mostInterned = 1000;

/** A fact that is unknown for want of `root`; equal ones are one object. */
export function unknownFor(root: string, because?: string): UnknownFact {
  const key = because === undefined ? root : `${root}\n${because}`;
  const known = interned.get(key);
  if (known !== undefined) return known;
  const fact: UnknownFact = Object.freeze({
    unknown: Object.freeze([root]),
    ...(because === undefined ? {} : { because }),
  });
  if (interned.size >= mostInterned) interned.clear();
  interned.set(key, fact);
  return fact;
}

/** The day number of a date of the record; NaN with a fault where it is none, `undefined` where it is missing. */
export function dayOf(value: string | null | undefined, path: Path, faults: Issue[]): number | undefined {
  if (value === undefined || value === null) return undefined;
  const day = typeof value === 'string' ? readDayNumber(value) : Number.NaN;
  if (Number.isNaN(day)) faults.push(issue('format', path, 'a calendar date YYYY-MM-DD', value));
  return day;
}

/** A validity in day numbers, both ends included; `undefined` with a fault where it is none. */
export interface DaySpan {
  readonly first: number;
  readonly last: number;
}

export function spanOf(
  from: string | null | undefined,
  until: string | null | undefined,
  path: Path,
  keys: readonly [string, string],
  faults: Issue[],
): DaySpan | undefined {
  const first = dayOf(from, [...path, keys[0]], faults) ?? Number.NEGATIVE_INFINITY;
  const last = dayOf(until, [...path, keys[1]], faults) ?? Number.POSITIVE_INFINITY;
  if (Number.isNaN(first) || Number.isNaN(last)) return undefined;
  if (first <= last) return { first, last };
  faults.push(issue('order', [...path, keys[1]], `${from} or later`, until));
  return undefined;
}

/** Whether a span holds on a day. */
export function holds({ first, last }: DaySpan, day: number): boolean {
  return first <= day && day <= last;
}

const mostMonths = 10_000;

/** Reads month numbers; a base has few months and many records, so each is worked out once. NaN for what is no month. */
export function createMonthReader(): (month: unknown) => number {
  const known = new Map<unknown, number>();
  return (month) => {
    const found = known.get(month);
    if (found !== undefined) return found;
    const number = typeof month === 'string' ? readMonthNumber(month) : Number.NaN;
    if (known.size < mostMonths) known.set(month, number);
    return number;
  };
}
