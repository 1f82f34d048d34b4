import type { CompiledAdjustment } from './adjustment-plan.js';
import { larger, smaller } from './arithmetic.js';
import type { ScheduleBand } from './effect.js';
import type { Item } from './item.js';
import type { LineColumns } from './line-columns.js';
import { partOf, shareAt, wholeUnits } from './percent-effect.js';
import { noteChange } from './price-step.js';
import type { CompiledCatalogue, Product } from './product.js';
import type { Share } from './share.js';
import type { Workings } from './workings.js';

/** A percentage on lines of some products, whatever the other lines are. */
export interface LineAdjustment<N extends number | bigint> {
  readonly adjustment: CompiledAdjustment<N>;
  /** By product: 1 where it is meant. */
  readonly selected: Uint8Array;
  readonly raises: boolean;
  readonly ofList: boolean;
  /** The one percentage, or the bands of a schedule. */
  readonly share: Share<N> | undefined;
  readonly bands: readonly ScheduleBand<N>[];
  readonly byMonths: boolean;
}

/** An adjustment as one of each line by itself; undefined where it looks at more than one line. */
export function lineAdjustment<N extends number | bigint>(
  adjustment: CompiledAdjustment<N>,
  catalogue: CompiledCatalogue<N>,
): LineAdjustment<N> | undefined {
  const { source, products, offerings, together, effect, cap } = adjustment;
  if (source.exclusive !== undefined || together.length > 0 || cap !== undefined) return undefined;
  if (effect.kind !== 'percentOff' && effect.kind !== 'percentOn' && effect.kind !== 'scheduleOff') return undefined;
  if (effect.kind === 'percentOff' && effect.maxQuantity !== undefined) return undefined;
  const schedule = effect.kind === 'scheduleOff' ? effect : undefined;
  if (schedule?.by === 'siteQuantity' || schedule?.by === 'groupQuantity') return undefined;
  return {
    adjustment,
    selected: products.map((fits, at) => fits & (offerings[catalogue.products[at]!.offeringIndex] as number)),
    raises: effect.kind === 'percentOn',
    ofList: effect.of === 'list',
    share: effect.kind === 'scheduleOff' ? undefined : effect.share,
    bands: schedule?.bands ?? [],
    byMonths: schedule?.by === 'termMonths',
  };
}

/** What became of an adjustment over all lines. */
export type LineEffect = 'noLine' | 'noEffect' | 'applied' | 'limited';

/** Where a full decision notes what an adjustment changed. */
export interface LineNotes<N extends number | bigint> {
  readonly items: readonly Item<N>[];
  /** Over all lines. */
  units: N;
}

/**
 * Changes the prices of the lines that an adjustment is for.
 *
 * @param notes - for the full decision only
 */
export function adjustLines<N extends number | bigint>(
  { adjustment: { source }, selected, raises, ofList, share, bands, byMonths }: LineAdjustment<N>,
  { count, products, quantities, lists, prices }: LineColumns<N>,
  months: N | undefined,
  notes: LineNotes<N> | undefined,
  workings: Workings<N>,
): LineEffect {
  const { add, subtract, zero } = workings.arithmetic;
  const forAll = byMonths && months !== undefined ? shareAt(bands, months) : share;
  let isMeant = false;
  let isChanged = false;
  let isLimited = false;
  for (let k = 0; k < count; k += 1) {
    const { index, quantityScale } = products[k] as Product<N>;
    if (selected[index] === 0) continue;
    isMeant = true;
    const own =
      forAll ?? (byMonths ? undefined : shareAt(bands, wholeUnits(quantities[k] as N, quantityScale, workings)));
    if (own === undefined) continue;
    const price = prices[k] as N;
    const part = partOf(ofList ? (lists[k] as N) : price, own, workings);
    const change = raises ? part : subtract(zero, smaller(part, larger(zero, price)));
    if (!raises && part > price) isLimited = true;
    if (change === zero) continue;
    isChanged = true;
    prices[k] = add(price, change);
    if (notes === undefined) continue;
    notes.units = add(notes.units, change);
    noteChange(notes.items[k] as Item<N>, source.id, source.stage, change, workings);
  }
  if (!isChanged) return isMeant ? 'noEffect' : 'noLine';
  return isLimited ? 'limited' : 'applied';
}
