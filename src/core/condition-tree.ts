import type { Operator } from './condition.js';
import type { FactTable, Slot } from './fact-table.js';
import type { FactDeclaration } from './facts.js';
import { complement, everything, type Interval, isInside, point } from './interval.js';
import { type Issue, issue, type Path } from './issue.js';
import { checkText, readIntervals } from './read-intervals.js';

/** One comparison of one slot: it holds where the packed value lies inside one of the intervals. */
export interface Leaf {
  readonly op: 'leaf';
  readonly slot: number;
  readonly inside: readonly Interval[];
  /** The least and the most of all intervals: most leaves have one, and these two comparisons decide them. */
  readonly low: number;
  readonly high: number;
  readonly fact: string;
  /** Whether the slot holds the fact's number or flag itself, and not something made of it. */
  readonly packed: 'number' | 'flag' | 'otherwise';
  readonly operator: Operator;
  /** What the policy wrote, for the reason. */
  readonly needed: unknown;
  /** True under an odd number of negations; the reason then shows the comparison as denied. */
  readonly denied: boolean;
}

interface Branch {
  readonly op: 'all' | 'any';
  readonly of: readonly ConditionTree[];
}

/** A condition in negation normal form: negations are pushed into the leaves' intervals, where unknown stays unknown. */
export type ConditionTree = Leaf | Branch;

const ordered: ReadonlySet<FactDeclaration['kind']> = new Set(['integer', 'number', 'decimal', 'money', 'date']);

const operators: Readonly<Record<FactDeclaration['kind'], readonly Operator[]>> = (() => {
  const equality: readonly Operator[] = ['$eq', '$ne', '$in', '$nin', '$exists'];
  const ordering: readonly Operator[] = [...equality, '$gt', '$gte', '$lt', '$lte', '$between'];
  return {
    integer: ordering,
    number: ordering,
    decimal: ordering,
    money: ordering,
    date: ordering,
    text: equality,
    flag: ['$eq', '$ne', '$exists'],
    textList: ['$contains', '$exists'],
  };
})();

/**
 * What stands where something could not be read: a branch that no conjunction of comparisons is, so that nobody is told
 * of what would only follow from a fault that is already named.
 */
const unread: ConditionTree = { op: 'any', of: [] };

const isPlainObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The comparison that any known value passes; unlike `$exists` an unknown one leaves it open. */
export function anyValue(table: FactTable, fact: string): Leaf {
  return leafOf(table.valueSlot(fact)!, [everything], '$exists', true, false);
}

/** Does the comparison hold for a packed value? False for an unknown one. */
export function holdsFor({ inside, low, high }: Leaf, value: number): boolean {
  return value >= low && value <= high && (inside.length === 1 || isInside(value, inside));
}

/** Leaves are read for every test of every reason: made in one place, they all have one shape for the engine. */
function leafOf(
  { index, fact, role }: Slot,
  inside: readonly Interval[],
  operator: Operator,
  needed: unknown,
  denied: boolean,
): Leaf {
  const low = inside[0]?.[0] ?? Number.NaN;
  const high = inside.at(-1)?.[1] ?? Number.NaN;
  const packed = role === 'value' ? packedAs(fact) : 'otherwise';
  return { op: 'leaf', slot: index, inside, low, high, fact: fact.id, packed, operator, needed, denied };
}

function packedAs({ kind }: FactDeclaration): Leaf['packed'] {
  if (kind === 'flag') return 'flag';
  return kind === 'integer' || kind === 'number' ? 'number' : 'otherwise';
}

/**
 * Reads a condition against a table of facts. Every fault becomes an issue; the tree is whatever could be read.
 * Reading gives out slots and text codes, so all conditions of a policy must be read before a record is packed.
 */
export function readCondition(json: unknown, table: FactTable, path: Path, issues: Issue[]): ConditionTree {
  return read(json, table, path, issues, false);
}

function read(json: unknown, table: FactTable, path: Path, issues: Issue[], denied: boolean): ConditionTree {
  if (!isPlainObject(json)) {
    issues.push(issue('type', path, 'a condition, an object of tests', json));
    return unread;
  }
  const keys = Object.keys(json);
  if (keys.length === 0) {
    issues.push(issue('empty', path, 'at least one test', json));
    return unread;
  }
  const of: ConditionTree[] = [];
  for (const key of keys) {
    const value = json[key];
    const at = [...path, key];
    if (key === '$and' || key === '$or' || key === '$nor') {
      of.push(readBranch(key, value, table, at, issues, denied));
    } else if (key.startsWith('$')) {
      issues.push(issue('unknownKey', at, '$and, $or, $nor or the id of a declared fact', key));
      of.push(unread);
    } else {
      of.push(readTests(key, value, table, at, issues, denied));
    }
  }
  return joined(denied ? 'any' : 'all', of);
}

/** A branch; one that joins nothing is what it holds. */
function joined(op: Branch['op'], of: readonly ConditionTree[]): ConditionTree {
  return of.length === 1 ? of[0]! : { op, of };
}

function readBranch(
  key: '$and' | '$or' | '$nor',
  value: unknown,
  table: FactTable,
  path: Path,
  issues: Issue[],
  denied: boolean,
): ConditionTree {
  if (!Array.isArray(value) || value.length === 0) {
    issues.push(issue(Array.isArray(value) ? 'empty' : 'type', path, 'a list of at least one condition', value));
    return unread;
  }
  const inner = key === '$nor' ? !denied : denied;
  // De Morgan: under a negation "all of" becomes "any of" and the reverse.
  const op = (key === '$and') !== inner ? 'all' : 'any';
  return joined(
    op,
    value.map((entry, index) => read(entry, table, [...path, index], issues, inner)),
  );
}

function readTests(
  id: string,
  value: unknown,
  table: FactTable,
  path: Path,
  issues: Issue[],
  denied: boolean,
): ConditionTree {
  const fact = table.fact(id);
  if (fact === undefined) {
    issues.push(
      issue(
        'unknownFact',
        path,
        `a declared fact (${[...table.facts, ...table.computed].map((f) => f.id).join(', ') || 'none'})`,
        id,
      ),
    );
    return unread;
  }
  if (!isPlainObject(value)) {
    if (value === null || value === undefined)
      issues.push(issue('type', path, 'a value or tests; to ask for a missing fact use $exists', value));
    else return readOperator(fact, fact.kind === 'textList' ? '$contains' : '$eq', value, table, path, issues, denied);
    return unread;
  }
  const keys = Object.keys(value);
  if (keys.length === 0) {
    issues.push(issue('empty', path, 'at least one operator', value));
    return unread;
  }
  const of = keys.map((key) => {
    const at = [...path, key];
    if (key === '$not') {
      if (isPlainObject(value[key])) return readTests(id, value[key], table, at, issues, !denied);
      issues.push(issue('type', at, 'an object of operators', value[key]));
      return unread;
    }
    return readOperator(fact, key, value[key], table, at, issues, denied);
  });
  return joined(denied ? 'any' : 'all', of);
}

function readOperator(
  fact: FactDeclaration,
  key: string,
  needed: unknown,
  table: FactTable,
  path: Path,
  issues: Issue[],
  denied: boolean,
): ConditionTree {
  const allowed = operators[fact.kind];
  const operator = allowed.find((candidate) => candidate === key);
  if (operator === undefined) {
    const why = ordered.has(fact.kind) ? '' : ' (this kind has no order)';
    issues.push(issue('unknownKey', path, `one of ${allowed.join(', ')}, $not for a ${fact.kind}${why}`, key));
    return unread;
  }
  const leaf = (slot: Slot, inside: readonly Interval[]): Leaf => leafOf(slot, inside, operator, needed, denied);
  if (operator === '$exists') {
    if (typeof needed === 'boolean') return leaf(table.existsSlot(fact.id), [point(Number(needed) ^ Number(denied))]);
    issues.push(issue('type', path, 'true or false', needed));
    return unread;
  }
  if (operator === '$contains') {
    if (!checkText(fact, needed, path, issues)) return unread;
    return leaf(table.memberSlot(fact.id, needed as string), [point(denied ? 0 : 1)]);
  }
  const inside = readIntervals(fact, operator, needed, table, path, issues);
  if (inside === undefined) return unread;
  return leaf(table.valueSlot(fact.id)!, denied ? complement(inside) : inside);
}
