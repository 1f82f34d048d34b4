import type { Money } from '../core/money.js';
import { roundMoney } from '../core/money-arithmetic.js';
import type { Rounding } from '../core/rounding.js';
import type { GuaranteeBasis, GuardedSale, HolderPurchase, PriceGuarantee, UnitPrice } from './guarantee.js';
import { inSameUnits, type MoneyRatio, roundRatio } from './money-ratio.js';
import { safeSum } from './safe-sum.js';

/** One agreement against one sale. */
export interface GuaranteeFinding {
  readonly guarantee: string;
  readonly holder: string;
  readonly sale: string;
  readonly basis: GuaranteeBasis;
  /** `null` where the basis needs an amount that is unknown. */
  readonly breached: boolean | null;
  /** By which the holder pays more for a unit, zero where not breached. */
  readonly difference: Money | null;
  /** Units of the holder in the window that is compensated. */
  readonly units: number;
  readonly compensation: Money | null;
  readonly terminationRight: boolean;
  /** Why it does not count, or what is unknown. */
  readonly because?: 'ownSale' | 'otherProduct' | 'outsideTerm' | 'notComparable' | 'givenBackUnknown';
}

/** What one agreement says to one sale; `purchases` are those under it. */
export function findingOf(
  agreement: PriceGuarantee,
  sale: GuardedSale,
  purchases: readonly HolderPurchase[],
  rounding: Rounding,
): GuaranteeFinding {
  const { currency } = agreement.price.net;
  const zero = roundMoney({ amount: '0', currency }, rounding);
  const found = (more: Partial<GuaranteeFinding>): GuaranteeFinding => ({
    guarantee: agreement.id,
    holder: agreement.holder,
    sale: sale.id,
    basis: agreement.basis,
    breached: false,
    difference: zero,
    units: 0,
    compensation: zero,
    terminationRight: false,
    ...more,
  });
  const because = outside(agreement, sale);
  if (because !== undefined) return found({ because });
  const difference = differenceOf(agreement, sale.price);
  const units = unitsFrom(agreement.compensates === 'fromBreach' ? sale.date : agreement.from, agreement, purchases);
  if (difference === undefined) {
    return found({ breached: null, difference: null, units, compensation: null, because: 'givenBackUnknown' });
  }
  if (difference.units <= 0n) return found({ units });
  return found({
    breached: true,
    difference: roundRatio(difference, 1, currency, rounding),
    units,
    compensation: roundRatio(difference, units, currency, rounding),
    terminationRight: agreement.terminationRight,
  });
}

/** Why a sale does not count under an agreement; undefined where it does. */
export function outside(agreement: PriceGuarantee, sale: GuardedSale): GuaranteeFinding['because'] {
  if (sale.product !== agreement.product) return 'otherProduct';
  if (sale.buyer === agreement.holder) return 'ownSale';
  if (sale.date < agreement.from || sale.date > agreement.until) return 'outsideTerm';
  return sale.quantity < (agreement.comparableFrom ?? 0) ? 'notComparable' : undefined;
}

function unitsFrom(start: string, { until }: PriceGuarantee, purchases: readonly HolderPurchase[]): number {
  const counted = purchases.filter(({ date }) => start <= date && date <= until);
  return safeSum(
    'units under one guarantee',
    counted.map(({ quantity }) => quantity),
  );
}

/** By how much the holder's unit is dearer, on the agreement's basis; undefined where an amount is unknown. */
export function differenceOf({ basis, price: own }: PriceGuarantee, theirs: UnitPrice): MoneyRatio | undefined {
  if (basis === 'discount') {
    // Equal discounts off different lists are equal: the difference is to what the holder's list would cost at their discount.
    const { units, one } = inSameUnits([own.net, own.list, theirs.net, theirs.list]);
    const [net, list, theirNet, theirList] = units;
    return { units: net * theirList - theirNet * list, over: theirList * one };
  }
  if (basis === 'effective' && (own.givenBack === null || theirs.givenBack === null)) return undefined;
  const nothing: Money = { amount: '0', currency: own.net.currency };
  const [given, theirGiven] =
    basis === 'net' ? [nothing, nothing] : [own.givenBack ?? nothing, theirs.givenBack ?? nothing];
  const { units, one } = inSameUnits([own.net, theirs.net, given, theirGiven]);
  const [net, theirNet, back, theirBack] = units;
  return { units: net - back - (theirNet - theirBack), over: one };
}
