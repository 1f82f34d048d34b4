import type { PercentBase } from './adjustment.js';
import type { CompiledEffect, ScheduleBand } from './effect.js';
import type { EffectSetting, TakenOff } from './effect-setting.js';
import type { Item } from './item.js';
import type { Share } from './share.js';
import { limitedUnits } from './take-off.js';
import type { Workings } from './workings.js';

type Percent<N extends number | bigint> = Extract<CompiledEffect<N>, { kind: 'percentOff' | 'percentOn' }>;
type Schedule<N extends number | bigint> = Extract<CompiledEffect<N>, { kind: 'scheduleOff' }>;

/** What a percentage comes to on each item, rounded line by line. */
export function percentages<N extends number | bigint>(
  effect: Percent<N>,
  items: readonly Item<N>[],
  { workings, taken }: EffectSetting<N>,
): readonly N[] {
  const { share, of } = effect;
  const maxQuantity = effect.kind === 'percentOff' ? effect.maxQuantity : undefined;
  const amounts = new Array<N>(items.length);
  for (let at = 0; at < items.length; at += 1) {
    const item = items[at] as Item<N>;
    const base = maxQuantity === undefined ? baseOf(item, of) : priceOfUnits(item, of, maxQuantity, taken, workings);
    amounts[at] = partOf(base, share, workings);
  }
  return amounts;
}

/** What a schedule comes to on each item: its band's percentage, by the months or the quantity that it goes by. */
export function scheduled<N extends number | bigint>(
  effect: Schedule<N>,
  items: readonly Item<N>[],
  setting: EffectSetting<N>,
): readonly N[] {
  const { by, of, bands } = effect;
  const { workings, request } = setting;
  const { arithmetic } = workings;
  const months = by === 'termMonths' ? (request.termMonths ?? undefined) : undefined;
  const forAll = months === undefined ? undefined : shareAt(bands, arithmetic.from(months));
  const together = by === 'siteQuantity' || by === 'groupQuantity' ? quantities(by, items, setting) : undefined;
  const amounts = new Array<N>(items.length);
  for (let at = 0; at < items.length; at += 1) {
    const item = items[at] as Item<N>;
    const share =
      by === 'termMonths'
        ? forAll
        : shareAt(
            bands,
            together?.get(placeOf(by, item, setting)) ??
              wholeUnits(item.quantity, item.product.quantityScale, workings),
          );
    amounts[at] = share === undefined ? arithmetic.zero : partOf(baseOf(item, of), share, workings);
  }
  return amounts;
}

function baseOf<N extends number | bigint>({ list, running }: Item<N>, of: PercentBase): N {
  return of === 'list' ? list : running;
}

/** A share of a price, rounded once. */
export function partOf<N extends number | bigint>(
  base: N,
  { part, whole }: Share<N>,
  { arithmetic, rounding }: Workings<N>,
): N {
  return arithmetic.multiplyDivide(base, part, whole, rounding.mode);
}

/** The price of the first so many units of a line, with what was taken off just these units before, or added to them. */
function priceOfUnits<N extends number | bigint>(
  item: Item<N>,
  of: PercentBase,
  most: number,
  taken: TakenOff<N> | undefined,
  { arithmetic, rounding }: Workings<N>,
): N {
  const units = limitedUnits(item, most, arithmetic);
  if (units === item.quantity) return baseOf(item, of);
  const gross = arithmetic.multiplyDivide(item.list, units, item.quantity, rounding.mode);
  if (of === 'list') return gross;
  let left = gross;
  for (const { amount, units: among } of taken?.get(item) ?? []) {
    const part = among <= units ? amount : arithmetic.multiplyDivide(amount, units, among, rounding.mode);
    left = arithmetic.subtract(left, part);
  }
  return left;
}

/** The percentage of the band that a measure falls into. */
export function shareAt<N extends number | bigint>(
  bands: readonly ScheduleBand<N>[],
  measure: N,
): Share<N> | undefined {
  for (const { upTo, share } of bands) if (upTo === undefined || measure <= upTo) return share;
  return undefined;
}

/** Quantities of the items by site, or of all of them, in started whole units. */
function quantities<N extends number | bigint>(
  by: Schedule<N>['by'],
  items: readonly Item<N>[],
  setting: EffectSetting<N>,
): ReadonlyMap<string, N> {
  const { workings } = setting;
  const { arithmetic } = workings;
  const scale = items.reduce((most, { product }) => Math.max(most, product.quantityScale), 0);
  const sums = new Map<string, N>();
  for (const item of unitsOnce(items)) {
    const place = placeOf(by, item, setting);
    const units = arithmetic.multiply(item.quantity, arithmetic.tenTo(scale - item.product.quantityScale));
    sums.set(place, arithmetic.add(sums.get(place) ?? arithmetic.zero, units));
  }
  if (scale > 0) for (const [place, sum] of sums) sums.set(place, wholeUnits(sum, scale, workings));
  return sums;
}

/** The items without those that price the units of a line once more: an installation beside the rental. */
function unitsOnce<N extends number | bigint>(items: readonly Item<N>[]): readonly Item<N>[] {
  // Per line and offering the price that counts, so that an offering that is a part twice counts twice.
  const counting = new Map<string, string>();
  return items.filter(({ line, product: { offeringIndex, price } }) => {
    if (price.meters !== undefined) return true;
    const key = `${line} ${offeringIndex}`;
    const first = counting.get(key);
    if (first === undefined) counting.set(key, price.id);
    return first === undefined || first === price.id;
  });
}

function placeOf<N extends number | bigint>(
  by: Schedule<N>['by'],
  { line }: Item<N>,
  { request }: EffectSetting<N>,
): string {
  return by === 'siteQuantity' ? (request.lines[line]?.site ?? '') : '';
}

/** A quantity in started whole units. */
export function wholeUnits<N extends number | bigint>(
  quantity: N,
  quantityScale: number,
  { arithmetic }: Workings<N>,
): N {
  return quantityScale === 0 ? quantity : arithmetic.divide(quantity, arithmetic.tenTo(quantityScale), 'ceiling');
}
