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
  /** Per slot whether every row is known, so that nothing that asks it can be open. */
  readonly complete: readonly boolean[];
}

/**
 * Packs columns for a rule set. A column is checked as a whole, so a value out of bounds is an error that names the
 * first bad row, not a reject: a base by columns comes from a warehouse that has its own checks.
 *
 * @throws InputError with every faulty column
 */
export function packColumns({ table }: Pick<RuleSet, 'table'>, input: FactColumns): PackedColumns {
  const faults: Issue[] = [];
  const byFact = new Map<string, Packed>();
  // Facts without a column share one of unknowns.
  let unknown: Packed | undefined;
  const allUnknown = (): Packed => {
    unknown ??= { values: new Float64Array(input.length).fill(Number.NaN), complete: false };
    return unknown;
  };
  for (const fact of table.facts) {
    const column = Object.hasOwn(input.columns, fact.id) ? input.columns[fact.id] : undefined;
    byFact.set(fact.id, column === undefined ? allUnknown() : packColumn(fact, table, column, input.length, faults));
  }
  if (faults.length > 0) throw new InputError(faults, 'columns');
  // Computed facts come as empty columns for the room to fill, each slot its own.
  const computed = new Set(table.computed.map(({ id }) => id));
  const slots = table.slots.map((slot) => {
    if (computed.has(slot.fact.id)) return new Float64Array(input.length).fill(Number.NaN);
    const packed = byFact.get(slot.fact.id)!;
    if (slot.role !== 'exists') return packed.values;
    return packed === unknown ? new Float64Array(input.length) : presence(packed.values);
  });
  const complete = table.slots.map(
    ({ fact, role }) => !computed.has(fact.id) && (role === 'exists' || byFact.get(fact.id)!.complete),
  );
  return { length: input.length, slots, complete };
}

/** A fact's column of doubles, and whether every row of it is known. */
interface Packed {
  readonly values: Float64Array;
  readonly complete: boolean;
}

const nothing: Packed = { values: new Float64Array(0), complete: false };

function presence(values: Float64Array): Float64Array {
  const known = new Float64Array(values.length);
  for (let row = 0; row < values.length; row += 1) known[row] = Number(!Number.isNaN(values[row]));
  return known;
}

function packColumn(
  fact: FactDeclaration,
  table: FactTable,
  column: FactColumn,
  length: number,
  faults: Issue[],
): Packed {
  if (fact.kind === 'textList') {
    faults.push(issue('type', [fact.id], 'no column: a list of texts is decided from records', column));
    return nothing;
  }
  const found = 'codes' in column ? column.codes.length : column.length;
  if (found !== length) {
    faults.push(issue('range', [fact.id], `${length} rows`, found));
    return nothing;
  }
  if ('codes' in column) return packTexts(fact, table, column, faults);
  if (fact.kind === 'text') {
    faults.push(issue('type', [fact.id], 'a column of codes and values', column));
    return nothing;
  }
  return packNumbers(fact, column, faults);
}

function packTexts(fact: FactDeclaration, table: FactTable, { codes, values }: TextColumn, faults: Issue[]): Packed {
  const known = table.codes(fact.id);
  const closed = fact.kind === 'text' && fact.values !== undefined;
  const recoded = Float64Array.from(values, (value, index) => {
    const code = known.get(value);
    if (code === undefined && closed)
      faults.push(issue('unknownReference', [fact.id, 'values', index], `one of ${fact.values.join(', ')}`, value));
    return code ?? otherText;
  });
  const packed = new Float64Array(codes.length);
  let missing = 0;
  for (let row = 0; row < codes.length; row += 1) {
    const code = codes[row]!;
    packed[row] = code < 0 ? Number.NaN : recoded[code]!;
    missing += Number(code < 0);
  }
  return { values: packed, complete: missing === 0 };
}

function packNumbers(fact: FactDeclaration, column: Float64Array | Int32Array | Uint8Array, faults: Issue[]): Packed {
  const packed = column instanceof Float64Array ? column : new Float64Array(column);
  const [low, high] = fact.kind === 'flag' ? [0, 1] : boundsOf(fact);
  const least = Math.max(low, -Number.MAX_VALUE);
  const most = Math.min(high, Number.MAX_VALUE);
  const whole = fact.kind !== 'number';
  let complete = true;
  for (let row = 0; row < packed.length; row += 1) {
    const value = packed[row]!;
    if (value >= least && value <= most && (!whole || value === Math.trunc(value))) continue;
    complete = false;
    if (Number.isNaN(value)) continue;
    const inRange = value >= least && value <= most;
    faults.push(
      inRange
        ? issue('type', [fact.id, row], 'a whole number of units', value)
        : issue('range', [fact.id, row], `a value between ${least} and ${most}`, value),
    );
    break;
  }
  return { values: packed, complete };
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
  return sweep(program, packed, undefined, passStrict);
}

/**
 * Of the rows given, those that a condition could still claim if what is missing were known, by condition index; -1
 * where none could. Ask it of the rows that {@link firstTrueColumns} left at -1.
 */
export function firstPossibleColumns(program: Program, packed: PackedColumns, rows: Int32Array): Int32Array {
  return sweep(program, packed, rows, passLenient);
}

/** Splits a selection by one interval into `yes` and `no`, appended after what they hold; returns the new `yes` count. */
type Pass = (
  column: Float64Array,
  low: number,
  high: number,
  selection: Int32Array,
  size: number,
  yes: Int32Array,
  yesFrom: number,
  no: Int32Array,
  noFrom: number,
) => number;

// Branch-free: both ends are written before it is known which one grows.
const passStrict: Pass = (column, low, high, selection, size, yes, yesFrom, no, noFrom) => {
  let y = yesFrom;
  let n = noFrom;
  for (let i = 0; i < size; i += 1) {
    const row = selection[i]!;
    const value = column[row]!;
    const inside = Number(value >= low && value <= high);
    yes[y] = row;
    no[n] = row;
    y += inside;
    n += 1 - inside;
  }
  return y;
};

/** The same with unknown (NaN) granted. */
const passLenient: Pass = (column, low, high, selection, size, yes, yesFrom, no, noFrom) => {
  let y = yesFrom;
  let n = noFrom;
  for (let i = 0; i < size; i += 1) {
    const row = selection[i]!;
    const value = column[row]!;
    const outside = Number(value < low || value > high);
    yes[y] = row;
    no[n] = row;
    y += 1 - outside;
    n += outside;
  }
  return y;
};

/**
 * Gives the rows that {@link firstTrueColumns} left at -1 one of two results: `whenUnknown` where a condition is open,
 * `otherwise` where all are false.
 */
export function settleOpenColumns(
  program: Program,
  packed: PackedColumns,
  found: Int32Array,
  whenUnknown: number,
  otherwise: number,
): Int32Array {
  if (program.slot.every((slot) => packed.complete[slot])) {
    for (let row = 0; row < found.length; row += 1) if (found[row]! < 0) found[row] = otherwise;
    return found;
  }
  const open = rowsLeft(found);
  const possible = firstPossibleColumns(program, packed, open);
  for (const row of open) found[row] = possible[row]! >= 0 ? whenUnknown : otherwise;
  return found;
}

function rowsLeft(found: Int32Array): Int32Array {
  let size = 0;
  for (let row = 0; row < found.length; row += 1) size += Number(found[row]! < 0);
  const rows = new Int32Array(size);
  let at = 0;
  for (let row = 0; row < found.length; row += 1) if (found[row]! < 0) rows[at++] = row;
  return rows;
}

/**
 * For every row how many of the rising `limits` lie below its value: the index of its band. `whenUnknown` for NaN.
 */
export function bandColumns(
  column: Float64Array,
  complete: boolean,
  limits: Float64Array,
  whenUnknown: number,
): Int32Array {
  const found = new Int32Array(column.length);
  for (const limit of limits) {
    for (let row = 0; row < found.length; row += 1) found[row]! += Number(column[row]! > limit);
  }
  if (!complete)
    for (let row = 0; row < found.length; row += 1) if (Number.isNaN(column[row])) found[row] = whenUnknown;
  return found;
}

function sweep(program: Program, packed: PackedColumns, rows: Int32Array | undefined, pass: Pass): Int32Array {
  const found = new Int32Array(packed.length).fill(-1);
  const size = program.slot.length;
  const start = program.entries[0]!;
  const length = rows === undefined ? packed.length : rows.length;
  if (start < 0) return found.fill(~start);
  if (size === 0 || length === 0) return found;
  // One place more than rows, for the write that does not count.
  const place = (): Int32Array => new Int32Array(block + 1);
  const waiting: Waiting = {
    rows: Array.from({ length: size + 1 }, place),
    counts: new Int32Array(size + 1),
    hits: place(),
    misses: place(),
  };
  const first = waiting.rows[start]!;
  for (let from = 0; from < length; from += block) {
    const taken = Math.min(block, length - from);
    if (rows === undefined) for (let i = 0; i < taken; i += 1) first[i] = from + i;
    else first.set(rows.subarray(from, from + taken));
    waiting.counts.fill(0);
    waiting.counts[start] = taken;
    for (let at = start; at < size; at += 1) {
      if (waiting.counts[at]! > 0) step(program, packed, waiting, at, pass, found);
    }
  }
  return found;
}

function step(
  program: Program,
  packed: PackedColumns,
  waiting: Waiting,
  at: number,
  pass: Pass,
  found: Int32Array,
): void {
  const { rows, counts, hits, misses } = waiting;
  const onTrue = program.onTrue[at]!;
  const onFalse = program.onFalse[at]!;
  const yes = onTrue < 0 ? hits : rows[onTrue]!;
  const no = onFalse < 0 || onFalse === onTrue ? misses : rows[onFalse]!;
  const yesFrom = yes === hits ? 0 : counts[onTrue]!;
  const noFrom = no === misses ? 0 : counts[onFalse]!;
  const size = counts[at]!;
  const column = packed.slots[program.slot[at]!]!;
  const yesCount = pass(column, program.low[at]!, program.high[at]!, rows[at]!, size, yes, yesFrom, no, noFrom);
  settle(onTrue, yes, yesCount, waiting, found);
  settle(onFalse, no, noFrom + size - (yesCount - yesFrom), waiting, found);
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
