import { parseDecimal } from '../core/decimal.js';
import {
  checkCount,
  checkDecimal,
  checkRow,
  checkRows,
  checkUnits,
  refuseFaults,
  whereGiven,
} from '../core/row-check.js';
import { refuse } from './refuse.js';

/** A stretch of a call from a second on: so much per so many seconds, counted in started increments. */
export interface CallSlot {
  /** Second of the call from which it holds; the first is 0. */
  readonly from: number;
  readonly rate: string;
  /** Seconds (or other units) that the rate is for. */
  readonly rateUnit: number;
  /** Smallest step that is charged; 30 and then 6 is "30/6 billing". */
  readonly increment: number;
}

/** How a call is charged: a fee on connecting, then by slots. */
export interface CallTariff {
  readonly connectFee?: string | undefined;
  readonly slots: readonly CallSlot[];
}

/**
 * What one call costs, exactly. A started increment is charged in full, and what it covers beyond a slot's end is not charged
 * again in the next. A call of no seconds costs nothing, not even the fee.
 *
 * @param seconds whole, 0 or more (or units of data)
 * @returns exact amount as a decimal text, not rounded (quotients carried to 40 digits)
 * @throws InputError with every fault and its path, `order` where slots do not rise from 0; rates and fee are 0 or more, units and
 * increments whole and above 0
 * @example
 * rateCall({ connectFee: '0.1', slots: [{ from: 0, rate: '0.01', rateUnit: 1, increment: 1 }] }, 45) //=> '0.55'
 */
export function rateCall(tariff: CallTariff, seconds: number): string {
  refuseFaults([...checkTariff(tariff, []), ...checkUnits(seconds, ['seconds'])]);
  const { connectFee = '0', slots } = tariff;
  const misplaced = slots.findIndex(({ from }, at) => (at === 0 ? from !== 0 : from <= (slots[at - 1]?.from ?? 0)));
  if (slots.length === 0 || misplaced >= 0)
    refuse('order', ['slots', Math.max(0, misplaced), 'from'], 'slots that rise from 0', slots[misplaced]?.from);
  if (seconds === 0) return '0';
  let cost = parseDecimal(connectFee);
  let reached = 0;
  for (const [at, { rate, rateUnit, increment }] of slots.entries()) {
    const end = Math.min(seconds, slots[at + 1]?.from ?? seconds);
    if (reached >= end) continue;
    const charged = Math.ceil((end - reached) / increment) * increment;
    cost = cost.plus(parseDecimal(rate).times(charged).div(rateUnit));
    reached += charged;
  }
  return cost.toFixed();
}

const checkTariff = /* @__PURE__ */ checkRow<CallTariff>('a tariff { connectFee, slots }', {
  connectFee: /* @__PURE__ */ whereGiven(/* @__PURE__ */ checkDecimal(0)),
  slots: /* @__PURE__ */ checkRows(
    'a list of slots',
    /* @__PURE__ */ checkRow<CallSlot>('a slot { from, rate, rateUnit, increment }', {
      from: checkUnits,
      rate: /* @__PURE__ */ checkDecimal(0),
      rateUnit: checkCount,
      increment: checkCount,
    }),
  ),
});
