import { readScaledBig, writeScaled } from '../core/scaled.js';
import { digitsOf } from './arithmetic.js';
import type { Item } from './item.js';
import type { Case } from './judgement.js';
import type { QuotedLine, TierAmount } from './outcome.js';
import { partsOf } from './piece-table.js';
import { pooledPart } from './pool-told.js';
import { moneyOf, type Workings } from './workings.js';

/** Every item as a line of the quote. */
export function quotedLines<N extends number | bigint>(one: Case<N>): readonly QuotedLine[] {
  const { items } = one.priced.sheet;
  const lines = new Array<QuotedLine>(items.length);
  for (let at = 0; at < items.length; at += 1) {
    lines[at] = quotedLine(items[at] as Item<N>, one);
  }
  return lines;
}

function quotedLine<N extends number | bigint>(item: Item<N>, one: Case<N>): QuotedLine {
  const { workings, request } = one;
  const { product, line, quantity } = item;
  const cost = costOf(item, one);
  const { offering, price, quantityScale } = product;
  const list = moneyOf(item.list, workings);
  const contract = item.contract === item.list ? list : moneyOf(item.contract, workings);
  const invoice = item.invoice === item.contract ? contract : moneyOf(item.invoice, workings);
  const quoted = {
    line,
    offering: offering.id,
    price: price.id,
    priceType: price.priceType,
    periodMonths: price.priceType === 'recurring' ? (price.periodMonths ?? 1) : null,
    quantity: writeScaled(quantity, quantityScale),
    list,
    contract,
    invoice,
    pocket: item.running === item.invoice ? invoice : moneyOf(item.running, workings),
    cost: cost === undefined ? null : moneyOf(cost, workings),
    changes: item.changes,
    tiers: tiersOf(item, workings),
  };
  const id = request.lines[line]?.id;
  const isPart = item.lineOffering !== product.offeringIndex;
  if (id === undefined && item.pooled === undefined && !isPart) return quoted;
  return {
    ...(id === undefined ? {} : { id }),
    ...quoted,
    ...(isPart ? { partOf: wholeOf(line, one) } : {}),
    ...pooledPart(item),
  };
}

/** The bundle that a line asks for. */
function wholeOf<N extends number | bigint>(
  line: number,
  { request, priced }: Case<N>,
): NonNullable<QuotedLine['partOf']> {
  const quantity = request.lines[line]!.quantity ?? 1;
  const digits = digitsOf(quantity);
  return {
    offering: priced.sheet.offerings[line]!.offering.id,
    quantity: writeScaled(readScaledBig(String(quantity), digits) as bigint, digits),
  };
}

/** The item's part of the costs that the totals count; undefined where a cost given for the line is that of several items. */
function costOf<N extends number | bigint>(item: Item<N>, { priced, request, totals }: Case<N>): N | undefined {
  const { line, index, cost } = item;
  if (request.lines[line]?.cost === undefined) return cost;
  const { items } = priced.sheet;
  return items[index - 1]?.line === line || items[index + 1]?.line === line ? undefined : totals.costs[line];
}

/** What each tier contributed, where there are several. */
function tiersOf<N extends number | bigint>(
  { product, quantity, pooled }: Item<N>,
  { arithmetic, scale, text }: Workings<N>,
): readonly TierAmount[] {
  const { charge } = product;
  if (charge.kind !== 'stepped' || pooled !== undefined || charge.table.unit.length === 1) return [];
  const { quantityScale, amountScale } = charge.table;
  const parts = partsOf(charge.table, quantity, arithmetic);
  const tiers = new Array<TierAmount>(parts.length);
  for (let at = 0; at < parts.length; at += 1) {
    const { tier, quantity: units, amount } = parts[at]!;
    tiers[at] = {
      tier,
      quantity: writeScaled(units, quantityScale),
      amount: amountScale === scale ? text(amount) : writeScaled(amount, amountScale),
    };
  }
  return tiers;
}
