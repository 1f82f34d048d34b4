import type { ConditionTree } from '../core/condition-tree.js';
import type { Reason } from '../core/decision.js';
import type { FactTable } from '../core/fact-table.js';
import { bandColumns, firstMatchColumns } from '../core/match-columns.js';
import { compileRuleSet, type RuleSet, type Test } from '../core/rule-set.js';
import { type CompiledDimension, noteUnknown } from './dimension.js';
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
  const ladder = ladderOf(match.segments.map(({ tree }) => tree));
  // What the last row came to, for its trace.
  let first = -1;
  const assign: Assign =
    ladder === undefined
      ? (row, _, __, complete = false) => {
          first = rules.firstTrue(row);
          if (first >= 0) return first;
          return !complete && rules.isOpen(row) ? whenUnknown : otherwise;
        }
      : (row) => {
          first = bandOf(row[ladder.slot]!, ladder.limits);
          return first < 0 ? whenUnknown : first;
        };
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
    missing.length > 0 ? { code: 'unknown', rule: match.whenUnknown, facts: { dimension, missing } } : noneMatched;
  // The last band has no bound of its own: that its value lies beyond the one before says why.
  const beyond = match.code === 'inBand' && ids.length > 1 ? ids.length - 1 : -1;
  const reached: RuleSet['tests'] = (row, record, k) =>
    k === beyond ? rules.unmet(row, record, k - 1) : rules.tests(row, record, k);
  return {
    id: match.id,
    follows: false,
    segments,
    assign,
    trace: (row, record, _, complete, trace) => {
      const upTo = first < 0 ? ids.length : first;
      const missing = complete ? nothing : missingIn(rules, row, record, upTo);
      if (!complete) noteUnknown(trace, missing);
      trace.reasons.push(first < 0 ? fallback(missing) : tested(match.code, first, reached(row, record, first)));
      if (!match.alternatives) return;
      for (let k = 0; k < upTo; k += 1) {
        const open = !complete && rules.truth(row, k) === 'unknown';
        trace.reasons.push(tested(open ? 'undecided' : 'notMatched', k, rules.unmet(row, record, k)));
      }
    },
    assignColumns: (packed) => {
      if (ladder === undefined) return firstMatchColumns(rules.program, packed, { whenUnknown, otherwise });
      const { slot, limits } = ladder;
      return bandColumns(packed.slots[slot]!, packed.complete[slot]!, limits, whenUnknown);
    },
  };
}

type Assign = CompiledDimension['assign'];

const nothing: readonly string[] = [];

/** How many of the rising limits lie below a value; -1 for an unknown one. */
function bandOf(value: number, limits: Float64Array): number {
  if (Number.isNaN(value)) return -1;
  // All limits are asked: without a jump that depends on the value there is none to mispredict.
  let band = 0;
  for (let k = 0; k < limits.length; k += 1) band += Number(value > limits[k]!);
  return band;
}

function missingIn(rules: RuleSet, row: Float64Array, record: object, upTo: number): readonly string[] {
  const unknown = new Set<string>();
  for (let k = 0; k < upTo; k += 1) for (const root of rules.unknownRoots(row, record, k)) unknown.add(root);
  return [...unknown];
}

/** Rising bounds of one fact, the last band open: counting the bounds below a value finds its band. */
interface Ladder {
  readonly slot: number;
  readonly limits: Float64Array;
}

function ladderOf(trees: readonly ConditionTree[]): Ladder | undefined {
  const highs: number[] = [];
  const [first] = trees;
  for (const tree of trees) {
    const [interval, more] = tree.op === 'leaf' ? tree.inside : [];
    if (tree.op !== 'leaf' || first?.op !== 'leaf' || tree.slot !== first.slot || interval === undefined)
      return undefined;
    if (
      more !== undefined ||
      interval[0] !== Number.NEGATIVE_INFINITY ||
      interval[1] <= (highs.at(-1) ?? interval[0])
    ) {
      return undefined;
    }
    highs.push(interval[1]);
  }
  if (first?.op !== 'leaf' || highs.at(-1) !== Number.POSITIVE_INFINITY) return undefined;
  return { slot: first.slot, limits: Float64Array.from(highs.slice(0, -1)) };
}
