import type { Test, Truth } from '../core/comparison.js';
import { type ConditionTree, type Leaf, readCondition } from '../core/condition-tree.js';
import { fromDayNumber, lastDayNumber } from '../core/day-number.js';
import { compileFactReader } from '../core/fact-reader.js';
import { createFactTable, type FactTable, otherText, type Slot } from '../core/fact-table.js';
import type { FactDeclaration } from '../core/facts.js';
import type { Label } from '../core/label.js';
import { isTrue } from '../core/program.js';
import { compileRuleSet } from '../core/rule-set.js';

/** A condition that has to hold, what proves it and who has to bring the proof. */
export interface Requirement {
  readonly id: string;
  readonly when: unknown;
  readonly evidence: Label;
  readonly owner?: string | undefined;
}

/** Facts that a machine knows itself at the moment of a command: its state's days, what the command says. */
export interface OwnFacts<Moment> {
  readonly declared: readonly FactDeclaration[];
  readonly isOwn: (id: string) => boolean;
  /** Whether a fact grows by waiting. */
  readonly isCounted: (id: string) => boolean;
  /** Reads a text, a number (a date as its day number), or `undefined` for unknown. */
  readonly readerOf: (id: string) => (moment: Moment) => string | number | undefined;
  /** For a fact that counts days (or is the day): the day on which it is zero. */
  readonly countedFrom: (id: string, moment: Moment) => number | undefined;
  readonly dayOf: (moment: Moment) => number;
  readonly onDay: (moment: Moment, day: number) => Moment;
}

/** Requirements compiled against exactly the facts that they test. */
export interface RequirementSet<Moment> {
  readonly requirements: readonly Requirement[];
  /** Packs the facts and asks whether every requirement holds. @throws InputError with every fault of the facts */
  readonly hold: (facts: object, moment: Moment) => boolean;
  /** The answers below are about the facts last packed by `hold`. */
  readonly truth: (k: number) => Truth;
  readonly tests: (facts: object, moment: Moment, k: number) => readonly Test[];
  readonly unknownRoots: (facts: object, k: number) => readonly string[];
  /**
   * A small number that stands for everything the tests of requirement `k` could show, so that a reason once built can
   * be used again; -1 where they show more than flags and texts that conditions name.
   */
  readonly sight: (k: number) => number;
  /** The same for all requirements together. */
  readonly wholeSight: () => number;
  /**
   * The first later day on which waiting alone makes the listed requirements hold, and those that hold now still do; `undefined` where none does.
   * With an excuse no requirement is left out: one that is excused today may be asked for again.
   */
  readonly patience: (moment: Moment, open: readonly number[], excuse?: Excuse) => number | undefined;
}

/** Requirements that need not hold for a time. */
export interface Excuse {
  /** The days on which an excuse begins, or has ended. */
  readonly turns: readonly number[];
  readonly covers: (requirement: string, day: number) => boolean;
}

/** Compiles requirements. The policy has been checked, so that reading its conditions finds no fault. */
export function compileRequirements<Moment>(
  requirements: readonly Requirement[],
  facts: readonly FactDeclaration[],
  own: OwnFacts<Moment>,
): RequirementSet<Moment> {
  const table = narrowTable([...facts, ...own.declared], requirements);
  const trees = requirements.map(({ when }) => readCondition(when, table, [], []));
  const rules = compileRuleSet(table, [...trees, { op: 'all', of: trees }]);
  const row = rules.createRow();
  // The machine's own facts stand last and are filled in below, so the record is read for the policy's facts alone.
  const given = { ...table, facts: table.facts.filter(({ id }) => !own.isOwn(id)) };
  const reader = compileFactReader(given);
  const sights = trees.map((tree) => sightOf(leavesOf(tree), table, mostSights));
  const wholeSight = sightOf(trees.flatMap(leavesOf), table, mostWholeSights);
  const fills = table.slots.filter(({ fact }) => own.isOwn(fact.id)).map((slot) => fillOf(slot, table, own));
  const shown = trees.map((tree) => [...new Set(leavesOf(tree).map(({ fact }) => fact))].filter(own.isOwn));
  const waits = trees.map((tree) =>
    leavesOf(tree).some(({ fact, operator }) => own.isCounted(fact) && operator !== '$exists'),
  );
  const last = requirements.length;
  const fill = (moment: Moment): void => {
    for (const one of fills) one(row, moment);
  };
  return {
    requirements,
    hold: (record, moment) => {
      if (last === 0) return true;
      reader.read(record, row);
      for (const one of fills) one(row, moment);
      return isTrue(rules.program, row, last);
    },
    truth: (k) => rules.truth(row, k),
    tests: (record, moment, k) => {
      const ids = shown[k]!;
      if (ids.length === 0) return rules.tests(row, record, k);
      const values = Object.fromEntries(
        ids.map((id) => [id, id === 'asOf' ? fromDayNumber(own.dayOf(moment)) : own.readerOf(id)(moment)]),
      );
      return rules.tests(row, { ...record, ...values }, k);
    },
    sight: (k) => sights[k]!(row),
    wholeSight: () => wholeSight(row),
    unknownRoots: (record, k) => rules.unknownRoots(row, record, k).filter((root) => !own.isOwn(root)),
    patience: (moment, open, excuse) => {
      if (excuse === undefined && open.some((k) => !waits[k])) return undefined;
      fill(moment);
      const asked = [...trees.keys()].filter(
        (k) => excuse !== undefined || open.includes(k) || (waits[k] && rules.truth(row, k) === true),
      );
      const turns = turnsOf(
        asked.map((k) => trees[k]!),
        own,
        moment,
      );
      const found = [...turns, ...(excuse?.turns ?? [])]
        .filter((day) => day > own.dayOf(moment) && day <= lastDayNumber)
        .sort((a, b) => a - b)
        .find((day) => {
          fill(own.onDay(moment, day));
          return asked.every((k) => rules.truth(row, k) === true || excuse?.covers(requirements[k]!.id, day) === true);
        });
      fill(moment);
      return found;
    },
  };
}

/** A table of the tested facts alone, so that a command reads no more than its guards ask. */
function narrowTable(declared: readonly FactDeclaration[], requirements: readonly Requirement[]): FactTable {
  const wide = createFactTable(declared);
  const tested = new Set(
    requirements.flatMap(({ when }) => leavesOf(readCondition(when, wide, [], [])).map(({ fact }) => fact)),
  );
  return createFactTable(declared.filter(({ id }) => tested.has(id)));
}

/** Every comparison of a condition. */
export function leavesOf(tree: ConditionTree): readonly Leaf[] {
  return tree.op === 'leaf' ? [tree] : tree.of.flatMap(leavesOf);
}

const mostSights = 64;
const mostWholeSights = 4096;

/** Numbers the sights of leaves that are few flags and texts that conditions name, unknown being one more value. */
function sightOf(leaves: readonly Leaf[], table: FactTable, most: number): (row: Float64Array) => number {
  const slots = [...new Set(leaves.map(({ slot }) => slot))];
  const sizes = slots.map((slot) => {
    const { fact, role } = table.slots[slot]!;
    if (role !== 'value') return Number.POSITIVE_INFINITY;
    if (fact.kind === 'flag') return 3;
    return fact.kind === 'text' ? table.codes(fact.id).size + 1 : Number.POSITIVE_INFINITY;
  });
  if (!(sizes.reduce((product, size) => product * size, 1) <= most)) return () => -1;
  return (row) => {
    let key = 0;
    for (let i = 0; i < slots.length; i += 1) {
      const value = row[slots[i]!]!;
      // A text that no condition names could be anything.
      if (value === otherText) return -1;
      key = key * sizes[i]! + (Number.isNaN(value) ? 0 : value + 1);
    }
    return key;
  };
}

function fillOf<Moment>(
  { index, role, fact }: Slot,
  table: FactTable,
  own: OwnFacts<Moment>,
): (row: Float64Array, moment: Moment) => void {
  const codes = table.codes(fact.id);
  const read = own.readerOf(fact.id);
  if (role === 'exists') {
    return (row, moment) => {
      row[index] = Number(read(moment) !== undefined);
    };
  }
  return (row, moment) => {
    const value = read(moment);
    if (value === undefined) row[index] = Number.NaN;
    else row[index] = typeof value === 'number' ? value : (codes.get(value) ?? otherText);
  };
}

/**
 * The days on which conditions can turn true: only counted days grow by waiting, and a condition on them can turn true only where one
 * of its intervals begins.
 */
function turnsOf<Moment>(trees: readonly ConditionTree[], own: OwnFacts<Moment>, moment: Moment): readonly number[] {
  const days = new Set<number>();
  for (const leaf of trees.flatMap(leavesOf)) {
    const zero = leaf.operator === '$exists' || !own.isOwn(leaf.fact) ? undefined : own.countedFrom(leaf.fact, moment);
    if (zero === undefined || Number.isNaN(zero)) continue;
    for (const [low] of leaf.inside) days.add(zero + Math.ceil(low));
  }
  return [...days];
}
