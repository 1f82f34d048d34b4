import { readCurrencyScale } from '../core/currency.js';
import { daysInMonthOf, fromDayNumber, partsOfDayNumber } from '../core/day-number.js';
import { issue } from '../core/issue.js';
import { readScaled, writeScaled } from '../core/scaled.js';
import { type Derivation, dayOf, holds, spanOf, unknownFor } from './derivation.js';
import type { ProfilePolicy } from './policy.js';
import type { CustomerRecord } from './record.js';

/** Whole calendar months between day numbers, the clamped way of `monthsBetween`; `from` is not after `to`. */
export function wholeMonths(from: number, to: number): number {
  const start = partsOfDayNumber(from);
  const end = partsOfDayNumber(to);
  const months = (end.year - start.year) * 12 + end.month - start.month;
  const lastDay = end.day >= start.day || end.day === daysInMonthOf(end.year, end.month);
  return lastDay ? months : months - 1;
}

/** What the account has with us: services, lines, contracts and how long they still run. */
export function createContractFacts(policy: ProfilePolicy): (record: CustomerRecord, derivation: Derivation) => void {
  const known = new Set(policy.services.map(({ id }) => id));
  const { currency } = policy;
  const scale = readCurrencyScale(currency) ?? 2;

  const deriveServices = (record: CustomerRecord, { facts, faults, today }: Derivation): void => {
    const since = dayOf(record.since, ['since'], faults);
    const isCustomer = since !== undefined && since <= today;
    facts.tenureMonths = isCustomer ? wholeMonths(since, today) : unknownFor('since');
    if (record.services === undefined) {
      for (const id of ['services', 'serviceCount', 'breadthPercent', 'lines']) facts[id] = unknownFor('services');
      return;
    }
    const held = new Set<string>();
    let lines: number | undefined = 0;
    record.services.forEach((holding, at) => {
      const span = spanOf(holding.from, holding.until, ['services', at], ['from', 'until'], faults);
      if (!known.has(holding.service)) {
        faults.push(issue('unknownReference', ['services', at, 'service'], 'a service of the policy', holding.service));
      } else if (span !== undefined && holds(span, today)) {
        held.add(holding.service);
        const count = holding.lines ?? (holding.lineIds === undefined ? undefined : new Set(holding.lineIds).size);
        lines = lines === undefined || count === undefined ? undefined : lines + count;
      }
    });
    facts.services = [...held].sort();
    facts.serviceCount = held.size;
    facts.breadthPercent = known.size === 0 ? unknownFor('services') : (held.size * 100) / known.size;
    facts.lines = lines ?? unknownFor('services.lines');
  };

  const deriveContracts = (record: CustomerRecord, { facts, faults, today }: Derivation): void => {
    const ids = ['activeContracts', 'contractEnd', 'monthsToContractEnd', 'monthlyCommitment'] as const;
    if (record.contracts === undefined) {
      for (const id of ids) facts[id] = unknownFor('contracts');
      return;
    }
    let active = 0;
    let nearest = Number.POSITIVE_INFINITY;
    let fees: number = 0;
    record.contracts.forEach(({ start, end, monthlyFee }, at) => {
      const span = spanOf(start, end, ['contracts', at], ['start', 'end'], faults);
      if (span === undefined || !holds(span, today)) return;
      active += 1;
      nearest = Math.min(nearest, span.last);
      const units = monthlyFee?.currency === currency ? readScaled(monthlyFee.amount, scale) : Number.NaN;
      if (monthlyFee !== undefined && Number.isNaN(units)) {
        faults.push(issue('currency', ['contracts', at, 'monthlyFee'], `an amount in ${currency}`, monthlyFee.amount));
      }
      fees += units;
    });
    const hasEnd = Number.isFinite(nearest);
    const noEnd = unknownFor('contracts', active === 0 ? 'no contract is running' : 'the contracts have no end');
    facts.activeContracts = active;
    facts.contractEnd = hasEnd ? fromDayNumber(nearest) : noEnd;
    facts.monthsToContractEnd = hasEnd ? wholeMonths(today, nearest) : noEnd;
    facts.monthlyCommitment = Number.isNaN(fees)
      ? unknownFor('contracts.monthlyFee')
      : { amount: writeScaled(fees, scale), currency };
  };

  return (record, derivation) => {
    deriveServices(record, derivation);
    deriveContracts(record, derivation);
  };
}
