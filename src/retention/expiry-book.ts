import { addDays, shiftMonths } from '../core/calendar.js';
import { dayNumber, isDate } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { checkMoney, type Money } from '../core/exact-amount.js';
import { type Issue, issue } from '../core/issue.js';
import { money } from '../core/money.js';
import { addMoney, compareMoney } from '../core/money-arithmetic.js';
import { bandReached } from '../practice/approval.js';

/** A bundle or contract that ends. */
export interface ExpiringContract {
  readonly id: string;
  readonly customer: string;
  /** Last day of the commitment; `null` where unknown. */
  readonly endsOn: string | null;
  /** What leaves with it, over the period the caller states. */
  readonly value: Money | null;
  readonly costToKeep: Money | null;
  readonly owner: string | null;
}

/** Who approves a cost, and how many days that takes. Bounds rise; the last one is open. */
export interface ApprovalStep {
  readonly upTo?: Money | undefined;
  readonly by: string;
  readonly leadDays: number;
}

/** How an expiry book is made. No figure has a default. */
export interface ExpiryBookTerms {
  readonly asOf: string;
  /** Ends from `asOf` to `asOf` + `windowDays`, both included. */
  readonly windowDays: number;
  /** Calendar months before the end at which the customer is reminded, clamped to the month's end. */
  readonly remindMonths: number;
  /** Days that the customer needs between the call and the end. */
  readonly decisionDays: number;
  readonly approvals: readonly ApprovalStep[];
  readonly currency: string;
}

/** One row of the book. */
export interface ExpiryRow {
  readonly id: string;
  readonly customer: string;
  readonly endsOn: string;
  readonly daysLeft: number;
  readonly value: Money | null;
  readonly costToKeep: Money | null;
  readonly owner: string | null;
  readonly remindOn: string;
  /** Whether the reminder's day did not exist, so that the month's last day stands in. */
  readonly clamped: boolean;
  readonly approval: { readonly by: string; readonly leadDays: number };
  /** The end less the customer's days and the approval's lead time. */
  readonly latestCall: string;
  /** Whether the latest call is past. */
  readonly late: boolean;
}

/** Who loses a bundle in the window, with totals that equal the rows. */
export interface ExpiryBook {
  readonly rows: readonly ExpiryRow[];
  readonly totals: {
    readonly contracts: number;
    readonly customers: number;
    readonly value: Money;
    readonly unknownValues: number;
    readonly costToKeep: Money;
    /** Counted apart: an unknown cost is no cost of zero. */
    readonly unknownCosts: number;
    readonly late: number;
    readonly withoutOwner: number;
  };
  /** Contracts that are not rows; with the rows they make up the input. */
  readonly outside: { readonly ended: number; readonly later: number; readonly unknownEnd: number };
}

/**
 * Says who loses a bundle in a window of days, what it is worth, what keeping it costs, who calls, and by when at the
 * latest. Practice: 对捆绑即将到期的客户提前两个月, and the 60-day expiry book.
 *
 * An unknown cost takes the longest approval. Rows are ordered by latest call, then by id; totals are sums of rows.
 *
 * @throws InputError for a bad contract, a duplicate id, or terms without an open last approval
 */
export function expiryBook(contracts: Iterable<ExpiringContract>, terms: ExpiryBookTerms): ExpiryBook {
  checkTerms(terms);
  const today = dayNumber(terms.asOf);
  const rows: ExpiryRow[] = [];
  const outside = { ended: 0, later: 0, unknownEnd: 0 };
  const seen = new Set<string>();
  let index = 0;
  for (const contract of contracts) {
    checkContract(contract, index, seen, terms.currency);
    index += 1;
    if (contract.endsOn === null) {
      outside.unknownEnd += 1;
      continue;
    }
    const daysLeft = dayNumber(contract.endsOn) - today;
    if (daysLeft < 0) outside.ended += 1;
    else if (daysLeft > terms.windowDays) outside.later += 1;
    else rows.push(rowOf(contract, contract.endsOn, daysLeft, terms));
  }
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  rows.sort((a, b) => order(a.latestCall, b.latestCall) || order(a.id, b.id));
  return { rows, totals: totalsOf(rows, terms.currency), outside };
}

function rowOf(contract: ExpiringContract, endsOn: string, daysLeft: number, terms: ExpiryBookTerms): ExpiryRow {
  const { by, leadDays } = approvalFor(contract.costToKeep, terms.approvals);
  const reminder = shiftMonths(endsOn, -terms.remindMonths);
  const latestCall = addDays(endsOn, -(terms.decisionDays + leadDays));
  return {
    id: contract.id,
    customer: contract.customer,
    endsOn,
    daysLeft,
    value: contract.value,
    costToKeep: contract.costToKeep,
    owner: contract.owner,
    remindOn: reminder.date,
    clamped: reminder.clamped,
    approval: { by, leadDays },
    latestCall,
    late: latestCall < terms.asOf,
  };
}

function approvalFor(cost: Money | null, approvals: readonly ApprovalStep[]): ApprovalStep {
  if (cost === null) return approvals.reduce((longest, step) => (step.leadDays > longest.leadDays ? step : longest));
  return bandReached(approvals, (bound: Money) => compareMoney(cost, bound))!;
}

function totalsOf(rows: readonly ExpiryRow[], currency: string): ExpiryBook['totals'] {
  let value = money(0, currency);
  let costToKeep = money(0, currency);
  for (const row of rows) {
    if (row.value !== null) value = addMoney(value, row.value);
    if (row.costToKeep !== null) costToKeep = addMoney(costToKeep, row.costToKeep);
  }
  const count = (test: (row: ExpiryRow) => boolean): number => rows.filter(test).length;
  return {
    contracts: rows.length,
    customers: new Set(rows.map(({ customer }) => customer)).size,
    value,
    unknownValues: count((row) => row.value === null),
    costToKeep,
    unknownCosts: count((row) => row.costToKeep === null),
    late: count((row) => row.late),
    withoutOwner: count((row) => row.owner === null),
  };
}

function checkContract(contract: ExpiringContract, index: number, seen: Set<string>, currency: string): void {
  const faults: Issue[] = [];
  const { id, customer, endsOn, value, costToKeep } = (contract ?? {}) as Partial<ExpiringContract>;
  for (const [key, text] of [
    ['id', id],
    ['customer', customer],
  ] as const)
    if (typeof text !== 'string' || text === '') faults.push(issue('type', [index, key], 'a text', text));
  if (typeof id === 'string' && seen.has(id)) faults.push(issue('duplicate', [index, 'id'], 'each contract once', id));
  if (endsOn !== null && !isDate(endsOn))
    faults.push(issue('format', [index, 'endsOn'], 'a calendar date YYYY-MM-DD, or null', endsOn));
  for (const [key, amount] of [
    ['value', value],
    ['costToKeep', costToKeep],
  ] as const) {
    if (amount === null) continue;
    faults.push(...checkMoney(amount, [index, key]));
    if (amount !== undefined && amount.currency !== currency)
      faults.push(issue('currency', [index, key, 'currency'], currency, amount.currency));
  }
  if (faults.length > 0) throw new InputError(faults, 'contracts');
  seen.add(id!);
}

function checkTerms(terms: ExpiryBookTerms): void {
  const faults: Issue[] = [];
  if (!isDate(terms.asOf)) faults.push(issue('format', ['asOf'], 'a calendar date YYYY-MM-DD', terms.asOf));
  for (const key of ['windowDays', 'remindMonths', 'decisionDays'] as const) {
    if (!(Number.isInteger(terms[key]) && terms[key] >= 0))
      faults.push(issue('range', [key], 'a whole number of at least 0', terms[key]));
  }
  const { approvals } = terms;
  if (approvals.length === 0) faults.push(issue('empty', ['approvals'], 'at least one step', approvals));
  approvals.forEach(({ upTo, leadDays }, index) => {
    if (!(Number.isInteger(leadDays) && leadDays >= 0))
      faults.push(issue('range', ['approvals', index, 'leadDays'], 'a whole number of at least 0', leadDays));
    const last = index === approvals.length - 1;
    if ((upTo === undefined) !== last)
      faults.push(
        issue('conflict', ['approvals', index, 'upTo'], last ? 'no bound on the last step' : 'a bound', upTo),
      );
    const before = approvals[index - 1]?.upTo;
    if (upTo !== undefined && before !== undefined && compareMoney(upTo, before) <= 0)
      faults.push(issue('order', ['approvals', index, 'upTo'], `more than ${before.amount}`, upTo.amount));
  });
  if (faults.length > 0) throw new InputError(faults, 'expiry-book terms');
}
