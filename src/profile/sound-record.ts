import { type Issue, issue } from '../core/issue.js';
import { codesOf } from '../practice/label.js';
import type { CustomerRecord } from './record.js';

/** What a leaf of an entry has to be; dates, months and amounts are checked where they are read. */
interface Leaf {
  readonly expected: string;
  readonly isSound: (value: unknown) => boolean;
}

const isText = (value: unknown): boolean => typeof value === 'string';
const text: Leaf = { expected: 'a text', isSound: isText };
const texts: Leaf = { expected: 'a list of texts', isSound: (value) => Array.isArray(value) && value.every(isText) };
const flag: Leaf = { expected: 'true or false', isSound: (value) => typeof value === 'boolean' };
const count: Leaf = {
  expected: 'a whole number of 0 or more',
  isSound: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
};
const oneOf = (codes: readonly string[]): Leaf => ({
  expected: `one of ${codes.join(', ')}`,
  isSound: (value) => codes.includes(value as string),
});

type Lists = {
  readonly [K in keyof CustomerRecord as NonNullable<CustomerRecord[K]> extends readonly unknown[]
    ? K
    : never]-?: Readonly<Record<string, Leaf>> | null;
};

/** The lists of a record with the leaves of their entries; `null` for a list of texts. */
const lists: Lists = {
  attributes: {},
  consents: { purpose: text, given: flag },
  memberships: { unit: text, subscriber: text, role: /* @__PURE__ */ oneOf(/* @__PURE__ */ codesOf('unitRole')) },
  organisation: { county: text, grid: text, patch: text, owner: text },
  sites: null,
  contacts: {
    level: /* @__PURE__ */ oneOf(/* @__PURE__ */ codesOf('chainLevel')),
    isDecisionMaker: flag,
    reportsTo: text,
  },
  services: { lines: count, lineIds: texts },
  contracts: { services: texts },
  usage: {},
  billing: {},
  invoices: { isDisputed: flag },
  events: {},
  complaints: {},
  rivals: { rival: text, threat: /* @__PURE__ */ oneOf(/* @__PURE__ */ codesOf('threat')), offer: text },
  needs: null,
  systems: { id: text, connectedTo: texts },
  touches: {},
};

type Leaves = readonly (readonly [key: string, leaf: Leaf])[];

/** The same to walk through. */
function inOrder(): readonly (readonly [keyof Lists, Leaves | null])[] {
  return Object.entries(lists).map(([key, leaves]) => [
    key as keyof Lists,
    leaves === null ? null : Object.entries(leaves),
  ]);
}

const listsInOrder = /* @__PURE__ */ inOrder();

/**
 * A record as far as it can be read: a list that is none, or holds what is no entry, is left out as unknown; a leaf that cannot be right
 * is left out of its entry. Each is named. `null` says nothing, as a missing key does. Most records come back as they are.
 */
export function soundRecord(record: CustomerRecord, faults: Issue[]): CustomerRecord {
  let sound = record;
  for (const [key, leaves] of listsInOrder) {
    const list: unknown = record[key];
    if (list === undefined) continue;
    const own = soundList(list, key, leaves, faults);
    if (own !== list) sound = { ...sound, [key]: own };
  }
  return sound;
}

function soundList(list: unknown, key: string, leaves: Leaves | null, faults: Issue[]): unknown {
  if (list === null) return undefined;
  if (!Array.isArray(list)) {
    faults.push(issue('type', [key], 'a list', list));
    return undefined;
  }
  const before = faults.length;
  for (let at = 0; at < list.length; at += 1) {
    const entry: unknown = list[at];
    const isEntry = leaves === null ? isText(entry) : typeof entry === 'object' && entry !== null;
    if (!isEntry) faults.push(issue('type', [key, at], leaves === null ? 'a text' : 'an entry', entry));
  }
  if (faults.length > before) return undefined;
  return leaves === null ? list : soundEntries(list, key, leaves, faults);
}

type Entry = Readonly<Record<string, unknown>>;

function soundEntries(list: readonly Entry[], key: string, leaves: Leaves, faults: Issue[]): readonly Entry[] {
  let sound: Entry[] | undefined;
  for (const [leaf, { expected, isSound }] of leaves) {
    for (let at = 0; at < list.length; at += 1) {
      const value = list[at]![leaf];
      if (value === undefined || isSound(value)) continue;
      if (value !== null) faults.push(issue('type', [key, at, leaf], expected, value));
      sound ??= [...list];
      sound[at] = { ...sound[at], [leaf]: undefined };
    }
  }
  return sound ?? list;
}
