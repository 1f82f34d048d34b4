import { type Issue, issue, type Path } from '../core/issue.js';

/** What is wrong with a text that may be missing. */
export function textFaults(value: unknown, path: Path): readonly Issue[] {
  return value === undefined || typeof value === 'string' ? [] : [issue('type', path, 'a text', value)];
}

/** What is wrong with a list of texts that may be missing. */
export function textListFaults(list: unknown, path: Path): readonly Issue[] {
  if (list === undefined) return [];
  if (!Array.isArray(list)) return [issue('type', path, 'a list of texts', list)];
  return list.flatMap((entry, at) =>
    typeof entry === 'string' ? [] : [issue('type', [...path, at], 'a text', entry)],
  );
}
