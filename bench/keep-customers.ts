import { addDays, moneyFromMinorUnits } from 'tenure/core';
import { customers, hash } from './customers.js';

const bands = ['green', 'yellow', 'orange', 'red'] as const;
const yuan = (fen: number) => moneyFromMinorUnits(Math.round(fen), 'CNY');

/**
 * The shared customers as the keep-plans look at them: contracts that end within half a year, a tenth of them on an
 * unknown day; what rivals do and what a measure would bring are further fields of the same hash.
 */
export function keepCustomers(size: number) {
  return customers(size).map((one, row) => ({
    hasLeft: one.tenureMonths < 6,
    contractEnd: one.daysLate % 10 === 0 ? null : addDays('2013-01-01', one.daysToEnd % 180),
    riskBand: bands[one.tickets % 4]!,
    rivalPlanSeen: hash(row, 25) % 5 === 0,
    complaintOpen: one.tickets > 9,
    asksForDevice: hash(row, 27) % 9 === 0,
    needsBundle: false,
    superiorsCircular: false,
    mayCall: one.lines % 3 > 0,
    monthlyMargin: yuan(one.arpuFen * 0.4),
    monthlyBill: yuan(one.arpuFen),
    lifetimeValue: yuan(one.arpuFen * 24),
    saveProbability: `0.${10 + (hash(row, 32) % 50)}`,
  }));
}
