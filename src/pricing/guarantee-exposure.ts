import type { Money } from '../core/money.js';
import { addMoney, roundMoney } from '../core/money-arithmetic.js';
import type { Rounding } from '../core/rounding.js';
import type { GuardedSale, HolderPurchase, PriceGuarantee } from './guarantee.js';
import { checkGuarded } from './guarantee-check.js';
import { findingOf, type GuaranteeFinding } from './guarantee-finding.js';
import { refuse } from './refuse.js';

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
 * @param sale amounts of 0 or more, in one currency with the agreements; a quantity in whole units
 * @param agreements each under an id of its own
 * @param purchases of the holders, by agreement, in whole units; those under none of the agreements do not count
 * @throws InputError with every fault and its path (`purchases.2.date`): a row that cannot be read is not left out, because
 * what is owed would come out too low; LimitError where units sum to more than 2^53 - 1
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
  checkGuarded([sale], () => ['sale'], agreements, purchases, rounding);
  const findings = findingsOf(sale, agreements, byAgreement(purchases), rounding);
  const zero = roundMoney({ amount: '0', currency: sale.price.net.currency }, rounding);
  return {
    findings,
    compensation: findings.reduce<Money | null>(
      (sum, { compensation }) => (sum === null || compensation === null ? null : addMoney(sum, compensation)),
      zero,
    ),
    terminationRights: findings.filter(({ terminationRight }) => terminationRight).map(({ guarantee }) => guarantee),
  };
}

/**
 * Every breach of a register of guarantees by sales that were made, and every sale of which nobody can tell; sales that do not
 * breach are left out. Each finding is what one sale would come to by itself; what all of them together come to is
 * `guaranteeOwed`. Units and errors as in {@link guaranteeExposure}; to go on without the sales that cannot be read, ask
 * `guaranteeExposure` sale by sale through `decideAll`.
 */
export function guaranteeBreaches(
  sales: readonly GuardedSale[],
  agreements: readonly PriceGuarantee[],
  purchases: readonly HolderPurchase[],
  rounding: Rounding,
): readonly GuaranteeFinding[] {
  if (!Array.isArray(sales)) refuse('type', ['sales'], 'a list of sales', sales);
  checkGuarded(sales, (at) => ['sales', at], agreements, purchases, rounding);
  const under = byAgreement(purchases);
  return sales.flatMap((sale: GuardedSale) =>
    findingsOf(sale, agreements, under, rounding).filter(({ breached }) => breached !== false),
  );
}

type Purchases = ReadonlyMap<string, readonly HolderPurchase[]>;

/** Purchases by the agreement that they are under. */
export function byAgreement(purchases: readonly HolderPurchase[]): Purchases {
  const under = new Map<string, HolderPurchase[]>();
  for (const purchase of purchases) {
    const known = under.get(purchase.guarantee);
    if (known === undefined) under.set(purchase.guarantee, [purchase]);
    else known.push(purchase);
  }
  return under;
}

function findingsOf(
  sale: GuardedSale,
  agreements: readonly PriceGuarantee[],
  purchases: Purchases,
  rounding: Rounding,
): readonly GuaranteeFinding[] {
  return agreements.map((agreement) => findingOf(agreement, sale, purchases.get(agreement.id) ?? [], rounding));
}
