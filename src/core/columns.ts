import { InputError } from './errors.js';
import { boundsOf } from './fact-reader.js';
import { type FactTable, otherText } from './fact-table.js';
import type { FactDeclaration } from './facts.js';
import { type Issue, issue } from './issue.js';
import type { Program } from './program.js';
import type { RuleSet } from './rule-set.js';

/** A column of codes into a list of texts; a negative code is unknown. */
export interface TextColumn {
  readonly codes: Int8Array | Int16Array | Int32Array;
  readonly values: readonly string[];
}

/**
 * One fact for every row. Typed arrays hold packed numbers, NaN unknown: integers and numbers as they are, money and
 * decimals in units of their scale (cents), dates as day numbers, flags as 0 and 1. Texts are dictionary-coded.
 */
export type FactColumn = Float64Array | Int32Array | Uint8Array | TextColumn;

/** A base by columns: the fast way in. A declared fact without a column is unknown for every row. */
export interface FactColumns {
  readonly length: number;
  readonly columns: { readonly [fact: string]: FactColumn };
}

/** A base checked and packed: one column of doubles per slot. */
export interface PackedColumns {
  readonly length: number;
  readonly slots: readonly Float64Array[];
}

/**
 * Packs columns for a rule set. A column is checked as a whole, so a value out of bounds is an error that names the
 * first bad row, not a reject: a base by columns comes from a warehouse that has its own checks.
 *
 * @throws InputError with every faulty column
 */
export function packColumns({ table }: Pick<RuleSet, 'table'>, input: FactColumns): PackedColumns {
  const faults: Issue[] = [];
  const byFact = new Map<string, Float64Array>();
  for (const fact of table.facts) {
    const column = Object.hasOwn(input.columns, fact.id) ? input.columns[fact.id] : undefined;
    byFact.set(
      fact.id,
      column === undefined
        ? new Float64Array(input.length).fill(Number.NaN)
        : packColumn(fact, table, column, input.length, faults),
    );
  }
  if (faults.length > 0) throw new InputError(faults, 'columns');
  // Computed facts come as empty columns for the room to fill, each slot its own.
  const computed = new Set(table.computed.map(({ id }) => id));
  const slots = table.slots.map((slot) => {
    if (computed.has(slot.fact.id)) return new Float64Array(input.length).fill(Number.NaN);
    const values = byFact.get(slot.fact.id)!;
    if (slot.role === 'exists') return values.map((value) => (Number.isNaN(value) ? 0 : 1));
    return values;
  });
  return { length: input.length, slots };
}

function packColumn(
  fact: FactDeclaration,
  table: FactTable,
  column: FactColumn,
  length: number,
  faults: Issue[],
): Float64Array {
  if (fact.kind === 'textList') {
    faults.push(issue('type', [fact.id], 'no column: a list of texts is decided from records', column));
    return new Float64Array(0);
  }
  const found = 'codes' in column ? column.codes.length : column.length;
  if (found !== length) {
    faults.push(issue('range', [fact.id], `${length} rows`, found));
    return new Float64Array(0);
  }
  if ('codes' in column) return packTexts(fact, table, column, faults);
  if (fact.kind === 'text') {
    faults.push(issue('type', [fact.id], 'a column of codes and values', column));
    return new Float64Array(0);
  }
  return packNumbers(fact, column, faults);
}

function packTexts(
  fact: FactDeclaration,
  table: FactTable,
  { codes, values }: TextColumn,
  faults: Issue[],
): Float64Array {
  const known = table.codes(fact.id);
  const closed = fact.kind === 'text' && fact.values !== undefined;
  const recoded = Float64Array.from(values, (value, index) => {
    const code = known.get(value);
    if (code === undefined && closed)
      faults.push(issue('unknownReference', [fact.id, 'values', index], `one of ${fact.values.join(', ')}`, value));
    return code ?? otherText;
  });
  const packed = new Float64Array(codes.length);
  for (let row = 0; row < codes.length; row += 1) packed[row] = codes[row]! < 0 ? Number.NaN : recoded[codes[row]!]!;
  return packed;
}

function packNumbers(
  fact: FactDeclaration,
  column: Float64Array | Int32Array | Uint8Array,
  faults: Issue[],
): Float64Array {
  const packed = column instanceof Float64Array ? column : Float64Array.from(column);
  const [low, high] = fact.kind === 'flag' ? [0, 1] : boundsOf(fact);
  const least = Math.max(low, -Number.MAX_VALUE);
  const most = Math.min(high, Number.MAX_VALUE);
  for (let row = 0; row < packed.length; row += 1) {
    const value = packed[row]!;
    if (value < least || value > most) {
      faults.push(issue('range', [fact.id, row], `a value between ${least} and ${most}`, value));
      break;
    }
  }
  if (fact.kind === 'number') return packed;
  for (let row = 0; row < packed.length; row += 1) {
    const value = packed[row]!;
    if (value !== Math.trunc(value) && !Number.isNaN(value)) {
      faults.push(issue('type', [fact.id, row], 'a whole number of units', value));
      break;
    }
  }
  return packed;
}

const block = 2048;

/** Rows of the current block waiting at each entry of a program; the last one collects the rows that nothing matched. */
interface Waiting {
  readonly rows: readonly Int32Array[];
  readonly counts: Int32Array;
  /** Scratch for rows that a jump decides. */
  readonly hits: Int32Array;
  readonly misses: Int32Array;
}

/**
 * For every row the index of the first condition that is true, or -1: {@link firstTrue} over columns.
 *
 * Rows travel through the program's entries as selection vectors: each entry reads one column for the rows that
 * reached it and hands them on to two others. Nothing is decided row by row, so there is nothing to mispredict.
 */
export function firstTrueColumns(program: Program, packed: PackedColumns): Int32Array {
  return sweep(program, packed, everyRow(packed.length), false);
}

/**
 * Of the rows given, those that a condition could still claim if what is missing were known, by condition index; -1
 * where none could. Ask it of the rows that {@link firstTrueColumns} left at -1.
 */
export function firstPossibleColumns(program: Program, packed: PackedColumns, rows: Int32Array): Int32Array {
  return sweep(program, packed, rows, true);
}

function everyRow(length: number): Int32Array {
  const rows = new Int32Array(length);
  for (let row = 0; row < length; row += 1) rows[row] = row;
  return rows;
}

function sweep(program: Program, packed: PackedColumns, rows: Int32Array, lenient: boolean): Int32Array {
  const found = new Int32Array(packed.length).fill(-1);
  const size = program.slot.length;
  // One place more than rows: the branch-free step writes both ends before it knows which one grows.
  const place = (): Int32Array => new Int32Array(block + 1);
  const waiting: Waiting = {
    rows: Array.from({ length: size + 1 }, place),
    counts: new Int32Array(size + 1),
    hits: place(),
    misses: place(),
  };
  const start = program.entries[0]!;
  if (start < 0) return found.fill(~start);
  if (size === 0) return found;
  for (let from = 0; from < rows.length; from += block) {
    const taken = rows.subarray(from, from + block);
    waiting.rows[start]!.set(taken);
    waiting.counts.fill(0);
    waiting.counts[start] = taken.length;
    for (let at = start; at < size; at += 1) {
      if (waiting.counts[at]! > 0) step(program, packed, waiting, at, lenient, found);
    }
  }
  return found;
}

function step(
  program: Program,
  packed: PackedColumns,
  waiting: Waiting,
  at: number,
  lenient: boolean,
  found: Int32Array,
): void {
  const { rows, counts, hits, misses } = waiting;
  const onTrue = program.onTrue[at]!;
  const onFalse = program.onFalse[at]!;
  const yes = onTrue < 0 ? hits : rows[onTrue]!;
  const no = onFalse < 0 || onFalse === onTrue ? misses : rows[onFalse]!;
  let yesCount = yes === hits ? 0 : counts[onTrue]!;
  let noCount = no === misses ? 0 : counts[onFalse]!;
  const column = packed.slots[program.slot[at]!]!;
  const low = program.low[at]!;
  const high = program.high[at]!;
  const selection = rows[at]!;
  const size = counts[at]!;
  for (let i = 0; i < size; i += 1) {
    const row = selection[i]!;
    const value = column[row]!;
    const inside = Number(lenient ? !(value < low || value > high) : value >= low && value <= high);
    yes[yesCount] = row;
    no[noCount] = row;
    yesCount += inside;
    noCount += 1 - inside;
  }
  settle(onTrue, yes, yesCount, waiting, found);
  settle(onFalse, no, noCount, waiting, found);
}

function settle(
  target: number,
  selected: Int32Array,
  count: number,
  { rows, counts }: Waiting,
  found: Int32Array,
): void {
  if (target < 0) {
    for (let i = 0; i < count; i += 1) found[selected[i]!] = ~target;
  } else if (selected === rows[target]) {
    counts[target] = count;
  } else {
    rows[target]!.set(selected.subarray(0, count), counts[target]!);
    counts[target]! += count;
  }
}
