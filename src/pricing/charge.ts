import { parseDecimal, percentToFactor } from '../core/decimal.js';
import { InvariantError } from '../core/errors.js';
import { type Arithmetic, digitsOf, unitsOf } from './arithmetic.js';
import type { ChargeModel, PriceTier, Quantity } from './charge-model.js';

/**
 * A charge as a piecewise linear function of the quantity: in the piece that holds the quantity the amount is
 * `base + unit × (quantity − origin)`, or per started block. Every tiered, packaged and included model compiles to this one
 * table. Quantities count units of 10^-quantityScale, amounts units of 10^-amountScale.
 */
export interface PieceTable<N extends number | bigint> {
  /** Inclusive upper bounds of all pieces but the last, which is open. */
  readonly upTo: readonly N[];
  readonly origin: readonly N[];
  readonly base: readonly N[];
  readonly unit: readonly N[];
  /** Size of a block; 0 where units count singly. */
  readonly block: readonly N[];
  readonly started: 'ceiling' | 'floor';
  /** The amount at quantity 0. */
  readonly zero: N;
  readonly amountScale: number;
  readonly quantityScale: number;
  /** Whether each piece adds to those below it; else the piece reached prices everything. */
  readonly cumulative: boolean;
}

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

type Pieces<N extends number | bigint> = Pick<PieceTable<N>, 'origin' | 'base' | 'unit' | 'block'>;

function amountIn<N extends number | bigint>(
  pieces: Pieces<N>,
  at: number,
  quantity: N,
  started: 'ceiling' | 'floor',
  arithmetic: Arithmetic<N>,
): N {
  const unit = pieces.unit[at] as N;
  const base = pieces.base[at] as N;
  if (unit === arithmetic.zero) return base;
  const inside = arithmetic.subtract(quantity, pieces.origin[at] as N);
  const block = pieces.block[at] as N;
  const count = block === arithmetic.zero ? inside : arithmetic.divide(inside, block, started);
  return arithmetic.add(base, arithmetic.multiply(unit, count));
}

function pieceOf<N extends number | bigint>({ upTo }: PieceTable<N>, quantity: N): number {
  let at = 0;
  while (at < upTo.length && quantity > (upTo[at] as N)) at += 1;
  return at;
}

/** The exact amount of a quantity of 0 or more, in units of 10^-amountScale. */
export function amountOf<N extends number | bigint>(table: PieceTable<N>, quantity: N, arithmetic: Arithmetic<N>): N {
  if (quantity === arithmetic.zero) return table.zero;
  return amountIn(table, pieceOf(table, quantity), quantity, table.started, arithmetic);
}

/** What one tier contributed: its position from 1, the quantity inside it, its exact amount. */
export interface TierPart<N extends number | bigint> {
  readonly tier: number;
  readonly quantity: N;
  readonly amount: N;
}

/** The tiers that a quantity touched; their amounts sum to {@link amountOf}. */
export function partsOf<N extends number | bigint>(
  table: PieceTable<N>,
  quantity: N,
  arithmetic: Arithmetic<N>,
): readonly TierPart<N>[] {
  const last = pieceOf(table, quantity);
  if (quantity === arithmetic.zero || !table.cumulative) {
    return [{ tier: last + 1, quantity, amount: amountOf(table, quantity, arithmetic) }];
  }
  const parts = new Array<TierPart<N>>(last + 1);
  let paid = arithmetic.zero;
  let reached = arithmetic.zero;
  for (let at = 0; at <= last; at += 1) {
    const upTo = at === last ? quantity : (table.upTo[at] as N);
    const amount = amountIn(table, at, upTo, table.started, arithmetic);
    parts[at] = {
      tier: at + 1,
      quantity: arithmetic.subtract(upTo, reached),
      amount: arithmetic.subtract(amount, paid),
    };
    paid = amount;
    reached = upTo;
  }
  return parts;
}
