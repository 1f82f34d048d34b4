import { rootsOf, seenIn } from '../core/comparison.js';
import { InputError } from '../core/errors.js';
import type { FactDeclaration } from '../core/facts.js';
import { issue } from '../core/issue.js';
import { columnReader } from './column-record.js';
import { type CompiledDimension, noteUnknown, unknownReason } from './dimension.js';
import type { CodeFinding } from './outcome.js';
import type { CodeDimension } from './policy.js';

type Assign = (facts: { readonly [fact: string]: unknown }) => CodeFinding<string>;

/** Compiles a caller's own dimension: its code sees the facts that the policy says it uses, checked, and no others. */
export function compileCode(
  dimension: CodeDimension<readonly FactDeclaration[], string, string>,
  facts: readonly FactDeclaration[],
  code: Assign,
): CompiledDimension {
  const { id, uses, whenUnknown } = dimension;
  const segments = [...new Set([...dimension.segments.map((segment) => segment.id), whenUnknown])];
  const unknownAt = segments.indexOf(whenUnknown);
  const own = uses.map((fact) => facts.find((declared) => declared.id === fact)!);
  const factsIn = (record: object) => Object.fromEntries(uses.map((fact) => [fact, seenIn(record, fact)]));
  const find = (seen: { readonly [fact: string]: unknown }) => {
    const finding = code(seen);
    if (finding === null) return { at: unknownAt, facts: {} };
    const segment = typeof finding === 'object' ? finding.segment : finding;
    const at = dimension.segments.findIndex((declared) => declared.id === segment);
    if (at < 0) {
      const expected = `one of ${dimension.segments.map((declared) => declared.id).join(', ')}, or null`;
      throw new InputError([issue('unknownReference', ['dimensions', id], expected, segment)], `code of ${id}`);
    }
    return { at, facts: typeof finding === 'object' ? finding.facts : {} };
  };
  return {
    id,
    follows: false,
    segments,
    assign: (_, __, record) => find(factsIn(record)).at,
    decide: (_, __, record, ___, trace) => {
      const seen = factsIn(record);
      const found = find(seen);
      const rule = segments[found.at]!;
      if (found.at === unknownAt && !dimension.segments.some((segment) => segment.id === whenUnknown)) {
        const missing = [
          ...new Set(uses.filter((fact) => seen[fact] === null).flatMap((fact) => rootsOf(record, fact))),
        ];
        trace.reasons.push(unknownReason(id, rule, missing));
        noteUnknown(trace, missing);
        return found.at;
      }
      trace.reasons.push({ code: 'byCode', rule, facts: { dimension: id, seen, ...found.facts } });
      return found.at;
    },
    assignColumns: ({ length }, _, base) => {
      const readers = own.map((fact) => [fact.id, columnReader(fact, base)] as const);
      return Int32Array.from(
        { length },
        (__, row) => find(Object.fromEntries(readers.map(([fact, read]) => [fact, read(row)]))).at,
      );
    },
  };
}
