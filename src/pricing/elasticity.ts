import { type Decimal, parseDecimal } from '../core/decimal.js';
import { decimalText } from './decimal-text.js';
import { checkDecimal, checkRow, refuseFaults } from './row-check.js';

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
  const [p, q, r, s] = [before.price, before.volume, after.price, after.volume].map((text) => parseDecimal(text)) as [
    Decimal,
    Decimal,
    Decimal,
    Decimal,
  ];
  if (p.equals(r)) return { arc: null, kind: null };
  const arc = s
    .minus(q)
    .div(s.plus(q))
    .div(r.minus(p).div(r.plus(p)));
  const size = arc.abs().comparedTo(1);
  return { arc: decimalText(arc, 3), kind: size > 0 ? 'elastic' : size < 0 ? 'inelastic' : 'unitary' };
}

const aboveZero = /* @__PURE__ */ checkDecimal(0, true);
