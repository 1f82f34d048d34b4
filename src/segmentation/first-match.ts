import { firstPossibleColumns, firstTrueColumns } from '../core/columns.js';
import type { ConditionTree } from '../core/condition-tree.js';
import type { Reason } from '../core/decision.js';
import type { FactTable } from '../core/fact-table.js';
import { compileRuleSet, type RuleSet, type Test } from '../core/rule-set.js';
import type { CompiledDimension } from './dimension.js';
import type { SegmentationCode } from './reasons.js';

/** What a first-match dimension is made of: a tree per segment and the two results where none is true. */
export interface FirstMatch {
  readonly id: string;
  readonly segments: readonly { readonly id: string; readonly tree: ConditionTree }[];
  readonly otherwise: string;
  readonly whenUnknown: string;
  /** Code of the reason for the segment that matched. */
  readonly code: SegmentationCode;
  /** Whether the segments that did not match are worth a reason each; a band's neighbours are not. */
  readonly alternatives: boolean;
}

/**
 * Compiles rules, bands and categories alike: the first segment whose condition is true. All conditions of the policy
 * must have been read into the table before.
 */
export function compileFirstMatch(match: FirstMatch, table: FactTable): CompiledDimension {
  const rules = compileRuleSet(
    table,
    match.segments.map(({ tree }) => tree),
  );
  const ids = match.segments.map(({ id }) => id);
  const segments = [...new Set([...ids, match.otherwise, match.whenUnknown])];
  const otherwise = segments.indexOf(match.otherwise);
  const whenUnknown = segments.indexOf(match.whenUnknown);
  // Ids are unique within a dimension, so a condition's index is its segment's.
  const assign = (row: Float64Array): number => {
    const first = rules.firstTrue(row);
    if (first >= 0) return first;
    return rules.isOpen(row) ? whenUnknown : otherwise;
  };
  const dimension = match.id;
  const tested = (code: SegmentationCode, k: number, tests: readonly Test[]): Reason<SegmentationCode> => ({
    code,
    rule: ids[k]!,
    facts: { dimension, tests },
  });
  const fallback = (missing: readonly string[]): Reason<SegmentationCode> =>
    missing.length > 0
      ? { code: 'unknown', rule: match.whenUnknown, facts: { dimension, missing } }
      : { code: 'otherwise', rule: match.otherwise, facts: { dimension } };
  return {
    id: match.id,
    follows: false,
    segments,
    assign,
    trace: (row, record, _, complete) => {
      const first = rules.firstTrue(row);
      const upTo = first < 0 ? ids.length : first;
      const unknown = complete ? [] : missingIn(rules, row, record, upTo);
      const matched = first < 0 ? fallback(unknown) : tested(match.code, first, rules.tests(row, record, first));
      const reasons = [matched];
      if (match.alternatives) {
        for (let k = 0; k < upTo; k += 1) {
          const open = !complete && rules.truth(row, k) === 'unknown';
          reasons.push(tested(open ? 'undecided' : 'notMatched', k, rules.unmet(row, record, k)));
        }
      }
      return { reasons, unknown };
    },
    assignColumns: (packed) => {
      const found = firstTrueColumns(rules.program, packed);
      const open = openRows(found);
      const possible = firstPossibleColumns(rules.program, packed, open);
      for (const row of open) found[row] = possible[row]! >= 0 ? whenUnknown : otherwise;
      return found;
    },
  };
}

function missingIn(rules: RuleSet, row: Float64Array, record: object, upTo: number): readonly string[] {
  const unknown = new Set<string>();
  for (let k = 0; k < upTo; k += 1) for (const root of rules.unknownRoots(row, record, k)) unknown.add(root);
  return [...unknown];
}

function openRows(found: Int32Array): Int32Array {
  let size = 0;
  for (let row = 0; row < found.length; row += 1) size += Number(found[row]! < 0);
  const rows = new Int32Array(size);
  let at = 0;
  for (let row = 0; row < found.length; row += 1) if (found[row]! < 0) rows[at++] = row;
  return rows;
}
