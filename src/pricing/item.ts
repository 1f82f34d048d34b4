import { larger } from './arithmetic.js';
import type { Quantity } from './charge-model.js';
import type { PriceChange } from './outcome.js';
import { amountOf } from './piece-table.js';
import type { PooledPart } from './pool-run.js';
import type { Product } from './product.js';
import { meterOf, quantityOf, readUnits } from './quantity.js';
import { refuse } from './refuse.js';
import type { Proration, RequestLine } from './request.js';
import { toScale, type Workings } from './workings.js';

/** One price of one request line while a quote is worked out; amounts in units of the policy's rounding scale. */
export interface Item<N extends number | bigint> {
  /** Position in the sheet. */
  readonly index: number;
  /** Position of the request line. */
  readonly line: number;
  /** Position of the id of the line's own offering, which for a part of a bundle is the bundle. */
  readonly lineOffering: number;
  readonly product: Product<N>;
  /** In units of 10^-quantityScale. */
  readonly quantity: N;
  readonly list: N;
  /** The price reached so far. */
  running: N;
  /** The price reached at these steps of the waterfall, once they are passed. */
  contract: N;
  invoice: N;
  /** What changed it, step by step; kept for the full decision only. */
  changes: readonly PriceChange[];
  /** No discount goes below this. */
  readonly minimum: N;
  readonly cost: N | undefined;
  /** Where the line shares an allowance with others. */
  readonly pooled: PooledPart<N> | undefined;
}

/** Of an item that keeps its price. */
export const noChanges: readonly never[] = [];

/** Digits after the point at which a sheet keeps the quantities of its lines, and the index of a floating price. */
export const wholeScale = 6;

/** A request line's price at list. @throws InputError where quantity, usage or proration are faulty */
export function priceItem<N extends number | bigint>(
  line: RequestLine,
  at: number,
  index: number,
  lineOffering: number,
  product: Product<N>,
  factors: readonly Quantity[],
  workings: Workings<N>,
): Item<N> {
  const { arithmetic } = workings;
  const quantity = quantityOf(line, at, product, factors, arithmetic);
  const proration = prorationOf(line, product);
  if (proration !== undefined) checkProration(proration, at);
  const list = listPrice(line, at, product, quantity, proration, workings);
  const { minimum, minimumScale, quantityScale } = product;
  return {
    index,
    line: at,
    lineOffering,
    product,
    quantity,
    list,
    running: list,
    contract: list,
    invoice: list,
    changes: noChanges,
    minimum:
      minimum === undefined
        ? arithmetic.zero
        : toScale(arithmetic.multiply(minimum, quantity), minimumScale + quantityScale, proration, workings),
    cost: costOf(product, quantity, proration, workings),
    pooled: undefined,
  };
}

/** What a quantity costs us by the catalogue; undefined where that is unknown. */
export function costOf<N extends number | bigint>(
  { cost }: Product<N>,
  quantity: N,
  proration: Proration | undefined,
  workings: Workings<N>,
): N | undefined {
  return cost === undefined
    ? undefined
    : toScale(amountOf(cost, quantity, workings.arithmetic), cost.amountScale, proration, workings);
}

/** The part of the period for which a price is charged; all of it where the price does not recur. */
export function prorationOf<N extends number | bigint>(
  { proration }: RequestLine,
  { price }: Product<N>,
): Proration | undefined {
  return price.priceType === 'recurring' ? proration : undefined;
}

function checkProration({ days, of }: Proration, at: number): void {
  const path = ['lines', at, 'proration'];
  if (!Number.isSafeInteger(of) || of < 1) refuse('range', [...path, 'of'], 'a whole number of days, 1 or more', of);
  if (!Number.isSafeInteger(days) || days < 0 || days > of) refuse('range', [...path, 'days'], `0 to ${of} days`, days);
}

/** What a quantity costs at list for a part of the period. */
export function listPrice<N extends number | bigint>(
  line: RequestLine,
  at: number,
  product: Product<N>,
  quantity: N,
  proration: Proration | undefined,
  workings: Workings<N>,
): N {
  const { charge, quantityScale } = product;
  const { arithmetic } = workings;
  if (charge.kind === 'stepped') {
    return toScale(amountOf(charge.table, quantity, arithmetic), charge.table.amountScale, proration, workings);
  }
  if (charge.kind === 'capacity') {
    const reached = charge.tiers.find(({ limits }) =>
      limits.every(({ meter, upTo }) => meterOf(line, at, meter, quantityScale, arithmetic) <= upTo),
    );
    return toScale(reached?.flat ?? arithmetic.zero, charge.amountScale, proration, workings);
  }
  if (line.index === undefined)
    refuse('missing', ['lines', at, 'index'], 'the factor on the reference price', line.index);
  const index = readUnits(line.index, wholeScale, arithmetic, at, 'index');
  const atScale = (price: N) => arithmetic.multiply(price, arithmetic.tenTo(wholeScale));
  const floated = arithmetic.multiply(charge.reference, index);
  const held = larger(atScale(charge.floor), floated > atScale(charge.cap) ? atScale(charge.cap) : floated);
  const amount = arithmetic.multiply(held, quantity);
  return toScale(amount, charge.priceScale + wholeScale + quantityScale, proration, workings);
}
