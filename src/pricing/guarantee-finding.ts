import { isDate } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import type { Money } from '../core/money.js';
import {
  compareMoney,
  isZeroMoney,
  maxMoney,
  multiplyMoney,
  roundMoney,
  subtractMoney,
} from '../core/money-arithmetic.js';
import type { Rounding } from '../core/rounding.js';
import type { GuaranteeBasis, GuardedSale, HolderPurchase, PriceGuarantee, UnitPrice } from './guarantee.js';
import { ratioOf } from './money-ratio.js';

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

/** What one agreement says to one sale. */
export function findingOf(
  agreement: PriceGuarantee,
  sale: GuardedSale,
  purchases: readonly HolderPurchase[],
  rounding: Rounding,
): GuaranteeFinding {
  for (const [path, date] of [
    ['sale', sale.date],
    ['from', agreement.from],
    ['until', agreement.until],
  ] as const) {
    if (!isDate(date)) throw new InputError([issue('format', [path], 'a calendar date YYYY-MM-DD', date)]);
  }
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
  const exact = differenceOf(agreement, sale.price);
  const start = agreement.compensates === 'fromBreach' ? sale.date : agreement.from;
  const units = purchases
    .filter(({ guarantee, date }) => guarantee === agreement.id && start <= date && date <= agreement.until)
    .reduce((sum, { quantity }) => sum + quantity, 0);
  if (exact === undefined) {
    return found({ breached: null, difference: null, units, compensation: null, because: 'givenBackUnknown' });
  }
  if (isZeroMoney(exact)) return found({ units });
  return found({
    breached: true,
    difference: roundMoney(exact, rounding),
    units,
    compensation: multiplyMoney(exact, units, rounding),
    terminationRight: agreement.terminationRight,
  });
}

function outside(agreement: PriceGuarantee, sale: GuardedSale): GuaranteeFinding['because'] {
  if (sale.product !== agreement.product) return 'otherProduct';
  if (sale.buyer === agreement.holder) return 'ownSale';
  if (sale.date < agreement.from || sale.date > agreement.until) return 'outsideTerm';
  return sale.quantity < (agreement.comparableFrom ?? 0) ? 'notComparable' : undefined;
}

/** By how much the holder's unit is dearer, on the agreement's basis; undefined where an amount is unknown. */
function differenceOf({ basis, price: own }: PriceGuarantee, theirs: UnitPrice): Money | undefined {
  const zero: Money = { amount: '0', currency: own.net.currency };
  if (basis === 'net') return maxMoney(zero, subtractMoney(own.net, theirs.net));
  if (basis === 'effective') {
    const [ours, other] = [effective(own), effective(theirs)];
    return ours === undefined || other === undefined ? undefined : maxMoney(zero, subtractMoney(ours, other));
  }
  // Equal discounts off different lists are equal: the difference is what the holder's list would cost at their discount.
  const same = scaleToList(theirs.net, theirs.list, own.list);
  return maxMoney(zero, subtractMoney(own.net, same));
}

function effective({ net, givenBack }: UnitPrice): Money | undefined {
  if (givenBack === null) return undefined;
  return givenBack === undefined ? net : subtractMoney(net, givenBack);
}

function scaleToList(net: Money, list: Money, target: Money): Money {
  if (compareMoney(list, target) === 0) return net;
  return ratioOf(target, net, list, { mode: 'halfEven', scale: 12 });
}
