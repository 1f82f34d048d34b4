import { type Issue, issue, type Path } from './issue.js';
import { refuseFaults } from './row-check.js';

/**
 * What is no list, entries that are no objects, ids that are no texts, and an id that stands twice.
 *
 * @param once - what the id of an entry is expected to be
 */
export function namedListFaults(list: unknown, path: Path, once: string): readonly Issue[] {
  if (!Array.isArray(list)) return [issue('type', path, 'a list', list)];
  const seen = new Set<string>();
  return list.flatMap((entry: unknown, at): readonly Issue[] => {
    if (typeof entry !== 'object' || entry === null)
      return [issue('type', [...path, at], 'an entry with an id', entry)];
    const { id } = entry as { readonly id?: unknown };
    if (typeof id !== 'string' || id === '') return [issue('type', [...path, at, 'id'], 'a text', id)];
    if (seen.has(id)) return [issue('duplicate', [...path, at, 'id'], once, id)];
    seen.add(id);
    return [];
  });
}

/** Refuses a list with {@link namedListFaults}. @throws InputError with every such entry */
export function checkNamedList(list: readonly { readonly id: string }[], path: Path, once: string): void {
  refuseFaults(namedListFaults(list, path, once));
}
