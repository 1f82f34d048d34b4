import { Decimal, parseDecimal, readDecimal } from '../core/decimal.js';
import { issue } from '../core/issue.js';
import { checkRow, checkRows, refuseFaults } from '../core/row-check.js';
import { writeScaled } from '../core/scaled.js';
import { bigIntegers } from './arithmetic.js';
import { compileCharge } from './charge.js';
import type { ChargeModel } from './charge-model.js';
import { partsOf } from './piece-table.js';
import { refuse } from './refuse.js';
import { requireCharge } from './tariff-check.js';

/** Units added (or removed, below 0) within a period, and how many full-period units they come to. */
export interface UnitChange {
  readonly units: number;
  /** `units` times the part of the period that they were there; of the same sign. */
  readonly proratedUnits: string;
}

/**
 * What a graduated charge costs where units come and go within the period (licences, extensions): each change is rated in
 * the tiers that it fills or empties, by its own part of the period; a tier's flat fee is due once the tier was entered.
 *
 * @param charge `graduated`, with bounds in whole units
 * @param changes in the order in which they happened; never below 0 units in all
 * @returns exact amount, not rounded (quotients carried to 40 digits)
 * @throws PolicyError for a charge with faults; InputError with its path for a change that is none
 * @example
 * rateUnitChanges({ model: 'graduated', atZero: 'nothing', tiers: [{ upTo: 5, unit: '10', flat: '100' }, { unit: '5', flat: '50' }] }, [{ units: 5, proratedUnits: '3.5' }, { units: -2, proratedUnits: '-1' }]) //=> '125'
 */
export function rateUnitChanges(
  charge: Extract<ChargeModel, { readonly model: 'graduated' }>,
  changes: readonly UnitChange[],
): string {
  requireCharge(charge, () => 0);
  if (charge.model !== 'graduated') refuse('conflict', ['charge', 'model'], 'a graduated charge', charge.model);
  refuseFaults(checkChanges(changes, ['changes']));
  const slopes = compileCharge(
    { model: 'graduated', tiers: charge.tiers.map(({ flat: _, ...tier }) => tier) },
    0,
    0,
    bigIntegers,
  );
  let held = 0;
  let peak = 0;
  let amount = new Decimal(0);
  for (const [at, { units, proratedUnits }] of changes.entries()) {
    const prorated = parseDecimal(proratedUnits);
    if (!isPartOf(prorated, units))
      refuse('range', ['changes', at, 'proratedUnits'], `a part of ${units} units`, proratedUnits);
    const next = held + units;
    if (next < 0) refuse('range', ['changes', at, 'units'], `at most the ${held} units there are`, units);
    const full = priceBetween(held, next);
    if (units !== 0) amount = amount.plus(full.times(prorated).div(units));
    held = next;
    peak = Math.max(peak, held);
  }
  return amount.plus(flatsUpTo(peak)).toFixed();

  /** Full-period price of going from one number of units to another. */
  function priceBetween(from: number, to: number): Decimal {
    const total = (quantity: number): Decimal =>
      partsOf(slopes, BigInt(quantity), bigIntegers).reduce(
        (sum, part) => sum.plus(new Decimal(writeScaled(part.amount, slopes.amountScale))),
        new Decimal(0),
      );
    return total(to).minus(total(from));
  }

  function flatsUpTo(units: number): Decimal {
    if (units === 0) return new Decimal(charge.atZero === 'firstTierFlat' ? (charge.tiers[0]?.flat ?? 0) : 0);
    const reached = slopes.upTo.filter((bound) => BigInt(units) > bound).length;
    return charge.tiers.slice(0, reached + 1).reduce((sum, { flat }) => sum.plus(flat ?? 0), new Decimal(0));
  }
}

/** Whether units that were there for a part of the period are no more than all of them, of the same sign. */
function isPartOf(prorated: Decimal, units: number): boolean {
  return units < 0
    ? prorated.lessThanOrEqualTo(0) && prorated.greaterThanOrEqualTo(units)
    : prorated.greaterThanOrEqualTo(0) && prorated.lessThanOrEqualTo(units);
}

const checkChanges = /* @__PURE__ */ checkRows(
  'a list of changes',
  /* @__PURE__ */ checkRow<UnitChange>('a change { units, proratedUnits }', {
    units: (value, path) =>
      Number.isSafeInteger(value) ? [] : [issue('format', path, 'a whole number of units', value)],
    proratedUnits: (value, path) =>
      readDecimal(value) === undefined ? [issue('format', path, 'a decimal text', value)] : [],
  }),
);
