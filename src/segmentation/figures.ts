import { currencyScale } from '../core/currency.js';
import { InputError } from '../core/errors.js';
import { checkMoney, type Money } from '../core/exact-amount.js';
import { issue } from '../core/issue.js';
import { minorUnitsBig, moneyFromMinorUnits } from '../core/money.js';
import { sumMoney } from '../core/money-arithmetic.js';
import { divideRounded, type RoundingMode } from '../core/rounding.js';
import { largestMagnitude } from '../statistics/checks.js';
import { type Measured, measured, unmeasured } from '../statistics/measured.js';
import { average, total } from '../statistics/sum.js';

type Unknown = null | undefined;

/** Something to add up over a group of records; unknown where a record does not say. */
export type GroupMeasure<Row> = { readonly id: string } & (
  | {
      readonly kind: 'money';
      readonly currency: string;
      /** How the mean is rounded to the currency's scale. */
      readonly rounding: RoundingMode;
      /** The amount of a record. */
      readonly of: (row: Row) => Money | Unknown;
    }
  | {
      readonly kind: 'number';
      /** The figure of a record. */
      readonly of: (row: Row) => number | Unknown;
    }
  | {
      readonly kind: 'flag';
      /** Whether it holds for a record. */
      readonly of: (row: Row) => boolean | Unknown;
    }
);

/** A measure over a group; unknown records are counted and stand in no sum, mean or share. */
export type GroupFigure = { readonly id: string; readonly known: number; readonly unknown: number } & (
  | { readonly kind: 'money'; readonly sum: Money; readonly mean: Measured<Money> }
  | { readonly kind: 'number'; readonly sum: number; readonly mean: Measured }
  | { readonly kind: 'flag'; readonly count: number; readonly share: Measured }
);

/** One figure a measure, in their order. Sums are exact, whatever the order of the rows. */
export function figuresOf<Row>(rows: readonly Row[], measures: readonly GroupMeasure<Row>[]): readonly GroupFigure[] {
  return measures.map((measure) => figureOf(rows, measure));
}

function figureOf<Row>(rows: readonly Row[], measure: GroupMeasure<Row>): GroupFigure {
  const { id } = measure;
  if (measure.kind === 'money') {
    const amounts = knownOf(rows, measure.of);
    const faults = amounts.flatMap((amount) => checkMoney(amount, [id]));
    if (faults.length > 0) throw new InputError(faults);
    const sum = sumMoney(amounts, measure.currency);
    return { id, kind: 'money', ...counts(rows, amounts), sum, mean: meanMoney(sum, amounts.length, measure.rounding) };
  }
  if (measure.kind === 'number') {
    const values = knownOf(rows, measure.of);
    const odd = values.find((value) => typeof value !== 'number' || !(Math.abs(value) <= largestMagnitude));
    if (odd !== undefined) {
      const expected = Number.isFinite(odd) ? 'a number up to 1e150' : 'a finite number';
      throw new InputError([issue('type', [id], expected, odd)]);
    }
    const sum = total(values);
    const mean = values.length === 0 ? unmeasured('noObservations') : measured(average(values));
    return { id, kind: 'number', ...counts(rows, values), sum, mean };
  }
  const flags = knownOf(rows, measure.of);
  const odd = flags.find((flag: unknown) => typeof flag !== 'boolean');
  if (odd !== undefined) throw new InputError([issue('type', [id], 'true or false', odd)]);
  const count = flags.filter(Boolean).length;
  const share = flags.length === 0 ? unmeasured('noObservations') : measured(count / flags.length);
  return { id, kind: 'flag', ...counts(rows, flags), count, share };
}

function knownOf<Row, T>(rows: readonly Row[], of: (row: Row) => T | Unknown): readonly T[] {
  const known: T[] = [];
  for (const row of rows) {
    const value = of(row);
    if (value !== null && value !== undefined) known.push(value);
  }
  return known;
}

const counts = (rows: readonly unknown[], known: readonly unknown[]) => ({
  known: known.length,
  unknown: rows.length - known.length,
});

function meanMoney(sum: Money, count: number, mode: RoundingMode): Measured<Money> {
  if (count === 0) return unmeasured('noObservations');
  // A sum may be finer than its currency; the mean is rounded once, to the currency's scale.
  const finest = sum.amount.split('.')[1]?.length ?? 0;
  const scale = currencyScale(sum.currency);
  const units = minorUnitsBig(sum, Math.max(finest, scale));
  const parts = BigInt(count) * 10n ** BigInt(Math.max(0, finest - scale));
  return measured(moneyFromMinorUnits(divideRounded(units, parts, mode), sum.currency));
}
