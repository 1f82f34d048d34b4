import { InputError } from '../core/errors.js';
import { type FactTable, scaleOf } from '../core/fact-table.js';
import type { FactDeclaration } from '../core/facts.js';
import type { Money } from '../core/money.js';
import { boundsOf } from '../core/pack-fact.js';
import type { Program } from '../core/program.js';
import { writeScaled } from '../core/scaled.js';
import type { FigureProgram } from './figure-program.js';

/** One figure or fact that would change the tier if it alone were different: the nearest value that does. */
export interface TierChange<T extends string = string> {
  /** The fact or figure that moves; figures worked out from it follow. */
  readonly fact: string;
  readonly kind: 'fact' | 'figure';
  readonly from: Money | string | number;
  readonly to: Money | string | number;
  /** `to` less `from`. */
  readonly by: Money | string | number;
  /** The tier that the table would then say. */
  readonly tier: T;
}

/** What the search needs of a compiled policy. */
export interface TierSearch {
  readonly table: FactTable;
  readonly programs: readonly Program[];
  readonly figures: FigureProgram;
  readonly figureFacts: readonly FactDeclaration[];
  /** The table's tier for a filled row, as a position. */
  readonly tierOf: (row: Float64Array) => number;
}

/** A fact or figure to be moved, in whole units. */
interface Mover {
  readonly fact: FactDeclaration;
  readonly kind: 'fact' | 'figure';
  readonly now: number;
  readonly least: number;
  readonly most: number;
  /** Fills the row with the mover at a value. */
  readonly moveTo: (value: number) => void;
}

const furthest = 2 ** 50;

/**
 * The nearest change of every known number that changes the tier, per resulting tier. The tier can only change where some
 * number crosses a bound of the table, so each crossing is found by bisection and then tried; every answer is one that
 * was tried.
 *
 * Figures are taken to rise or fall steadily with a fact. Where a term's own condition tests the fact that moves, a nearer
 * change can be missed.
 */
export function findTierChanges(
  search: TierSearch,
  row: Float64Array,
): readonly (Omit<TierChange, 'tier'> & { readonly tier: number })[] {
  const original = Float64Array.from(row);
  const current = search.tierOf(row);
  const bounds = boundsBySlot(search.programs);
  const found: (Omit<TierChange, 'tier'> & { readonly tier: number })[] = [];
  for (const mover of moversOf(search, row, original)) {
    const nearest = new Map<number, number>();
    for (const value of crossings(mover, bounds, row)) {
      mover.moveTo(value);
      const tier = search.tierOf(row);
      const known = nearest.get(tier);
      // Nearer wins; of two as near, the larger.
      const nearer =
        known === undefined ||
        Math.abs(value - mover.now) < Math.abs(known - mover.now) ||
        (Math.abs(value - mover.now) === Math.abs(known - mover.now) && value > known);
      if (tier !== current && nearer) nearest.set(tier, value);
    }
    row.set(original);
    const { fact, kind, now } = mover;
    for (const [tier, value] of [...nearest].sort(([a], [b]) => a - b)) {
      const [from, to, by] = [now, value, value - now].map((units) => amountOf(fact, units)) as [Money, Money, Money];
      found.push({ fact: fact.id, kind, from, to, by, tier });
    }
  }
  return found;
}

function amountOf(fact: FactDeclaration, units: number): Money | string | number {
  if (fact.kind === 'money') return { amount: writeScaled(units, scaleOf(fact)), currency: fact.currency };
  return fact.kind === 'decimal' ? writeScaled(units, scaleOf(fact)) : units;
}

/** First whole unit inside, and first one beyond, of every interval that a slot is compared with. */
function boundsBySlot(programs: readonly Program[]): ReadonlyMap<number, readonly number[]> {
  const bounds = new Map<number, Set<number>>();
  for (const { slot, inside } of programs.flatMap(({ leaves }) => leaves.flat())) {
    const own = bounds.get(slot) ?? new Set<number>();
    bounds.set(slot, own);
    for (const [low, high] of inside) {
      for (const bound of [Math.ceil(low), Math.floor(high) + 1]) if (Number.isFinite(bound)) own.add(bound);
    }
  }
  return new Map([...bounds].map(([index, own]) => [index, [...own].sort((a, b) => a - b)]));
}

function moversOf(
  { table, figures, figureFacts }: TierSearch,
  row: Float64Array,
  original: Float64Array,
): readonly Mover[] {
  const facts = table.facts
    .filter(({ kind }) => kind === 'integer' || kind === 'decimal' || kind === 'money')
    .map((fact): Mover => {
      const slot = table.valueSlot(fact.id)!.index;
      const [low, high] = boundsOf(fact);
      return {
        fact,
        kind: 'fact',
        now: original[slot]!,
        least: Math.max(low, -furthest),
        most: Math.min(high, furthest),
        moveTo: (value) => {
          row.set(original);
          row[slot] = value;
          figures.fill(row);
        },
      };
    });
  const worked = figureFacts.map((fact, f): Mover => {
    const now = original[table.valueSlot(fact.id)!.index]!;
    return {
      fact,
      kind: 'figure',
      now,
      least: -furthest,
      most: furthest,
      moveTo: (value) => {
        row.set(original);
        figures.fillMoved(row, f, value - now);
      },
    };
  });
  return [...facts, ...worked].filter(({ now }) => !Number.isNaN(now));
}

/** The nearest value below and above at which any compared number crosses any bound. */
function crossings(
  mover: Mover,
  bounds: ReadonlyMap<number, readonly number[]>,
  row: Float64Array,
): ReadonlySet<number> {
  const found = new Set<number>();
  for (const [slot, list] of bounds) {
    for (const bound of list) {
      const beyond = (value: number): boolean => {
        mover.moveTo(value);
        return row[slot]! >= bound;
      };
      const here = beyond(mover.now);
      for (const end of [mover.least, mover.most]) {
        const value = firstOther(mover.now, end, (at) => beyond(at) !== here);
        if (value !== undefined) found.add(value);
      }
    }
  }
  return found;
}

/** The whole number nearest to `from`, towards `to`, from which `holds` is true on. */
function firstOther(from: number, to: number, holds: (value: number) => boolean): number | undefined {
  const sign = to < from ? -1 : 1;
  let step = 1;
  let last = 0;
  const distance = Math.floor(Math.abs(to - from));
  if (distance < 1) return undefined;
  // Widen until it holds, then halve.
  for (;;) {
    const at = Math.min(step, distance);
    if (within(() => holds(from + sign * at)) !== false) {
      let [no, yes] = [last, at];
      while (yes - no > 1) {
        const middle = Math.floor((no + yes) / 2);
        if (within(() => holds(from + sign * middle)) !== false) yes = middle;
        else no = middle;
      }
      return within(() => holds(from + sign * yes)) === true ? from + sign * yes : undefined;
    }
    if (at === distance) return undefined;
    [last, step] = [at, step * 4];
  }
}

/** `undefined` where a value is so far out that a figure leaves exact integers; the search then stops short of it. */
function within(answer: () => boolean): boolean | undefined {
  try {
    return answer();
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
