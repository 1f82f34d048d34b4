import { Decimal } from './decimal.js';
import { InputError, LimitError } from './errors.js';
import { checkedScale } from './exact-amount.js';
import { issue } from './issue.js';

/**
 * How a value between two representable neighbours is rounded. `up` and `down` are away from and towards zero; `halfUp`
 * and `halfDown` send a tie away from and towards zero, as invoices do. Libraries that mean "towards plus infinity" by
 * `up` or `halfUp` find that under `ceiling` and `halfCeiling`.
 */
export type RoundingMode =
  | 'up'
  | 'down'
  | 'ceiling'
  | 'floor'
  | 'halfUp'
  | 'halfDown'
  | 'halfCeiling'
  | 'halfFloor'
  | 'halfEven'
  | 'halfOdd';

/** Every {@link RoundingMode}, for schemas and forms. */
export const roundingModes = [
  'up',
  'down',
  'ceiling',
  'floor',
  'halfUp',
  'halfDown',
  'halfCeiling',
  'halfFloor',
  'halfEven',
  'halfOdd',
] as const satisfies readonly RoundingMode[];

/** A named rounding as a policy states it: the mode, and the digits after the point (default: the currency's). */
export interface Rounding {
  readonly mode: RoundingMode;
  readonly scale?: number | undefined;
}

/** Whether the magnitude grows by one, for a quotient that is not whole; `half` is the remainder against one half. */
function roundsAway(mode: RoundingMode, negative: boolean, half: number, odd: boolean): boolean {
  switch (mode) {
    case 'up':
      return true;
    case 'down':
      return false;
    case 'ceiling':
      return !negative;
    case 'floor':
      return negative;
    case 'halfUp':
      return half >= 0;
    case 'halfDown':
      return half > 0;
    case 'halfCeiling':
      return half > 0 || (half === 0 && !negative);
    case 'halfFloor':
      return half > 0 || (half === 0 && negative);
    case 'halfEven':
      return half > 0 || (half === 0 && odd);
    case 'halfOdd':
      return half > 0 || (half === 0 && !odd);
    default:
      return refuseMode(mode);
  }
}

function refuseMode(mode: never): never {
  throw new InputError([issue('unknownReference', ['mode'], `one of ${roundingModes.join(', ')}`, mode)]);
}

function refuseZero(): never {
  throw new InputError([issue('range', [], 'a denominator other than 0', 0)]);
}

/**
 * Divides two whole numbers exactly and rounds once.
 *
 * @param numerator any size
 * @param denominator any size, not 0 (InputError `range`)
 * @throws InputError `unknownReference` where there is something to round and the mode is none
 * @example
 * divideRounded(-15n, 10n, 'halfUp') //=> -2n
 */
export function divideRounded(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  if (denominator === 0n) refuseZero();
  const quotient = numerator / denominator;
  const remainder = numerator % denominator;
  if (remainder === 0n) return quotient;
  const negative = numerator < 0n !== denominator < 0n;
  const twice = 2n * (remainder < 0n ? -remainder : remainder);
  const whole = denominator < 0n ? -denominator : denominator;
  const half = twice === whole ? 0 : twice > whole ? 1 : -1;
  if (!roundsAway(mode, negative, half, quotient % 2n !== 0n)) return quotient;
  return negative ? quotient - 1n : quotient + 1n;
}

/**
 * {@link divideRounded} on safe integers: the fast form for scaled amounts.
 *
 * @param numerator a safe integer (LimitError beyond)
 * @param denominator a safe integer, not 0 (InputError `range`)
 * @example
 * divideRoundedSafe(25, 10, 'halfEven') //=> 2
 */
export function divideRoundedSafe(numerator: number, denominator: number, mode: RoundingMode): number {
  if (denominator === 0) refuseZero();
  if (!Number.isSafeInteger(numerator))
    throw new LimitError('safe integer numerator', Number.MAX_SAFE_INTEGER, numerator);
  if (!Number.isSafeInteger(denominator)) {
    throw new LimitError('safe integer denominator', Number.MAX_SAFE_INTEGER, denominator);
  }
  // Exact: a quotient of safe integers that is not whole lies further from the next whole number than rounding can carry it.
  // The remainder operator would be a call out of compiled code. `+ 0` turns the minus zero of 0 / -5 into 0.
  const quotient = Math.trunc(numerator / denominator) + 0;
  const remainder = numerator - quotient * denominator;
  if (remainder === 0) return quotient;
  const negative = numerator < 0 !== denominator < 0;
  const half = 2 * Math.abs(remainder) - Math.abs(denominator);
  if (!roundsAway(mode, negative, half, quotient % 2 !== 0)) return quotient;
  return negative ? quotient - 1 : quotient + 1;
}

/**
 * `a × b ÷ divisor`, rounded once: a price times a quantity or a factor, scaled back. Stays on `number` while the
 * product is a safe integer and goes through `bigint` beyond.
 *
 * @returns a safe integer; LimitError where the result is none
 * @example
 * multiplyDivideRounded(100000, 85, 100, 'halfUp') //=> 85000
 */
export function multiplyDivideRounded(a: number, b: number, divisor: number, mode: RoundingMode): number {
  const product = a * b;
  if (Number.isSafeInteger(product)) return divideRoundedSafe(product, divisor, mode);
  for (const part of [a, b, divisor]) {
    if (!Number.isSafeInteger(part)) throw new LimitError('safe integer operand', Number.MAX_SAFE_INTEGER, part);
  }
  const result = Number(divideRounded(BigInt(a) * BigInt(b), BigInt(divisor), mode));
  if (!Number.isSafeInteger(result)) throw new LimitError('safe integer result', Number.MAX_SAFE_INTEGER, result);
  return result;
}

/** In a pure call, because a bundler keeps what reads properties at the top level, and decimal.js with it. */
const decimalModes = /* @__PURE__ */ (() => ({
  up: Decimal.ROUND_UP,
  down: Decimal.ROUND_DOWN,
  ceiling: Decimal.ROUND_CEIL,
  floor: Decimal.ROUND_FLOOR,
  halfUp: Decimal.ROUND_HALF_UP,
  halfDown: Decimal.ROUND_HALF_DOWN,
  halfCeiling: Decimal.ROUND_HALF_CEIL,
  halfFloor: Decimal.ROUND_HALF_FLOOR,
  halfEven: Decimal.ROUND_HALF_EVEN,
}))() satisfies Record<Exclude<RoundingMode, 'halfOdd'>, Decimal.Rounding>;

/**
 * Rounds a Decimal to `scale` digits after the point.
 *
 * @param scale 0 to 40 (InputError `range`)
 * @throws InputError `unknownReference` for a mode that is none
 * @example
 * roundDecimal(parseDecimal('2.5'), 0, 'halfOdd').toFixed() //=> '3'
 */
export function roundDecimal(value: Decimal, scale: number, mode: RoundingMode): Decimal {
  checkedScale(scale);
  if (mode !== 'halfOdd') {
    if (!Object.hasOwn(decimalModes, mode)) refuseMode(mode as never);
    return value.toDecimalPlaces(scale, decimalModes[mode]);
  }
  const towards = value.toDecimalPlaces(scale, Decimal.ROUND_DOWN);
  const away = value.toDecimalPlaces(scale, Decimal.ROUND_UP);
  const even = value.toDecimalPlaces(scale, Decimal.ROUND_HALF_EVEN);
  const tie = value.minus(towards).equals(away.minus(value));
  if (!tie) return even;
  return even.equals(towards) ? away : towards;
}
