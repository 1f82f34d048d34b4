import type { CompiledAdjustment } from './adjustment-plan.js';
import { larger, smaller } from './arithmetic.js';
import { amountOf } from './charge.js';
import type { ScheduleBand } from './effect.js';
import { partOf, shareAt, wholeUnits } from './percent-effect.js';
import { isMetered, isPlainLine, isPlainOffering, isPlainRequest, plainUnits } from './plain-request.js';
import type { Conditions } from './pricer.js';
import type { CompiledCatalogue, CompiledOffering, Product } from './product.js';
import type { QuoteRequest, RequestLine } from './request.js';
import type { Share } from './share.js';
import { toScale, type Workings } from './workings.js';

/**
 * The invoice total where each line is priced by itself, worked out in columns that are kept from call to call: no sheet, no
 * steps. Undefined where the request holds anything else, or a fault: then the sheet decides, and says what is wrong.
 */
export type LinewiseTotal<N extends number | bigint> = (request: QuoteRequest) => N | undefined;

/** A percentage on lines of some products, whatever the other lines are. */
interface LineAdjustment<N extends number | bigint> {
  readonly condition: number;
  /** By product: 1 where it is meant. */
  readonly selected: Uint8Array;
  readonly raises: boolean;
  readonly ofList: boolean;
  /** The one percentage, or the bands of a schedule. */
  readonly share: Share<N> | undefined;
  readonly bands: readonly ScheduleBand<N>[];
  readonly byMonths: boolean;
}

/** Compiles the total; undefined where some adjustment looks at more than one line. `adjustments` in the order of work. */
export function compileLinewise<N extends number | bigint>(
  catalogue: CompiledCatalogue<N>,
  adjustments: readonly CompiledAdjustment<N>[],
  { rules, row }: Conditions,
  readFacts: ((request: QuoteRequest, list: N) => void) | undefined,
  workings: Workings<N>,
): LinewiseTotal<N> | undefined {
  const plan: LineAdjustment<N>[] = [];
  for (const adjustment of adjustments) {
    const one = lineAdjustment(adjustment, catalogue);
    if (one === undefined) return undefined;
    plan.push(one);
  }
  const offerings = new Map<string, CompiledOffering<N>>();
  for (const [id, versions] of catalogue.offerings) {
    if (versions.length === 1 && versions.every(isPlainOffering)) offerings.set(id, versions[0] as CompiledOffering<N>);
  }
  const { arithmetic } = workings;
  const { add, subtract, zero } = arithmetic;
  const products: Product<N>[] = [];
  const quantities: N[] = [];
  const lists: N[] = [];
  const prices: N[] = [];
  let count = 0;

  /** Adds the prices of a line to the columns, or says that it cannot. */
  const addLine = (line: RequestLine, months: number | undefined): boolean => {
    if (!isPlainLine(line)) return false;
    const found = offerings.get(line.offering);
    if (found === undefined) return false;
    const { termMonths } = found.offering;
    if (termMonths !== undefined && months !== undefined && !termMonths.includes(months)) return false;
    for (const versions of found.products) {
      const product = versions[0] as Product<N>;
      const units = plainUnits(line, product);
      if (units === undefined || product.charge.kind !== 'stepped') return false;
      const quantity = arithmetic.from(units);
      const { table } = product.charge;
      products[count] = product;
      quantities[count] = quantity;
      lists[count] = toScale(amountOf(table, quantity, arithmetic), table.amountScale, undefined, workings);
      count += 1;
    }
    return line.usage === undefined || isMetered(line.usage, found);
  };

  const apply = ({ selected, raises, ofList, share, bands, byMonths }: LineAdjustment<N>, months: N | undefined) => {
    const forAll = byMonths && months !== undefined ? shareAt(bands, months) : share;
    for (let k = 0; k < count; k += 1) {
      const { index, quantityScale } = products[k] as Product<N>;
      if (selected[index] === 0) continue;
      const own =
        forAll ?? (byMonths ? undefined : shareAt(bands, wholeUnits(quantities[k] as N, quantityScale, workings)));
      if (own === undefined) continue;
      const price = prices[k] as N;
      const part = partOf(ofList ? (lists[k] as N) : price, own, workings);
      prices[k] = raises ? add(price, part) : subtract(price, smaller(part, larger(zero, price)));
    }
  };

  return (request) => {
    if (!isPlainRequest(request)) return undefined;
    const { lines, termMonths } = request;
    count = 0;
    for (let at = 0; at < lines.length; at += 1) if (!addLine(lines[at] as RequestLine, termMonths)) return undefined;
    if (readFacts !== undefined) readFacts(request, sumOf(lists));
    for (let k = 0; k < count; k += 1) prices[k] = lists[k] as N;
    const months = termMonths === undefined ? undefined : arithmetic.from(termMonths);
    for (const adjustment of plan) {
      if (adjustment.condition < 0 || rules.truth(row, adjustment.condition) === true) apply(adjustment, months);
    }
    return sumOf(prices);
  };

  function sumOf(amounts: readonly N[]): N {
    let sum = zero;
    for (let k = 0; k < count; k += 1) sum = add(sum, amounts[k] as N);
    return sum;
  }
}

function lineAdjustment<N extends number | bigint>(
  { source, condition, products, offerings, together, effect, cap }: CompiledAdjustment<N>,
  catalogue: CompiledCatalogue<N>,
): LineAdjustment<N> | undefined {
  if (source.exclusive !== undefined || together.length > 0 || cap !== undefined) return undefined;
  if (effect.kind !== 'percentOff' && effect.kind !== 'percentOn' && effect.kind !== 'scheduleOff') return undefined;
  if (effect.kind === 'percentOff' && effect.maxQuantity !== undefined) return undefined;
  const schedule = effect.kind === 'scheduleOff' ? effect : undefined;
  if (schedule?.by === 'siteQuantity' || schedule?.by === 'groupQuantity') return undefined;
  return {
    condition,
    selected: products.map((fits, at) => fits & (offerings[catalogue.products[at]!.offeringIndex] as number)),
    raises: effect.kind === 'percentOn',
    ofList: effect.of === 'list',
    share: effect.kind === 'scheduleOff' ? undefined : effect.share,
    bands: schedule?.bands ?? [],
    byMonths: schedule?.by === 'termMonths',
  };
}
