import { readScaledBig, writeScaled } from '../core/scaled.js';
import { bigIntegers } from './arithmetic.js';
import { amountOf, compileCharge, quantityDigits, type SteppedCharge } from './charge.js';
import { refuse } from './refuse.js';
import type { TariffPlan } from './tariff.js';
import { requirePlans } from './tariff-check.js';

/** Digits in which amounts and prices of two plans meet. */
const moneyDigits = 24;

/** A quantity at which two plans cost the same, and which is cheaper on either side. */
export interface Breakeven {
  /** Exact, as a fraction. */
  readonly numerator: string;
  readonly denominator: string;
  /** To six decimal places, half up, for display. */
  readonly quantity: string;
  /** The least whole quantity from which the plan that is cheaper above is at least as cheap. */
  readonly wholeFrom: string;
  readonly cheaperBelow: string;
  readonly cheaperAbove: string;
}

/**
 * Where two plans of one meter cross, by exact fractions; one-off amounts are spread over `months`. Plans that charge by
 * started blocks step and have no single crossing: they are refused (InputError `conflict`).
 *
 * @throws PolicyError for plans and charges with faults; InputError `conflict` for several meters or blocks, `range` for `months`
 * @param months over which one-off amounts are spread, 1 or more
 * @example
 * breakevens(
 *   { id: 'A', provider: 'us', monthly: '30', charges: [{ meter: 'minutes', charge: { model: 'perUnit', amount: '0.10' } }] },
 *   { id: 'B', provider: 'us', monthly: '60', charges: [{ meter: 'minutes', charge: { model: 'perUnit', amount: '0.05' } }] },
 *   12,
 * ).map(({ quantity, cheaperBelow }) => [quantity, cheaperBelow]) //=> [['600.000000', 'A']]
 */
export function breakevens(a: TariffPlan, b: TariffPlan, months: number): readonly Breakeven[] {
  if (!(Number.isSafeInteger(months) && months >= 1))
    refuse('range', ['months'], 'a whole number of months, 1 or more', months);
  requirePlans([a, b], ({ charges }) => Math.max(0, ...charges.map(({ charge }) => quantityDigits(charge))));
  const [first, second] = [lineOf(a, months), lineOf(b, months)];
  const scale = Math.max(first.digits, second.digits);
  const [f, g] = [curve(first, scale), curve(second, scale)];
  const bounds = [...new Set([0n, ...f.bounds, ...g.bounds])].sort((x, y) => (x < y ? -1 : 1));
  const found: Breakeven[] = [];
  for (const [at, low] of bounds.entries()) {
    const high = bounds[at + 1];
    const difference = f.after(low) - g.after(low);
    const slope = f.slope(low) - g.slope(low);
    if (slope === 0n) continue;
    // low + x, with difference + slope × x = 0
    const [up, down] = slope < 0n ? [difference, -slope] : [-difference, slope];
    if (up <= 0n || (high !== undefined && up > (high - low) * down)) continue;
    const numerator = low * down + up;
    const unit = 10n ** BigInt(scale);
    const cheaperAbove = slope < 0n ? a.id : b.id;
    found.push({
      ...reduced(numerator, down * unit),
      quantity: writeScaled(bigIntegers.divide(numerator * 10n ** 6n, down * unit, 'halfUp'), 6),
      wholeFrom: String(bigIntegers.divide(numerator, down * unit, 'ceiling')),
      cheaperBelow: cheaperAbove === a.id ? b.id : a.id,
      cheaperAbove,
    });
  }
  return found;
}

function reduced(numerator: bigint, denominator: bigint): { readonly numerator: string; readonly denominator: string } {
  let [x, y] = [numerator, denominator];
  while (y !== 0n) [x, y] = [y, x % y];
  return { numerator: String(numerator / x), denominator: String(denominator / x) };
}

interface Line {
  readonly id: string;
  readonly charge: SteppedCharge;
  readonly months: number;
  /** One-off and monthly amounts over all months, in units of 10^-24. */
  readonly always: bigint;
  readonly digits: number;
}

function lineOf({ id, monthly, oneOff = '0', charges }: TariffPlan, months: number): Line {
  const charge = charges[0]?.charge;
  if (charges.length !== 1 || charge === undefined) refuse('conflict', [id, 'charges'], 'plans of one meter', charges);
  const read = (amount: string): bigint =>
    readScaledBig(amount, moneyDigits) ??
    refuse('range', [id], `amounts of at most ${moneyDigits} decimal places`, amount);
  const always = read(oneOff) + BigInt(months) * read(monthly);
  return { id, charge, months, always, digits: quantityDigits(charge) };
}

interface Curve {
  readonly bounds: readonly bigint[];
  /** The cost just beyond a quantity, flat fees of the tier entered there included. */
  readonly after: (quantity: bigint) => bigint;
  readonly slope: (quantity: bigint) => bigint;
}

/** The cost over all months as a function of one month's quantity, in units of 10^-24. */
function curve({ id, charge, months, always }: Line, scale: number): Curve {
  const table = compileCharge(charge, scale, 0, bigIntegers);
  if (table.block.some((size) => size !== 0n))
    refuse('conflict', [id, 'charges'], 'a charge without started blocks', charge.model);
  const more = 10n ** BigInt(moneyDigits - table.amountScale) * BigInt(months);
  const slope = (quantity: bigint): bigint =>
    (table.unit[table.upTo.filter((bound) => bound <= quantity).length] as bigint) * more;
  return {
    bounds: table.upTo,
    after: (quantity) => always + amountOf(table, quantity + 1n, bigIntegers) * more - slope(quantity),
    slope,
  };
}
