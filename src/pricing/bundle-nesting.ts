import { type Issue, issue } from '../core/issue.js';
import type { ProductOffering } from './catalogue.js';

/** Deepest nest of bundles. */
const mostLevels = 100;

/** Most prices that one line may come to. */
const mostPrices = 10_000;

type Parts = ReadonlyMap<string, ReadonlySet<string>>;

/** Bundles that contain themselves, and those that nest or grow beyond what one line can hold. */
export function checkNesting(offerings: readonly ProductOffering[]): readonly Issue[] {
  const parts = partsById(offerings);
  const order = innermostFirst(parts);
  const ended = new Set(order);
  return [
    ...offerings.flatMap(({ id }, at) =>
      !ended.has(id) && containsItself(id, parts)
        ? [issue('cycle', ['offerings', at, 'bundle'], 'a bundle that does not contain itself', id)]
        : [],
    ),
    ...checkSizes(offerings, order),
  ];
}

/** What may stand in a bundle, chosen or not. */
function insideOf({ bundle }: ProductOffering): readonly string[] {
  if (bundle === undefined) return [];
  return [
    ...bundle.components.map(({ offering }) => offering),
    ...(bundle.groups ?? []).flatMap(({ options }) => options),
  ];
}

/** By id, what any version holds. */
function partsById(offerings: readonly ProductOffering[]): Parts {
  const parts = new Map<string, Set<string>>();
  for (const offering of offerings) {
    const inside = parts.get(offering.id) ?? new Set();
    for (const part of insideOf(offering)) inside.add(part);
    parts.set(offering.id, inside);
  }
  return parts;
}

/** Parts before what holds them; what contains itself is left out, with all that holds such. */
function innermostFirst(parts: Parts): readonly string[] {
  const containers = new Map<string, string[]>();
  const left = new Map<string, number>();
  const open: string[] = [];
  for (const [id, inside] of parts) {
    const known = [...inside].filter((part) => parts.has(part));
    left.set(id, known.length);
    if (known.length === 0) open.push(id);
    for (const part of known) {
      const around = containers.get(part);
      if (around === undefined) containers.set(part, [id]);
      else around.push(id);
    }
  }
  const order: string[] = [];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    order.push(id);
    for (const container of containers.get(id) ?? []) {
      const waiting = (left.get(container) as number) - 1;
      left.set(container, waiting);
      if (waiting === 0) open.push(container);
    }
  }
  return order;
}

function containsItself(id: string, parts: Parts): boolean {
  const seen = new Set<string>();
  const open = [...(parts.get(id) ?? [])];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (part === id) return true;
    if (seen.has(part)) continue;
    seen.add(part);
    open.push(...(parts.get(part) ?? []));
  }
  return false;
}

/** How deep an offering nests, and how many prices it comes to with everything that may be chosen. */
interface Size {
  readonly levels: number;
  readonly prices: number;
}

const unsized: Size = { levels: 0, prices: 0 };

function larger(a: Size, b: Size): Size {
  return { levels: Math.max(a.levels, b.levels), prices: Math.max(a.prices, b.prices) };
}

function checkSizes(offerings: readonly ProductOffering[], order: readonly string[]): readonly Issue[] {
  const versions = new Map<string, ProductOffering[]>();
  for (const offering of offerings) {
    const others = versions.get(offering.id);
    if (others === undefined) versions.set(offering.id, [offering]);
    else others.push(offering);
  }
  const sizes = new Map<string, Size>();
  const sizeOf = (offering: ProductOffering): Size => {
    const inside = insideOf(offering).map((part) => sizes.get(part) ?? unsized);
    return {
      levels: inside.reduce((most, { levels }) => Math.max(most, levels + 1), 0),
      prices: inside.reduce((sum, { prices }) => sum + prices, offering.prices.length),
    };
  };
  for (const id of order) {
    const own = (versions.get(id) as ProductOffering[]).map(sizeOf);
    sizes.set(id, own.reduce(larger, unsized));
  }
  // Named where it first grows beyond: what holds such a bundle is too large only because of it.
  const isWithin = ({ levels, prices }: Size): boolean => levels <= mostLevels && prices <= mostPrices;
  return offerings.flatMap((offering, at) => {
    const { levels, prices } = sizes.has(offering.id) ? sizeOf(offering) : unsized;
    if (!insideOf(offering).every((part) => isWithin(sizes.get(part) ?? unsized))) return [];
    const path = ['offerings', at, offering.bundle === undefined ? 'prices' : 'bundle'];
    if (levels > mostLevels) return [issue('limit', path, `bundles nested at most ${mostLevels} deep`, levels)];
    if (prices > mostPrices) return [issue('limit', path, `at most ${mostPrices} prices in all`, prices)];
    return [];
  });
}
