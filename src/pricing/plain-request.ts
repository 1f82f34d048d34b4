import { wholeScale } from './item.js';
import { isRecord, isText } from './line-shape.js';
import type { CompiledOffering, Product } from './product.js';
import { safeUnits } from './quantity.js';
import type { QuoteRequest, RequestLine } from './request.js';

type Usage = { readonly [meter: string]: unknown };

/** One version of itself and of each price, no parts, and charges that depend on the line's quantity alone. */
export function isPlainOffering<N extends number | bigint>({ offering, products }: CompiledOffering<N>): boolean {
  return (
    offering.bundle === undefined &&
    offering.validFor === undefined &&
    products.every(
      ([first, second]) =>
        first !== undefined &&
        second === undefined &&
        first.price.validFor === undefined &&
        first.charge.kind === 'stepped' &&
        first.minimum === undefined,
    )
  );
}

/** Whether a request holds lines, months and facts alone; a key that can change the total has to be asked for here. */
export function isPlainRequest(request: QuoteRequest): boolean {
  if (typeof request !== 'object' || request === null) return false;
  const { lines, termMonths, facts, discount, requestedBy, payment, benefits } = request;
  // One by one, because null hides nothing behind it.
  if (discount !== undefined || requestedBy !== undefined || payment !== undefined || benefits !== undefined)
    return false;
  if (termMonths !== undefined && !(Number.isSafeInteger(termMonths) && termMonths >= 1)) return false;
  if (facts !== undefined && (typeof facts !== 'object' || Array.isArray(facts))) return false;
  return Array.isArray(lines) && lines.length > 0;
}

/** Whether a line holds a quantity or usage alone; with any other key, known or not, it goes the long way. */
export function isPlainLine(line: RequestLine): boolean {
  if (typeof line !== 'object' || line === null) return false;
  for (const key in line) {
    if (key !== 'offering' && key !== 'quantity' && key !== 'usage' && key !== 'id' && key !== 'site') return false;
  }
  const { id, site, quantity, usage } = line;
  if (!isText(id) || !isText(site) || !isRecord(usage)) return false;
  return quantity === undefined || safeUnits(quantity, wholeScale) > 0;
}

/** What a product charges of a line; undefined where that is faulty, not given or no safe integer. */
export function plainUnits<N extends number | bigint>(
  { quantity, usage }: RequestLine,
  { price: { meters }, quantityScale }: Product<N>,
): number | undefined {
  if (meters === undefined) {
    const units = safeUnits(quantity ?? 1, quantityScale);
    return units > 0 ? units : undefined;
  }
  return usage === undefined ? undefined : usedUnits(usage, meters, quantityScale);
}

/** The sum of some meters, each of which has to be given. */
function usedUnits(usage: Usage, meters: readonly string[], scale: number): number | undefined {
  let sum = 0;
  let given = 0;
  for (const meter in usage) {
    if (!holds(meters, meter)) continue;
    const units = safeUnits(usage[meter], scale);
    if (!(units >= 0)) return undefined;
    sum += units;
    given += 1;
  }
  return given === meters.length && Number.isSafeInteger(sum) ? sum : undefined;
}

/** Whether the offering counts every meter that the usage names. */
export function isMetered<N extends number | bigint>(usage: Usage, { products }: CompiledOffering<N>): boolean {
  for (const meter in usage) {
    let metered = false;
    for (let at = 0; at < products.length && !metered; at += 1) {
      const meters = products[at]?.[0]?.price.meters;
      metered = meters !== undefined && holds(meters, meter);
    }
    if (!metered) return false;
  }
  return true;
}

/** `meters.includes`, without the call: there is one, or two. */
function holds(meters: readonly string[], meter: string): boolean {
  for (let at = 0; at < meters.length; at += 1) if (meters[at] === meter) return true;
  return false;
}
