import { InputError } from '../core/errors.js';
import { type IssueCode, issue, type Path } from '../core/issue.js';
import type { Money } from '../core/money.js';
import type { Rounding } from '../core/rounding.js';
import { powerOfTen, readScaled, readScaledBig } from '../core/scaled.js';
import { type Arithmetic, larger } from './arithmetic.js';
import { isValidOn } from './catalogue.js';
import { amountOf } from './charge.js';
import type { Quantity } from './charge-model.js';
import type { PooledPart, PooledUnits } from './pool-run.js';
import type { CompiledCatalogue, CompiledOffering, Product } from './product.js';
import type { Proration, QuoteRequest, RequestLine } from './request.js';

/** One price of one request line while a quote is worked out; amounts in units of the policy's rounding scale. */
export interface Item<N extends number | bigint> {
  /** Position of the request line. */
  readonly line: number;
  /** Position of the id of the line's own offering, which for a part of a bundle is the bundle. */
  readonly lineOffering: number;
  readonly product: Product<N>;
  /** In units of 10^-quantityScale. */
  readonly quantity: N;
  readonly list: N;
  /** The price reached so far. */
  running: N;
  /** No discount goes below this. */
  readonly minimum: N;
  readonly cost: N | undefined;
  /** Where the line shares an allowance with others. */
  readonly pooled?: PooledPart<N>;
}

/** How amounts are worked out: the arithmetic, the currency, the one rounding. */
export interface Workings<N extends number | bigint> {
  readonly arithmetic: Arithmetic<N>;
  readonly currency: string;
  readonly scale: number;
  readonly rounding: Rounding;
}

/** The lines of a request, expanded to one item per price. */
export interface Sheet<N extends number | bigint> {
  readonly items: Item<N>[];
  /** Per request line: the offering asked for. */
  readonly offerings: CompiledOffering<N>[];
  /** Per request line: how many. */
  readonly quantities: N[];
  /** Positions of the ids of all offerings in the quote, parts included. */
  readonly present: number[];
  /** What shared allowances came to. */
  pools: readonly PooledUnits<N>[];
}

export function refuse(code: IssueCode, path: Path, expected: string, received: unknown): never {
  throw new InputError([issue(code, path, expected, received)], 'request');
}

/** Digits after the point at which a sheet keeps the quantities of its lines. */
export const wholeScale = 6;

/** Expands and prices the lines of a request at list prices. @throws InputError for a line that cannot be priced */
export function openSheet<N extends number | bigint>(
  request: QuoteRequest,
  asOf: string,
  catalogue: CompiledCatalogue<N>,
  workings: Workings<N>,
): Sheet<N> {
  const lines: unknown = request?.lines;
  if (!Array.isArray(lines) || lines.length === 0) refuse('empty', ['lines'], 'at least one line', lines);
  const sheet: Sheet<N> = { items: [], offerings: [], quantities: [], present: [], pools: [] };
  for (let at = 0; at < request.lines.length; at += 1) addLine(sheet, request, at, asOf, catalogue, workings);
  return sheet;
}

function addLine<N extends number | bigint>(
  sheet: Sheet<N>,
  request: QuoteRequest,
  at: number,
  asOf: string,
  catalogue: CompiledCatalogue<N>,
  workings: Workings<N>,
): void {
  const line = request.lines[at] as RequestLine;
  if (typeof line !== 'object' || line === null) refuse('type', ['lines', at], 'a line', line);
  const offering = findOffering(catalogue, line.offering, asOf, at, 'offering');
  checkTerm(offering, request.termMonths, at);
  sheet.offerings.push(offering);
  sheet.quantities.push(quantityAt(line.quantity, wholeScale, workings.arithmetic, at));
  const first = sheet.items.length;
  const factors: Quantity[] = [];
  addOffering(sheet, line, at, offering, offering, factors, asOf, catalogue, workings);
  if (line.usage !== undefined) checkMeters(sheet, first, line.usage, at);
  else if (line.choices !== undefined && offering.offering.bundle === undefined) {
    refuse('conflict', ['lines', at, 'choices'], 'no choices for an offering that is no bundle', line.choices);
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
  refuse('range', ['lines', at, key], `an offering on sale on ${asOf}`, id);
}

function checkTerm<N extends number | bigint>(
  { offering }: CompiledOffering<N>,
  months: number | undefined,
  at: number,
): void {
  if (offering.termMonths === undefined || months === undefined || offering.termMonths.includes(months)) return;
  refuse('range', ['lines', at, 'offering'], `a contract of ${offering.termMonths.join(', ')} months`, months);
}

function addOffering<N extends number | bigint>(
  sheet: Sheet<N>,
  line: RequestLine,
  at: number,
  lineOffering: CompiledOffering<N>,
  offering: CompiledOffering<N>,
  factors: readonly Quantity[],
  asOf: string,
  catalogue: CompiledCatalogue<N>,
  workings: Workings<N>,
): void {
  sheet.present.push(offering.index);
  for (let k = 0; k < offering.products.length; k += 1) {
    const product = productOn(offering.products[k] as readonly Product<N>[], asOf, offering.offering.id, at);
    sheet.items.push(priceItem(line, at, lineOffering.index, product, factors, workings));
  }
  const { bundle } = offering.offering;
  if (bundle === undefined) return;
  for (const { offering: id, quantity } of bundle.components) {
    const part = findOffering(catalogue, id, asOf, at, 'offering');
    const more = quantity === undefined ? factors : [...factors, quantity];
    addOffering(sheet, line, at, lineOffering, part, more, asOf, catalogue, workings);
  }
  if (bundle.groups === undefined && line.choices === undefined) return;
  for (const choice of chosen(line, at, offering)) {
    const part = findOffering(catalogue, choice.offering, asOf, at, 'choices');
    const more = choice.quantity === undefined ? factors : [...factors, choice.quantity];
    addOffering(sheet, line, at, lineOffering, part, more, asOf, catalogue, workings);
  }
}

/** The choices of a line that belong to a bundle, checked against its groups. */
function chosen<N extends number | bigint>(line: RequestLine, at: number, { offering }: CompiledOffering<N>) {
  const groups = offering.bundle?.groups ?? [];
  const choices = line.choices ?? [];
  const path = ['lines', at, 'choices'];
  for (const [k, choice] of choices.entries()) {
    const group = groups.find(({ id }) => id === choice.group);
    if (group === undefined) refuse('unknownReference', [...path, k, 'group'], 'a group of the bundle', choice.group);
    if (!group.options.includes(choice.offering)) {
      refuse('unknownReference', [...path, k, 'offering'], `one of ${group.options.join(', ')}`, choice.offering);
    }
    if (choices.findIndex((other) => other.group === choice.group && other.offering === choice.offering) !== k) {
      refuse('duplicate', [...path, k, 'offering'], 'each option once', choice.offering);
    }
  }
  for (const { id, min, max } of groups) {
    const count = choices.filter(({ group }) => group === id).length;
    if (count < min || count > max) refuse('range', path, `${min} to ${max} options of ${id}`, count);
  }
  return choices;
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

function priceItem<N extends number | bigint>(
  line: RequestLine,
  at: number,
  lineOffering: number,
  product: Product<N>,
  factors: readonly Quantity[],
  workings: Workings<N>,
): Item<N> {
  const { arithmetic } = workings;
  const quantity = quantityOf(line, at, product, factors, arithmetic);
  const proration = product.price.priceType === 'recurring' ? line.proration : undefined;
  if (proration !== undefined) checkProration(proration, at);
  const list = listPrice(line, at, product, quantity, proration, workings);
  const { minimum, minimumScale, quantityScale } = product;
  return {
    line: at,
    lineOffering,
    product,
    quantity,
    list,
    running: list,
    minimum:
      minimum === undefined
        ? arithmetic.zero
        : toScale(arithmetic.multiply(minimum, quantity), minimumScale + quantityScale, undefined, workings),
    cost:
      product.cost === undefined
        ? undefined
        : toScale(amountOf(product.cost, quantity, arithmetic), product.cost.amountScale, proration, workings),
  };
}

function checkProration({ days, of }: Proration, at: number): void {
  const path = ['lines', at, 'proration'];
  if (!Number.isSafeInteger(of) || of < 1) refuse('range', [...path, 'of'], 'a whole number of days, 1 or more', of);
  if (!Number.isSafeInteger(days) || days < 0 || days > of) refuse('range', [...path, 'days'], `0 to ${of} days`, days);
}

function quantityOf<N extends number | bigint>(
  line: RequestLine,
  at: number,
  { price, charge, quantityScale }: Product<N>,
  factors: readonly Quantity[],
  arithmetic: Arithmetic<N>,
): N {
  if (price.meters !== undefined && charge.kind !== 'capacity') {
    let sum = arithmetic.zero;
    for (const meter of price.meters) sum = arithmetic.add(sum, meterOf(line, at, meter, quantityScale, arithmetic));
    return sum;
  }
  if (price.meters !== undefined) return arithmetic.one;
  let quantity = quantityAt(line.quantity, quantityScale, arithmetic, at);
  for (const factor of factors) {
    const times = readUnits(factor, quantityScale, arithmetic, at, 'choices');
    const product = arithmetic.multiply(quantity, times);
    quantity = quantityScale === 0 ? product : arithmetic.divide(product, tenTo(quantityScale, arithmetic), 'halfUp');
  }
  return quantity;
}

function meterOf<N extends number | bigint>(
  line: RequestLine,
  at: number,
  meter: string,
  scale: number,
  arithmetic: Arithmetic<N>,
): N {
  const given = line.usage !== undefined && Object.hasOwn(line.usage, meter) ? line.usage[meter] : undefined;
  if (given === undefined || given === null) {
    refuse('missing', ['lines', at, 'usage', meter], 'the usage counted, 0 where there was none', given);
  }
  return readUnits(given, scale, arithmetic, at, 'usage', meter);
}

/** The line's quantity at a scale, one where missing. */
function quantityAt<N extends number | bigint>(
  quantity: Quantity | undefined,
  scale: number,
  arithmetic: Arithmetic<N>,
  at: number,
): N {
  return quantity === undefined ? tenTo(scale, arithmetic) : readUnits(quantity, scale, arithmetic, at, 'quantity');
}

/** Reads a quantity of a line; `key` is the line's own key, or `usage` with the meter. Paths are made up for refusals only. */
function readUnits<N extends number | bigint>(
  given: Quantity,
  scale: number,
  arithmetic: Arithmetic<N>,
  at: number,
  key: 'quantity' | 'choices' | 'index' | 'usage',
  meter?: string,
): N {
  const zeroAllowed = key === 'usage' || key === 'index';
  const path = (): Path => (meter === undefined ? ['lines', at, key] : ['lines', at, key, meter]);
  const fast = typeof given === 'number' ? given * powerOfTen(scale) : readScaled(given, scale);
  if (Number.isSafeInteger(fast) && (typeof given !== 'number' || Number.isInteger(given))) {
    if (fast > 0 || (fast === 0 && zeroAllowed)) return arithmetic.from(fast);
    refuse('range', path(), zeroAllowed ? 'a quantity of 0 or more' : 'a quantity above 0', given);
  }
  const exact =
    typeof given === 'number' && !Number.isSafeInteger(given) ? undefined : readScaledBig(String(given), scale);
  if (exact === undefined) {
    refuse('format', path(), scale === 0 ? 'a whole quantity' : `a quantity of at most ${scale} decimal places`, given);
  }
  if (exact < 0n) refuse('range', path(), 'a quantity above 0', given);
  return arithmetic.from(exact);
}

const tens = new WeakMap<object, unknown[]>();

/** 10 to a power, in the arithmetic's own numbers. */
export function tenTo<N extends number | bigint>(scale: number, arithmetic: Arithmetic<N>): N {
  let known = tens.get(arithmetic) as N[] | undefined;
  if (known === undefined) {
    known = [];
    tens.set(arithmetic, known);
  }
  known[scale] ??= arithmetic.from(10n ** BigInt(scale));
  return known[scale] as N;
}

/** An exact amount, or the prorated part of it, rounded once to the working scale. */
export function toScale<N extends number | bigint>(
  amount: N,
  amountScale: number,
  proration: Proration | undefined,
  { arithmetic, scale, rounding }: Workings<N>,
): N {
  if (proration === undefined) {
    if (amountScale === scale) return amount;
    return arithmetic.divide(amount, tenTo(amountScale - scale, arithmetic), rounding.mode);
  }
  const divisor = arithmetic.multiply(tenTo(amountScale - scale, arithmetic), arithmetic.from(proration.of));
  return arithmetic.multiplyDivide(amount, arithmetic.from(proration.days), divisor, rounding.mode);
}

function listPrice<N extends number | bigint>(
  line: RequestLine,
  at: number,
  product: Product<N>,
  quantity: N,
  proration: Proration | undefined,
  workings: Workings<N>,
): N {
  const { charge, quantityScale } = product;
  const { arithmetic } = workings;
  if (charge.kind === 'stepped') {
    return toScale(amountOf(charge.table, quantity, arithmetic), charge.table.amountScale, proration, workings);
  }
  if (charge.kind === 'capacity') {
    const reached = charge.tiers.find(({ limits }) =>
      limits.every(({ meter, upTo }) => meterOf(line, at, meter, quantityScale, arithmetic) <= upTo),
    );
    return toScale(reached?.flat ?? arithmetic.zero, charge.amountScale, proration, workings);
  }
  if (line.index === undefined)
    refuse('missing', ['lines', at, 'index'], 'the factor on the reference price', line.index);
  const index = readUnits(line.index, wholeScale, arithmetic, at, 'index');
  const atScale = (price: N) => arithmetic.multiply(price, tenTo(wholeScale, arithmetic));
  const floated = arithmetic.multiply(charge.reference, index);
  const held = larger(atScale(charge.floor), floated > atScale(charge.cap) ? atScale(charge.cap) : floated);
  const amount = arithmetic.multiply(held, quantity);
  return toScale(amount, charge.priceScale + wholeScale + quantityScale, proration, workings);
}

function checkMeters<N extends number | bigint>(
  sheet: Sheet<N>,
  first: number,
  usage: { readonly [meter: string]: Quantity },
  at: number,
): void {
  for (const meter of Object.keys(usage)) {
    let metered = false;
    for (let k = first; k < sheet.items.length && !metered; k += 1) {
      metered = (sheet.items[k] as Item<N>).product.price.meters?.includes(meter) === true;
    }
    if (!metered) refuse('unknownReference', ['lines', at, 'usage', meter], 'a meter of the offering', meter);
  }
}

/** Reads money of the policy's currency at the working scale. */
export function readMoney<N extends number | bigint>(
  value: Money,
  path: Path,
  { arithmetic, currency, scale }: Workings<N>,
): N {
  if (typeof value !== 'object' || value === null) refuse('type', path, 'money { amount, currency }', value);
  if (value.currency !== currency) refuse('currency', [...path, 'currency'], currency, value.currency);
  const units = typeof value.amount === 'string' ? readScaledBig(value.amount, scale) : undefined;
  if (units === undefined) {
    refuse('format', [...path, 'amount'], `a decimal text of at most ${scale} decimal places`, value.amount);
  }
  if (units < 0n) refuse('range', [...path, 'amount'], 'an amount of 0 or more', value.amount);
  return arithmetic.from(units);
}
