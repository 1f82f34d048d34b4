import type { RoundingMode } from '../core/rounding.js';
import { safeIntegers } from './arithmetic.js';
import { amountOf, type PieceTable } from './piece-table.js';
import { refuse } from './refuse.js';
import type { CompiledPlan } from './tariff.js';

/** Quantities by meter, customer by customer and month by month, in units of the menu's quantity scale. */
export interface UsageColumns {
  readonly [meter: string]: Int32Array | Float64Array;
}

/** What each plan costs each customer over the months. @throws InputError for the usage, LimitError where a cost is no safe integer */
export function costColumns(
  plans: readonly CompiledPlan<number>[],
  usage: UsageColumns,
  months: number,
  mode: RoundingMode,
  scale: number,
): readonly Float64Array[] {
  const customers = customersOf(usage, months);
  for (const meter of new Set(plans.flatMap(({ charges }) => charges.map((charge) => charge.meter)))) {
    if (!Object.hasOwn(usage, meter))
      refuse('missing', ['usage', meter], 'a column for every meter of the plans', undefined);
    checkQuantities(usage[meter]!, meter);
  }
  return plans.map(({ monthly, oneOff, charges }) => {
    const costs = new Float64Array(customers).fill(oneOff + monthly * months);
    for (const { meter, table } of charges) {
      const divisor = safeIntegers.tenTo(table.amountScale - scale);
      addCharge(costs, table, usage[meter]!, months, divisor, mode);
    }
    return costs;
  });
}

/** How many customers the columns hold: as many in each. */
function customersOf(usage: UsageColumns, months: number): number {
  if (!(Number.isSafeInteger(months) && months >= 1))
    refuse('range', ['months'], 'a whole number of months, 1 or more', months);
  const columns = Object.entries(usage ?? {});
  const [first] = columns;
  if (first === undefined) refuse('empty', ['usage'], 'at least one column', usage);
  const length = first[1]?.length;
  for (const [meter, column] of columns) {
    if (!(column instanceof Int32Array || column instanceof Float64Array))
      refuse('type', ['usage', meter], 'an Int32Array or Float64Array', column);
    if (column.length !== length)
      refuse('range', ['usage', meter], `${length} quantities, as ${first[0]} has`, column.length);
    if (column.length % months !== 0)
      refuse('range', ['usage', meter], `${months} quantities a customer`, column.length);
  }
  return (length ?? 0) / months;
}

function checkQuantities(column: Int32Array | Float64Array, meter: string): void {
  for (let at = 0; at < column.length; at += 1) {
    const quantity = column[at] as number;
    if (!(quantity >= 0 && Number.isSafeInteger(quantity)))
      refuse('range', ['usage', meter, at], 'a whole quantity of 0 or more', quantity);
  }
}

function addCharge(
  costs: Float64Array,
  table: PieceTable<number>,
  column: Int32Array | Float64Array,
  months: number,
  divisor: number,
  mode: RoundingMode,
): void {
  const stepped = divisor !== 1 || table.block.some((size) => size !== 0);
  // The piece reached last, which holds above `low` and up to `high`: amount = base + unit × (quantity − origin).
  let low = 0;
  let high = 0;
  let base = 0;
  let origin = 0;
  let unit = 0;
  const reach = (quantity: number): void => {
    let at = 0;
    while (quantity > (table.upTo[at] ?? Number.POSITIVE_INFINITY)) at += 1;
    low = at === 0 ? 0 : (table.upTo[at - 1] as number);
    high = table.upTo[at] ?? Number.POSITIVE_INFINITY;
    unit = table.unit[at] as number;
    base = table.base[at] as number;
    origin = table.origin[at] as number;
  };
  for (let customer = 0, at = 0; customer < costs.length; customer += 1) {
    let sum = costs[customer] as number;
    for (const end = at + months; at < end; at += 1) {
      const quantity = column[at] as number;
      if (stepped) sum += safeIntegers.divide(amountOf(table, quantity, safeIntegers), divisor, mode);
      else if (quantity === 0) sum += table.zero;
      else {
        if (!(quantity > low && quantity <= high)) reach(quantity);
        sum += base + unit * (quantity - origin);
      }
    }
    // Nothing here is below 0, so that a sum within the range was within it all the way.
    costs[customer] = safeIntegers.from(sum);
  }
}
