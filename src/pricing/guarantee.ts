import type { Money } from '../core/money.js';

/** What one unit costs a buyer: list, what the invoice says, and what flows back (commission, rebate, gifts). */
export interface UnitPrice {
  readonly list: Money;
  readonly net: Money;
  /** `null` where it is unknown; nothing flows back where missing. */
  readonly givenBack?: Money | null | undefined;
}

/**
 * What is compared. The trade has no one answer, so an agreement must name it: the discount off list, the net price on the
 * invoice, or the effective price after what flows back.
 */
export type GuaranteeBasis = 'discount' | 'net' | 'effective';

/** A minimum-price guarantee (最低折扣保证, most-favoured-customer clause). */
export interface PriceGuarantee {
  readonly id: string;
  readonly holder: string;
  readonly product: string;
  readonly basis: GuaranteeBasis;
  readonly price: UnitPrice;
  /** First and last day of the agreement. */
  readonly from: string;
  readonly until: string;
  /** The holder's purchases that are compensated: those from the breach on, or those of the whole agreement. */
  readonly compensates: 'fromBreach' | 'wholeAgreement';
  readonly terminationRight: boolean;
  /** Only sales of at least so many units are comparable; all where missing. */
  readonly comparableFrom?: number | undefined;
}

/** A sale, made or planned. */
export interface GuardedSale {
  readonly id: string;
  readonly buyer: string;
  readonly product: string;
  readonly date: string;
  readonly quantity: number;
  readonly price: UnitPrice;
}

/** What a holder bought, or is going to buy, under an agreement. */
export interface HolderPurchase {
  readonly guarantee: string;
  readonly date: string;
  readonly quantity: number;
}
