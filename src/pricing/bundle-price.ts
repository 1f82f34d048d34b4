import type { Bundle, BundlePrice } from './catalogue.js';
import { amountAt, type CompiledEffect, compileEffect } from './effect.js';
import { type Item, prorationOfAny, wholeScale } from './item.js';
import { stepChange } from './price-step.js';
import type { Proration, RequestLine } from './request.js';
import { apply, excludeOthers, type Run } from './run.js';
import { toScale, type Workings } from './workings.js';

/** Applies the prices of the bundles, line by line, what is inside before what holds it. */
export function runBundlePrices<N extends number | bigint>(run: Run<N>): void {
  const { sheet, plan, request } = run;
  for (const { offering, line, quantity, first, end } of sheet.bundles) {
    const { id } = offering;
    const { price, priceTypes, exclusive } = offering.bundle as Bundle;
    const items = bundledItems(sheet.items, first, end, priceTypes);
    if (items.length === 0) continue;
    const proration = prorationOfAny(request.lines[line] as RequestLine, items);
    const effect = bundleEffect(price as BundlePrice, quantity, proration, plan.workings);
    const applied = apply(run, 'bundle', effect, items, undefined);
    if (exclusive !== undefined) excludeOthers(run, exclusive, id);
    run.steps?.push({
      id,
      stage: 'bundle',
      status: 'applied',
      source: 'bundle',
      condition: -1,
      change: stepChange(id, 'bundle', items, applied, plan.workings),
      by: undefined,
    });
  }
}

/** The items of a bundle that its price is for. */
function bundledItems<N extends number | bigint>(
  items: readonly Item<N>[],
  first: number,
  end: number,
  priceTypes: Bundle['priceTypes'],
): readonly Item<N>[] {
  const bundled: Item<N>[] = [];
  for (let at = first; at < end; at += 1) {
    const item = items[at] as Item<N>;
    if (priceTypes.includes(item.product.price.priceType)) bundled.push(item);
  }
  return bundled;
}

function bundleEffect<N extends number | bigint>(
  price: BundlePrice,
  quantity: N,
  proration: Proration | undefined,
  workings: Workings<N>,
): CompiledEffect<N> {
  if (price.kind === 'percentOff') return compileEffect({ ...price, of: 'running' }, workings);
  const { arithmetic, scale } = workings;
  const exact = arithmetic.multiply(amountAt(price.amount, workings), quantity);
  return { kind: 'fixedPrice', amount: toScale(exact, scale + wholeScale, proration, workings) };
}
