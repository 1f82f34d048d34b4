import { failedTest, rootsOf, type Test, type Truth, testOf } from './comparison.js';
import { type ConditionTree, holdsFor, type Leaf } from './condition-tree.js';
import { compileFactReader, type FactReader } from './fact-reader.js';
import type { FactTable } from './fact-table.js';
import { assemble, firstPossible, firstTrue, isPossible, isTrue, type Program } from './program.js';

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
  /** What keeps condition `k` from being true, a bit for each comparison from the highest on; 0 where it is true. */
  failing(row: Float64Array, k: number): number;
  /** The comparisons of condition `k` that do not hold, and those that are unknown, given what {@link RuleSet.failing} said. */
  unmet(row: Float64Array, record: object, k: number, failing: number): readonly Test[];
  /** Root facts missing at the unknown leaves of condition `k`; empty where the condition is decided. */
  unknownRoots(row: Float64Array, record: object, k: number): readonly string[];
}

/** Compiles conditions read against one table. */
export function compileRuleSet(table: FactTable, conditions: readonly ConditionTree[]): RuleSet {
  const program = assemble(conditions);
  // Made when a record is first read: a policy of several rule sets reads it once, with a reader of its own.
  let reader: FactReader | undefined;
  // Whose comparisons are all needed, and few enough for the bits of one number; none is of several intervals.
  const isPlain = conditions.map(
    (tree, k) =>
      isConjunction(tree) &&
      program.leaves[k]!.length <= 32 &&
      program.leaves[k]!.every(({ inside }) => inside.length === 1),
  );
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
      for (let at = 0; at < leaves.length; at += 1) tests[at] = testOf(leaves[at]!, row, record);
      return tests;
    },
    failing: (row, k) => {
      if (!isPlain[k]) return isTrue(program, row, k) ? 0 : -1;
      // All comparisons are asked: without a jump that depends on a value there is none to mispredict.
      const leaves = program.leaves[k]!;
      let failing = 0;
      for (let at = leaves.length - 1; at >= 0; at -= 1) {
        const { slot, low, high } = leaves[at]!;
        const value = row[slot]!;
        const holds = Number(value >= low) & Number(value <= high);
        failing = (failing >>> 1) | ((1 ^ holds) << 31);
      }
      return failing;
    },
    unmet: (row, record, k, failing) => {
      const leaves = program.leaves[k]!;
      if (!isPlain[k]) return unmetOf(leaves, row, record);
      let size = 0;
      for (let rest = failing; rest !== 0; rest &= rest - 1) size += 1;
      // Made at its length: a list that grows takes room for sixteen, and there is one for every alternative.
      const unmet = new Array<Test>(size);
      for (let place = 0, rest = failing; place < size; place += 1) {
        const at = Math.clz32(rest);
        rest ^= 0x80000000 >>> at;
        unmet[place] = failedTest(leaves[at]!, row, record);
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

function isConjunction(tree: ConditionTree): boolean {
  return tree.op === 'leaf' || (tree.op === 'all' && tree.of.every(isConjunction));
}

function unmetOf(leaves: readonly Leaf[], row: Float64Array, record: object): readonly Test[] {
  return leaves.filter((leaf) => !holdsFor(leaf, row[leaf.slot]!)).map((leaf) => testOf(leaf, row, record));
}
