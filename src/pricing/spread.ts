import type { AllocationRule } from '../core/allocation.js';
import type { Arithmetic } from './arithmetic.js';

/**
 * Splits `total` units (0 or more) in proportion to weights so that the shares sum to it; what whole units leave over goes
 * by the rule. Weights are 0 or more, not all 0.
 */
export function spread<N extends number | bigint>(
  total: N,
  weights: readonly N[],
  rule: AllocationRule,
  arithmetic: Arithmetic<N>,
): N[] {
  const { zero, one, add, subtract, multiply } = arithmetic;
  const whole = weights.reduce(add, zero);
  const mode = rule === 'roundedFirstCome' ? 'halfDown' : 'floor';
  const shares = weights.map((weight) => arithmetic.multiplyDivide(total, weight, whole, mode));
  let left = subtract(total, shares.reduce(add, zero));
  if (left === zero) return shares;
  const claims =
    rule === 'largestRemainder'
      ? weights.map((weight, at) => subtract(multiply(total, weight), multiply(shares[at] as N, whole)))
      : weights;
  const queue = weights.flatMap((weight, at) => (weight > zero ? [at] : []));
  if (rule === 'largestRemainder' || rule === 'largestRatio') {
    queue.sort((a, b) => {
      const [first, second] = [claims[a] as N, claims[b] as N];
      return first === second ? a - b : first > second ? -1 : 1;
    });
  }
  for (const at of queue) {
    if (left === zero) break;
    // Rounding may have given too much; a part that got nothing cannot give it back.
    if (left < zero && shares[at] === zero) continue;
    const unit = left > zero ? one : subtract(zero, one);
    shares[at] = add(shares[at] as N, unit);
    left = subtract(left, unit);
  }
  return shares;
}

/**
 * {@link spread} where no part takes more than its room: what one cannot take spills over to the others, in the same
 * proportion. A total above all room is taken as far as the room goes.
 */
export function spreadWithin<N extends number | bigint>(
  total: N,
  weights: readonly N[],
  rooms: readonly N[],
  rule: AllocationRule,
  arithmetic: Arithmetic<N>,
): N[] {
  const { zero, add, subtract } = arithmetic;
  const shares = weights.map(() => zero);
  let left = total;
  let open = weights.flatMap((weight, at) => (weight > zero && (rooms[at] as N) > zero ? [at] : []));
  while (left > zero && open.length > 0) {
    const wanted = spread(
      left,
      open.map((at) => weights[at] as N),
      rule,
      arithmetic,
    );
    const full = open.filter((at, k) => add(shares[at] as N, wanted[k] as N) >= (rooms[at] as N));
    if (full.length === 0) {
      for (const [k, at] of open.entries()) shares[at] = add(shares[at] as N, wanted[k] as N);
      return shares;
    }
    for (const at of full) {
      left = subtract(left, subtract(rooms[at] as N, shares[at] as N));
      shares[at] = rooms[at] as N;
    }
    open = open.filter((at) => (shares[at] as N) < (rooms[at] as N));
  }
  return shares;
}
