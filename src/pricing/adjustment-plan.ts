import { type Adjustment, type AdjustmentStage, stages } from './adjustment.js';
import { unitsOf } from './arithmetic.js';
import { type CompiledEffect, compileEffect } from './effect.js';
import type { CompiledCatalogue, Product } from './product.js';
import type { Item, Workings } from './sheet.js';

/** An adjustment with its selectors resolved to positions. */
export interface CompiledAdjustment<N extends number | bigint> {
  readonly source: Adjustment;
  /** Position of its condition in the rule set, −1 for none. */
  readonly condition: number;
  /** By product: 1 where specification, price and price type fit. */
  readonly products: Uint8Array;
  /** By offering id: 1 where the part's own offering, or the one of its line, fits. */
  readonly offerings: Uint8Array;
  readonly together: readonly number[];
  readonly effect: CompiledEffect<N>;
  readonly cap: N | undefined;
}

/** The adjustments of each stage in the order in which they apply. */
export type AdjustmentPlan<N extends number | bigint> = ReadonlyMap<AdjustmentStage, readonly CompiledAdjustment<N>[]>;

/** Resolves and orders the adjustments of a policy. */
export function planAdjustments<N extends number | bigint>(
  adjustments: readonly Adjustment[],
  conditions: readonly number[],
  catalogue: CompiledCatalogue<N>,
  workings: Workings<N>,
): AdjustmentPlan<N> {
  const compiled = adjustments.map((source, at) => compile(source, conditions[at] as number, catalogue, workings));
  return new Map(
    stages.map((stage) => [
      stage,
      compiled.filter((one) => one.source.stage === stage).sort((a, b) => a.source.priority - b.source.priority),
    ]),
  );
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
    together: (together ?? []).map((id) => ids.indexOf(id)),
    effect: compileEffect(effect, workings),
    cap: cap === undefined ? undefined : unitsOf(cap, workings.scale, workings.arithmetic),
  };
}

/** Whether an adjustment selects an item. */
export function selects<N extends number | bigint>(
  { products, offerings }: CompiledAdjustment<N>,
  { product, lineOffering }: Item<N>,
): boolean {
  return products[product.index] === 1 && (offerings[product.offeringIndex] === 1 || offerings[lineOffering] === 1);
}
