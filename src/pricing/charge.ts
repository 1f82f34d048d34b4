import { parseDecimal, percentToFactor } from '../core/decimal.js';
import { InvariantError } from '../core/errors.js';
import { type Arithmetic, digitsOf, unitsOf } from './arithmetic.js';
import type { ChargeModel, PriceTier, Quantity } from './charge-model.js';
import { amountIn, type PieceTable } from './piece-table.js';

interface Steps {
  readonly cumulative: boolean;
  readonly atZero: 'firstTierFlat' | 'nothing';
  readonly started: 'ceiling' | 'floor';
  readonly tiers: readonly PriceTier[];
}

/** Charges that depend on the quantity alone. */
export type SteppedCharge = Exclude<ChargeModel, { readonly model: 'capacity' | 'floating' }>;

export function isStepped(charge: ChargeModel): charge is SteppedCharge {
  return charge.model !== 'capacity' && charge.model !== 'floating';
}

function toSteps(charge: SteppedCharge): Steps {
  const steps = (tiers: readonly PriceTier[], more: Partial<Steps> = {}): Steps => ({
    cumulative: true,
    atZero: 'firstTierFlat',
    started: 'ceiling',
    tiers,
    ...more,
  });
  switch (charge.model) {
    case 'flat':
      return steps([{ flat: charge.amount }]);
    case 'perUnit':
      return steps([{ unit: charge.amount }]);
    case 'twoPart':
      return steps([{ flat: charge.fixed, unit: charge.unit }]);
    case 'graduated':
      return steps(charge.tiers, { atZero: charge.atZero ?? 'nothing' });
    case 'volume':
      return steps(charge.tiers, { atZero: charge.atZero ?? 'nothing', cumulative: false });
    case 'graduatedPercentage':
      return steps(
        charge.tiers.map(({ rate, ...rest }) => ({ ...rest, unit: percentToFactor(rate) })),
        { atZero: charge.atZero ?? 'nothing' },
      );
    case 'allowance':
      return steps([
        { upTo: charge.included, flat: charge.fixed },
        { unit: charge.unit, block: charge.block },
      ]);
    case 'package': {
      const { size, amount, included, minimumPackages } = charge;
      const started = charge.partPackage === 'down' ? 'floor' : 'ceiling';
      const beyond = { unit: amount, block: size };
      if (minimumPackages !== undefined) {
        const upTo = parseDecimal(size).times(minimumPackages).toFixed();
        const flat = parseDecimal(amount).times(minimumPackages).toFixed();
        return steps([{ upTo, flat }, beyond], { started });
      }
      return steps(included === undefined ? [beyond] : [{ upTo: included }, beyond], { started });
    }
  }
}

/** Digits of a quantity that a charge's own bounds and sizes need. */
export function quantityDigits(charge: ChargeModel): number {
  const all: (Quantity | undefined)[] = isStepped(charge)
    ? toSteps(charge).tiers.flatMap(({ upTo, below, block }) => [upTo, below, block])
    : [];
  return Math.max(0, ...all.map((value) => digitsOf(value ?? 0)));
}

/**
 * Compiles a charge that checked without fault.
 *
 * @param quantityScale digits after the point that quantities may show
 * @param leastScale digits after the point that amounts keep at least (the currency's)
 */
export function compileCharge<N extends number | bigint>(
  charge: SteppedCharge,
  quantityScale: number,
  leastScale: number,
  arithmetic: Arithmetic<N>,
): PieceTable<N> {
  const { cumulative, atZero, started, tiers } = toSteps(charge);
  const priceScale = Math.max(
    leastScale,
    ...tiers.flatMap(({ unit, flat }) => [digitsOf(unit ?? 0), digitsOf(flat ?? 0)]),
  );
  const amountScale = priceScale + quantityScale;
  const { zero } = arithmetic;
  const read = (value: Quantity, scale: number): N => {
    const units = unitsOf(value, scale, arithmetic);
    if (units === undefined) throw new InvariantError(`${value} does not fit ${scale} digits`);
    return units;
  };
  const table = {
    upTo: [] as N[],
    origin: [] as N[],
    base: [] as N[],
    unit: [] as N[],
    block: [] as N[],
  };
  let reached = zero;
  let paid = zero;
  for (const [at, { upTo, below, unit, flat, block }] of tiers.entries()) {
    const fee = read(flat ?? 0, amountScale);
    table.origin.push(cumulative ? reached : zero);
    table.base.push(cumulative ? arithmetic.add(paid, fee) : fee);
    table.block.push(block === undefined ? zero : read(block, quantityScale));
    table.unit.push(read(unit ?? 0, block === undefined ? priceScale : amountScale));
    if (at === tiers.length - 1) break;
    const bound =
      upTo === undefined
        ? arithmetic.subtract(read(below ?? 0, quantityScale), arithmetic.one)
        : read(upTo, quantityScale);
    table.upTo.push(bound);
    if (cumulative) paid = amountIn(table, at, bound, started, arithmetic);
    reached = bound;
  }
  return {
    ...table,
    started,
    zero: atZero === 'firstTierFlat' ? (table.base[0] as N) : zero,
    amountScale,
    quantityScale,
    cumulative,
  };
}
