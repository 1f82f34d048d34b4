import { addDays, shiftMonths } from '../core/calendar.js';
import { dayNumber } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import type { Money } from '../core/exact-amount.js';
import { issue } from '../core/issue.js';
import { money } from '../core/money.js';
import { addMoney, compareMoney } from '../core/money-arithmetic.js';
import type { WorkingCalendar, WorkingDays } from '../core/working-calendar.js';
import { bandReached } from '../practice/approval.js';
import { type Approval, calendarReader, leadOf, requestBy } from './approval-lead.js';
import { checkTerms, readContract } from './expiry-book-check.js';

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

/** Who approves a cost, and how long that takes. Bounds rise; the last one is open. */
export type ApprovalStep = Approval & { readonly upTo?: Money | undefined };

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
  /** Which days are worked; needed where an approval counts working days. */
  readonly calendar?: WorkingCalendar | undefined;
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
  readonly approval: Approval;
  /**
   * The end less the customer's days and the approval's lead time; `null` where the working calendar does not reach
   * that far.
   */
  readonly latestCall: string | null;
  /** Whether the latest call is past; `null` where it is unknown. */
  readonly late: boolean | null;
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
    /** Rows whose latest call lies outside the working calendar. */
    readonly outsideCalendar: number;
    readonly withoutOwner: number;
  };
  /** Contracts that are not rows; with the rows they make up the input. */
  readonly outside: { readonly ended: number; readonly later: number; readonly unknownEnd: number };
}

/**
 * Says who loses a bundle in a window of days, what it is worth, what keeping it costs, who calls, and by when at the
 * latest. Practice: 对捆绑即将到期的客户提前两个月, and the 60-day expiry book.
 *
 * An unknown cost takes the approval that leaves the least time. Rows are ordered by latest call, those without one
 * first, then by id; totals are sums of rows.
 *
 * @throws InputError for a bad contract, a duplicate id, terms without an open last approval, or a calendar that is
 * missing or faulty
 */
export function expiryBook(contracts: Iterable<ExpiringContract>, terms: ExpiryBookTerms): ExpiryBook {
  checkTerms(terms);
  if (typeof contracts?.[Symbol.iterator] !== 'function')
    throw new InputError([issue('type', [], 'a list of contracts', contracts)], 'contracts');
  const days = calendarReader(terms.approvals)(terms.calendar);
  const today = dayNumber(terms.asOf);
  const rows: ExpiryRow[] = [];
  const outside = { ended: 0, later: 0, unknownEnd: 0 };
  const seen = new Set<string>();
  let index = 0;
  for (const given of contracts) {
    const contract = readContract(given, index, seen, terms.currency);
    index += 1;
    if (contract.endsOn === null) {
      outside.unknownEnd += 1;
      continue;
    }
    const daysLeft = dayNumber(contract.endsOn) - today;
    if (daysLeft < 0) outside.ended += 1;
    else if (daysLeft > terms.windowDays) outside.later += 1;
    else rows.push(rowOf(contract, contract.endsOn, daysLeft, terms, days));
  }
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  rows.sort((a, b) => order(a.latestCall ?? '', b.latestCall ?? '') || order(a.id, b.id));
  return { rows, totals: totalsOf(rows, terms.currency), outside };
}

function rowOf(
  contract: ExpiringContract,
  endsOn: string,
  daysLeft: number,
  terms: ExpiryBookTerms,
  days: WorkingDays | undefined,
): ExpiryRow {
  const reminder = shiftMonths(endsOn, -terms.remindMonths, ['remindMonths']);
  const { approval, latestCall } = callFor(
    contract.costToKeep,
    addDays(endsOn, -terms.decisionDays, ['decisionDays']),
    terms,
    days,
  );
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
    approval,
    latestCall,
    late: latestCall === null ? null : latestCall < terms.asOf,
  };
}

/** The approval of a cost and the last day to call so that it is there by `decideFrom`. */
function callFor(
  cost: Money | null,
  decideFrom: string,
  { approvals }: ExpiryBookTerms,
  days: WorkingDays | undefined,
): Pick<ExpiryRow, 'approval' | 'latestCall'> {
  const callBy = (approval: Approval): Pick<ExpiryRow, 'approval' | 'latestCall'> => {
    const call = requestBy(approval, decideFrom, days);
    return { approval: leadOf(approval), latestCall: call.status === 'covered' ? call.value : null };
  };
  if (cost !== null) return callBy(bandReached(approvals, (bound: Money) => compareMoney(cost, bound))!);
  return approvals
    .map(callBy)
    .reduce((least, one) => ((one.latestCall ?? '') < (least.latestCall ?? '') ? one : least));
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
    late: count((row) => row.late === true),
    outsideCalendar: count((row) => row.latestCall === null),
    withoutOwner: count((row) => row.owner === null),
  };
}
