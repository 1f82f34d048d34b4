import { ceiling, cents, type Fraction, fraction, parse, plus, times } from './oracle.js';
import { hamilton } from './oracle-quote.js';

/** A usage price that includes units. */
export interface OracleAllowance {
  readonly included: string;
  readonly fixed: string;
  readonly unit: string;
}

export type OracleOverage =
  | { readonly kind: 'byUsage' | 'byExcess' | 'inOrder' }
  | { readonly kind: 'poolRate'; readonly unit: string; readonly block?: string };

/** A line that shares: which allowance, how much it used. */
export interface OracleMember {
  readonly allowance: OracleAllowance;
  readonly used: string;
}

/** Of each line: the units beyond the pool that it bears, in 10^-digits, and its cents. */
export interface OracleShare {
  readonly borne: bigint;
  readonly list: bigint;
}

const none = fraction(0n, 1n);
const total = (parts: readonly Fraction[]): Fraction => parts.reduce(plus, none);
const isPositive = ({ n }: Fraction): boolean => n > 0n;

/** Whole units of 10^-digits; the text shows no more. */
const unitsOf = (text: string, digits: number): bigint => {
  const { n, d } = parse(text);
  return (n * 10n ** BigInt(digits)) / d;
};

/** Weights as whole numbers in the same proportion. */
function inProportion(weights: readonly Fraction[]): readonly bigint[] {
  const common = weights.reduce((all, { d }) => all * d, 1n);
  return weights.map(({ n, d }) => (n * common) / d);
}

function bear(kind: OracleOverage['kind'], members: readonly OracleMember[], digits: number): readonly bigint[] {
  const used = members.map((member) => unitsOf(member.used, digits));
  const own = members.map(({ allowance }) => unitsOf(allowance.included, digits));
  const sum = (all: readonly bigint[]): bigint => all.reduce((a, b) => a + b, 0n);
  const overage = sum(used) - sum(own);
  if (overage <= 0n) return members.map(() => 0n);
  if (kind === 'inOrder') {
    // Unit after unit in the order of the lines: each line begins where those before it have stopped.
    return used.map((units, at) => {
      const before = sum(used.slice(0, at));
      const left = sum(own) > before ? sum(own) - before : 0n;
      return units > left ? units - left : 0n;
    });
  }
  const weights = used.map((units, at) => {
    if (kind === 'byUsage') return units;
    return units > own[at]! ? units - own[at]! : 0n;
  });
  return hamilton(overage, weights);
}

/** What lines pay that share their allowances: exact parts, their sum rounded once, the cents by Hamilton's method. */
export function oraclePool(
  members: readonly OracleMember[],
  overage: OracleOverage,
  digits: number,
): readonly OracleShare[] {
  const borne = bear(overage.kind, members, digits);
  const units = borne.map((one) => fraction(one, 10n ** BigInt(digits)));
  const beyond = total(units);
  const parts = members.map(({ allowance }, at) => {
    const fixed = parse(allowance.fixed);
    if (!isPositive(beyond)) return fixed;
    if (overage.kind !== 'poolRate') return plus(fixed, times(parse(allowance.unit), units[at]!));
    const counted =
      overage.block === undefined ? beyond : fraction(ceiling(times(beyond, inverse(parse(overage.block)))), 1n);
    const share = times(units[at]!, inverse(beyond));
    return plus(fixed, times(times(parse(overage.unit), counted), share));
  });
  const charge = total(parts);
  if (!isPositive(charge)) return borne.map((one) => ({ borne: one, list: 0n }));
  const lists = hamilton(cents(charge), inProportion(parts));
  return borne.map((one, at) => ({ borne: one, list: lists[at]! }));
}

const inverse = ({ n, d }: Fraction): Fraction => fraction(d, n);
