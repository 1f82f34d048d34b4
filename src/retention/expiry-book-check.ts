import { isCurrency } from '../core/currency.js';
import { isDate } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { checkMoney, isMoney, type Money } from '../core/exact-amount.js';
import { type Issue, issue } from '../core/issue.js';
import { compareMoney } from '../core/money-arithmetic.js';
import { approvalFaults } from './approval-lead.js';
import type { ApprovalStep, ExpiringContract, ExpiryBookTerms } from './expiry-book.js';

/**
 * The contract, with `null` for whatever is unknown; what its record leaves out is.
 *
 * @param seen - the ids before it
 * @throws InputError with every fault of the contract
 */
export function readContract(
  contract: ExpiringContract,
  index: number,
  seen: Set<string>,
  currency: string,
): ExpiringContract {
  const faults: Issue[] = [];
  const { id, customer, ...rest } = (contract ?? {}) as Partial<ExpiringContract>;
  const { endsOn = null, value = null, costToKeep = null, owner = null } = rest;
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
    const found = checkMoney(amount, [index, key]);
    if (found.length > 0) faults.push(...found);
    else if (amount.currency !== currency)
      faults.push(issue('currency', [index, key, 'currency'], currency, amount.currency));
  }
  if (owner !== null && typeof owner !== 'string')
    faults.push(issue('type', [index, 'owner'], 'a text, or null', owner));
  if (faults.length > 0) throw new InputError(faults, 'contracts');
  seen.add(id!);
  return { id: id!, customer: customer!, endsOn, value, costToKeep, owner };
}

/** @throws InputError with every fault of the terms */
export function checkTerms(given: ExpiryBookTerms): void {
  const terms = (given ?? {}) as ExpiryBookTerms;
  const faults: Issue[] = [];
  const { currency } = terms;
  if (!isCurrency(currency)) faults.push(issue('currency', ['currency'], 'an ISO 4217 currency code', currency));
  if (!isDate(terms.asOf)) faults.push(issue('format', ['asOf'], 'a calendar date YYYY-MM-DD', terms.asOf));
  for (const key of ['windowDays', 'remindMonths', 'decisionDays'] as const) {
    if (!(Number.isInteger(terms[key]) && terms[key] >= 0))
      faults.push(issue('range', [key], 'a whole number of at least 0', terms[key]));
  }
  const approvals = Array.isArray(terms.approvals) ? terms.approvals : [];
  if (approvals.length === 0) faults.push(issue('empty', ['approvals'], 'at least one step', approvals));
  const boundOf = (approval: Partial<ApprovalStep> | null | undefined): Money | undefined => {
    const upTo = approval?.upTo;
    return isMoney(upTo) && upTo.currency === currency ? upTo : undefined;
  };
  approvals.forEach((approval: ApprovalStep, index) => {
    const upTo: unknown = approval?.upTo;
    faults.push(...approvalFaults(approval, ['approvals', index]));
    const last = index === approvals.length - 1;
    if ((upTo === undefined) !== last)
      faults.push(
        issue('conflict', ['approvals', index, 'upTo'], last ? 'no bound on the last step' : 'a bound', upTo),
      );
    const bound = boundOf(approval);
    if (upTo !== undefined && bound === undefined) {
      const path = ['approvals', index, 'upTo'];
      const found = checkMoney(upTo, path);
      if (found.length > 0) faults.push(...found);
      else faults.push(issue('currency', [...path, 'currency'], currency, (upTo as Money).currency));
    }
    const before = boundOf(approvals[index - 1]);
    if (bound !== undefined && before !== undefined && compareMoney(bound, before) <= 0)
      faults.push(issue('order', ['approvals', index, 'upTo'], `more than ${before.amount}`, bound.amount));
  });
  if (faults.length > 0) throw new InputError(faults, 'expiry-book terms');
}
