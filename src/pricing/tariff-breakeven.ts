import { writeScaled } from '../core/scaled.js';
import { bigIntegers, digitsOf, unitsOf } from './arithmetic.js';
import { compileCharge, quantityDigits } from './charge.js';
import { amountOf, type PieceTable } from './piece-table.js';
import { refuse } from './refuse.js';
import type { TariffPlan } from './tariff.js';
import { requirePlans } from './tariff-check.js';

/**
 * A quantity at which two plans change places: one is cheaper below it, the other above. Where a cost jumps, the plan that is
 * cheaper below is so at the quantity itself too, as at 0 where only some usage costs a fee.
 */
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
  /** Whether they cost the same there; not where a plan's cost jumps from one side of the other's to its other side. */
  readonly isEven: boolean;
}

/**
 * Where two plans of one meter change places, by exact fractions, from the lowest quantity up; one-off amounts are spread over
 * `months`. A bound `below` is one unit of the finest digit that the bounds show less. Where they cost the same over a stretch it is the
 * stretch's first quantity; plans that only touch do not change
 * places. Plans that charge by started blocks step and have no single crossing: they are refused.
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
  const scale = Math.max(...[a, b].map((plan, at) => quantityDigits(chargeOf(plan, at).charge)));
  checkMeters(a, b);
  const tables = [a, b].map((plan, at) => tableOf(plan, at, scale)) as [PieceTable<bigint>, PieceTable<bigint>];
  const digits = Math.max(
    ...tables.map(({ amountScale }) => amountScale),
    ...[a, b].flatMap(({ monthly, oneOff = '0' }) => [digitsOf(monthly), digitsOf(oneOff)]),
  );
  const [f, g] = [curve(a, tables[0], months, digits), curve(b, tables[1], months, digits)];
  return placesChanged(f, g).map(({ numerator, denominator, isEven, sign }) => {
    const over = denominator * 10n ** BigInt(scale);
    const [cheaperBelow, cheaperAbove] = sign > 0n ? [a.id, b.id] : [b.id, a.id];
    return {
      ...reduced(numerator, over),
      quantity: writeScaled(bigIntegers.divide(numerator * 10n ** 6n, over, 'halfUp'), 6),
      wholeFrom: String(isEven ? bigIntegers.divide(numerator, over, 'ceiling') : numerator / over + 1n),
      cheaperBelow,
      cheaperAbove,
      isEven,
    };
  });
}

interface Place {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly isEven: boolean;
}

/** A quantity at which the difference of two costs changes its sign, and the sign beyond. */
interface Change extends Place {
  readonly sign: bigint;
}

/** Walks along both curves and notes where the difference, first less second, changes its sign. */
function placesChanged(f: Curve, g: Curve): readonly Change[] {
  const changes: Change[] = [];
  let before = signOf(f.atZero - g.atZero);
  // Where the stretch begins over which the plans cost the same.
  let even: Place | undefined;
  const reach = (sign: bigint, place: Place): void => {
    if (sign === 0n) {
      even ??= place;
      return;
    }
    if (before !== 0n && sign !== before) changes.push({ ...(even ?? place), sign });
    before = sign;
    even = undefined;
  };
  const bounds = [...new Set([0n, ...f.bounds, ...g.bounds])].sort((x, y) => (x < y ? -1 : 1));
  // The difference at a bound itself, as the stretch below leaves it.
  let left = f.atZero - g.atZero;
  for (const [at, low] of bounds.entries()) {
    const high = bounds[at + 1];
    const start = f.after(low) - g.after(low);
    const slope = f.slope(low) - g.slope(low);
    reach(signOf(start), { numerator: low, denominator: 1n, isEven: left === 0n });
    if (high !== undefined) left = start + slope * (high - low);
    if (slope === 0n) continue;
    // At low + up ÷ down the difference is 0.
    const [up, down] = slope < 0n ? [start, -slope] : [-start, slope];
    const end = high === undefined ? undefined : (high - low) * down;
    const place = { numerator: low * down + up, denominator: down, isEven: true };
    if (up > 0n && (end === undefined || up <= end)) reach(0n, place);
    if (up >= 0n && (end === undefined || up < end)) reach(signOf(slope), place);
  }
  return changes;
}

const signOf = (value: bigint): bigint => (value > 0n ? 1n : value < 0n ? -1n : 0n);

function reduced(numerator: bigint, denominator: bigint): { readonly numerator: string; readonly denominator: string } {
  let [x, y] = [numerator, denominator];
  while (y !== 0n) [x, y] = [y, x % y];
  return { numerator: String(numerator / x), denominator: String(denominator / x) };
}

function chargeOf({ charges }: TariffPlan, at: number): TariffPlan['charges'][number] {
  const [charge] = charges;
  return charge === undefined || charges.length > 1
    ? refuse('conflict', ['plans', at, 'charges'], 'plans of one meter', charges)
    : charge;
}

function checkMeters(a: TariffPlan, b: TariffPlan): void {
  const [{ meter: first }, { meter: second }] = [chargeOf(a, 0), chargeOf(b, 1)];
  if (first !== second)
    refuse('conflict', ['plans', 1, 'charges', 0, 'meter'], `${first}, as the other plan charges`, second);
}

function tableOf(plan: TariffPlan, at: number, scale: number): PieceTable<bigint> {
  const { charge } = chargeOf(plan, at);
  const table = compileCharge(charge, scale, 0, bigIntegers);
  if (table.block.some((size) => size !== 0n))
    refuse('conflict', ['plans', at, 'charges', 0, 'charge'], 'a charge without started blocks', charge.model);
  return table;
}

interface Curve {
  readonly bounds: readonly bigint[];
  readonly atZero: bigint;
  /** The cost just beyond a quantity, flat fees of the tier entered there included. */
  readonly after: (quantity: bigint) => bigint;
  readonly slope: (quantity: bigint) => bigint;
}

/** The cost over all months as a function of one month's quantity, in units of 10^-digits. */
function curve(
  { monthly, oneOff = '0' }: TariffPlan,
  table: PieceTable<bigint>,
  months: number,
  digits: number,
): Curve {
  const [once, each] = [oneOff, monthly].map((amount) => unitsOf(amount, digits, bigIntegers) as bigint);
  const always = once! + BigInt(months) * each!;
  const more = 10n ** BigInt(digits - table.amountScale) * BigInt(months);
  const slope = (quantity: bigint): bigint =>
    (table.unit[table.upTo.filter((bound) => bound <= quantity).length] as bigint) * more;
  return {
    bounds: table.upTo,
    atZero: always + table.zero * more,
    after: (quantity) => always + amountOf(table, quantity + 1n, bigIntegers) * more - slope(quantity),
    slope,
  };
}
