import { block, columnKernels, mostCodes, noCode } from './column-kernels.js';
import { InputError } from './errors.js';
import { type FactTable, otherText } from './fact-table.js';
import type { FactDeclaration } from './facts.js';
import { type Issue, issue } from './issue.js';
import { boundsOf } from './pack-fact.js';
import type { RuleSet } from './rule-set.js';

/** Positions in a list, one for every row; a negative one is none. */
export type Codes = Int8Array | Int16Array | Int32Array;

/** A column of codes into a list of texts; a negative code is unknown. */
export interface TextColumn {
  readonly codes: Codes;
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

/** One slot of every row; only doubles can hold an unknown (NaN). Kept as narrow as it came: memory costs more than reading it. */
export type PackedColumn = Float64Array | Int32Array | Int16Array | Uint8Array;

/** A base checked and packed: one column per slot. */
export interface PackedColumns {
  readonly length: number;
  readonly slots: readonly PackedColumn[];
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
  checkBase(input);
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
    return slot.role === 'exists' ? presence(packed.values) : packed.values;
  });
  const complete = table.slots.map(
    ({ fact, role }) => !computed.has(fact.id) && (role === 'exists' || byFact.get(fact.id)!.complete),
  );
  return { length: input.length, slots, complete };
}

/** A base without its frame, such as the bare columns, would be read as one of no rows. */
function checkBase(input: FactColumns): void {
  const { length, columns } = (input ?? {}) as { readonly length?: unknown; readonly columns?: unknown };
  const faults: Issue[] = [];
  if (!(Number.isSafeInteger(length) && (length as number) >= 0))
    faults.push(issue('range', ['length'], 'a whole number of rows, 0 or more', length));
  if (typeof columns !== 'object' || columns === null)
    faults.push(issue('type', ['columns'], 'columns by fact', columns));
  if (faults.length > 0) throw new InputError(faults, 'columns');
}

/** A fact's column, and whether every row of it is known. */
interface Packed {
  readonly values: PackedColumn;
  readonly complete: boolean;
}

const nothing: Packed = { values: new Float64Array(0), complete: false };

function presence(values: PackedColumn): Uint8Array {
  const known = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row += 1) known[row] = Number(!Number.isNaN(values[row]));
  return known;
}

function isColumn(column: unknown): column is FactColumn {
  if (typeof column !== 'object' || column === null) return false;
  if (!('codes' in column))
    return column instanceof Float64Array || column instanceof Int32Array || column instanceof Uint8Array;
  const { codes, values } = column as Partial<TextColumn>;
  return (
    (codes instanceof Int8Array || codes instanceof Int16Array || codes instanceof Int32Array) && Array.isArray(values)
  );
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
  if (!isColumn(column)) {
    faults.push(
      issue('type', [fact.id], 'a column: a Float64Array, Int32Array or Uint8Array, or codes and values', column),
    );
    return nothing;
  }
  const found = 'codes' in column ? column.codes.length : column.length;
  if (found !== length) {
    faults.push(issue('range', [fact.id], `${length} rows`, found));
    return nothing;
  }
  if ('codes' in column !== (fact.kind === 'text')) {
    const expected = fact.kind === 'text' ? 'a column of codes and values' : 'a column of numbers';
    faults.push(issue('type', [fact.id], expected, column));
    return nothing;
  }
  if ('codes' in column) return packTexts(fact, table, column, faults);
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
  const narrow = recode(codes, recoded);
  if (narrow !== undefined) return { values: narrow, complete: true };
  const row = codes.findIndex((code: number) => code >= values.length);
  if (row >= 0) {
    faults.push(
      issue('range', [fact.id, row], `a code below ${values.length}, or a negative one for unknown`, codes[row]),
    );
  }
  const packed = new Float64Array(codes.length);
  for (let row = 0; row < codes.length; row += 1) {
    const code = codes[row]!;
    packed[row] = code < 0 ? Number.NaN : recoded[code]!;
  }
  return { values: packed, complete: !codes.some((code: number) => code < 0) };
}

/** Codes as the policy numbers them; undefined where one is unknown or has no text, or where there are too many texts. */
function recode(codes: Codes, recoded: Float64Array): Int16Array | undefined {
  if (recoded.length > mostCodes - 2 || recoded.some((code) => code > mostCodes - 2)) return undefined;
  const byCode = Int32Array.of(noCode, ...Uint16Array.from(recoded), noCode);
  const kernels = columnKernels();
  const packed = new Int16Array(codes.length);
  for (let from = 0; from < codes.length; from += block) {
    const size = Math.min(block, codes.length - from);
    kernels.begin(size);
    if (!kernels.recode(codes, from, byCode)) return undefined;
    packed.set(kernels.codes.subarray(0, size), from);
  }
  return packed;
}

function packNumbers(fact: FactDeclaration, column: Float64Array | Int32Array | Uint8Array, faults: Issue[]): Packed {
  const [low, high] = fact.kind === 'flag' ? [0, 1] : boundsOf(fact);
  const whole = fact.kind !== 'number';
  // As in a record: whole units are exact only so far.
  const furthest = whole ? Number.MAX_SAFE_INTEGER : Number.MAX_VALUE;
  const least = Math.max(low, -furthest);
  const most = Math.min(high, furthest);
  const { fault, complete } = inspect(column, least, most, whole);
  if (fault >= 0) {
    const value = column[fault]!;
    faults.push(
      value >= least && value <= most
        ? issue('type', [fact.id, fault], 'a whole number of units', value)
        : issue('range', [fact.id, fault], `a value between ${least} and ${most}`, value),
    );
  }
  return { values: column, complete };
}

/**
 * Is every known value within bounds, and whole where asked?
 *
 * @returns the first row that is not, or -1, and whether no row is unknown (NaN)
 */
function inspect(
  column: PackedColumn,
  least: number,
  most: number,
  whole: boolean,
): { readonly fault: number; readonly complete: boolean } {
  const kernels = columnKernels();
  let complete = true;
  for (let from = 0; from < column.length; from += block) {
    const size = Math.min(block, column.length - from);
    kernels.begin(size);
    kernels.load(column, from);
    const odd = kernels.firstOdd(least, most, whole);
    if (odd === size) continue;
    complete = false;
    for (let row = from + odd; row < from + size; row += 1) {
      const value = column[row]!;
      const sound = value >= least && value <= most && (!whole || value === Math.trunc(value));
      if (!sound && !Number.isNaN(value)) return { fault: row, complete };
    }
  }
  return { fault: -1, complete };
}
