import { type Derivation, holds, setFact, spanOf, unknownFor } from './derivation.js';
import type { ConsentRecord } from './record.js';

/** Whether the customer's data may be used for a purpose on a day. What was never asked is not given. */
export type ConsentAnswer = 'given' | 'refused' | 'neverAsked';

/** Of several answers in force the one that began last holds; of one day, a refusal. */
export function consentFor(
  purpose: string,
  consents: readonly ConsentRecord[],
  { today, faults }: Derivation,
): ConsentAnswer {
  let latest = Number.NEGATIVE_INFINITY;
  let answer: ConsentAnswer | undefined;
  consents.forEach((entry, at) => {
    if (entry.purpose !== purpose) return;
    const span = spanOf(entry.from, entry.until, ['consents', at], ['from', 'until'], faults);
    if (span === undefined || !holds(span, today)) return;
    if (answer !== undefined && span.first < latest) return;
    const isSameDay = answer !== undefined && span.first === latest;
    answer = entry.given === true && !(isSameDay && answer === 'refused') ? 'given' : 'refused';
    latest = span.first;
  });
  return answer ?? 'neverAsked';
}

/** Takes out the facts that a purpose may not use. */
export function withhold(
  facts: Record<string, unknown>,
  ids: readonly string[],
  purpose: string,
  answer: ConsentAnswer,
): void {
  if (answer === 'given') return;
  const because = answer === 'refused' ? `consent to ${purpose} is refused` : `no consent to ${purpose}`;
  for (const id of ids) setFact(facts, id, unknownFor(id, because));
}
