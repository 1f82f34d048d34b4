import { type Issue, issue, type Path } from '../core/issue.js';
import type { SqlDialect, SqlOptions } from './sql-text.js';

/** A name in double quotes and where it stands in what a caller gave. */
interface Placed {
  readonly name: string;
  readonly path: Path;
}

/** Facts that the database would read from one column; the later of each two is named. */
export function sharedColumns(facts: readonly { readonly id: string }[], options: SqlOptions): readonly Issue[] {
  // Whoever says where facts stand has told them apart, or means one column.
  if (options.column !== undefined) return [];
  const placed = facts.map(({ id }, at) => ({ name: id, path: ['facts', at, 'id'] }));
  return sharedNames(placed, options.dialect, ', or where it stands by `column`');
}

/** Columns of a query's result that the database would give one name. */
export function sharedResults(
  keep: readonly string[],
  dimensions: readonly string[],
  { dialect }: SqlOptions,
): readonly Issue[] {
  const kept = keep.map((name, at) => ({ name, path: ['keep', at] }));
  const assigned = dimensions.map((name, at) => ({ name, path: ['dimensions', at, 'id'] }));
  return sharedNames([...kept, ...assigned], dialect, '');
}

function sharedNames(placed: readonly Placed[], dialect: SqlDialect, otherwise: string): readonly Issue[] {
  const earlier = new Map<string, string>();
  return placed.flatMap(({ name, path }) => {
    const taken = dialect === 'duckdb' ? foldCase(name) : cut(name);
    const other = earlier.get(taken);
    if (other !== undefined)
      return [issue('duplicate', path, `a name that ${dialect} tells from "${other}"${otherwise}`, name)];
    earlier.set(taken, name);
    return [];
  });
}

/** DuckDB takes letters from A to Z of either case for one, in quotes as well. Source: its manual, "Keywords and Identifiers". */
function foldCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Octets that PostgreSQL keeps of a name, in whole characters. Source: its manual, "Lexical Structure". */
const keptOctets = 63;

function cut(name: string): string {
  const encoder = new TextEncoder();
  let octets = 0;
  let kept = '';
  for (const character of name) {
    octets += encoder.encode(character).length;
    if (octets > keptOctets) return kept;
    kept += character;
  }
  return kept;
}
