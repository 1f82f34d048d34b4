import type { Test } from '../core/comparison.js';
import type { ConditionTree } from '../core/condition-tree.js';
import type { Reason } from '../core/decision.js';
import type { FactTable } from '../core/fact-table.js';
import { firstMatchColumns } from '../core/match-columns.js';
import { compileRuleSet, type RuleSet } from '../core/rule-set.js';
import { type CompiledDimension, noteUnknown, unknownReason } from './dimension.js';
import type { SegmentationCode } from './reasons.js';

/** What a first-match dimension is made of: a tree per segment and the two results where none is true. */
export interface FirstMatch {
  readonly id: string;
  readonly segments: readonly { readonly id: string; readonly tree: ConditionTree }[];
  readonly otherwise: string;
  readonly whenUnknown: string;
  /** Code of the reason for the segment that matched. */
  readonly code: SegmentationCode;
  /** Whether the segments that did not match are worth a reason each; other categories are not. */
  readonly alternatives: boolean;
}

/**
 * Compiles rules and categories alike: the first segment whose condition is true. All conditions of the policy must have
 * been read into the table before.
 */
export function compileFirstMatch(match: FirstMatch, table: FactTable): CompiledDimension {
  const rules = compileRuleSet(
    table,
    match.segments.map(({ tree }) => tree),
  );
  // Ids are unique within a dimension, so a condition's index is its segment's.
  const ids = match.segments.map(({ id }) => id);
  const segments = [...new Set([...ids, match.otherwise, match.whenUnknown])];
  const otherwise = segments.indexOf(match.otherwise);
  const whenUnknown = segments.indexOf(match.whenUnknown);
  const { size } = rules;
  // What keeps each condition before the first true one from being true, while a row is decided.
  const failing = new Int32Array(size);
  const fallbackOf = (row: Float64Array, complete: boolean): number =>
    !complete && rules.isOpen(row) ? whenUnknown : otherwise;
  const dimension = match.id;
  const tested = (code: SegmentationCode, k: number, tests: readonly Test[]): Reason<SegmentationCode> => ({
    code,
    rule: ids[k]!,
    facts: { dimension, tests },
  });
  const noneMatched: Reason<SegmentationCode> = Object.freeze({
    code: 'otherwise',
    rule: match.otherwise,
    facts: Object.freeze({ dimension }),
  });
  const fallback = (missing: readonly string[]): Reason<SegmentationCode> =>
    missing.length > 0 ? unknownReason(dimension, match.whenUnknown, missing) : noneMatched;
  return {
    id: match.id,
    follows: false,
    segments,
    assign: (row, _, __, complete = false) => {
      const first = rules.firstTrue(row);
      return first >= 0 ? first : fallbackOf(row, complete);
    },
    decide: (row, _, record, complete, trace) => {
      let first = 0;
      for (; first < size; first += 1) {
        failing[first] = rules.failing(row, first);
        if (failing[first] === 0) break;
      }
      const missing = complete ? nothing : missingIn(rules, row, record, first);
      if (!complete) noteUnknown(trace, missing);
      trace.reasons.push(first < size ? tested(match.code, first, rules.tests(row, record, first)) : fallback(missing));
      for (let k = 0; match.alternatives && k < first; k += 1) {
        const open = !complete && rules.truth(row, k) === 'unknown';
        trace.reasons.push(tested(open ? 'undecided' : 'notMatched', k, rules.unmet(row, record, k, failing[k]!)));
      }
      return first < size ? first : fallbackOf(row, complete);
    },
    assignColumns: (packed) => firstMatchColumns(rules.program, packed, { whenUnknown, otherwise }),
  };
}

const nothing: readonly string[] = [];

function missingIn(rules: RuleSet, row: Float64Array, record: object, upTo: number): readonly string[] {
  const unknown = new Set<string>();
  for (let k = 0; k < upTo; k += 1) for (const root of rules.unknownRoots(row, record, k)) unknown.add(root);
  return [...unknown];
}
