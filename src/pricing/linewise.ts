import type { CompiledAdjustment } from './adjustment-plan.js';
import { costOf, type Item, noChanges } from './item.js';
import { adjustLines, type LineAdjustment, lineAdjustment } from './line-adjustment.js';
import { compileLineReader, type LineColumns } from './line-columns.js';
import type { PriceStage, PriceStep } from './price-step.js';
import type { Conditions, Priced, ReadFacts } from './pricer.js';
import type { CompiledCatalogue, CompiledOffering, Product } from './product.js';
import type { QuoteRequest } from './request.js';
import { moneyOf, type Workings } from './workings.js';

/**
 * The short way where each line is priced by itself: in columns that are kept from call to call, without a sheet. Undefined
 * where the request holds anything else, or a fault: then the sheet decides, and says what is wrong.
 */
export interface Linewise<N extends number | bigint> {
  /** The invoice total alone. */
  readonly total: (request: QuoteRequest) => N | undefined;
  readonly price: (request: QuoteRequest) => Priced<N> | undefined;
}

/** What the short way needs of a policy. */
export interface LinewiseSource<N extends number | bigint> {
  readonly catalogue: CompiledCatalogue<N>;
  readonly conditions: Conditions;
  readonly readFacts: ReadFacts<N> | undefined;
  readonly workings: Workings<N>;
}

/** Adjustments of each line by itself, in the order of work, by the price that they lead to. */
type Plan<N extends number | bigint> = readonly LineAdjustment<N>[];

/** Compiles the short way for adjustments in the order of work; undefined where one up to the invoice looks at other lines too. */
export function compileLinewise<N extends number | bigint>(
  adjustments: readonly CompiledAdjustment<N>[],
  { catalogue, conditions: { rules, row }, readFacts, workings }: LinewiseSource<N>,
): Linewise<N> | undefined {
  const planFor = (stages: readonly PriceStage[]): Plan<N> | undefined => {
    const own = adjustments.filter(({ source }) => stages.includes(source.stage));
    const plan = own.flatMap((one) => lineAdjustment(one, catalogue) ?? []);
    return plan.length === own.length ? plan : undefined;
  };
  const contracted = planFor(['bundle', 'term', 'volume']);
  const invoiced = planFor(['promotion', 'commitment']);
  const pocketed = planFor(['offInvoice']);
  if (contracted === undefined || invoiced === undefined) return undefined;
  const { arithmetic } = workings;
  const columns: LineColumns<N> = { count: 0, lines: [], products: [], quantities: [], lists: [], prices: [] };
  const offerings: CompiledOffering<N>[] = [];
  const read = compileLineReader(catalogue, columns, offerings, workings);

  const sumOf = (amounts: readonly N[]): N => {
    let sum = arithmetic.zero;
    for (let k = 0; k < columns.count; k += 1) sum = arithmetic.add(sum, amounts[k] as N);
    return sum;
  };
  const monthsOf = ({ termMonths }: QuoteRequest): N | undefined =>
    termMonths === undefined ? undefined : arithmetic.from(termMonths);

  const adjust = (plan: Plan<N>, months: N | undefined): void => {
    for (const one of plan) {
      const { condition } = one.adjustment;
      if (condition < 0 || rules.truth(row, condition) === true) adjustLines(one, columns, months, undefined, workings);
    }
  };

  const stepOf = (one: LineAdjustment<N>, items: readonly Item<N>[], months: N | undefined): PriceStep<N> => {
    const { adjustment } = one;
    const { condition } = adjustment;
    const truth = condition < 0 ? true : rules.truth(row, condition);
    if (truth !== true) return idleStep(adjustment, truth === false ? 'notMatched' : 'undecided');
    const notes = { items, units: arithmetic.zero };
    const effect = adjustLines(one, columns, months, notes, workings);
    if (effect === 'noLine') return idleStep(adjustment, effect);
    const status = effect === 'noEffect' ? effect : 'applied';
    const { units } = notes;
    const change = {
      units,
      money: moneyOf(units, workings),
      limited: effect === 'limited',
      shortfall: arithmetic.zero,
    };
    const { id, stage } = adjustment.source;
    return { id, stage, status, source: 'adjustment', condition, change, by: undefined };
  };

  return {
    total: (request) => {
      if (!read(request)) return undefined;
      if (readFacts !== undefined) readFacts(request, sumOf(columns.lists));
      const months = monthsOf(request);
      adjust(contracted, months);
      adjust(invoiced, months);
      return sumOf(columns.prices);
    },
    price: (request) => {
      if (pocketed === undefined || !read(request)) return undefined;
      const record = readFacts === undefined ? noFacts : readFacts(request, sumOf(columns.lists));
      const months = monthsOf(request);
      const items = itemsOf(columns, offerings, workings);
      const steps = new Array<PriceStep<N>>(contracted.length + invoiced.length + pocketed.length);
      let at = 0;
      const { prices } = columns;
      for (const one of contracted) steps[at++] = stepOf(one, items, months);
      for (let k = 0; k < items.length; k += 1) items[k]!.contract = prices[k] as N;
      for (const one of invoiced) steps[at++] = stepOf(one, items, months);
      for (let k = 0; k < items.length; k += 1) items[k]!.invoice = prices[k] as N;
      for (const one of pocketed) steps[at++] = stepOf(one, items, months);
      for (let k = 0; k < items.length; k += 1) items[k]!.running = prices[k] as N;
      const sheet = { items, offerings: offerings.slice(0, request.lines.length), parts: none, pools: none };
      return { sheet, steps, shortfalls: none, record };
    },
  };
}

const none: readonly never[] = [];
const noFacts = Object.freeze({});

function idleStep<N extends number | bigint>(
  { source: { id, stage }, condition }: CompiledAdjustment<N>,
  status: 'notMatched' | 'undecided' | 'noLine',
): PriceStep<N> {
  return { id, stage, status, source: 'adjustment', condition, change: undefined, by: undefined };
}

/** The columns as items at list price. */
function itemsOf<N extends number | bigint>(
  { count, lines, products, quantities, lists }: LineColumns<N>,
  offerings: readonly CompiledOffering<N>[],
  workings: Workings<N>,
): readonly Item<N>[] {
  const { arithmetic } = workings;
  const items = new Array<Item<N>>(count);
  for (let k = 0; k < count; k += 1) {
    const product = products[k] as Product<N>;
    const line = lines[k] as number;
    const quantity = quantities[k] as N;
    const list = lists[k] as N;
    items[k] = {
      index: k,
      line,
      lineOffering: (offerings[line] as CompiledOffering<N>).index,
      product,
      quantity,
      list,
      running: list,
      contract: list,
      invoice: list,
      changes: noChanges,
      minimum: arithmetic.zero,
      cost: costOf(product, quantity, undefined, workings),
      pooled: undefined,
    };
  }
  return items;
}
