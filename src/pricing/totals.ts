import type { Item } from './item.js';
import type { Priced } from './pricer.js';
import type { QuoteRequest } from './request.js';
import { readMoney, type Workings } from './workings.js';

/** Sums over the items at each step, with the shortfalls that were found by then. */
export interface Totals<N extends number | bigint> {
  readonly list: N;
  readonly contract: N;
  readonly invoice: N;
  readonly pocket: N;
  /** Of the invoice. */
  readonly recurring: N;
  readonly usage: N;
  readonly oneTime: N;
  readonly shortfall: N;
  /** Of each request line: as given with it, else the sum of the catalogue's; undefined where it is unknown. */
  readonly costs: readonly (N | undefined)[];
  readonly cost: N | undefined;
}

export function totalsOf<N extends number | bigint>(
  { sheet, shortfalls }: Priced<N>,
  request: QuoteRequest,
  workings: Workings<N>,
): Totals<N> {
  const { add, subtract, zero } = workings.arithmetic;
  let list = zero;
  let contract = zero;
  let invoice = zero;
  let pocket = zero;
  let usage = zero;
  let oneTime = zero;
  for (const item of sheet.items) {
    list = add(list, item.list);
    contract = add(contract, item.contract);
    invoice = add(invoice, item.invoice);
    pocket = add(pocket, item.running);
    const { priceType } = item.product.price;
    if (priceType === 'usage') usage = add(usage, item.invoice);
    else if (priceType === 'oneTime') oneTime = add(oneTime, item.invoice);
  }
  const recurring = subtract(subtract(invoice, usage), oneTime);
  let shortfall = zero;
  for (const { amount, isContracted } of shortfalls) {
    shortfall = add(shortfall, amount);
    if (isContracted) contract = add(contract, amount);
  }
  const costs = costsOf(sheet.items, request, workings);
  let cost: N | undefined = zero;
  for (const one of costs) cost = cost === undefined || one === undefined ? undefined : add(cost, one);
  return {
    list,
    contract,
    invoice: add(invoice, shortfall),
    pocket: add(pocket, shortfall),
    recurring,
    usage,
    oneTime,
    shortfall,
    costs,
    cost,
  };
}

function costsOf<N extends number | bigint>(
  items: readonly Item<N>[],
  { lines }: QuoteRequest,
  workings: Workings<N>,
): readonly (N | undefined)[] {
  const { add, zero } = workings.arithmetic;
  const costs = new Array<N | undefined>(lines.length);
  for (let at = 0; at < lines.length; at += 1) {
    const given = lines[at]!.cost;
    costs[at] = given === undefined ? zero : readMoney(given, ['lines', at, 'cost'], workings);
  }
  for (const { line, cost } of items) {
    if (lines[line]?.cost !== undefined) continue;
    const sum = costs[line];
    costs[line] = sum === undefined || cost === undefined ? undefined : add(sum, cost);
  }
  return costs;
}
