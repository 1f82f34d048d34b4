import { isValidOn, type ProductOffering } from './catalogue.js';
import type { Quantity } from './charge-model.js';
import { checkGroups, chosen } from './choices.js';
import { type Item, priceItem, wholeScale } from './item.js';
import { checkLine } from './line-shape.js';
import type { PooledUnits } from './pool-run.js';
import type { CompiledCatalogue, CompiledOffering, Product } from './product.js';
import { quantityAt, timesFactors } from './quantity.js';
import { refuse } from './refuse.js';
import { replacementFor } from './replacement.js';
import type { QuoteRequest, RequestLine } from './request.js';
import { checkRequest } from './request-shape.js';
import type { Workings } from './workings.js';

/** The lines of a request, expanded to one item per price. */
export interface Sheet<N extends number | bigint> {
  readonly items: Item<N>[];
  /** Per request line: the offering asked for. */
  readonly offerings: CompiledOffering<N>[];
  /** Per request line: how many. */
  readonly quantities: N[];
  /** The offerings that are parts of those, bundles inside bundles included. */
  readonly parts: CompiledOffering<N>[];
  /** The bundles that have a price of their own, what is inside before what holds it. */
  readonly bundles: PricedBundle<N>[];
  /** What shared allowances came to. */
  pools: readonly PooledUnits<N>[];
}

/** A bundle of a line, asked for or inside another, with where its items stand. */
interface PricedBundle<N extends number | bigint> {
  readonly offering: ProductOffering;
  readonly line: number;
  /** At {@link wholeScale}. */
  readonly quantity: N;
  readonly first: number;
  /** The position after its last item. */
  readonly end: number;
}

/** A sheet while it is filled. */
interface Opening<N extends number | bigint> {
  readonly sheet: Sheet<N>;
  readonly request: QuoteRequest;
  readonly asOf: string;
  readonly catalogue: CompiledCatalogue<N>;
  readonly workings: Workings<N>;
}

/** Expands and prices the lines of a request at list prices. @throws InputError for a line that cannot be priced */
export function openSheet<N extends number | bigint>(
  request: QuoteRequest,
  asOf: string,
  catalogue: CompiledCatalogue<N>,
  workings: Workings<N>,
): Sheet<N> {
  checkRequest(request);
  const { lines } = request;
  const sheet: Sheet<N> = {
    items: [],
    offerings: new Array(lines.length),
    quantities: new Array(lines.length),
    parts: [],
    bundles: [],
    pools: [],
  };
  const opening: Opening<N> = { sheet, request, asOf, catalogue, workings };
  for (let at = 0; at < lines.length; at += 1) addLine(opening, at);
  return sheet;
}

const once: readonly Quantity[] = [];

function addLine<N extends number | bigint>(opening: Opening<N>, at: number): void {
  const { sheet, request, asOf, catalogue, workings } = opening;
  const line = request.lines[at] as RequestLine;
  checkLine(line, at);
  const offering = findOffering(catalogue, line.offering, asOf, at, 'offering');
  checkTerm(offering, request.termMonths, at);
  sheet.offerings[at] = offering;
  sheet.quantities[at] = quantityAt(line.quantity, wholeScale, workings.arithmetic, at);
  const first = sheet.items.length;
  const firstPart = sheet.parts.length;
  addOffering(opening, line, at, offering, offering, once);
  if (line.usage !== undefined) checkMeters(sheet, first, line.usage, at);
  if (line.choices !== undefined && line.choices !== null) {
    checkGroups(line.choices, at, [offering, ...sheet.parts.slice(firstPart)]);
  }
}

function findOffering<N extends number | bigint>(
  catalogue: CompiledCatalogue<N>,
  id: string,
  asOf: string,
  at: number,
  key: 'offering' | 'choices',
): CompiledOffering<N> {
  const versions = catalogue.offerings.get(id);
  if (versions === undefined) refuse('unknownReference', ['lines', at, key], 'the id of an offering', id);
  for (const version of versions) {
    const { validFor } = version.offering;
    if (validFor === undefined || isValidOn(validFor, asOf)) return version;
  }
  refuse('range', ['lines', at, key], `an offering on sale on ${asOf}${replacementFor(id, asOf, catalogue)}`, id);
}

function checkTerm<N extends number | bigint>(
  { offering }: CompiledOffering<N>,
  months: number | null | undefined,
  at: number,
): void {
  if (offering.termMonths === undefined || months === undefined || months === null) return;
  if (offering.termMonths.includes(months)) return;
  refuse('range', ['lines', at, 'offering'], `a contract of ${offering.termMonths.join(', ')} months`, months);
}

/** Adds the prices of an offering, then those of its parts; `factors` are the quantities of the bundles around it. */
function addOffering<N extends number | bigint>(
  opening: Opening<N>,
  line: RequestLine,
  at: number,
  lineOffering: CompiledOffering<N>,
  compiled: CompiledOffering<N>,
  factors: readonly Quantity[],
): void {
  const { sheet, asOf, workings } = opening;
  const { offering, products } = compiled;
  const { items } = sheet;
  const first = items.length;
  if (compiled !== lineOffering) sheet.parts.push(compiled);
  for (const versions of products) {
    const product = productOn(versions, asOf, offering.id, at);
    items.push(priceItem(line, at, items.length, lineOffering.index, product, factors, workings));
  }
  const { bundle } = offering;
  if (bundle === undefined) return;
  const add = (id: string, key: 'offering' | 'choices', quantity: Quantity | undefined): void => {
    const part = findOffering(opening.catalogue, id, asOf, at, key);
    if (lineOffering.offering.termMonths === undefined) checkTerm(part, opening.request.termMonths, at);
    addOffering(opening, line, at, lineOffering, part, quantity === undefined ? factors : [...factors, quantity]);
  };
  for (const { offering: id, quantity } of bundle.components) add(id, 'offering', quantity);
  if (bundle.groups !== undefined)
    for (const choice of chosen(line, at, bundle.groups)) add(choice.offering, 'choices', choice.quantity);
  if (bundle.price === undefined) return;
  const quantity = timesFactors(sheet.quantities[at] as N, wholeScale, factors, at, workings.arithmetic);
  sheet.bundles.push({ offering, line: at, quantity, first, end: items.length });
}

function productOn<N extends number | bigint>(
  versions: readonly Product<N>[],
  asOf: string,
  offering: string,
  at: number,
): Product<N> {
  for (const product of versions) {
    const { validFor } = product.price;
    if (validFor === undefined || isValidOn(validFor, asOf)) return product;
  }
  refuse('range', ['lines', at, 'offering'], `an offering with prices in effect on ${asOf}`, offering);
}

function checkMeters<N extends number | bigint>(
  sheet: Sheet<N>,
  first: number,
  usage: { readonly [meter: string]: Quantity },
  at: number,
): void {
  for (const meter in usage) {
    let metered = !Object.hasOwn(usage, meter);
    for (let k = first; k < sheet.items.length && !metered; k += 1) {
      metered = (sheet.items[k] as Item<N>).product.price.meters?.includes(meter) === true;
    }
    if (!metered) refuse('unknownReference', ['lines', at, 'usage', meter], 'a meter of the offering', meter);
  }
}

/** Whether an offering, by the position of its id, stands in the quote by itself or as a part. */
export function isPresent<N extends number | bigint>({ offerings, parts }: Sheet<N>, index: number): boolean {
  return offerings.some((offering) => offering.index === index) || parts.some((part) => part.index === index);
}
