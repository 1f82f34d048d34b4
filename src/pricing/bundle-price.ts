import type { Bundle, BundlePrice } from './catalogue.js';
import { amountAt, type CompiledEffect, compileEffect } from './effect.js';
import { type Item, wholeScale } from './item.js';
import { firstOfLine } from './line-items.js';
import { stepChange } from './price-step.js';
import { apply, excludeOthers, type Run } from './run.js';
import type { Workings } from './workings.js';

/** Applies the prices of the bundles that lines ask for, line by line. */
export function runBundlePrices<N extends number | bigint>(run: Run<N>): void {
  const { sheet, plan } = run;
  let first = 0;
  for (let line = 0; line < sheet.offerings.length; line += 1) {
    const { bundle, id } = sheet.offerings[line]!.offering;
    if (bundle?.price === undefined) continue;
    first = firstOfLine(sheet.items, line, first);
    const items = bundledItems(sheet.items, line, first, bundle.priceTypes);
    if (items.length === 0) continue;
    const effect = bundleEffect(bundle.price, sheet.quantities[line] as N, plan.workings);
    const applied = apply(run, 'bundle', effect, items, undefined);
    if (bundle.exclusive !== undefined) excludeOthers(run, bundle.exclusive, id);
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

/** The items of a line, from its first on, that its bundle's price is for. */
function bundledItems<N extends number | bigint>(
  items: readonly Item<N>[],
  line: number,
  first: number,
  priceTypes: Bundle['priceTypes'],
): readonly Item<N>[] {
  const bundled: Item<N>[] = [];
  for (let at = first; at < items.length; at += 1) {
    const item = items[at] as Item<N>;
    if (item.line !== line) break;
    if (priceTypes.includes(item.product.price.priceType)) bundled.push(item);
  }
  return bundled;
}

function bundleEffect<N extends number | bigint>(
  price: BundlePrice,
  quantity: N,
  workings: Workings<N>,
): CompiledEffect<N> {
  if (price.kind === 'percentOff') return compileEffect({ ...price, of: 'running' }, workings);
  const { arithmetic, rounding } = workings;
  const one = amountAt(price.amount, workings);
  const amount = arithmetic.multiplyDivide(one, quantity, arithmetic.tenTo(wholeScale), rounding.mode);
  return { kind: 'fixedPrice', amount };
}
