import { isRecord } from './line-shape.js';
import { refuse } from './refuse.js';
import type { QuoteRequest } from './request.js';

/**
 * Refuses a request with something else where a record or a list belongs; null asks for nothing. What is inside is checked where
 * it is read.
 */
export function checkRequest(request: QuoteRequest): void {
  const lines: unknown = request?.lines;
  if (!Array.isArray(lines) || lines.length === 0) refuse('empty', ['lines'], 'at least one line', lines);
  const { facts, requestedBy, payment, benefits } = request;
  if (facts !== null && !isRecord(facts)) refuse('type', ['facts'], 'a record of facts', facts);
  if (requestedBy !== null && !isRecord(requestedBy))
    refuse('type', ['requestedBy'], 'who asks { level, budgetLeft }', requestedBy);
  if (payment !== null && !isRecord(payment))
    refuse('type', ['payment'], 'how it shall be paid { mode, termDays, open }', payment);
  if (payment !== undefined && payment !== null) checkPayment(payment);
  if (benefits === undefined || benefits === null) return;
  if (!Array.isArray(benefits)) refuse('type', ['benefits'], 'a list of what is given', benefits);
  for (let at = 0; at < benefits.length; at += 1) {
    const benefit: unknown = benefits[at];
    if (benefit === undefined || !isRecord(benefit))
      refuse('type', ['benefits', at], 'what is given, to whom', benefit);
  }
}

function checkPayment({ mode, termDays, open }: NonNullable<QuoteRequest['payment']>): void {
  if (typeof mode !== 'string') refuse('type', ['payment', 'mode'], 'a mode of payment', mode);
  if (termDays !== undefined && !(Number.isSafeInteger(termDays) && termDays >= 0)) {
    refuse('range', ['payment', 'termDays'], 'a whole number of days, 0 or more', termDays);
  }
  if (open !== undefined && open !== null && !Array.isArray(open)) {
    refuse('type', ['payment', 'open'], 'a list of amounts, null for an unknown one', open);
  }
}
