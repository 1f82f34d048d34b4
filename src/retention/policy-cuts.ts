import type { FactTable } from '../core/fact-table.js';
import { type Issue, issue, type Path } from '../core/issue.js';

/** The ids of a list, for an issue. */
export const names = (list: readonly { readonly id: string }[]): string => list.map(({ id }) => id).join(', ');

/** Ids that stand twice. */
export function checkIds(list: readonly { readonly id: string }[], path: Path, issues: Issue[]): void {
  const first = new Map<string, number>();
  list.forEach(({ id }, index) => {
    const earlier = first.get(id);
    if (earlier === undefined) first.set(id, index);
    else issues.push(issue('duplicate', [...path, index, 'id'], `an id not used at position ${earlier}`, id));
  });
}

/** Whether an id is one of a list's. */
export function checkReference(
  id: string,
  list: readonly { readonly id: string }[],
  path: Path,
  issues: Issue[],
): void {
  if (list.some((entry) => entry.id === id)) return;
  issues.push(issue('unknownReference', path, `one of ${list.map((entry) => entry.id).join(', ')}`, id));
}

/** Whether an id names a date fact. */
export function checkDateFact(id: string, table: FactTable, path: Path, issues: Issue[]): void {
  const fact = table.fact(id);
  if (fact === undefined) issues.push(issue('unknownFact', path, `one of ${names(table.facts)}`, id));
  else if (fact.kind !== 'date') issues.push(issue('type', path, 'a date fact', fact.kind));
}

interface Cut {
  readonly upTo?: unknown;
  readonly below?: unknown;
}

/** Every cut but the last has one bound, and bounds rise. */
export function checkCuts(
  cutList: readonly Cut[],
  read: (limit: unknown, path: Path) => number | Issue,
  at: Path,
  issues: Issue[],
): void {
  let previous: { readonly limit: number; readonly shown: unknown; readonly inclusive: boolean } | undefined;
  cutList.forEach(({ upTo, below }, index) => {
    const last = index === cutList.length - 1;
    const key = upTo === undefined ? 'below' : 'upTo';
    const path = [...at, index, key];
    if (last) {
      if (upTo !== undefined || below !== undefined)
        issues.push(issue('conflict', path, 'no bound on the last one, so that nothing falls out', upTo ?? below));
      return;
    }
    if ((upTo === undefined) === (below === undefined)) {
      issues.push(issue('conflict', [...at, index, 'upTo'], 'either upTo or below', upTo));
      return;
    }
    const limit = read(upTo ?? below, path);
    if (typeof limit === 'object') {
      issues.push(limit);
      return;
    }
    const inclusive = upTo !== undefined;
    if (
      previous !== undefined &&
      !(limit > previous.limit || (limit === previous.limit && inclusive && !previous.inclusive))
    )
      issues.push(issue('order', path, `more than ${String(previous.shown)}`, upTo ?? below));
    previous = { limit, shown: upTo ?? below, inclusive };
  });
}
