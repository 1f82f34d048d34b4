import type { RoundingMode } from '../core/rounding.js';
import { safeIntegers } from './arithmetic.js';
import { amountOf, type PieceTable } from './charge.js';
import { refuse } from './refuse.js';
import type { CompiledPlan } from './tariff.js';

/** What one plan costs each customer over the months. @throws LimitError where that is no safe integer */
export function costColumn(
  { monthly, oneOff, charges }: CompiledPlan<number>,
  usage: { readonly [meter: string]: Int32Array | Float64Array },
  months: number,
  mode: RoundingMode,
  scale: number,
): Float64Array {
  const size = charges.length === 0 ? Object.values(usage)[0]?.length : usage[charges[0]!.meter]?.length;
  const costs = new Float64Array((size ?? 0) / months).fill(oneOff + monthly * months);
  for (const { meter, table } of charges) {
    const column = usage[meter];
    if (column === undefined) refuse('missing', ['usage', meter], 'a column for every meter of the plans', column);
    const divisor = safeIntegers.tenTo(table.amountScale - scale);
    addCharge(costs, table, column, months, divisor, mode);
  }
  return costs;
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
