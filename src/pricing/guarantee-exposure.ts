import type { Money } from '../core/money.js';
import { addMoney, roundMoney } from '../core/money-arithmetic.js';
import type { Rounding } from '../core/rounding.js';
import type { GuardedSale, HolderPurchase, PriceGuarantee } from './guarantee.js';
import { findingOf, type GuaranteeFinding } from './guarantee-finding.js';

/** What a sale would cost under all guarantees. */
export interface GuaranteeExposure {
  readonly findings: readonly GuaranteeFinding[];
  /** `null` where a part is unknown. */
  readonly compensation: Money | null;
  readonly terminationRights: readonly string[];
}

/**
 * What a sale would set off under the guarantees given, before it is made (or after: the same calculation finds breaches).
 *
 * The compensation is the difference per unit times the holder's units in the window, rounded once per agreement. No
 * standard prescribes an amount; this definition is the practice's 赔偿差价.
 *
 * @param sale prices in one currency with the agreements (InputError `currency` otherwise)
 * @param purchases of the holders, by agreement
 * @example
 * const cny = (amount: string) => ({ amount, currency: 'CNY' });
 * const agreement = {
 *   id: 'g', holder: 'chamber', product: 'phone', basis: 'net', price: { list: cny('1000'), net: cny('850') },
 *   from: '2013-01-01', until: '2013-12-31', compensates: 'fromBreach', terminationRight: true,
 * } as const;
 * const sale = { id: 's', buyer: 'bank', product: 'phone', date: '2013-03-01', quantity: 50, price: { list: cny('1000'), net: cny('800') } };
 * guaranteeExposure(sale, [agreement], [{ guarantee: 'g', date: '2013-04-01', quantity: 200 }], { mode: 'halfUp' }).compensation //=> { amount: '10000.00', currency: 'CNY' }
 */
export function guaranteeExposure(
  sale: GuardedSale,
  agreements: readonly PriceGuarantee[],
  purchases: readonly HolderPurchase[],
  rounding: Rounding,
): GuaranteeExposure {
  const { currency } = sale.price.net;
  const findings = agreements.map((agreement) => findingOf(agreement, sale, purchases, rounding));
  const zero = roundMoney({ amount: '0', currency }, rounding);
  return {
    findings,
    compensation: findings.reduce<Money | null>(
      (sum, { compensation }) => (sum === null || compensation === null ? null : addMoney(sum, compensation)),
      zero,
    ),
    terminationRights: findings.filter(({ terminationRight }) => terminationRight).map(({ guarantee }) => guarantee),
  };
}

/** Every breach of a register of guarantees by sales that were made; sales that do not breach are left out. */
export function guaranteeBreaches(
  sales: readonly GuardedSale[],
  agreements: readonly PriceGuarantee[],
  purchases: readonly HolderPurchase[],
  rounding: Rounding,
): readonly GuaranteeFinding[] {
  return sales.flatMap((sale) =>
    guaranteeExposure(sale, agreements, purchases, rounding).findings.filter(({ breached }) => breached !== false),
  );
}
