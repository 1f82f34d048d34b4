import type { Arithmetic } from './arithmetic.js';

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

type Pieces<N extends number | bigint> = Pick<PieceTable<N>, 'origin' | 'base' | 'unit' | 'block'>;

/** The amount of a quantity by one piece, whether it lies inside it or not. */
export function amountIn<N extends number | bigint>(
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
