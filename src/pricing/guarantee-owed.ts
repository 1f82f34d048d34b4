import type { Money } from '../core/money.js';
import type { Rounding } from '../core/rounding.js';
import type { GuardedSale, HolderPurchase, PriceGuarantee } from './guarantee.js';
import { checkGuarded } from './guarantee-check.js';
import { byAgreement } from './guarantee-exposure.js';
import { differenceOf, outside } from './guarantee-finding.js';
import { type MoneyRatio, roundRatio } from './money-ratio.js';
import { refuse } from './refuse.js';
import { safeSum } from './safe-sum.js';

/** What is owed under one agreement after all sales. */
export interface GuaranteeOwed {
  readonly guarantee: string;
  readonly holder: string;
  /** The sales that breach it, by date, then in the order given. */
  readonly breaches: readonly string[];
  /** The sales of which nobody can tell, because what flows back is unknown. */
  readonly undecided: readonly string[];
  /** Units of the holder that are compensated. */
  readonly units: number;
  /** `null` where a sale that is undecided could change it. */
  readonly compensation: Money | null;
  readonly terminationRight: boolean;
}

/**
 * What is owed to every guarantee holder after all sales that were made (赔偿差价): each unit of the holder is compensated once, by
 * the lowest price that was sold at until it was bought, or at any time where the whole agreement is compensated. The findings of
 * {@link guaranteeBreaches} look at one sale each and must not be added up.
 *
 * To see what one more sale would add, ask with it and without. Units, bounds and errors as in {@link guaranteeExposure}; rounded
 * once per agreement.
 *
 * @returns one row per agreement, in their order
 * @example
 * const cny = (amount: string) => ({ amount, currency: 'CNY' });
 * const agreement = {
 *   id: 'g', holder: 'chamber', product: 'phone', basis: 'net', price: { list: cny('1000'), net: cny('850') },
 *   from: '2013-01-01', until: '2013-12-31', compensates: 'fromBreach', terminationRight: true,
 * } as const;
 * const sale = (id: string, date: string, net: string) =>
 *   ({ id, buyer: 'bank', product: 'phone', date, quantity: 50, price: { list: cny('1000'), net: cny(net) } });
 * const sales = [sale('a', '2013-03-01', '800'), sale('b', '2013-05-01', '820')];
 * guaranteeOwed(sales, [agreement], [{ guarantee: 'g', date: '2013-06-01', quantity: 200 }], { mode: 'halfUp' })[0]?.compensation //=> { amount: '10000.00', currency: 'CNY' }
 */
export function guaranteeOwed(
  sales: readonly GuardedSale[],
  agreements: readonly PriceGuarantee[],
  purchases: readonly HolderPurchase[],
  rounding: Rounding,
): readonly GuaranteeOwed[] {
  if (!Array.isArray(sales)) refuse('type', ['sales'], 'a list of sales', sales);
  checkGuarded(sales, (at) => ['sales', at], agreements, purchases, rounding);
  const under = byAgreement(purchases);
  const byDate = [...sales].sort((a: GuardedSale, b: GuardedSale) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  return agreements.map((agreement) => owedUnder(agreement, byDate, under.get(agreement.id) ?? [], rounding));
}

/** A day from which a difference is the largest so far. */
interface Step {
  readonly date: string;
  readonly difference: MoneyRatio;
}

function owedUnder(
  agreement: PriceGuarantee,
  sales: readonly GuardedSale[],
  purchases: readonly HolderPurchase[],
  rounding: Rounding,
): GuaranteeOwed {
  const breaches: string[] = [];
  const undecided: GuardedSale[] = [];
  const steps: Step[] = [];
  for (const sale of sales) {
    if (outside(agreement, sale) !== undefined) continue;
    const difference = differenceOf(agreement, sale.price);
    if (difference === undefined) undecided.push(sale);
    if (difference === undefined || difference.units <= 0n) continue;
    breaches.push(sale.id);
    const largest = steps.at(-1)?.difference;
    if (largest === undefined || isLess(largest, difference)) steps.push({ date: sale.date, difference });
  }
  const wholly = agreement.compensates === 'wholeAgreement';
  const bought = purchases.filter(({ date }) => agreement.from <= date && date <= agreement.until);
  const differenceOn = (date: string) =>
    (wholly ? steps : steps.filter((step) => step.date <= date)).at(-1)?.difference;
  const compensated = bought.flatMap(({ date, quantity }) => {
    const difference = differenceOn(date);
    return difference === undefined ? [] : [{ difference, quantity }];
  });
  const isOpen = bought.some(
    ({ date, quantity }) => quantity > 0 && undecided.some((sale) => wholly || sale.date <= date),
  );
  return {
    guarantee: agreement.id,
    holder: agreement.holder,
    breaches,
    undecided: undecided.map(({ id }) => id),
    units: safeSum(
      'units under one guarantee',
      compensated.map(({ quantity }) => quantity),
    ),
    compensation: isOpen ? null : sumOf(compensated, agreement.price.net.currency, rounding),
    terminationRight: agreement.terminationRight && breaches.length > 0,
  };
}

const isLess = (a: MoneyRatio, b: MoneyRatio): boolean => a.units * b.over < b.units * a.over;

/** So many times each difference, exact until the one rounding. */
function sumOf(
  parts: readonly { readonly difference: MoneyRatio; readonly quantity: number }[],
  currency: string,
  rounding: Rounding,
): Money {
  const byDenominator = new Map<bigint, bigint>();
  for (const { difference, quantity } of parts) {
    const sum = byDenominator.get(difference.over) ?? 0n;
    byDenominator.set(difference.over, sum + difference.units * BigInt(quantity));
  }
  let units = 0n;
  let over = 1n;
  for (const [denominator, sum] of byDenominator) {
    units = units * denominator + sum * over;
    over *= denominator;
  }
  return roundRatio({ units, over }, 1, currency, rounding);
}
