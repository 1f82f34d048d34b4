import { cents, type Fraction, fraction, min, type OracleCharge, ofCents, parse, price, times } from './oracle.js';

/**
 * The order of work in exact fractions and whole cents, written from its description: bundle prices, discounts one after the
 * other within their caps, what is asked for, the minimum. No code of the library.
 */
interface OracleProduct {
  readonly charge: OracleCharge;
  /** Charged for the part of the period that a line says; a price by use is charged whole. */
  readonly recurring: boolean;
  /** No discount takes a unit below this. */
  readonly minimumPrice: string;
}

interface OracleBundle {
  readonly parts: readonly number[];
  readonly price:
    | { readonly kind: 'fixedPrice'; readonly amount: string }
    | { readonly kind: 'percentOff'; readonly percent: string };
}

type OracleDiscount = { readonly cap?: string } & (
  | { readonly kind: 'percentOff'; readonly percent: string; readonly of: 'running' | 'list' }
  | { readonly kind: 'amountOff'; readonly amount: string }
  | { readonly kind: 'unitPrice'; readonly amount: string }
);

export interface OraclePolicy {
  readonly products: readonly OracleProduct[];
  readonly bundles: readonly OracleBundle[];
  readonly discounts: readonly OracleDiscount[];
  /** Per cent of list that discounts and what is asked for may take off a line together. */
  readonly cap: string | undefined;
  /** Of the whole invoice. */
  readonly atLeast: string;
}

export interface OracleLine {
  /** A product, or a bundle. */
  readonly product?: number;
  readonly bundle?: number;
  readonly quantity: number;
  readonly used: string;
  readonly proration?: { readonly days: number; readonly of: number };
}

export type OracleAsked =
  | undefined
  | { readonly kind: 'amount'; readonly amount: string }
  | { readonly kind: 'price'; readonly price: string }
  | { readonly kind: 'percent'; readonly percent: string };

interface Item {
  /** Units times the part of the period that they are charged for. */
  readonly charged: Fraction;
  readonly list: bigint;
  readonly least: bigint;
  running: bigint;
  /** Taken off so far under the cap. */
  taken: bigint;
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, one) => all + one, 0n);
const perCent = (amount: bigint, percent: string): Fraction =>
  times(ofCents(amount), times(parse(percent), parse('0.01')));
const toCents = (amount: string): bigint => cents(parse(amount));

/** Hamilton's method: everyone's whole cents, then one more each by the largest part cut off, the first of equals first. */
export function hamilton(total: bigint, weights: readonly bigint[]): bigint[] {
  const whole = sum(weights);
  const parts = weights.map((weight) => ({ cut: (total * weight) / whole, rest: (total * weight) % whole, weight }));
  const left = total - sum(parts.map(({ cut }) => cut));
  const queue = parts
    .map((part, at) => ({ ...part, at }))
    .filter(({ weight }) => weight > 0n)
    .sort((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1))
    .slice(0, Number(left));
  const more = new Set(queue.map(({ at }) => at));
  return parts.map(({ cut }, at) => (more.has(at) ? cut + 1n : cut));
}

/** Hamilton's method with a most for each: who is full takes the most, and the others share what is left. */
function fill(total: bigint, weights: readonly bigint[], rooms: readonly bigint[]): bigint[] {
  const open = weights.map((weight, at) => weight > 0n && rooms[at]! > 0n);
  if (total <= 0n || !open.includes(true)) return weights.map(() => 0n);
  const shares = hamilton(
    total,
    weights.map((weight, at) => (open[at] ? weight : 0n)),
  );
  const full = shares.map((share, at) => open[at]! && share >= rooms[at]!);
  if (!full.includes(true)) return shares;
  const filled = sum(rooms.filter((_, at) => full[at]));
  const rest = fill(
    total - filled,
    weights.map((weight, at) => (full[at] ? 0n : weight)),
    rooms,
  );
  return rest.map((share, at) => (full[at] ? rooms[at]! : share));
}

/** What a quote comes to, and which of the finer mechanisms had a part in it. */
export interface OracleAnswer {
  readonly items: readonly bigint[];
  readonly shortfall: bigint;
  readonly limited: boolean;
  readonly spilled: boolean;
}

/** Invoice cents of every item in the order of lines and parts, and what lacks to the minimum. */
export function oracleQuote(
  { products, bundles, discounts, cap, atLeast }: OraclePolicy,
  lines: readonly OracleLine[],
  asked: OracleAsked,
): OracleAnswer {
  const itemOf = (product: number, { used, proration }: OracleLine): Item => {
    const { charge, minimumPrice, recurring } = products[product]!;
    const { days, of } = (recurring ? proration : undefined) ?? { days: 1, of: 1 };
    const part = fraction(BigInt(days), BigInt(of));
    const charged = times(parse(used), part);
    const list = cents(times(price(charge, parse(used)), part));
    return { charged, list, least: cents(times(parse(minimumPrice), charged)), running: list, taken: 0n };
  };
  const byLine = lines.map((line) =>
    (line.product === undefined ? bundles[line.bundle!]!.parts : [line.product]).map((part) => itemOf(part, line)),
  );
  const all = byLine.flat();
  let limited = false;
  let spilled = false;

  const roomOf = (item: Item, capped: boolean): bigint => {
    const most = capped && cap !== undefined ? floorOf(perCent(item.list, cap)) - item.taken : item.running;
    const room = [item.running - item.least, most].reduce((a, b) => (a < b ? a : b));
    return room > 0n ? room : 0n;
  };
  const take = (item: Item, off: bigint, capped: boolean) => {
    item.running -= off;
    if (capped) item.taken += off;
  };
  const takeEach = (
    items: readonly Item[],
    percent: string,
    of: 'running' | 'list',
    capped: boolean,
    most?: string,
  ) => {
    const wanted = items.map((item) => cents(perCent(item[of], percent)));
    const limit = most === undefined ? undefined : toCents(most);
    const allowed = limit !== undefined && sum(wanted) > limit ? hamilton(limit, wanted) : wanted;
    items.forEach((item, at) => {
      const room = roomOf(item, capped);
      limited ||= allowed[at]! > room;
      take(item, allowed[at]! < room ? allowed[at]! : room, capped);
    });
  };
  const takeTogether = (items: readonly Item[], amount: bigint, capped: boolean) => {
    const weights = items.map(({ running }) => running);
    const rooms = items.map((item) => roomOf(item, capped));
    const shares = fill(amount, weights, rooms);
    spilled ||= amount > 0n && sum(shares) === amount && shares.some((share, at) => share === rooms[at] && share > 0n);
    shares.forEach((off, at) => {
      take(items[at]!, off, capped);
    });
  };
  const bringTo = (items: readonly Item[], target: bigint, capped: boolean) => {
    const now = sum(items.map(({ running }) => running));
    if (now >= target) return takeTogether(items, now - target, capped);
    const weights = items.map(({ running }) => (now > 0n ? running : 1n));
    hamilton(target - now, weights).forEach((more, at) => {
      items[at]!.running += more;
    });
  };

  lines.forEach(({ bundle, quantity, proration }, at) => {
    if (bundle === undefined) return;
    const { price: own, parts } = bundles[bundle]!;
    if (own.kind === 'percentOff') takeEach(byLine[at]!, own.percent, 'running', false);
    else {
      // What falls to each part by its list price for a whole period, in the part of the period that it is charged for.
      const { days, of } = proration ?? { days: 1, of: 1 };
      const lists = parts.map((part) => cents(price(products[part]!.charge, parse(lines[at]!.used))));
      const wholes = sum(lists) > 0n ? lists : lists.map(() => 1n);
      const charged = parts.map((part, k) => wholes[k]! * BigInt(products[part]!.recurring ? days : of));
      const part = fraction(sum(charged), sum(wholes) * BigInt(of));
      bringTo(byLine[at]!, cents(times(parse(own.amount), times(fraction(BigInt(quantity), 1n), part))), false);
    }
  });
  for (const discount of discounts) {
    if (discount.kind === 'percentOff') takeEach(all, discount.percent, discount.of, true, discount.cap);
    else if (discount.kind === 'unitPrice') {
      for (const item of all) {
        const target = cents(times(parse(discount.amount), item.charged));
        const room = roomOf(item, true);
        const off = item.running - target;
        limited ||= off > room;
        if (off <= 0n) item.running = target;
        else take(item, off < room ? off : room, true);
      }
    } else {
      const limit =
        discount.cap === undefined ? parse(discount.amount) : min(parse(discount.amount), parse(discount.cap));
      takeTogether(all, cents(limit), true);
    }
  }
  if (asked?.kind === 'percent') takeEach(all, asked.percent, 'running', true);
  if (asked?.kind === 'amount') takeTogether(all, toCents(asked.amount), true);
  if (asked?.kind === 'price') bringTo(all, toCents(asked.price), true);
  const lacking = toCents(atLeast) - sum(all.map(({ running }) => running));
  return { items: all.map(({ running }) => running), shortfall: lacking > 0n ? lacking : 0n, limited, spilled };
}

/** Whole cents, what is beyond them cut off. */
function floorOf({ n, d }: Fraction): bigint {
  const { n: all, d: by } = fraction(n * 100n, d);
  return all / by;
}
