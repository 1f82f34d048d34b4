import type { PackedColumns } from '../core/columns.js';
import { rootsOf, seenIn, type Test } from '../core/comparison.js';
import { InputError, LimitError } from '../core/errors.js';
import { type FactTable, scaleOf } from '../core/fact-table.js';
import type { UnknownFact } from '../core/facts.js';
import { issue } from '../core/issue.js';
import type { Money } from '../core/money.js';
import { multiplyDivideRounded, type RoundingMode } from '../core/rounding.js';
import type { RuleSet } from '../core/rule-set.js';
import { writeScaled } from '../core/scaled.js';
import { type Figure, type FigureTerm, figureFact } from './figure.js';
import { constantOf, ratioOfTerm, scoredEnds } from './term-ratio.js';

/** The compiled figures of a policy: they fill their slots of a packed row, or their columns. */
export interface FigureProgram {
  /** Fills the figures' slots after the record was read. @throws InputError `limit` beyond 2^53 units */
  fill(row: Float64Array): void;
  fillColumns(packed: PackedColumns): void;
  /** Fills with one figure moved by so many units, those after it following. */
  fillMoved(row: Float64Array, figure: number, by: number): void;
  /** The record with the figures standing in it, for reasons. */
  shown(row: Float64Array, record: object): object;
  /** The comparisons behind the terms of a figure that counted. */
  evidence(row: Float64Array, shown: object, figure: number): readonly Test[];
}

interface CompiledTerm {
  /** Slot of the fact, or -1 for a fixed amount. */
  readonly slot: number;
  readonly constant: number;
  readonly fact: string;
  readonly low: number;
  readonly high: number;
  readonly multiply: number;
  readonly divide: number;
  /** Position among the figures' conditions, or -1. */
  readonly when: number;
}

interface CompiledFigure {
  readonly figure: Figure;
  readonly slot: number;
  readonly exists: number;
  readonly mode: RoundingMode;
  readonly terms: readonly CompiledTerm[];
}

/** The conditions of all terms, in order; the room reads them before any rule set is compiled. */
export function termConditions(
  figures: readonly Figure[],
): readonly { readonly when: object; readonly path: readonly (string | number)[] }[] {
  return figures.flatMap((figure, f) =>
    figure.terms.flatMap((term, t) =>
      term.when === undefined ? [] : [{ when: term.when, path: ['figures', f, 'terms', t, 'when'] }],
    ),
  );
}

/**
 * Compiles figures that {@link checkFigure} accepted.
 *
 * @param conditions - the rule set over {@link termConditions}
 */
export function compileFigures(figures: readonly Figure[], table: FactTable, conditions: RuleSet): FigureProgram {
  let next = 0;
  const existsSlots = new Map(
    table.slots.filter(({ role }) => role === 'exists').map(({ fact, index }) => [fact.id, index]),
  );
  const compiled: readonly CompiledFigure[] = figures.map((figure) => ({
    figure,
    slot: table.valueSlot(figure.id)!.index,
    exists: existsSlots.get(figure.id) ?? -1,
    mode: figure.rounding ?? 'halfUp',
    terms: figure.terms.map((term) => compileTerm(term, figure, table, term.when === undefined ? -1 : next++)),
  }));
  const fillOne = (row: Float64Array, { figure, slot, exists, mode, terms }: CompiledFigure, by: number): void => {
    let sum = by;
    for (const term of terms) {
      const part = termValue(term, mode, row, conditions, figure);
      sum += part;
      // Parts that cancel out have lost their last digits on the way.
      if (isBeyond(part) || isBeyond(sum)) throw beyond(figure.id, isBeyond(part) ? part : sum);
    }
    // 0 + -0 is 0, so a figure is never -0.
    row[slot] = sum + 0;
    if (exists >= 0) row[exists] = Number(!Number.isNaN(sum));
  };
  return {
    fill: (row) => {
      for (const one of compiled) fillOne(row, one, 0);
    },
    fillMoved: (row, figure, by) => {
      compiled.forEach((one, index) => {
        fillOne(row, one, index === figure ? by : 0);
      });
    },
    fillColumns: (packed) => fillColumns(compiled, packed, fillOne),
    shown: (row, record) => showFigures(compiled, conditions, row, record),
    evidence: (row, shown, figure) =>
      compiled[figure]!.terms.flatMap(({ when }) =>
        when >= 0 && conditions.truth(row, when) === true ? conditions.tests(row, shown, when) : [],
      ),
  };
}

/** Outside exact integers; an unknown figure (NaN) is not. */
const isBeyond = (units: number): boolean => units > Number.MAX_SAFE_INTEGER || units < Number.MIN_SAFE_INTEGER;

function beyond(id: string, received: unknown): InputError {
  return new InputError([issue('limit', [id], 'a figure below 2^53 units', received)], 'facts');
}

function compileTerm(term: FigureTerm, figure: Figure, table: FactTable, when: number): CompiledTerm {
  const own = scaleOf(figureFact(figure));
  const source = term.fact === undefined ? undefined : table.fact(term.fact);
  if (source === undefined) {
    const constant = constantOf(term, own, figure.rounding ?? 'halfUp');
    return { slot: -1, constant, fact: '', low: 0, high: 0, multiply: 1, divide: 1, when };
  }
  const scale = scaleOf(source);
  const [low, high] = scoredEnds(term, scale);
  const [multiply, divide] = ratioOfTerm(term, scale, own)!;
  return { slot: table.valueSlot(source.id)!.index, constant: 0, fact: source.id, low, high, multiply, divide, when };
}

function termValue(
  term: CompiledTerm,
  mode: RoundingMode,
  row: Float64Array,
  conditions: RuleSet,
  figure: Figure,
): number {
  if (term.when >= 0) {
    const holds = conditions.truth(row, term.when);
    if (holds !== true) return holds === 'unknown' ? Number.NaN : 0;
  }
  if (term.slot < 0) return term.constant;
  const value = row[term.slot]!;
  if (Number.isNaN(value)) return value;
  const within = term.low === term.high ? value : Math.min(Math.max(value, term.low), term.high) - term.low;
  if (term.divide === 1) return within * term.multiply;
  try {
    return multiplyDivideRounded(within, term.multiply, term.divide, mode);
  } catch (error) {
    throw error instanceof LimitError ? beyond(figure.id, error.received) : error;
  }
}

/** Sums of whole multiples run column by column; anything with a condition or a rounding runs row by row. */
function fillColumns(
  compiled: readonly CompiledFigure[],
  packed: PackedColumns,
  fillOne: (row: Float64Array, figure: CompiledFigure, by: number) => void,
): void {
  const row = new Float64Array(packed.slots.length);
  for (const one of compiled) {
    // A computed fact's column is one of doubles, made empty to be filled here.
    const out = packed.slots[one.slot] as Float64Array;
    if (one.terms.every(({ slot, when, divide, low, high }) => slot >= 0 && when < 0 && divide === 1 && low === high)) {
      sumColumns(one, packed, out);
    } else {
      for (let i = 0; i < packed.length; i += 1) {
        packed.slots.forEach((column, slot) => {
          row[slot] = column[i]!;
        });
        fillOne(row, one, 0);
        out[i] = row[one.slot]!;
      }
    }
    if (one.exists >= 0) packed.slots[one.exists]!.set(out.map((value) => Number(!Number.isNaN(value))));
  }
}

function sumColumns({ terms, figure }: CompiledFigure, packed: PackedColumns, out: Float64Array): void {
  out.fill(0);
  for (const { slot, multiply } of terms) {
    const column = packed.slots[slot]!;
    for (let i = 0; i < out.length; i += 1) {
      const part = column[i]! * multiply;
      const sum = out[i]! + part;
      if (isBeyond(part) || isBeyond(sum)) throw beyond(figure.id, isBeyond(part) ? part : sum);
      out[i] = sum;
    }
  }
}

function showFigures(
  compiled: readonly CompiledFigure[],
  conditions: RuleSet,
  row: Float64Array,
  record: object,
): object {
  const shown: Record<string, unknown> = { ...record };
  for (const { figure, slot, terms } of compiled) {
    const units = row[slot]!;
    const value = Number.isNaN(units) ? missingParts(terms, conditions, row, shown) : amountOf(figure, units);
    Object.defineProperty(shown, figure.id, { value, enumerable: true, configurable: true, writable: true });
  }
  return shown;
}

/** A figure's units as plain JSON. */
function amountOf(figure: Figure, units: number): Money | string {
  const amount = writeScaled(units, scaleOf(figureFact(figure)));
  return figure.kind === 'money' ? { amount, currency: figure.currency } : amount;
}

function missingParts(
  terms: readonly CompiledTerm[],
  conditions: RuleSet,
  row: Float64Array,
  shown: object,
): UnknownFact {
  const roots = new Set<string>();
  for (const { slot, when, fact } of terms) {
    if (when >= 0) {
      for (const root of conditions.unknownRoots(row, shown, when)) roots.add(root);
      if (conditions.truth(row, when) === false) continue;
    }
    if (slot >= 0 && Number.isNaN(row[slot])) for (const root of rootsOf(shown, fact)) roots.add(root);
  }
  return { unknown: [...roots] };
}

/** The figures of a shown record by id; what is unknown is null. */
export function figuresIn(figures: readonly Figure[], shown: object): Readonly<Record<string, Money | string | null>> {
  return Object.fromEntries(figures.map(({ id }) => [id, seenIn(shown, id) as Money | string | null]));
}
