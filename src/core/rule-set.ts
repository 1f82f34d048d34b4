import type { Operator } from './condition.js';
import { type ConditionTree, holdsFor, type Leaf } from './condition-tree.js';
import { compileFactReader, type FactReader } from './fact-reader.js';
import type { FactTable } from './fact-table.js';
import { isUnknownFact } from './facts.js';
import { assemble, firstPossible, firstTrue, isPossible, isTrue, type Program } from './program.js';

/** One comparison as it turned out: what the policy needed and what the record showed. */
export interface Test {
  readonly fact: string;
  readonly operator: Operator;
  readonly needed: unknown;
  /** The fact as given; `null` where it is unknown. */
  readonly seen: unknown;
  readonly holds: boolean | 'unknown';
  /** Present where the comparison stands under a `$not` or `$nor`: it holds when the comparison fails. */
  readonly denied?: true;
}

/** A condition's value in Kleene's logic. */
export type Truth = true | false | 'unknown';

/**
 * The conditions of one policy, compiled together: pack a record once, then ask any of them.
 * A row belongs to the table that it was packed for; rule sets over one table share rows.
 */
export interface RuleSet {
  readonly table: FactTable;
  readonly program: Program;
  readonly size: number;
  /** A fresh row to pack into; deciders keep one and reuse it. */
  createRow(): Float64Array;
  /**
   * @returns 0 where every declared fact is known
   * @throws InputError with every fault of the record
   */
  read(record: unknown, row: Float64Array): number;
  firstTrue(row: Float64Array, from?: number): number;
  /** Where no condition is true: could one still be, if what is missing were known? */
  isOpen(row: Float64Array): boolean;
  truth(row: Float64Array, k: number): Truth;
  /** Every comparison of condition `k` with what was seen. */
  tests(row: Float64Array, record: object, k: number): readonly Test[];
  /** The comparisons of condition `k` that do not hold, and those that are unknown. */
  unmet(row: Float64Array, record: object, k: number): readonly Test[];
  /** Root facts missing at the unknown leaves of condition `k`; empty where the condition is decided. */
  unknownRoots(row: Float64Array, record: object, k: number): readonly string[];
}

/** Compiles conditions read against one table. */
export function compileRuleSet(table: FactTable, conditions: readonly ConditionTree[]): RuleSet {
  const program = assemble(conditions);
  // Made when a record is first read: a policy of several rule sets reads it once, with a reader of its own.
  let reader: FactReader | undefined;
  // Places of the comparisons that do not hold, for the moment that a list of them is made.
  const open = new Int32Array(program.leaves.reduce((most, { length }) => Math.max(most, length), 0));
  const truth = (row: Float64Array, k: number): Truth =>
    isTrue(program, row, k) ? true : isPossible(program, row, k) ? 'unknown' : false;
  return {
    table,
    program,
    size: conditions.length,
    createRow: () => new Float64Array(table.slots.length),
    read: (record, row) => {
      reader ??= compileFactReader(table);
      return reader.read(record, row);
    },
    firstTrue: (row, from = 0) => (from < conditions.length ? firstTrue(program, row, from) : -1),
    isOpen: (row) => conditions.length > 0 && firstPossible(program, row) >= 0,
    truth,
    tests: (row, record, k) => {
      const leaves = program.leaves[k]!;
      const tests = new Array<Test>(leaves.length);
      for (let at = 0; at < leaves.length; at += 1) {
        const leaf = leaves[at]!;
        tests[at] = testOf(leaf, holds(leaf, row), seenBy(leaf, row, record));
      }
      return tests;
    },
    unmet: (row, record, k) => {
      const leaves = program.leaves[k]!;
      let size = 0;
      for (let at = 0; at < leaves.length; at += 1) {
        const leaf = leaves[at]!;
        if (holdsFor(leaf, row[leaf.slot]!)) continue;
        open[size] = at;
        size += 1;
      }
      // Made at its length: a list that grows takes room for sixteen, and there is one for every alternative.
      const unmet = new Array<Test>(size);
      for (let place = 0; place < size; place += 1) {
        const leaf = leaves[open[place]!]!;
        const held = Number.isNaN(row[leaf.slot]) ? 'unknown' : false;
        unmet[place] = testOf(leaf, held, seenBy(leaf, row, record));
      }
      return unmet;
    },
    unknownRoots: (row, record, k) => {
      if (truth(row, k) !== 'unknown') return [];
      const roots = new Set<string>();
      for (const leaf of program.leaves[k]!) {
        if (Number.isNaN(row[leaf.slot])) for (const root of rootsOf(record, leaf.fact)) roots.add(root);
      }
      return [...roots];
    },
  };
}

function holds(leaf: Leaf, row: Float64Array): Truth {
  const value = row[leaf.slot]!;
  return Number.isNaN(value) ? 'unknown' : holdsFor(leaf, value);
}

/** What a comparison saw. Numbers and flags stand in the row as the record gives them, and are read there several times faster. */
function seenBy({ slot, fact, packed }: Leaf, row: Float64Array, record: object): unknown {
  if (packed === 'otherwise') return seenIn(record, fact);
  const value = row[slot]!;
  if (Number.isNaN(value)) return null;
  if (packed === 'flag') return value === 1;
  // Minus zero is shown as 0, because JSON does not keep it.
  return value === 0 ? 0 : value;
}

function testOf({ fact, operator, needed, denied }: Leaf, held: Truth, seen: unknown): Test {
  return denied
    ? { fact, operator, needed, seen, holds: held, denied: true }
    : { fact, operator, needed, seen, holds: held };
}

/** The fact as the record gives it, own keys only; `null` where unknown, and no minus zero, which JSON does not know. */
export function seenIn(record: object, fact: string): unknown {
  const value = (record as Readonly<Record<string, unknown>>)[fact];
  // What every object inherits is functions and objects, so a plain value is the record's own.
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  // Minus zero is shown as 0, because JSON does not keep it.
  if (typeof value === 'number') return value === 0 ? 0 : value;
  if (value === undefined || value === null || isUnknownFact(value)) return null;
  return fact in Object.prototype && !Object.hasOwn(record, fact) ? null : value;
}

/** What a missing fact goes back to: the roots handed on with it, or itself. */
export function rootsOf(record: object, fact: string): readonly string[] {
  const value = Object.hasOwn(record, fact) ? (record as Readonly<Record<string, unknown>>)[fact] : undefined;
  return isUnknownFact(value) && value.unknown.length > 0 ? value.unknown : [fact];
}
