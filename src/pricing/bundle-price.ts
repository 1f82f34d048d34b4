import type { Bundle, BundlePrice } from './catalogue.js';
import { amountAt, type CompiledEffect, compileEffect } from './effect.js';
import { type Item, listPrice, prorationOf, wholeScale } from './item.js';
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
    const asked = request.lines[line] as RequestLine;
    const effect = bundleEffect(price as BundlePrice, quantity, asked, items, plan.workings);
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
  line: RequestLine,
  items: readonly Item<N>[],
  workings: Workings<N>,
): CompiledEffect<N> {
  if (price.kind === 'percentOff') return compileEffect({ ...price, of: 'running' }, workings);
  const { arithmetic, scale } = workings;
  const exact = arithmetic.multiply(amountAt(price.amount, workings), quantity);
  const prorated = items.filter(({ product }) => prorationOf(line, product) !== undefined);
  const proration = prorated.length === 0 ? undefined : line.proration;
  if (proration === undefined || prorated.length === items.length)
    return { kind: 'fixedPrice', amount: toScale(exact, scale + wholeScale, proration, workings) };
  return { kind: 'fixedPrice', amount: partlyProrated(exact, proration, line, items, workings) };
}

/**
 * The amount where some items recur and others do not: each item's part of it by its list price, evenly where none has one, prorated
 * where the item is.
 */
function partlyProrated<N extends number | bigint>(
  exact: N,
  { days, of }: Proration,
  line: RequestLine,
  items: readonly Item<N>[],
  workings: Workings<N>,
): N {
  const { arithmetic, rounding } = workings;
  const { add, multiply, zero, one } = arithmetic;
  const isProrated = ({ product }: Item<N>) => prorationOf(line, product) !== undefined;
  const lists = items.map((item) =>
    isProrated(item) ? listPrice(line, item.line, item.product, item.quantity, undefined, workings) : item.list,
  );
  const weights = lists.some((list) => list > zero) ? lists : lists.map(() => one);
  const charged = items.map((item, at) => multiply(weights[at] as N, arithmetic.from(isProrated(item) ? days : of)));
  const whole = multiply(weights.reduce(add, zero), arithmetic.from(of));
  const divisor = multiply(whole, arithmetic.tenTo(wholeScale));
  return arithmetic.multiplyDivide(exact, charged.reduce(add, zero), divisor, rounding.mode);
}
