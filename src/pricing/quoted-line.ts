import { writeScaled } from '../core/scaled.js';
import { partsOf } from './charge.js';
import type { Item } from './item.js';
import type { Case } from './judgement.js';
import type { PriceChange, QuotedLine, TierAmount } from './outcome.js';
import { pooledPart } from './pool-told.js';
import { moneyOf, type Workings } from './workings.js';

/** Every item as a line of the quote. */
export function quotedLines<N extends number | bigint>(one: Case<N>): readonly QuotedLine[] {
  const changes = changesByItem(one);
  const lines: QuotedLine[] = [];
  for (const item of one.priced.sheet.items) lines.push(quotedLine(item, changes[item.index] ?? [], one));
  return lines;
}

/** What the steps changed, by item. */
function changesByItem<N extends number | bigint>({ priced, workings }: Case<N>): readonly (readonly PriceChange[])[] {
  const { zero } = workings.arithmetic;
  const changes: PriceChange[][] = [];
  for (const _ of priced.sheet.items) changes.push([]);
  for (const { id, stage, items, applied } of priced.steps) {
    if (applied === undefined) continue;
    for (let at = 0; at < items.length; at += 1) {
      const change = applied.changes[at] as N;
      if (change !== zero) changes[items[at]!.index]!.push({ id, stage, change: moneyOf(change, workings) });
    }
  }
  return changes;
}

function quotedLine<N extends number | bigint>(
  item: Item<N>,
  changes: readonly PriceChange[],
  { workings, request }: Case<N>,
): QuotedLine {
  const { product, line, quantity, cost } = item;
  const { offering, price, quantityScale } = product;
  const list = moneyOf(item.list, workings);
  const contract = item.contract === item.list ? list : moneyOf(item.contract, workings);
  const invoice = item.invoice === item.contract ? contract : moneyOf(item.invoice, workings);
  const quoted = {
    line,
    offering: offering.id,
    price: price.id,
    priceType: price.priceType,
    quantity: writeScaled(quantity, quantityScale),
    list,
    contract,
    invoice,
    pocket: item.running === item.invoice ? invoice : moneyOf(item.running, workings),
    cost: cost === undefined ? null : moneyOf(cost, workings),
    changes,
    tiers: tiersOf(item, workings),
  };
  const id = request.lines[line]?.id;
  if (id === undefined && item.pooled === undefined) return quoted;
  return { ...(id === undefined ? {} : { id }), ...quoted, ...pooledPart(item) };
}

/** What each tier contributed, where there are several. */
function tiersOf<N extends number | bigint>(
  { product, quantity, pooled }: Item<N>,
  { arithmetic, scale, text }: Workings<N>,
): readonly TierAmount[] {
  const { charge } = product;
  if (charge.kind !== 'stepped' || pooled !== undefined || charge.table.unit.length === 1) return [];
  const { quantityScale, amountScale } = charge.table;
  const tiers: TierAmount[] = [];
  for (const { tier, quantity: units, amount } of partsOf(charge.table, quantity, arithmetic)) {
    tiers.push({
      tier,
      quantity: writeScaled(units, quantityScale),
      amount: amountScale === scale ? text(amount) : writeScaled(amount, amountScale),
    });
  }
  return tiers;
}
