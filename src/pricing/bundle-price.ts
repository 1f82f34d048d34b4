import type { BundlePrice } from './catalogue.js';
import { amountAt, type CompiledEffect, compileEffect } from './effect.js';
import { wholeScale } from './item.js';
import { apply, excludeOthers, type Run } from './run.js';
import type { Workings } from './workings.js';

/** Applies the prices of the bundles that lines ask for, line by line. */
export function runBundlePrices<N extends number | bigint>(run: Run<N>): void {
  const { sheet, plan } = run;
  for (let line = 0; line < sheet.offerings.length; line += 1) {
    const { bundle, id } = sheet.offerings[line]!.offering;
    if (bundle?.price === undefined) continue;
    const items = sheet.items.filter(
      (item) => item.line === line && bundle.priceTypes.includes(item.product.price.priceType),
    );
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
      items,
      applied,
      by: undefined,
    });
  }
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
