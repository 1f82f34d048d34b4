import { type Derivation, holds, setFact, spanOf, unknownFor } from './derivation.js';
import type { ConsentRecord } from './record.js';

/** Whether the customer's data may be used for a purpose on a day. What was never asked is not given. */
export type ConsentAnswer = 'given' | 'refused' | 'neverAsked';

/** Of several answers in force the one that began last holds; of one day, a refusal. So does a refusal whose days cannot be read. */
export function consentFor(
  purpose: string,
  consents: readonly ConsentRecord[],
  { today, faults }: Derivation,
): ConsentAnswer {
  let latest = Number.NEGATIVE_INFINITY;
  let answer: ConsentAnswer | undefined;
  let isDoubtful = false;
  consents.forEach((entry, at) => {
    if (entry.purpose !== purpose) return;
    const span = spanOf(entry.from, entry.until, faults, 'consents', at);
    // It may be the last word.
    if (span === undefined && entry.given !== true) isDoubtful = true;
    if (span === undefined || !holds(span, today)) return;
    if (answer !== undefined && span.first < latest) return;
    const isSameDay = answer !== undefined && span.first === latest;
    answer = entry.given === true && !(isSameDay && answer === 'refused') ? 'given' : 'refused';
    latest = span.first;
  });
  return isDoubtful ? 'refused' : (answer ?? 'neverAsked');
}

/** Takes the facts out that a purpose may not use. */
export interface Withholding {
  readonly facts: ReadonlySet<string>;
  readonly withhold: (facts: Record<string, unknown>, answer: Exclude<ConsentAnswer, 'given'>) => void;
}

export function createWithholding(purpose: string, ids: readonly string[]): Withholding {
  const reasons = { refused: `consent to ${purpose} is refused`, neverAsked: `no consent to ${purpose}` } as const;
  const refused = ids.map((id) => unknownFor(id, reasons.refused));
  const neverAsked = ids.map((id) => unknownFor(id, reasons.neverAsked));
  return {
    facts: new Set(ids),
    withhold: (facts, answer) => {
      const unknown = answer === 'refused' ? refused : neverAsked;
      ids.forEach((id, at) => {
        setFact(facts, id, unknown[at]);
      });
    },
  };
}
