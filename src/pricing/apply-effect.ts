import { type Arithmetic, larger } from './arithmetic.js';
import type { CompiledEffect } from './effect.js';
import type { Applied, EffectSetting } from './effect-setting.js';
import { type Item, prorationOf, wholeScale } from './item.js';
import { percentages, scheduled } from './percent-effect.js';
import { putOn, putTogether } from './put-on.js';
import type { Proration, RequestLine } from './request.js';
import { takeOff, takeTogether } from './take-off.js';
import { toScale } from './workings.js';

/** Applies an effect to items: their running prices change. */
export function applyEffect<N extends number | bigint>(
  effect: CompiledEffect<N>,
  items: readonly Item<N>[],
  setting: EffectSetting<N>,
): Applied<N> {
  switch (effect.kind) {
    case 'percentOff':
      return takeOff(items, percentages(effect, items, setting), effect.maxQuantity, setting);
    case 'scheduleOff':
      return takeOff(items, scheduled(effect, items, setting), undefined, setting);
    case 'percentOn':
      return putOn(items, percentages(effect, items, setting), setting);
    case 'amountOff':
      return takeTogether(items, effect.amount, setting);
    case 'amountOn':
      return putTogether(items, effect.amount, setting);
    case 'fixedPrice':
      return moveTo(items, effect.amount, setting);
    case 'unitPrice':
      return toUnitPrice(effect, items, setting);
    default:
      return holdTo(effect, items, setting);
  }
}

/** A bound on the items together: an excess is taken off, what lacks becomes a shortfall. */
function holdTo<N extends number | bigint>(
  { kind, amount, each }: Extract<CompiledEffect<N>, { kind: 'atLeast' | 'atMost' }>,
  items: readonly Item<N>[],
  setting: EffectSetting<N>,
): Applied<N> {
  const { arithmetic } = setting.workings;
  const { zero } = arithmetic;
  const bound = each ? boundOfUnits(amount, items, setting) : amount;
  const sum = arithmetic.add(sumRunning(items, arithmetic), shortfallsWithin(items, setting));
  if (kind === 'atMost' && sum > bound) return takeTogether(items, arithmetic.subtract(sum, bound), setting);
  const shortfall = kind === 'atLeast' && sum < bound ? arithmetic.subtract(bound, sum) : zero;
  return { changes: items.map(() => zero), limited: false, shortfall };
}

/** What the items pay to minimums already: a shortfall counts where all its items are among them. */
function shortfallsWithin<N extends number | bigint>(
  items: readonly Item<N>[],
  { shortfalls, workings: { arithmetic } }: EffectSetting<N>,
): N {
  if (shortfalls.length === 0) return arithmetic.zero;
  const here = new Set(items);
  return shortfalls.reduce(
    (sum, shortfall) => (shortfall.items.every((item) => here.has(item)) ? arithmetic.add(sum, shortfall.amount) : sum),
    arithmetic.zero,
  );
}

function sumRunning<N extends number | bigint>(items: readonly Item<N>[], arithmetic: Arithmetic<N>): N {
  let sum = arithmetic.zero;
  for (const item of items) sum = arithmetic.add(sum, item.running);
  return sum;
}

/**
 * An amount for each unit of the request lines that the items belong to, each line once; of a prorated line for the part of
 * the period, where a price that recurs is among its items. Whole periods are rounded together, each prorated line by itself.
 */
function boundOfUnits<N extends number | bigint>(
  amount: N,
  items: readonly Item<N>[],
  { sheet, request, workings }: EffectSetting<N>,
): N {
  const { arithmetic, scale } = workings;
  const prorations = new Map<number, Proration | undefined>();
  for (const { line, product } of items)
    prorations.set(line, prorations.get(line) ?? prorationOf(request.lines[line] as RequestLine, product));
  const priced = (units: N, proration: Proration | undefined): N =>
    toScale(arithmetic.multiply(amount, units), scale + wholeScale, proration, workings);
  let whole = arithmetic.zero;
  let parts = arithmetic.zero;
  for (const [line, proration] of prorations) {
    const units = sheet.quantities[line] as N;
    if (proration === undefined) whole = arithmetic.add(whole, units);
    else parts = arithmetic.add(parts, priced(units, proration));
  }
  return arithmetic.add(priced(whole, undefined), parts);
}

/** Brings the items together to a price, down or up. */
function moveTo<N extends number | bigint>(
  items: readonly Item<N>[],
  target: N,
  setting: EffectSetting<N>,
): Applied<N> {
  const { arithmetic } = setting.workings;
  const sum = sumRunning(items, arithmetic);
  return sum >= target
    ? takeTogether(items, arithmetic.subtract(sum, target), setting)
    : putTogether(items, arithmetic.subtract(target, sum), setting);
}

/** Brings each unit to a price, down or up; a prorated line to the part of it. */
function toUnitPrice<N extends number | bigint>(
  { amount, amountScale }: Extract<CompiledEffect<N>, { kind: 'unitPrice' }>,
  items: readonly Item<N>[],
  setting: EffectSetting<N>,
): Applied<N> {
  const { request, workings } = setting;
  const { arithmetic } = workings;
  const targets = items.map(({ line, quantity, product }) => {
    const proration = prorationOf(request.lines[line] as RequestLine, product);
    return toScale(arithmetic.multiply(amount, quantity), amountScale + product.quantityScale, proration, workings);
  });
  const differences = items.map((item, at) => arithmetic.subtract(item.running, targets[at] as N));
  const offs = differences.map((difference) => larger(arithmetic.zero, difference));
  const ons = differences.map((difference) =>
    larger(arithmetic.zero, arithmetic.subtract(arithmetic.zero, difference)),
  );
  const down = takeOff(items, offs, undefined, setting);
  const up = putOn(items, ons, setting);
  return { ...down, changes: down.changes.map((change, at) => arithmetic.add(change, up.changes[at] as N)) };
}
