import type { Decimal } from '../core/decimal.js';
import { roundDecimal } from '../core/rounding.js';

/** A figure for display with so many digits after the point, half up; what rounds to zero has no sign. */
export function decimalText(value: Decimal, scale: number): string {
  const kept = roundDecimal(value, scale, 'halfUp');
  return (kept.isZero() ? kept.abs() : kept).toFixed(scale);
}
