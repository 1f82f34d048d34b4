import { larger } from './arithmetic.js';
import { type Applied, type EffectSetting, noteOff } from './effect-setting.js';
import type { Item } from './item.js';
import { spread } from './spread.js';

/** Adds to each item. */
export function putOn<N extends number | bigint>(
  items: readonly Item<N>[],
  extra: readonly N[],
  { workings, taken }: EffectSetting<N>,
): Applied<N> {
  const { arithmetic } = workings;
  items.forEach((item, at) => {
    const more = extra[at] as N;
    item.running = arithmetic.add(item.running, more);
    noteOff(taken, item, arithmetic.subtract(arithmetic.zero, more), item.quantity);
  });
  return { changes: extra, limited: false, shortfall: arithmetic.zero };
}

/** Adds one amount to all items, in proportion to their prices; evenly where they have none. */
export function putTogether<N extends number | bigint>(
  items: readonly Item<N>[],
  amount: N,
  setting: EffectSetting<N>,
): Applied<N> {
  const { arithmetic } = setting.workings;
  if (items.length === 0) return putOn(items, [], setting);
  const priced = items.some(({ running }) => running > arithmetic.zero);
  const weights = items.map(({ running }) => (priced ? larger(arithmetic.zero, running) : arithmetic.one));
  return putOn(items, spread(amount, weights, setting.allocation, arithmetic), setting);
}
