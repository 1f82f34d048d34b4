/**
 * An independent pricer in exact fractions: written from the definitions, without any code of the library. It knows the
 * charges tier by tier (no table of pieces), keeps numerators and denominators, and rounds once where the policy does.
 */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

export const fraction = (n: bigint, d: bigint): Fraction => (d < 0n ? { n: -n, d: -d } : { n, d });
const zero = fraction(0n, 1n);
export const plus = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
export const minus = (a: Fraction, b: Fraction): Fraction => plus(a, fraction(-b.n, b.d));
export const times = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.n, a.d * b.d);
const less = (a: Fraction, b: Fraction): boolean => a.n * b.d < b.n * a.d;
export const min = (a: Fraction, b: Fraction): Fraction => (less(b, a) ? b : a);

export function parse(text: string | number): Fraction {
  const [whole = '0', part = ''] = String(text).split('.');
  return fraction(BigInt(whole + part), 10n ** BigInt(part.length));
}

/** Rounded half away from zero to cents; amounts here are never below 0. */
export function cents({ n, d }: Fraction): bigint {
  return (2n * n * 100n + d) / (2n * d);
}

export const ofCents = (amount: bigint): Fraction => fraction(amount, 100n);

export const ceiling = ({ n, d }: Fraction): bigint => (n + d - 1n) / d;

interface OracleTier {
  readonly upTo?: number;
  readonly unit: string;
  readonly flat: string;
}

export type OracleCharge =
  | { readonly model: 'flat' | 'perUnit'; readonly amount: string }
  | {
      readonly model: 'graduated' | 'volume';
      readonly tiers: readonly OracleTier[];
      readonly atZero: 'firstTierFlat' | 'nothing';
    }
  | { readonly model: 'package'; readonly size: number; readonly amount: string }
  | { readonly model: 'allowance'; readonly included: number; readonly fixed: string; readonly unit: string };

/** The exact price of a quantity. */
export function price(charge: OracleCharge, quantity: Fraction): Fraction {
  switch (charge.model) {
    case 'flat':
      return parse(charge.amount);
    case 'perUnit':
      return times(parse(charge.amount), quantity);
    case 'package':
      return times(parse(charge.amount), fraction(ceiling(times(quantity, fraction(1n, BigInt(charge.size)))), 1n));
    case 'allowance': {
      const beyond = minus(quantity, parse(charge.included));
      return beyond.n <= 0n ? parse(charge.fixed) : plus(parse(charge.fixed), times(parse(charge.unit), beyond));
    }
    default:
      return tiered(charge, quantity);
  }
}

function tiered(
  { model, tiers, atZero }: Extract<OracleCharge, { readonly tiers: unknown }>,
  quantity: Fraction,
): Fraction {
  if (quantity.n === 0n) return atZero === 'firstTierFlat' ? parse(tiers[0]?.flat ?? '0') : zero;
  let sum = zero;
  let from = zero;
  for (const { upTo, unit, flat } of tiers) {
    const bound = upTo === undefined ? quantity : min(parse(upTo), quantity);
    const last = upTo === undefined || !less(parse(upTo), quantity);
    if (model === 'volume') {
      if (last) return plus(parse(flat), times(parse(unit), quantity));
      continue;
    }
    sum = plus(sum, plus(parse(flat), times(parse(unit), minus(bound, from))));
    if (last) return sum;
    from = bound;
  }
  return sum;
}
