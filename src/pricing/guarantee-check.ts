import { isCurrency } from '../core/currency.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import { isZeroMoney } from '../core/money-arithmetic.js';
import type { Rounding } from '../core/rounding.js';
import {
  type Check,
  checkAmount,
  checkDay,
  checkFlag,
  checkId,
  checkRounding,
  checkRow,
  checkRows,
  checkUnits,
  checkWord,
  refuseFaults,
  whereGiven,
} from '../core/row-check.js';
import type { GuardedSale, HolderPurchase, PriceGuarantee, UnitPrice } from './guarantee.js';
import { checkUnique } from './identity-check.js';

/**
 * Refuses sales, agreements and purchases that cannot be read, all faults at once. None is left out instead: a purchase less is
 * a compensation too low.
 *
 * @param salesAt where the sales stand: each, in their order
 */
export function checkGuarded(
  sales: readonly GuardedSale[],
  salesAt: (at: number) => Path,
  agreements: readonly PriceGuarantee[],
  purchases: readonly HolderPurchase[],
  rounding: Rounding,
): void {
  const price = checkPrice(currencyOf([...sales, ...(Array.isArray(agreements) ? agreements : [])]));
  const checkSale = checkRow<GuardedSale>('a sale', {
    id: checkId,
    buyer: checkId,
    product: checkId,
    date: checkDay,
    quantity: checkUnits,
    price,
  });
  refuseFaults([
    ...sales.flatMap((sale, at) => checkSale(sale, salesAt(at))),
    ...checkRows('a list of agreements', checkAgreement(price))(agreements, ['agreements']),
    ...checkPurchases(purchases, ['purchases']),
    ...checkRounding(rounding, ['rounding']),
  ]);
  refuseFaults([
    ...checkUnique(agreements, ['agreements']),
    ...agreements.flatMap(checkTerm),
    ...checkLists(sales, salesAt, agreements),
  ]);
}

/** Of the first amount that has one: the others are held to it. */
function currencyOf(rows: readonly { readonly price: UnitPrice }[]): string | undefined {
  return rows.map((row) => row?.price?.net?.currency).find(isCurrency);
}

function checkPrice(currency: string | undefined): Check {
  const amount = checkAmount(currency);
  return checkRow<UnitPrice>('prices of one unit { list, net, givenBack }', {
    list: amount,
    net: amount,
    givenBack: whereGiven((value, path) => (value === null ? [] : amount(value, path))),
  });
}

function checkAgreement(price: Check): Check {
  return checkRow<PriceGuarantee>('an agreement', {
    id: checkId,
    holder: checkId,
    product: checkId,
    basis: checkWord(['discount', 'net', 'effective']),
    price,
    from: checkDay,
    until: checkDay,
    compensates: checkWord(['fromBreach', 'wholeAgreement']),
    terminationRight: checkFlag,
    comparableFrom: whereGiven(checkUnits),
  });
}

const checkPurchases = /* @__PURE__ */ checkRows(
  'a list of purchases',
  /* @__PURE__ */ checkRow<HolderPurchase>('a purchase', { guarantee: checkId, date: checkDay, quantity: checkUnits }),
);

function checkTerm({ from, until }: PriceGuarantee, at: number): readonly Issue[] {
  return until >= from ? [] : [issue('order', ['agreements', at, 'until'], `a day from ${from} on`, until)];
}

/** A discount is a part of a list price, and of nothing there is none. */
function checkLists(
  sales: readonly GuardedSale[],
  salesAt: (at: number) => Path,
  agreements: readonly PriceGuarantee[],
): readonly Issue[] {
  const byDiscount = new Set(agreements.flatMap(({ basis, product }) => (basis === 'discount' ? [product] : [])));
  const check = ({ product, price: { list } }: GuardedSale | PriceGuarantee, path: Path): readonly Issue[] =>
    byDiscount.has(product) && isZeroMoney(list)
      ? [
          issue(
            'range',
            [...path, 'price', 'list', 'amount'],
            'an amount above 0 to measure discounts from',
            list.amount,
          ),
        ]
      : [];
  return [
    ...sales.flatMap((sale, at) => check(sale, salesAt(at))),
    ...agreements.flatMap((agreement, at) =>
      agreement.basis === 'discount' ? check(agreement, ['agreements', at]) : [],
    ),
  ];
}
