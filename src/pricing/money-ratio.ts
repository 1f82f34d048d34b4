import type { Money } from '../core/money.js';
import type { Rounding } from '../core/rounding.js';
import { bigIntegers, digitsOf, unitsOf } from './arithmetic.js';
import { exactText } from './rate.js';
import { refuse } from './refuse.js';

/** `a × b ÷ c` of three amounts, rounded once. */
export function ratioOf(a: Money, b: Money, c: Money, { mode, scale = 2 }: Rounding): Money {
  const digits = Math.max(...[a, b, c].map(({ amount }) => digitsOf(amount)));
  const [x, y, z] = [a, b, c].map(({ amount }) => unitsOf(amount, digits, bigIntegers) as bigint) as [
    bigint,
    bigint,
    bigint,
  ];
  if (z <= 0n) refuse('range', ['list'], 'an amount above 0', c.amount);
  const more = Math.max(0, scale - digits);
  const units = bigIntegers.divide(x * y * 10n ** BigInt(more), z * 10n ** BigInt(Math.max(0, digits - scale)), mode);
  return { amount: exactText(units, scale), currency: a.currency };
}
