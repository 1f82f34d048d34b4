import { type Issue, issue } from '../core/issue.js';
import type { Money } from '../core/money.js';
import { divideRoundedSafe } from '../core/rounding.js';
import { createAmountReader } from './amount-reader.js';
import { type Derivation, dayOf, monthOf, neededDay, pathOf, repeatsIn, unknownFor } from './derivation.js';
import type { ProfilePolicy } from './policy.js';
import type { CustomerRecord, Invoice, MonthlyBilling } from './record.js';

const invoiceFacts = ['arrears', 'arrearsDays', 'arrearsClass', 'latePayments', 'openDisputes'] as const;

/** Stands for an amount of a month that is told in two ways, or in one that is none; what is told alike counts once. */
const doubtful = Number.POSITIVE_INFINITY;

const isGiven = (value: Money | null | undefined): value is Money => value !== undefined && value !== null;

/** Means of what was billed and spent, arrears and how customers pay. Amounts are whole minor units inside. */
export function createMoneyFacts(policy: ProfilePolicy): (record: CustomerRecord, derivation: Derivation) => void {
  const { currency, rounding, arrearsClasses, windows } = policy;
  const { recentMonths, knownMonths, recentDays } = windows;
  const { read, exact, write } = createAmountReader(currency);
  const noInvoices = unknownFor('invoices');
  const noBilling = unknownFor('billing');
  const noCost = unknownFor('costToServe');

  const billed = new Float64Array(recentMonths);
  const cost = new Float64Array(recentMonths);
  const margin = new Float64Array(recentMonths);
  const seen = new Uint8Array(recentMonths);

  const tell = (units: Float64Array, back: number, told: number): void => {
    const known = units[back]!;
    units[back] = Number.isNaN(told) || !(Number.isNaN(known) || known === told) ? doubtful : told;
  };

  const readMonths = (billing: readonly MonthlyBilling[], { lastMonth, faults }: Derivation): void => {
    billed.fill(Number.NaN);
    cost.fill(Number.NaN);
    seen.fill(0);
    for (let at = 0; at < billing.length; at += 1) {
      const entry = billing[at]!;
      const back = lastMonth - monthOf(entry.month);
      if (Number.isNaN(back)) {
        faults.push(issue('format', pathOf('billing', at, 'month'), 'a calendar month YYYY-MM', entry.month));
      } else if (back >= 0 && back < recentMonths) {
        seen[back]! += 1;
        if (seen[back]! > 1)
          faults.push(issue('duplicate', pathOf('billing', at, 'month'), 'each month once', entry.month));
        if (isGiven(entry.billed)) tell(billed, back, read(entry.billed, faults, 'billing', at, 'billed'));
        if (isGiven(entry.costToServe)) tell(cost, back, read(entry.costToServe, faults, 'billing', at, 'costToServe'));
      }
    }
    for (let back = 0; back < recentMonths; back += 1) {
      if (billed[back] === doubtful) billed[back] = Number.NaN;
      if (cost[back] === doubtful) cost[back] = Number.NaN;
      // Of the months that know both: a cost that is missing is no cost of zero.
      margin[back] = billed[back]! - cost[back]!;
    }
  };

  /** Mean of the known months, rounded once. */
  const mean = (units: Float64Array, faults: Issue[]): Money | undefined => {
    let sum = 0;
    let known = 0;
    for (let back = 0; back < recentMonths; back += 1) {
      if (Number.isNaN(units[back]!)) continue;
      sum += units[back]!;
      known += 1;
    }
    if (known < knownMonths) return undefined;
    const total = exact(sum, faults, 'billing');
    return Number.isNaN(total) ? undefined : write(divideRoundedSafe(total, known, rounding));
  };

  const deriveBilling = (record: CustomerRecord, derivation: Derivation): void => {
    const { facts, faults } = derivation;
    readMonths(record.billing ?? [], derivation);
    const revenue = mean(billed, faults);
    facts.monthlyRevenue = revenue ?? noBilling;
    facts.monthlyCostToServe = mean(cost, faults) ?? noCost;
    facts.monthlyMargin = mean(margin, faults) ?? (revenue === undefined ? noBilling : noCost);
  };

  const deriveInvoices = (invoices: readonly Invoice[], { facts, faults, today }: Derivation): void => {
    const repeats = repeatsIn(invoices, 'invoices', faults);
    let owed = 0;
    let oldest = 0;
    let late = 0;
    let disputes = 0;
    let isUnsure = repeats.differ;
    for (let at = 0; at < invoices.length; at += 1) {
      if (repeats.positions.has(at)) continue;
      const { due: dueDate, paidOn, amount, isDisputed } = invoices[at]!;
      const due = neededDay(dueDate, faults, 'invoices', at, 'due');
      const paid = dayOf(paidOn, faults, 'invoices', at, 'paidOn');
      if (Number.isNaN(due) || Number.isNaN(paid)) {
        isUnsure = true;
        continue;
      }
      const isOpen = paid === undefined || paid > today;
      if (isOpen && isDisputed === true) disputes += 1;
      else if (isOpen && due < today) {
        const units = read(amount, faults, 'invoices', at, 'amount');
        owed += units;
        // An invoice of nothing and a credit note wait for no payment.
        if (!(units <= 0)) oldest = Math.max(oldest, today - due);
      }
      if (!isOpen && paid > due && today - paid < recentDays) late += 1;
    }
    if (isUnsure) {
      for (const id of invoiceFacts) facts[id] = noInvoices;
      return;
    }
    const total = exact(owed, faults, 'invoices');
    facts.arrears = Number.isNaN(total) ? noInvoices : write(total);
    facts.arrearsDays = oldest;
    facts.arrearsClass = arrearsClasses.find(({ upToDays }) => upToDays === undefined || oldest <= upToDays)!.id;
    facts.latePayments = late;
    facts.openDisputes = disputes;
  };

  return (record, derivation) => {
    deriveBilling(record, derivation);
    if (record.invoices !== undefined) deriveInvoices(record.invoices, derivation);
    else for (const id of invoiceFacts) derivation.facts[id] = noInvoices;
  };
}
