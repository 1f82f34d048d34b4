import type { Adjustment } from './adjustment.js';
import { type CompiledEffect, compileEffect, mostAt } from './effect.js';
import type { Item } from './item.js';
import type { CompiledCatalogue, Product } from './product.js';
import type { Sheet } from './sheet.js';
import type { Workings } from './workings.js';

/** An adjustment with its selectors resolved to positions. */
export interface CompiledAdjustment<N extends number | bigint> {
  readonly source: Adjustment;
  /** Position of its condition in the rule set, −1 for none. */
  readonly condition: number;
  /** By product: 1 where specification, price and price type fit. */
  readonly products: Uint8Array;
  /** By offering id: 1 where the part's own offering, or the one of its line, fits. */
  readonly offerings: Uint8Array;
  /** Whether it is for every item. */
  readonly everything: boolean;
  readonly together: readonly number[];
  readonly effect: CompiledEffect<N>;
  readonly cap: N | undefined;
}

/** Resolves the adjustments of a policy and orders them within their stages. */
export function planAdjustments<N extends number | bigint>(
  adjustments: readonly Adjustment[],
  conditions: readonly number[],
  catalogue: CompiledCatalogue<N>,
  workings: Workings<N>,
): readonly CompiledAdjustment<N>[] {
  return adjustments
    .map((source, at) => compile(source, conditions[at] as number, catalogue, workings))
    .sort((a, b) => a.source.priority - b.source.priority);
}

function compile<N extends number | bigint>(
  source: Adjustment,
  condition: number,
  { products, ids }: CompiledCatalogue<N>,
  workings: Workings<N>,
): CompiledAdjustment<N> {
  const { lines, together, effect, cap } = source;
  const fits = ({ offering, price, specification }: Product<N>): boolean =>
    (lines?.specifications === undefined ||
      lines.specifications.includes(specification?.id ?? offering.specification ?? '')) &&
    (lines?.prices === undefined || lines.prices.includes(price.id)) &&
    (lines?.priceTypes === undefined || lines.priceTypes.includes(price.priceType));
  return {
    source,
    condition,
    products: Uint8Array.from(products, (product) => Number(fits(product))),
    offerings: Uint8Array.from(ids, (id) => Number(lines?.offerings === undefined || lines.offerings.includes(id))),
    everything: lines?.offerings === undefined && products.every(fits),
    together: (together ?? []).map((id) => ids.indexOf(id)),
    effect: compileEffect(effect, workings),
    cap: cap === undefined ? undefined : mostAt(cap, workings),
  };
}

/** The items that an adjustment is for. */
export function selectItems<N extends number | bigint>(
  { products, offerings, everything }: CompiledAdjustment<N>,
  { items }: Sheet<N>,
): readonly Item<N>[] {
  if (everything) return items;
  const selected: Item<N>[] = [];
  for (const item of items) {
    const { product, lineOffering } = item;
    const offered = offerings[product.offeringIndex] === 1 || offerings[lineOffering] === 1;
    if (offered && products[product.index] === 1) selected.push(item);
  }
  return selected;
}
