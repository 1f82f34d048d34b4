import type { Decision } from '../core/decision.js';
import type { Money } from '../core/money.js';
import { isZeroMoney, sumMoney } from '../core/money-arithmetic.js';
import type { Quote, QuotedLine } from '../pricing/outcome.js';
import { groupBy } from './group-by.js';

/** Money as TMF648 writes it. Its schema asks for a JSON number: exact up to 15 significant digits, no further. */
export interface TmfMoney {
  readonly unit: string;
  readonly value: number;
}

/** A price as TMF648 writes it. */
export interface TmfPrice {
  readonly dutyFreeAmount: TmfMoney;
}

/** A change to a price, such as a discount (below 0). */
export interface TmfPriceAlteration {
  readonly name: string;
  readonly priceType: string;
  readonly priority: number;
  readonly price: TmfPrice;
}

/** A price of an item with what changed it. */
export interface TmfQuotePrice {
  readonly name: string;
  readonly priceType: string;
  readonly recurringChargePeriod?: string;
  readonly price: TmfPrice;
  readonly priceAlteration?: readonly TmfPriceAlteration[];
  readonly productOfferingPrice?: { readonly id: string };
}

/** One line of a TMF648 quote; of a bundle, with its parts as items inside it. */
export interface TmfQuoteItem {
  readonly id: string;
  readonly action: 'add';
  readonly quantity: number;
  readonly state: string;
  readonly productOffering: { readonly id: string };
  readonly quoteItemPrice: readonly TmfQuotePrice[];
  readonly quoteItem?: readonly TmfQuoteItem[];
}

/** A TMF648 v4 quote. */
export interface TmfQuote {
  readonly id: string;
  readonly quoteDate: string;
  readonly version: string;
  readonly state: 'approved' | 'pending' | 'inProgress' | 'rejected';
  readonly quoteItem: readonly TmfQuoteItem[];
  readonly quoteTotalPrice: readonly TmfQuotePrice[];
  readonly authorization: readonly { readonly name: string; readonly state: string }[];
  readonly '@type': 'Quote';
}

const states = {
  acceptable: 'approved',
  needsApproval: 'pending',
  undecided: 'inProgress',
  refused: 'rejected',
} as const;
const words = { recurring: 'recurring', usage: 'usage', oneTime: 'nonRecurring' } as const;

/**
 * Writes a decided quote as a TM Forum quote (TMF648 v4): list prices with their alterations per item, a bundle's parts as items
 * inside it, totals per kind of price and of each minimum that was not reached, and the signatures that are still due. The quote date is the day as of which it was decided, at midnight UTC.
 *
 * @param id of the quote in the system that receives it
 */
export function toTmf648(decision: Decision<Quote>, id: string): TmfQuote {
  const { outcome, asOf, policy } = decision;
  const positions = [...new Set(outcome.lines.map(({ line }) => line))];
  const state = states[outcome.verdict];
  return {
    id,
    quoteDate: `${asOf}T00:00:00Z`,
    version: policy.version,
    state,
    quoteItem: positions.map((line) =>
      itemOf(
        outcome.lines.filter((one) => one.line === line),
        line,
        state,
      ),
    ),
    quoteTotalPrice: totalsOf(outcome),
    authorization: (outcome.approval?.chain ?? []).map((name) => ({ name, state: 'pending' })),
    '@type': 'Quote',
  };
}

function itemOf(lines: readonly QuotedLine[], line: number, state: string): TmfQuoteItem {
  const [first] = lines as readonly [QuotedLine, ...QuotedLine[]];
  const id = first.id ?? String(line + 1);
  const whole = lines.find(({ partOf }) => partOf !== undefined)?.partOf;
  if (whole === undefined) return plainItem(id, first.offering, quantityOf(first), lines, state);
  const parts = groupBy(
    lines.filter(({ partOf }) => partOf !== undefined),
    ({ offering }) => offering,
  );
  const own = lines.filter(({ partOf }) => partOf === undefined);
  return {
    ...plainItem(id, whole.offering, wholeNumber(whole.quantity), own, state),
    quoteItem: [...parts].map(([offering, of], at) =>
      plainItem(`${id}.${at + 1}`, offering, quantityOf(of[0] as QuotedLine), of, state),
    ),
  };
}

function plainItem(
  id: string,
  offering: string,
  quantity: number,
  lines: readonly QuotedLine[],
  state: string,
): TmfQuoteItem {
  return {
    id,
    action: 'add',
    quantity,
    state,
    productOffering: { id: offering },
    quoteItemPrice: lines.map(priceOfLine),
  };
}

/** Usage stands in the price. */
const quantityOf = ({ priceType, quantity }: QuotedLine): number => (priceType === 'usage' ? 1 : wholeNumber(quantity));

/** Their quantity is whole; decimals stand in the price. */
function wholeNumber(quantity: string): number {
  const number = Number(quantity);
  return Number.isSafeInteger(number) ? number : 1;
}

function priceOfLine(one: QuotedLine): TmfQuotePrice {
  return {
    name: one.price,
    priceType: words[one.priceType],
    ...periodOf(one),
    price: priceOf(one.list),
    ...(one.changes.length === 0
      ? {}
      : {
          priceAlteration: one.changes.map(({ id, stage, change }, priority) => ({
            name: id,
            priceType: stage,
            priority,
            price: priceOf(change),
          })),
        }),
    productOfferingPrice: { id: one.price },
  };
}

/** TMF648 asks for a word: `month, week, etc`. */
const periods: ReadonlyMap<number, string> = /* @__PURE__ */ new Map([
  [1, 'month'],
  [3, 'quarter'],
  [12, 'year'],
]);

function periodOf({ periodMonths }: Pick<QuotedLine, 'periodMonths'>): { readonly recurringChargePeriod?: string } {
  if (periodMonths === null) return {};
  return { recurringChargePeriod: periods.get(periodMonths) ?? `${periodMonths} months` };
}

/** What recurs with one period, in the order of the lines: prices of different periods have no sum that anybody pays. */
function recurringTotals({ lines, total: { currency } }: Quote): readonly TmfQuotePrice[] {
  const byPeriod = groupBy(
    lines.filter(({ priceType, invoice }) => priceType === 'recurring' && !isZeroMoney(invoice)),
    ({ periodMonths }) => periodMonths,
  );
  return [...byPeriod].map(([periodMonths, of]) => {
    const sum = sumMoney(
      of.map(({ invoice }) => invoice),
      currency,
    );
    return { name: 'recurring', priceType: words.recurring, ...periodOf({ periodMonths }), price: priceOf(sum) };
  });
}

function totalsOf(quote: Quote): readonly TmfQuotePrice[] {
  const { totals, total, shortfalls } = quote;
  const kinds = (['usage', 'oneTime'] as const).filter((kind) => Number(totals[kind].amount) !== 0);
  return [
    ...recurringTotals(quote),
    ...kinds.map((kind) => ({ name: kind, priceType: words[kind], price: priceOf(totals[kind]) })),
    ...shortfalls.map(({ id, amount }) => ({ name: id, priceType: 'commitment', price: priceOf(amount) })),
    { name: 'total', priceType: 'total', price: priceOf(total) },
  ];
}

const priceOf = ({ amount, currency }: Money): TmfPrice => ({
  dutyFreeAmount: { unit: currency, value: Number(amount) },
});
