import { type ConditionTree, type Leaf, readCondition } from '../core/condition-tree.js';
import { fromDayNumber, lastDayNumber } from '../core/day-number.js';
import { createFactTable, type FactTable, otherText, type Slot } from '../core/fact-table.js';
import type { FactDeclaration } from '../core/facts.js';
import type { Label } from '../core/label.js';
import { compileRuleSet, type RuleSet, type Test, type Truth } from '../core/rule-set.js';

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
  /** A text, a number (a date as its day number), or `undefined` for unknown. */
  readonly valueOf: (id: string, moment: Moment) => string | number | undefined;
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
  /** The first later day on which waiting alone makes the listed requirements hold; `undefined` where none does. */
  readonly patience: (moment: Moment, open: readonly number[]) => number | undefined;
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
  const fills = table.slots.filter(({ fact }) => own.isOwn(fact.id)).map((slot) => fillOf(slot, table, own));
  const shown = table.facts.filter(({ id }) => own.isOwn(id)).map(({ id }) => id);
  const last = requirements.length;
  const fill = (moment: Moment): void => {
    for (const one of fills) one(row, moment);
  };
  return {
    requirements,
    hold: (record, moment) => {
      if (last === 0) return true;
      rules.read(record, row);
      fill(moment);
      return rules.truth(row, last) === true;
    },
    truth: (k) => rules.truth(row, k),
    tests: (record, moment, k) => {
      if (shown.length === 0) return rules.tests(row, record, k);
      const values = Object.fromEntries(
        shown.map((id) => [id, id === 'asOf' ? fromDayNumber(own.dayOf(moment)) : own.valueOf(id, moment)]),
      );
      return rules.tests(row, { ...record, ...values }, k);
    },
    unknownRoots: (record, k) => rules.unknownRoots(row, record, k).filter((root) => !own.isOwn(root)),
    patience: (moment, open) => patience(rules, row, trees, own, fill, moment, open),
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

function leavesOf(tree: ConditionTree): readonly Leaf[] {
  return tree.op === 'leaf' ? [tree] : tree.of.flatMap(leavesOf);
}

function fillOf<Moment>(
  { index, role, fact }: Slot,
  table: FactTable,
  own: OwnFacts<Moment>,
): (row: Float64Array, moment: Moment) => void {
  const codes = table.codes(fact.id);
  return (row, moment) => {
    const value = own.valueOf(fact.id, moment);
    if (role === 'exists') row[index] = Number(value !== undefined);
    else if (value === undefined) row[index] = Number.NaN;
    else row[index] = typeof value === 'number' ? value : (codes.get(value) ?? otherText);
  };
}

/**
 * Only counted days grow by waiting, and a condition on them can turn true only where one of its intervals begins, so
 * those few days are tried in order.
 */
function patience<Moment>(
  rules: RuleSet,
  row: Float64Array,
  trees: readonly ConditionTree[],
  own: OwnFacts<Moment>,
  fill: (moment: Moment) => void,
  moment: Moment,
  open: readonly number[],
): number | undefined {
  const days = new Set<number>();
  for (const leaf of open.flatMap((k) => leavesOf(trees[k]!))) {
    const zero = leaf.operator === '$exists' || !own.isOwn(leaf.fact) ? undefined : own.countedFrom(leaf.fact, moment);
    if (zero === undefined || Number.isNaN(zero)) continue;
    for (const [low] of leaf.inside) {
      const day = zero + Math.ceil(low);
      if (day > own.dayOf(moment) && day <= lastDayNumber) days.add(day);
    }
  }
  const found = [...days]
    .sort((a, b) => a - b)
    .find((day) => {
      fill(own.onDay(moment, day));
      return open.every((k) => rules.truth(row, k) === true);
    });
  fill(moment);
  return found;
}
