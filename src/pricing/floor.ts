import { type Arithmetic, larger } from './arithmetic.js';
import type { CostFloor } from './policy.js';
import { type Share, shareOfPercent } from './share.js';

/** A price, its list price and its cost, of one line or of a whole quote. */
export interface Costed<N extends number | bigint> {
  readonly line: number | undefined;
  readonly price: N;
  readonly list: N;
  /** Undefined where it is unknown. */
  readonly cost: N | undefined;
}

/** The floor of one {@link Costed}. */
export interface FloorTest<N extends number | bigint> extends Costed<N> {
  readonly holds: boolean | undefined;
  readonly floor: N | undefined;
  readonly shortfall: N | undefined;
}

/** The lowest price at which a cost leaves the least margin, rounded up so that it always does. */
function floorOf<N extends number | bigint>(
  cost: N,
  list: N,
  { part, whole }: Share<N>,
  of: CostFloor['minimumMargin']['of'],
  arithmetic: Arithmetic<N>,
): N {
  const { add, subtract, multiplyDivide } = arithmetic;
  if (of === 'price') return multiplyDivide(cost, whole, subtract(whole, part), 'ceiling');
  if (of === 'cost') return multiplyDivide(cost, add(whole, part), whole, 'ceiling');
  return add(cost, multiplyDivide(list, part, whole, 'ceiling'));
}

/** Tests each price against its floor. A price at or above the exact floor is at or above the rounded one, and the reverse. */
export function testFloor<N extends number | bigint>(
  floor: CostFloor,
  all: readonly Costed<N>[],
  arithmetic: Arithmetic<N>,
): readonly FloorTest<N>[] {
  const share = shareOfPercent(floor.minimumMargin.percent, arithmetic);
  return all.map((one) => {
    if (one.cost === undefined) return { ...one, holds: undefined, floor: undefined, shortfall: undefined };
    const lowest = floorOf(one.cost, one.list, share, floor.minimumMargin.of, arithmetic);
    const shortfall = larger(arithmetic.zero, arithmetic.subtract(lowest, one.price));
    return { ...one, holds: one.price >= lowest, floor: lowest, shortfall };
  });
}
