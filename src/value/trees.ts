import { type ConditionTree, readCondition } from '../core/condition-tree.js';
import { createFactTable, type FactTable } from '../core/fact-table.js';
import type { Issue, Path } from '../core/issue.js';
import { figureFact } from './figure.js';
import { termConditions } from './figure-program.js';
import type { AnyValuePolicy } from './policy.js';

/** Every condition of a policy, read into one table. */
export interface ValueTrees {
  readonly table: FactTable;
  readonly terms: readonly ConditionTree[];
  readonly tiers: readonly ConditionTree[];
  /** By tier; an empty conjunction where the policy has none. */
  readonly stays: readonly (ConditionTree | undefined)[];
  readonly provisional: readonly ConditionTree[];
  readonly flags: readonly ConditionTree[];
  readonly classes: readonly (readonly ConditionTree[])[];
}

/** Reads all conditions; faults go to `issues`. */
export function readTrees(policy: Partial<AnyValuePolicy>, issues: Issue[]): ValueTrees {
  const figures = policy.figures ?? [];
  const table = createFactTable(policy.facts ?? [], figures.map(figureFact));
  const read = (when: object, path: Path): ConditionTree => readCondition(when, table, path, issues);
  const { whenUnknown } = policy;
  return {
    table,
    terms: termConditions(figures).map(({ when, path }) => read(when, path)),
    tiers: (policy.tiers ?? []).map(({ when }, t) => read(when, ['tiers', t, 'when'])),
    stays: (policy.tiers ?? []).map(({ stays }, t) =>
      stays === undefined ? undefined : read(stays, ['tiers', t, 'stays']),
    ),
    provisional:
      whenUnknown?.result === 'provisional'
        ? whenUnknown.tiers.map(({ when }, t) => read(when, ['whenUnknown', 'tiers', t, 'when']))
        : [],
    flags: (policy.flags ?? []).map(({ when }, f) => read(when, ['flags', f, 'when'])),
    classes: (policy.classes ?? []).map(({ rules }, c) =>
      rules.map(({ when }, r) => read(when, ['classes', c, 'rules', r, 'when'])),
    ),
  };
}
