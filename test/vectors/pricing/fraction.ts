import { divideRounded, writeScaled } from 'tenure/core';
import type { Proration } from 'tenure/pricing';

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/** The exact sum of fractions, in lowest terms. */
export function sumOf(parts: readonly Proration[]): Proration {
  return parts.reduce(
    (sum, { days, of }) => {
      const numerator = sum.days * of + days * sum.of;
      const denominator = sum.of * of;
      const common = divisor(numerator, denominator);
      return { days: numerator / common, of: denominator / common };
    },
    { days: 0, of: 1 },
  );
}

/** A fraction rounded half up. */
export function fractionText({ days, of }: Proration, digits: number): string {
  return writeScaled(divideRounded(BigInt(days) * 10n ** BigInt(digits), BigInt(of), 'halfUp'), digits);
}
