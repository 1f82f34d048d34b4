import { readCurrencyScale } from '../core/currency.js';
import { issue, type Path } from '../core/issue.js';
import type { Money } from '../core/money.js';
import { divideRoundedSafe } from '../core/rounding.js';
import { readScaled, writeScaled } from '../core/scaled.js';
import { createMonthReader, type Derivation, dayOf, unknownFor } from './derivation.js';
import type { ProfilePolicy } from './policy.js';
import type { CustomerRecord, MonthlyBilling } from './record.js';

/** Means of what was billed and spent, arrears and how customers pay. Amounts are whole minor units inside. */
export function createMoneyFacts(policy: ProfilePolicy): (record: CustomerRecord, derivation: Derivation) => void {
  const { currency, rounding, arrearsClasses, windows } = policy;
  const { recentMonths, knownMonths, recentDays } = windows;
  const scale = readCurrencyScale(currency) ?? 2;
  const write = (units: number): Money => ({ amount: writeScaled(units, scale), currency });

  const unitsOf = (value: Money, path: Path, { faults }: Derivation): number => {
    if (value.currency !== currency) {
      faults.push(issue('currency', path, `an amount in ${currency}`, value.currency));
      return Number.NaN;
    }
    const units = typeof value.amount === 'string' ? readScaled(value.amount, scale) : Number.NaN;
    if (Number.isNaN(units)) {
      faults.push(issue('format', path, `a decimal with at most ${scale} decimal places`, value.amount));
    }
    return units;
  };

  const monthOf = createMonthReader();
  const billed = new Float64Array(recentMonths);
  const cost = new Float64Array(recentMonths);
  const seen = new Uint8Array(recentMonths);

  const readMonths = (billing: readonly MonthlyBilling[], derivation: Derivation): void => {
    billed.fill(Number.NaN);
    cost.fill(Number.NaN);
    seen.fill(0);
    billing.forEach((entry, at) => {
      const number = monthOf(entry.month);
      if (Number.isNaN(number)) {
        derivation.faults.push(issue('format', ['billing', at, 'month'], 'a calendar month YYYY-MM', entry.month));
        return;
      }
      const back = derivation.lastMonth - number;
      if (back < 0 || back >= recentMonths) return;
      seen[back]! += 1;
      if (seen[back]! > 1) {
        derivation.faults.push(issue('duplicate', ['billing', at, 'month'], 'each month once', entry.month));
        billed[back] = Number.NaN;
        cost[back] = Number.NaN;
        return;
      }
      if (entry.billed) billed[back] = unitsOf(entry.billed, ['billing', at, 'billed'], derivation);
      if (entry.costToServe) cost[back] = unitsOf(entry.costToServe, ['billing', at, 'costToServe'], derivation);
    });
  };

  /** Mean of the months that `value` knows, rounded once. */
  const mean = (value: (back: number) => number): Money | undefined => {
    let sum = 0;
    let known = 0;
    for (let back = 0; back < recentMonths; back += 1) {
      const units = value(back);
      if (Number.isNaN(units)) continue;
      sum += units;
      known += 1;
    }
    return known >= knownMonths ? write(divideRoundedSafe(sum, known, rounding)) : undefined;
  };

  const deriveBilling = (record: CustomerRecord, derivation: Derivation): void => {
    const { facts } = derivation;
    readMonths(record.billing ?? [], derivation);
    const revenue = mean((back) => billed[back]!);
    facts.monthlyRevenue = revenue ?? unknownFor('billing');
    facts.monthlyCostToServe = mean((back) => cost[back]!) ?? unknownFor('costToServe');
    // Of the months that know both: a cost that is missing is no cost of zero.
    const missing = revenue === undefined ? 'billing' : 'costToServe';
    facts.monthlyMargin = mean((back) => billed[back]! - cost[back]!) ?? unknownFor(missing);
  };

  const deriveInvoices = (record: CustomerRecord, derivation: Derivation): void => {
    const { facts, faults, today } = derivation;
    if (record.invoices === undefined) {
      for (const id of ['arrears', 'arrearsDays', 'arrearsClass', 'latePayments', 'openDisputes']) {
        facts[id] = unknownFor('invoices');
      }
      return;
    }
    let owed = 0;
    let oldest = 0;
    let late = 0;
    let disputes = 0;
    let isUnsure = false;
    record.invoices.forEach((invoice, at) => {
      const due = dayOf(invoice.due, ['invoices', at, 'due'], faults);
      const paid = dayOf(invoice.paidOn, ['invoices', at, 'paidOn'], faults);
      if (due === undefined) faults.push(issue('missing', ['invoices', at, 'due'], 'a calendar date', invoice.due));
      if (due === undefined || Number.isNaN(due) || Number.isNaN(paid)) {
        isUnsure = true;
        return;
      }
      const isOpen = paid === undefined || paid > today;
      if (isOpen && invoice.isDisputed === true) disputes += 1;
      else if (isOpen && due < today) {
        owed += unitsOf(invoice.amount, ['invoices', at, 'amount'], derivation);
        oldest = Math.max(oldest, today - due);
      }
      if (!isOpen && paid > due && today - paid < recentDays) late += 1;
    });
    const unknown = unknownFor('invoices');
    facts.arrears = isUnsure || Number.isNaN(owed) ? unknown : write(owed);
    facts.arrearsDays = isUnsure ? unknown : oldest;
    const classOf = arrearsClasses.find(({ upToDays }) => upToDays === undefined || oldest <= upToDays);
    facts.arrearsClass = isUnsure ? unknown : classOf!.id;
    facts.latePayments = isUnsure ? unknown : late;
    facts.openDisputes = isUnsure ? unknown : disputes;
  };

  return (record, derivation) => {
    deriveBilling(record, derivation);
    deriveInvoices(record, derivation);
  };
}
