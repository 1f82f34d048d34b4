import type * as z from 'zod';
import { type Issue, issueAt, type Path, show } from './issue.js';

/** What of a policy parses, once everything that fails its shape is left out. */
export interface Salvage {
  readonly value: object;
  /** The faults found in `value` that don't just follow from what was left out, at their places in the whole policy. */
  ownFaults(found: readonly Issue[]): readonly Issue[];
}

/** What was left out on the way. */
interface Losses {
  /** Original position of each entry that stayed, by its list. */
  readonly kept: Map<readonly unknown[], number[]>;
  /** Lists that lost their last entry. */
  readonly cutShort: Set<readonly unknown[]>;
  /** Keys of the policy itself, those included that it lacks; and which of them are lists. */
  readonly keys: Set<string | number>;
  readonly lists: Set<string | number>;
  /** Ids of list entries, as an issue shows them, and how many entries had none. */
  readonly ids: Set<string>;
  nameless: number;
}

type ZodIssue = z.core.$ZodIssue;

const deepest = 20;

/**
 * Drops what fails its shape (a list entry, an unknown key, else the top-level key) until the rest parses, so that
 * references among the sound parts can still be checked.
 */
export function salvage<P>(schema: z.ZodType<P>, json: unknown): Salvage | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const value = copyOf(json) as Record<string, unknown>;
  const losses: Losses = {
    kept: new Map(),
    cutShort: new Set(),
    keys: new Set(),
    lists: new Set(),
    ids: new Set(),
    nameless: 0,
  };
  for (let round = 0; round < deepest; round += 1) {
    const parsed = schema.safeParse(value);
    const faults = parsed.success ? [] : parsed.error.issues;
    const drops = faults.flatMap((fault) => dropsOf(fault, losses)).filter((path) => isThere(value, path));
    if (drops.length === 0) {
      return { value, ownFaults: (found) => ownFaults(found, value, losses) };
    }
    const unique = new Map(drops.map((path) => [JSON.stringify(path), path]));
    // Later entries first, so that earlier positions stay true while dropping.
    for (const path of [...unique.values()].sort(byPositionDescending)) drop(value, path, losses);
  }
  return undefined;
}

function dropsOf(fault: ZodIssue, losses: Losses): readonly Path[] {
  const path = fault.path as Path;
  if (fault.code === 'unrecognized_keys') return fault.keys.map((key) => [...path, key]);
  const entry = path.findLastIndex((part) => typeof part === 'number');
  if (entry >= 0) return [path.slice(0, entry + 1)];
  for (const key of path.slice(0, 1)) {
    losses.keys.add(key);
    if (path.length === 1 && fault.code === 'invalid_type' && fault.expected === 'array') losses.lists.add(key);
  }
  return [path.slice(0, 1)];
}

/** Notes by what an entry may be referred to: itself, its id and those of what it holds. */
function lose(entry: unknown, list: readonly unknown[], losses: Losses): void {
  const haveIds = list.some((each) => typeof valueAt(each, ['id']) === 'string');
  const own = typeof entry === 'string' && !haveIds ? entry : valueAt(entry, ['id']);
  const ids = [own, ...idsIn(entry)].filter((id) => typeof id === 'string');
  for (const id of ids) losses.ids.add(show(id));
  if (ids.length === 0 || (haveIds && typeof own !== 'string')) losses.nameless += 1;
}

function idsIn(entry: unknown): readonly unknown[] {
  if (typeof entry !== 'object' || entry === null) return [];
  return Object.entries(entry).flatMap(([key, part]) => (key === 'id' ? [part] : idsIn(part)));
}

/** A key that is missing is a fault, but nothing to drop. */
function isThere(value: object, path: Path): boolean {
  return path.length > 1 || (path.length === 1 && Object.hasOwn(value, path[0]!));
}

function byPositionDescending(a: Path, b: Path): number {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const [x, y] = [a[i]!, b[i]!];
    if (x !== y) return typeof x === 'number' && typeof y === 'number' ? y - x : String(x) < String(y) ? 1 : -1;
  }
  return b.length - a.length;
}

function drop(root: object, path: Path, losses: Losses): void {
  const last = path.at(-1)!;
  const parent = valueAt(root, path.slice(0, -1));
  if (Array.isArray(parent) && typeof last === 'number') {
    lose(parent[last], parent, losses);
    if (last === parent.length - 1) losses.cutShort.add(parent);
    const positions = losses.kept.get(parent) ?? parent.map((_, index) => index);
    positions.splice(last, 1);
    parent.splice(last, 1);
    losses.kept.set(parent, positions);
  } else if (typeof parent === 'object' && parent !== null) {
    delete (parent as Record<string | number, unknown>)[last];
  }
}

function ownFaults(found: readonly Issue[], value: object, losses: Losses): readonly Issue[] {
  const own = found.filter((fault) => !followsByPlace(fault, value, losses) && !refersToLost(fault, losses));
  // Entries without an id may be what is referred to, if there are enough of them for all.
  const sought = new Set(own.filter(isReference).map(({ received }) => received));
  const rest = sought.size <= losses.nameless ? own.filter((fault) => !isReference(fault)) : own;
  return rest.map((fault) => relocate(fault, value, losses));
}

function isReference({ code }: Issue): boolean {
  return code === 'unknownFact' || code === 'unknownReference';
}

function refersToLost(fault: Issue, { lists, ids }: Losses): boolean {
  if (!isReference(fault)) return false;
  return ids.has(fault.received) || lists.size > Number(fault.code === 'unknownReference' && lists.has('facts'));
}

/** Is this only how the rest looks without what was lost? */
function followsByPlace({ code, path }: Issue, value: object, { keys, kept, cutShort }: Losses): boolean {
  if (keys.has(path[0] ?? '')) return true;
  switch (code) {
    case 'unreachable':
    case 'sum':
      return keys.size > 0 || kept.size > 0;
    case 'missing':
    case 'empty':
      return kept.has(valueAt(value, path) as readonly unknown[]);
    case 'order':
    case 'conflict':
    case 'unknownKey': {
      // That the last of a list is to be open says nothing of one that was not the last.
      const entry = path.findLastIndex((part) => typeof part === 'number');
      const list = valueAt(value, path.slice(0, Math.max(entry, 0)));
      const isLast = Array.isArray(list) && cutShort.has(list) && path[entry] === list.length - 1;
      return isLast && path.length <= entry + 2;
    }
    default:
      return false;
  }
}

/** The same fault at its place in the policy as it was written. */
function relocate(fault: Issue, value: object, { kept }: Losses): Issue {
  const path = fault.path.map((part, depth) => {
    const list = valueAt(value, fault.path.slice(0, depth));
    return typeof part === 'number' && Array.isArray(list) ? (kept.get(list)?.[part] ?? part) : part;
  });
  return issueAt(fault, path);
}

/** What stands at a place of plain JSON; undefined where nothing does. */
export function valueAt(json: unknown, path: Path): unknown {
  let value = json;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[part];
  }
  return value;
}

/** A deep copy, hostile keys included. Not `structuredClone`, which refuses functions where an issue should say so. */
export function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(value)) {
    Object.defineProperty(copy, key, {
      value: copyOf(entry),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return copy;
}
