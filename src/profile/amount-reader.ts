import { readCurrencyScale } from '../core/currency.js';
import { type Issue, issue } from '../core/issue.js';
import type { Money } from '../core/money.js';
import { readScaled, writeScaled } from '../core/scaled.js';
import { pathOf } from './derivation.js';

/** Reads and writes the amounts of one currency as whole minor units. */
export interface AmountReader {
  /** NaN with a fault for another currency and for what is no amount of this one. */
  readonly read: (value: Money, faults: Issue[], list: string, at: number, key: string) => number;
  /** The same, without a fault where nobody has told: a missing amount is no amount of zero. */
  readonly readIfTold: (
    value: Money | null | undefined,
    faults: Issue[],
    list: string,
    at: number,
    key: string,
  ) => number;
  /** A sum as it is; NaN with a fault where it is too large to be exact. */
  readonly exact: (sum: number, faults: Issue[], list: string) => number;
  readonly write: (units: number) => Money;
}

export function createAmountReader(currency: string): AmountReader {
  const scale = readCurrencyScale(currency) ?? 2;
  const read: AmountReader['read'] = (value, faults, list, at, key) => {
    const { currency: given, amount } = (value ?? {}) as Partial<Money>;
    if (given !== currency) {
      faults.push(issue('currency', pathOf(list, at, key), `an amount in ${currency}`, given));
      return Number.NaN;
    }
    const units = typeof amount === 'string' ? readScaled(amount, scale) : Number.NaN;
    if (Number.isNaN(units)) {
      const expected = `a decimal with at most ${scale} decimal places`;
      faults.push(issue('format', pathOf(list, at, key), expected, amount));
    }
    return units;
  };
  return {
    read,
    readIfTold: (value, faults, list, at, key) =>
      value === undefined || value === null ? Number.NaN : read(value, faults, list, at, key),
    exact: (sum, faults, list) => {
      if (Number.isNaN(sum) || Number.isSafeInteger(sum)) return sum;
      faults.push(issue('limit', [list], 'amounts that sum up to at most 2^53 minor units', sum));
      return Number.NaN;
    },
    write: (units) => ({ amount: writeScaled(units, scale), currency }),
  };
}
