import { type Arithmetic, larger, smaller } from './arithmetic.js';
import { type Applied, type EffectSetting, noteOff } from './effect-setting.js';
import type { Item } from './item.js';
import { spread, spreadWithin } from './spread.js';

/** Takes from each item what is wanted, as far as its minimum price and the caps let it; `maxQuantity` says from how many units. */
export function takeOff<N extends number | bigint>(
  items: readonly Item<N>[],
  wanted: readonly N[],
  maxQuantity: number | undefined,
  setting: EffectSetting<N>,
): Applied<N> {
  const { arithmetic } = setting.workings;
  const { zero } = arithmetic;
  const allowed = withinCap(wanted, setting);
  let limited = allowed !== wanted;
  const changes = new Array<N>(items.length);
  for (let at = 0; at < items.length; at += 1) {
    const item = items[at] as Item<N>;
    const asked = allowed[at] as N;
    const off = smaller(asked, roomOf(item, setting));
    if (off < asked) limited = true;
    take(item, off, maxQuantity, setting);
    changes[at] = arithmetic.subtract(zero, off);
  }
  return { changes, limited, shortfall: zero };
}

/** One amount off all items, in proportion to their prices; what one cannot take spills over to the others. */
export function takeTogether<N extends number | bigint>(
  items: readonly Item<N>[],
  asked: N,
  setting: EffectSetting<N>,
): Applied<N> {
  const { arithmetic } = setting.workings;
  const amount = setting.cap === undefined ? asked : smaller(asked, setting.cap);
  const weights = items.map(({ running }) => larger(arithmetic.zero, running));
  const rooms = items.map((item) => roomOf(item, setting));
  const shares = spreadWithin(amount, weights, rooms, setting.allocation, arithmetic);
  items.forEach((item, at) => {
    take(item, shares[at] as N, undefined, setting);
  });
  const taken = shares.reduce(arithmetic.add, arithmetic.zero);
  return {
    changes: shares.map((share) => arithmetic.subtract(arithmetic.zero, share)),
    limited: taken < asked,
    shortfall: arithmetic.zero,
  };
}

/** How much may be taken off an item: down to its minimum price, and within every cap. */
function roomOf<N extends number | bigint>(item: Item<N>, { caps, workings }: EffectSetting<N>): N {
  const { arithmetic } = workings;
  let room = larger(arithmetic.zero, arithmetic.subtract(item.running, item.minimum));
  for (const { share, used } of caps) {
    const most = arithmetic.multiplyDivide(item.list, share.part, share.whole, 'floor');
    const left = arithmetic.subtract(most, used.get(item) ?? arithmetic.zero);
    room = smaller(room, larger(arithmetic.zero, left));
  }
  return room;
}

/** What is wanted, cut in proportion to the adjustment's own cap. */
function withinCap<N extends number | bigint>(
  wanted: readonly N[],
  { cap, workings, allocation }: EffectSetting<N>,
): readonly N[] {
  if (cap === undefined) return wanted;
  const { add, zero } = workings.arithmetic;
  return wanted.reduce(add, zero) > cap ? spread(cap, wanted, allocation, workings.arithmetic) : wanted;
}

function take<N extends number | bigint>(
  item: Item<N>,
  off: N,
  maxQuantity: number | undefined,
  { workings, caps, taken }: EffectSetting<N>,
): void {
  const { arithmetic } = workings;
  if (off === arithmetic.zero) return;
  item.running = arithmetic.subtract(item.running, off);
  for (const { used } of caps) used.set(item, arithmetic.add(used.get(item) ?? arithmetic.zero, off));
  if (taken === undefined) return;
  const units = maxQuantity === undefined ? item.quantity : limitedUnits(item, maxQuantity, arithmetic);
  noteOff(taken, item, off, units);
}

/** The item's quantity, at most so many units. */
export function limitedUnits<N extends number | bigint>(
  { quantity, product }: Item<N>,
  most: number,
  arithmetic: Arithmetic<N>,
): N {
  const limit = arithmetic.multiply(arithmetic.from(most), arithmetic.tenTo(product.quantityScale));
  return smaller(quantity, limit);
}
