import type { Path } from '../core/issue.js';
import { powerOfTen, readScaled, readScaledBig } from '../core/scaled.js';
import type { Arithmetic } from './arithmetic.js';
import type { Quantity } from './charge-model.js';
import type { Product } from './product.js';
import { refuse } from './refuse.js';
import type { RequestLine } from './request.js';

/** The part of a request line that a quantity stands in. */
type QuantityKey = 'quantity' | 'choices' | 'index' | 'usage';

/** What a product charges of a line: the sum of its meters, or the line's quantity times those of the bundles around it. */
export function quantityOf<N extends number | bigint>(
  line: RequestLine,
  at: number,
  { price, charge, quantityScale }: Product<N>,
  factors: readonly Quantity[],
  arithmetic: Arithmetic<N>,
): N {
  const { meters } = price;
  if (meters !== undefined) {
    if (charge.kind === 'capacity') return arithmetic.tenTo(quantityScale);
    let sum = arithmetic.zero;
    for (const meter of meters) sum = arithmetic.add(sum, meterOf(line, at, meter, quantityScale, arithmetic));
    return sum;
  }
  return timesFactors(quantityAt(line.quantity, quantityScale, arithmetic, at), quantityScale, factors, at, arithmetic);
}

/** A line's quantity times those of the bundles around a part of it. */
export function timesFactors<N extends number | bigint>(
  quantity: N,
  scale: number,
  factors: readonly Quantity[],
  at: number,
  arithmetic: Arithmetic<N>,
): N {
  let all = quantity;
  for (const factor of factors) {
    const product = arithmetic.multiply(all, readUnits(factor, scale, arithmetic, at, 'choices'));
    all = scale === 0 ? product : arithmetic.divide(product, arithmetic.tenTo(scale), 'halfUp');
  }
  return all;
}

/** What one meter of a line counted. */
export function meterOf<N extends number | bigint>(
  { usage }: RequestLine,
  at: number,
  meter: string,
  scale: number,
  arithmetic: Arithmetic<N>,
): N {
  const given = usage === undefined ? undefined : ownQuantity(usage, meter);
  if (given === undefined || given === null) {
    refuse('missing', ['lines', at, 'usage', meter], 'the usage counted, 0 where there was none', given);
  }
  return readUnits(given, scale, arithmetic, at, 'usage', meter);
}

/** What a meter counted, own keys only: what every object inherits is functions and objects, so a plain value is its own. */
function ownQuantity(usage: { readonly [meter: string]: Quantity }, meter: string): Quantity | undefined {
  const value = usage[meter];
  return typeof value === 'number' || typeof value === 'string' || Object.hasOwn(usage, meter) ? value : undefined;
}

/** The line's quantity at a scale, one where missing. */
export function quantityAt<N extends number | bigint>(
  quantity: Quantity | undefined,
  scale: number,
  arithmetic: Arithmetic<N>,
  at: number,
): N {
  return quantity === undefined ? arithmetic.tenTo(scale) : readUnits(quantity, scale, arithmetic, at, 'quantity');
}

/** A quantity in units of 10^-scale; NaN where it is none, or more than a safe integer. */
export function safeUnits(given: unknown, scale: number): number {
  let units = Number.NaN;
  if (typeof given === 'string') units = readScaled(given, scale);
  else if (Number.isInteger(given)) units = scale === 0 ? (given as number) : (given as number) * powerOfTen(scale);
  return Number.isSafeInteger(units) ? units : Number.NaN;
}

/** Reads a quantity of a line; `key` is the line's own key, or `usage` with the meter. */
export function readUnits<N extends number | bigint>(
  given: Quantity,
  scale: number,
  arithmetic: Arithmetic<N>,
  at: number,
  key: QuantityKey,
  meter?: string,
): N {
  const units = safeUnits(given, scale);
  if (units > 0 || (units === 0 && zeroAllowed(key))) return arithmetic.from(units);
  return readUnitsBig(
    given,
    scale,
    arithmetic,
    key,
    meter === undefined ? ['lines', at, key] : ['lines', at, key, meter],
  );
}

function zeroAllowed(key: QuantityKey): boolean {
  return key === 'usage' || key === 'index';
}

/** A quantity that is no safe integer at its scale, or none at all. */
function readUnitsBig<N extends number | bigint>(
  given: Quantity,
  scale: number,
  arithmetic: Arithmetic<N>,
  key: QuantityKey,
  path: Path,
): N {
  // Of anything else the text would be read: a list of one number as that number.
  const isExact = typeof given === 'string' || Number.isSafeInteger(given);
  const units = isExact ? readScaledBig(String(given), scale) : undefined;
  if (units === undefined) {
    const decimal = `a whole quantity, or a decimal text of at most ${scale} decimal places`;
    refuse('format', path, scale === 0 ? 'a whole quantity' : decimal, given);
  }
  if (units > 0n || (units === 0n && zeroAllowed(key))) return arithmetic.from(units);
  refuse('range', path, zeroAllowed(key) ? 'a quantity of 0 or more' : 'a quantity above 0', given);
}
