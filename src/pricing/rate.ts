import { InputError } from '../core/errors.js';
import { issue, type Path } from '../core/issue.js';
import { readScaledBig, writeScaled } from '../core/scaled.js';
import { bigIntegers, digitsOf } from './arithmetic.js';
import { compileCharge, quantityDigits, type SteppedCharge } from './charge.js';
import type { Quantity } from './charge-model.js';
import type { TierAmount } from './outcome.js';
import { partsOf } from './piece-table.js';
import { requireCharge } from './tariff-check.js';

/** What a quantity costs by one charge; exact, not rounded. */
export interface Rated {
  readonly amount: string;
  readonly tiers: readonly TierAmount[];
}

/**
 * Rates one quantity by one charge, exactly: what a line costs before the one rounding.
 *
 * @param charge any charge that depends on a quantity alone; for `graduatedPercentage` the quantity is an amount of money
 * @param quantity 0 or more
 * @param previous units rated before in the same period, 0 included: then only what the further ones add is told
 * (progressive billing)
 * @throws PolicyError for a charge with faults; InputError `format` or `range` for a malformed or negative quantity
 * @example
 * rateCharge({ model: 'graduated', tiers: [{ upTo: 5, unit: '7' }, { unit: '6.5' }] }, 6).amount //=> '41.5'
 */
export function rateCharge(charge: SteppedCharge, quantity: Quantity, previous?: Quantity): Rated {
  requireCharge(charge, quantityDigits);
  const scale = Math.max(quantityDigits(charge), digitsOf(quantity), digitsOf(previous ?? 0));
  const table = compileCharge(charge, scale, 0, bigIntegers);
  const before = readUnits(previous ?? 0, scale, ['previous']);
  const after = before + readUnits(quantity, scale, ['quantity']);
  const earlier = previous === undefined ? [] : partsOf(table, before, bigIntegers);
  const now = partsOf(table, after, bigIntegers);
  const added = table.cumulative
    ? now.map((part, at) => ({
        tier: part.tier,
        quantity: part.quantity - (earlier[at]?.quantity ?? 0n),
        amount: part.amount - (earlier[at]?.amount ?? 0n),
      }))
    : now.map((part) => ({ ...part, quantity: after - before, amount: part.amount - (earlier[0]?.amount ?? 0n) }));
  const kept = added.filter((part) => part.quantity !== 0n || part.amount !== 0n || added.length === 1);
  return {
    amount: exactText(
      added.reduce((sum, { amount }) => sum + amount, 0n),
      table.amountScale,
    ),
    tiers: kept.map(({ tier, quantity: units, amount }) => ({
      tier,
      quantity: exactText(units, scale),
      amount: exactText(amount, table.amountScale),
    })),
  };
}

function readUnits(value: Quantity, scale: number, path: Path): bigint {
  const exact = typeof value === 'string' || Number.isSafeInteger(value);
  const units = exact ? readScaledBig(String(value), scale) : undefined;
  if (units === undefined) throw new InputError([issue('format', path, 'a quantity as a decimal text', value)]);
  if (units < 0n) throw new InputError([issue('range', path, 'a quantity of 0 or more', value)]);
  return units;
}

/** A scaled value without trailing zeros. */
export function exactText(units: bigint, scale: number): string {
  const text = writeScaled(units, scale);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
