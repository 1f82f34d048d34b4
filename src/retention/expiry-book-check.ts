import { isDate } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { checkMoney } from '../core/exact-amount.js';
import { type Issue, issue } from '../core/issue.js';
import { compareMoney } from '../core/money-arithmetic.js';
import { approvalFaults } from './approval-lead.js';
import type { ExpiringContract, ExpiryBookTerms } from './expiry-book.js';

/** @throws InputError with every fault of a contract; `seen` holds the ids before it */
export function checkContract(contract: ExpiringContract, index: number, seen: Set<string>, currency: string): void {
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

/** @throws InputError with every fault of the terms */
export function checkTerms(terms: ExpiryBookTerms): void {
  const faults: Issue[] = [];
  if (!isDate(terms.asOf)) faults.push(issue('format', ['asOf'], 'a calendar date YYYY-MM-DD', terms.asOf));
  for (const key of ['windowDays', 'remindMonths', 'decisionDays'] as const) {
    if (!(Number.isInteger(terms[key]) && terms[key] >= 0))
      faults.push(issue('range', [key], 'a whole number of at least 0', terms[key]));
  }
  const { approvals } = terms;
  if (approvals.length === 0) faults.push(issue('empty', ['approvals'], 'at least one step', approvals));
  approvals.forEach((approval, index) => {
    const { upTo } = approval;
    faults.push(...approvalFaults(approval, ['approvals', index]));
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
