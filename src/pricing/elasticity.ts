import { divideRounded } from '../core/rounding.js';
import { checkDecimal, checkRow, refuseFaults } from '../core/row-check.js';
import { writeScaled } from '../core/scaled.js';
import { bigIntegers, digitsOf, unitsOf } from './arithmetic.js';

/** Price and volume on two occasions. */
export interface PriceObservation {
  readonly price: string;
  readonly volume: string;
}

/** How volume answers to price. */
export interface Elasticity {
  /** Midpoint (arc) elasticity to three decimal places, half up; `null` where the price did not change. */
  readonly arc: string | null;
  readonly kind: 'elastic' | 'inelastic' | 'unitary' | null;
}

/**
 * Arc elasticity of demand by midpoints (Allen 1934): the exact value decides between elastic and inelastic.
 *
 * @throws InputError with every fault and its path: prices and volumes are decimal texts above 0
 * @example
 * arcElasticity({ price: '100', volume: '100' }, { price: '90', volume: '115' }) //=> { arc: '-1.326', kind: 'elastic' }
 */
export function arcElasticity(before: PriceObservation, after: PriceObservation): Elasticity {
  const check = checkRow<PriceObservation>('price and volume', { price: aboveZero, volume: aboveZero });
  refuseFaults([...check(before, ['before']), ...check(after, ['after'])]);
  const [p, r] = inSameUnits(before.price, after.price);
  const [q, s] = inSameUnits(before.volume, after.volume);
  if (p === r) return { arc: null, kind: null };
  // (s − q) ÷ (s + q) over (r − p) ÷ (r + p)
  const [up, down] = [(s - q) * (r + p), (s + q) * (r - p)];
  const thousandths = divideRounded(up * 1000n, down, 'halfUp');
  const [size, one] = [sizeOf(up), sizeOf(down)];
  return { arc: writeScaled(thousandths, 3), kind: size > one ? 'elastic' : size < one ? 'inelastic' : 'unitary' };
}

function inSameUnits(a: string, b: string): readonly [bigint, bigint] {
  const digits = Math.max(digitsOf(a), digitsOf(b));
  return [unitsOf(a, digits, bigIntegers) as bigint, unitsOf(b, digits, bigIntegers) as bigint];
}

const sizeOf = (value: bigint): bigint => (value < 0n ? -value : value);

const aboveZero = /* @__PURE__ */ checkDecimal(0, true);
