import { isDate } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import type { Money } from '../core/money.js';
import {
  addMoney,
  compareMoney,
  isZeroMoney,
  maxMoney,
  multiplyMoney,
  roundMoney,
  subtractMoney,
} from '../core/money-arithmetic.js';
import type { Rounding } from '../core/rounding.js';
import { bigIntegers, digitsOf, unitsOf } from './arithmetic.js';
import { exactText } from './rate.js';
import { refuse } from './refuse.js';

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

function findingOf(
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

/** `a × b ÷ c` of three amounts, rounded once. */
function ratioOf(a: Money, b: Money, c: Money, { mode, scale = 2 }: Rounding): Money {
  const digits = Math.max(...[a, b, c].map(({ amount }) => digitsOf(amount)));
  const [x, y, z] = [a, b, c].map(({ amount }) => unitsOf(amount, digits, bigIntegers) as bigint) as [
    bigint,
    bigint,
    bigint,
  ];
  if (z <= 0n) refuse('range', ['list'], 'an amount above 0', c.amount);
  const more = Math.max(0, scale - digits);
  const units = bigIntegers.divide(x * y * 10n ** BigInt(more), z * 10n ** BigInt(Math.max(0, digits - scale)), mode);
  return { amount: exactText(units, scale), currency: a.currency };
}

/**
 * What a protected customer pays after the benchmark customer's price has changed: the same price (`equal`, one to one), or
 * the same ratio to it as before (`ratio`, the Price Reductions Clause of US federal schedules).
 *
 * @example
 * const usd = (amount: string) => ({ amount, currency: 'USD' });
 * protectedPrice({ benchmark: usd('45'), protected: usd('40') }, usd('30'), 'ratio', { mode: 'halfUp' }).amount //=> '26.67'
 */
export function protectedPrice(
  before: { readonly benchmark: Money; readonly protected: Money },
  benchmark: Money,
  relation: 'equal' | 'ratio',
  rounding: Rounding,
): Money {
  if (relation === 'equal') return roundMoney(benchmark, rounding);
  const exact = ratioOf(benchmark, before.protected, before.benchmark, { mode: 'halfEven', scale: 18 });
  return roundMoney(exact, rounding);
}
