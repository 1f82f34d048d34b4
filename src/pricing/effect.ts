import type { AllocationRule } from '../core/allocation.js';
import { zheToFactor } from '../core/zhe.js';
import type { Effect, PercentBase } from './adjustment.js';
import { type Arithmetic, digitsOf, larger, smaller, unitsOf } from './arithmetic.js';
import type { QuoteRequest } from './request.js';
import { type Item, type Sheet, tenTo, toScale, type Workings, wholeScale } from './sheet.js';
import { spread, spreadWithin } from './spread.js';

/** `part ÷ whole` of a price: a percentage ready to multiply with. */
export interface Share<N extends number | bigint> {
  readonly part: N;
  readonly whole: N;
}

interface ScheduleBand<N extends number | bigint> {
  /** Inclusive; undefined in the last band. */
  readonly upTo: N | undefined;
  readonly share: Share<N>;
}

/** An {@link Effect} in units of the working scale. */
export type CompiledEffect<N extends number | bigint> =
  | { readonly kind: 'percentOff'; readonly share: Share<N>; readonly of: PercentBase; readonly maxQuantity?: number }
  | { readonly kind: 'percentOn'; readonly share: Share<N>; readonly of: PercentBase }
  | { readonly kind: 'amountOff' | 'amountOn' | 'fixedPrice'; readonly amount: N }
  | { readonly kind: 'unitPrice'; readonly amount: N; readonly amountScale: number }
  | { readonly kind: 'atLeast' | 'atMost'; readonly amount: N; readonly each: boolean }
  | {
      readonly kind: 'scheduleOff';
      readonly by: 'termMonths' | 'lineQuantity' | 'siteQuantity' | 'groupQuantity';
      readonly of: PercentBase;
      readonly bands: readonly ScheduleBand<N>[];
    };

/** A per cent text as a share. */
export function shareOfPercent<N extends number | bigint>(percent: string, arithmetic: Arithmetic<N>): Share<N> {
  const digits = digitsOf(percent);
  return { part: unitsOf(percent, digits, arithmetic) as N, whole: tenTo(digits + 2, arithmetic) };
}

/** What is taken off when n tenths are paid. */
export function shareOfZhe<N extends number | bigint>(zhe: string, arithmetic: Arithmetic<N>): Share<N> {
  const factor = zheToFactor(zhe);
  const digits = digitsOf(factor);
  const whole = tenTo(digits, arithmetic);
  return { part: arithmetic.subtract(whole, unitsOf(factor, digits, arithmetic) as N), whole };
}

/** An amount of the policy in units of the working scale. */
export function amountAt<N extends number | bigint>(amount: string, workings: Workings<N>): N {
  const digits = Math.max(workings.scale, digitsOf(amount));
  return toScale(unitsOf(amount, digits, workings.arithmetic) as N, digits, undefined, workings);
}

/** Compiles an effect that checked without fault. */
export function compileEffect<N extends number | bigint>(effect: Effect, workings: Workings<N>): CompiledEffect<N> {
  const { arithmetic } = workings;
  switch (effect.kind) {
    case 'percentOff':
      return {
        kind: 'percentOff',
        share: shareOfPercent(effect.percent, arithmetic),
        of: effect.of,
        ...(effect.maxQuantity === undefined ? {} : { maxQuantity: effect.maxQuantity }),
      };
    case 'percentOn':
      return { kind: 'percentOn', share: shareOfPercent(effect.percent, arithmetic), of: effect.of };
    case 'zhe':
      return { kind: 'percentOff', share: shareOfZhe(effect.zhe, arithmetic), of: effect.of };
    case 'unitPrice': {
      const amountScale = Math.max(workings.scale, digitsOf(effect.amount));
      return { kind: 'unitPrice', amount: unitsOf(effect.amount, amountScale, arithmetic) as N, amountScale };
    }
    case 'atLeast':
    case 'atMost':
      return { kind: effect.kind, amount: amountAt(effect.amount, workings), each: effect.each === true };
    case 'scheduleOff':
      return {
        kind: 'scheduleOff',
        by: effect.by,
        of: effect.of,
        bands: effect.bands.map(({ upTo, below, percent }) => ({
          upTo: boundOf(upTo, below, arithmetic),
          share: shareOfPercent(percent, arithmetic),
        })),
      };
    default:
      return { kind: effect.kind, amount: amountAt(effect.amount, workings) };
  }
}

function boundOf<N extends number | bigint>(
  upTo: string | number | undefined,
  below: string | number | undefined,
  arithmetic: Arithmetic<N>,
): N | undefined {
  if (upTo !== undefined) return unitsOf(upTo, 0, arithmetic);
  return below === undefined ? undefined : arithmetic.subtract(unitsOf(below, 0, arithmetic) as N, arithmetic.one);
}

/** A cap over several stages, with what it has let through so far. */
export interface RunningCap<N extends number | bigint> {
  readonly share: Share<N>;
  /** Per item: taken off so far under this cap. */
  readonly used: Map<Item<N>, N>;
}

/** What an effect works with beside the items it changes. */
export interface EffectSetting<N extends number | bigint> {
  readonly sheet: Sheet<N>;
  readonly workings: Workings<N>;
  readonly allocation: AllocationRule;
  readonly request: QuoteRequest;
  readonly caps: readonly RunningCap<N>[];
  /** The most that may be taken off in all. */
  readonly cap: N | undefined;
  /** Kept where some adjustment is limited to a number of units: what each item had taken off, and from how many. */
  readonly taken: Map<Item<N>, { readonly amount: N; readonly units: N }[]> | undefined;
}

/** What an effect came to. */
export interface Applied<N extends number | bigint> {
  /** Change of each item, below 0 for a discount, in the order of the items given. */
  readonly changes: readonly N[];
  /** Whether a cap, a minimum price or the price itself cut the discount. */
  readonly limited: boolean;
  /** What the selected lines lack to a minimum: it becomes a line of its own. */
  readonly shortfall: N;
}

/** Applies an effect to items: their running prices change. */
export function applyEffect<N extends number | bigint>(
  effect: CompiledEffect<N>,
  items: readonly Item<N>[],
  setting: EffectSetting<N>,
): Applied<N> {
  const { arithmetic } = setting.workings;
  const { zero } = arithmetic;
  switch (effect.kind) {
    case 'percentOff':
      return takeOff(
        items,
        items.map((item) => percentOf(item, effect, setting)),
        items.map(unitsFor(effect)),
        setting,
      );
    case 'scheduleOff':
      return takeOff(
        items,
        scheduled(effect, items, setting),
        items.map((item) => item.quantity),
        setting,
      );
    case 'percentOn':
      return putOn(
        items,
        items.map((item) => percentOf(item, effect, setting)),
        setting,
      );
    case 'amountOff':
      return takeTogether(items, effect.amount, setting);
    case 'amountOn':
      return putTogether(items, effect.amount, setting);
    case 'fixedPrice':
      return moveTo(items, effect.amount, setting);
    case 'unitPrice':
      return toUnitPrice(effect, items, setting);
    default: {
      const bound = effect.each
        ? arithmetic.multiplyDivide(
            effect.amount,
            unitsTogether(items, setting),
            tenTo(wholeScale, arithmetic),
            setting.workings.rounding.mode,
          )
        : effect.amount;
      const sum = sumRunning(items, arithmetic);
      if (effect.kind === 'atMost' && sum > bound) return takeTogether(items, arithmetic.subtract(sum, bound), setting);
      const shortfall = effect.kind === 'atLeast' && sum < bound ? arithmetic.subtract(bound, sum) : zero;
      return { changes: items.map(() => zero), limited: false, shortfall };
    }
  }
}

export function sumRunning<N extends number | bigint>(items: readonly Item<N>[], arithmetic: Arithmetic<N>): N {
  let sum = arithmetic.zero;
  for (const item of items) sum = arithmetic.add(sum, item.running);
  return sum;
}

/** Quantities of the request lines that the items belong to, each line once. */
function unitsTogether<N extends number | bigint>(items: readonly Item<N>[], { sheet, workings }: EffectSetting<N>): N {
  const lines = new Set(items.map(({ line }) => line));
  let sum = workings.arithmetic.zero;
  for (const line of lines) sum = workings.arithmetic.add(sum, sheet.quantities[line] as N);
  return sum;
}

type PercentEffect<N extends number | bigint> = {
  readonly share: Share<N>;
  readonly of: PercentBase;
  readonly maxQuantity?: number;
};

function percentOf<N extends number | bigint>(
  item: Item<N>,
  { share, of, maxQuantity }: PercentEffect<N>,
  { workings, taken }: EffectSetting<N>,
): N {
  const { arithmetic, rounding } = workings;
  const price = of === 'list' ? item.list : item.running;
  const base =
    maxQuantity === undefined ? price : priceOfUnits(item, of, maxQuantity, taken?.get(item) ?? [], workings);
  return arithmetic.multiplyDivide(base, share.part, share.whole, rounding.mode);
}

const unitsFor =
  <N extends number | bigint>({ maxQuantity }: { readonly maxQuantity?: number }) =>
  (item: Item<N>): N => {
    if (maxQuantity === undefined) return item.quantity;
    const most = limitIn(item, maxQuantity);
    return smaller(most, item.quantity);
  };

function limitIn<N extends number | bigint>(item: Item<N>, units: number): N {
  const limit = BigInt(units) * 10n ** BigInt(item.product.quantityScale);
  return (typeof item.quantity === 'bigint' ? limit : Number(limit)) as N;
}

/** The price of the first so many units of a line, less what earlier limited discounts took off just these units. */
function priceOfUnits<N extends number | bigint>(
  item: Item<N>,
  of: PercentBase,
  units: number,
  earlier: readonly { readonly amount: N; readonly units: N }[],
  { arithmetic, rounding }: Workings<N>,
): N {
  const most = limitIn(item, units);
  if (most >= item.quantity) return of === 'list' ? item.list : item.running;
  const gross = arithmetic.multiplyDivide(item.list, most, item.quantity, rounding.mode);
  if (of === 'list') return gross;
  return earlier.reduce((left, { amount, units: among }) => {
    const part = among <= most ? amount : arithmetic.multiplyDivide(amount, most, among, rounding.mode);
    return arithmetic.subtract(left, part);
  }, gross);
}

function scheduled<N extends number | bigint>(
  { by, of, bands }: Extract<CompiledEffect<N>, { kind: 'scheduleOff' }>,
  items: readonly Item<N>[],
  setting: EffectSetting<N>,
): readonly N[] {
  const { arithmetic } = setting.workings;
  const shareAt = (measure: N): Share<N> | undefined =>
    bands.find(({ upTo }) => upTo === undefined || measure <= upTo)?.share;
  const percent = (item: Item<N>, share: Share<N> | undefined): N =>
    share === undefined ? arithmetic.zero : percentOf(item, { share, of }, setting);
  if (by === 'termMonths') {
    const { termMonths } = setting.request;
    const share = termMonths === undefined ? undefined : shareAt(arithmetic.from(termMonths));
    return items.map((item) => percent(item, share));
  }
  if (by === 'lineQuantity') return items.map((item) => percent(item, shareAt(wholeUnits(item, arithmetic))));
  const site = (item: Item<N>) => (by === 'siteQuantity' ? (setting.request.lines[item.line]?.site ?? '') : '');
  const together = new Map<string, N>();
  for (const item of items) {
    const known = together.get(site(item)) ?? arithmetic.zero;
    together.set(site(item), arithmetic.add(known, wholeUnits(item, arithmetic)));
  }
  return items.map((item) => percent(item, shareAt(together.get(site(item)) as N)));
}

/** The item's quantity in started whole units. */
function wholeUnits<N extends number | bigint>({ quantity, product }: Item<N>, arithmetic: Arithmetic<N>): N {
  if (product.quantityScale === 0) return quantity;
  return arithmetic.divide(quantity, tenTo(product.quantityScale, arithmetic), 'ceiling');
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

function takeOff<N extends number | bigint>(
  items: readonly Item<N>[],
  wanted: readonly N[],
  units: readonly N[],
  setting: EffectSetting<N>,
): Applied<N> {
  const { arithmetic } = setting.workings;
  const { zero } = arithmetic;
  const allowed = withinCap(wanted, setting);
  let limited = allowed !== wanted;
  const changes: N[] = [];
  for (let at = 0; at < items.length; at += 1) {
    const item = items[at] as Item<N>;
    const asked = allowed[at] as N;
    const off = smaller(asked, roomOf(item, setting));
    if (off < asked) limited = true;
    take(item, off, units[at] as N, setting);
    changes.push(arithmetic.subtract(zero, off));
  }
  return { changes, limited, shortfall: zero };
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
  units: N,
  { workings, caps, taken }: EffectSetting<N>,
): void {
  const { arithmetic } = workings;
  if (off === arithmetic.zero) return;
  item.running = arithmetic.subtract(item.running, off);
  for (const { used } of caps) used.set(item, arithmetic.add(used.get(item) ?? arithmetic.zero, off));
  if (taken === undefined) return;
  const earlier = taken.get(item) ?? [];
  earlier.push({ amount: off, units });
  taken.set(item, earlier);
}

/** One amount off all items, in proportion to their prices; what one cannot take spills over to the others. */
function takeTogether<N extends number | bigint>(
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
    take(item, shares[at] as N, item.quantity, setting);
  });
  const taken = shares.reduce(arithmetic.add, arithmetic.zero);
  return {
    changes: shares.map((share) => arithmetic.subtract(arithmetic.zero, share)),
    limited: taken < asked,
    shortfall: arithmetic.zero,
  };
}

function putOn<N extends number | bigint>(
  items: readonly Item<N>[],
  extra: readonly N[],
  { workings }: EffectSetting<N>,
): Applied<N> {
  const { arithmetic } = workings;
  items.forEach((item, at) => {
    item.running = arithmetic.add(item.running, extra[at] as N);
  });
  return { changes: extra, limited: false, shortfall: arithmetic.zero };
}

function putTogether<N extends number | bigint>(
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

function toUnitPrice<N extends number | bigint>(
  { amount, amountScale }: Extract<CompiledEffect<N>, { kind: 'unitPrice' }>,
  items: readonly Item<N>[],
  setting: EffectSetting<N>,
): Applied<N> {
  const { arithmetic } = setting.workings;
  const targets = items.map(({ quantity, product }) =>
    toScale(arithmetic.multiply(amount, quantity), amountScale + product.quantityScale, undefined, setting.workings),
  );
  const differences = items.map((item, at) => arithmetic.subtract(item.running, targets[at] as N));
  const offs = differences.map((difference) => larger(arithmetic.zero, difference));
  const ons = differences.map((difference) =>
    larger(arithmetic.zero, arithmetic.subtract(arithmetic.zero, difference)),
  );
  const down = takeOff(
    items,
    offs,
    items.map(({ quantity }) => quantity),
    setting,
  );
  const up = putOn(items, ons, setting);
  return { ...down, changes: down.changes.map((change, at) => arithmetic.add(change, up.changes[at] as N)) };
}
