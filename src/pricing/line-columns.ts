import { amountOf } from './piece-table.js';
import { isMetered, isPlainLine, isPlainOffering, isPlainRequest, plainUnits } from './plain-request.js';
import type { CompiledCatalogue, CompiledOffering, Product } from './product.js';
import type { QuoteRequest, RequestLine } from './request.js';
import { toScale, type Workings } from './workings.js';

/** The prices of a request's lines, one place per price; the columns are kept from call to call. */
export interface LineColumns<N extends number | bigint> {
  /** Places filled. */
  count: number;
  /** Position of the request line. */
  readonly lines: number[];
  readonly products: Product<N>[];
  readonly quantities: N[];
  readonly lists: N[];
  /** The prices reached so far. */
  readonly prices: N[];
}

/**
 * Compiles the filling of columns with list prices: of requests that hold lines, months and facts alone, of offerings that are
 * priced line by line. The function says whether it could; where not, the sheet finds the fault.
 *
 * @param offerings - of the lines last read
 */
export function compileLineReader<N extends number | bigint>(
  catalogue: CompiledCatalogue<N>,
  columns: LineColumns<N>,
  offerings: CompiledOffering<N>[],
  workings: Workings<N>,
): (request: QuoteRequest) => boolean {
  const plain = new Map<string, CompiledOffering<N>>();
  for (const [id, versions] of catalogue.offerings) {
    if (versions.length === 1 && versions.every(isPlainOffering)) plain.set(id, versions[0] as CompiledOffering<N>);
  }
  const { arithmetic } = workings;
  const { lines, products, quantities, lists, prices } = columns;

  const readLine = (line: RequestLine, at: number, months: number | undefined): boolean => {
    if (!isPlainLine(line)) return false;
    const found = plain.get(line.offering);
    if (found === undefined) return false;
    const { termMonths } = found.offering;
    if (termMonths !== undefined && months !== undefined && !termMonths.includes(months)) return false;
    offerings[at] = found;
    for (const versions of found.products) {
      const product = versions[0] as Product<N>;
      const units = plainUnits(line, product);
      if (units === undefined || product.charge.kind !== 'stepped') return false;
      const { table } = product.charge;
      const quantity = arithmetic.from(units);
      const list = toScale(amountOf(table, quantity, arithmetic), table.amountScale, undefined, workings);
      const k = columns.count;
      lines[k] = at;
      products[k] = product;
      quantities[k] = quantity;
      lists[k] = list;
      prices[k] = list;
      columns.count = k + 1;
    }
    return line.usage === undefined || isMetered(line.usage, found);
  };

  return (request) => {
    if (!isPlainRequest(request)) return false;
    const { lines: asked, termMonths } = request;
    columns.count = 0;
    for (let at = 0; at < asked.length; at += 1) {
      if (!readLine(asked[at] as RequestLine, at, termMonths)) return false;
    }
    return true;
  };
}
