import { type Issue, issue, type Path } from '../core/issue.js';
import { overlaps, type ValidFor } from './catalogue.js';

/** An entry of a policy's list, perhaps one of several versions. */
export interface Identified {
  readonly id: string;
  readonly validFor?: ValidFor | undefined;
}

/** Every id once. */
export function checkUnique(entries: readonly Identified[], path: Path): readonly Issue[] {
  const seen = new Set<string>();
  return entries.flatMap(({ id }, at) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [issue('duplicate', [...path, at, 'id'], 'an id of its own', id)];
  });
}

/** Entries of one id are versions: each in order, no two on the same day. */
export function checkVersions(entries: readonly Identified[], path: Path): readonly Issue[] {
  const versions = new Map<string, number[]>();
  return entries.flatMap(({ id, validFor }, at) => {
    const issues: Issue[] = [];
    if (validFor?.from !== undefined && validFor.until !== undefined && validFor.until < validFor.from) {
      issues.push(issue('order', [...path, at, 'validFor', 'until'], `a day from ${validFor.from} on`, validFor.until));
    }
    const before = versions.get(id);
    if (before === undefined) {
      versions.set(id, [at]);
      return issues;
    }
    const earlier = before.find((other) => overlaps(entries[other]?.validFor, validFor));
    if (earlier !== undefined) {
      const expected = `a validity apart from that of ${id} at position ${earlier}`;
      issues.push(issue('overlap', [...path, at, 'validFor'], expected, validFor));
    }
    before.push(at);
    return issues;
  });
}

/** An id that has to be there. */
export function reference(ids: ReadonlySet<string>, id: string, path: Path, what: string): readonly Issue[] {
  return ids.has(id) ? [] : [issue('unknownReference', path, `the id of ${what}`, id)];
}
