import { Decimal } from '../core/decimal.js';
import type { Known } from './known.js';

/** Outlay today and margin at the end of each month, at a yearly rate in per cent above -100 that is compounded monthly. */
export function presentValue(outlay: Known, monthly: Known, months: number, yearlyRate: Known): Known {
  if (outlay === null || monthly === null || yearlyRate === null) return null;
  const factor = new Decimal(1).div(yearlyRate.div(1200).plus(1));
  let discount = new Decimal(1);
  let value = outlay.negated();
  for (let month = 1; month <= months; month += 1) {
    discount = discount.times(factor);
    value = value.plus(monthly.times(discount));
  }
  return value;
}
