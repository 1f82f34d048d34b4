import type { FactDeclaration } from '../core/facts.js';
import { type Issue, issue, type Path } from '../core/issue.js';

/** Checks lists of values by segment: of a text fact, each value once, and only values that the fact can have. */
export function checkNamedValues(
  segments: readonly { readonly id: string; readonly values: readonly string[] }[],
  fact: FactDeclaration,
  path: Path,
): readonly Issue[] {
  if (fact.kind !== 'text') return [issue('type', [...path, 'fact'], 'a text fact', fact.kind)];
  const issues: Issue[] = [];
  const owner = new Map<string, string>();
  for (const [k, segment] of segments.entries()) {
    for (const [v, value] of segment.values.entries()) {
      const at = [...path, 'segments', k, 'values', v];
      const other = owner.get(value);
      if (other !== undefined) issues.push(issue('overlap', at, `a value not listed under ${other}`, value));
      if (fact.values !== undefined && !fact.values.includes(value))
        issues.push(issue('unknownReference', at, `one of ${fact.values.join(', ')}`, value));
      owner.set(value, other ?? segment.id);
    }
  }
  return issues;
}
